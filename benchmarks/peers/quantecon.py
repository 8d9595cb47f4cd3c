"""QuantEcon: Lemke and Howson's method on tables, compiled."""

from __future__ import annotations

import time
from importlib.metadata import version as version_of

import numpy as np
from quantecon import game_theory


def version() -> str:
    return f"quantecon {version_of('quantecon')}"


def lemke_howson(payoffs: np.ndarray) -> tuple[float, list[tuple[list[float], list[float]] | None]]:
    """Return seconds for tables of shape (player, row, column, draw), and each draw's strategies."""
    tables = [
        (payoffs[0, :, :, draw].copy(), np.ascontiguousarray(payoffs[1, :, :, draw].T))
        for draw in range(payoffs.shape[3])
    ]
    begin = time.perf_counter()
    answers = []
    for row, column in tables:
        game = game_theory.NormalFormGame([game_theory.Player(row), game_theory.Player(column)])
        answers.append(game_theory.lemke_howson(game))
    seconds = time.perf_counter() - begin
    return seconds, [(one.tolist(), two.tolist()) for one, two in answers]


TASKS = {"version": version, "lemke_howson": lemke_howson}
