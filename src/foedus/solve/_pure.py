"""All pure perfect Bayesian equilibria of a small game, by going through every pure profile that bounds leave.

*Definition.* A pure profile with beliefs is listed if

1. at every information set, reached or not, no other action has a larger expected payoff under the beliefs there,
   play going on as the profile says; and
2. beliefs at an information set are in proportion to how likely chance and the *other* players make each node, from
   the root of the smallest subgame that holds the set on, wherever some node is likely at all. (Own moves are the
   same for all its nodes: perfect recall.) Where they make no node likely, beliefs are free.

So a listed profile is a Nash equilibrium of every subgame, and every pure sequential equilibrium is listed, since
consistent beliefs (Kreps and Wilson 1982) satisfy 2. The notion is weak perfect Bayesian equilibrium made to hold in
every subgame and after one's own deviations, much as in Fudenberg and Tirole (1991, section 8.2) without their
condition that beliefs of different observers agree.

*Consistent* is said of an equilibrium for which probabilities of mistakes were found from which Bayes' rule gives
beliefs under which every choice is rational: a sequential equilibrium, given with these probabilities, so that
``certify_sequential`` confirms it from the game alone. If different mistakes lead to at most two groups of nodes
of every set whose beliefs are free, one linear program decides; with three or more the search can miss (see
``_trembles``).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from foedus.games import (
    CHANCE,
    TERMINAL,
    ExtensiveForm,
    FloatArray,
    continuation_values,
    edge_weights,
    expected_payoffs,
)

from ._certify import beliefs as consistent_beliefs
from ._certify import certify_sequential, max_gain_share, payoff_ranges
from ._intuitive import passes_intuitive_criterion
from ._rational_belief import rational_belief
from ._scaled import own_scales, scaled_payoffs
from ._sequence_form import sequences
from ._trembles import OpenSet, find_trembles
from ._undominated import undominated

MOST_PROFILES = 2**20
"""Games where more pure profiles are left are refused; twenty sets of two moves are gone through, in up to minutes."""

_TIE = 1e-10
"""Gains below about this share of the range of the player's payoffs count as none."""
_CERTIFIED = 1e-6
"""Largest gain, as a share of the range of the player's payoffs, of a certified sequential equilibrium."""
_CELLS = 2_000_000
"""Numbers held at once for each player while profiles are gone through."""

_Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class PureEquilibrium:
    """One pure perfect Bayesian equilibrium."""

    strategy: FloatArray
    """Shape (action,): ones and zeros."""
    beliefs: FloatArray
    """Shape (node,): probability of each decision node given its information set; 0 elsewhere."""
    payoffs: FloatArray
    """Shape (player,)."""
    max_gain: float
    """Largest gain at any information set, reached or not, under ``beliefs``, recomputed from the game: by any change
    there and later if ``consistent``, by a change of the one choice otherwise."""
    max_gain_share: float
    """The same with every player's payoffs scaled to [0, 1]."""
    consistent: bool
    """Whether it is shown to be a sequential equilibrium."""
    log_strategy: FloatArray | None
    """Shape (action,): if consistent, logarithms of a play with mistakes from which ``beliefs`` follow."""
    intuitive: bool | None
    """In a two-stage signalling game, whether it survives the intuitive criterion; None in other games."""


@dataclass(frozen=True, slots=True, eq=False)
class _Member:
    """A node of an information set, and what makes it likely."""

    node: int
    others: tuple[int, ...]
    """Actions of other players between the root of the smallest subgame and the node."""
    chance: float
    """How likely chance makes it from there on, as the mover believes."""
    path: tuple[int, ...]
    """All actions above the node."""


def enumerate_pure_sequential(
    form: ExtensiveForm, parameters: FloatArray, *, most: int = MOST_PROFILES
) -> tuple[PureEquilibrium, ...]:
    """Return all pure perfect Bayesian equilibria, those shown to be sequential first; see the module.

    What is guaranteed: the list is complete for the definition above up to rounding, and each entry is certified.
    What is not: that a profile not marked consistent is no sequential equilibrium, or that there are no mixed ones.

    Args:
        form: a game with perfect recall.
        parameters: shape (parameter, 1).
        most: the largest number of pure profiles to go through once moves that are always worse are ruled out.

    Raises:
        ValueError: a player forgets, more than *most* profiles are left, or *parameters* has the wrong shape.

    Example:
        An entrant whom the incumbent would rather let in than fight:

        >>> from foedus.games import read_efg
        >>> text = '''EFG 2 R "entry" { "E" "I" } p "" 1 1 "e" { "out" "in" } 0 t "" 1 "" { 0 2 }
        ... p "" 2 1 "i" { "fight" "share" } 0 t "" 2 "" { -1 -1 } t "" 3 "" { 1 1 }'''
        >>> game = read_efg(text)
        >>> (one,) = enumerate_pure_sequential(game.form, game.parameters)
        >>> print(one.strategy, one.payoffs, one.consistent)
        [0. 1. 0. 1.] [1. 1.] True
    """
    if parameters.shape != (len(form.parameter_names), 1):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(form.parameter_names)}, 1)")
    sequences(form)  # refuses players who forget
    scaled = scaled_payoffs(form, own_scales(form, parameters))
    paid = scaled.payoffs.evaluate(parameters).reshape(len(form.child), len(form.players))
    left = undominated(form, parameters, paid, tolerance=_TIE)
    total = prod(len(actions) for actions in left)
    if total > most:
        told = f"{total:,}" if total < 10**12 else f"some 10^{len(str(total)) - 1}"
        raise ValueError(
            f"{told} pure profiles are left once moves that are worse whatever follows are ruled out; up to {most:,}"
            " are gone through"
        )
    members = _members(form, parameters)
    found = []
    for choice in _survivors(form, parameters, paid, members, left, tolerance=_TIE):
        one = _examine(form, parameters, paid, members, choice)
        if one is not None:
            found.append(one)
    return tuple(sorted(found, key=lambda one: not one.consistent))


def _members(form: ExtensiveForm, parameters: FloatArray) -> list[list[_Member]]:
    """Return the nodes of every information set, first in the order of the tree."""
    inside = [0] * form.nodes
    """The nodes at and below each node, as bits."""
    for node in range(form.nodes - 1, -1, -1):
        inside[node] |= 1 << node
        if node:
            inside[int(form.parent[node])] |= inside[node]
    sets = [0] * form.infosets
    for node, infoset in enumerate(form.infoset.tolist()):
        if infoset >= 0:
            sets[infoset] |= 1 << node
    whole = [all(nodes & inside[root] in (0, nodes) for nodes in sets) for root in range(form.nodes)]
    members: list[list[_Member]] = [[] for _ in sets]
    for node, infoset in enumerate(form.infoset.tolist()):
        if infoset < 0:
            continue
        player, others, path, chance = int(form.owner[node]), [], [], 1.0
        below, within = node, not (whole[node] and sets[infoset] == 1 << node)
        while below:
            above = int(form.parent[below])
            edges = [edge for edge in range(form.first_edge[above], form.first_edge[above + 1])
                     if form.child[edge] == below]  # fmt: skip
            if form.owner[above] == CHANCE:
                if within:
                    chance *= float(parameters[form.probability[1 + player, edges], 0].sum())
            elif len(edges) == 1:
                action = int(form.first_action[form.infoset[above]] + edges[0] - form.first_edge[above])
                path.append(action)
                if within and form.owner[above] != player:
                    others.append(action)
            below = above
            within = within and not (whole[above] and sets[infoset] & inside[above] == sets[infoset])
        members[infoset].append(_Member(node, tuple(others), chance, tuple(path)))
    return members


def _survivors(
    form: ExtensiveForm, parameters: FloatArray, paid: FloatArray, members: list[list[_Member]], left: list[list[int]],
    *, tolerance: float,
) -> list[_Ints]:  # fmt: skip
    """Return the choices, shape (infoset,), of the profiles that no single information set rules out at a glance.

    Where beliefs are free this asks only that no action gains at every node.
    """
    total = prod(len(actions) for actions in left)
    sizes = np.diff(form.first_action).tolist()
    kept: list[_Ints] = []
    step = max(1, _CELLS // max(form.nodes, 1))
    for start in range(0, total, step):
        number = np.arange(start, min(start + step, total))
        choice = np.empty((len(left), len(number)), np.int64)
        for infoset in range(len(left) - 1, -1, -1):
            number, digit = np.divmod(number, len(left[infoset]))
            choice[infoset] = np.array(left[infoset])[digit]
        alive = np.ones(choice.shape[1], bool)
        for player in range(len(form.players)):
            value = _values(form, parameters, paid[:, player], choice, player)
            for infoset in np.flatnonzero(form.infoset_player == player).tolist():
                gains = _gains(form, paid[:, player], value, members[infoset], sizes[infoset])
                likely = _likelihood(form, members[infoset], choice)
                reached = likely.sum(axis=0) > 0
                expected = (likely * gains).sum(axis=1) / np.where(reached, likely.sum(axis=0), 1.0)
                alive &= np.where(reached, expected, gains.min(axis=1)).max(axis=0) <= tolerance
        kept.extend(choice[:, profile] for profile in np.flatnonzero(alive))
    return kept


def _values(form: ExtensiveForm, parameters: FloatArray, paid: FloatArray, choice: _Ints, player: int) -> FloatArray:
    """Return what *player* expects from each node on, shape (node, profile)."""
    value = np.zeros((form.nodes, choice.shape[1]))
    every = np.arange(choice.shape[1])
    for node in range(form.nodes - 1, -1, -1):
        edges = np.arange(form.first_edge[node], form.first_edge[node + 1])
        if form.owner[node] == CHANCE:
            weight = parameters[form.probability[1 + player, edges]]
            value[node] = (weight * (paid[edges, None] + value[form.child[edges]])).sum(axis=0)
        elif form.owner[node] != TERMINAL:
            taken = edges[0] + choice[form.infoset[node]]
            value[node] = paid[taken] + value[form.child[taken], every]
    return value


def _gains(form: ExtensiveForm, paid: FloatArray, value: FloatArray, members: list[_Member], size: int) -> FloatArray:
    """Return what each action adds at each node to the action chosen, shape (action, node, profile)."""
    gains = np.empty((size, len(members), value.shape[1]))
    for place, member in enumerate(members):
        edges = form.first_edge[member.node] + np.arange(size)
        gains[:, place] = paid[edges, None] + value[form.child[edges]] - value[member.node]
    return gains


def _likelihood(form: ExtensiveForm, members: list[_Member], choice: _Ints) -> FloatArray:
    """Return how likely chance and the other players make each node, shape (node, profile)."""
    likely = np.empty((len(members), choice.shape[1]))
    for place, member in enumerate(members):
        likely[place] = member.chance
        for action in member.others:
            infoset = int(np.searchsorted(form.first_action, action, side="right")) - 1
            likely[place] *= choice[infoset] == action - form.first_action[infoset]
    return likely


def _examine(
    form: ExtensiveForm, parameters: FloatArray, paid: FloatArray, members: list[list[_Member]], choice: _Ints
) -> PureEquilibrium | None:  # fmt: skip
    """Return the equilibrium in which these choices are made, if beliefs can be found that make them rational."""
    strategy = np.zeros(form.actions)
    strategy[form.first_action[:-1] + choice] = 1.0
    mistake = np.cumsum(strategy == 0) - 1
    belief = np.zeros(form.nodes)
    values = [_values(form, parameters, paid[:, one], choice[:, None], one) for one in range(len(form.players))]
    opened = []
    for infoset, player in enumerate(form.infoset_player.tolist()):
        nodes = np.array([member.node for member in members[infoset]])
        likely = _likelihood(form, members[infoset], choice[:, None])[:, 0]
        if likely.sum() > 0:
            belief[nodes] = likely / likely.sum()
            continue
        size = int(form.first_action[infoset + 1] - form.first_action[infoset])
        gains = _gains(form, paid[:, player], values[player], members[infoset], size)[:, :, 0]
        drawn = np.array([member.chance > 0 for member in members[infoset]])
        drawn |= not drawn.any()
        rational = rational_belief(gains[:, drawn], tolerance=_TIE)
        if rational is None:
            return None
        belief[nodes[drawn]] = rational
        paths = np.zeros((len(nodes), int((strategy == 0).sum())))
        for place, member in enumerate(members[infoset]):
            for action in member.path:
                if strategy[action] == 0:
                    paths[place, mistake[action]] += 1
        chance = np.array([member.chance or 1.0 for member in members[infoset]])
        opened.append(OpenSet(gains[:, drawn], np.log(chance[drawn]), paths[drawn]))
    return _report(form, parameters, strategy, belief, opened)


def _report(
    form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray, belief: FloatArray, opened: list[OpenSet]
) -> PureEquilibrium:  # fmt: skip
    """Return the equilibrium with its certificate, as a sequential one if mistakes are found that show it."""
    intuitive = passes_intuitive_criterion(form, parameters, strategy)
    payoffs = expected_payoffs(form, parameters, edge_weights(form, parameters, strategy=strategy[:, None]))[:, 0]
    mistakes = find_trembles(opened, int((strategy == 0).sum()), tolerance=_TIE)
    if mistakes is not None:
        log_strategy = np.zeros(form.actions)
        log_strategy[strategy == 0] = mistakes
        column = log_strategy[:, None]
        certificate = certify_sequential(form, parameters, column)
        share = float(max_gain_share(form, parameters, certificate)[0])
        if share <= _CERTIFIED:
            weight = consistent_beliefs(form, parameters, column)[:, 0]
            gain = float(certificate.max_gain[0])
            return PureEquilibrium(strategy, weight, payoffs, gain, share, True, log_strategy, intuitive)
    gain, share = _largest_gain(form, parameters, strategy, belief)
    return PureEquilibrium(strategy, belief, payoffs, gain, share, False, None, intuitive)


def _largest_gain(
    form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray, belief: FloatArray
) -> tuple[float, float]:
    """Return the largest gain from one other choice under *belief*, from each player's values at the nodes.

    Returns:
        The gain in payoffs, and as a share of the range of the player's.
    """
    players = len(form.players)
    paid = form.payoffs.evaluate(parameters).reshape(len(form.child), players)
    gain = np.zeros(form.actions)
    for player in range(players):
        weights = edge_weights(form, parameters, strategy=strategy[:, None], row=1 + player)
        value = continuation_values(form, parameters, weights, player=player)[:, 0]
        for node in np.flatnonzero(form.owner == player):
            edges = np.arange(form.first_edge[node], form.first_edge[node + 1])
            start = int(form.first_action[form.infoset[node]])
            each = paid[edges, player] + value[form.child[edges]] - value[node]
            gain[start : start + len(edges)] += belief[node] * each
    ranges = payoff_ranges(form, parameters)[np.repeat(form.infoset_player, np.diff(form.first_action)), 0]
    share = gain / np.where(ranges > 0, ranges, 1.0)
    return max(0.0, float(gain.max(initial=0.0))), max(0.0, float(share.max(initial=0.0)))
