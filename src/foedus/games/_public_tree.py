"""Multi-stage games with observed actions and private types, as one tree of public histories.

Chance first deals every player a *type*, which that player alone is told; from then on everybody sees every move
(Fudenberg and Tirole 1991, section 8.2.3). So the histories that everybody has seen form a tree of their own, and what
depends on types is a vector beside each of its nodes: a mover's strategy there is a matrix (move, own type), reach is
one vector over types a player. The information-set tree of the same game copies each public node once for every
combination of types: 10,230 information sets of ten types a side are 307,001 nodes there and 3,070 here.

Index conventions. Nodes are numbered breadth first; node 0 is the root, and the children of node ``n`` are
``first_child[n] .. first_child[n + 1] - 1``, in the order of the moves. A move is named by the node it leads to.
Players count from 0. A *combination* gives every player a type; combinations are numbered with the last player's type
running fastest (C order). Information set ``first_infoset[n] + t`` is the mover's at node ``n`` with type ``t``;
*entry* ``first_entry[c] + t`` of a strategy is the probability that the mover, of type ``t``, makes the move to ``c``.

Moves made together are written one after the other: nodes that differ in what their mover has not seen are *seen as*
the first of them, and share its information sets and entries. They lie at one depth and follow the same own moves.

Payoffs are paid on entering a node (at the root: with the deal), as a sum over *scopes*: 0 is paid whatever the types,
``1 + q`` depends on the type of player ``q`` alone, the last on the whole combination. So private values cost one row a
type. Rows of amounts may be shared between nodes. A batch is one tree and ``parameters[parameter, draw]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from ._extensive_form import FloatArray, IntArray, Terms

BoolArray = npt.NDArray[np.bool_]

_SMALLEST = 1e-300
"""A type dealt with less probability than this counts as dealt with this, so that beliefs are defined everywhere."""


@dataclass(frozen=True, slots=True, eq=False)
class PublicTree:
    """A game with observed actions; see the module for the index conventions."""

    players: tuple[str, ...]
    types: IntArray
    """Shape (player,): how many types each has; 1 for a player without private information."""
    owner: IntArray
    """Shape (node,): the player who moves, CHANCE (everybody sees the outcome) or TERMINAL."""
    first_child: IntArray
    """Shape (node + 1,)."""
    seen_as: IntArray
    """Shape (node,): the first node that the mover cannot tell from this one; mostly the node itself."""
    probability: IntArray
    """Shape (1 + player, node): the parameter holding the probability of the chance move to a node, -1 for others.
    Row 0 is the case's own, row 1 + p is what player p believes; so too for the deal."""
    possible: BoolArray
    """Shape (combination,): which combinations are dealt at all; every type of a player is in some."""
    first_factor: IntArray
    """Shape ((1 + player) * combination + 1,): a combination's probability is the product of its factors."""
    factor: IntArray
    """Parameters, by rows of ``first_factor``."""
    paid: IntArray
    """Shape (node, player, 2 + player): by scope, the first row of ``amounts`` paid on entering a node, -1 for none."""
    amounts: Terms
    parameter_names: tuple[str, ...]
    type_labels: tuple[tuple[str, ...], ...] = ()
    """By player, or none."""
    move_labels: tuple[str, ...] = ()
    """One a node: the move that leads there; or none."""

    def __post_init__(self) -> None:
        for array in (
            self.types,
            self.owner,
            self.first_child,
            self.seen_as,
            self.probability,
            self.possible,
            self.first_factor,
            self.factor,
            self.paid,
        ):
            array.flags.writeable = False

    @property
    def nodes(self) -> int:
        """Number of public nodes."""
        return len(self.owner)

    @property
    def combinations(self) -> int:
        """Number of combinations of types, possible or not."""
        return prod(self.types.tolist())

    @property
    def infosets(self) -> int:
        """Number of information sets over all players."""
        own = (self.owner >= 0) & (self.seen_as == np.arange(self.nodes))
        return int(self.types[self.owner[own]].sum())

    @property
    def entries(self) -> int:
        """Number of entries of a strategy: moves times types, over all decision nodes."""
        own = (self.mover >= 0) & (self.move_as == np.arange(self.nodes))
        return int(self.types[self.mover[own]].sum())

    @property
    def parent(self) -> IntArray:
        """Shape (node,): -1 for the root."""
        above = np.repeat(np.arange(self.nodes, dtype=np.int32), np.diff(self.first_child))
        return np.concatenate([np.array([-1], np.int32), above])

    @property
    def mover(self) -> IntArray:
        """Shape (node,): who makes the move that leads to a node, a player or CHANCE; TERMINAL at the root."""
        return np.concatenate([np.array([-2], np.int32), self.owner[self.parent[1:]]])

    @property
    def move_as(self) -> IntArray:
        """Shape (node,): the move that shares the entries of the move to each node; mostly that move itself."""
        above = self.parent[1:]
        place = np.arange(1, self.nodes, dtype=np.int32) - self.first_child[above]
        return np.concatenate([np.zeros(1, np.int32), self.first_child[self.seen_as[above]] + place])

    @property
    def first_entry(self) -> IntArray:
        """Shape (node,): the first entry of the move to a node, -1 where no player makes it."""
        return _starts(self.mover, self.types, self.move_as)

    @property
    def first_infoset(self) -> IntArray:
        """Shape (node,): the first information set at a node, -1 where no player moves."""
        return _starts(self.owner, self.types, self.seen_as)

    @property
    def levels(self) -> list[slice]:
        """The nodes by their distance from the root, nearest first."""
        found = [slice(0, 1)]
        while (below := int(self.first_child[found[-1].stop])) > found[-1].stop:
            found.append(slice(found[-1].stop, below))
        return found

    def combination_types(self, player: int) -> IntArray:
        """Return the type of *player* in every combination, shape (combination,)."""
        places = np.arange(self.combinations, dtype=np.int32)
        inner = prod(self.types[player + 1 :].tolist())
        found: IntArray = places // inner % self.types[player]
        return found

    def log_prior(self, parameters: FloatArray, *, row: int = 0) -> FloatArray:
        """Return the logarithm of every combination's probability, shape (combination, draw); -inf where impossible.

        Args:
            parameters: shape (parameter, draw).
            row: 0 for the case's own prior, 1 + p for what player p believes.
        """
        count = self.combinations
        first = self.first_factor[row * count : (row + 1) * count + 1]
        found = np.zeros((count, parameters.shape[1]))
        filled = np.flatnonzero(np.diff(first))
        if len(filled):
            logs = np.log(np.maximum(parameters[self.factor[first[0] : first[-1]]], _SMALLEST))
            found[filled] = np.add.reduceat(logs, first[filled] - first[0], axis=0)
        found[~self.possible] = -np.inf
        return found


def _starts(player: IntArray, types: IntArray, first: IntArray) -> IntArray:
    """Return where each node's run over the types of its *player* starts, -1 where that is no player.

    A node has the run of the node *first* says.
    """
    own = (player >= 0) & (first == np.arange(len(first)))
    size = np.where(own, types[np.maximum(player, 0)], 0)
    start = (np.cumsum(size) - size)[first]
    return np.where(player >= 0, start, -1).astype(np.int32)
