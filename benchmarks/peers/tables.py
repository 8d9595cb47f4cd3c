"""Bimatrix games: the smallest crisis game as a table, in turns of some hundred draws by each tool."""

from __future__ import annotations

import time

import numpy as np

from foedus.bench import SIZES, crisis_game, draw_crisis, payoff_tables, table_gains
from foedus.solve import lemke_howson_nash

from .child import Child, GaveNoAnswer
from .tally import Tally

TURN = 500
"""Draws a turn."""


def compare_tables(turns: int, *, children: dict[str, Child], limit: float) -> dict[str, object]:
    """Return what each tool does with *turns* times some hundred draws."""
    payoffs = payoff_tables(crisis_game(SIZES["tiny"]), draw_crisis(SIZES["tiny"], draws=turns * TURN))
    ours = Tally("Foedus: lemke_howson_nash", games_per_call=TURN)
    peers = {
        "quantecon": Tally("QuantEcon: NormalFormGame, lemke_howson", games_per_call=TURN),
        "nashpy": Tally("Nashpy: Game, lemke_howson", games_per_call=TURN),
    }
    warm = payoffs[..., :TURN]
    lemke_howson_nash(warm[0], warm[1])
    for name in peers:
        if name in children:
            children[name].call("lemke_howson", warm, limit=limit)
    for turn in range(turns):
        part = np.ascontiguousarray(payoffs[..., turn * TURN : (turn + 1) * TURN])
        begin = time.perf_counter()
        result = lemke_howson_nash(part[0], part[1])
        seconds = time.perf_counter() - begin
        ours.add(seconds, *table_gains(part, result.row_strategy, result.column_strategy).tolist())
        for name, tally in peers.items():
            if name not in children:
                tally.note = "not installed here"
                continue
            try:
                seconds, answers = children[name].call("lemke_howson", part, limit=limit)
            except GaveNoAnswer as error:
                tally.note = f"failed: {error}"
                continue
            tally.add(seconds, *(_gain(part[..., draw : draw + 1], *pair) for draw, pair in enumerate(answers)))
    return {
        "subject": "4 by 4 bimatrix games",
        "row": "bimatrix",
        "tools": [tally.to_json() for tally in (ours, *peers.values())],
        "measure": "largest gain from another plan; an answer of the wrong size or of no numbers gains infinitely",
    }


def _gain(payoffs: np.ndarray, row: list[float], column: list[float]) -> float:
    one, two = np.array(row)[:, None], np.array(column)[:, None]
    if one.shape[0] != payoffs.shape[1] or two.shape[0] != payoffs.shape[2] or np.isnan([*row, *column]).any():
        return float("inf")
    return float(table_gains(payoffs, one, two)[0])
