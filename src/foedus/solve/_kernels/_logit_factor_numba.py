# mypy: disable-error-code="no-untyped-def"
"""Factors of the sparse Jacobian of the logit equations, in the order and on the pattern of ``TreeStructure`` (Numba).

Numba does not notice changes of this file in what it has cached of ``_logit_numba``.
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def factor(tree, game, precision, point):
    """Factor dF/dx by rows, without pivoting, on the filled block pattern.

    Return the sign of the determinant of -dF/dx, which is positive where the branch starts; 0.0 if it breaks down.
    """
    sign = 1.0
    derivative, rows, lower_upper, inverse = point.derivatives, point.rows, point.lower_upper, point.inverse
    first_action, first_unknown, row_set, row_offset, row_first, row_diagonal = (
        tree.first_action, tree.first_unknown, tree.row_set, tree.row_offset, tree.row_first, tree.row_diagonal,
    )  # fmt: skip
    order, position, row_start, row_width, row_block = (
        tree.order, tree.position, tree.row_start, tree.row_width, tree.row_block,
    )  # fmt: skip
    run_first, run_column, run_length, run_offset = tree.run_first, tree.run_column, tree.run_length, tree.run_offset
    infoset_player, multiplier = tree.infoset_player, game.multiplier
    flat, unknowns = rows.reshape(-1), rows.shape[1]
    for place in range(order.shape[0]):
        i = order[place]
        size = first_action[i + 1] - first_action[i] - 1
        if size == 0:
            continue
        scale = precision * multiplier[infoset_player[i]]
        begin, end, width = row_first[place], row_first[place + 1], row_width[i]
        diagonal = begin + row_diagonal[place]
        own = first_unknown[i]
        # All rows of the information set at once, so that every earlier row is read once.
        for q in range(begin, end):
            column, block = first_unknown[row_set[q]], row_block[q]
            columns = first_action[row_set[q] + 1] - first_action[row_set[q]] - 1
            for a in range(size):
                for b in range(columns):
                    rows[a, column + b] = 0.0
                    if block >= 0:
                        base = derivative[block + b]
                        rows[a, column + b] = scale * (derivative[block + (a + 1) * columns + b] - base)
        for a in range(size):
            rows[a, own + a] -= 1.0
        for q in range(begin, diagonal):
            j = row_set[q]
            spot, column = position[j], first_unknown[j]
            columns = first_action[j + 1] - first_action[j] - 1
            for k in range(columns):
                source = row_start[j] + k * row_width[j]
                beside = source + row_offset[row_first[spot] + row_diagonal[spot]]
                for a in range(size):
                    share = rows[a, column + k] * inverse[column + k]
                    rows[a, column + k] = share
                    if share == 0.0:
                        continue
                    for b in range(k + 1, columns):
                        rows[a, column + b] -= share * lower_upper[beside + b]
                    for r in range(run_first[spot], run_first[spot + 1]):
                        # Unsigned, so that Numba does not ask of each place whether it counts from the end.
                        target, offset = np.uintp(a * unknowns + run_column[r]), np.uintp(source + run_offset[r])
                        for b in range(np.uintp(run_length[r])):
                            flat[target + b] -= share * lower_upper[offset + b]
        for a in range(size):
            for k in range(a):
                share = rows[a, own + k] * inverse[own + k]
                rows[a, own + k] = share
                for b in range(k + 1, size):
                    rows[a, own + b] -= share * rows[k, own + b]
                for r in range(run_first[place], run_first[place + 1]):
                    target = run_column[r]
                    for b in range(run_length[r]):
                        rows[a, target + b] -= share * rows[k, target + b]
            pivot = rows[a, own + a]
            if not (abs(pivot) > 1e-14):
                return 0.0
            inverse[own + a] = 1.0 / pivot
            if pivot > 0.0:
                sign = -sign
            row = row_start[i] + a * width
            for q in range(begin, end):
                column = first_unknown[row_set[q]]
                for b in range(first_action[row_set[q] + 1] - first_action[row_set[q]] - 1):
                    lower_upper[row + row_offset[q] + b] = rows[a, column + b]
    return sign


@njit(cache=True, nogil=True)
def solve(tree, lower_upper, x):
    """Solve in place with the factors of dF/dx."""
    first_action, first_unknown, row_set, row_offset, row_first, row_diagonal = (
        tree.first_action, tree.first_unknown, tree.row_set, tree.row_offset, tree.row_first, tree.row_diagonal,
    )  # fmt: skip
    order, row_start, row_width = tree.order, tree.row_start, tree.row_width
    for forward in range(2):
        for turn in range(order.shape[0]):
            place = turn if forward == 0 else order.shape[0] - 1 - turn
            i = order[place]
            size = first_action[i + 1] - first_action[i] - 1
            begin, end = row_first[place], row_first[place + 1]
            diagonal = begin + row_diagonal[place]
            low, high = (begin, diagonal) if forward == 0 else (diagonal + 1, end)
            for step in range(size):
                a = step if forward == 0 else size - 1 - step
                row = row_start[i] + a * row_width[i]
                total = x[first_unknown[i] + a]
                for q in range(low, high):
                    column = first_unknown[row_set[q]]
                    for b in range(first_action[row_set[q] + 1] - first_action[row_set[q]] - 1):
                        total -= lower_upper[row + row_offset[q] + b] * x[column + b]
                own = row + row_offset[diagonal]
                for b in range(0 if forward == 0 else a + 1, a if forward == 0 else size):
                    total -= lower_upper[own + b] * x[first_unknown[i] + b]
                x[first_unknown[i] + a] = total if forward == 0 else total / lower_upper[own + a]
