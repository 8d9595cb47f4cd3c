"""The ordinal reading of a case on the terminal: what it holds, what it leaves out, what is stable for which types."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from ._reasons import reason_lines
from ._stability_entry import Asked, Shown, entry_of
from ._state_sets import told_sets
from ._wish import wish_lines

if TYPE_CHECKING:
    from foedus.compiler import OrdinalReading
    from foedus.scenario import Scenario

MOST_ROWS = 40
"""States listed one by one; more are told as sets."""
MOST_SETS = 12


def chosen_types(given: Sequence[str]) -> dict[str, str]:
    """Return actor → type from texts like ``us=opportunist,prc=resolute``."""
    chosen: dict[str, str] = {}
    for text in ",".join(given).split(","):
        if not text.strip():
            continue
        actor, equals, type_ = (part.strip() for part in text.partition("="))
        if not (actor and equals and type_):
            raise click.UsageError(f"`--as {text}` is no actor=type; write it as in `--as us=opportunist`.")
        if chosen.setdefault(actor, type_) != type_:
            raise click.UsageError(f"`--as` gives {actor} two types, {chosen[actor]} and {type_}.")
    return chosen


def readings_of(
    scenario: Scenario, *, types: dict[str, str], plan: str | None, every_fact: bool, nature: bool
) -> tuple[OrdinalReading, ...]:
    """Return the readings; a plan, an actor or a type that is none is misuse."""
    from foedus.compiler import ordinal_readings

    plans = [item.id for item in scenario.plans]
    if plan is not None and plan not in plans:
        near = difflib.get_close_matches(plan, plans, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(plans)}."
        raise click.UsageError(f"{scenario.case} has no plan {plan!r}; {hint}")
    try:
        return ordinal_readings(scenario, types=types, plan=plan, every_fact=every_fact, nature=nature)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from error


def state_of(reading: OrdinalReading, text: str) -> int:
    """Return the state *text* names: ``status_quo``, or values of facts, the rest as at the status quo if it can be.

    Where no such state can be reached, the first is taken that is reached with these values.
    """
    labels = reading.conflict.states
    if text in labels:
        return labels.index(text)
    start = reading.coordinates[0]
    known = {name: dict.fromkeys(_text(dict(state)[name]) for state in reading.coordinates) for name, _ in start}
    wanted: dict[str, str] = {}
    for part in text.split(","):
        name, equals, value = (each.strip() for each in part.partition("="))
        if not equals or name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"states are made of {', '.join(known)}."
            raise click.UsageError(f"There is no state {text!r}: {name!r} is none of its names; {hint}")
        if value not in known[name]:
            raise click.UsageError(
                f"There is no state {text!r}: {name} is {' or '.join(known[name])} in the states that moves lead to."
            )
        wanted[name] = value
    rows = [{name: _text(value) for name, value in state} for state in reading.coordinates]
    fitting = [number for number, row in enumerate(rows) if wanted.items() <= row.items()]
    if not fitting:
        raise click.UsageError(f"No moves lead from the status quo to a state with {text}.")
    return min(
        fitting,
        key=lambda number: sum(row != first for row, first in zip(reading.coordinates[number], start, strict=True)),
    )


def case_entry(
    scenario: Scenario,
    readings: Sequence[OrdinalReading],
    asked: Asked,
    *,
    explain: str | None,
    wish: str | None,
    nature: bool,
) -> dict[str, Any]:
    """Return the analysis of every combination of types, and what holds for all of them."""
    combinations = []
    for reading in readings:
        entry = entry_of(
            shown_of(reading), asked,
            explain=None if explain is None else state_of(reading, explain),
            wish=None if wish is None else state_of(reading, wish),
        )  # fmt: skip
        combinations.append({"types": dict(reading.types), **entry})
    first, left_out = readings[0], readings[0].left_out
    return {
        "case": scenario.case,
        "sanctions": asked.sanctions,
        "chance": "nature" if nature else "left out",
        "players": list(first.conflict.players),
        "states": [
            {"state": label, "values": dict(state), "outcome": outcome or None}
            for label, state, outcome in zip(first.conflict.states, first.coordinates, first.outcomes, strict=True)
        ],
        "left_out": {name: list(getattr(left_out, name)) for name in type(left_out).__slots__},
        "plans_alike": bool(scenario.plans)
        and all(stage in left_out.stages for plan in scenario.plans for stage, _ in plan.fixes),
        "combinations": combinations,
        "in_every_combination": {
            concept: [
                state for state in listed if all(state in each["equilibria"][concept] for each in combinations[1:])
            ]
            for concept, listed in combinations[0]["equilibria"].items()
        },
    }


def shown_of(reading: OrdinalReading) -> Shown:
    """Return the reading's conflict with its names."""
    return Shown(reading.conflict, reading.conflict.states, 0, reading.moves, reading.outcomes)


def case_lines(
    readings: Sequence[OrdinalReading], entry: dict[str, Any], asked: Asked, *, explain: str | None
) -> Iterator[str]:
    """Yield the same in words; combinations with the same equilibria are told once."""
    first = readings[0]
    players = first.conflict.players
    yield f"{entry['case']}, ordinal reading (sanctions: {asked.sanctions})"
    names = ", ".join(name for name, _ in first.coordinates[0] if "(" not in name)
    yield f"{len(first.conflict.states)} states of {names}; each counts as the outcome whose condition holds there"
    yield f"players: {', '.join(players)}"
    yield from _left_out_lines(entry)
    groups: dict[str, list[int]] = {}
    for number, each in enumerate(entry["combinations"]):
        groups.setdefault(str(each["equilibria"]), []).append(number)
    for same in groups.values():
        yield ""
        yield "; ".join(_types_text(entry["combinations"][number]) for number in same)
        yield from (f"  {line}" for line in _equilibria_lines(readings[same[0]], entry["combinations"][same[0]]))
        for number in same:
            told = [*_reason_lines(readings[number], asked, explain), *_wish_lines(entry["combinations"][number])]
            if told and len(same) > 1:
                yield f"  {_types_text(entry['combinations'][number])}:"
            yield from (f"  {line}" for line in told)
    if len(groups) > 1:
        yield ""
        yield "whatever the types:"
        yield from (f"  {line}" for line in _rows(first, entry["in_every_combination"]))


def _types_text(combination: dict[str, Any]) -> str:
    return ", ".join(f"{actor}={type_}" for actor, type_ in combination["types"].items()) or "equilibria"


def _left_out_lines(entry: dict[str, Any]) -> Iterator[str]:
    left_out = entry["left_out"]
    said = {
        "facts": "no outcome hangs on the facts",
        "actors": "no move of theirs bears on an outcome:",
        "stages": "no move bears on an outcome at",
        "outcomes": "no moves lead to the outcomes",
        "impossible": "in some orders these would give a fact no value it has, and are closed there:",
    }
    for name, words in said.items():
        if left_out[name]:
            yield f"  {words} {', '.join(left_out[name])}"
    if entry["plans_alike"]:
        yield "  the plans fix moves at such stages only: an ordinal reading cannot tell them apart"
    chance = "" if entry["chance"] == "nature" else ", chance"
    yield f"  costs and other considerations, secrecy{chance} and the order of stages are not in an ordinal reading"


def _equilibria_lines(reading: OrdinalReading, entry: dict[str, Any]) -> Iterator[str]:
    yield from _rows(reading, entry["equilibria"])
    if "coalition_equilibria" in entry:
        yield "of these, no coalition leaves:"
        yield from (f"  {line}" for line in _rows(reading, entry["coalition_equilibria"]))
    ways = [row for row in entry["from_status_quo"] if row["way"]]
    for row in ways[:MOST_ROWS]:
        steps = ", ".join(f"{step['player']} to {step['state']} (by {step['move']})" for step in row["way"])
        yield f"from the status quo to {row['state']}: {steps}"
    if len(ways) > MOST_ROWS:
        yield f"… and to {len(ways) - MOST_ROWS} more (see --json)"
    if not ways:
        yield "no improvements lead from the status quo to another of these"


def _rows(reading: OrdinalReading, equilibria: dict[str, list[str]]) -> Iterator[str]:
    """Yield a line a state, or, where they are many, a few lines a concept."""
    labels = reading.conflict.states
    place = {label: number for number, label in enumerate(labels)}
    steady = sorted({place[label] for listed in equilibria.values() for label in listed})
    if not steady:
        yield "no state is stable"
    elif len(steady) <= MOST_ROWS:
        width = max(len(labels[state]) for state in steady)
        wide = max(len(reading.outcomes[state]) for state in steady)
        for state in steady:
            stable = " ".join(concept for concept, listed in equilibria.items() if labels[state] in listed)
            yield f"{labels[state]:<{width}}  {reading.outcomes[state] or '(no outcome)':<{wide}}  {stable}"
    else:
        names = [name for name, _ in reading.coordinates[0]]
        rows = [tuple(_text(value) for _, value in state) for state in reading.coordinates]
        kinds: dict[tuple[str, ...], list[str]] = {}
        for concept, found in equilibria.items():
            kinds.setdefault(tuple(found), []).append(concept)
        for listed, concepts in kinds.items():
            by_outcome = Counter(reading.outcomes[place[label]] or "(no outcome)" for label in listed)
            counts = ", ".join(f"{outcome} {count}" for outcome, count in by_outcome.most_common())
            yield f"{', '.join(concepts)}: {len(listed):,} of {len(labels):,} states" + (
                f" ({counts})" if counts else ""
            )
            sets = told_sets(rows, {place[label] for label in listed}, names=names)
            yield from (f"  {line}" for line in sets[:MOST_SETS])
            if len(sets) > MOST_SETS:
                yield f"  … and {len(sets) - MOST_SETS} more sets of states (see --json)"


def _reason_lines(reading: OrdinalReading, asked: Asked, explain: str | None) -> list[str]:
    from foedus.solve import stability_reasons

    if explain is None:
        return []
    conflict = reading.conflict
    told: dict[str, Any] = {"players": conflict.players, "labels": conflict.states, "moves": reading.moves}
    reasons = stability_reasons(conflict, state_of(reading, explain), **asked.how)
    return [line for reason in reasons for line in reason_lines(reason, **told)]


def _wish_lines(combination: dict[str, Any]) -> list[str]:
    return wish_lines(combination["wish"]) if "wish" in combination else []


def _text(value: float | str) -> str:
    return value if isinstance(value, str) else format(value, "g")
