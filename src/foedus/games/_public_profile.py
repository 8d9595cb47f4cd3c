"""What a profile of strategies on a public tree means: reach by types, expected payoffs, the range of payoffs.

Strategies have shape (entry, draw); see ``PublicTree`` for the conventions. All goes level by level of the tree, with
the draw as the last axis.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from ._extensive_form import CHANCE, TERMINAL, FloatArray
from ._public_tree import PublicTree

_CELLS = 2_000_000
"""Numbers that an array of payoffs by node and combination holds at once."""


def public_reach(tree: PublicTree, strategy: FloatArray) -> tuple[FloatArray, ...]:
    """Return by player the probability that a type's own moves reach a node, each of shape (node, type, draw).

    With the deal and the public chance moves above a node, their product over players is the probability of the node
    and a combination.

    Args:
        tree: the game.
        strategy: shape (entry, draw).
    """
    parent, mover, first_entry = tree.parent, tree.mover, tree.first_entry
    found = []
    for player, types in enumerate(tree.types.tolist()):
        reach = np.ones((tree.nodes, types, strategy.shape[1]))
        own = np.flatnonzero(mover == player)
        reach[own] = strategy[first_entry[own][:, None] + np.arange(types)]
        for level in tree.levels[1:]:
            reach[level] *= reach[parent[level]]
        found.append(reach)
    return tuple(found)


def public_payoffs(tree: PublicTree, parameters: FloatArray, strategy: FloatArray, *, row: int = 0) -> FloatArray:
    """Return every player's expected payoff, shape (player, draw).

    Args:
        tree: the game.
        parameters: shape (parameter, draw).
        strategy: shape (entry, draw).
        row: whose beliefs about chance count; 0 for the case's own.
    """
    players = len(tree.players)
    chance = np.ones((tree.nodes, parameters.shape[1]))
    drawn = np.flatnonzero(tree.mover == CHANCE)
    chance[drawn] = parameters[tree.probability[row, drawn]]
    for level in tree.levels[1:]:
        chance[level] *= chance[tree.parent[level]]
    amounts = tree.amounts.evaluate(parameters)
    table = np.exp(tree.log_prior(parameters, row=row)).reshape(*tree.types.tolist(), -1)
    reach = public_reach(tree, strategy)
    own = [tree.combination_types(player) for player in range(players)]
    place = [np.zeros(tree.combinations, np.int32), *own, np.arange(tree.combinations, dtype=np.int32)]
    found = np.zeros((players, parameters.shape[1]))
    paying = np.flatnonzero((tree.paid >= 0).any(axis=(1, 2)))
    at_once = max(1, _CELLS // (tree.combinations * parameters.shape[1]))
    for nodes in np.split(paying, range(at_once, len(paying), at_once)):
        passing = table * chance[nodes].reshape(len(nodes), *[1] * players, parameters.shape[1])
        for player in range(players):
            axes = [1] * players
            axes[player] = int(tree.types[player])
            passing *= reach[player][nodes].reshape(len(nodes), *axes, parameters.shape[1])
        passing = passing.reshape(len(nodes), tree.combinations, parameters.shape[1])
        for player, scope in product(range(players), range(2 + players)):
            here = np.flatnonzero(tree.paid[nodes, player, scope] >= 0)
            if len(here):
                each = amounts[tree.paid[nodes[here], player, scope][:, None] + place[scope]]
                found[player] += np.einsum("ncd,ncd->d", passing[here], each)
    return found


def public_ranges(tree: PublicTree, parameters: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the least and the largest payoff over all ends and combinations, each of shape (player + 1, draw).

    By player, and last of all players' payoffs together.
    """
    players = range(len(tree.players))
    amounts = tree.amounts.evaluate(parameters)
    found = [_range(tree, amounts, (player,)) for player in players] + [_range(tree, amounts, tuple(players))]
    return np.array([low for low, _ in found]), np.array([high for _, high in found])


def _range(tree: PublicTree, amounts: FloatArray, together: tuple[int, ...]) -> tuple[FloatArray, FloatArray]:
    """Return the least and the largest of what *together* are paid, each of shape (draw,)."""
    players, draws = len(tree.players), amounts.shape[1]
    sizes = [1, *tree.types.tolist(), tree.combinations]
    parent, levels = tree.parent, tree.levels
    ends = np.flatnonzero(tree.owner == TERMINAL)
    by_scope: dict[int, FloatArray] = {}  # what is paid on the way to each end
    for scope, size in enumerate(sizes):
        rows = tree.paid[:, together, scope]
        if scope and not (rows >= 0).any():
            continue
        paid = np.zeros((tree.nodes, size, draws))
        for column in rows.T:
            nodes = np.flatnonzero(column >= 0)
            paid[nodes] += amounts[column[nodes][:, None] + np.arange(size)]
        for level in levels[1:]:
            paid[level] += paid[parent[level]]
        by_scope[scope] = paid[ends]
    bearing = [player for player in range(players) if 1 + player in by_scope or 1 + players in by_scope]
    types = np.array([tree.combination_types(player)[tree.possible] for player in range(players)])
    _, some = np.unique(types[bearing], axis=1, return_index=True) if bearing else ((), np.zeros(1, np.int64))
    place = [np.zeros_like(types[0]), *types, np.flatnonzero(tree.possible)]
    low, high = np.full(draws, np.inf), np.full(draws, -np.inf)
    for one in some.tolist():
        total = np.zeros((len(ends), draws))
        for scope, paid in by_scope.items():
            total += paid[:, place[scope][one]]
        low, high = np.minimum(low, total.min(axis=0)), np.maximum(high, total.max(axis=0))
    return low, high
