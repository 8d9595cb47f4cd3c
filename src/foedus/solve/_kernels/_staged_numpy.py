"""Backward induction over the rounds of a staged game in plain NumPy: what ``_staged_numba`` must say too.

All draws go through the rounds together. Draws whose values repeat leave out whole repetitions, as there: a round is
one map of the values of the next round, the same every time, so from equal values on everything repeats.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


def induce_staged(
    owner: Places, paid: Places, first_edge: Places, child: Places, probability: Places, reward: Places,
    term_first: Places, term_parameter: Places, term_coefficient: FloatArray, starts: Places, players: int,
    discount: int, parameters: FloatArray, ending: FloatArray, rounds: int, tolerance: float, first: int, last: int,
    value: FloatArray, trace: FloatArray, ties: Places, computed: Places, period: Places,
) -> None:  # fmt: skip
    """Solve draws *first* to *last* - 1 in place.

    The arrays up to *discount* are those of a ``StagedLayout``. *ending* has shape (start, player, draw or 1): the
    values after the last round. Written are ``value`` (start, player, draw), at the first round; ``trace`` (k, start,
    player, draw), the values at the 2nd to (k + 1)-th round; ``ties`` (draw,), the places of all rounds where best
    moves tie; ``period`` (draw,), after how many rounds the values repeat, where that was found; and from ``computed``
    (draw,), which comes in as *rounds*, the rounds left out are taken.
    """
    draws = last - first
    given = parameters[:, first:last]
    rows = np.zeros((len(term_first) - 1, draws))
    for row in range(len(rows)):
        for term in range(term_first[row], term_first[row + 1]):
            rows[row] += term_coefficient[term] * given[term_parameter[term]]
    work = np.zeros(((len(owner) + len(starts) + 1) * players, draws))
    at = starts[:, None] + np.arange(players)
    entered = np.arange(len(owner) * players, (len(owner) + len(starts)) * players).reshape(-1, players)
    work[at] = ending[:, :, first:last] if ending.shape[2] > 1 else ending
    left, found, shared = np.full(draws, rounds), np.zeros(draws, bool), np.zeros(draws, np.int64)
    before, shared_then = work[at], shared.copy()
    done, since = 0, -1
    while True:
        if done == 0 or done - since >= max(16, since // 8):
            since, before, shared_then = done, work[at], shared.copy()
        else:
            new = ~found & (before == work[at]).all(axis=(0, 1))
            found |= new
            whole = np.where(new, np.maximum(left - len(trace), 0) // (done - since), 0)
            period[first:last][new] = done - since
            left -= whole * (done - since)
            computed[first:last] -= whole * (done - since)
            shared += whole * (shared - shared_then)
        for draw in np.flatnonzero((left >= 0) & (left <= len(trace))):
            now = work[at, draw] + 0.0
            if left[draw] > 0:
                trace[left[draw] - 1, :, :, first + draw] = now
            else:
                value[:, :, first + draw] = now
                ties[first + draw] = shared[draw]
        left -= 1
        if (left < 0).all():
            return
        work[entered] = work[at] * given[discount] if discount >= 0 else work[at]
        for place in range(len(owner)):
            edges = np.arange(first_edge[place], first_edge[place + 1])
            each = work[child[edges][:, None] + np.arange(players)]
            if paid[place]:
                each = rows[reward[edges][:, None] + np.arange(players)] + each
            here = slice(place * players, (place + 1) * players)
            if owner[place] < 0:
                work[here] = 0.0
                for edge, worth in zip(edges, each, strict=True):
                    work[here] += given[probability[edge]] * worth
                continue
            own = each[:, owner[place]]
            best = own.max(axis=0) - own <= tolerance
            shared += best.sum(axis=0) > 1
            work[here] = 0.0
            for chosen, worth in zip(best, each, strict=True):
                work[here] += np.where(chosen, worth, 0.0)
            work[here] /= best.sum(axis=0)
        done += 1
