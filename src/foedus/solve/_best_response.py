"""What a best reply would add for each player: the certificate of a Nash equilibrium, by induction over the tree.

Shares nothing with the solvers. Own information sets are taken from the last to the first; in each, the action is
best whose payoff, weighted by how likely chance and the others make each node, is largest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from foedus.games import ExtensiveForm, FloatArray, edge_weights

_Ints = npt.NDArray[np.int64]


def best_response_gains(form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray) -> FloatArray:
    """Return what each player could add to the expected payoff by replying best, shape (player, draw).

    All zero means a Nash equilibrium; half their sum in a two-player zero-sum game is the *exploitability*.

    Args:
        form: a game with perfect recall.
        parameters: shape (parameter, draw).
        strategy: shape (action, draw), probabilities.
    """
    payoffs = form.payoffs.evaluate(parameters).reshape(len(form.child), len(form.players), -1)
    gains = np.zeros((len(form.players), parameters.shape[1]))
    source = np.repeat(np.arange(form.nodes), np.diff(form.first_edge))
    depth = _above(form, np.ones(form.nodes, np.int64))
    for player in range(len(form.players)):
        weights = edge_weights(form, parameters, strategy=strategy, row=1 + player)
        paid = payoffs[:, player]
        now = np.zeros((form.nodes, paid.shape[1]))
        for edges in reversed(_groups(depth[source])):
            np.add.at(now, source[edges], weights[edges] * (paid[edges] + now[form.child[edges]]))
        tree = _Tree(form, source, depth, _levels(form, player), player)
        gains[player] = _best(tree, paid, weights) - now[0]
    return gains


@dataclass(frozen=True, slots=True, eq=False)
class _Tree:
    form: ExtensiveForm
    source: _Ints
    """The node that each edge leaves."""
    depth: _Ints
    """Moves above each node, of whomever."""
    level: _Ints
    """The player's own moves above each node."""
    player: int


def _above(form: ExtensiveForm, counted: _Ints) -> _Ints:
    """Return how many of the *counted* nodes lie above each."""
    total = [0] * form.nodes
    for node, (above, one) in enumerate(zip(form.parent.tolist(), counted[form.parent].tolist(), strict=True)):
        if above >= 0:
            total[node] = total[above] + one
    return np.array(total)


def _levels(form: ExtensiveForm, player: int) -> _Ints:
    own = form.owner == player
    level = _above(form, own.astype(np.int64))
    nodes = np.flatnonzero(own)
    of_set = np.zeros(form.infosets, np.int64)
    of_set[form.infoset[nodes]] = level[nodes]
    if (of_set[form.infoset[nodes]] != level[nodes]).any():
        raise ValueError(f"{form.players[player]} forgets an own move; a best reply needs perfect recall")
    return level


def _groups(key: _Ints) -> list[_Ints]:
    """Return the places of equal keys together, smallest key first."""
    order = np.argsort(key, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(key[order])) + 1) if len(order) else []


def _best(tree: _Tree, paid: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the value of the best reply at the root."""
    form, source = tree.form, tree.source
    own = form.owner[source] == tree.player
    reach = np.zeros((form.nodes, paid.shape[1]))
    reach[0] = 1.0
    for edges in _groups(tree.depth[source]):
        mine, other = edges[own[edges]], edges[~own[edges]]
        reach[form.child[mine]] = reach[source[mine]]
        np.add.at(reach, form.child[other], reach[source[other]] * weights[other])
    value = np.zeros((form.nodes, paid.shape[1]))
    for level in reversed(_groups(tree.level[source])):
        _choose(tree, paid, reach, value, level[own[level]])
        other = level[~own[level]]
        for place in reversed(_groups(tree.depth[source[other]])):
            edges = other[place]
            np.add.at(value, source[edges], weights[edges] * (paid[edges] + value[form.child[edges]]))
    top: FloatArray = value[0]
    return top


def _choose(tree: _Tree, paid: FloatArray, reach: FloatArray, value: FloatArray, edges: _Ints) -> None:
    """Set *value* at the own nodes that *edges* leave to that of their information set's best action."""
    form, nodes = tree.form, tree.source[edges]
    infoset, place = form.infoset[nodes], edges - form.first_edge[nodes]
    each = paid[edges] + value[form.child[edges]]
    worth = np.zeros((form.actions, paid.shape[1]))
    np.add.at(worth, form.first_action[infoset] + place, reach[nodes] * each)
    choice = np.zeros((form.infosets, paid.shape[1]), np.int64)
    for one in np.unique(infoset).tolist():
        choice[one] = worth[form.first_action[one] : form.first_action[one + 1]].argmax(axis=0)
    np.add.at(value, nodes, np.where(place[:, None] == choice[infoset], each, 0.0))
