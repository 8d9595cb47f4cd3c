# mypy: disable-error-code="no-untyped-def"
"""Backward induction over a state graph, draws in the inner, contiguous loop (Numba)."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def induce_backward(
    owner, first_edge, child, probability_row, term_first, term_parameter, term_coefficient, parameters, tolerance,
    value, strategy, ties,
):  # fmt: skip
    """Fill ``value`` (state, player, draw), ``strategy`` (edge, draw) and ``ties`` (draw,)."""
    players, draws = value.shape[1], value.shape[2]
    reward = np.zeros(draws)
    best = np.zeros(draws)
    count = np.zeros(draws)
    for state in range(owner.shape[0] - 1, -1, -1):
        first, last, mover = first_edge[state], first_edge[state + 1], owner[state]
        if mover >= 0:
            best[:] = -np.inf
            for e in range(first, last):
                _pay(e * players + mover, term_first, term_parameter, term_coefficient, parameters, reward)
                for d in range(draws):
                    strategy[e, d] = reward[d] + value[child[e], mover, d]
                    best[d] = max(best[d], strategy[e, d])
            count[:] = 0.0
            for e in range(first, last):
                for d in range(draws):
                    strategy[e, d] = 1.0 if strategy[e, d] >= best[d] - tolerance else 0.0
                    count[d] += strategy[e, d]
            for d in range(draws):
                ties[d] += count[d] > 1.0
            for e in range(first, last):
                for d in range(draws):
                    strategy[e, d] /= count[d]
        else:
            for e in range(first, last):
                strategy[e] = parameters[probability_row[e]]
        for p in range(players):
            for e in range(first, last):
                _pay(e * players + p, term_first, term_parameter, term_coefficient, parameters, reward)
                for d in range(draws):
                    value[state, p, d] += strategy[e, d] * (reward[d] + value[child[e], p, d])


@njit(cache=True, nogil=True)
def _pay(row, term_first, term_parameter, term_coefficient, parameters, out):
    out[:] = 0.0
    for t in range(term_first[row], term_first[row + 1]):
        coefficient, parameter = term_coefficient[t], term_parameter[t]
        for d in range(out.shape[0]):
            out[d] += coefficient * parameters[parameter, d]
