"""States and moves of a conflict: listed, or made from options that decision makers take or leave.

With options the number of a state has bit *k* set where option *k* is taken. A player's move changes any of its own
options at once, as far as their directions and the feasible states allow.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._conflict_text import BadConflict, few, listed, name_of, shown

MAX_STATES = 4_096
MAX_OPTIONS = 16
MAX_PATTERNS = 4_096

Option = tuple[int, str]
"""Player, and ``both``, ``forward`` or ``back``."""


def read_options(data: dict[str, Any], players: list[str]) -> tuple[list[Option], list[str]]:
    """Return the player and the direction of each option, and notes on what was passed over."""
    names, options, notes = [], [], []
    for option in listed(data, "options"):
        if not isinstance(option, list) or not 2 <= len(option) <= 3:
            raise BadConflict(f"option {shown(option)} must be [decision maker, name], with a direction if wanted")
        owner, name = name_of(option[0], what="a decision maker"), name_of(option[1], what="the name of an option")
        if owner not in players:
            raise BadConflict(f"option {name!r} belongs to {owner!r}, who is not in `dms`: that has {few(players)}")
        way = option[2] if len(option) > 2 else "both"
        if way not in ("both", "forward", "back"):
            raise BadConflict(f"option {name!r} goes {shown(way)}; write both, forward or back")
        names.append(name)
        options.append((players.index(owner), str(way)))
    if len(options) > MAX_OPTIONS:
        raise BadConflict(f"{len(options)} options; the limit is {MAX_OPTIONS}")
    final = data.get("irreversible", [])
    if isinstance(final, str) and final not in names:
        notes.append(
            "`irreversible` is a remark, not a list of options, so every option can be undone here:"
            f" write it as a list, as in {names[:1]}, if some cannot"
        )
        return options, notes
    wanted = [final] if isinstance(final, str) else [name_of(each, what="an irreversible option") for each in
                                                     listed(data, "irreversible")]  # fmt: skip
    missing = [each for each in wanted if each not in names]
    if missing:
        raise BadConflict(f"`irreversible` names {few(missing)}, which no option is called; options are {few(names)}")
    return [(owner, "forward" if name in wanted else way)
            for name, (owner, way) in zip(names, options, strict=True)], notes  # fmt: skip


def read_states(
    data: dict[str, Any], options: list[Option], *, ranked: list[str] | None
) -> tuple[list[str], list[str]]:
    """Return the names of the states, and notes on what was taken for granted.

    Where they are made from options and the preferences rank some of them only, the same for everybody (*ranked*),
    those are the feasible ones.
    """
    notes = []
    if "states" in data:
        states = [name_of(state, what="a state") for state in listed(data, "states")]
    elif options:
        feasible = _feasible(data, len(options))
        states = [str(code) for code in feasible]
        if ranked is not None and set(ranked) < set(states):
            notes = [f"nobody ranks {few(state for state in states if state not in ranked)}: taken as infeasible"]
            states = [state for state in states if state in ranked]
    else:
        raise BadConflict("it has neither `states` (with `moves`) nor `options`, so there is nothing to rank")
    if len(states) > MAX_STATES:
        raise BadConflict(f"{len(states):,} states; the limit is {MAX_STATES:,}: rule some out with `infeasible`")
    if not states:
        raise BadConflict("it has no state: `infeasible` rules out all, or `states` is empty")
    if len(set(states)) < len(states):
        twice = next(state for place, state in enumerate(states) if state in states[:place])
        raise BadConflict(f"state {twice!r} stands twice in `states`")
    return states, notes


def _feasible(data: dict[str, Any], options: int) -> list[int]:
    patterns = listed(data, "infeasible")
    if len(patterns) > MAX_PATTERNS:
        raise BadConflict(f"{len(patterns):,} patterns in `infeasible`; the limit is {MAX_PATTERNS:,}")
    codes = np.arange(1 << options)
    keep = np.ones(len(codes), dtype=np.bool_)
    for pattern in patterns:
        keep &= ~_matches(pattern, codes, options)
    return [int(code) for code in codes[keep]]


def _matches(pattern: Any, codes: NDArray[np.int64], options: int) -> NDArray[np.bool_]:
    if not isinstance(pattern, dict) or not pattern:
        raise BadConflict(
            f"a pattern of `infeasible` must be an object such as {{'0': 1, '2': 0}}, not {shown(pattern)}"
        )
    match = np.ones(len(codes), dtype=np.bool_)
    for option, value in pattern.items():
        if not (option.isascii() and option.isdigit() and len(option) < 4 and int(option) < options):
            raise BadConflict(f"`infeasible` speaks of option {option!r}; options are numbered 0 to {options - 1}")
        if isinstance(value, bool) or str(value) not in ("0", "1"):
            raise BadConflict(f"`infeasible` gives option {option} {shown(value)}; write 0 or 1")
        match &= (codes >> int(option) & 1) == int(value)
    return match


def read_moves(
    data: dict[str, Any], players: list[str], options: list[Option], number: dict[str, int]
) -> list[list[tuple[int, int]]]:
    """Return the moves of each player, as pairs of places of states."""
    if "moves" in data:
        lists = listed(data, "moves")
        if len(lists) != len(players):
            raise BadConflict(
                f"`moves` must hold a list of pairs for each of {len(players)} decision makers; it holds {len(lists)}"
            )
        return [_pairs(pairs, player, number) for player, pairs in zip(players, lists, strict=True)]
    if not options:
        raise BadConflict(
            "it has neither `moves` nor `options` (in the order of the bits of the states), so nobody can move"
        )
    strange = [state for state in number if not (state.isascii() and state.isdigit() and len(state) < 9)]
    if strange:
        raise BadConflict(
            f"states made of options must be numbers whose bits are the options; {strange[0]!r} is none:"
            " number the states so, or give `moves`"
        )
    codes = {int(state): place for state, place in number.items()}
    over = [code for code in codes if code >> len(options)]
    if over:
        raise BadConflict(f"state {over[0]} takes an option beyond the last; {len(options)} options make states up to"
                          f" {(1 << len(options)) - 1}")  # fmt: skip
    return [_own_moves(player, options, codes) for player in range(len(players))]


def _pairs(pairs: Any, player: str, number: dict[str, int]) -> list[tuple[int, int]]:
    if not isinstance(pairs, list):
        raise BadConflict(f"`moves` of {player} must be a list of pairs of states")
    found = []
    for pair in pairs:
        if not isinstance(pair, list) or len(pair) != 2:
            raise BadConflict(f"`moves` of {player} must be pairs of states; {shown(pair)} is no pair")
        ends = [name_of(state, what=f"a state in `moves` of {player}") for state in pair]
        for state in ends:
            if state not in number:
                raise BadConflict(f"`moves` of {player} names {state!r}, which is no state; states are {few(number)}")
        found.append((number[ends[0]], number[ends[1]]))
    return found


def _own_moves(player: int, options: list[Option], codes: dict[int, int]) -> list[tuple[int, int]]:
    own = [place for place, (owner, _) in enumerate(options) if owner == player]
    only = {way: sum(1 << place for place in own if options[place][1] == way) for way in ("forward", "back")}
    states = np.array(list(codes))
    place = np.full(1 << len(options), -1)
    place[states] = list(codes.values())
    pairs: list[tuple[int, int]] = []
    for bits in range(1, 1 << len(own)):
        flip = sum(1 << option for order, option in enumerate(own) if bits >> order & 1)
        allowed = (states & flip & only["forward"] == 0) & (~states & flip & only["back"] == 0)
        allowed &= place[states ^ flip] >= 0
        here = states[allowed]
        pairs += zip(place[here].tolist(), place[here ^ flip].tolist(), strict=True)
    return pairs
