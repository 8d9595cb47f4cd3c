"""Check a claimed equilibrium from the game alone, in plain NumPy, sharing nothing with the solvers.

For a profile of an extensive game the *certificate* is the largest conditional gain: over every information set,
reached or not, the most its player could add to the expected payoff from there on, under the reported beliefs, by
changing this and all own later choices. A profile with consistent beliefs and gain zero is a sequential equilibrium
(Kreps and Wilson 1982); with gain at most epsilon, a (contemporaneous) epsilon-equilibrium at every information set.

Beliefs come from the profile's own logarithms by Bayes' rule: a profile of positive probabilities reaches everything,
so they are consistent by construction, and no belief needs to be trusted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.games import TERMINAL, ExtensiveForm, FloatArray, StateGraph


@dataclass(frozen=True, slots=True, eq=False)
class SequentialCertificate:
    """What an equilibrium is worth when recomputed."""

    max_gain: FloatArray
    """Shape (draw,): the largest conditional gain, in payoffs."""
    gain: FloatArray
    """Shape (infoset, draw)."""
    belief_error: FloatArray
    """Shape (draw,): the largest amount by which probabilities or beliefs fail to sum to one."""


@dataclass(frozen=True, slots=True, eq=False)
class SubgamePerfectCertificate:
    """The largest gain at any state of a graph, by one's own change there and later."""

    max_gain: FloatArray
    """Shape (draw,)."""
    gain: FloatArray
    """Shape (state, draw)."""


def beliefs(form: ExtensiveForm, parameters: FloatArray, log_strategy: FloatArray) -> FloatArray:
    """Return the probability of each decision node given its information set, shape (node, draw); 0 elsewhere.

    Each player's beliefs use that player's own prior.
    """
    draws = parameters.shape[1]
    players = len(form.players)
    play = np.zeros((form.nodes, draws))
    chance = np.zeros((players, form.nodes, draws))
    for node in range(form.nodes):
        first, last = int(form.first_edge[node]), int(form.first_edge[node + 1])
        owner = int(form.owner[node])
        merged = last - first > 1 and len(set(form.child[first:last].tolist())) == 1
        for edge in range(first, last):
            below = form.child[edge]
            play[below], chance[:, below] = play[node], chance[:, node]
            if owner >= 0:
                if not merged:
                    play[below] = play[node] + log_strategy[form.first_action[form.infoset[node]] + edge - first]
            else:
                probability = np.maximum(parameters[form.probability[1:, edge]], 1e-300)
                chance[:, below] = chance[:, node] + np.log(probability)
    weight = np.zeros((form.nodes, draws))
    for members in _members(form):
        player = form.owner[members[0]]
        exponent = play[members] + chance[player][members]
        exponent = np.exp(exponent - exponent.max(axis=0))
        weight[members] = exponent / exponent.sum(axis=0)
    return weight


def certify_sequential(form: ExtensiveForm, parameters: FloatArray, log_strategy: FloatArray) -> SequentialCertificate:
    """Return the largest conditional gain of a profile, for every draw.

    Args:
        form: the game.
        parameters: shape (parameter, draw).
        log_strategy: shape (action, draw), logarithms of the probabilities.
    """
    strategy = np.exp(log_strategy)
    weight = beliefs(form, parameters, log_strategy)
    members = _members(form)
    draws = parameters.shape[1]
    gain = np.zeros((form.infosets, draws))
    error = np.zeros(draws)
    for infoset, nodes in enumerate(members):
        actions = slice(int(form.first_action[infoset]), int(form.first_action[infoset + 1]))
        error = np.maximum(error, np.abs(strategy[actions].sum(axis=0) - 1.0))
        error = np.maximum(error, np.abs(weight[nodes].sum(axis=0) - 1.0))
    payoffs = form.payoffs.evaluate(parameters).reshape(len(form.child), len(form.players), draws)
    # Children have larger numbers than parents, so an information set is due once all nodes below its own are done.
    first_node = np.array([nodes[0] for nodes in members], dtype=np.int64)
    for player in range(len(form.players)):
        own = [i for i in np.argsort(-first_node) if form.infoset_player[i] == player]
        value = _values(form, parameters, strategy, payoffs[:, player], player)
        best = _best_responses(form, parameters, strategy, payoffs[:, player], player, members, weight)
        for infoset in own:
            nodes = members[infoset]
            now = (weight[nodes] * value[nodes]).sum(axis=0)
            gain[infoset] = (weight[nodes] * best[nodes]).sum(axis=0) - now
    return SequentialCertificate(gain.max(axis=0, initial=0.0), gain, error)


def max_gain_share(form: ExtensiveForm, parameters: FloatArray, certificate: SequentialCertificate) -> FloatArray:
    """Return the largest gain with every player's payoffs scaled to [0, 1] over the ends of play, shape (draw,)."""
    ranges = payoff_ranges(form, parameters)
    share = certificate.gain / np.where(ranges > 0, ranges, 1.0)[form.infoset_player]
    largest: FloatArray = share.max(axis=0, initial=0.0)
    return largest


def payoff_ranges(form: ExtensiveForm, parameters: FloatArray) -> FloatArray:
    """Return by how much each player's payoffs differ at most over the ends of play, shape (player, draw)."""
    players, draws = len(form.players), parameters.shape[1]
    payoffs = form.payoffs.evaluate(parameters).reshape(len(form.child), players, draws)
    low, high = np.zeros((form.nodes, players, draws)), np.zeros((form.nodes, players, draws))
    for node in range(form.nodes - 1, -1, -1):
        if form.owner[node] != TERMINAL:
            edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
            low[node] = (payoffs[edges] + low[form.child[edges]]).min(axis=0)
            high[node] = (payoffs[edges] + high[form.child[edges]]).max(axis=0)
    ranges: FloatArray = high[0] - low[0]
    return ranges


def _members(form: ExtensiveForm) -> list[list[int]]:
    members: list[list[int]] = [[] for _ in range(form.infosets)]
    for node, infoset in enumerate(form.infoset):
        if infoset >= 0:
            members[infoset].append(node)
    return members


def _edge_weights(
    form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray, node: int, player: int
) -> FloatArray:
    first, last = int(form.first_edge[node]), int(form.first_edge[node + 1])
    if form.owner[node] >= 0:
        start = int(form.first_action[form.infoset[node]])
        return strategy[start : start + last - first]
    return parameters[form.probability[1 + player, first:last]]


def _values(
    form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray, payoffs: FloatArray, player: int
) -> FloatArray:
    value = np.zeros((form.nodes, parameters.shape[1]))
    for node in range(form.nodes - 1, -1, -1):
        if form.owner[node] != TERMINAL:
            edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
            weights = _edge_weights(form, parameters, strategy, node, player)
            value[node] = (weights * (payoffs[edges] + value[form.child[edges]])).sum(axis=0)
    return value


def _best_responses(
    form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray, payoffs: FloatArray, player: int,
    members: list[list[int]], weight: FloatArray,
) -> FloatArray:  # fmt: skip
    """Return each node's value when *player* replies best from there on, choosing per information set."""
    draws = parameters.shape[1]
    value = np.zeros((form.nodes, draws))
    waiting = {infoset: len(nodes) for infoset, nodes in enumerate(members) if form.infoset_player[infoset] == player}
    missing = np.diff(form.first_edge).astype(np.int64)
    ready = [node for node in range(form.nodes) if form.owner[node] == TERMINAL]
    parents: list[list[int]] = [[] for _ in range(form.nodes)]
    for node in range(form.nodes):
        for edge in range(form.first_edge[node], form.first_edge[node + 1]):
            parents[form.child[edge]].append(node)
    while ready:
        node = ready.pop()
        for above in parents[node]:
            missing[above] -= 1
            if missing[above]:
                continue
            edges = slice(int(form.first_edge[above]), int(form.first_edge[above + 1]))
            if form.owner[above] != player:
                weights = _edge_weights(form, parameters, strategy, above, player)
                value[above] = (weights * (payoffs[edges] + value[form.child[edges]])).sum(axis=0)
                ready.append(above)
                continue
            infoset = int(form.infoset[above])
            waiting[infoset] -= 1
            if waiting[infoset] == 0:
                ready.extend(_choose(form, payoffs, members[infoset], weight, value))
    return value


def _choose(
    form: ExtensiveForm, payoffs: FloatArray, nodes: list[int], weight: FloatArray, value: FloatArray
) -> list[int]:
    first = np.array([form.first_edge[node] for node in nodes])
    actions = int(form.first_edge[nodes[0] + 1] - first[0])
    edges = first[:, None] + np.arange(actions)
    each = payoffs[edges] + value[form.child[edges]]
    expected = (weight[nodes][:, None] * each).sum(axis=0)
    choice = expected.argmax(axis=0)
    for row, node in enumerate(nodes):
        value[node] = np.take_along_axis(each[row], choice[None, :], axis=0)[0]
    return nodes


def certify_subgame_perfect(
    graph: StateGraph, parameters: FloatArray, strategy: FloatArray
) -> SubgamePerfectCertificate:
    """Return the largest gain at any state from one's own change there and later, for every draw.

    Args:
        graph: the states.
        parameters: shape (parameter, draw).
        strategy: shape (edge, draw); chance edges are ignored.
    """
    draws = parameters.shape[1]
    players = len(graph.players)
    states = len(graph.owner)
    payoffs = graph.payoffs.evaluate(parameters).reshape(len(graph.child), players, draws)
    gain = np.zeros((states, draws))
    for player in range(players):
        value, best = np.zeros((states, draws)), np.zeros((states, draws))
        for state in range(states - 1, -1, -1):
            edges = slice(int(graph.first_edge[state]), int(graph.first_edge[state + 1]))
            if edges.stop == edges.start:
                continue
            chance = graph.owner[state] < 0
            weights = parameters[graph.probability[edges]] if chance else strategy[edges]
            value[state] = (weights * (payoffs[edges, player] + value[graph.child[edges]])).sum(axis=0)
            each = payoffs[edges, player] + best[graph.child[edges]]
            best[state] = each.max(axis=0) if graph.owner[state] == player else (weights * each).sum(axis=0)
            if graph.owner[state] == player:
                gain[state] = best[state] - value[state]
    return SubgamePerfectCertificate(gain.max(axis=0), gain)
