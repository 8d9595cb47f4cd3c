"""The staged game written out as a tree for tools that need one, as far as they get, against its merged states."""

from __future__ import annotations

import time

import numpy as np

from foedus.bench import draw_staged, staged_game
from foedus.games import StagedGraph, read_efg, unrolled, unrolled_parameters, write_efg
from foedus.solve import backward_subgame_perfect_staged

from .answers import as_strategy, regret
from .child import Child, GaveNoAnswer
from .tally import Tally

HORIZONS = (1, 2, 3, 4)
ITERATIONS = 500
_JUDGED = 3
"""Rounds up to which the answers are judged; longer trees are only read."""


def compare_staged(*, children: dict[str, Child], limit: float) -> list[dict[str, object]]:
    """Return what each tool does with the tree of each number of rounds; a method stops at its first failure."""
    graph = staged_game()
    # Rounded, since OpenSpiel reads no probability of many digits.
    parameters = np.round(draw_staged(1, rng=np.random.default_rng(0)), 9)
    failed: dict[str, str] = {}
    return [_compare(graph, parameters, rounds, failed, children, limit) for rounds in HORIZONS]


def _compare(
    graph: StagedGraph,
    parameters: np.ndarray,
    rounds: int,
    failed: dict[str, str],
    children: dict[str, Child],
    limit: float,
) -> dict[str, object]:
    text = write_efg(unrolled(graph, rounds=rounds), unrolled_parameters(graph, parameters, rounds=rounds), plain=True)
    game = read_efg(text)
    ours = Tally(f"Foedus: backward_subgame_perfect_staged, {rounds} rounds")
    backward_subgame_perfect_staged(graph, parameters, rounds=rounds)
    for _ in range(9):
        begin = time.perf_counter()
        result = backward_subgame_perfect_staged(graph, parameters, rounds=rounds)
        ours.add(time.perf_counter() - begin)
    value = result.initial_values[:, 0]
    tallies = [ours]
    for peer, task, more, method in (
        ("gambit", "read", (), "Gambit: read_efg"),
        ("gambit", "lcp", (), "Gambit: lcp_solve"),
        ("gambit", "logit", (), "Gambit: logit_solve"),
        ("openspiel", "read", (), "OpenSpiel: load_efg_game"),
        ("openspiel", "cfr_plus", (ITERATIONS,), f"OpenSpiel: CFR+, {ITERATIONS} iterations"),
    ):
        tally = Tally(method)
        tallies.append(tally)
        if peer not in children:
            tally.note = "not installed here"
            continue
        if method in failed:
            tally.note = f"not tried: {failed[method]}"
            continue
        if task != "read" and rounds > _JUDGED:
            tally.note = f"not tried beyond {_JUDGED} rounds"
            continue
        try:
            seconds, answer = children[peer].call(task, text, *more, limit=limit)
        except GaveNoAnswer as error:
            tally.note = f"failed: {error}"
            failed[method] = f"failed at {rounds} rounds"
            continue
        if task == "read":
            tally.add(seconds)
        else:
            tally.add(seconds, regret(game.form, game.parameters, as_strategy(game.form, answer)))
    return {
        "subject": f"staged game, {rounds} round{'s' if rounds > 1 else ''}, {game.form.nodes:,} nodes as a tree",
        "row": "staged",
        "rounds": rounds,
        "nodes": game.form.nodes,
        "tools": [tally.to_json() for tally in tallies],
        "value": value.tolist(),
        "measure": "regret from the start",
    }
