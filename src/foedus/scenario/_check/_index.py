"""The scenario looked up by name and by place in the order of play."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from .._expression import Assign, Become
from .._model import CHANCE, Actor, Commitment, Fact, Move, Outcome, Repeat, Scenario, Stage, Step, Together
from .._options import options
from ._terms import effect_values, mentions

T = TypeVar("T")

NONE = "none"
"""What a stage reads as before a move is chosen there."""
ROUND = "round"
ONLY = "only"
"""The type of an actor that has no private types."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A stage with where it stands: its number in order, its group and its repeat."""

    stage: Stage
    number: int
    together: Together | None
    repeat: Repeat | None
    options: tuple[tuple[Move, Move], ...]
    """What can be chosen: a move (an amount of it filled in), and the move as it is written."""

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen, by name."""
        return tuple(move.id for move, _ in self.options)


@dataclass(frozen=True)
class Index:
    """Everything a rule looks up. Where an id stands twice the first one counts; the names rule says so."""

    scenario: Scenario
    actors: Mapping[str, Actor]
    facts: Mapping[str, Fact]
    seats: tuple[Seat, ...]
    stages: Mapping[str, Seat]
    outcomes: Mapping[str, Outcome]
    commitments: Mapping[str, Commitment]
    words: frozenset[str]
    """Values of facts, moves and types: what an expression may compare with."""
    setters: Mapping[str, frozenset[str]]
    """Fact → the stages with a move that sets it."""
    read: frozenset[str]
    """The facts and stages that some expression reads."""
    changing: frozenset[str]
    """Actors with several types whose type a move of chance changes."""

    def types(self, actor: str) -> tuple[str, ...]:
        """Return the types of *actor*, none for a stranger."""
        return tuple(kind.id for kind in self.actors[actor].types) or (ONLY,) if actor in self.actors else ()

    def is_audience(self, actor: str) -> bool:
        """Return whether *actor* only judges."""
        return actor in self.actors and self.actors[actor].audience is not None

    def movers(self) -> frozenset[str]:
        """Return who moves at some stage, chance and audiences aside."""
        return frozenset(
            seat.stage.by for seat in self.seats if seat.stage.by != CHANCE and not self.is_audience(seat.stage.by)
        )

    def sees(self, actor: str, stage: str) -> bool:
        """Return whether *actor* sees the move at *stage*; chance and strangers see everything."""
        if stage not in self.stages or actor not in self.actors:
            return True
        found = self.stages[stage].stage
        return found.seen_by is None or actor == found.by or actor in found.seen_by

    def unseeing(self, stage: str) -> tuple[str, ...]:
        """Return the actors, audiences included, that do not see the move at *stage*."""
        if stage not in self.stages or self.stages[stage].stage.seen_by is None:
            return ()
        return tuple(actor for actor in self.actors if not self.sees(actor, stage))

    def values(self, name: str) -> tuple[str, ...] | None:
        """Return the words a fact or stage can be; None for what is a number or unknown."""
        if name in self.facts:
            fact = self.facts[name]
            return None if fact.numeric else fact.values
        if name in self.stages:
            return (*self.stages[name].choices, NONE)
        return None

    @cached_property
    def planned(self) -> frozenset[str]:
        """The stages that some plan fixes."""
        return frozenset(self.fixes)

    @cached_property
    def fixes(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Stage → the plans that fix it, each with the move."""
        found: dict[str, list[tuple[str, str]]] = {}
        for plan in self.scenario.plans:
            for stage, move in dict(plan.fixes).items():
                found.setdefault(stage, []).append((plan.id, move))
        return {stage: tuple(fixes) for stage, fixes in found.items()}

    @cached_property
    def seats_by(self) -> Mapping[str, tuple[Seat, ...]]:
        """Actor → its stages, in order."""
        found: dict[str, list[Seat]] = {}
        for seat in self.seats:
            found.setdefault(seat.stage.by, []).append(seat)
        return {actor: tuple(seats) for actor, seats in found.items()}

    @cached_property
    def due(self) -> Mapping[str, tuple[Seat, ...]]:
        """Commitment → the stages where it can fall due."""
        offering: dict[tuple[str, str], list[Seat]] = {}
        for seat in self.seats:
            for choice in dict.fromkeys(seat.choices):
                offering.setdefault((seat.stage.by, choice), []).append(seat)
        found = {}
        for name, item in self.commitments.items():
            seats = {seat.number: seat for move in item.then for seat in offering.get((item.by, move), ())}
            found[name] = tuple(seats[number] for number in sorted(seats))
        return found

    @cached_property
    def promises(self) -> Mapping[int, tuple[Commitment, ...]]:
        """Number of a stage → the commitments that can fall due there."""
        found: dict[int, list[Commitment]] = {}
        for name, seats in self.due.items():
            for seat in seats:
                found.setdefault(seat.number, []).append(self.commitments[name])
        return {number: tuple(items) for number, items in found.items()}

    @cached_property
    def readable(self) -> tuple[str, ...]:
        """The names that an expression can read."""
        return (*self.facts, *self.stages)


def index(scenario: Scenario) -> Index:
    """Return *scenario* looked up by name."""
    seats = _seats(scenario.steps)
    several = {actor.id for actor in scenario.actors if len(actor.types) > 1}
    setters: dict[str, set[str]] = {}
    for seat in seats:
        for move in seat.stage.moves:
            for effect in move.effects:
                if isinstance(effect, Assign):
                    setters.setdefault(effect.fact, set()).add(seat.stage.id)
    words = {value for fact in scenario.facts if not fact.numeric for value in fact.values} | {NONE}
    words |= {choice for seat in seats for choice in seat.choices}
    words |= {kind.id for actor in scenario.actors for kind in actor.types}
    return Index(
        scenario,
        _first((item.id, item) for item in scenario.actors),
        _first((item.id, item) for item in scenario.facts),
        seats,
        _first((item.stage.id, item) for item in seats),
        _first((item.id, item) for item in scenario.outcomes),
        _first((item.id, item) for item in scenario.commitments),
        frozenset(words),
        {fact: frozenset(stages) for fact, stages in setters.items()},
        _read(scenario, seats),
        frozenset(
            effect.actor
            for seat in seats
            for move in seat.stage.moves
            for effect in move.effects
            if isinstance(effect, Become) and effect.actor in several
        ),
    )


def _first(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Return names and things in the order of the file; of two with one name, the first."""
    found: dict[str, T] = {}
    for name, thing in pairs:
        found.setdefault(name, thing)
    return found


def _seats(steps: tuple[Step, ...]) -> tuple[Seat, ...]:
    seats: list[Seat] = []
    for step in steps:
        repeat = step if isinstance(step, Repeat) else None
        for inner in step.body if isinstance(step, Repeat) else (step,):
            together = inner if isinstance(inner, Together) else None
            for stage in inner.stages if isinstance(inner, Together) else (inner,):
                seats.append(Seat(stage, len(seats), together, repeat, _options(stage)))
    return tuple(seats)


def _options(stage: Stage) -> tuple[tuple[Move, Move], ...]:
    written = [move for move in stage.moves for _ in (move.choice.amounts if move.choice is not None else (0.0,))]
    return tuple(zip(options(stage), written, strict=True))


def _read(scenario: Scenario, seats: tuple[Seat, ...]) -> frozenset[str]:
    found: set[str] = set()
    for seat in seats:
        found |= mentions(seat.stage.when).names
        for move in seat.stage.moves:
            found |= mentions(move.when, *effect_values(move.effects)).names
    found |= mentions(*(step.until for step in scenario.steps if isinstance(step, Repeat))).names
    found |= mentions(*(outcome.when for outcome in scenario.outcomes)).names
    found |= mentions(*(commitment.condition for commitment in scenario.commitments)).names
    return frozenset(found | mentions(*(item.per for item in scenario.considerations)).names)
