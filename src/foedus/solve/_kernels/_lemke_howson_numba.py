# mypy: disable-error-code="no-untyped-def"
"""Complementary pivoting on bimatrix games, one draw after another in small contiguous tableaux (Numba).

Labels: ``0 .. m - 1`` are the row player's actions, ``m .. m + n - 1`` the column player's. The tableau of the row
player's polytope has a row for each action of the *other* player and a column for each label, the right side last; so
the label of a variable is its column in both tableaux.
"""

import numpy as np
from numba import njit

SMALLEST_PIVOT = 1e-8
"""Smaller entries count as zero; payoffs are between 1 and 2."""
TIE = 1e-9
"""Ratios closer than this, relatively where above one, count as equal."""
SOLVED, TOO_MANY_PIVOTS, NO_PIVOT = 0, 1, 2


@njit(cache=True, nogil=True)
def follow_lemke_howson(row_payoffs, column_payoffs, label, most, row_strategy, column_strategy, basis, status, pivots):
    """Drop *label* and pivot until it is taken up again, for every draw.

    Fills ``row_strategy`` (row action, draw), ``column_strategy`` (column action, draw), ``basis`` (row action +
    column action, draw): the labels of the basic variables of the row player's tableau, then the other's; ``status``
    and ``pivots`` (draw,).
    """
    m, n, draws = row_payoffs.shape
    own = np.empty((n, m + n + 1))
    other = np.empty((m, m + n + 1))
    own_basis, other_basis = np.empty(n, np.int64), np.empty(m, np.int64)
    ties = np.empty(max(m, n), np.int64)
    for draw in range(draws):
        _fill(own, own_basis, column_payoffs, draw, m, True)
        _fill(other, other_basis, row_payoffs, draw, 0, False)
        entering = label
        in_own = label < m
        status[draw], pivots[draw] = TOO_MANY_PIVOTS, most
        for step in range(most):
            if in_own:
                leaving = _exchange(own, own_basis, entering, m, ties)
            else:
                leaving = _exchange(other, other_basis, entering, 0, ties)
            if leaving < 0:
                status[draw], pivots[draw] = NO_PIVOT, step
                break
            if leaving == label:
                status[draw], pivots[draw] = SOLVED, step + 1
                break
            entering = leaving
            in_own = not in_own
        _read(own, own_basis, 0, m, row_strategy, draw)
        _read(other, other_basis, m, n, column_strategy, draw)
        basis[:n, draw] = own_basis
        basis[n:, draw] = other_basis


@njit(cache=True, nogil=True)
def _fill(tableau, basis, payoffs, draw, slack, transpose):
    """Write payoffs, mapped to 1..2, slack variables and the right side."""
    rows, last = tableau.shape[0], tableau.shape[1] - 1
    columns = last - rows
    low = high = payoffs[0, 0, draw]
    for i in range(payoffs.shape[0]):
        for j in range(payoffs.shape[1]):
            low = min(low, payoffs[i, j, draw])
            high = max(high, payoffs[i, j, draw])
    scale = 1.0 / (high - low) if high > low else 1.0
    start = rows if slack == 0 else 0
    for i in range(rows):
        for j in range(columns):
            value = payoffs[j, i, draw] if transpose else payoffs[i, j, draw]
            tableau[i, start + j] = (value - low) * scale + 1.0
        for j in range(rows):
            tableau[i, slack + j] = 1.0 if i == j else 0.0
        tableau[i, last] = 1.0
        basis[i] = slack + i


@njit(cache=True, nogil=True)
def _exchange(tableau, basis, entering, slack, ties):
    """Bring *entering* into the basis by the lexicographic rule; return the label that leaves, -1 if none can."""
    rows, last = tableau.shape[0], tableau.shape[1] - 1
    count, best = 0, 0.0
    for i in range(rows):
        entry = tableau[i, entering]
        if entry <= SMALLEST_PIVOT:
            continue
        ratio = tableau[i, last] / entry
        if count == 0 or ratio < best - TIE * max(1.0, best):
            best = ratio
            ties[0], count = i, 1
        elif ratio <= best + TIE * max(1.0, best):
            ties[count] = i
            count += 1
    if count == 0:
        return -1
    column = slack
    while count > 1 and column < slack + rows:
        kept, best = 0, 0.0
        for k in range(count):
            i = ties[k]
            ratio = tableau[i, column] / tableau[i, entering]
            if kept == 0 or ratio < best - TIE * max(1.0, abs(best)):
                best = ratio
                ties[0], kept = i, 1
            elif ratio <= best + TIE * max(1.0, abs(best)):
                ties[kept] = i
                kept += 1
        count = kept
        column += 1
    row = ties[0]
    leaving = basis[row]
    inverse = 1.0 / tableau[row, entering]
    for j in range(last + 1):
        tableau[row, j] *= inverse
    tableau[row, entering] = 1.0
    for i in range(rows):
        factor = tableau[i, entering]
        if i == row or factor == 0.0:
            continue
        for j in range(last + 1):
            tableau[i, j] -= factor * tableau[row, j]
        tableau[i, entering] = 0.0
        tableau[i, last] = max(tableau[i, last], 0.0)
    basis[row] = entering
    return leaving


@njit(cache=True, nogil=True)
def _read(tableau, basis, start, actions, strategy, draw):
    """Write the probabilities of one player: basic variables over their sum."""
    last = tableau.shape[1] - 1
    total = 0.0
    for i in range(tableau.shape[0]):
        if start <= basis[i] < start + actions:
            total += tableau[i, last]
    for a in range(actions):
        strategy[a, draw] = 0.0 if total > 0.0 else 1.0 / actions
    if total > 0.0:
        for i in range(tableau.shape[0]):
            if start <= basis[i] < start + actions:
                strategy[basis[i] - start, draw] = tableau[i, last] / total
