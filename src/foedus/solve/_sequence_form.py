"""The sequence form of a two-player game: its size is the tree's, not that of the table of plans.

A *sequence* of a player is the list of own moves that leads to a node. With perfect recall all nodes of an
information set share one sequence, so a sequence is named by its last move, and a behaviour strategy becomes a vector
of realisation weights under one linear equation an information set (Koller, Megiddo and von Stengel 1996;
von Stengel 1996). Numbers here: sequence 0 is empty, sequence ``1 + k`` ends in the player's ``k``-th action.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from foedus.games import CHANCE, ExtensiveForm, FloatArray

from ._recall import told_forgetting

_TOLERANCE = 1e-9
"""Sums of payoffs closer than this share of the range of payoffs count as equal."""
_NEVER = 1e-12
"""A sequence of less weight than this counts as not played."""

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Sequences:
    """The sequences of every player of a tree."""

    at_node: Indices
    """Shape (player, node): the player's sequence at each node."""
    on_edge: Indices
    """Shape (player, edge): the same after the edge, its own move included."""
    before: Indices
    """Shape (infoset,): the sequence of an information set's player there."""
    of_action: Indices
    """Shape (action,): the sequence that ends in each action."""
    count: tuple[int, ...]
    """Number of sequences of each player, the empty one included."""


def _layers(form: ExtensiveForm) -> tuple[Indices, list[Indices]]:
    """Return the node that each edge leaves, and the edges by their distance from the root, nearest first."""
    source = np.repeat(np.arange(form.nodes), np.diff(form.first_edge))
    depth = [0] * form.nodes
    for node, above in enumerate(form.parent.tolist()):
        if above >= 0:
            depth[node] = depth[above] + 1
    at = np.array(depth)[source]
    order = np.argsort(at, kind="stable")
    return source, np.split(order, np.flatnonzero(np.diff(at[order])) + 1) if len(order) else []


def sequences(form: ExtensiveForm) -> Sequences:
    """Return the sequences of *form*.

    Raises:
        ValueError: a player forgets an own earlier move.
    """
    players = len(form.players)
    of_action = np.zeros(form.actions, np.int64)
    mover = np.repeat(form.infoset_player, np.diff(form.first_action))
    count = [1 + int((mover == player).sum()) for player in range(players)]
    for player in range(players):
        of_action[mover == player] = np.arange(1, count[player])
    source, layers = _layers(form)
    owner = form.owner[source]
    decided = np.flatnonzero(owner >= 0)
    place = decided - form.first_edge[source[decided]]
    own = np.zeros(len(source), np.int64)
    own[decided] = of_action[form.first_action[form.infoset[source[decided]]] + place]
    merged = _merged(form)[source]
    at_node = np.zeros((players, form.nodes), np.int64)
    on_edge = np.zeros((players, len(form.child)), np.int64)
    for edges in layers:
        before_move = at_node[:, source[edges]]
        on_edge[:, edges] = before_move
        moved = edges[owner[edges] >= 0]
        on_edge[owner[moved], moved] = own[moved]
        at_node[:, form.child[edges]] = np.where(merged[edges], before_move, on_edge[:, edges])
    nodes = np.flatnonzero(form.owner >= 0)
    here = at_node[form.owner[nodes], nodes]
    before = np.zeros(form.infosets, np.int64)
    before[form.infoset[nodes]] = here
    differ = np.flatnonzero(before[form.infoset[nodes]] != here)
    if len(differ):
        raise ValueError(told_forgetting(form, int(form.infoset[nodes[differ[0]]])))
    return Sequences(at_node, on_edge, before, of_action, tuple(count))


def _merged(form: ExtensiveForm) -> npt.NDArray[np.bool_]:
    """Return the nodes whose several edges all lead to one: what is done there is not remembered below."""
    merged = np.zeros(form.nodes, bool)
    several = np.flatnonzero(np.diff(form.first_edge) > 1)
    first, last = form.child[form.first_edge[several]], form.child[form.first_edge[several + 1] - 1]
    for node in several[first == last].tolist():
        below = form.child[form.first_edge[node] : form.first_edge[node + 1]]
        merged[node] = bool((below == below[0]).all())
    return merged


def chance_reach(form: ExtensiveForm, parameters: FloatArray) -> FloatArray:
    """Return the probability, shape (edge, draw), that chance alone lets each edge be taken.

    Raises:
        ValueError: the players disagree about chance, so that no payoff is one player's loss for the other's gain.
    """
    moved = np.repeat(form.owner, np.diff(form.first_edge)) == CHANCE
    probability = parameters[form.probability[:, moved]]
    if probability.size and np.abs(probability - probability[0]).max() > _TOLERANCE:
        raise ValueError("the players disagree about the probabilities of chance, so the game has no zero-sum value")
    return believed_reach(form, parameters, row=0)


def believed_reach(form: ExtensiveForm, parameters: FloatArray, *, row: int) -> FloatArray:
    """Return the probability, shape (edge, draw), that chance alone lets each edge be taken, as *row* has it."""
    moved = np.repeat(form.owner, np.diff(form.first_edge)) == CHANCE
    weight = np.ones((len(form.child), parameters.shape[1]))
    weight[moved] = parameters[form.probability[row, moved]]
    reach = np.zeros((form.nodes, parameters.shape[1]))
    reach[0] = 1.0
    taken = np.zeros_like(weight)
    source, layers = _layers(form)
    for edges in layers:
        taken[edges] = reach[source[edges]] * weight[edges]
        drawn, free = edges[moved[edges]], edges[~moved[edges]]
        np.add.at(reach, form.child[drawn], taken[drawn])
        reach[form.child[free]] = taken[free]
    return taken


def behaviour(form: ExtensiveForm, plan: Sequences, weights: Mapping[int, FloatArray]) -> FloatArray:
    """Return the probability of every action given its information set, from players' realisation weights.

    Uniform where a player's own moves never lead, and for players without weights.
    """
    strategy = np.zeros(form.actions)
    for infoset, player in enumerate(form.infoset_player.tolist()):
        actions = slice(int(form.first_action[infoset]), int(form.first_action[infoset + 1]))
        each = np.ones(actions.stop - actions.start)
        if player in weights:
            each = np.maximum(weights[player][plan.of_action[actions]], 0.0)
        total = float(each.sum())
        strategy[actions] = each / total if total > _NEVER else 1.0 / len(each)
    return strategy


def equations(form: ExtensiveForm, plan: Sequences, player: int) -> tuple[Indices, Indices, FloatArray, int]:
    """Return rows, columns and entries of: the empty sequence, then each set's actions less what led there."""
    sets = np.flatnonzero(form.infoset_player == player)
    sizes = np.diff(form.first_action)[sets]
    actions = np.flatnonzero(np.repeat(form.infoset_player, np.diff(form.first_action)) == player)
    rows = 1 + np.arange(len(sets))
    row = np.concatenate([[0], rows, np.repeat(rows, sizes)])
    column = np.concatenate([[0], plan.before[sets], plan.of_action[actions]])
    entry = np.concatenate([[1.0], -np.ones(len(sets)), np.ones(len(actions))])
    return row, column, entry, 1 + len(sets)


def ranges(form: ExtensiveForm, paid: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the least and the largest total over all ends of play of *paid*, shape (edge, …), for each column."""
    low = np.zeros((form.nodes, *paid.shape[1:]))
    high = np.zeros_like(low)
    source, layers = _layers(form)
    for edges in reversed(layers):
        nodes, start = np.unique(source[edges], return_index=True)
        low[nodes] = np.minimum.reduceat(paid[edges] + low[form.child[edges]], start, axis=0)
        high[nodes] = np.maximum.reduceat(paid[edges] + high[form.child[edges]], start, axis=0)
    return low[0], high[0]


def constant_sum(form: ExtensiveForm, paid: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what two players get together at every end, and the range of their payoffs, each of shape (draw,).

    Args:
        form: a game of two players.
        paid: shape (edge, player, draw).

    Raises:
        ValueError: the sum is not the same at every end.
    """
    low, high = ranges(form, np.concatenate([paid, paid.sum(axis=1, keepdims=True)], axis=1))
    spread = (high - low)[:2].max(axis=0)
    wide = high[2] - low[2] > _TOLERANCE * np.maximum(spread, 1e-300)
    if wide.any():
        draw = int(wide.argmax())
        raise ValueError(
            f"the game is not constant-sum: together the players get between {low[2, draw]:.6g} and"
            f" {high[2, draw]:.6g}; use the sequential concept"
        )
    return (low[2] + high[2]) / 2, spread
