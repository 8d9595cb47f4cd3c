"""The plain reference of ``_logit_equations_numba``: the logit equations of one game at one profile, and their slopes.

For an information set with actions ``a``, logits ``x[a] = log(strategy[a] / strategy[0])`` and conditional expected
payoffs ``v[a]`` under Bayes' beliefs, the equations are

    F[a] = precision * multiplier * (v[a] - v[0]) - (x[a] - origin[a]) = 0.

The derivatives are those of each formula of ``evaluate`` by all unknowns at once, in whole rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from foedus.games import FloatArray

from .._structure import TreeStructure


class Game(NamedTuple):
    """The numbers of one draw."""

    probability: FloatArray
    """Shape (1 + player, edge): of chance edges; row 0 is the case's own prior, row 1 + p is player p's."""
    payoff: FloatArray
    """Shape (edge, player)."""
    log_chance: FloatArray
    """Shape (node,): logarithm of all chance above a decision, as its mover believes it."""
    multiplier: FloatArray
    """Shape (player,)."""
    origin: FloatArray
    """Shape (unknown,): the logits where the branch starts."""


class Point(NamedTuple):
    """A profile and what follows from it, filled again and again."""

    log_strategy: FloatArray
    """Shape (action,)."""
    strategy: FloatArray
    log_reach: FloatArray
    """Shape (node,): logarithm of the probability that everybody's moves lead here, chance aside."""
    belief: FloatArray
    """Shape (node,): of decisions, given their information set."""
    value: FloatArray
    """Shape (node, player)."""
    gain: FloatArray
    """Shape (action,): conditional expected payoff of each action."""
    derivatives: FloatArray
    """The blocks ``d gain[row action] / d x[column unknown]`` of the pattern, one after the other, each by rows."""
    lower_upper: FloatArray
    """Shape (unknown, unknown): what ``factor`` leaves for ``solve``; here dF/dx itself."""
    slope: FloatArray
    """Shape (unknown,): dF / dprecision."""
    residual: FloatArray
    """Shape (unknown,): F."""


def empty_point(tree: TreeStructure) -> Point:
    """Return a point of *tree* with nothing filled in."""
    nodes, players = len(tree.owner), len(tree.probability) - 1
    actions, unknowns = int(tree.first_action[-1]), tree.unknowns
    return Point(
        np.zeros(actions), np.zeros(actions), np.zeros(nodes), np.zeros(nodes), np.zeros((nodes, players)),
        np.zeros(actions), np.zeros(tree.derivatives), np.zeros((unknowns, unknowns)), np.zeros(unknowns),
        np.zeros(unknowns),
    )  # fmt: skip


def actions_of(tree: TreeStructure, infoset: int) -> slice:
    """Return the actions of an information set."""
    return slice(int(tree.first_action[infoset]), int(tree.first_action[infoset + 1]))


def unknowns_of(tree: TreeStructure, infoset: int) -> slice:
    """Return the unknowns of an information set: one for every action but the first."""
    first, actions = int(tree.first_unknown[infoset]), actions_of(tree, infoset)
    return slice(first, first + actions.stop - actions.start - 1)


def blocks_of(tree: TreeStructure) -> Iterator[tuple[int, int, slice]]:
    """Give row information set, column information set and place of every block in the list of derivatives."""
    for place, row in enumerate(tree.order.tolist()):
        actions = actions_of(tree, row)
        for item in range(tree.row_first[place], tree.row_first[place + 1]):
            column, start = int(tree.row_set[item]), int(tree.row_block[item])
            if start >= 0:
                unknowns = unknowns_of(tree, column)
                size = (actions.stop - actions.start) * (unknowns.stop - unknowns.start)
                yield row, column, slice(start, start + size)


def evaluate(tree: TreeStructure, game: Game, x: FloatArray, point: Point) -> None:
    """Fill strategies, beliefs, node values and action values at logits *x*."""
    for infoset in range(len(tree.infoset_player)):
        logits = np.concatenate([[0.0], x[unknowns_of(tree, infoset)]])
        logits -= logits.max()
        point.log_strategy[actions_of(tree, infoset)] = logits - np.log(np.exp(logits).sum())
    point.strategy[:] = np.exp(point.log_strategy)
    for node, above in enumerate(tree.up_node.tolist()):
        point.log_reach[node] = point.log_reach[above] + point.log_strategy[tree.up_action[node]] if above >= 0 else 0.0
    for infoset in range(len(tree.infoset_player)):
        nodes = np.flatnonzero(tree.infoset == infoset)
        log_weight = point.log_reach[nodes] + game.log_chance[nodes]
        weight = np.exp(log_weight - log_weight.max())
        point.belief[nodes] = weight / weight.sum()
    point.gain[:] = 0.0
    for node in range(len(tree.owner) - 1, -1, -1):
        edges = slice(int(tree.first_edge[node]), int(tree.first_edge[node + 1]))
        worth = game.payoff[edges] + point.value[tree.child[edges]]
        mover = int(tree.owner[node])
        if mover >= 0:
            actions = actions_of(tree, int(tree.infoset[node]))
            point.value[node] = point.strategy[actions] @ worth
            point.gain[actions] += point.belief[node] * worth[:, mover]
        else:
            point.value[node] = (game.probability[1:, edges].T * worth).sum(axis=0)


def residual(tree: TreeStructure, game: Game, x: FloatArray, precision: float, point: Point) -> float:
    """Fill ``slope`` = dF/dprecision and ``residual`` = F after ``evaluate``; return the largest scaled residual."""
    for infoset, player in enumerate(tree.infoset_player.tolist()):
        gain = point.gain[actions_of(tree, infoset)]
        point.slope[unknowns_of(tree, infoset)] = game.multiplier[player] * (gain[1:] - gain[0])
    point.residual[:] = precision * point.slope - (x - game.origin)
    return float((np.abs(point.residual) / (1.0 + np.abs(x))).max(initial=0.0))


def derivatives(tree: TreeStructure, game: Game, point: Point) -> None:
    """Fill the blocks ``d gain[row action] / d x[column unknown]`` after ``evaluate``."""
    d_log_strategy = np.zeros((len(point.strategy), tree.unknowns))
    for infoset in range(len(tree.infoset_player)):
        actions, unknowns = actions_of(tree, infoset), unknowns_of(tree, infoset)
        one = np.eye(actions.stop - actions.start)[:, 1:]
        d_log_strategy[actions, unknowns] = one - point.strategy[actions][1:]
    d_strategy = point.strategy[:, None] * d_log_strategy
    d_log_reach = np.zeros((len(tree.owner), tree.unknowns))
    for node, above in enumerate(tree.up_node.tolist()):
        if above >= 0:
            d_log_reach[node] = d_log_reach[above] + d_log_strategy[tree.up_action[node]]
    d_belief = np.zeros_like(d_log_reach)
    for infoset in range(len(tree.infoset_player)):
        nodes = np.flatnonzero(tree.infoset == infoset)
        mean = point.belief[nodes] @ d_log_reach[nodes]
        d_belief[nodes] = point.belief[nodes, None] * (d_log_reach[nodes] - mean)
    d_value = np.zeros((*point.value.shape, tree.unknowns))
    d_gain = np.zeros_like(d_strategy)
    for node in range(len(tree.owner) - 1, -1, -1):
        edges = slice(int(tree.first_edge[node]), int(tree.first_edge[node + 1]))
        worth, d_worth = game.payoff[edges] + point.value[tree.child[edges]], d_value[tree.child[edges]]
        mover = int(tree.owner[node])
        if mover >= 0:
            actions = actions_of(tree, int(tree.infoset[node]))
            d_value[node] = worth.T @ d_strategy[actions] + np.einsum("a,apu->pu", point.strategy[actions], d_worth)
            d_gain[actions] += np.outer(worth[:, mover], d_belief[node]) + point.belief[node] * d_worth[:, mover]
        else:
            d_value[node] = np.einsum("pe,epu->pu", game.probability[1:, edges], d_worth)
    for row, column, place in blocks_of(tree):
        point.derivatives[place] = d_gain[actions_of(tree, row), unknowns_of(tree, column)].ravel()


def one_shot_gain(tree: TreeStructure, point: Point) -> float:
    """Return the most that one changed choice adds at any information set, after ``evaluate``."""
    most = 0.0
    for infoset in range(len(tree.infoset_player)):
        actions = actions_of(tree, infoset)
        gain = point.gain[actions]
        most = max(most, float(gain.max() - point.strategy[actions] @ gain))
    return most
