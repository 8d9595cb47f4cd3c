"""Logit equilibria of extensive games, and the sequential equilibrium at the end of their principal branch.

In an *agent quantal response equilibrium* (McKelvey and Palfrey 1998) every information set chooses an action with
probability proportional to ``exp(precision * v)``, where ``v`` is the action's conditional expected payoff under the
beliefs that Bayes' rule gives. The *principal branch* starts at uniform play (precision 0); generically it leads to
one sequential equilibrium (their theorem 4). Following it is Turocy's method (2005, 2010) with Newton steps on an
analytic sparse Jacobian.

The branch is followed until its end can be read off: far out the logits of its points differ from those of the limit
by a tail in one over the precision, which three points give away. Without the tail, mixing information sets are
indifferent and beliefs off the path are those of the limit, up to the square of one over the precision.

What is guaranteed: nothing but what ``certify_sequential`` confirms for each draw. What is not: that the equilibrium
is the only one, or that its selection is independent of the scale of payoffs or of duplicated moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from foedus.games import ExtensiveForm, FloatArray

from ._certify import certify_sequential
from ._structure import TreeStructure, tree_structure

LIMIT_PRECISION = 1e7
"""Precision, in payoff spreads, beyond which the branch is not followed."""

SOLVED, STEP_TOO_SMALL, TOO_MANY_STEPS = 0, 1, 2

STATUS_TEXT = {
    SOLVED: "solved",
    STEP_TOO_SMALL: "the branch could not be followed further: its steps became too small",
    TOO_MANY_STEPS: "the branch was not at its end after the allowed number of steps",
}

_ACCEPTED = 5e-7
"""Largest gain by the certificate, in payoff spreads, of an end that is taken though the solver is not content."""

_FAST, _CAREFUL = (6.0, 0.5, 3e-2, 1_000), (2.0, 0.9, 1e-4, 1_000)
"""Largest step, least cosine between successive tangents, how exactly points are found, most steps."""

_ATTEMPTS = (
    (_FAST, 0.0), (_FAST, 1e-3), (_FAST, -1e-3),
    (_CAREFUL, 0.0), (_CAREFUL, 1e-2), (_CAREFUL, -1e-2), (_CAREFUL, 3e-2),
)  # fmt: skip
"""How to follow, and by how much the players' precisions differ.

A branch that rounding ends passes through points where several things happen at once. Of players whose precisions
differ by a thousandth these points come apart, and generically the end is the same.
"""


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
    """Shape (draw,): precision at which the end was read off, in units of one over a payoff."""
    gain: FloatArray
    """Shape (draw,): what one changed choice could add, as a share of the spread of payoffs, by the solver's own count;
    the certificate counts anew."""
    spread: FloatArray
    """Shape (draw,): best final payoff less the worst, of the player for whom that is most."""
    steps: npt.NDArray[np.int32]
    """Shape (draw,): steps of the path, all attempts together."""


def logit_sequential(
    form: ExtensiveForm,
    parameters: FloatArray,
    *,
    precision: FloatArray | None = None,
    start: FloatArray | None = None,
) -> SequentialResult:
    """Return the sequential equilibrium at the end of the principal branch, for every draw.

    Args:
        form: the game; perfect recall.
        parameters: shape (parameter, draw). Each draw's path depends on that draw alone.
        precision: optional multiplier of each player's precision, shape (player,); 1 where not given.
        start: optional strategy where the branch starts instead of uniform play, shape (action,), all positive: choices
            are then proportional to ``start * exp(precision * v)``, and the branch is another than the principal one.

    Returns:
        The end of the branch; draws whose status is not 0 stopped earlier. Where rounding ended the branch, that of
        precisions that differ by a thousandth, or at last some hundredths, is taken.

    Raises:
        ValueError: the game has no perfect recall or *parameters* has the wrong shape.

    The computation releases the interpreter lock, so draws can be split over threads.
    """
    return _trace(form, parameters, precision, start, goal=LIMIT_PRECISION, to_the_end=True)


def logit_quantal_response(
    form: ExtensiveForm, parameters: FloatArray, *, at: float, precision: FloatArray | None = None
) -> SequentialResult:
    """Return the agent quantal response equilibrium on the principal branch at precision *at*, for every draw.

    Arguments and errors as for ``logit_sequential``; *at* counts in one over a payoff, as Gambit's lambda does.
    """
    return _trace(form, parameters, precision, None, goal=at, to_the_end=False)


def _trace(
    form: ExtensiveForm,
    parameters: FloatArray,
    precision: FloatArray | None,
    start: FloatArray | None,
    *,
    goal: float,
    to_the_end: bool,
) -> SequentialResult:
    from ._kernels._logit_numba import trace_principal_branch

    if parameters.ndim != 2 or parameters.shape[0] != len(form.parameter_names):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(form.parameter_names)}, draws)")
    multiplier = np.ones(len(form.players)) if precision is None else np.array(precision, dtype=np.float64)
    if multiplier.shape != (len(form.players),) or not (multiplier > 0).all():
        raise ValueError(f"precision needs one positive number for each of {len(form.players)} players")
    tree = _structure(form)
    origin = _origin(form, tree, start)
    found = _blank(form.actions, parameters.shape[1])
    todo = np.arange(parameters.shape[1])
    for attempt, apart in _ATTEMPTS if to_the_end else ((_FAST, 0.0), (_CAREFUL, 0.0)):
        part = _blank(form.actions, len(todo))
        trace_principal_branch(
            tree, np.array(parameters[:, todo], dtype=np.float64, order="C"),
            multiplier * (1.0 + apart * np.linspace(-1.0, 1.0, len(form.players))), origin, goal, to_the_end, *attempt,
            part.log_strategy, part.status, part.precision, part.gain, part.spread, part.steps,
        )  # fmt: skip
        found.steps[todo] += part.steps
        found.spread[todo] = part.spread
        better = (part.status == SOLVED) | (part.gain < found.gain[todo])
        kept = todo[better]
        found.log_strategy[:, kept] = part.log_strategy[:, better]
        for mine, its in (
            (found.status, part.status), (found.precision, part.precision), (found.gain, part.gain),
        ):  # fmt: skip
            mine[kept] = its[better]
        todo = todo[found.status[todo] != SOLVED]
        if to_the_end:
            todo = _not_good_enough(form, parameters, found, todo)
        if not len(todo):
            break
    np.exp(found.log_strategy, out=found.strategy)
    return found


def _not_good_enough(
    form: ExtensiveForm, parameters: FloatArray, found: SequentialResult, todo: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return the draws of *todo* that want another attempt; an end that its certificate accepts is solved."""
    near = todo[found.gain[todo] <= _ACCEPTED]
    if len(near):
        certificate = certify_sequential(form, parameters[:, near], found.log_strategy[:, near])
        found.status[near[certificate.max_gain <= _ACCEPTED * found.spread[near]]] = SOLVED
    left: npt.NDArray[np.int64] = todo[found.status[todo] != SOLVED]
    return left


def _origin(form: ExtensiveForm, tree: TreeStructure, start: FloatArray | None) -> FloatArray:
    """Return the logits of *start* in the order of the unknowns."""
    origin = np.zeros(tree.unknowns)
    if start is None:
        return origin
    if np.shape(start) != (form.actions,) or not (np.asarray(start) > 0).all():
        raise ValueError(f"start needs a positive probability for each of {form.actions} actions")
    logarithm = np.log(start)
    for infoset in range(form.infosets):
        first, last = int(form.first_action[infoset]), int(form.first_action[infoset + 1])
        unknown = int(tree.first_unknown[infoset])
        origin[unknown : unknown + last - first - 1] = logarithm[first + 1 : last] - logarithm[first]
    return origin


def _blank(actions: int, draws: int) -> SequentialResult:
    return SequentialResult(
        np.zeros((actions, draws)), np.zeros((actions, draws)), np.full(draws, TOO_MANY_STEPS, np.int8),
        np.zeros(draws), np.full(draws, np.inf), np.ones(draws), np.zeros(draws, np.int32),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _structure(form: ExtensiveForm) -> TreeStructure:
    return tree_structure(form)
