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

from .._extensive_form import CHANCE, TERMINAL
from ._assemble import Tree, assemble
from ._game import MAX_NODES, Game, check_size
from ._text import LABEL, LIST, SPACE, Findings, number, unescape, words

_HEADER = re.compile(
    SPACE + r"EFG" + SPACE + r"2" + SPACE + r"([RD])" + SPACE + LABEL + SPACE + f"({LIST})" + f"(?:{SPACE}{LABEL})?",
    re.DOTALL,
)
_PART = f"(?:{SPACE}{LABEL})?(?:{SPACE}({LIST}))?"
_ENTRY = re.compile(
    r"([pct])(?=[\s\"])" + SPACE + f"(?:{LABEL})?" + SPACE + r"(-?\d++(?:\s++-?\d++)*+)" + _PART
    + f"(?:{SPACE}" + r"(\d++)(?![\d.eE/])" + _PART + r")?" + r"|(\S)",
    re.DOTALL,
)  # fmt: skip
_Found = tuple[str, str, str, str, str, str, str, str, str]
_SUM_TOLERANCE = 1e-6
_INTEGERS = {"p": 3, "c": 2, "t": 1}


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
    chances: dict[int, tuple[tuple[str, ...], tuple[float, ...]]] = field(default_factory=dict)
    outcomes: dict[int, int] = field(default_factory=dict)
    """Number in the file → row of payoffs; 0 is nothing."""
    payoffs: list[tuple[float, ...]] = field(default_factory=list)
    named_before: dict[int, int] = field(default_factory=dict)
    """Outcomes used before their payoffs were given → entry."""


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
    findings = Findings(text, name, "efg")
    header = _HEADER.match(text)
    if header is None:
        raise findings.fatal(
            0, "the file does not begin as an extensive game does",
            hint='begin with EFG 2 R "title" { "first player" "second player" }',
        )  # fmt: skip
    entries: list[_Found] = _ENTRY.findall(text, header.end())
    if len(entries) > MAX_NODES:
        raise LimitError(f"{name} has {len(entries):,} entries; the limit is {MAX_NODES:,}")
    players = tuple(label for label, bare in words(header[3][1:-1]) if not bare)

    def offset(entry: int) -> int:
        for place, match in enumerate(_ENTRY.finditer(text, header.end())):
            if place == entry:
                return match.start()
        return len(text)

    reading = _Reading(findings, players, offset)
    tree = _read_entries(entries, reading)
    zeros = ", ".join("0" for _ in players)
    for wanted, entry in reading.named_before.items():
        findings.add(
            offset(entry), f"outcome {wanted} has no payoffs",
            why="a number without payoffs refers to an outcome described elsewhere in the file",
            hint=f'describe it once: {wanted} "name" {{ {zeros} }}, or write 0 for no outcome',
        )  # fmt: skip
    findings.stop()
    form, parameters = assemble(tree)
    return Game(form, parameters, unescape(header[2]), unescape(header[4] or ""))


def _read_entries(entries: list[_Found], reading: _Reading) -> Tree:
    owner: list[int] = []
    infoset: list[int] = []
    count: list[int] = []
    parent: list[int] = []
    outcome: list[int] = []
    chance: list[tuple[float, ...]] = []
    open_nodes: list[int] = [-1]  # one element for each child still to come
    known: dict[tuple[str, ...], tuple[int, int, int, int, tuple[float, ...]]] = {}
    for index, found in enumerate(entries):
        key = found[0:1] + found[2:]
        if not open_nodes:
            reading.findings.add(
                reading.offset(index), "the tree is complete, but the file goes on",
                why="every action has led to an end already", hint="remove what follows, or add an action above",
            )  # fmt: skip
            reading.findings.stop()
        parent.append(open_nodes.pop())
        entry = known.get(key)
        if entry is None:
            entry = known[key] = _read_entry(index, found, reading)
        owner.append(entry[0])
        infoset.append(entry[1])
        outcome.append(entry[3])
        children = entry[2]
        count.append(children)
        if children:
            open_nodes += [index] * children
            if entry[0] == CHANCE:
                chance.append(entry[4])
    if open_nodes:
        short = f"{len(open_nodes)} {'node is' if len(open_nodes) == 1 else 'nodes are'} missing at the end of the file"
        reading.findings.add(
            len(reading.findings.text), short, why="every action leads to a node",
            hint='end each line of play with an entry such as t "" 0',
        )  # fmt: skip
    return Tree(
        players=reading.players, labels=tuple(unescape(found[1]) for found in entries),
        owner=np.array(owner, np.int32), infoset=np.array(infoset, np.int32), count=np.array(count, np.int32),
        parent=np.array(parent, np.int32), outcome=np.array(outcome, np.int32),
        chance=np.array([value for row in chance for value in row]),
        payoffs=np.array(reading.payoffs, np.float64).reshape(-1, len(reading.players)),
        set_player=np.array([player for player, _ in reading.set_order], np.int32),
        set_names=tuple(reading.set_names), set_actions=tuple(reading.set_actions),
    )  # fmt: skip


def _read_entry(index: int, found: _Found, reading: _Reading) -> tuple[int, int, int, int, tuple[float, ...]]:
    """Return owner, information set, number of children, row of payoffs + 1, and probabilities."""
    kind, _, integers, name, braces, last, _, last_braces, junk = found
    numbers = [int(value[:12]) for value in integers.split()]
    if last:
        numbers.append(int(last[:12]))
        own_name, own_braces, outcome_braces = name, braces, last_braces
    else:
        own_name, own_braces, outcome_braces = "", "", braces
    if junk or len(numbers) != _INTEGERS[kind]:
        raise reading.findings.fatal(
            reading.offset(index), f"this is not an entry: it begins with {(junk or kind)!r}",
            hint='write p "label" player set "set" { "action" … } outcome, c "label" set "set" { "action" 1/2 … }'
            ' outcome or t "label" outcome "name" { payoffs }',
        )  # fmt: skip
    outcome = _read_outcome(index, numbers[-1], outcome_braces, reading)
    if kind == "t":
        return TERMINAL, -1, 0, outcome, ()
    if kind == "c":
        probabilities = _read_chance(index, numbers[0], own_braces, reading)
        return CHANCE, -1, len(probabilities), outcome, probabilities
    player, wanted = numbers[0] - 1, numbers[1]
    if not 0 <= player < len(reading.players):
        raise reading.findings.fatal(
            reading.offset(index), f"player {player + 1} does not exist",
            why=f"the header names {len(reading.players)}", hint="count players from 1, in the order of the header",
        )  # fmt: skip
    order = _read_set(index, (player, wanted), (own_name, own_braces), reading)
    return player, order, len(reading.set_actions[order]), outcome, ()


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


def _read_chance(index: int, wanted: int, braces: str, reading: _Reading) -> tuple[float, ...]:
    inside = words(braces[1:-1])
    known = reading.chances.get(wanted)
    if not inside:
        if known is None:
            raise reading.findings.fatal(
                reading.offset(index), f"chance move {wanted} has no actions",
                why="only a repeated one may leave them out", hint='add them: { "rain" 1/4 "sun" 3/4 }',
            )  # fmt: skip
        return known[1]
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
    reading.chances.setdefault(wanted, (labels, probabilities))
    return probabilities


def _read_outcome(index: int, wanted: int, braces: str, reading: _Reading) -> int:
    """Return the row of payoffs + 1, 0 for none."""
    if wanted == 0 and not braces:
        return 0
    row = reading.outcomes.get(wanted)
    if not braces:
        if row is None:
            reading.named_before.setdefault(wanted, index)
            row = reading.outcomes[wanted] = len(reading.payoffs)
            reading.payoffs.append((0.0,) * len(reading.players))
        return row + 1
    payoffs = tuple(number(bare) if bare else None for _, bare in words(braces[1:-1]))
    complete = tuple(value for value in payoffs if value is not None)
    if len(complete) != len(payoffs) or len(complete) != len(reading.players):
        raise reading.findings.fatal(
            reading.offset(index), f"the payoffs {braces[:60]} are not one number for each player",
            hint=f"write {len(reading.players)} numbers: decimals such as 0.5 or rationals such as 1/2",
        )  # fmt: skip
    if row is None:
        row = reading.outcomes[wanted] = len(reading.payoffs)
        reading.payoffs.append(complete)
    elif wanted in reading.named_before:
        del reading.named_before[wanted]
        reading.payoffs[row] = complete
    elif reading.payoffs[row] != complete:
        reading.findings.add(
            reading.offset(index), f"outcome {wanted} pays {complete} here and {reading.payoffs[row]} before",
            why="an outcome's number stands for one list of payoffs", hint="give the second one a new number",
        )  # fmt: skip
    return row + 1
