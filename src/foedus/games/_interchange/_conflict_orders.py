"""Preferences of a conflict: a rank of every state for each decision maker, pairs unknown, tiers of strength."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._conflict_text import BadConflict, few, listed, name_of, shown
from ._option_statements import rank_by_statements, read_statement

MAX_STATEMENTS = 64
KINDS = ("payoffs", "payoffs_ordinal", "ranking", "preference_vectors", "prioritising")

Ranks = list[list[int]]


def read_preferences(data: dict[str, Any], players: list[str], number: dict[str, int]) -> list[tuple[str, Ranks]]:
    """Return the ranks, higher for better, under each name the file gives them (most often one, without a name)."""
    key, table = _table(data)
    if key == "prioritising":
        return [("", [_prioritised(data, table.get(player), player, number) for player in players])]
    return [
        (variant, [_rank(_of(each, player, key), player, key, number) for player in players])
        for variant, each in _variants(table, players, key)
    ]


def ranked_states(data: dict[str, Any], players: list[str]) -> list[str] | None:
    """Return the states that the preferences rank, if they are lists, and of the same states for everybody."""
    try:
        key, table = _table(data)
        if key not in ("ranking", "preference_vectors"):
            return None
        found = [
            sorted(_places(_of(each, player, key), player, key))
            for _, each in _variants(table, players, key)
            for player in players
        ]
    except BadConflict:  # said where the ranks are read
        return None
    return found[0] if found and all(each == found[0] for each in found) else None


def _table(data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    key = next((key for key in KINDS if key in data), None)
    if key is None:
        raise BadConflict("it says nothing about preferences")
    table = data[key]
    if not isinstance(table, dict):
        raise BadConflict(f"`{key}` must be an object with one entry for each decision maker")
    return key, table


def _variants(table: dict[str, Any], players: list[str], key: str) -> list[tuple[str, dict[str, Any]]]:
    if set(players) <= set(table):
        return [("", table)]
    if table and all(isinstance(each, dict) and set(players) <= set(each) for each in table.values()):
        return list(table.items())
    missing = [player for player in players if player not in table]
    raise BadConflict(f"`{key}` has no entry for {few(missing)}")


def _of(table: dict[str, Any], player: str, key: str) -> Any:
    if player not in table:
        raise BadConflict(f"`{key}` has no entry for {player}")
    return table[player]


def _rank(entry: Any, player: str, key: str, number: dict[str, int]) -> list[int]:
    if key == "payoffs_ordinal":
        if not isinstance(entry, list):
            raise BadConflict(f"`{key}` of {player} must be a list of numbers, one a state")
        if len(entry) != len(number):
            raise BadConflict(f"`{key}` of {player} has {len(entry)} numbers for {len(number)} states")
        places = {state: _number(value, player, key) for state, value in zip(number, entry, strict=True)}
    else:
        places = _places(entry, player, key)
    strange = [state for state in places if state not in number]
    if strange:
        raise BadConflict(f"`{key}` of {player} ranks {few(strange)}, which is no state; states are {few(number)}")
    missing = [state for state in number if state not in places]
    if missing:
        raise BadConflict(f"`{key}` of {player} must rank every state; it leaves out {few(missing)}")
    order = {value: place for place, value in enumerate(sorted(set(places.values())))}
    return [order[places[state]] for state in number]


def _places(entry: Any, player: str, key: str) -> dict[str, float]:
    """Return the payoff of each state, or minus its place in a list that begins with the best."""
    if key == "payoffs":
        if not isinstance(entry, dict):
            raise BadConflict(f"`{key}` of {player} must be an object: a number for each state")
        return {state: _number(value, player, key) for state, value in entry.items()}
    if not isinstance(entry, list):
        raise BadConflict(f"`{key}` of {player} must be a list of states, best first")
    places: dict[str, float] = {}
    for place, group in enumerate(entry):
        for each in group if isinstance(group, list) else [group]:
            state = name_of(each, what=f"a state in `{key}` of {player}")
            if state in places:
                raise BadConflict(f"`{key}` of {player} ranks {state!r} twice")
            places[state] = -float(place)
    return places


def _number(value: Any, player: str, key: str) -> float:
    try:
        number = float(value) if not isinstance(value, bool) else None
    except (TypeError, ValueError, OverflowError):
        number = None
    if number is None or not isfinite(number):
        raise BadConflict(f"`{key}` of {player} must be numbers; {shown(value)} is none that can be ranked")
    return number


def _prioritised(data: dict[str, Any], statements: Any, player: str, number: dict[str, int]) -> list[int]:
    if not isinstance(statements, list) or not 0 < len(statements) <= MAX_STATEMENTS:
        raise BadConflict(
            f"`prioritising` of {player} must be a list of 1 to {MAX_STATEMENTS} statements, the first matters most"
        )
    if not data.get("options") or not all(state.isascii() and state.isdigit() for state in number):
        raise BadConflict("`prioritising` speaks of options: it needs `options`, and states that are numbers")
    names = [str(option[1]) for option in listed(data, "options")]
    try:
        read = [read_statement(str(statement), options=names) for statement in statements]
    except ValueError as error:
        raise BadConflict(f"`prioritising` of {player}: {error}") from None
    return rank_by_statements(read, codes=[int(state) for state in number])


def _by_player(data: dict[str, Any], key: str, players: list[str]) -> dict[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict) or not set(table) <= set(players):
        raise BadConflict(f"`{key}` must be an object with entries for decision makers in `dms`")
    return table


def read_unknown(data: dict[str, Any], players: list[str], number: dict[str, int]) -> NDArray[np.bool_] | None:
    """Return which pairs of states have no known order; None: all have."""
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
            raise BadConflict(f"`unknown` of {player} must be pairs of states ({error})") from None
    return unknown


def read_tiers(data: dict[str, Any], players: list[str], number: dict[str, int], *, rank: Ranks) -> Ranks | None:
    """Return the tier of each state, higher for better; None: no preference is strong."""
    table = _by_player(data, "strength", players)
    if not table:
        return None
    tiers = []
    for place, player in enumerate(players):
        tier = _rank(table[player], player, "strength", number) if player in table else [0] * len(number)
        bounds: dict[int, tuple[int, int]] = {}
        for each, value in zip(tier, rank[place], strict=True):
            low, high = bounds.get(each, (value, value))
            bounds[each] = (min(low, value), max(high, value))
        ordered = [bounds[each] for each in sorted(bounds)]
        if any(below[1] >= above[0] for below, above in pairwise(ordered)):
            raise BadConflict(f"`strength` of {player} puts a state into a higher tier than one that is no worse")
        tiers.append(tier)
    return tiers
