"""The plain reference of ``_lemke_howson_numba``: the same steps a game, in whole rows and columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from foedus.games import FloatArray

SMALLEST_PIVOT = 1e-8
TIE = 1e-9
SOLVED, TOO_MANY_PIVOTS, NO_PIVOT = 0, 1, 2


def follow_lemke_howson(
    row_payoffs: FloatArray,
    column_payoffs: FloatArray,
    label: int,
    most: int,
    row_strategy: FloatArray,
    column_strategy: FloatArray,
    basis: npt.NDArray[np.int32],
    status: npt.NDArray[np.int8],
    pivots: npt.NDArray[np.int32],
) -> None:
    """Drop *label* and pivot until it is taken up again, for every draw; fills the last five arguments."""
    m, n, draws = row_payoffs.shape
    for draw in range(draws):
        own = np.hstack([_raised(column_payoffs[:, :, draw]).T, np.eye(n), np.ones((n, 1))])
        other = np.hstack([np.eye(m), _raised(row_payoffs[:, :, draw]), np.ones((m, 1))])
        tableaux = (own, np.arange(m, m + n)), (other, np.arange(m))
        status[draw], pivots[draw] = TOO_MANY_PIVOTS, most
        entering, side = label, 0 if label < m else 1
        for step in range(most):
            tableau, basic = tableaux[side]
            leaving = _exchange(tableau, basic, entering, m if side == 0 else 0)
            if leaving < 0:
                status[draw], pivots[draw] = NO_PIVOT, step
                break
            if leaving == label:
                status[draw], pivots[draw] = SOLVED, step + 1
                break
            entering, side = leaving, 1 - side
        values = np.zeros(m + n)
        for tableau, basic in tableaux:
            mine = (basic < m) if tableau is own else (basic >= m)
            values[basic[mine]] = tableau[mine, -1]
        row_strategy[:, draw] = _shares(values[:m])
        column_strategy[:, draw] = _shares(values[m:])
        basis[:, draw] = np.concatenate([tableaux[0][1], tableaux[1][1]])


def _raised(payoffs: FloatArray) -> FloatArray:
    """Return payoffs mapped to 1..2."""
    low, high = payoffs.min(), payoffs.max()
    raised: FloatArray = (payoffs - low) * (1.0 / (high - low) if high > low else 1.0) + 1.0
    return raised


def _shares(values: FloatArray) -> FloatArray:
    total = float(values.sum())
    return values / total if total > 0 else np.full(len(values), 1.0 / len(values))


def _exchange(tableau: FloatArray, basis: npt.NDArray[np.int64], entering: int, slack: int) -> int:
    """Bring *entering* into the basis by the lexicographic rule; return the label that leaves, -1 if none can."""
    rows = len(tableau)
    tied = np.flatnonzero(tableau[:, entering] > SMALLEST_PIVOT)
    if not len(tied):
        return -1
    for column in [-1, *range(slack, slack + rows)]:
        ratio = tableau[tied, column] / tableau[tied, entering]
        tied = tied[_least(ratio)]
        if len(tied) == 1:
            break
    row = int(tied[0])
    leaving = int(basis[row])
    tableau[row] *= 1.0 / tableau[row, entering]
    tableau[row, entering] = 1.0
    others = np.arange(rows) != row
    tableau[others] -= tableau[others, entering][:, None] * tableau[row]
    tableau[others, entering] = 0.0
    tableau[:, -1] = np.maximum(tableau[:, -1], 0.0)
    basis[row] = entering
    return leaving


def _least(ratio: FloatArray) -> npt.NDArray[np.int64]:
    """Return the places of the least ratios, ties within the tolerance, as met from first to last."""
    best, kept = ratio[0], [0]
    for place, value in enumerate(ratio[1:].tolist(), start=1):
        slack = TIE * max(1.0, abs(best))
        if value < best - slack:
            best, kept = value, [place]
        elif value <= best + slack:
            kept.append(place)
    return np.array(kept)
