"""The value of a large two-player zero-sum game with observed actions, by CFR+ in vectors over types.

Counterfactual regret minimisation (Zinkevich, Johanson, Bowling and Piccione 2007) plays every information set in
proportion to the regrets of its moves, each weighted by how likely the others and chance make it; CFR+ (Tammelin 2014)
floors regrets at zero, updates the players in turn and weights late iterations more in the average. Here it is the
predictive form (Farina, Kroer and Sandholm 2021): play counts the last change of the regrets twice, and iteration
``n`` weighs ``n`` squared. On a public tree one pass does this for all types at once (Johanson, Waugh, Bowling and
Zinkevich 2011), and an iteration costs public nodes times types, not combinations of types.
"""

from __future__ import annotations

import numpy as np

from foedus.games import CHANCE, FloatArray, PublicTree, public_payoffs, public_ranges

from ._certify_public import public_best_response_gains
from ._public_layout import cfr_state, public_games
from ._zero_sum import ZeroSumResult

_TOLERANCE = 1e-9
"""Sums of payoffs closer than this share of the range of payoffs count as equal, and so do probabilities."""
_FIRST_LOOK = 16
"""Iterations before the gains are looked at for the first time; later after every quarter more."""


def cfr_plus_zero_sum(
    tree: PublicTree, parameters: FloatArray, *, tolerance: float = 1e-6, most_iterations: int = 20_000
) -> ZeroSumResult:
    """Return the value and a nearly optimal strategy of each player, for every draw.

    What is guaranteed: the pair is a Nash equilibrium up to ``gains``, recomputed by code that shares nothing with
    the iterations; the value, which is unique, is known up to their sum. Regret minimisation bounds the gains of the
    average by one over the root of the number of iterations; in practice they fall much faster. What is not: that
    ``tolerance`` is met within ``most_iterations`` (compare ``max_gain`` with ``spread``), or that play is sensible
    where nothing leads. For games that are not zero-sum nothing would be guaranteed, so they are refused. Of the
    averages and the last plays looked at, the best is kept.

    Args:
        tree: a game of two players, constant-sum at every draw.
        parameters: shape (parameter, draw).
        tolerance: gains to reach together, as a share of the range of payoffs.
        most_iterations: iterations to stop after.

    Returns:
        A result whose ``strategy`` has shape (entry, draw).

    Raises:
        ValueError: the game is not of this kind, or *parameters* has the wrong shape.

    Example:
        >>> from foedus.bench import CrisisSize, draw_crisis, public_crisis_game
        >>> size = CrisisSize(types=10, moves=10, signals=2)
        >>> tree, parameters = public_crisis_game(size, zero_sum=True), draw_crisis(size, draws=1)
        >>> result = cfr_plus_zero_sum(tree, parameters, tolerance=1e-4)
        >>> bool(result.max_gain[0] <= 1e-4 * result.spread[0]), tree.infosets
        (True, 10230)
    """
    from ._kernels._cfr_plus_numba import run

    if parameters.ndim != 2 or parameters.shape[0] != len(tree.parameter_names):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(tree.parameter_names)}, draws)")
    if len(tree.players) != 2:
        raise ValueError(f"a zero-sum value needs two players; this game has {len(tree.players)}")
    _check_agreement(tree, parameters)
    total, spread = _constant_sum(tree, parameters)
    draws = parameters.shape[1]
    strategy = np.empty((tree.entries, draws))
    iterations = np.zeros(draws, np.int64)
    state = cfr_state(tree)
    best = np.empty(tree.entries)
    for draw, game in enumerate(public_games(tree, np.asarray(parameters, np.float64))):
        goal = float(total[draw] + tolerance * (spread[draw] or 1.0))
        iterations[draw] = run(game, state, tree.types, _FIRST_LOOK, goal, most_iterations, best)
        strategy[:, draw] = best
    values = public_payoffs(tree, parameters, strategy)
    return ZeroSumResult(strategy, values, public_best_response_gains(tree, parameters, strategy), spread, iterations)


def _check_agreement(tree: PublicTree, parameters: FloatArray) -> None:
    priors = np.array([np.exp(tree.log_prior(parameters, row=row)) for row in range(3)])
    chance = parameters[tree.probability[:, tree.mover == CHANCE]]
    if np.ptp(priors, axis=0).max() > _TOLERANCE or np.ptp(chance, axis=0).max(initial=0.0) > _TOLERANCE:
        raise ValueError("the players disagree about the probabilities of chance, so the game has no zero-sum value")


def _constant_sum(tree: PublicTree, parameters: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what both get together at every end, and the range of their payoffs, each of shape (draw,)."""
    low, high = public_ranges(tree, parameters)
    spread: FloatArray = (high - low)[:2].max(axis=0)
    wide = (high - low)[2] > _TOLERANCE * np.maximum(spread, 1e-300)
    if wide.any():
        draw = int(wide.argmax())
        raise ValueError(
            f"the game is not constant-sum: together the players get between {low[2, draw]:.6g} and"
            f" {high[2, draw]:.6g}; use logit_sequential on its tree with information sets"
        )
    return (low[2] + high[2]) / 2, spread
