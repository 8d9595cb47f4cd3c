"""What a best reply would add for each player: the certificate of a Nash equilibrium, by induction over the tree.

Shares nothing with the solvers. Own information sets are taken from the last to the first; in each, the action is
best whose payoff, weighted by how likely chance and the others make each node, is largest.
"""

from __future__ import annotations

import numpy as np

from foedus.games import ExtensiveForm, FloatArray, IntArray, edge_weights


def best_response_gains(form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray) -> FloatArray:
    """Return what each player could add to the expected payoff by replying best, shape (player, draw).

    All zero means a Nash equilibrium; half their sum in a two-player zero-sum game is the *exploitability*.

    Args:
        form: a game with perfect recall.
        parameters: shape (parameter, draw).
        strategy: shape (action, draw), probabilities.
    """
    players = len(form.players)
    payoffs = form.payoffs.evaluate(parameters).reshape(len(form.child), players, -1)
    members: list[list[int]] = [[] for _ in range(form.infosets)]
    for node, infoset in enumerate(form.infoset.tolist()):
        if infoset >= 0:
            members[infoset].append(node)
    gains = np.zeros((players, parameters.shape[1]))
    for player in range(players):
        weights = edge_weights(form, parameters, strategy=strategy, row=1 + player)
        gains[player] = _best(form, payoffs[:, player], weights, player, members) - _plain(
            form, payoffs[:, player], weights
        )
    return gains


def _plain(form: ExtensiveForm, paid: FloatArray, weights: FloatArray) -> FloatArray:
    value = np.zeros((form.nodes, paid.shape[1]))
    for node in range(form.nodes - 1, -1, -1):
        edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
        if edges.start < edges.stop:
            value[node] = (weights[edges] * (paid[edges] + value[form.child[edges]])).sum(axis=0)
    top: FloatArray = value[0]
    return top


def _best(
    form: ExtensiveForm, paid: FloatArray, weights: FloatArray, player: int, members: list[list[int]]
) -> FloatArray:
    """Return the value of the best reply at the root."""
    reach = np.zeros((form.nodes, paid.shape[1]))
    reach[0] = 1.0
    level = np.zeros(form.nodes, np.int64)
    """Own moves above the node."""
    for node in range(form.nodes):
        own = form.owner[node] == player
        for edge in range(form.first_edge[node], form.first_edge[node + 1]):
            below = form.child[edge]
            level[below] = level[node] + own
            reach[below] = reach[node] if own else reach[below] + reach[node] * weights[edge]
    value = np.zeros((form.nodes, paid.shape[1]))
    due: list[list[int]] = [[] for _ in range(int(level.max()) + 1)]
    for node in range(form.nodes - 1, -1, -1):
        if form.owner[node] != player:
            due[level[node]].append(node)
    own_sets: list[list[int]] = [[] for _ in due]
    for infoset in np.flatnonzero(form.infoset_player == player).tolist():
        if len({int(level[node]) for node in members[infoset]}) > 1:
            raise ValueError(f"{form.players[player]} forgets an own move; a best reply needs perfect recall")
        own_sets[level[members[infoset][0]]].append(infoset)
    for depth in range(len(due) - 1, -1, -1):
        for infoset in own_sets[depth]:
            _choose(form.first_edge, form.child, paid, reach, value, members[infoset])
        for node in due[depth]:
            edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
            if edges.start < edges.stop:
                value[node] = (weights[edges] * (paid[edges] + value[form.child[edges]])).sum(axis=0)
    top: FloatArray = value[0]
    return top


def _choose(
    first_edge: IntArray, child: IntArray, paid: FloatArray, reach: FloatArray, value: FloatArray, nodes: list[int]
) -> None:
    """Set *value* at *nodes*, the members of one information set, to that of its best action."""
    first = first_edge[nodes]
    edges = first[:, None] + np.arange(int(first_edge[nodes[0] + 1] - first[0]))
    each = paid[edges] + value[child[edges]]
    choice = (reach[nodes][:, None] * each).sum(axis=0).argmax(axis=0)
    value[nodes] = np.take_along_axis(each, choice[None, None, :], axis=1)[:, 0]
