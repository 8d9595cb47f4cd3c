"""Read a game from JSON: the arrays of an extensive form, by name.

An object with the keys

* ``format`` ("foedus-game") and ``version`` (1); if wanted ``title`` and ``comment``;
* ``players``: their names, numbered from 0;
* ``information_sets``: a list of objects with ``player``, ``label`` and ``actions``, numbered from 0;
* ``parameters``: ``name`` and ``value`` of the game's numbers, a list each;
* ``nodes``, lists with one item a node, a parent before its children, the first one the root: ``owner`` (a player, -1
  for chance, -2 for an end), ``information_set`` (-1 where no player moves), ``edges`` (how many leave the node); if
  wanted ``label``, and ``outcome``, the name of what is paid on the way there;
* ``edges``, lists with one item an edge, node by node, in the order of the actions: ``to`` (a node), ``probability``
  (a parameter at a chance node, else -1); if wanted ``chance``, the labels of chance's edges alone, and ``beliefs``, a
  list like ``probability`` for every player. Several edges of one node may lead to the same one;
* ``payoffs``, lists with one item a payment: ``edge``, ``player``, ``parameter`` and ``coefficient``; the edge pays the
  player the coefficient times the parameter.
"""

from __future__ import annotations

import numpy as np

from foedus._core import LimitError

from .._extensive_form import CHANCE, TERMINAL, ExtensiveForm, FloatArray, IntArray, Terms
from ._game import MAX_NODES, Game, check_size
from ._json_values import JsonValues, Mask
from ._text import BYTE_ORDER_MARK, Findings
from ._write_json import FORMAT, VERSION

_NEEDS = ("format", "version", "players", "information_sets", "parameters", "nodes", "edges", "payoffs")
_SUM_TOLERANCE = 1e-6
_MOST_PAYMENTS = 20_000_000


def read_game_json(text: str, *, name: str = "game.json") -> Game:
    """Return the game in a JSON *text*, as ``write_game_json`` writes it.

    Args:
        text: the file.
        name: what to call it in findings.

    Raises:
        CaseError: the text is no game; the finding says where and what to write.
        LimitError: it is too large.

    >>> from foedus.games import read_efg, write_game_json
    >>> game = read_efg('EFG 2 R "" { "A" } p "" 1 1 "" { "stay" "go" } 0 t "" 0 t "" 1 "" { 1/2 }')
    >>> read_game_json(write_game_json(game.form, game.parameters)).form.action_labels
    ('stay', 'go')
    """
    check_size(text, "json")
    text = text.removeprefix(BYTE_ORDER_MARK)
    values = JsonValues(text, Findings(text, name, "json"))
    whole = values.whole
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        conflict = isinstance(whole, dict) and "dms" in whole
        raise values.wrong(
            ("format",) if isinstance(whole, dict) and "format" in whole else (), f"is not {FORMAT!r}",
            hint="this looks like a conflict: use `foedus stability`" if conflict
            else f'begin with {{"format": "{FORMAT}", "version": {VERSION}, …',
        )  # fmt: skip
    values.members((), needs=_NEEDS, may=("title", "comment"))
    values.whole_number(("version",), least=VERSION, below=VERSION + 1)
    title, comment = (values.text((key,)) if key in whole else "" for key in ("title", "comment"))
    players = values.texts(("players",))
    if not players:
        raise values.wrong(("players",), "is empty", hint="name at least one")
    values.members(("parameters",), needs=("name", "value"))
    names = values.texts(("parameters", "name"))
    column = values.numbers(("parameters", "value"), size=len(names))
    set_player, labels, actions = _sets(values, len(players))
    sizes = np.array(list(map(len, actions)), np.int32)
    owner, infoset, count, node_labels, outcomes = _nodes(values, len(players), (set_player, sizes))
    child, parent, node = _edges(values, count)
    probability, chance_labels = _chance(values, len(players), owner[node] == CHANCE, column, node)
    form = ExtensiveForm(
        players=players, owner=owner, infoset=infoset, parent=parent, first_edge=_firsts(count), child=child,
        probability=probability, payoffs=_payoffs(values, len(players), len(child), len(names)),
        infoset_player=set_player, first_action=_firsts(sizes), parameter_names=names, infoset_labels=labels,
        action_labels=tuple(action for own in actions for action in own), node_labels=node_labels,
        chance_labels=chance_labels,
    )  # fmt: skip
    return Game(form, column[:, None], title, comment, outcomes)


def _firsts(sizes: IntArray) -> IntArray:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)


def _sets(values: JsonValues, players: int) -> tuple[IntArray, tuple[str, ...], list[tuple[str, ...]]]:
    key = "information_sets"
    owners, labels, actions = [], [], []
    for place in range(values.items((key,))):
        values.members((key, place), needs=("player", "label", "actions"))
        owners.append(values.whole_number((key, place, "player"), least=0, below=players))
        labels.append(values.text((key, place, "label")))
        actions.append(values.texts((key, place, "actions")))
        if not actions[-1]:
            raise values.wrong((key, place, "actions"), "is empty", hint="who moves has at least one action")
    return np.array(owners, np.int32), tuple(labels), actions


def _nodes(
    values: JsonValues, players: int, sets: tuple[IntArray, IntArray]
) -> tuple[IntArray, IntArray, IntArray, tuple[str, ...], tuple[str, ...]]:
    """Return owner, information set and number of edges of each node, and their labels and outcomes."""
    nodes = values.members(("nodes",), needs=("owner", "information_set", "edges"), may=("label", "outcome"))
    size = values.items(("nodes", "owner"))
    if not 0 < size <= MAX_NODES or size * players > _MOST_PAYMENTS:
        raise LimitError(f"{size:,} nodes of {players:,} players: a game has 1 to {MAX_NODES:,}, fewer if many play")
    owner = values.whole_numbers(("nodes", "owner"), least=TERMINAL, below=players, size=size)
    infoset = values.whole_numbers(("nodes", "information_set"), least=-1, below=len(sets[0]), size=size)
    count = values.whole_numbers(("nodes", "edges"), least=0, below=MAX_NODES + 1, size=size)
    if size == 1:
        raise values.wrong(
            ("nodes", "owner", 0),
            "is an end",
            why="payoffs stand on edges",
            hint="begin with a move, if only of chance",
        )
    plays = owner >= 0
    set_owner, set_size = np.append(sets[0], CHANCE)[infoset], np.append(sets[1], 0)[infoset]
    path = "nodes", "information_set"
    values.refuse(plays != (infoset >= 0), path, "does not fit the owner", hint="a set, or -1 where nobody moves")
    values.refuse(plays & (set_owner != owner), path, "belongs to another player", hint="a set of the node's owner")
    path = "nodes", "edges"
    values.refuse(plays & (set_size != count), path, "is not the number of actions", why="every action is an edge")
    values.refuse((owner == TERMINAL) != (count == 0), path, "does not fit the owner", why="ends alone have no edges")
    unused = ~np.isin(np.arange(len(sets[0])), infoset)
    values.refuse(unused, ("information_sets",), "has no node", hint="remove it, or give it to a node")
    labels, outcomes = (
        values.texts(("nodes", key), size=size) if key in nodes else () for key in ("label", "outcome")
    )  # fmt: skip
    return owner, infoset, count, labels, outcomes


def _edges(values: JsonValues, count: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return where each edge leads, each node's parent, and the node each edge leaves."""
    values.members(("edges",), needs=("to", "probability"), may=("chance", "beliefs"))
    child = values.whole_numbers(("edges", "to"), least=1, below=len(count), size=int(count.sum(dtype=np.int64)))
    node = np.repeat(np.arange(len(count), dtype=np.int32), count)
    path = "edges", "to"
    values.refuse(child <= node, path, "is not after the edge's own node", why="a parent stands before its children")
    parent = np.full(len(count), -1, np.int32)
    parent[child] = node
    values.refuse(parent[child] != node, path, "is reached from another node too", why="the nodes form a tree")
    lost = np.append([False], parent[1:] < 0)
    values.refuse(lost, ("nodes", "owner"), "belongs to a node that no edge leads to", hint="add an edge")
    return child, parent, node


def _chance(
    values: JsonValues, players: int, chance: Mask, column: FloatArray, node: IntArray
) -> tuple[IntArray, tuple[str, ...]]:
    """Return the parameters of probabilities, shape (1 + player, edge), and the labels of chance's edges."""
    keys = values.members(("edges",), needs=("to", "probability"), may=("chance", "beliefs"))
    paths: list[tuple[str | int, ...]] = [("edges", "probability")]
    if "beliefs" in keys:
        values.items(("edges", "beliefs"), size=players)
        paths += [("edges", "beliefs", player) for player in range(players)]
    rows = []
    for path in paths:
        row = values.whole_numbers(path, least=-1, below=len(column), size=len(node))
        values.refuse((row >= 0) != chance, path, "does not fit the node", hint="a parameter for chance, else -1")
        likely = np.append(column, 0.0)[row]
        values.refuse(likely < 0, path, "names a probability that is negative")
        off = chance & (np.abs(np.bincount(node, likely, 1) - 1.0) > _SUM_TOLERANCE)[node]
        values.refuse(off, path, "begins probabilities that do not sum to 1")
        rows.append(row)
    labels = values.texts(("edges", "chance"), size=int(chance.sum())) if "chance" in keys else ()
    return np.array(rows if len(rows) > 1 else rows * (1 + players)).reshape(1 + players, len(node)), labels


def _payoffs(values: JsonValues, players: int, edges: int, parameters: int) -> Terms:
    values.members(("payoffs",), needs=("edge", "player", "parameter", "coefficient"))
    size = values.items(("payoffs", "edge"))
    edge = values.whole_numbers(("payoffs", "edge"), least=0, below=edges, size=size)
    player = values.whole_numbers(("payoffs", "player"), least=0, below=players, size=size)
    parameter = values.whole_numbers(("payoffs", "parameter"), least=0, below=parameters, size=size)
    coefficient = values.numbers(("payoffs", "coefficient"), size=size)
    row = edge.astype(np.int64) * players + player
    order = np.argsort(row, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=edges * players))])
    return Terms(first.astype(np.int32), parameter[order], coefficient[order])
