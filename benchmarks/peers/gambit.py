"""Gambit (pygambit 16): reading, writing, and the end of the logit branch. GPL, so only ever compared with."""

from __future__ import annotations

import io
import time
from typing import Any

import pygambit as gbt


def version() -> str:
    return f"pygambit {gbt.__version__}"


def read(text: str) -> tuple[float, list[float]]:
    """Return seconds, and each player's payoff when all play uniformly, which shows that the game was understood."""
    data = text.encode()
    begin = time.perf_counter()
    game = gbt.read_efg(io.BytesIO(data))
    seconds = time.perf_counter() - begin
    profile = game.mixed_behavior_profile()
    return seconds, [float(profile.payoff(player)) for player in game.players]


def write(text: str) -> tuple[float, int]:
    """Return seconds to write the game that *text* holds, and how many bytes came out."""
    game = gbt.read_efg(io.BytesIO(text.encode()))
    begin = time.perf_counter()
    written = game.to_efg()
    return time.perf_counter() - begin, len(written)


def logit(text: str) -> tuple[float, list[float]]:
    """Return seconds of ``logit_solve`` and its probabilities: by player, information set and action."""
    game = gbt.read_efg(io.BytesIO(text.encode()))
    begin = time.perf_counter()
    profile = gbt.nash.logit_solve(game).equilibria[0]
    return time.perf_counter() - begin, _flat(game, profile)


def lcp(text: str) -> tuple[float, list[float]]:
    """Return seconds of ``lcp_solve`` in floating point (one Nash equilibrium) and its probabilities."""
    game = gbt.read_efg(io.BytesIO(text.encode()))
    begin = time.perf_counter()
    profile = gbt.nash.lcp_solve(game, rational=False).equilibria[0]
    return time.perf_counter() - begin, _flat(game, profile)


def _flat(game: Any, profile: Any) -> list[float]:
    return [
        float(profile[action]) for player in game.players for infoset in player.infosets for action in infoset.actions
    ]


TASKS = {"version": version, "read": read, "write": write, "logit": logit, "lcp": lcp}
