"""One Nash equilibrium of every bimatrix game of a batch, by complementary pivoting.

*Definition.* A pair of mixed strategies is a Nash equilibrium if every action played is a best reply to the other's
strategy. Give each action of either player a label; a pair of points of the two best-reply polytopes that together
have all labels is an equilibrium. Dropping one label and following the edges on which only that one is missing leads
from the pair of origins to an equilibrium (Lemke and Howson 1964). In a degenerate game, which the table of plans of
a tree usually is, several edges may leave a point; the lexicographic rule follows those of a game with right sides
moved by powers of an arbitrarily small number, so no point comes twice (Shapley 1974; von Stengel 2002, section 2.6).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from foedus.games import FloatArray

from ._kernels._lemke_howson_numpy import NO_PIVOT, SOLVED, TOO_MANY_PIVOTS

MOST_PIVOTS = 20_000
"""A path of more steps is given up. Paths are exponentially long at worst (Savani and von Stengel 2006)."""

_CERTIFIED = 1e-9
"""Largest gain, as a share of the range of the player's payoffs, of an equilibrium."""
_INEXACT = 3

NASH_STATUS_TEXT = {
    SOLVED: "solved",
    TOO_MANY_PIVOTS: "from every starting label the path is longer than allowed; allow more pivots",
    NO_PIVOT: "no label can be dropped, by rounding: payoffs differ too much in size",
    _INEXACT: "from every starting label rounding leaves a gain of more than 1e-9 of the range of payoffs",
}


@dataclass(frozen=True, slots=True, eq=False)
class LemkeHowsonResult:
    """One Nash equilibrium for every draw, and what the other choices would add."""

    row_strategy: FloatArray
    """Shape (row action, draw)."""
    column_strategy: FloatArray
    """Shape (column action, draw)."""
    payoffs: FloatArray
    """Shape (player, draw): expected payoffs."""
    gains: FloatArray
    """Shape (player, draw): what the best action would add, recomputed from the payoffs (the certificate)."""
    status: npt.NDArray[np.int8]
    """Shape (draw,): 0 is solved; see ``NASH_STATUS_TEXT``."""
    label: npt.NDArray[np.int32]
    """Shape (draw,): the label that was dropped in the end; rows count from 0, columns after them."""
    pivots: npt.NDArray[np.int32]
    """Shape (draw,): steps of that path."""

    @property
    def max_gain(self) -> FloatArray:
        """The larger of the two gains, shape (draw,)."""
        largest: FloatArray = self.gains.max(axis=0)
        return largest


def lemke_howson_nash(
    row_payoffs: FloatArray, column_payoffs: FloatArray, *, label: int = 0, most: int = MOST_PIVOTS
) -> LemkeHowsonResult:
    """Return one Nash equilibrium of each bimatrix game.

    What is guaranteed: every draw whose status is 0 is a Nash equilibrium up to ``gains``. What is not: which of
    several equilibria is found (it depends on *label*), or that it is sensible off the path of a tree behind the game.

    Where rounding spoils the answer, the equations of the final basis are solved anew, and if that does not help
    another label is dropped. A draw's answer depends on that draw alone.

    Args:
        row_payoffs: shape (row action, column action, draw).
        column_payoffs: the same shape.
        label: the label to drop first: a row, or the number of rows plus a column.
        most: the largest number of steps of one path.

    Raises:
        ValueError: shapes differ, a payoff is not finite, or there is no such label.

    Example:
        Chicken, where dropping different labels leads to different equilibria:

        >>> import numpy as np
        >>> row = np.array([[0.0, 3.0], [1.0, 2.0]])[:, :, None]
        >>> column = row.transpose(1, 0, 2)
        >>> for label in (0, 1):
        ...     result = lemke_howson_nash(row, column, label=label)
        ...     print(result.row_strategy[:, 0], result.column_strategy[:, 0], result.max_gain)
        [1. 0.] [0. 1.] [0.]
        [0. 1.] [1. 0.] [0.]
    """
    row_payoffs, column_payoffs = np.asarray(row_payoffs, np.float64), np.asarray(column_payoffs, np.float64)
    if row_payoffs.ndim != 3 or row_payoffs.shape != column_payoffs.shape or not row_payoffs.shape[0]:
        raise ValueError(
            f"payoffs have shapes {row_payoffs.shape} and {column_payoffs.shape}; expected (row action, column action,"
            " draw) twice"
        )
    m, n, draws = row_payoffs.shape
    if not 0 <= label < m + n:
        raise ValueError(f"label {label}; a game of {m} rows and {n} columns has the labels 0 to {m + n - 1}")
    if not (np.isfinite(row_payoffs).all() and np.isfinite(column_payoffs).all()):
        raise ValueError("some payoffs are not finite")
    row_strategy, column_strategy = np.empty((m, draws)), np.empty((n, draws))
    gains, payoffs = np.empty((2, draws)), np.empty((2, draws))
    status, pivots = np.full(draws, TOO_MANY_PIVOTS, np.int8), np.zeros(draws, np.int32)
    dropped = np.zeros(draws, np.int32)
    largest = np.full(draws, np.inf)
    todo = np.arange(draws)
    for turn in range(m + n):
        this = (label + turn) % (m + n)
        part = (row_payoffs, column_payoffs)
        if len(todo) < draws:
            part = row_payoffs[:, :, todo], column_payoffs[:, :, todo]
        one = _follow(*part, label=this, most=most)
        relative = (one.gains / _ranges(*part)).max(axis=0)
        better = relative < largest[todo]
        kept = todo[better]
        row_strategy[:, kept], column_strategy[:, kept] = one.row_strategy[:, better], one.column_strategy[:, better]
        gains[:, kept], payoffs[:, kept] = one.gains[:, better], one.payoffs[:, better]
        status[kept], pivots[kept], dropped[kept] = one.status[better], one.pivots[better], this
        largest[kept] = relative[better]
        exact = largest[todo] <= _CERTIFIED
        status[todo[exact]] = SOLVED
        todo = todo[~exact]
        if not len(todo):
            break
    status[todo[status[todo] == SOLVED]] = _INEXACT
    return LemkeHowsonResult(row_strategy, column_strategy, payoffs, gains, status, dropped, pivots)


def _follow(row_payoffs: FloatArray, column_payoffs: FloatArray, *, label: int, most: int) -> LemkeHowsonResult:
    """Return the ends of the paths on which *label* is missing."""
    from ._kernels._lemke_howson_numba import follow_lemke_howson

    m, n, draws = row_payoffs.shape
    strategies = np.empty((m, draws)), np.empty((n, draws))
    basis = np.empty((m + n, draws), np.int32)
    status, pivots = np.empty(draws, np.int8), np.empty(draws, np.int32)
    follow_lemke_howson(
        np.ascontiguousarray(row_payoffs), np.ascontiguousarray(column_payoffs), label, most, *strategies, basis,
        status, pivots,
    )  # fmt: skip
    payoffs, gains = _certificate(row_payoffs, column_payoffs, *strategies)
    relative = (gains / _ranges(row_payoffs, column_payoffs)).max(axis=0)
    for draw in np.flatnonzero((status == SOLVED) & (relative > _CERTIFIED)):
        one = slice(draw, draw + 1)
        pair = row_payoffs[:, :, draw], column_payoffs[:, :, draw]
        row = _solve_basis(pair[1].T, basis[:n, draw], 0, m)
        column = _solve_basis(pair[0], basis[n:, draw], m, 0)
        if row is None or column is None:
            continue
        again = _certificate(row_payoffs[:, :, one], column_payoffs[:, :, one], row[:, None], column[:, None])
        if again[1].max() < gains[:, draw].max():
            strategies[0][:, draw], strategies[1][:, draw] = row, column
            payoffs[:, one], gains[:, one] = again
    return LemkeHowsonResult(*strategies, payoffs, gains, status, np.full(draws, label, np.int32), pivots)


def _ranges(row_payoffs: FloatArray, column_payoffs: FloatArray) -> FloatArray:
    """Return the range of each player's payoffs, shape (player, draw); 1 where all are equal."""
    ranges = np.stack([each.max(axis=(0, 1)) - each.min(axis=(0, 1)) for each in (row_payoffs, column_payoffs)])
    return np.where(ranges > 0, ranges, 1.0)


def _certificate(
    row_payoffs: FloatArray, column_payoffs: FloatArray, row_strategy: FloatArray, column_strategy: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return expected payoffs and what the best action of each player would add, both of shape (player, draw)."""
    rows = np.einsum("ijd,jd->id", row_payoffs, column_strategy)
    columns = np.einsum("ijd,id->jd", column_payoffs, row_strategy)
    payoffs = np.stack([(row_strategy * rows).sum(axis=0), (column_strategy * columns).sum(axis=0)])
    return payoffs, np.stack([rows.max(axis=0), columns.max(axis=0)]) - payoffs


def _solve_basis(payoffs: FloatArray, basic: npt.NDArray[np.int32], own: int, slack: int) -> FloatArray | None:
    """Return the strategy whose basic variables are *basic*, None if they determine none.

    Args:
        payoffs: the other's, shape (other's action, own action).
        basic: one label for each action of the other.
        own: the first label of the own actions.
        slack: the first label of the other's actions.
    """
    others, actions = payoffs.shape
    low, high = payoffs.min(), payoffs.max()
    raised = (payoffs - low) / ((high - low) or 1.0) + 1.0
    played = np.flatnonzero((basic >= own) & (basic < own + actions))
    matrix = np.zeros((others, others))
    matrix[:, played] = raised[:, basic[played] - own]
    loose = np.flatnonzero((basic >= slack) & (basic < slack + others))
    matrix[basic[loose] - slack, loose] = 1.0
    try:
        values = np.linalg.solve(matrix, np.ones(others))
    except np.linalg.LinAlgError:
        return None
    strategy = np.zeros(actions)
    strategy[basic[played] - own] = np.maximum(values[played], 0.0)
    total = float(strategy.sum())
    return strategy / total if total > 0 else None
