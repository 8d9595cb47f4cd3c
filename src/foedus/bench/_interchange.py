"""Row of Gambit's .efg format: write and read the crisis game of 1,020 information sets."""

from __future__ import annotations

import statistics
import time
from types import MappingProxyType

import numpy as np

from foedus.games import TERMINAL, ExtensiveForm, FloatArray, read_efg, write_efg

from ._crisis_game import SIZES, crisis_game, draw_crisis
from ._outcome import Outcome, Part, Request, Work

_SAME = 1e-12


def measure_interchange(row: str, request: Request) -> Outcome:
    """Return the median seconds to read and to write; ``draws`` files, each a game of its own."""
    form = crisis_game(SIZES["1020"])
    parameters = draw_crisis(SIZES["1020"], draws=request.draws, seed=request.seed)
    begin = time.perf_counter()
    read_efg(write_efg(form, parameters[:, 0]))
    cold = time.perf_counter() - begin
    reading, writing, wrong, size = [], [], 0, 0
    for draw in range(request.draws):
        column = parameters[:, draw]
        begin = time.perf_counter()
        text = write_efg(form, column)
        middle = time.perf_counter()
        game = read_efg(text)
        reading.append(time.perf_counter() - middle)
        writing.append(middle - begin)
        wrong += not same_game((form, column[:, None]), (game.form, game.parameters))
        size = len(text.encode())
    # The least: the text once, and a node's four integers and two payoffs once.
    work = Work(float(size + form.nodes * (4 * 4 + 2 * 8)), 0.0)
    return Outcome(
        row,
        (
            Part("read", "seconds", statistics.median(reading), 0.03, request.draws, work),
            Part("write", "seconds", statistics.median(writing), 0.03, request.draws, work),
        ),
        unsolved=wrong,
        draws=request.draws,
        threads=1,
        seed=request.seed,
        cold_seconds=cold,
        checked="what is read back has the same moves, information sets, chances and payoffs, node by node",
        details=MappingProxyType({"nodes": form.nodes, "bytes": size}),
    )


def same_game(one: tuple[ExtensiveForm, FloatArray], two: tuple[ExtensiveForm, FloatArray]) -> bool:
    """Return whether two games have the same moves, information sets, chances and payoffs, from the root down."""
    (left, left_numbers), (right, right_numbers) = one, two
    if (left.nodes, left.infosets) != (right.nodes, right.infosets) or left_numbers.shape[1] != 1:
        return False
    paid = [form.payoffs.evaluate(numbers).reshape(len(form.child), -1) for form, numbers in (one, two)]
    players = len(left.players)
    sets: dict[int, int] = {}
    pairs = [(0, 0, np.zeros(players), np.zeros(players))]
    while pairs:
        node, other, total, other_total = pairs.pop()
        owner = int(left.owner[node])
        edges = range(left.first_edge[node], left.first_edge[node + 1])
        other_edges = range(right.first_edge[other], right.first_edge[other + 1])
        if owner != right.owner[other] or len(edges) != len(other_edges):
            return False
        if owner >= 0 and sets.setdefault(int(left.infoset[node]), int(right.infoset[other])) != right.infoset[other]:
            return False
        if owner == TERMINAL and np.abs(total - other_total).max() > _SAME:
            return False
        for edge, other_edge in zip(edges, other_edges, strict=True):
            if left.probability[0, edge] >= 0:
                chances = left_numbers[left.probability[0, edge]], right_numbers[right.probability[0, other_edge]]
                if abs(float(chances[0][0] - chances[1][0])) > _SAME:
                    return False
            pairs.append(
                (
                    int(left.child[edge]),
                    int(right.child[other_edge]),
                    total + paid[0][edge],
                    other_total + paid[1][other_edge],
                )
            )
    return len(set(sets.values())) == len(sets)
