"""Finite games in extensive form as flat arrays, with payoffs and chance linear in a vector of parameters.

Index conventions. Nodes are numbered so that a parent precedes its children; node 0 is the root. The edges of node
``n`` are ``first_edge[n] .. first_edge[n + 1] - 1``, in the order of the actions. Players count from 0. Information
sets are numbered over all players; the actions of information set ``i`` are ``first_action[i] ..
first_action[i + 1] - 1`` in the flat list of actions.

Several edges of one node may lead to the same child (an audience's report: it pays, but nobody sees it and nothing
later depends on it); except for that a node has one parent, so the graph is a tree.

A *batch* of games is one structure with a matrix of parameters, ``parameters[parameter, draw]``: the draw is the
last, contiguous axis everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

CHANCE = -1
TERMINAL = -2

IntArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """A sparse matrix in compressed rows: row ``r`` is ``sum(coefficient * parameters[parameter])``.

    Rows are ``edge * players + player``.
    """

    first: IntArray
    """Shape (rows + 1,)."""
    parameter: IntArray
    coefficient: FloatArray

    def __post_init__(self) -> None:
        for array in (self.first, self.parameter, self.coefficient):
            array.flags.writeable = False

    def __reduce__(self) -> tuple[type[Terms], tuple[object, ...]]:
        """Travel between processes through the constructor, so that arrays arrive read-only."""
        return type(self), tuple(getattr(self, field.name) for field in fields(self))

    def evaluate(self, parameters: FloatArray) -> FloatArray:
        """Return the rows, shape (rows, draw), for parameters of shape (parameter, draw)."""
        rows = np.zeros((len(self.first) - 1, parameters.shape[1]))
        filled = np.flatnonzero(np.diff(self.first))
        if len(filled):
            terms = self.coefficient[:, None] * parameters[self.parameter]
            rows[filled] = np.add.reduceat(terms, self.first[filled], axis=0)
        return rows


@dataclass(frozen=True, slots=True, eq=False)
class ExtensiveForm:
    """A game tree; see the module for the index conventions."""

    players: tuple[str, ...]
    owner: IntArray
    """Shape (node,): the player who moves, CHANCE or TERMINAL."""
    infoset: IntArray
    """Shape (node,): information set of a decision node, -1 elsewhere."""
    parent: IntArray
    """Shape (node,): -1 for the root."""
    first_edge: IntArray
    """Shape (node + 1,)."""
    child: IntArray
    """Shape (edge,)."""
    probability: IntArray
    """Shape (1 + player, edge): the parameter holding the probability of a chance edge, -1 for other edges.
    Row 0 is the case's own prior; row 1 + p is what player p believes (the same unless the case says otherwise)."""
    payoffs: Terms
    """Paid on an edge; rows are ``edge * len(players) + player``."""
    infoset_player: IntArray
    """Shape (infoset,)."""
    first_action: IntArray
    """Shape (infoset + 1,)."""
    parameter_names: tuple[str, ...]
    infoset_labels: tuple[str, ...]
    action_labels: tuple[str, ...]
    """One an action, in the flat order."""
    node_labels: tuple[str, ...] = ()
    chance_labels: tuple[str, ...] = ()
    """One a chance edge, in the order of the edges, or none."""

    def __post_init__(self) -> None:
        for array in (
            self.owner,
            self.infoset,
            self.parent,
            self.first_edge,
            self.child,
            self.probability,
            self.infoset_player,
            self.first_action,
        ):
            array.flags.writeable = False

    def __reduce__(self) -> tuple[type[ExtensiveForm], tuple[object, ...]]:
        """Travel between processes through the constructor, so that arrays arrive read-only."""
        return type(self), tuple(getattr(self, field.name) for field in fields(self))

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return len(self.owner)

    @property
    def infosets(self) -> int:
        """Number of information sets."""
        return len(self.infoset_player)

    @property
    def actions(self) -> int:
        """Number of actions over all information sets."""
        return int(self.first_action[-1])
