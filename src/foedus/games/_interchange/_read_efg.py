"""Read Gambit's .efg: a header, then one entry a node, a parent before its children.

An entry says ``c`` (chance), ``p`` (a player) or ``t`` (the end), then a label, numbers, and lists in braces. What an
entry repeats about an information set or an outcome it may also leave out. Outcomes may stand at any node; a game
here pays on edges, so an outcome is paid on the edge that leads to its node (on every edge of the root, for the
root's own).

The whole text is matched by one pattern an entry; anything between entries shows up as a match of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from foedus._core import LimitError

from .._extensive_form import CHANCE, TERMINAL, IntArray
from ._assemble import Tree, assemble
from ._game import MAX_NODES, Game, check_size
from ._outcomes import Mention, read_outcomes
from ._text import BYTE_ORDER_MARK, LABEL, LIST, SPACE, Findings, number, player_names, unescape, words

_HEADER = re.compile(
    SPACE + r"EFG" + SPACE + r"2" + SPACE + r"([RD])" + SPACE + LABEL + SPACE + f"({LIST})" + f"(?:{SPACE}{LABEL})?",
    re.DOTALL,
)
_PART = f"(?:{SPACE}{LABEL})?(?:{SPACE}({LIST}))?"
_ENTRY = re.compile(
    r"([pct])(?=[\s\"])" + SPACE + f"(?:{LABEL})?" + SPACE + r"(-?[0-9]++(?:\s++-?[0-9]++)*+)" + _PART
    + f"(?:{SPACE}" + r"(-?[0-9]++)(?![0-9.eE/])" + _PART + r")?" + r"|(\S.*+)",
    re.DOTALL,
)  # fmt: skip
_MAY_BEGIN = re.compile(r"(?<![\w])[pct](?=[\s\"0-9-])")
_Found = tuple[str, str, str, str, str, str, str, str, str]
_SUM_TOLERANCE = 1e-6
_INTEGERS = {"p": 3, "c": 2, "t": 1}
_DIGITS = 12


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    findings: Findings
    players: tuple[str, ...]
    offset: Callable[[int], int]
    """Entry → its place in the text."""
    set_order: dict[tuple[int, int], int] = field(default_factory=dict)
    """(player, number in the file) → order of appearance."""
    set_names: list[str] = field(default_factory=list)
    set_actions: list[tuple[str, ...]] = field(default_factory=list)
    chances: dict[int, _Chance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Chance:
    """A chance move."""

    labels: tuple[str, ...]
    probabilities: tuple[float, ...]
    texts: tuple[str, ...]


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
    players = player_names(header[3], header.start(3), findings)
    entries = _entries(text, header.end(), name)

    def offset(entry: int) -> int:
        for place, match in enumerate(_ENTRY.finditer(text, header.end())):
            if place == entry:
                return match.start()
        return len(text)

    tree, outcome_labels = _read_entries(entries, _Reading(findings, players, offset))
    form, parameters = assemble(tree)
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


def _read_entries(entries: list[_Found], reading: _Reading) -> tuple[Tree, tuple[str, ...]]:
    """Return the tree and the label of every node's outcome."""
    owner: list[int] = []
    infoset: list[int] = []
    count: list[int] = []
    mentions: list[Mention] = []
    chances: list[_Chance] = []
    known: dict[tuple[str, ...], tuple[int, int, int, str, _Chance | None]] = {}
    for index, found in enumerate(entries):
        if found[0] == "t" and found[2].isdigit() and len(found[2]) < _DIGITS and not found[5]:
            owner.append(TERMINAL)
            infoset.append(-1)
            count.append(0)
            mentions.append(found[2:5])
            continue
        key = found[0:1] + found[2:]
        entry = known.get(key)
        if entry is None:
            entry = known[key] = _read_entry(index, found, reading)
        owner.append(entry[0])
        infoset.append(entry[1])
        count.append(entry[2])
        mentions.append((entry[3], *found[6:8]) if found[5] else (entry[3], "", found[4]))
        if entry[4] is not None:
            chances.append(entry[4])
    parent = _parents(count, reading)
    outcomes = read_outcomes(
        mentions, players=len(reading.players), findings=reading.findings, offset=reading.offset
    )  # fmt: skip
    reading.findings.stop()
    texts = outcomes.texts | {
        value: text for one in reversed(chances) for value, text in zip(one.probabilities, one.texts, strict=True)
    }
    labels = [found[1] for found in entries]
    tree = Tree(
        players=reading.players, labels=tuple(map(unescape, labels)) if any(labels) else (),
        owner=np.array(owner, np.int32), infoset=np.array(infoset, np.int32), count=np.array(count, np.int32),
        parent=parent, outcome=outcomes.row, chance=np.array([p for one in chances for p in one.probabilities]),
        payoffs=outcomes.payoffs, set_player=np.array([player for player, _ in reading.set_order], np.int32),
        set_names=tuple(reading.set_names), set_actions=tuple(reading.set_actions), texts=texts,
        chance_labels=tuple(label for one in chances for label in one.labels),
    )  # fmt: skip
    named = any(outcomes.labels)
    return tree, tuple(outcomes.labels[row] for row in outcomes.row.tolist()) if named else ()


def _parents(count: list[int], reading: _Reading) -> IntArray:
    """Return the parent of every node, from the numbers of children in the order of the file."""
    missing = 1 + np.cumsum(np.array(count, np.int64) - 1)
    full = np.flatnonzero(missing == 0)
    if len(full) and full[0] + 1 < len(count):
        raise reading.findings.fatal(
            reading.offset(int(full[0]) + 1), "the tree is complete, but the file goes on",
            why="every action has led to an end already", hint="remove what follows, or add an action above",
        )  # fmt: skip
    if not len(full):
        left = int(missing[-1]) if count else 1
        raise reading.findings.fatal(
            len(reading.findings.text),
            f"{left} {'node is' if left == 1 else 'nodes are'} missing at the end of the file",
            why="every action leads to a node", hint='end each line of play with an entry such as t "" 0',
        )  # fmt: skip
    open_nodes = [-1]  # one element for each child still to come
    parent = []
    for index, children in enumerate(count):
        parent.append(open_nodes.pop())
        if children:
            open_nodes += [index] * children
    return np.array(parent, np.int32)


def _read_entry(index: int, found: _Found, reading: _Reading) -> tuple[int, int, int, str, _Chance | None]:
    """Return owner, information set, number of children, number of the outcome, and what chance does."""
    kind, _, integers, name, braces, last, _, _, junk = found
    numbers = [*integers.split(), last] if last else integers.split()
    if junk or len(numbers) != _INTEGERS[kind]:
        raise reading.findings.fatal(
            reading.offset(index), f"this is not an entry: it begins with {(junk[:1] or kind)!r}",
            hint='write p "label" player set "set" { "action" … } outcome, c "label" set "set" { "action" 1/2 … }'
            ' outcome or t "label" outcome "name" { payoffs }',
        )  # fmt: skip
    if max(map(len, numbers)) >= _DIGITS:
        raise reading.findings.fatal(
            reading.offset(index), f"the number {max(numbers, key=len)[:40]} is too long",
            hint="number players, information sets and outcomes 1, 2, 3 …",
        )  # fmt: skip
    if kind == "t":
        return TERMINAL, -1, 0, numbers[0], None
    own_name, own_braces = (name, braces) if last else ("", "")
    if kind == "c":
        chance = _read_chance(index, int(numbers[0]), own_braces, reading)
        return CHANCE, -1, len(chance.probabilities), numbers[-1], chance
    player, wanted = int(numbers[0]) - 1, int(numbers[1])
    if not 0 <= player < len(reading.players):
        raise reading.findings.fatal(
            reading.offset(index), f"player {player + 1} does not exist",
            why=f"the header names {len(reading.players)}", hint="count players from 1, in the order of the header",
        )  # fmt: skip
    order = _read_set(index, (player, wanted), (own_name, own_braces), reading)
    return player, order, len(reading.set_actions[order]), numbers[-1], None


def _read_set(index: int, key: tuple[int, int], own: tuple[str, str], reading: _Reading) -> int:
    order = reading.set_order.get(key)
    actions = tuple(label for label, bare in words(own[1][1:-1]) if not bare)
    if order is None:
        if not actions:
            raise reading.findings.fatal(
                reading.offset(index), f"information set {key[1]} of player {key[0] + 1} has no actions",
                why="only a repeated information set may leave them out", hint='add them: { "first" "second" }',
            )  # fmt: skip
        order = reading.set_order[key] = len(reading.set_order)
        reading.set_names.append(unescape(own[0]) or f"{reading.players[key[0]]}:{key[1]}")
        reading.set_actions.append(actions)
        return order
    before = reading.set_actions[order]
    if actions and actions != before and (len(actions) != len(before) or set(actions) == set(before)):
        reading.findings.add(
            reading.offset(index), f"information set {key[1]} of player {key[0] + 1} has other actions here",
            why=f"it had {', '.join(before)} before; who moves there cannot tell the nodes apart",
            hint="give both nodes the same actions in the same order, or the second one a new number",
        )  # fmt: skip
    return order


def _read_chance(index: int, wanted: int, braces: str, reading: _Reading) -> _Chance:
    inside = words(braces[1:-1])
    known = reading.chances.get(wanted)
    if not inside:
        if known is None:
            raise reading.findings.fatal(
                reading.offset(index), f"chance move {wanted} has no actions",
                why="only a repeated one may leave them out", hint='add them: { "rain" 1/4 "sun" 3/4 }',
            )  # fmt: skip
        return known
    labels = tuple(label for label, bare in inside[0::2] if not bare)
    values = [number(bare) for _, bare in inside[1::2]]
    probabilities = tuple(value for value in values if value is not None and value >= 0)
    if len(inside) % 2 or len(labels) != len(inside) // 2 or len(probabilities) != len(labels):
        raise reading.findings.fatal(
            reading.offset(index), f"the list {braces[:60]} is not actions with their probabilities",
            hint='write { "rain" 1/4 "sun" 3/4 }: each action, then a number from 0 to 1',
        )  # fmt: skip
    if abs(sum(probabilities) - 1.0) > _SUM_TOLERANCE:
        reading.findings.add(
            reading.offset(index), f"the probabilities of chance move {wanted} sum to {sum(probabilities):.9g}",
            why="they must sum to 1", hint="write rationals where decimals do not end: 1/3",
        )  # fmt: skip
    chance = _Chance(labels, probabilities, tuple(bare for _, bare in inside[1::2]))
    reading.chances.setdefault(wanted, chance)
    return chance
