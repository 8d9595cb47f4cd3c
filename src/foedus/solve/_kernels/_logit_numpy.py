"""The plain reference of ``_logit_numba``: the same branch in short steps of equal length.

A step goes along the tangent of ``F(x, precision) = 0`` and Newton's method comes back to the branch on the plane
normal to it (pseudo-arclength continuation, Keller 1977). Lengths are measured relative to ``1 + |x|`` and to the
precision plus one over the spread of payoffs. The end of the branch is extrapolated from three points far out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from foedus.games import CHANCE, FloatArray

from .._structure import TreeStructure
from ._logit_equations_numpy import (
    Game,
    Point,
    derivatives,
    empty_point,
    evaluate,
    one_shot_gain,
    residual,
)  # fmt: skip
from ._logit_factor_numpy import factor

SOLVED, STEP_TOO_SMALL, TOO_MANY_STEPS = 0, 1, 2

SETTLED = 5e-8
"""One-shot gain, in payoff spreads, of an end that is taken."""


def trace_principal_branch(
    tree: TreeStructure,
    parameters: FloatArray,
    multiplier: FloatArray,
    origin: FloatArray,
    goal: float,
    to_the_end: bool,
    largest_step: float,
    least_cosine: float,
    tolerance: float,
    max_steps: int,
    log_strategy: FloatArray,
    status: npt.NDArray[np.int8],
    precision: FloatArray,
    gain: FloatArray,
    spread: FloatArray,
    steps: npt.NDArray[np.int32],
) -> None:
    """Follow each draw's branch; the last six arguments are filled and have the draw last.

    *largest_step* is the length of every step but those that Newton's method or a turn by more than *least_cosine*
    makes shorter; *tolerance* is the last correction of a point, relative. With *to_the_end* the goal counts in one
    over the draw's own spread of payoffs, as *gain* always does.
    """
    point = empty_point(tree)
    for draw in range(parameters.shape[1]):
        game = game_numbers(tree, parameters[:, draw], multiplier, origin)
        spread[draw] = payoff_spread(tree, game)
        unit = 1.0 / spread[draw]
        target = goal * unit if to_the_end else goal
        here, count = _follow(tree, game, unit, target, largest_step, least_cosine, tolerance, max_steps, point)
        arrived = here[-1] >= target * (1.0 - 1e-9)
        x = _without_tail(tree, game, unit, here, tolerance, point) if to_the_end and arrived else here[:-1]
        evaluate(tree, game, x, point)
        gain[draw], precision[draw], steps[draw] = one_shot_gain(tree, point) * unit, here[-1], count
        done = gain[draw] <= SETTLED or (arrived and not to_the_end)
        status[draw] = SOLVED if done else TOO_MANY_STEPS if count >= max_steps else STEP_TOO_SMALL
        log_strategy[:, draw] = point.log_strategy


def game_numbers(tree: TreeStructure, parameters: FloatArray, multiplier: FloatArray, origin: FloatArray) -> Game:
    """Return the numbers of one draw, whose *parameters* have shape (parameter,)."""
    players, edges = len(multiplier), len(tree.child)
    probability = np.where(tree.probability >= 0, parameters[tree.probability], 0.0)
    payoff = np.zeros(edges * players)
    for row in range(len(payoff)):
        terms = slice(int(tree.term_first[row]), int(tree.term_first[row + 1]))
        payoff[row] = tree.term_coefficient[terms] @ parameters[tree.term_parameter[terms]]
    above = np.zeros((len(tree.owner), players))
    log_chance = np.zeros(len(tree.owner))
    for node, owner in enumerate(tree.owner.tolist()):
        if owner >= 0:
            log_chance[node] = above[node, owner]
        for edge in range(tree.first_edge[node], tree.first_edge[node + 1]):
            chance = np.log(np.maximum(probability[1:, edge], 1e-300)) if owner == CHANCE else 0.0
            above[tree.child[edge]] = above[node] + chance
    return Game(probability, payoff.reshape(edges, players), log_chance, multiplier, origin)


def payoff_spread(tree: TreeStructure, game: Game) -> float:
    """Return the largest distance between two final payoffs of one player; 1 where there is none."""
    best, worst = np.zeros((len(tree.owner), len(game.multiplier))), np.zeros((len(tree.owner), len(game.multiplier)))
    for node in range(len(tree.owner) - 1, -1, -1):
        edges = slice(int(tree.first_edge[node]), int(tree.first_edge[node + 1]))
        if edges.stop > edges.start:
            best[node] = (game.payoff[edges] + best[tree.child[edges]]).max(axis=0)
            worst[node] = (game.payoff[edges] + worst[tree.child[edges]]).min(axis=0)
    spread = float((best[0] - worst[0]).max())
    return spread if spread > 0.0 else 1.0


def _follow(
    tree: TreeStructure, game: Game, unit: float, goal: float, largest_step: float, least_cosine: float,
    tolerance: float, max_steps: int, point: Point,
) -> tuple[FloatArray, int]:  # fmt: skip
    """Return logits and precision at the *goal*, or where the path could be followed no further, and the steps."""
    here = np.append(game.origin, 0.0)  # the logits, then the precision
    up = np.append(np.zeros(tree.unknowns), 1.0)
    tangent = _tangent(tree, game, unit, here, up, point)
    for step in range(1, max_steps + 1):
        length = largest_step
        while True:
            there = here + length * tangent
            landing = there[-1] >= goal
            if landing:
                there = here + (goal - here[-1]) / tangent[-1] * tangent
            found = _correct(tree, game, unit, there, up if landing else tangent, tolerance, point)
            if found is not None and found[-1] >= 0.0:
                onward = _tangent(tree, game, unit, found, tangent, point)
                scale = _scale(unit, found)
                cosine = (onward * scale) @ (tangent * scale) / np.linalg.norm(tangent * scale)
                if landing or cosine >= least_cosine:
                    break
            length *= 0.5
            if length < 1e-8:
                return here, step
        here, tangent = found, onward
        if landing:
            return here, step
    return here, max_steps


def _scale(unit: float, here: FloatArray) -> FloatArray:
    """Return one over what counts as one in each coordinate at *here*."""
    return 1.0 / np.append(1.0 + np.abs(here[:-1]), unit + here[-1])


def _bordered(
    tree: TreeStructure, game: Game, unit: float, here: FloatArray, normal: FloatArray, point: Point
) -> tuple[FloatArray, FloatArray]:
    """Return F at *here*, and the derivatives of F by x and precision with the *normal* as the last row."""
    evaluate(tree, game, here[:-1], point)
    residual(tree, game, here[:-1], here[-1], point)
    derivatives(tree, game, point)
    factor(tree, game, here[-1], point)
    matrix = np.column_stack([point.lower_upper, point.slope])
    return point.residual.copy(), np.vstack([matrix, normal * _scale(unit, here) ** 2])


def _tangent(
    tree: TreeStructure, game: Game, unit: float, here: FloatArray, before: FloatArray, point: Point
) -> FloatArray:
    """Return the direction of the branch at *here*, of length one, the way that *before* goes on."""
    _, matrix = _bordered(tree, game, unit, here, before, point)
    tangent = np.linalg.solve(matrix, np.append(np.zeros(tree.unknowns), 1.0))
    length: FloatArray = tangent / np.linalg.norm(tangent * _scale(unit, here))
    return length


def _correct(
    tree: TreeStructure, game: Game, unit: float, there: FloatArray, normal: FloatArray, tolerance: float, point: Point
) -> FloatArray | None:
    """Return the point of the branch on the plane through *there*, by Newton's method; none if it does not converge."""
    size = np.inf
    for _ in range(12):
        error, matrix = _bordered(tree, game, unit, there, normal, point)
        change = np.linalg.solve(matrix, np.append(error, 0.0))
        there = there - change
        before, size = size, float(np.abs(change * _scale(unit, there)).max())
        if size <= tolerance:
            return there
        if not size < before:
            return None
    return None


def _without_tail(
    tree: TreeStructure, game: Game, unit: float, here: FloatArray, tolerance: float, point: Point
) -> FloatArray:
    """Return the logits at the end of the branch that has come to *here*, if they are better than those here.

    Far out every logit is ``g * precision + d + e / precision`` up to higher orders. Three points tell e: at 1, 2 and 4
    times this precision the last term is one third of ``x(4) - 3 x(2) + 2 x(1)``.
    """
    up = np.append(np.zeros(tree.unknowns), 1.0)
    points = [here]
    for _ in range(2):
        last = points[-1]
        _, matrix = _bordered(tree, game, unit, last, up, point)
        tangent = np.linalg.solve(matrix, np.append(np.zeros(tree.unknowns), 1.0))
        onward = _correct(tree, game, unit, last + last[-1] / tangent[-1] * tangent, up, tolerance, point)
        if onward is None:
            return here[:-1]
        points.append(onward)
    one, two, four = (each[:-1] for each in points)
    end: FloatArray = four - (four - 3.0 * two + 2.0 * one) / 3.0
    gains = []
    for x in (here[:-1], end):
        evaluate(tree, game, x, point)
        gains.append(one_shot_gain(tree, point))
    return end if gains[1] < gains[0] else here[:-1]
