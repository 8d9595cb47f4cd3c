"""How a plan's game is played, averaged over the draws."""

from __future__ import annotations

import numpy as np

from foedus.compiler import CompiledGame

from ._solution import Arrays, believed_types
from ._types import Estimate, InfosetPlay, PlanPlay


def play_of(game: CompiledGame, arrays: Arrays, kept: np.ndarray) -> PlanPlay:
    """Return the averaged play of *game* over the draws *kept* (a mask)."""
    strategy = arrays["strategy"][:, kept].astype(np.float64)
    reach = arrays["reach"][:, kept].mean(axis=1, dtype=np.float64)
    believed: dict[int, list[tuple[str, float]]] = {}
    for row, (infoset, actor, type_) in enumerate(believed_types(game) if len(arrays["believed"]) else []):
        mean = float(arrays["believed"][row, kept].mean(dtype=np.float64))
        believed.setdefault(infoset, []).append((f"{actor}.{type_}", mean))
    plays, start = [], 0
    for infoset, (key, moves) in enumerate(zip(game.infosets, game.infoset_moves, strict=True)):
        rows = strategy[start : start + len(moves)]
        start += len(moves)
        low, high = np.quantile(rows, [0.1, 0.9], axis=1)
        shown = tuple(
            (move, Estimate(float(rows[place].mean()), float(low[place]), float(high[place])))
            for place, move in enumerate(moves)
        )
        plays.append(
            InfosetPlay(
                key.actor,
                key.type,
                key.stage,
                key.round,
                tuple((item.stage, item.round, item.move) for item in key.seen),
                float(reach[infoset]),
                shown,
                tuple(believed.get(infoset, ())),
            )
        )
    return PlanPlay(game.plan, tuple(plays), game.form.nodes, len(game.infosets))
