"""What the logit kernels need to know of a tree, worked out once for all draws.

The Jacobian of the logit equations couples two information sets only if a node of one lies above a node of the
other, so eliminating them in an order of small degree keeps it sparse: fill stays close to the ancestor pattern.
Nodes whose edges all lead to one child (an audience's report) never separate the nodes below them.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from foedus.games import CHANCE, ExtensiveForm, FloatArray, IntArray

from ._recall import told_forgetting


class TreeStructure(NamedTuple):
    """Index arrays of one tree; ``pair`` runs over (decision node, decision node above it), nearest first.

    A named tuple, because the kernels take it whole.
    """

    owner: IntArray
    """This and the next nine are those of the form."""
    infoset: IntArray
    first_edge: IntArray
    child: IntArray
    infoset_player: IntArray
    first_action: IntArray
    probability: IntArray
    term_first: IntArray
    term_parameter: IntArray
    term_coefficient: FloatArray
    edge_action: IntArray
    """Shape (edge,): flat action of a decision edge, -1 for chance."""
    up_node: IntArray
    """Shape (node,): nearest decision node above that separates, -1 at the top."""
    up_action: IntArray
    """Shape (node,): flat action taken there."""
    first_pair: IntArray
    """Shape (node + 1,): the pairs of a decision node."""
    down_block: IntArray
    """Shape (pair,): start of the block (row: set above, column: this set) in the list of derivatives."""
    up_block: IntArray
    """Shape (pair,): start of the block (row: this set, column: set above); -1 where it vanishes (own moves)."""
    derivatives: int
    """Length of the list of derivatives; a block is actions(row) × (actions(column) - 1), by rows."""
    order: IntArray
    """Shape (infoset,): information sets in the order of elimination."""
    first_unknown: IntArray
    """Shape (infoset,): index of an information set's first unknown; it has actions - 1 of them."""
    unknowns: int
    row_first: IntArray
    """Shape (infoset + 1,): blocks of a filled row, by position in ``order``."""
    row_set: IntArray
    """Shape (block,): column information set, in elimination order within a row."""
    row_block: IntArray
    """Shape (block,): start in the list of derivatives, -1 for pure fill."""
    row_offset: IntArray
    """Shape (block,): offset of the block within the stored row."""
    row_diagonal: IntArray
    """Shape (infoset,): which block of the row is the diagonal one, by position in ``order``."""
    row_start: IntArray
    """Shape (infoset,): start of the stored rows of a set, by information set."""
    row_width: IntArray
    """Shape (infoset,): length of a stored row, by information set."""
    position: IntArray
    """Shape (infoset,): position in ``order``."""
    stored: int
    """Length of all stored rows."""
    run_first: IntArray
    """Shape (infoset + 1,): the runs of a row behind its diagonal block, by position in ``order``: neighbouring columns
    taken together, for the inner loop of the factors to be long."""
    run_column: IntArray
    """Shape (run,): first unknown."""
    run_length: IntArray
    run_offset: IntArray
    """Shape (run,): offset within the stored row."""


def tree_structure(form: ExtensiveForm) -> TreeStructure:
    """Return the index arrays of *form*.

    Raises:
        ValueError: a player forgets (two nodes of one set differ in own earlier moves), players disagree about a
            chance move below a decision, or some but not all edges of a node lead to one child.
    """
    nodes, first_edge, child = form.nodes, form.first_edge, form.child
    edge_action = np.full(len(child), -1, np.int32)
    up_node = np.full(nodes, -1, np.int32)
    up_action = np.full(nodes, -1, np.int32)
    for node in range(nodes):
        first, last = int(first_edge[node]), int(first_edge[node + 1])
        owner = int(form.owner[node])
        if owner >= 0:
            start = int(form.first_action[form.infoset[node]])
            edge_action[first:last] = np.arange(start, start + last - first)
        merged = last - first > 1 and bool((child[first:last] == child[first]).all())
        if len(set(child[first:last].tolist())) < last - first and not (merged and owner >= 0):
            raise ValueError("edges of one node may lead to one child only if all of a decision's do")
        for edge in range(first, last):
            below = int(child[edge])
            if owner >= 0 and not merged:
                up_node[below], up_action[below] = node, edge_action[edge]
            else:
                up_node[below], up_action[below] = up_node[node], up_action[node]
    _check_disagreement(form, up_node)
    _check_recall(form, up_node, up_action)
    pairs = _pairs(form, up_node)
    sizes = np.diff(form.first_action)
    blocks: dict[tuple[int, int], int] = {}
    total = 0

    def block(row: int, column: int) -> int:
        nonlocal total
        if (row, column) not in blocks:
            blocks[row, column] = total
            total += int(sizes[row] * (sizes[column] - 1))
        return blocks[row, column]

    first_pair = np.zeros(nodes + 1, np.int32)
    down, up = [], []
    for node in range(nodes):
        for above in pairs[node]:
            here, there = int(form.infoset[node]), int(form.infoset[above])
            down.append(block(there, here))
            up.append(-1 if form.owner[node] == form.owner[above] else block(here, there))
        first_pair[node + 1] = len(down)
    rows, order = _fill(form.infosets, blocks)
    position = np.empty(form.infosets, np.int32)
    position[order] = np.arange(form.infosets)
    first_unknown = np.zeros(form.infosets, np.int32)
    unknown = 0
    for infoset in order:
        first_unknown[infoset] = unknown
        unknown += int(sizes[infoset]) - 1
    run_first, runs = [0], _Runs()
    row_first: list[int] = [0]
    row_set: list[int] = []
    row_block: list[int] = []
    row_offset: list[int] = []
    diagonal: list[int] = []
    row_start = np.zeros(form.infosets, np.int32)
    row_width = np.zeros(form.infosets, np.int32)
    stored = 0
    for infoset in order:
        width = 0
        for column in sorted(rows[infoset], key=lambda item: position[item]):
            if column == infoset:
                diagonal.append(len(row_set) - row_first[-1])
            row_set.append(column)
            row_block.append(blocks.get((infoset, column), -1))
            row_offset.append(width)
            if position[column] > position[infoset]:
                runs.add(int(first_unknown[column]), int(sizes[column]) - 1, width, since=run_first[-1])
            width += int(sizes[column]) - 1
        row_first.append(len(row_set))
        run_first.append(len(runs.column))
        row_start[infoset], row_width[infoset] = stored, width
        stored += width * (int(sizes[infoset]) - 1)
    return TreeStructure(
        form.owner, form.infoset, form.first_edge, form.child, form.infoset_player, form.first_action,
        form.probability, form.payoffs.first, form.payoffs.parameter, form.payoffs.coefficient,
        edge_action, up_node, up_action, first_pair, _ints(down), _ints(up), total, _ints(order), first_unknown,
        unknown, _ints(row_first), _ints(row_set), _ints(row_block), _ints(row_offset), _ints(diagonal),
        row_start, row_width, position, stored, _ints(run_first), _ints(runs.column), _ints(runs.length),
        _ints(runs.offset),
    )  # fmt: skip


@dataclass(slots=True)
class _Runs:
    column: list[int] = field(default_factory=list)
    length: list[int] = field(default_factory=list)
    offset: list[int] = field(default_factory=list)

    def add(self, column: int, length: int, offset: int, *, since: int) -> None:
        """Take in a block of columns, joined to the last one if they touch and it is of the same row."""
        if len(self.column) > since and self.column[-1] + self.length[-1] == column:
            self.length[-1] += length
        elif length:
            self.column.append(column)
            self.length.append(length)
            self.offset.append(offset)


def _ints(values: list[int]) -> IntArray:
    return np.array(values, np.int32)


def _pairs(form: ExtensiveForm, up_node: IntArray) -> list[list[int]]:
    pairs: list[list[int]] = []
    for node in range(form.nodes):
        above: list[int] = []
        if form.owner[node] >= 0:
            walk = int(up_node[node])
            while walk >= 0:
                above.append(walk)
                walk = int(up_node[walk])
        pairs.append(above)
    return pairs


def _check_disagreement(form: ExtensiveForm, up_node: IntArray) -> None:
    for node in np.flatnonzero(form.owner == CHANCE):
        edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
        if up_node[node] >= 0 and (form.probability[:, edges] != form.probability[0, edges]).any():
            raise ValueError("players may disagree only about chance moves that come before every decision")


def _check_recall(form: ExtensiveForm, up_node: IntArray, up_action: IntArray) -> None:
    """Compare each node's last own action with that of its information set: equal everywhere is perfect recall."""
    last_own: dict[int, int] = {}
    for node in range(form.nodes):
        player = int(form.owner[node])
        if player < 0:
            continue
        walk = node
        while up_node[walk] >= 0 and form.owner[up_node[walk]] != player:
            walk = int(up_node[walk])
        own = int(up_action[walk]) if up_node[walk] >= 0 else -1
        infoset = int(form.infoset[node])
        if last_own.setdefault(infoset, own) != own:
            raise ValueError(told_forgetting(form, infoset))


def _fill(infosets: int, blocks: dict[tuple[int, int], int]) -> tuple[list[set[int]], list[int]]:
    """Return the filled symmetric pattern by row and an elimination order of least degree (Markowitz 1957)."""
    neighbours: list[set[int]] = [set() for _ in range(infosets)]
    for row, column in blocks:
        if row != column:
            neighbours[row].add(column)
            neighbours[column].add(row)
    rows: list[set[int]] = [{infoset} for infoset in range(infosets)]
    heap = [(len(neighbours[infoset]), infoset) for infoset in range(infosets)]
    heapq.heapify(heap)
    done = [False] * infosets
    order: list[int] = []
    while heap:
        degree, infoset = heapq.heappop(heap)
        if done[infoset] or degree != len(neighbours[infoset]):
            continue
        done[infoset] = True
        order.append(infoset)
        near = neighbours[infoset]
        for other in near:
            rows[infoset].add(other)
            rows[other].add(infoset)
            neighbours[other] |= near
            neighbours[other] -= {other, infoset}
            heapq.heappush(heap, (len(neighbours[other]), other))
    return rows, _bottom_up(rows, order)


def _bottom_up(rows: list[set[int]], order: list[int]) -> list[int]:
    """Return an order with the same fill in which what is eliminated together stands together.

    It goes through the elimination tree from the bottom, branch after branch (Liu 1990).
    """
    place = {infoset: number for number, infoset in enumerate(order)}
    below: dict[int, list[int]] = {}
    for infoset in order:
        later = [place[other] for other in rows[infoset] if place[other] > place[infoset]]
        below.setdefault(order[min(later)] if later else -1, []).append(infoset)
    found: list[int] = []
    waiting = [-1]
    while waiting:  # parents first, last branch first: the reverse of what is wanted
        infoset = waiting.pop()
        found.append(infoset)
        waiting.extend(below.get(infoset, ()))
    return found[:0:-1]
