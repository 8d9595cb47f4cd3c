"""Strategies of a staged game from the values of the rounds that follow.

The policy of a round is greedy: the mover shares its choice uniformly among the moves within a tolerance of the best,
given what each start of the next round is worth. Values are small and strategies large, so only the values of rounds
are kept, and strategies are made of them where they are asked for.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from foedus.games import CHANCE, TERMINAL, FloatArray, StagedGraph

from ._backward import TIE
from ._staged_layout import Places, reachable, staged_layout

_NUMBERS = 2_000_000
"""About how many numbers of strategies are made at once."""


def greedy_policies(
    graph: StagedGraph, parameters: FloatArray, following: FloatArray, *, solved: Places, tolerance: float
) -> FloatArray:
    """Return the strategies of rounds, shape (round, edge, draw), NaN at states out of reach.

    Args:
        graph: one round.
        parameters: shape (parameter, draw).
        following: shape (round, start, player, draw), the values of the starts of the round after each.
        solved: which starts these are.
        tolerance: what counts as a tie.
    """
    rounds, _, players, draws = following.shape
    strategy = np.full((rounds, len(graph.child), draws), np.nan)
    if rounds == 0:
        return strategy
    paid = graph.payoffs.evaluate(parameters).reshape(len(graph.child), players, draws)
    value = np.zeros((graph.nodes + len(graph.starts), players, rounds, draws))
    factor = parameters[graph.discount] if graph.discount >= 0 else 1.0
    value[graph.nodes + solved] = (following * factor).transpose(1, 2, 0, 3)
    for state in reversed(reachable(graph)[0]):
        owner, edges = graph.owner[state], slice(int(graph.first_edge[state]), int(graph.first_edge[state + 1]))
        if owner == TERMINAL:
            continue
        each = paid[edges, :, None] + value[graph.child[edges]]
        if owner == CHANCE:
            weight = np.broadcast_to(parameters[graph.probability[edges], None], (len(each), rounds, draws))
        else:
            best = each[:, owner].max(axis=0) - each[:, owner] <= tolerance
            weight = best / best.sum(axis=0)
        strategy[:, edges] = weight.transpose(1, 0, 2)
        value[state] = (weight[:, None] * each).sum(axis=0)
    return strategy


def policies_from_the_last_round(graph: StagedGraph, parameters: FloatArray, *, rounds: int) -> Iterator[FloatArray]:
    """Yield the strategies of ``backward_subgame_perfect_staged``, from the last round to the first.

    They are solved for again a few rounds at a time, so that memory does not grow with *rounds*. Where the values
    repeat, so do the arrays: the same objects are yielded again.

    Args:
        graph: one round.
        parameters: shape (parameter, draw).
        rounds: how often the round is played.

    Yields:
        Arrays of shape (edge, draw); on chance edges the probability, NaN at states out of reach.
    """
    from ._kernels._staged_numba import induce_staged

    draws, players = parameters.shape[1], len(graph.players)
    parameters = np.ascontiguousarray(parameters, dtype=np.float64)
    layout = staged_layout(graph)
    final = graph.final.evaluate(parameters).reshape(len(graph.starts), players, draws)
    value = final[layout.solved]
    most = max(1, min(64, _NUMBERS // max(1, draws * (len(graph.child) + graph.nodes * players))))
    ties, computed, period = (np.zeros(draws, np.int64) for _ in range(3))
    left = rounds
    while left:
        count = min(most, left)
        ending, value = value, np.empty_like(value)
        trace = np.empty((count, *value.shape))
        induce_staged(*layout[:-1], parameters, ending, count, TIE, 0, draws, value, trace, ties, computed, period)
        made = greedy_policies(graph, parameters, trace, solved=layout.solved, tolerance=TIE)
        yield from made[::-1]
        left -= count
        for back in range(count):
            if (trace[back] == value).all():
                yield from itertools.islice(itertools.cycle(made[: back + 1][::-1]), left)
                return
