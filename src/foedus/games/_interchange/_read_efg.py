"""Read Gambit's .efg: a header, then one entry a node, a parent before its children.

An entry says ``c`` (chance), ``p`` (a player) or ``t`` (the end), then a label, numbers, and lists in braces. What an
entry repeats about an information set or an outcome it may also leave out. Outcomes may stand at any node; a game
here pays on edges, so an outcome is paid on the edge that leads to its node (on every edge of the root, for the
root's own).

The whole text is matched by one pattern an entry; what is no entry shows up as a last match, up to the end.
"""

from __future__ import annotations

import re

import numpy as np

from foedus._core import LimitError

from .._extensive_form import TERMINAL, IntArray
from ._assemble import Tree, assemble
from ._game import MAX_NODES, Game, check_size
from ._moves import MOVE, Move, Moves, no_entry, read_move
from ._outcomes import Mentions, read_outcomes
from ._text import BYTE_ORDER_MARK, LABEL, LIST, SPACE, Findings, player_names, unescape, unescape_all

_HEADER = re.compile(
    SPACE + r"EFG" + SPACE + r"2" + SPACE + r"([RD])" + SPACE + LABEL + SPACE + f"({LIST})" + f"(?:{SPACE}{LABEL})?",
    re.DOTALL,
)
_ENTRY = re.compile(
    r"t(?=[\s\"])" + f"(?:{SPACE}{LABEL})?+{SPACE}(-?[0-9]++)(?:{SPACE}{LABEL})?+(?:{SPACE}({LIST}))?+"
    + r"|([pc])(?=[\s\"])" + f"(?:{SPACE}{LABEL})?+({MOVE})" + r"|(\S.*+)",
    re.DOTALL,
)  # fmt: skip
_Found = tuple[str, str, str, str, str, str, str, str]
"""Of an end: label, outcome, its label and payoffs; of a move: kind, label, the rest; what is no entry."""
_MAY_BEGIN = re.compile(r"(?<!\w)[pct](?=[\s\"])")


def read_efg(text: str, *, name: str = "game.efg") -> Game:
    r"""Return the game in a .efg file's *text*.

    Args:
        text: the file.
        name: what to call it in findings.

    Raises:
        CaseError: the text is not a game; the findings say where and what to write.
        LimitError: it is too large.

    Source: the format is described in Gambit's documentation, "The extensive game (.efg) file format".

    >>> game = read_efg('EFG 2 R "" { "A" } p "" 1 1 "" { "stay" "go" } 0 t "" 0 t "" 1 "" { 1/2 }')
    >>> game.form.nodes, game.form.action_labels, game.parameters.tolist()
    (3, ('stay', 'go'), [[0.5]])
    """
    check_size(text, "efg")
    text = text.removeprefix(BYTE_ORDER_MARK)
    findings = Findings(text, name, "efg")
    header = _HEADER.match(text)
    if header is None:
        raise findings.fatal(
            0, "the file does not begin as an extensive game does",
            hint='begin with EFG 2 R "title" { "first player" "second player" }',
        )  # fmt: skip
    start = header.end()

    def offset(entry: int) -> int:
        for place, match in enumerate(_ENTRY.finditer(text, start)):
            if place == entry:
                return match.start()
        return len(text)

    moves = Moves(findings, player_names(header[3], header.start(3), findings), offset)
    tree, outcome_labels = _read_entries(_entries(text, start, name), moves)
    form, parameters = assemble(tree)
    if len(outcome_labels) == 1:  # a game without moves got one before its end
        outcome_labels = ("", *outcome_labels)
    return Game(form, parameters, unescape(header[2]), unescape(header[4] or ""), outcome_labels)


def _entries(text: str, start: int, name: str) -> list[_Found]:
    """Return what is written about each node; refuse too many before memory is spent on them."""
    if sum(text.count(letter) for letter in "pct") > MAX_NODES:
        bound = sum(1 for _ in _MAY_BEGIN.finditer(text, start))
        if bound > 4 * MAX_NODES:
            raise LimitError(f"{name} has some {bound:,} entries; the limit is {MAX_NODES:,}")
    entries: list[_Found] = _ENTRY.findall(text, start)
    if len(entries) > MAX_NODES:
        raise LimitError(f"{name} has {len(entries):,} entries; the limit is {MAX_NODES:,}")
    return entries


def _read_entries(entries: list[_Found], moves: Moves) -> tuple[Tree, tuple[str, ...]]:
    """Return the tree and the label of every node's outcome."""
    columns = list(map(list, zip(*entries, strict=True))) or [[] for _ in range(8)]
    end_labels, numbers, names, payoffs, kinds, move_labels, rests, junk = columns
    inner = [index for index, kind in enumerate(kinds) if kind]
    owner = np.full(len(entries), TERMINAL, np.int32)
    infoset = np.full(len(entries), -1, np.int32)
    count = np.zeros(len(entries), np.int32)
    known: dict[tuple[str, str], Move] = {}
    made = []
    for index in inner:
        key = kinds[index], rests[index]
        move = known.get(key)
        if move is None:
            move = known[key] = read_move(*key, index, moves)
        made.append(move)
        numbers[index], names[index], payoffs[index] = move.outcome
    if any(junk[-1:]):
        raise no_entry(junk[-1][:1], len(junk) - 1, moves)
    owner[inner] = [move.owner for move in made]
    infoset[inner] = [move.infoset for move in made]
    count[inner] = [move.actions for move in made]
    parent = _parents(count, moves)
    mentions = Mentions(numbers, names, payoffs)
    outcomes = read_outcomes(mentions, players=len(moves.players), findings=moves.findings, offset=moves.offset)
    moves.findings.stop()
    chances = [move.chance for move in made if move.chance is not None]
    texts = outcomes.texts | {
        value: text
        for one in reversed(dict.fromkeys(chances))
        for value, text in zip(one.probabilities, one.texts, strict=True)
    }
    labels = unescape_all([end or move for end, move in zip(end_labels, move_labels, strict=True)])
    tree = Tree(
        players=moves.players, labels=labels if any(labels) else (), owner=owner,
        infoset=infoset, count=count, parent=parent, outcome=outcomes.row,
        chance=np.array([value for one in chances for value in one.probabilities]), payoffs=outcomes.payoffs,
        set_player=np.array([player for player, _ in moves.set_order], np.int32), set_names=tuple(moves.set_names),
        set_actions=tuple(moves.set_actions), texts=texts,
        chance_labels=tuple(label for one in chances for label in one.labels),
    )  # fmt: skip
    named = any(outcomes.labels)
    return tree, tuple(map(outcomes.labels.__getitem__, outcomes.row.tolist())) if named else ()


def _parents(count: IntArray, moves: Moves) -> IntArray:
    """Return the parent of every node, from the numbers of children in the order of the file."""
    missing = 1 + np.cumsum(count.astype(np.int64) - 1)
    full = np.flatnonzero(missing == 0)
    if len(full) and full[0] + 1 < len(count):
        raise moves.findings.fatal(
            moves.offset(int(full[0]) + 1), "the tree is complete, but the file goes on",
            why="every action has led to an end already", hint="remove what follows, or add an action above",
        )  # fmt: skip
    if not len(full):
        left = int(missing[-1]) if len(count) else 1
        raise moves.findings.fatal(
            len(moves.findings.text),
            f"{left} {'node is' if left == 1 else 'nodes are'} missing at the end of the file",
            why="every action leads to a node", hint='end each line of play with an entry such as t "" 0',
        )  # fmt: skip
    open_nodes = [-1]  # one element for each child still to come
    parent = []
    for index, children in enumerate(count.tolist()):
        parent.append(open_nodes.pop())
        if children:
            open_nodes += [index] * children
    return np.array(parent, np.int32)
