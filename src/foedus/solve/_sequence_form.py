"""The sequence form of a two-player game: its size is the tree's, not that of the table of plans.

A *sequence* of a player is the list of own moves that leads to a node. With perfect recall all nodes of an
information set share one sequence, so a sequence is named by its last move, and a behaviour strategy becomes a vector
of realisation weights under one linear equation an information set (Koller, Megiddo and von Stengel 1996;
von Stengel 1996). Numbers here: sequence 0 is empty, sequence ``1 + k`` ends in the player's ``k``-th action.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from foedus.games import CHANCE, ExtensiveForm, FloatArray

_TOLERANCE = 1e-9
"""Sums of payoffs closer than this share of the range of payoffs count as equal."""

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


def sequences(form: ExtensiveForm) -> Sequences:
    """Return the sequences of *form*.

    Raises:
        ValueError: a player forgets an own earlier move.
    """
    players = len(form.players)
    of_action = np.zeros(form.actions, np.int64)
    count = [1] * players
    for infoset, player in enumerate(form.infoset_player.tolist()):
        first, last = int(form.first_action[infoset]), int(form.first_action[infoset + 1])
        of_action[first:last] = np.arange(count[player], count[player] + last - first)
        count[player] += last - first
    at_node = np.zeros((players, form.nodes), np.int64)
    on_edge = np.zeros((players, len(form.child)), np.int64)
    before = np.full(form.infosets, -1, np.int64)
    for node in range(form.nodes):
        first, last = int(form.first_edge[node]), int(form.first_edge[node + 1])
        if first == last:
            continue
        on_edge[:, first:last] = at_node[:, node, None]
        owner, infoset = int(form.owner[node]), int(form.infoset[node])
        if owner >= 0:
            here = int(at_node[owner, node])
            if before[infoset] not in (-1, here):
                name = form.infoset_labels[infoset] or infoset + 1
                raise ValueError(f"{form.players[owner]} forgets an own move at information set {name!r}")
            before[infoset] = here
            start = int(form.first_action[infoset])
            on_edge[owner, first:last] = of_action[start : start + last - first]
        below = form.child[first:last]
        # A report's edges all lead to one node: what is done there is not remembered and changes nothing below.
        merged = last - first > 1 and bool((below == below[0]).all())
        at_node[:, below] = at_node[:, node, None] if merged else on_edge[:, first:last]
    return Sequences(at_node, on_edge, before, of_action, tuple(count))


def chance_reach(form: ExtensiveForm, parameters: FloatArray) -> FloatArray:
    """Return the probability, shape (edge, draw), that chance alone lets each edge be taken.

    Raises:
        ValueError: the players disagree about chance, so that no payoff is one player's loss for the other's gain.
    """
    moved = np.repeat(form.owner, np.diff(form.first_edge)) == CHANCE
    probability = parameters[form.probability[:, moved]]
    if probability.size and np.abs(probability - probability[0]).max() > _TOLERANCE:
        raise ValueError("the players disagree about the probabilities of chance, so the game has no zero-sum value")
    weight = np.ones((len(form.child), parameters.shape[1]))
    weight[moved] = probability[0]
    reach = np.zeros((form.nodes, parameters.shape[1]))
    reach[0] = 1.0
    taken = np.zeros_like(weight)
    for node in range(form.nodes):
        edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
        if edges.start < edges.stop:
            taken[edges] = reach[node] * weight[edges]
            if form.owner[node] == CHANCE:
                np.add.at(reach, form.child[edges], taken[edges])
            else:
                reach[form.child[edges]] = reach[node]
    return taken


def ranges(form: ExtensiveForm, paid: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the least and the largest total over all ends of play of *paid*, shape (edge, …), for each column."""
    low = np.zeros((form.nodes, *paid.shape[1:]))
    high = np.zeros_like(low)
    for node in range(form.nodes - 1, -1, -1):
        edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
        if edges.start < edges.stop:
            low[node] = (paid[edges] + low[form.child[edges]]).min(axis=0)
            high[node] = (paid[edges] + high[form.child[edges]]).max(axis=0)
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
