"""One moment of play: a scenario under a plan, looked up by name, and how far play has come in it.

The values only; the rules of going on are in ``_interpret``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, TypeAlias

from ._evaluate import Value, View, holds
from ._model import Move, Plan, Repeat, Scenario, Stage, Together
from ._numbers import number_text
from ._observation import InfosetKey, Observation

NumberKey: TypeAlias = tuple[str, ...]
"""Kind and keys of a number that a draw fixes: ``("prior", "", "us", "weary")``, ``("weight", "garrison")``."""

Kind: TypeAlias = Literal["type", "chance", "conjecture", "decision", "report", "end"]


@dataclass(frozen=True, slots=True)
class Promise:
    """What has become of a commitment."""

    breached: bool = False
    kept: bool = False
    released: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """``coefficient`` times the number with this key: one part of a payoff."""

    key: NumberKey
    coefficient: float


@dataclass(frozen=True, slots=True)
class Accrued:
    """A part of an actor's payoff that is settled before the end."""

    actor: str
    term: Term


@dataclass(frozen=True, slots=True)
class Turn:
    """What can happen next.

    ``kind``: a private type is drawn, chance moves, a private move the plan fixes (*conjecture*), an actor decides,
    an audience reports, or play is over. ``forced`` decisions have one move and are no information set.
    """

    kind: Kind
    who: str = ""
    """The actor who moves (or whose type is drawn), or ``chance``."""
    stage: str = ""
    round: int = 0
    key: InfosetKey | None = None
    """The information set of a decision or report that is not forced."""
    moves: tuple[str, ...] = ()
    numbers: tuple[NumberKey, ...] = ()
    """The probability of each move, as numbers a draw fixes (types and chance); empty if there is one move."""
    conjecture: tuple[float, ...] = ()
    """What those who do not see the move expect, one a move."""
    actual: str = ""
    """What the plan in fact does, where ``kind`` is conjecture."""

    @property
    def forced(self) -> bool:
        """Whether there is nothing to decide and nothing to draw."""
        return len(self.moves) == 1


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    move: Move
    amount: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Stages moved at before any of their moves is seen: most often one."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class RoundStart:
    repeat: Repeat
    end: int
    """Index of the instruction after the repeat."""


@dataclass(frozen=True, slots=True)
class RoundEnd:
    repeat: Repeat
    first: int
    """Index of the first instruction of the body."""


@dataclass(frozen=True, eq=False)
class Script:
    """A scenario under one plan, looked up by name; the same object for equal arguments."""

    scenario: Scenario
    plan: Plan

    @cached_property
    def instructions(self) -> tuple[Group | RoundStart | RoundEnd, ...]:
        found: list[Group | RoundStart | RoundEnd] = []
        for step in self.scenario.steps:
            if not isinstance(step, Repeat):
                found.append(_group(step))
                continue
            first = len(found) + 1
            found.append(RoundStart(step, first + len(step.body) + 1))
            found += [_group(inner) for inner in step.body]
            found.append(RoundEnd(step, first))
        return tuple(found)

    @cached_property
    def stages(self) -> dict[str, Stage]:
        groups = [item for item in self.instructions if isinstance(item, Group)]
        return {stage.id: stage for group in groups for stage in group.stages}

    @cached_property
    def options(self) -> dict[str, tuple[Option, ...]]:
        return {name: _options(stage) for name, stage in self.stages.items()}

    @cached_property
    def actors(self) -> dict[str, int]:
        return {actor.id: position for position, actor in enumerate(self.scenario.actors)}

    @cached_property
    def facts(self) -> dict[str, int]:
        return {fact.id: position for position, fact in enumerate(self.scenario.facts)}

    @cached_property
    def promises(self) -> dict[str, int]:
        return {item.id: position for position, item in enumerate(self.scenario.commitments)}

    @cached_property
    def stage_index(self) -> dict[str, int]:
        return {stage: position for position, stage in enumerate(self.stages)}

    @cached_property
    def fixes(self) -> dict[str, str]:
        return dict(self.plan.fixes)

    @cached_property
    def drawn(self) -> tuple[int, ...]:
        """Actors with several types in the order in which they are drawn: the planner's first."""
        several = [index for index, actor in enumerate(self.scenario.actors) if len(actor.types) > 1]
        return tuple(sorted(several, key=lambda index: self.scenario.actors[index].id != self.scenario.planner))

    @cached_property
    def judged(self) -> dict[str, tuple[str, ...]]:
        """``actor.type`` → the audiences that judge it."""
        found: dict[str, tuple[str, ...]] = {}
        for actor in self.scenario.actors:
            if actor.audience is not None:
                about = f"{actor.audience.judges}.{actor.audience.type}"
                found[about] = (*found.get(about, ()), actor.id)
        return found


@lru_cache(maxsize=32)
def script_of(scenario: Scenario, plan: str) -> Script:
    if not plan:
        return Script(scenario, Plan("", ()))
    for item in scenario.plans:
        if item.id == plan:
            return Script(scenario, item)
    raise ValueError(f"the case has no plan {plan!r}; it has {', '.join(item.id for item in scenario.plans)}")


def _group(step: Stage | Together) -> Group:
    return Group(step.stages if isinstance(step, Together) else (step,))


def _options(stage: Stage) -> tuple[Option, ...]:
    found: list[Option] = []
    for move in stage.moves:
        if move.choice is None:
            found.append(Option(move.id, move, ()))
        else:
            found += [
                Option(f"{move.id}_{number_text(amount)}", move, ((move.choice.name, float(amount)),))
                for amount in move.choice.amounts
            ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Position:
    """One moment of play; immutable, and equal to another where everything that was and can be is equal."""

    script: Script = field(repr=False)
    at: int
    """The instruction play stands at."""
    round: int
    pending: tuple[str | None, ...]
    """Moves already chosen in the present group (None: passed over)."""
    facts: tuple[Value, ...]
    last: tuple[str, ...]
    """The move last chosen at each stage."""
    seen: tuple[tuple[Observation, ...], ...]
    """What each actor has seen, in the order of the actors."""
    types: tuple[str, ...]
    """The type of each actor, empty until it is drawn."""
    promises: tuple[Promise, ...]
    reports: tuple[float, ...]
    """The latest report of each audience, 0 before; one an actor."""
    conjectured: tuple[str, ...]
    """Plans that agree with the private moves made so far where plans fix them."""
    accrued: tuple[Accrued, ...] = ()
    turn: Turn = field(default=Turn("end"), compare=False, repr=False)
    """What can happen next; it follows from the rest."""

    @property
    def scenario(self) -> Scenario:
        """The scenario that is played."""
        return self.script.scenario

    @property
    def plan(self) -> str:
        """The plan under which it is played; empty if none."""
        return self.script.plan.id


def view_of(position: Position) -> View:
    script = position.script
    names: dict[str, Value] = {"round": float(position.round)}
    names.update(zip(script.stages, position.last, strict=True))
    names.update(zip(script.facts, position.facts, strict=True))
    return View(names, _calls(position))


def _calls(position: Position) -> Callable[[str, str], Value]:
    script = position.script

    def call(function: str, argument: str) -> Value:
        match function:
            case "type":
                return position.types[script.actors[argument]]
            case "breached":
                return float(position.promises[script.promises[argument]].breached)
            case "kept":
                return float(position.promises[script.promises[argument]].kept)
            case "opinion":
                return position.reports[script.actors[script.judged[argument][0]]]
            case _:
                raise ValueError(f"unknown function {function!r}")

    return call


def with_amount(view: View, option: Option) -> View:
    return View({**view.names, **dict(option.amount)}, view.call) if option.amount else view


def open_options(stage: Stage, position: Position, view: View) -> tuple[Option, ...]:
    """Return the options whose own condition holds, before any plan is looked at."""
    if not holds(stage.when, view):
        return ()
    return tuple(
        option
        for option in position.script.options[stage.id]
        if option.move.when is None or holds(option.move.when, with_amount(view, option))
    )
