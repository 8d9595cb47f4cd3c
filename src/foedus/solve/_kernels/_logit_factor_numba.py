# mypy: disable-error-code="no-untyped-def"
"""Factors of the sparse Jacobian of the logit equations, in the order and on the pattern of ``TreeStructure`` (Numba).

Numba does not notice changes of this file in what it has cached of ``_logit_numba``.
"""

from numba import njit


@njit(cache=True, nogil=True)
def factor(tree, game, precision, point):
    """Factor dF/dx by rows, without pivoting, on the filled block pattern.

    Return the sign of the determinant of -dF/dx, which is positive where the branch starts; 0.0 if it breaks down.
    """
    sign = 1.0
    derivative, work, lower_upper = point.derivatives, point.work, point.lower_upper
    first_action, first_unknown, row_set, row_offset, row_first, row_diagonal = (
        tree.first_action, tree.first_unknown, tree.row_set, tree.row_offset, tree.row_first, tree.row_diagonal,
    )  # fmt: skip
    order, position, row_start, row_width, row_block = (
        tree.order, tree.position, tree.row_start, tree.row_width, tree.row_block,
    )  # fmt: skip
    run_first, run_column, run_length, run_offset = tree.run_first, tree.run_column, tree.run_length, tree.run_offset
    infoset_player, multiplier = tree.infoset_player, game.multiplier
    for place in range(order.shape[0]):
        i = order[place]
        size = first_action[i + 1] - first_action[i] - 1
        if size == 0:
            continue
        scale = precision * multiplier[infoset_player[i]]
        begin, end, width = row_first[place], row_first[place + 1], row_width[i]
        diagonal = begin + row_diagonal[place]
        for a in range(size):
            row = row_start[i] + a * width
            for q in range(begin, end):
                column = first_unknown[row_set[q]]
                columns = first_action[row_set[q] + 1] - first_action[row_set[q]] - 1
                block = row_block[q]
                for b in range(columns):
                    work[column + b] = 0.0
                    if block >= 0:
                        base = derivative[block + b]
                        work[column + b] = scale * (derivative[block + (a + 1) * columns + b] - base)
            work[first_unknown[i] + a] -= 1.0
            for q in range(begin, diagonal + 1):
                j = row_set[q]
                columns = first_action[j + 1] - first_action[j] - 1
                limit = columns if q < diagonal else a
                spot = position[j]
                from_block = row_first[spot] + row_diagonal[spot]
                for k in range(limit):
                    share = work[first_unknown[j] + k]
                    if share == 0.0:
                        continue
                    source = row_start[j] + k * row_width[j]
                    share /= lower_upper[source + row_offset[from_block] + k]
                    work[first_unknown[j] + k] = share
                    for b in range(k + 1, columns):
                        work[first_unknown[j] + b] -= share * lower_upper[source + row_offset[from_block] + b]
                    for r in range(run_first[spot], run_first[spot + 1]):
                        column, offset = run_column[r], source + run_offset[r]
                        for b in range(run_length[r]):
                            work[column + b] -= share * lower_upper[offset + b]
            for q in range(begin, end):
                column = first_unknown[row_set[q]]
                for b in range(first_action[row_set[q] + 1] - first_action[row_set[q]] - 1):
                    lower_upper[row + row_offset[q] + b] = work[column + b]
            pivot = work[first_unknown[i] + a]
            if not (abs(pivot) > 1e-14):
                return 0.0
            if pivot > 0.0:
                sign = -sign
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
