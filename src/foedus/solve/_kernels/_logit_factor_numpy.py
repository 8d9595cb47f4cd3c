"""The plain reference of ``_logit_factor_numba``: the Jacobian of the logit equations as one dense matrix."""

from __future__ import annotations

import numpy as np

from foedus.games import FloatArray

from .._structure import TreeStructure
from ._logit_equations_numpy import Game, Point, blocks_of, unknowns_of


def factor(tree: TreeStructure, game: Game, precision: float, point: Point) -> float:
    """Fill ``lower_upper`` with dF/dx after ``derivatives``; return the sign of the determinant of -dF/dx."""
    jacobian = point.lower_upper
    jacobian[:] = -np.eye(tree.unknowns)
    for row, column, place in blocks_of(tree):
        rows, columns = unknowns_of(tree, row), unknowns_of(tree, column)
        d_gain = point.derivatives[place].reshape(-1, columns.stop - columns.start)
        scale = precision * game.multiplier[tree.infoset_player[row]]
        jacobian[rows, columns] += scale * (d_gain[1:] - d_gain[0])
    return float(np.linalg.slogdet(-jacobian)[0])


def solve(tree: TreeStructure, lower_upper: FloatArray, x: FloatArray) -> None:
    """Solve in place with what ``factor`` left; *tree* is not needed for a dense matrix."""
    x[:] = np.linalg.solve(lower_upper, x)
