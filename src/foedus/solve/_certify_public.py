"""Check a claimed equilibrium of a game with observed actions by vectors over types, in plain NumPy.

The certificate is that of ``certify_sequential``: the largest conditional gain at any information set, reached or not,
by changing that and all own later choices, under beliefs by Bayes' rule from the profile's own logarithms. It shares
no code with it, nor with any solver.

For a player ``p`` of type ``t`` at a public node let ``b[o]`` be the belief about the *others'* types ``o``: in
proportion to the prior given ``t`` times the others' reach. What ``p`` expects from there on is a sum over the moves,
each weighted with ``b``'s expectation of its probability, of the payment expected under the belief after the move and
what is expected from there on; where ``p`` moves a best reply takes the largest instead. Beliefs after a move follow
by Bayes' rule from those before, so one pass up the tree gives both values at every information set, without
going through combinations of ``p``'s type with nodes. If types are independent ``b`` does not depend on ``t``. Where
``p`` cannot tell some nodes apart, they count as ``p`` expects the others' moves to lead there, and one move is best
for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from foedus.games import CHANCE, FloatArray, IntArray, PublicTree, public_ranges

from ._certify import SequentialCertificate

_INDEPENDENT = 1e-13
"""Beliefs about the others that differ by less than this from type to type count as the same."""


def public_beliefs(tree: PublicTree, parameters: FloatArray, log_strategy: FloatArray, *, player: int) -> FloatArray:
    """Return what *player* believes of the others' types at every node, shape (node, own type, others, draw).

    *others* runs over combinations of the other players' types, the last player's fastest. The own type's axis has
    length 1 if the player's type tells nothing about the others'.

    Args:
        tree: the game.
        parameters: shape (parameter, draw).
        log_strategy: shape (entry, draw), logarithms of the probabilities.
        player: who believes.
    """
    return _beliefs(tree, parameters, log_strategy, player)


def certify_sequential_public(
    tree: PublicTree, parameters: FloatArray, log_strategy: FloatArray
) -> SequentialCertificate:
    """Return the largest conditional gain of a profile, for every draw.

    Args:
        tree: the game.
        parameters: shape (parameter, draw).
        log_strategy: shape (entry, draw), logarithms of the probabilities.

    Raises:
        ValueError: an array has the wrong shape.

    Example:
        The crisis game of ten types a side, 10,230 information sets, played uniformly:

        >>> from foedus.bench import CrisisSize, draw_crisis, public_crisis_game
        >>> size = CrisisSize(types=10, moves=10, signals=2)
        >>> tree, parameters = public_crisis_game(size), draw_crisis(size, draws=1)
        >>> uniform = np.log(np.full((tree.entries, 1), 1 / 3))
        >>> certificate = certify_sequential_public(tree, parameters, uniform)
        >>> certificate.gain.shape, bool(certificate.max_gain[0] > 0.1)
        ((10230, 1), True)
    """
    _check(tree, parameters, log_strategy)
    draws = parameters.shape[1]
    gain = np.zeros((tree.infosets, draws))
    error = _probability_error(tree, log_strategy)
    first = tree.first_infoset
    for player, types in enumerate(tree.types.tolist()):
        belief = _beliefs(tree, parameters, log_strategy, player)
        error = np.maximum(error, np.abs(belief.sum(axis=2) - 1.0).max(axis=(0, 1)))
        step = _expect(tree, parameters, log_strategy, player, belief)
        now, best = _continue(tree, player, step)
        own = np.flatnonzero(tree.owner == player)
        np.add.at(gain, first[own][:, None] + np.arange(types), (step.within * (best - now))[own])
    return SequentialCertificate(max_gain=gain.max(axis=0, initial=0.0), gain=gain, belief_error=error)


def public_gain_share(tree: PublicTree, parameters: FloatArray, certificate: SequentialCertificate) -> FloatArray:
    """Return the largest gain with every player's payoffs scaled to [0, 1] over the ends of play, shape (draw,)."""
    low, high = public_ranges(tree, parameters)
    mover = tree.owner[tree.owner >= 0]
    spread = np.repeat((high - low)[mover], tree.types[mover], axis=0)
    share: FloatArray = certificate.gain / np.where(spread > 0, spread, 1.0)
    largest: FloatArray = share.max(axis=0, initial=0.0)
    return largest


def public_best_response_gains(tree: PublicTree, parameters: FloatArray, strategy: FloatArray) -> FloatArray:
    """Return what each player could add to the expected payoff by replying best, shape (player, draw).

    Args:
        tree: the game.
        parameters: shape (parameter, draw).
        strategy: shape (entry, draw), probabilities.
    """
    log_strategy = np.log(np.maximum(strategy, 1e-300))
    _check(tree, parameters, log_strategy)
    found = np.zeros((len(tree.players), parameters.shape[1]))
    for player, types in enumerate(tree.types.tolist()):
        belief = _beliefs(tree, parameters, log_strategy, player)
        now, best = _continue(tree, player, _expect(tree, parameters, log_strategy, player, belief))
        prior = np.exp(tree.log_prior(parameters, row=1 + player))
        share = np.zeros((types, parameters.shape[1]))
        np.add.at(share, tree.combination_types(player), prior)
        found[player] = (share * (best - now)[0]).sum(axis=0)
    return found


def _check(tree: PublicTree, parameters: FloatArray, log_strategy: FloatArray) -> None:
    if parameters.ndim != 2 or parameters.shape[0] != len(tree.parameter_names):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(tree.parameter_names)}, draws)")
    if log_strategy.shape != (tree.entries, parameters.shape[1]):
        raise ValueError(
            f"the strategy has shape {log_strategy.shape}; expected ({tree.entries}, {parameters.shape[1]}): one row"
            " for every move and type of the mover"
        )


def _probability_error(tree: PublicTree, log_strategy: FloatArray) -> FloatArray:
    """Return by how much the probabilities of an information set fail to sum to one, at most, shape (draw,)."""
    total = np.zeros((tree.infosets, log_strategy.shape[1]))
    mover, parent = tree.mover, tree.parent
    for player, types in enumerate(tree.types.tolist()):
        moves = np.flatnonzero((mover == player) & (tree.move_as == np.arange(tree.nodes)))
        kinds = np.arange(types)
        probability = np.exp(log_strategy[tree.first_entry[moves][:, None] + kinds])
        np.add.at(total, tree.first_infoset[parent[moves]][:, None] + kinds, probability)
    error: FloatArray = np.abs(total - 1.0).max(axis=0, initial=0.0)
    return error


def _log_moves(tree: PublicTree, log_strategy: FloatArray, player: int) -> FloatArray:
    """Return the logarithm of the probability of the move to each node, shape (node, type, draw); 0 for others'."""
    types = int(tree.types[player])
    found = np.zeros((tree.nodes, types, log_strategy.shape[1]))
    own = np.flatnonzero(tree.mover == player)
    found[own] = log_strategy[tree.first_entry[own][:, None] + np.arange(types)]
    return found


def _others(tree: PublicTree, player: int) -> dict[int, IntArray]:
    """Return for each other player the type in every combination of the others' types."""
    others = [one for one in range(len(tree.players)) if one != player]
    if not others:
        return {}
    grid = np.indices([int(tree.types[one]) for one in others]).reshape(len(others), -1)
    return {one: grid[place].astype(np.int32) for place, one in enumerate(others)}


def _beliefs(tree: PublicTree, parameters: FloatArray, log_strategy: FloatArray, player: int) -> FloatArray:
    draws = parameters.shape[1]
    prior = tree.log_prior(parameters, row=1 + player).reshape(*tree.types.tolist(), draws)
    prior = np.moveaxis(prior, player, 0).reshape(int(tree.types[player]), -1, draws)
    dealt = _shares(prior, axis=1)
    if np.ptp(dealt, axis=0).max() <= _INDEPENDENT:
        prior = prior[:1]
    reach = np.zeros((tree.nodes, prior.shape[1], draws))
    parent = tree.parent
    for other, types in _others(tree, player).items():
        own = _log_moves(tree, log_strategy, other)
        for level in tree.levels[1:]:
            own[level] += own[parent[level]]
        reach += own[:, types]
    return _shares(prior[None] + reach[:, None], axis=2)


def _shares(logs: FloatArray, *, axis: int) -> FloatArray:
    """Return what *logs* are the logarithms of, scaled so that it sums to one along *axis*."""
    found: FloatArray = np.exp(logs - logs.max(axis=axis, keepdims=True))
    found /= found.sum(axis=axis, keepdims=True)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """What a player expects of the move to each node, given that play is at the node above."""

    weight: FloatArray
    """Shape (node, type, draw): how likely it is made; for the player's own moves, by the profile."""
    paid: FloatArray
    """Shape (node, type, draw): what is paid on entering the node."""
    within: FloatArray
    """Shape (node, type, draw): how likely the node is among those that the player cannot tell from it."""


def _expect(
    tree: PublicTree, parameters: FloatArray, log_strategy: FloatArray, player: int, belief: FloatArray
) -> _Step:
    draws, types, mover = parameters.shape[1], int(tree.types[player]), tree.mover
    weight = np.exp(_log_moves(tree, log_strategy, player))
    drawn = np.flatnonzero(mover == CHANCE)
    weight[drawn] = parameters[tree.probability[1 + player, drawn]][:, None]
    others = _others(tree, player)
    for other, of in others.items():
        moves = np.flatnonzero(mover == other)
        made = np.exp(log_strategy[tree.first_entry[moves][:, None] + of])
        weight[moves] = (belief[tree.parent[moves]] * made[:, None]).sum(axis=2)
    amounts = tree.amounts.evaluate(parameters)
    paid = np.zeros((tree.nodes, types, draws))
    kinds = np.arange(types)
    place = np.moveaxis(np.arange(tree.combinations).reshape(tree.types.tolist()), player, 0).reshape(types, -1)
    for scope in range(2 + len(tree.players)):
        row = tree.paid[:, player, scope]
        nodes = np.flatnonzero(row >= 0)
        start = row[nodes][:, None]
        if scope == 0:
            paid[nodes] += amounts[start]
        elif scope == 1 + player:
            paid[nodes] += amounts[start + kinds]
        elif scope == 1 + len(tree.players):
            paid[nodes] += (belief[nodes] * amounts[start[:, :, None] + place]).sum(axis=2)
        else:
            paid[nodes] += (belief[nodes] * amounts[start + others[scope - 1]][:, None]).sum(axis=2)
    return _Step(weight, paid, _within(tree, parameters, log_strategy, player, belief))


def _within(
    tree: PublicTree, parameters: FloatArray, log_strategy: FloatArray, player: int, belief: FloatArray
) -> FloatArray:
    found = np.ones((tree.nodes, int(tree.types[player]), parameters.shape[1]))
    first = tree.seen_as
    if not (first != np.arange(tree.nodes)).any():
        return found
    logs, mover, parent = np.zeros_like(found), tree.mover, tree.parent
    drawn = np.flatnonzero(mover == CHANCE)
    logs[drawn] = np.log(np.maximum(parameters[tree.probability[1 + player, drawn]], 1e-300))[:, None]
    with np.errstate(divide="ignore"):
        log_belief = np.log(belief)
    for other, of in _others(tree, player).items():
        moves = np.flatnonzero(mover == other)
        each = log_belief[parent[moves]] + log_strategy[tree.first_entry[moves][:, None] + of][:, None]
        most = each.max(axis=2, keepdims=True)
        logs[moves] = most[:, :, 0] + np.log(np.exp(each - most).sum(axis=2))
    for level in tree.levels[1:]:
        logs[level] += logs[parent[level]]
    top = np.full_like(logs, -np.inf)
    np.maximum.at(top, first, logs)
    share = np.exp(logs - top[first])
    total = np.zeros_like(share)
    np.add.at(total, first, share)
    found[:] = share / total[first]
    return found


def _continue(tree: PublicTree, player: int, step: _Step) -> tuple[FloatArray, FloatArray]:
    """Return what each type of *player* expects from every node on, as played and under best replies."""
    now, best = np.zeros_like(step.paid), np.zeros_like(step.paid)
    levels, first = tree.levels, tree.seen_as
    for level, below in reversed(list(pairwise(levels))):
        nodes = np.arange(level.start, level.stop)
        nodes = nodes[tree.first_child[nodes] < tree.first_child[nodes + 1]]
        start = tree.first_child[nodes] - below.start
        now[nodes] = np.add.reduceat(step.weight[below] * (step.paid[below] + now[below]), start, axis=0)
        each = step.paid[below] + best[below]
        best[nodes] = np.add.reduceat(step.weight[below] * each, start, axis=0)
        own = tree.owner[nodes] == player
        best[nodes[own]] = np.maximum.reduceat(each, start, axis=0)[own]
        hidden = np.unique(first[nodes[own & (first[nodes] != nodes)]])
        for alike in (np.flatnonzero(first == one) for one in hidden):
            moves = tree.first_child[alike][:, None] + np.arange(
                tree.first_child[alike[0] + 1] - tree.first_child[alike[0]]
            )
            worth = step.paid[moves] + best[moves]
            choice = (step.within[alike][:, None] * worth).sum(axis=0).argmax(axis=0)
            best[alike] = np.take_along_axis(worth, choice[None, None], axis=1)[:, 0]
    return now, best
