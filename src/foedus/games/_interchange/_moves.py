"""The moves in an .efg: what stands after the label of an entry ``p`` (a player moves) or ``c`` (chance does).

What an entry says about an information set, a repeated one may leave out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .._extensive_form import CHANCE
from ._assemble import set_name
from ._text import LABEL, LIST, QUOTED, SPACE, Findings, number, unescape, words

MOVE = r"[-0-9\s]*+(?:" + QUOTED + r"\s*+)?+(?:" + LIST + r")?+[-0-9\s]*+(?:" + QUOTED + r"\s*+)?+(?:" + LIST + r")?+"
"""A pattern without groups for all of it; what is wrong inside shows when it is read."""
_PART = f"(?:{SPACE}{LABEL})?(?:{SPACE}({LIST}))?"
_MOVE = re.compile(
    SPACE + r"(-?[0-9]++(?:\s++-?[0-9]++)*+)" + _PART + f"(?:{SPACE}(-?[0-9]++){_PART})?" + SPACE, re.DOTALL
)
_SUM_TOLERANCE = 1e-6
_INTEGERS = {"p": 3, "c": 2}
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Chance:
    """What chance does at a node."""

    labels: tuple[str, ...]
    probabilities: tuple[float, ...]
    texts: tuple[str, ...]
    """How the probabilities are written."""


@dataclass(frozen=True, slots=True)
class Move:
    """What happens at a node that is not an end."""

    owner: int
    infoset: int
    """In order of appearance; -1 for chance."""
    actions: int
    outcome: tuple[str, str, str]
    """Number, label and payoffs, as written; all but the number may be empty."""
    chance: Chance | None = None


@dataclass(slots=True)
class Moves:
    """What has been read so far."""

    findings: Findings
    players: tuple[str, ...]
    offset: Callable[[int], int]
    """Entry → its place in the text."""
    set_order: dict[tuple[int, int], int] = field(default_factory=dict)
    """(player, number in the file) → order of appearance."""
    set_names: list[str] = field(default_factory=list)
    set_actions: list[tuple[str, ...]] = field(default_factory=list)
    chances: dict[int, Chance] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """List in braces → actions."""


def read_move(kind: str, text: str, entry: int, moves: Moves) -> Move:
    """Return the move of an *entry* of *kind* ``p`` or ``c``, and add what it describes to *moves*.

    Raises:
        CaseError: it is none.
    """
    match = _MOVE.fullmatch(text)
    numbers = [] if match is None else match[1].split() + ([match[4]] if match[4] else [])
    if match is None or len(numbers) != _INTEGERS[kind]:
        raise no_entry(kind, entry, moves)
    if max(map(len, numbers)) >= _DIGITS:
        raise moves.findings.fatal(
            moves.offset(entry), f"the number {max(numbers, key=len)[:40]} is too long",
            hint="number players, information sets and outcomes 1, 2, 3 …",
        )  # fmt: skip
    name, braces = (match[2] or "", match[3] or "") if match[4] else ("", "")
    outcome = numbers[-1], (match[5] or "") if match[4] else "", (match[6] if match[4] else match[3]) or ""
    if kind == "c":
        chance = _read_chance(entry, int(numbers[0]), braces, moves)
        return Move(CHANCE, -1, len(chance.probabilities), outcome, chance)
    player, wanted = int(numbers[0]) - 1, int(numbers[1])
    if not 0 <= player < len(moves.players):
        raise moves.findings.fatal(
            moves.offset(entry), f"player {player + 1} does not exist",
            why=f"the header names {len(moves.players)}", hint="count players from 1, in the order of the header",
        )  # fmt: skip
    order = _read_set(entry, (player, wanted), (name, braces), moves)
    return Move(player, order, len(moves.set_actions[order]), outcome)


def no_entry(begins: str, entry: int, moves: Moves) -> Exception:
    """Return the error to raise where something stands that is not an entry."""
    return moves.findings.fatal(
        moves.offset(entry), f"this is not an entry: it begins with {begins!r}",
        hint='write p "label" player set "set" { "action" … } outcome, c "label" set "set" { "action" 1/2 … }'
        ' outcome or t "label" outcome "name" { payoffs }',
    )  # fmt: skip


def _read_set(entry: int, key: tuple[int, int], own: tuple[str, str], moves: Moves) -> int:
    order = moves.set_order.get(key)
    actions = moves.lists.get(own[1])
    if actions is None:
        actions = moves.lists[own[1]] = tuple(label for label, bare in words(own[1][1:-1]) if not bare)
    if order is None:
        if not actions:
            raise moves.findings.fatal(
                moves.offset(entry), f"information set {key[1]} of player {key[0] + 1} has no actions",
                why="only a repeated information set may leave them out", hint='add them: { "first" "second" }',
            )  # fmt: skip
        order = moves.set_order[key] = len(moves.set_order)
        moves.set_names.append(unescape(own[0]) or set_name(moves.players[key[0]], key[1]))
        moves.set_actions.append(actions)
        return order
    before = moves.set_actions[order]
    if actions and actions != before and (len(actions) != len(before) or set(actions) == set(before)):
        moves.findings.add(
            moves.offset(entry), f"information set {key[1]} of player {key[0] + 1} has other actions here",
            why=f"it had {', '.join(before)} before; who moves there cannot tell the nodes apart",
            hint="give both nodes the same actions in the same order, or the second one a new number",
        )  # fmt: skip
    return order


def _read_chance(entry: int, wanted: int, braces: str, moves: Moves) -> Chance:
    inside = words(braces[1:-1])
    known = moves.chances.get(wanted)
    if not inside:
        if known is None:
            raise moves.findings.fatal(
                moves.offset(entry), f"chance move {wanted} has no actions",
                why="only a repeated one may leave them out", hint='add them: { "rain" 1/4 "sun" 3/4 }',
            )  # fmt: skip
        return known
    labels = tuple(label for label, bare in inside[0::2] if not bare)
    values = [number(bare) for _, bare in inside[1::2]]
    probabilities = tuple(value for value in values if value is not None and value >= 0)
    if len(inside) % 2 or len(labels) != len(inside) // 2 or len(probabilities) != len(labels):
        raise moves.findings.fatal(
            moves.offset(entry), f"the list {braces[:60]} is not actions with their probabilities",
            hint='write { "rain" 1/4 "sun" 3/4 }: each action, then a number from 0 to 1',
        )  # fmt: skip
    if abs(sum(probabilities) - 1.0) > _SUM_TOLERANCE:
        moves.findings.add(
            moves.offset(entry), f"the probabilities of chance move {wanted} sum to {sum(probabilities):.9g}",
            why="they must sum to 1", hint="write rationals where decimals do not end: 1/3",
        )  # fmt: skip
    chance = Chance(labels, probabilities, tuple(bare for _, bare in inside[1::2]))
    moves.chances.setdefault(wanted, chance)
    return chance
