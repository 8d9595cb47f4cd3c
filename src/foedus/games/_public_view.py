"""The same game twice: as a tree with information sets and as a public tree, with the way from one to the other.

A form has a public tree if the chance moves at its root deal the types, and if the nodes that the same later moves
lead to, one for every deal, have the same owner and number of moves, and each player groups the deals into
information sets in the same way wherever that player moves: the groups are the player's types. An information set
may hold several histories, of one length, if those of all types at these places do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import prod

import numpy as np
import numpy.typing as npt

from ._extensive_form import CHANCE, TERMINAL, ExtensiveForm, FloatArray, IntArray, Terms
from ._public_tree import PublicTree

Key = tuple[tuple[int, float], ...]
"""Terms of one row: parameters and coefficients."""


@dataclass(frozen=True, slots=True, eq=False)
class PublicView:
    """A game in both forms."""

    form: ExtensiveForm
    tree: PublicTree
    action: IntArray
    """Shape (entry,): the form's action of each entry of a public strategy; every action once."""
    infoset: IntArray
    """Shape (public information set,): the form's information set."""

    def to_public(self, strategy: FloatArray) -> FloatArray:
        """Return a strategy of the form, shape (action, draw), in the order of entries."""
        return strategy[self.action]

    def to_form(self, strategy: FloatArray) -> FloatArray:
        """Return a public strategy, shape (entry, draw), in the form's order of actions."""
        found = np.empty_like(strategy)
        found[self.action] = strategy
        return found


@dataclass(slots=True)
class _Deals:
    """What chance deals before anybody moves."""

    nodes: IntArray
    """Shape (deal,): where play starts after each."""
    edges: list[tuple[int, ...]]
    """The chance edges that lead there."""
    cells: dict[int, npt.NDArray[np.int64]] = field(default_factory=dict)
    """By player that moves: shape (deal,), the type in each deal."""


@dataclass(slots=True)
class _Amounts:
    """Rows of amounts, each kept once."""

    rows: list[Key] = field(default_factory=list)
    place: dict[tuple[Key, ...], int] = field(default_factory=dict)

    def add(self, block: tuple[Key, ...]) -> int:
        if block not in self.place:
            self.place[block] = len(self.rows)
            self.rows += block
        return self.place[block]

    def terms(self) -> Terms:
        sizes = [len(row) for row in self.rows]
        return Terms(
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
            np.array([parameter for row in self.rows for parameter, _ in row], np.int32),
            np.array([coefficient for row in self.rows for _, coefficient in row], np.float64),
        )


def public_view(form: ExtensiveForm) -> PublicView:
    """Return *form* with its public tree, if chance deals types first and the rest does not depend on them.

    Chance moves that follow no player's move deal the types; the odds of those after a move are the same for all.
    Moves that somebody has not seen are kept as such, but gain nothing from this form. Where payoffs allow, they are
    kept by own type (see ``PublicTree``).

    Raises:
        ValueError: the game has no public tree; the message says where it fails.

    Example:
        One side knows whether it is strong; the other sees its move alone:

        >>> from foedus.games import read_efg
        >>> form = read_efg('''EFG 2 R "signal" { "S" "R" } c "" 1 "" { "strong" 1/2 "weak" 1/2 } 0
        ... p "" 1 1 "s" { "go" "stay" } 0 p "" 2 1 "" { "yield" "fight" } 0 t "" 1 "" { 2 0 } t "" 2 "" { 1 -1 }
        ... t "" 3 "" { 0 0 }
        ... p "" 1 2 "w" { "go" "stay" } 0 p "" 2 1 "" { "yield" "fight" } 0 t "" 4 "" { 2 0 } t "" 5 "" { -1 1 }
        ... t "" 6 "" { 0 0 }''').form
        >>> tree = public_view(form).tree
        >>> tree.types.tolist(), tree.nodes, form.nodes
        ([2, 1], 5, 11)
    """
    deals = _deals(form)
    histories = _histories(form, deals)
    copies, first_child = histories.copies, histories.first_child
    owner = np.array([form.owner[nodes[0]] for nodes in copies], np.int32)
    _types(form, deals, copies, owner)
    players = len(form.players)
    types = np.array([1 + deals.cells[p].max() if p in deals.cells else 1 for p in range(players)], np.int32)
    combination = _combinations(form, deals, types)
    count = prod(types.tolist())
    possible = np.zeros(count, bool)
    possible[combination] = True
    factors: list[list[int]] = [[] for _ in range((1 + players) * count)]
    for deal, path in enumerate(deals.edges):
        for row in range(1 + players):
            factors[row * count + combination[deal]] = form.probability[row, list(path)].tolist()
    paid, amounts = _payments(form, deals, histories.entered, types, combination)
    chance = np.full((1 + players, len(copies)), -1, np.int32)
    labels = [""]
    for node, nodes in enumerate(copies):
        for place, child in enumerate(range(first_child[node], first_child[node + 1])):
            edges = form.first_edge[nodes] + place
            if owner[node] == CHANCE:
                chance[:, child] = form.probability[:, edges[0]]
                labels.append("")
            else:
                labels.append(form.action_labels[form.first_action[form.infoset[nodes[0]]] + place])
    tree = PublicTree(
        players=form.players,
        types=types,
        owner=owner,
        first_child=np.array(first_child, np.int32),
        seen_as=np.array(histories.seen_as, np.int32),
        probability=chance,
        possible=possible,
        first_factor=np.concatenate([[0], np.cumsum([len(row) for row in factors])]).astype(np.int32),
        factor=np.array([item for row in factors for item in row], np.int32),
        paid=paid,
        amounts=amounts,
        parameter_names=form.parameter_names,
        move_labels=tuple(labels),
    )
    return PublicView(form, tree, *_ways(form, tree, deals, copies))


def _deals(form: ExtensiveForm) -> _Deals:
    nodes: list[int] = []
    paths: list[tuple[int, ...]] = []
    waiting: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    while waiting:
        node, path = waiting.pop()
        if form.owner[node] != CHANCE:
            nodes.append(node)
            paths.append(path)
            continue
        edges = range(form.first_edge[node], form.first_edge[node + 1])
        waiting += [(int(form.child[edge]), (*path, edge)) for edge in reversed(edges)]
    return _Deals(np.array(nodes, np.int32), paths)


@dataclass(slots=True)
class _Histories:
    """The public nodes, with lists of one entry a node."""

    copies: list[IntArray]
    """Shape (deal,): the form's nodes."""
    entered: list[list[tuple[int, ...]]]
    """By deal, the form's edges just before."""
    first_child: list[int] = field(default_factory=lambda: [1])
    seen_as: list[int] = field(default_factory=list)
    depth: list[int] = field(default_factory=lambda: [0])
    own: list[tuple[int, ...]] = field(default_factory=list)
    """By player, the last own move above (the first node seen as its end), 0 if none."""


def _histories(form: ExtensiveForm, deals: _Deals) -> _Histories:
    found = _Histories([deals.nodes], [deals.edges], own=[(0,) * len(form.players)])
    seen: dict[int, int] = {}
    for node, nodes in enumerate(found.copies):  # grows while it is gone through
        owner, sizes = form.owner[nodes], form.first_edge[nodes + 1] - form.first_edge[nodes]
        name = _name(form, int(nodes[0]))
        if (owner != owner[0]).any() or (sizes != sizes[0]).any():
            raise ValueError(f"who moves, or which moves there are, depends on types: one of the places is {name}")
        edges = form.first_edge[nodes][:, None] + np.arange(sizes[0])
        found.seen_as.append(node)
        if owner[0] == CHANCE:
            numbers = form.probability[:, edges]
            if (numbers != numbers[:, :1]).any():
                raise ValueError(f"the probabilities of {name} depend on types")
        elif owner[0] >= 0:
            first = min(seen.setdefault(infoset, node) for infoset in form.infoset[nodes].tolist())
            found.seen_as[node] = first
            same = (form.infoset[found.copies[first]] == form.infoset[nodes]).all()
            if not same or found.depth[first] != found.depth[node]:
                raise ValueError(f"not all types at {name} tell the same histories apart, or these differ in length")
            if found.own[first][owner[0]] != found.own[node][owner[0]]:
                raise ValueError(f"{form.players[owner[0]]} forgets an own move at {name}")
        found.copies += list(form.child[edges].T)
        found.entered += [[(edge,) for edge in column] for column in edges.T.tolist()]
        found.depth += [found.depth[node] + 1] * int(sizes[0])
        for place in range(sizes[0]):
            move = found.first_child[found.seen_as[node]] + place
            own = list(found.own[node])
            if owner[0] >= 0:
                own[owner[0]] = move
            found.own.append(tuple(own))
        found.first_child.append(len(found.copies))
    return found


def _name(form: ExtensiveForm, node: int) -> str:
    owner = int(form.owner[node])
    if owner == TERMINAL:
        return "the end of play"
    if owner == CHANCE:
        return f"the chance move at node {node}"
    return f"{form.players[owner]} at {form.infoset_labels[form.infoset[node]]!r}"


def _types(form: ExtensiveForm, deals: _Deals, copies: list[IntArray], owner: IntArray) -> None:
    """Group the deals by what each player is told."""
    for node in np.flatnonzero(owner >= 0).tolist():
        player = int(owner[node])
        sets = form.infoset[copies[node]]
        _, first, groups = np.unique(sets, return_index=True, return_inverse=True)
        cells = np.argsort(np.argsort(first))[groups]  # types in the order in which they are dealt
        if (deals.cells.setdefault(player, cells) != cells).any():
            raise ValueError(
                f"what {form.players[player]} knows of the deal changes in play, at {_name(form, int(copies[node][0]))}"
            )


def _combinations(form: ExtensiveForm, deals: _Deals, types: IntArray) -> npt.NDArray[np.int64]:
    """Return the combination of each deal, shape (deal,)."""
    number = np.zeros(len(deals.nodes), np.int64)
    for player, count in enumerate(types.tolist()):
        number = number * count + deals.cells.get(player, 0)
    if len(np.unique(number)) < len(number):
        raise ValueError("two deals look alike to every player who moves: part of what is dealt is seen by nobody")
    return number


def _payments(
    form: ExtensiveForm,
    deals: _Deals,
    entered: list[list[tuple[int, ...]]],
    types: IntArray,
    combination: npt.NDArray[np.int64],
) -> tuple[IntArray, Terms]:
    players, count = len(form.players), prod(types.tolist())
    paid = np.full((len(entered), players, 2 + players), -1, np.int32)
    amounts = _Amounts()
    cells = [deals.cells.get(player, np.zeros(len(deals.nodes), np.int64)) for player in range(players)]
    for node, edges in enumerate(entered):
        for player in range(players):
            columns = _columns(form, edges, player)
            scopes: dict[int, dict[int, FloatArray]] = {}
            for parameter, column in columns.items():
                scope, block = _scope(column, cells, types, combination, count)
                scopes.setdefault(scope, {})[parameter] = block
            for scope, blocks in scopes.items():
                size = len(next(iter(blocks.values())))
                rows = tuple(
                    tuple(
                        (parameter, float(block[place])) for parameter, block in sorted(blocks.items()) if block[place]
                    )
                    for place in range(size)
                )
                paid[node, player, scope] = amounts.add(rows)
    return paid, amounts.terms()


def _columns(form: ExtensiveForm, edges: list[tuple[int, ...]], player: int) -> dict[int, FloatArray]:
    """Return by parameter its coefficient in what *player* is paid, shape (deal,)."""
    found: dict[int, FloatArray] = {}
    first, players = form.payoffs.first, len(form.players)
    for deal, path in enumerate(edges):
        for edge in path:
            row = edge * players + player
            for term in range(first[row], first[row + 1]):
                column = found.setdefault(int(form.payoffs.parameter[term]), np.zeros(len(edges)))
                column[deal] += form.payoffs.coefficient[term]
    return found


def _scope(
    column: FloatArray,
    cells: list[npt.NDArray[np.int64]],
    types: IntArray,
    combination: npt.NDArray[np.int64],
    count: int,
) -> tuple[int, FloatArray]:
    """Return the narrowest scope that a coefficient depends on, and the coefficient by place in that scope."""
    if (column == column[0]).all():
        return 0, column[:1]
    for player, of in enumerate(cells):
        block = np.zeros(types[player])
        block[of] = column
        if (block[of] == column).all():
            return 1 + player, block
    whole = np.zeros(count)
    whole[combination] = column
    return 1 + len(cells), whole


def _ways(form: ExtensiveForm, tree: PublicTree, deals: _Deals, copies: list[IntArray]) -> tuple[IntArray, IntArray]:
    action = np.empty(tree.entries, np.int32)
    infoset = np.empty(tree.infosets, np.int32)
    first_entry, first_infoset = tree.first_entry, tree.first_infoset
    for node in np.flatnonzero((tree.owner >= 0) & (tree.seen_as == np.arange(tree.nodes))).tolist():
        cells = deals.cells[int(tree.owner[node])]
        sets = np.empty(tree.types[tree.owner[node]], np.int32)
        sets[cells] = form.infoset[copies[node]]
        infoset[first_infoset[node] : first_infoset[node] + len(sets)] = sets
        for place, child in enumerate(range(tree.first_child[node], tree.first_child[node + 1])):
            action[first_entry[child] : first_entry[child] + len(sets)] = form.first_action[sets] + place
    return action, infoset
