"""Sequential equilibria of one game at the ends of many logit branches, so that multiplicity is seen.

*Method.* The principal branch of the logit correspondence starts at uniform play (McKelvey and Palfrey 1998). Let
choices be proportional to ``start * exp(precision * payoff)`` instead and the branch starts at the strategy *start*;
its end is a sequential equilibrium for the same reason: play with ever rarer mistakes, of which none is worth making.
Starts are, in this order: uniform play; uniform play with precisions that make up for unequal ranges of payoffs, if
they are unequal; uniform play with one player's precision four times as large, then a quarter; and then three
strategies near a vertex (0.99 on one action of each information set) for one draw from the flat Dirichlet
distribution, about half of these with random precisions.

*The same.* Two ends are one equilibrium if behaviour agrees within 1e-5 at every information set that either of
them reaches (by chance as any player believes it, with probability above 1e-6). Then their outcomes agree as well. What
they do where play never comes may differ; how many different ways of that were met is counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from foedus.games import ExtensiveForm, FloatArray, edge_weights, expected_payoffs, reach_probabilities

from ._certify import certify_sequential, max_gain_share
from ._logit import logit_sequential
from ._scaled import moderate_payoffs, own_scales, scaled_payoffs
from ._strategic_form import check_parameters

CERTIFIED = 1e-6
"""Largest gain, as a share of the range of the player's payoffs, of an equilibrium."""
SAME = 1e-5
"""Probabilities at reached information sets that differ by no more are the same."""

_REACHED = 1e-6
_NEAR = 0.99
_FACTOR = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class SequentialEquilibrium:
    """One sequential equilibrium and how it was found."""

    strategy: FloatArray
    """Shape (action,)."""
    log_strategy: FloatArray
    """Shape (action,): logarithms of the probabilities, from which the beliefs follow."""
    payoffs: FloatArray
    """Shape (player,)."""
    max_gain: float
    """Largest conditional gain at any information set, recomputed from the game."""
    max_gain_share: float
    """The same with every player's payoffs scaled to [0, 1]."""
    principal: bool
    """Whether the principal branch ends here."""
    found: int
    """Number of starts that led here."""
    first_start: str
    """The kind of the first of them: uniform, precision, vertex or dirichlet."""
    off_path: int
    """Number of ways that were met to behave where play never comes, at least 1."""


@dataclass(frozen=True, slots=True, eq=False)
class MultistartResult:
    """The different sequential equilibria that were found."""

    equilibria: tuple[SequentialEquilibrium, ...]
    """The principal one first if there is one, then those found most often."""
    starts: int
    lost: int
    """Starts that led to no certified equilibrium."""


@dataclass(frozen=True, slots=True, eq=False)
class _Start:
    kind: str
    strategy: FloatArray | None
    precision: FloatArray | None


def multistart_sequential(
    form: ExtensiveForm, parameters: FloatArray, *, starts: int = 64, rng: np.random.Generator
) -> MultistartResult:
    """Return the sequential equilibria at the ends of the logit branches from several starting strategies.

    What is guaranteed: each is a sequential equilibrium up to its ``max_gain_share``, at most 1e-6. What is not: that
    all are found, or that how often one was found says how likely it is. If there are infinitely many, some of them
    are listed.

    Each player's payoffs are first divided by a power of two near their range, except on the principal branch.

    Args:
        form: a game with perfect recall.
        parameters: shape (parameter, 1).
        starts: how many branches are followed, at least 1.
        rng: what draws the starts.

    Raises:
        ValueError: a player forgets, or *parameters* has the wrong shape or *starts* is below 1.

    Example:
        Two who want to meet, with 2 and 1 at stake: two equilibria in pure strategies and one in mixed ones.

        >>> import numpy as np
        >>> from foedus.games import read_nfg
        >>> game = read_nfg('NFG 1 R "sexes" { "A" "B" } { { "x" "y" } { "x" "y" } } 2 1 0 0 0 0 1 2')
        >>> result = multistart_sequential(game.form, game.parameters, starts=16, rng=np.random.default_rng(0))
        >>> sorted(one.strategy.round(4).tolist() for one in result.equilibria)
        [[0.0, 1.0, 0.0, 1.0], [0.6667, 0.3333, 0.3333, 0.6667], [1.0, 0.0, 1.0, 0.0]]
    """
    check_parameters(form, parameters)
    if parameters.shape[1] != 1 or starts < 1:
        raise ValueError(f"{parameters.shape[1]} draws and {starts} starts; expected one draw and at least one start")
    scales = own_scales(form, parameters)
    scaled = scaled_payoffs(form, scales)
    moderate = moderate_payoffs(form, parameters)
    kept: list[SequentialEquilibrium] = []
    behaviours: list[list[FloatArray]] = []
    lost = 0
    for start in _starts(form, starts, rng, unequal=bool(np.ptp(scales) > 0)):
        game = moderate if start.kind == "uniform" else scaled
        result = logit_sequential(game, parameters, precision=start.precision, start=start.strategy)
        # Certified whatever its status says: a branch that is lost late may have come close enough.
        ends = start.kind == "uniform" and int(result.status[0]) == 0
        one = _certified(form, parameters, result.log_strategy, start.kind, principal=ends)
        if one is None:
            lost += 1
            continue
        place = next((i for i, old in enumerate(kept) if same_play(form, parameters, old.strategy, one.strategy)), None)
        if place is None:
            kept.append(one)
            behaviours.append([one.strategy])
            continue
        if all(np.abs(one.strategy - other).max(initial=0.0) > SAME for other in behaviours[place]):
            behaviours[place].append(one.strategy)
        kept[place] = _counted(kept[place], len(behaviours[place]))
    order = sorted(kept, key=lambda one: (not one.principal, -one.found))
    return MultistartResult(tuple(order), starts, lost)


def same_play(form: ExtensiveForm, parameters: FloatArray, one: FloatArray, other: FloatArray) -> bool:
    """Return whether two strategies, shape (action,), behave alike at every information set that either reaches."""
    for strategy in (one, other):
        reached = np.zeros(form.infosets, bool)
        decided = np.flatnonzero(form.owner >= 0)
        for row in range(1 + len(form.players)):
            reach = reach_probabilities(form, edge_weights(form, parameters, strategy=strategy[:, None], row=row))
            reached[form.infoset[decided[reach[decided, 0] > _REACHED]]] = True
        there = np.repeat(reached, np.diff(form.first_action))
        if np.abs(one - other)[there].max(initial=0.0) > SAME:
            return False
    return True


def _certified(
    form: ExtensiveForm, parameters: FloatArray, log_strategy: FloatArray, kind: str, *, principal: bool
) -> SequentialEquilibrium | None:
    certificate = certify_sequential(form, parameters, log_strategy)
    share = float(max_gain_share(form, parameters, certificate)[0])
    if not share <= CERTIFIED:
        return None
    strategy = np.exp(log_strategy)
    payoffs = expected_payoffs(form, parameters, edge_weights(form, parameters, strategy=strategy))[:, 0]
    return SequentialEquilibrium(
        strategy[:, 0], log_strategy[:, 0], payoffs, float(certificate.max_gain[0]), share, principal, 1, kind,
        1,
    )  # fmt: skip


def _counted(one: SequentialEquilibrium, off_path: int) -> SequentialEquilibrium:
    return SequentialEquilibrium(
        one.strategy, one.log_strategy, one.payoffs, one.max_gain, one.max_gain_share, one.principal, one.found + 1,
        one.first_start, off_path,
    )  # fmt: skip


def _starts(form: ExtensiveForm, count: int, rng: np.random.Generator, *, unequal: bool) -> list[_Start]:
    """Return *count* starts; games of few pure profiles have all their vertices among them where there is room."""
    players = len(form.players)
    found = [_Start("uniform", None, None)]
    if unequal:
        found.append(_Start("precision", None, None))
    for player in np.unique(form.infoset_player).tolist() if players > 1 else []:
        for factor in (_FACTOR, 1.0 / _FACTOR):
            precision = np.ones(players)
            precision[player] = factor
            found.append(_Start("precision", None, precision))
    vertices = _vertices(form, count, rng)
    while len(found) < count:
        if vertices and len(found) % 4:
            found.append(_Start("vertex", vertices.pop(), None))
            continue
        weights = rng.exponential(size=form.actions) + 1e-9
        precision = _FACTOR ** rng.uniform(-1.0, 1.0, players) if rng.random() < 0.5 else np.ones(players)
        found.append(_Start("dirichlet", _normal(form, weights), precision))
    return found[:count]


def _vertices(form: ExtensiveForm, count: int, rng: np.random.Generator) -> list[FloatArray]:
    """Return strategies near different vertices, in random order."""
    sizes = np.diff(form.first_action).tolist()
    if prod(sizes) <= 4 * count:
        choices = [np.array(choice, np.int64) for choice in product(*[range(size) for size in sizes])]
        choices = [choices[i] for i in rng.permutation(len(choices))]
    else:
        choices = [rng.integers(sizes) for _ in range(count)]
    found = []
    for choice in choices:
        weights = np.repeat((1.0 - _NEAR) / np.maximum(np.array(sizes) - 1, 1), sizes)
        weights[form.first_action[:-1] + choice] = _NEAR
        found.append(_normal(form, weights))
    return found


def _normal(form: ExtensiveForm, weights: FloatArray) -> FloatArray:
    sizes = np.diff(form.first_action)
    total = np.add.reduceat(weights, form.first_action[:-1]) if form.infosets else weights
    return np.asarray(weights / np.repeat(total, sizes))
