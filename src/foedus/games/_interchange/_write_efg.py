"""Write a game as Gambit's .efg, for one draw of its parameters.

A file pays at nodes: what an edge pays becomes the outcome of the node it leads to. A file is a tree: where several
edges lead to one node, each gets a copy of what is below; the player who chose between them remembers it, as anyone
remembers an own move, so that the file keeps perfect recall. A state graph is unrolled the same way, each copy of a
state with an information set of its own.

Every description is repeated in full and every end has payoffs, since some readers want that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from foedus._core import LimitError

from .._extensive_form import CHANCE, TERMINAL, ExtensiveForm, FloatArray
from .._state_graph import StateGraph
from ._assemble import set_name
from ._game import MAX_NODES
from ._probability_text import number_text, numbers_as_named, probability_texts
from ._text import distinct, escape, plainly

_Memory = tuple[tuple[int, int, int], ...]
"""(player, node, place) of choices between edges that lead to one node."""
_Row = tuple[float, ...]
"""A payoff for each player."""


@dataclass(slots=True)
class _Writing:
    """What has been numbered so far."""

    players: tuple[str, ...]
    texts: Mapping[float, str]
    """Numbers to write as a file had them."""
    plain: bool
    quoted: Callable[[str], str]
    """How to write a label."""
    outcomes: dict[tuple[_Row, str], str] = field(default_factory=dict)
    """(payoffs, label) → the entry's text on the outcome."""
    labelled: dict[tuple[int, str], int] = field(default_factory=dict)
    """(player of an information set, or -1 for a node; label) → how many have it so far."""

    def label(self, text: str, kind: int = -1) -> str:
        """Return a label in quotation marks, numbered if another of its kind has it: Gambit wants them distinct."""
        if not text:
            return '""'
        while True:
            count = self.labelled[kind, text] = self.labelled.get((kind, text), 0) + 1
            if count == 1:
                return self.quoted(text)
            text = f"{text} #{count}"

    def outcome(self, row: _Row, label: str) -> str:
        """Return the outcome with *label* that pays *row*."""
        found = self.outcomes.get((row, label))
        if found is None:
            count = len(self.outcomes) + 1
            pays = ", ".join([self.texts.get(value) or number_text(value) for value in row])
            found = self.outcomes[row, label] = f"{count} {self.quoted(label or str(count))} {{ {pays} }}"
        return found

    def actions(self, labels: Sequence[str]) -> list[str]:
        """Return the labels of the actions of one node in quotation marks."""
        return list(map(self.quoted, distinct(labels) if self.plain else labels))


def write_efg(
    form: ExtensiveForm | StateGraph, parameters: FloatArray, *, title: str = "", comment: str = "",
    outcome_labels: Sequence[str] = (), plain: bool = False, limit: int = MAX_NODES,
) -> str:  # fmt: skip
    r"""Return *form* in Gambit's .efg format, with the numbers of one draw.

    Args:
        form: the game.
        parameters: shape (parameter,) or (parameter, 1).
        title: the file's title.
        comment: the file's comment.
        outcome_labels: the label of what is paid on the way to each node, or none.
        plain: pay at the ends only, make the actions of a node distinct and write no quotation marks in labels, as
            OpenSpiel's reader needs it.
        limit: the most nodes to write.

    Raises:
        LimitError: the tree has more than *limit* nodes.
        ValueError: *parameters* has another shape, or a chance move's probabilities do not sum to 1.

    The format knows one prior. Where players differ from the case's own, the file has the case's and says so in its
    comment.

    >>> from foedus.games import read_efg
    >>> game = read_efg('EFG 2 R "Stag" { "A" } p "" 1 1 "" { "stay" "go" } 0 t "" 0 t "" 1 "" { 1/2 }')
    >>> print(write_efg(game.form, game.parameters, title=game.title))
    EFG 2 R "Stag" { "A" }
    ""
    p "" 1 1 "" { "stay" "go" } 0
    t "" 1 "1" { 0 }
    t "" 2 "2" { 1/2 }
    <BLANKLINE>
    """
    column = parameters.reshape(-1, 1) if parameters.ndim == 1 else parameters
    if column.shape != (len(form.parameter_names), 1):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(form.parameter_names)},)")
    quoted = plainly if plain else escape
    writing = _Writing(form.players, numbers_as_named(form.parameter_names, column[:, 0].tolist()), plain, quoted)
    if isinstance(form, ExtensiveForm) and not (form.probability[1:] == form.probability[0]).all():
        comment = f"{comment} Players' priors differ; the chance moves have the case's own.".lstrip()
    lines = _node_lines(form, column, writing, outcome_labels or ("",) * len(form.owner), limit)
    players = " ".join(map(quoted, form.players))
    return "\n".join([f"EFG 2 R {quoted(title)} {{ {players} }}", quoted(comment), *lines, ""])


def _node_lines(
    form: ExtensiveForm | StateGraph, column: FloatArray, writing: _Writing, named: Sequence[str], limit: int
) -> list[str]:
    tree, plain, label = isinstance(form, ExtensiveForm), writing.plain, writing.label
    owner, first_edge, child = form.owner.tolist(), form.first_edge.tolist(), form.child.tolist()
    rows = _rows(form, column)
    tails = [] if plain else _outcomes(form, rows, named, writing)
    heads = (form.node_labels if isinstance(form, ExtensiveForm) else form.state_labels) or ("",) * len(owner)
    merged = _merging(form) if tree else frozenset()
    chance = _chance_lists(form, column, writing)
    actions = _action_lists(form, writing)
    names = form.infoset_labels if isinstance(form, ExtensiveForm) else form.state_labels
    infoset = form.infoset.tolist() if isinstance(form, ExtensiveForm) else list(range(len(owner)))
    sets: list[dict[tuple[int, _Memory], str]] = [{} for _ in form.players]
    lines: list[str] = []
    chance_moves = 0
    stack: list[tuple[int, int, _Memory, _Row]] = [(0, -1, (), (0.0,) * len(form.players))]
    while stack:
        node, edge, memory, paid = stack.pop()
        if len(lines) >= limit:
            raise LimitError(
                f"as a tree the game has more than {limit:,} nodes: where an audience reports or states merge, what is"
                " below is written once for each way there; use fewer rounds or a coarser report, or a higher limit"
            )
        mover = owner[node]
        if not plain:
            outcome = tails[edge] if edge >= 0 else "0"
        else:
            paid = tuple(map(float.__add__, paid, rows[edge])) if edge >= 0 else paid
            outcome = writing.outcome(paid, named[node]) if mover == TERMINAL else "0"
        if mover == TERMINAL:
            lines.append(f"t {label(heads[node])} {outcome}")
            continue
        if mover == CHANCE:
            chance_moves += 1
            lines.append(f'c {label(heads[node])} {chance_moves} "" {chance[node]} {outcome}')
        else:
            numbered = sets[mover]
            own = memory and tuple(item for item in memory if item[0] == mover)
            key = (infoset[node], own) if tree else (len(numbered), ())
            entry = numbered.get(key)
            if entry is None:
                number, name = len(numbered) + 1, names[infoset[node]]
                name = "" if name == set_name(form.players[mover], number) else name
                entry = numbered[key] = f"{mover + 1} {number} {label(name, mover)} {actions[infoset[node]]}"
            lines.append(f"p {label(heads[node])} {entry} {outcome}")
        first, last = first_edge[node], first_edge[node + 1]
        if node in merged:
            for edge in range(last - 1, first - 1, -1):
                stack.append((child[edge], edge, (*memory, (mover, node, edge - first)), paid))
        else:
            for edge in range(last - 1, first - 1, -1):
                stack.append((child[edge], edge, memory, paid))
    return lines


def _rows(form: ExtensiveForm | StateGraph, column: FloatArray) -> list[_Row]:
    """Return what each edge pays; never a negative zero."""
    rows = form.payoffs.evaluate(column).reshape(len(form.child), len(form.players)) + 0.0
    return list(map(tuple, rows.tolist()))


def _outcomes(form: ExtensiveForm | StateGraph, rows: list[_Row], named: Sequence[str], writing: _Writing) -> list[str]:
    """Return the outcome of the node each edge leads to, as text."""
    nothing = ((0.0,) * len(form.players), "")
    ends = (form.owner[form.child] == TERMINAL).tolist()
    labels = [named[node] for node in form.child.tolist()] if any(named) else [""] * len(rows)
    known, outcome = writing.outcomes, writing.outcome
    return [
        known.get(key) or outcome(*key) if end or key != nothing else "0"
        for key, end in zip(zip(rows, labels, strict=True), ends, strict=True)
    ]


def _merging(form: ExtensiveForm | StateGraph) -> frozenset[int]:
    """Return the nodes two of whose edges lead to one node."""
    node = np.repeat(np.arange(len(form.owner)), np.diff(form.first_edge))
    order = np.argsort(form.child, kind="stable")
    again = form.child[order][1:] == form.child[order][:-1]
    return frozenset(node[order][1:][again].tolist())


def _chance_lists(form: ExtensiveForm | StateGraph, column: FloatArray, writing: _Writing) -> dict[int, str]:
    prior = form.probability[0] if isinstance(form, ExtensiveForm) else form.probability
    known: dict[_Row, list[str]] = {}
    lists = {}
    before = 0
    for node in np.flatnonzero(form.owner == CHANCE).tolist():
        edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
        values = tuple(column[prior[edges], 0].tolist())
        texts = known.get(values)
        if texts is None:
            texts = known[values] = probability_texts(values, texts=writing.texts, plain=writing.plain)
        if isinstance(form, StateGraph):
            labels = form.action_labels[edges]
        else:
            labels = form.chance_labels[before : before + len(values)] or tuple(map(str, range(1, len(values) + 1)))
        before += len(values)
        pairs = " ".join(f"{label} {text}" for label, text in zip(writing.actions(labels), texts, strict=True))
        lists[node] = f"{{ {pairs} }}"
    return lists


def _action_lists(form: ExtensiveForm | StateGraph, writing: _Writing) -> list[str]:
    """Return the actions of every information set (of every state, for a graph), as text."""
    first = (form.first_edge if isinstance(form, StateGraph) else form.first_action).tolist()
    return [f"{{ {' '.join(writing.actions(form.action_labels[start:stop]))} }}" for start, stop in pairwise(first)]
