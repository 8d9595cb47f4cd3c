"""Beliefs at one information set that make a choice rational: a small linear program."""

from __future__ import annotations

import numpy as np

from foedus.games import FloatArray


def rational_belief(gains: FloatArray, *, tolerance: float, least: bool = False) -> FloatArray | None:
    """Return a belief over nodes under which no action gains more than *tolerance* on average, or None.

    Args:
        gains: shape (action, node): what each action adds at each node to the action chosen.
        tolerance: gains up to this count as none.
        least: ask for the belief whose smallest probability is largest, and for none of them to be zero; otherwise
            for the belief under which the best other action does worst.

    Example:
        An action that adds 1 at the first node and takes 3 at the second is unwise if the second is likely enough:

        >>> rational_belief(np.array([[1.0, -3.0]]), tolerance=0.0, least=True)
        array([0.5, 0.5])
        >>> rational_belief(np.array([[1.0, 3.0]]), tolerance=0.0) is None
        True
    """
    from scipy.optimize import linprog

    actions, nodes = gains.shape
    unit = max(float(np.abs(gains).max(initial=0.0)), tolerance, 1e-300)
    # Unknowns: the belief, then the margin that is made as large as it can be.
    if least:
        upper = np.zeros((actions + nodes, nodes + 1))
        upper[:actions, :nodes] = gains / unit
        upper[actions:, :nodes] = -np.eye(nodes)
        upper[actions:, nodes] = 1.0
        right = np.concatenate([np.full(actions, tolerance / unit), np.zeros(nodes)])
    else:
        upper = np.column_stack([gains / unit, np.ones(actions)])
        right = np.full(actions, tolerance / unit)
    result = linprog(
        np.append(np.zeros(nodes), -1.0),
        A_ub=upper,
        b_ub=right,
        A_eq=np.append(np.ones(nodes), 0.0)[None, :],
        b_eq=[1.0],
        bounds=[(0, 1)] * nodes + [(0, 1)],
        method="highs",
        options={"primal_feasibility_tolerance": 1e-10},
    )
    if result.status != 0 or result.x is None or (least and result.x[-1] < 1e-9):
        return None
    belief: FloatArray = np.maximum(result.x[:nodes], 0.0)
    belief /= belief.sum()
    return belief
