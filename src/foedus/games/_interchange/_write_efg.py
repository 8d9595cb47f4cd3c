"""Write a game as Gambit's .efg, for one draw of its parameters.

A file pays at nodes: what an edge pays becomes the outcome of the node it leads to. A file is a tree: where several
edges lead to one node, each gets a copy of what is below; the player who chose between them remembers it, as anyone
remembers an own move, so that the file keeps perfect recall. A state graph is unrolled the same way, each copy of a
state with an information set of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from foedus._core import LimitError

from .._extensive_form import CHANCE, TERMINAL, ExtensiveForm, FloatArray
from .._state_graph import StateGraph
from ._probability_text import number_text, probability_texts
from ._text import escape

_Memory = tuple[tuple[int, int, int], ...]
"""(player, node, place) of choices between edges that lead to one node."""


@dataclass(slots=True)
class _Writing:
    """What has been numbered so far."""

    players: int
    sets: list[dict[tuple[int, _Memory], str]] = field(default_factory=list)
    """For each player: information set and own memory → the entry's text on it."""
    outcomes: dict[tuple[float, ...], str] = field(default_factory=dict)
    chances: dict[tuple[float, ...], list[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    chance_moves: int = 0
    labelled: dict[tuple[int, str], int] = field(default_factory=dict)
    """(player of an information set, or -1 for a node; label) → how many have it so far."""

    def label(self, text: str, kind: int = -1) -> str:
        """Return a label in quotation marks, numbered if another of its kind has it: Gambit wants them distinct."""
        if not text:
            return '""'
        while True:
            count = self.labelled[kind, text] = self.labelled.get((kind, text), 0) + 1
            if count == 1:
                return escape(text)
            text = f"{text} #{count}"


def write_efg(
    form: ExtensiveForm | StateGraph, parameters: FloatArray, *, title: str = "", limit: int = 1_000_000
) -> str:
    r"""Return *form* in Gambit's .efg format, with the numbers of one draw.

    Args:
        form: the game.
        parameters: shape (parameter,) or (parameter, 1).
        title: the file's title.
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
    p "" 1 1 "A:1" { "stay" "go" } 0
    t "" 0
    t "" 1 "1" { 0.5 }
    <BLANKLINE>
    """
    column = parameters.reshape(-1, 1) if parameters.ndim == 1 else parameters
    if column.shape != (len(form.parameter_names), 1):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(form.parameter_names)},)")
    writing = _Writing(len(form.players), [{} for _ in form.players])
    comment = ""
    if isinstance(form, ExtensiveForm) and not (form.probability[1:] == form.probability[0]).all():
        comment = "Players' priors differ; the chance moves have the case's own."
    _write_nodes(form, column, writing, limit)
    players = " ".join(escape(name) for name in form.players)
    header = f"EFG 2 R {escape(title)} {{ {players} }}\n{escape(comment)}\n"
    return header + "\n".join(writing.lines) + "\n"


def _write_nodes(form: ExtensiveForm | StateGraph, column: FloatArray, writing: _Writing, limit: int) -> None:
    tree = isinstance(form, ExtensiveForm)
    owner, first_edge, child = form.owner.tolist(), form.first_edge.tolist(), form.child.tolist()
    tails = _outcomes(form, column, writing)
    heads = _labels(form)
    merged = _merging(form) if tree else frozenset()
    chance = _chance_lists(form, column, writing)
    actions = _action_lists(form)
    names = form.infoset_labels if isinstance(form, ExtensiveForm) else form.state_labels
    infoset = form.infoset.tolist() if isinstance(form, ExtensiveForm) else list(range(len(owner)))
    lines, label = writing.lines, writing.label
    stack: list[tuple[int, str, _Memory]] = [(0, "0", ())]
    while stack:
        node, outcome, memory = stack.pop()
        if len(lines) >= limit:
            raise LimitError(
                f"as a tree the game has more than {limit:,} nodes: where an audience reports or states merge, what is"
                " below is written once for each way there; use fewer rounds or a coarser report, or a higher limit"
            )
        mover = owner[node]
        if mover == TERMINAL:
            lines.append(f"t {label(heads[node])} {outcome}")
            continue
        if mover == CHANCE:
            writing.chance_moves += 1
            lines.append(f'c {label(heads[node])} {writing.chance_moves} "" {chance[node]} {outcome}')
        else:
            numbered = writing.sets[mover]
            own = memory and tuple(item for item in memory if item[0] == mover)
            key = (infoset[node], own) if tree else (len(numbered), ())
            entry = numbered.get(key)
            if entry is None:
                name, listed = names[infoset[node]], actions[infoset[node]]
                entry = numbered[key] = f"{mover + 1} {len(numbered) + 1} {label(name, mover)} {listed}"
            lines.append(f"p {label(heads[node])} {entry} {outcome}")
        first, last = first_edge[node], first_edge[node + 1]
        if node in merged:
            for edge in range(last - 1, first - 1, -1):
                stack.append((child[edge], tails[edge], (*memory, (mover, node, edge - first))))
        else:
            for edge in range(last - 1, first - 1, -1):
                stack.append((child[edge], tails[edge], memory))


def _outcomes(form: ExtensiveForm | StateGraph, column: FloatArray, writing: _Writing) -> list[str]:
    """Return the outcome of the node each edge leads to, as text."""
    known = writing.outcomes
    nothing = (0.0,) * writing.players
    tails = []
    rows = form.payoffs.evaluate(column).reshape(len(form.child), writing.players) + 0.0
    for row in map(tuple, rows.tolist()):
        text = known.get(row)
        if text is None:
            count = len(known) + (nothing not in known)
            pays = ", ".join(map(number_text, row))
            text = known[row] = "0" if row == nothing else f'{count} "{count}" {{ {pays} }}'
        tails.append(text)
    return tails


def _labels(form: ExtensiveForm | StateGraph) -> tuple[str, ...]:
    labels = form.node_labels if isinstance(form, ExtensiveForm) else form.state_labels
    return labels or ("",) * len(form.owner)


def _merging(form: ExtensiveForm | StateGraph) -> frozenset[int]:
    """Return the nodes two of whose edges lead to one node."""
    node = np.repeat(np.arange(len(form.owner)), np.diff(form.first_edge))
    order = np.argsort(form.child, kind="stable")
    again = form.child[order][1:] == form.child[order][:-1]
    return frozenset(node[order][1:][again].tolist())


def _chance_lists(form: ExtensiveForm | StateGraph, column: FloatArray, writing: _Writing) -> dict[int, str]:
    prior = form.probability[0] if isinstance(form, ExtensiveForm) else form.probability
    lists = {}
    for node in np.flatnonzero(form.owner == CHANCE).tolist():
        edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
        values = tuple(column[prior[edges], 0].tolist())
        texts = writing.chances.get(values)
        if texts is None:
            texts = writing.chances[values] = probability_texts(values)
        labels = form.action_labels[edges] if isinstance(form, StateGraph) else range(1, len(values) + 1)
        pairs = " ".join(f"{escape(str(label))} {text}" for label, text in zip(labels, texts, strict=True))
        lists[node] = f"{{ {pairs} }}"
    return lists


def _action_lists(form: ExtensiveForm | StateGraph) -> list[str]:
    """Return the actions of every information set (of every state, for a graph), as text."""
    first = (form.first_edge if isinstance(form, StateGraph) else form.first_action).tolist()
    return [f"{{ {' '.join(map(escape, form.action_labels[start:stop]))} }}" for start, stop in pairwise(first)]
