"""Backward induction over a state graph in plain NumPy: what ``_backward_numba`` must say too."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int32]


def induce_backward(
    owner: IntArray, first_edge: IntArray, child: IntArray, probability_row: IntArray, term_first: IntArray,
    term_parameter: IntArray, term_coefficient: FloatArray, parameters: FloatArray, tolerance: float,
    value: FloatArray, strategy: FloatArray, ties: npt.NDArray[np.int64],
) -> None:  # fmt: skip
    """Fill ``value`` (state, player, draw), ``strategy`` (edge, draw) and ``ties`` (draw,), which come in as zeros."""
    players, draws = value.shape[1:]
    for state in range(len(owner) - 1, -1, -1):
        edges = range(first_edge[state], first_edge[state + 1])
        if not edges:
            continue
        worth = np.zeros((len(edges), players, draws))
        for place, edge in enumerate(edges):
            for player in range(players):
                row = edge * players + player
                for term in range(term_first[row], term_first[row + 1]):
                    worth[place, player] += term_coefficient[term] * parameters[term_parameter[term]]
            worth[place] += value[child[edge]]
        mover = owner[state]
        if mover >= 0:
            chosen = worth[:, mover] >= worth[:, mover].max(axis=0) - tolerance
            ties += chosen.sum(axis=0) > 1
            strategy[edges] = chosen / chosen.sum(axis=0)
        else:
            strategy[edges] = parameters[probability_row[edges]]
        for place, edge in enumerate(edges):
            value[state] += strategy[edge] * worth[place]
