"""Logit equilibria of extensive games, and the sequential equilibrium at the end of their principal branch.

In an *agent quantal response equilibrium* (McKelvey and Palfrey 1998) every information set chooses an action with
probability proportional to ``exp(precision * v)``, where ``v`` is the action's conditional expected payoff under the
beliefs that Bayes' rule gives. The *principal branch* starts at uniform play (precision 0); generically it leads to
one sequential equilibrium (their theorem 4). Following it is Turocy's method (2005, 2010) with Newton steps on an
analytic sparse Jacobian.

The branch is followed to a precision of 10**7 payoff spreads. By then the supports have long settled, and the
equations of every mixing information set *are* its indifference equations up to 10**-7: the last Newton step solves
them, with the branch's own beliefs off the path. So no separate system on the supports is needed.

What is guaranteed: nothing but what ``certify_sequential`` confirms for each draw. What is not: that the equilibrium
is the only one, or that its selection is independent of the scale of payoffs or of duplicated moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from foedus.games import ExtensiveForm, FloatArray

from ._structure import TreeStructure, tree_structure

LIMIT_PRECISION = 1e7
"""Precision, in payoff spreads, to which the branch is followed."""

_ARRIVED = 0.1
"""A branch lost to rounding after this share of the limit has arrived; its certificate says how well."""

SOLVED, STEP_TOO_SMALL, TOO_MANY_STEPS = 0, 1, 2

STATUS_TEXT = {
    SOLVED: "solved",
    STEP_TOO_SMALL: "the branch could not be followed further: its steps became too small",
    TOO_MANY_STEPS: "the branch was not at its end after the allowed number of steps",
}

_ATTEMPTS = (
    # largest step, least cosine between successive tangents, most steps
    (3.0, 0.9, 400),
    (1.0, 0.95, 1_500),
    (0.3, 0.98, 6_000),
)


@dataclass(frozen=True, slots=True, eq=False)
class _Paths:
    """What one attempt leaves behind, filled in place: shapes (action, draw) and (draw,)."""

    log_strategy: FloatArray
    status: npt.NDArray[np.int8]
    precision: FloatArray
    arrived: FloatArray
    steps: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class SequentialResult:
    """One point of the principal branch for every draw."""

    log_strategy: FloatArray
    """Shape (action, draw): logarithms, so that beliefs off the path can be recomputed."""
    strategy: FloatArray
    """Shape (action, draw)."""
    status: npt.NDArray[np.int8]
    """Shape (draw,): 0 is solved; see ``STATUS_TEXT``."""
    precision: FloatArray
    """Shape (draw,): precision reached, in units of one over a payoff."""
    steps: npt.NDArray[np.int32]
    """Shape (draw,): steps of the path, all attempts together."""


def logit_sequential(
    form: ExtensiveForm, parameters: FloatArray, *, precision: FloatArray | None = None
) -> SequentialResult:
    """Return the sequential equilibrium at the end of the principal branch, for every draw.

    Args:
        form: the game; perfect recall.
        parameters: shape (parameter, draw). Each draw's path depends on that draw alone.
        precision: optional multiplier of each player's precision, shape (player,); 1 where not given.

    Returns:
        The end of the branch; draws whose status is not 0 stopped earlier.

    Raises:
        ValueError: the game has no perfect recall or *parameters* has the wrong shape.

    The computation releases the interpreter lock, so draws can be split over threads.
    """
    return _trace(form, parameters, precision, target=LIMIT_PRECISION, relative=True)


def logit_quantal_response(
    form: ExtensiveForm, parameters: FloatArray, *, at: float, precision: FloatArray | None = None
) -> SequentialResult:
    """Return the agent quantal response equilibrium on the principal branch at precision *at*, for every draw.

    Arguments and errors as for ``logit_sequential``; *at* counts in one over a payoff, as Gambit's lambda does.
    """
    return _trace(form, parameters, precision, target=at, relative=False)


def _trace(
    form: ExtensiveForm, parameters: FloatArray, precision: FloatArray | None, *, target: float, relative: bool
) -> SequentialResult:
    if parameters.ndim != 2 or parameters.shape[0] != len(form.parameter_names):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(form.parameter_names)}, draws)")
    multiplier = np.ones(len(form.players)) if precision is None else np.asarray(precision, dtype=np.float64)
    if multiplier.shape != (len(form.players),) or not (multiplier > 0).all():
        raise ValueError(f"precision needs one positive number for each of {len(form.players)} players")
    draws = parameters.shape[1]
    path = _Paths(
        np.zeros((form.actions, draws)), np.full(draws, TOO_MANY_STEPS, np.int8), np.zeros(draws), np.zeros(draws),
        np.zeros(draws, np.int32),
    )  # fmt: skip
    enough = _ARRIVED if relative else 1.0
    todo = np.arange(draws)
    for attempt in _ATTEMPTS:
        part = _attempt(form, np.ascontiguousarray(parameters[:, todo]), multiplier, target, relative, attempt)
        path.steps[todo] += part.steps
        further = (part.status == SOLVED) | (part.arrived > path.arrived[todo])
        kept = todo[further]
        path.log_strategy[:, kept] = part.log_strategy[:, further]
        path.precision[kept], path.arrived[kept] = part.precision[further], part.arrived[further]
        path.status[kept] = np.where(part.arrived >= enough, SOLVED, part.status)[further]
        todo = todo[path.status[todo] != SOLVED]
        if not len(todo):
            break
    return SequentialResult(path.log_strategy, np.exp(path.log_strategy), path.status, path.precision, path.steps)


@lru_cache(maxsize=64)
def _structure(form: ExtensiveForm) -> TreeStructure:
    return tree_structure(form)


def _attempt(
    form: ExtensiveForm, parameters: FloatArray, multiplier: FloatArray, target: float, relative: bool,
    attempt: tuple[float, float, int],
) -> _Paths:  # fmt: skip
    from ._kernels._logit_numba import trace_principal_branch

    tree = _structure(form)
    draws = parameters.shape[1]
    path = _Paths(
        np.zeros((form.actions, draws)), np.zeros(draws, np.int8), np.zeros(draws), np.zeros(draws),
        np.zeros(draws, np.int32),
    )  # fmt: skip
    trace_principal_branch(
        form.owner, form.infoset, form.first_edge, form.child, tree.edge_action, tree.up_node, tree.up_action,
        form.infoset_player, form.first_action, tree.first_unknown, tree.first_pair, tree.down_block, tree.up_block,
        tree.derivatives, tree.order, tree.row_first, tree.row_set, tree.row_block, tree.row_offset,
        tree.row_diagonal, tree.row_start, tree.row_width, tree.position, form.probability, form.payoffs.first,
        form.payoffs.parameter, form.payoffs.coefficient, parameters, multiplier, target, relative, *attempt,
        path.log_strategy, path.status, path.precision, path.arrived, path.steps,
    )  # fmt: skip
    return path
