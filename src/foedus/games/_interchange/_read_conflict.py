"""Conflicts as JSON: options or states, moves, and a ranking for each decision maker.

One conflict is an object; several are a list, or an object with ``cases``. Keys: ``dms`` (decision makers), ``options``
(lists of decision maker, name and, if wanted, ``both``, ``forward`` or ``back``), ``infeasible`` (patterns of option
numbers to 0 or 1), ``states``, ``moves`` (pairs of states, a list for each decision maker; else made from the options),
``status_quo``, and one of ``payoffs``, ``payoffs_ordinal``, ``ranking`` (groups, best first), ``preference_vectors``
(best first; perhaps several, by name), ``prioritising`` (statements over options, most important first). With options,
the number of a state has bit *k* set where option *k* is taken. Besides, if wanted: ``irreversible`` (names of options
that cannot be undone once taken), ``unknown`` (for a decision maker, pairs of states whose order is not known) and
``strength`` (for a decision maker, tiers of states, best first: a preference across tiers is strong).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus._core import CaseError, Diagnostic, Place, Severity

from .._conflict import Conflict
from ._option_statements import rank_by_statements, read_statement

MAX_STATES = 4_096
MAX_OPTIONS = 16
MAX_PLAYERS = 12
MAX_STATEMENTS = 64


@dataclass(frozen=True, slots=True, eq=False)
class NamedConflict:
    """A conflict of a file; ``variant`` names one of several preferences."""

    name: str
    variant: str
    conflict: Conflict
    status_quo: int = -1
    """Number of the state the conflict starts from; -1: not said."""


class _Bad(ValueError):
    """Something is wrong with one conflict; the message says what and what to write."""


def read_conflicts(text: str, *, file: str) -> list[NamedConflict]:
    """Return the conflicts of a JSON text.

    Raises:
        CaseError: it is not JSON, or no conflict in it can be read; every mistake is named.

    >>> text = '{"dms": ["a"], "options": [["a", "go"]], "payoffs": {"a": {"0": 1, "1": 2}}}'
    >>> read_conflicts(text, file="x.json")[0].conflict.states
    ('0', '1')
    """
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        raise CaseError([_finding(file, "this is not JSON", line=line, column=column)]) from None
    listed = data.get("cases", [data]) if isinstance(data, dict) else data
    found: list[NamedConflict] = []
    wrong: list[Diagnostic] = []
    for number, each in enumerate(listed if isinstance(listed, list) else []):
        label = str(each.get("name", number + 1)) if isinstance(each, dict) else str(number + 1)
        try:
            found += _read(each, label)
        except _Bad as error:
            wrong.append(_finding(file, f"conflict {label!r}: {error}"))
    if not found:
        raise CaseError(wrong or [_finding(file, "there is no conflict in it")])
    return found


def _finding(file: str, message: str, *, line: int = 1, column: int = 1) -> Diagnostic:
    hint = (
        "write `dms`, `options` or `states` with `moves`, and"
        " `payoffs`, `ranking`, `preference_vectors` or `prioritising`"
    )
    return Diagnostic("bad-conflict", Severity.ERROR, message, Place(file, line, column), "it cannot be analysed", hint)


def _read(data: Any, name: str) -> list[NamedConflict]:
    if not isinstance(data, dict):
        raise _Bad("it is no object")
    players = [str(player) for player in _list(data, "dms")]
    if not 1 <= len(players) <= MAX_PLAYERS or len(set(players)) < len(players):
        raise _Bad(f"`dms` must name 1 to {MAX_PLAYERS} decision makers, each once")
    options = _options(data, players)
    states = _states(data, options)
    number = {state: position for position, state in enumerate(states)}
    moves = _moves(data, players, options, states, number)
    quo = data.get("status_quo")
    start = number.get(str(quo), -1) if quo is not None else -1
    unknown = _unknown(data, players, number)
    return [
        NamedConflict(
            name,
            variant,
            Conflict.of(
                players, states, moves=moves, rank=rank, tier=_tiers(data, players, number, rank), unknown=unknown
            ),
            start,
        )
        for variant, rank in _preferences(data, players, number)
    ]


def _list(data: dict[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise _Bad(f"`{key}` must be a list")
    return value


def _options(data: dict[str, Any], players: list[str]) -> list[tuple[int, str]]:
    """Return the player and the direction of each option."""
    options = []
    final = set(map(str, _list(data, "irreversible")))
    for option in _list(data, "options"):
        if not isinstance(option, list) or len(option) < 2 or str(option[0]) not in players:
            raise _Bad(f"option {option!r} must be [decision maker, name] of a decision maker in `dms`")
        way = str(option[2]) if len(option) > 2 else "both"
        if way not in ("both", "forward", "back"):
            raise _Bad(f"option {option[1]!r} goes {way!r}; write both, forward or back")
        if str(option[1]) in final:
            way = "forward"
        options.append((players.index(str(option[0])), way))
    missing = final - {str(option[1]) for option in _list(data, "options")}
    if missing:
        raise _Bad(f"`irreversible` names {', '.join(sorted(map(repr, missing)))}, which no option is called")
    if len(options) > MAX_OPTIONS:
        raise _Bad(f"{len(options)} options; the limit is {MAX_OPTIONS}")
    return options


def _states(data: dict[str, Any], options: list[tuple[int, str]]) -> list[str]:
    if "states" in data:
        states = [str(state) for state in _list(data, "states")]
    elif options:
        patterns = [
            {int(option): int(value) for option, value in pattern.items()}
            for pattern in _list(data, "infeasible")
            if isinstance(pattern, dict)
        ]
        every = (tuple(reversed(bits)) for bits in product((0, 1), repeat=len(options)))
        states = [
            str(sum(bit << place for place, bit in enumerate(bits)))
            for bits in every
            if not any(
                pattern and all(bits[option] == value for option, value in pattern.items()) for pattern in patterns
            )
        ]
    else:
        vectors = data.get("preference_vectors")
        raise _Bad("it has neither `states` nor `options`" + (" (preferences alone are not enough)" if vectors else ""))
    if not states or len(states) > MAX_STATES or len(set(states)) < len(states):
        raise _Bad(f"it must have 1 to {MAX_STATES} states, each once")
    return states


def _moves(
    data: dict[str, Any], players: list[str], options: list[tuple[int, str]], states: list[str], number: dict[str, int]
) -> list[list[tuple[int, int]]]:
    if "moves" in data:
        lists = _list(data, "moves")
        if len(lists) != len(players):
            raise _Bad("`moves` must hold one list of pairs for each decision maker")
        try:
            return [[(number[str(one)], number[str(two)]) for one, two in pairs] for pairs in lists]
        except (KeyError, TypeError, ValueError) as error:
            raise _Bad(f"`moves` must be pairs of states ({error})") from None
    if not options:
        raise _Bad("it has neither `moves` nor `options`, so nobody can move")
    if not all(state.isdecimal() for state in states):
        raise _Bad("states made of options must be numbers whose bits are the options")
    codes = [int(state) for state in states]
    moves: list[list[tuple[int, int]]] = []
    for player in range(len(players)):
        own = [place for place, (owner, _) in enumerate(options) if owner == player]
        pairs = []
        for bits in range(1, 1 << len(own)):
            flip = sum(1 << place for order, place in enumerate(own) if bits >> order & 1)
            pairs += [
                (number[str(code)], number[str(code ^ flip)])
                for code in codes
                if str(code ^ flip) in number and _allowed(code, flip, own, options)
            ]
        moves.append(pairs)
    return moves


def _allowed(code: int, flip: int, own: list[int], options: list[tuple[int, str]]) -> bool:
    return all(
        options[place][1] == "both" or (options[place][1] == "forward") != bool(code >> place & 1)
        for place in own
        if flip >> place & 1
    )


def _preferences(data: dict[str, Any], players: list[str], number: dict[str, int]) -> list[tuple[str, list[list[int]]]]:
    for key in ("payoffs", "payoffs_ordinal", "ranking", "preference_vectors", "prioritising"):
        if key not in data:
            continue
        table = data[key]
        if not isinstance(table, dict):
            raise _Bad(f"`{key}` must be an object with one entry for each decision maker")
        if key == "prioritising":
            return [("", [_prioritised(data, table.get(player), player, number) for player in players])]
        tables = {"": table} if set(players) <= set(table) else table
        return [
            (str(variant), [_rank(each, player, key, number) for player in players]) for variant, each in tables.items()
        ]
    raise _Bad("it says nothing about preferences")


def _rank(table: Any, player: str, key: str, number: dict[str, int]) -> list[int]:
    try:
        entry = table[player]
        if key == "payoffs_ordinal":
            rank = dict(zip(number, map(float, entry), strict=True))
        elif key == "payoffs":
            rank = {str(state): float(value) for state, value in entry.items()}
        else:
            groups = [group if isinstance(group, list) else [group] for group in entry]
            rank = {str(state): -float(place) for place, group in enumerate(groups) for state in group}
        values = [rank[state] for state in number]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _Bad(f"`{key}` of {player} must rank every state ({error})") from None
    order = {value: place for place, value in enumerate(sorted(set(values)))}
    return [order[value] for value in values]


def _prioritised(data: dict[str, Any], statements: Any, player: str, number: dict[str, int]) -> list[int]:
    if not isinstance(statements, list) or not 0 < len(statements) <= MAX_STATEMENTS:
        raise _Bad(
            f"`prioritising` of {player} must be a list of 1 to {MAX_STATEMENTS} statements, the first matters most"
        )
    if not data.get("options") or not all(state.isdecimal() for state in number):
        raise _Bad("`prioritising` speaks of options: it needs `options`, and states that are numbers")
    names = [str(option[1]) for option in _list(data, "options")]
    try:
        read = [read_statement(str(statement), options=names) for statement in statements]
    except ValueError as error:
        raise _Bad(f"`prioritising` of {player}: {error}") from None
    return rank_by_statements(read, codes=[int(state) for state in number])


def _by_player(data: dict[str, Any], key: str, players: list[str]) -> dict[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict) or not set(table) <= set(players):
        raise _Bad(f"`{key}` must be an object with entries for decision makers in `dms`")
    return table


def _unknown(data: dict[str, Any], players: list[str], number: dict[str, int]) -> NDArray[np.bool_] | None:
    table = _by_player(data, "unknown", players)
    if not table:
        return None
    unknown = np.zeros((len(players), len(number), len(number)), dtype=np.bool_)
    for player, pairs in table.items():
        try:
            for one, two in pairs:
                here, there = number[str(one)], number[str(two)]
                if here != there:
                    unknown[players.index(player), [here, there], [there, here]] = True
        except (KeyError, TypeError, ValueError) as error:
            raise _Bad(f"`unknown` of {player} must be pairs of states ({error})") from None
    return unknown


def _tiers(
    data: dict[str, Any], players: list[str], number: dict[str, int], rank: list[list[int]]
) -> list[list[int]] | None:
    table = _by_player(data, "strength", players)
    if not table:
        return None
    tiers = []
    for place, player in enumerate(players):
        tier = _rank(table, player, "strength", number) if player in table else [0] * len(number)
        bounds: dict[int, tuple[int, int]] = {}
        for each, value in zip(tier, rank[place], strict=True):
            low, high = bounds.get(each, (value, value))
            bounds[each] = (min(low, value), max(high, value))
        ordered = [bounds[each] for each in sorted(bounds)]
        if any(below[1] >= above[0] for below, above in pairwise(ordered)):
            raise _Bad(f"`strength` of {player} puts a state into a higher tier than one that is no worse")
        tiers.append(tier)
    return tiers
