"""A scenario under one plan as a flat program: guards and effects resolved, the plan's fixes laid in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from foedus.scenario import (
    CHANCE,
    Assign,
    Audience,
    Become,
    Consideration,
    Effect,
    Fact,
    Name,
    Release,
    Scenario,
    Stage,
    Together,
    options,
)

from ._expressions import Condition, Reading, condition, reading, reads
from ._state import Names, State, Value, names_of, stages_of

Change: TypeAlias = Callable[[State], State]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class PreparedMove:
    """One move with its guard and what it does."""

    id: str
    when: Condition | None
    change: Change
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreparedStage:
    """One stage; ``fixed`` is the plan's move there, if any."""

    stage: Stage
    index: int
    actor: int
    """Place of the mover among the actors, -1 for chance."""
    when: Condition | None
    moves: tuple[PreparedMove, ...]
    seers: tuple[int, ...]
    """Places of the actors who see the move."""
    fixed: str | None
    audience: Audience | None


@dataclass(frozen=True, slots=True)
class Group:
    """Stages chosen before any of their moves is seen."""

    stages: tuple[PreparedStage, ...]


@dataclass(frozen=True, slots=True)
class Begin:
    """A repeat starts: the first round."""


@dataclass(frozen=True, slots=True)
class End:
    """A round ends: count, then go back to ``first`` or on."""

    first: int
    rounds: int
    until: Condition | None
    discounted: bool


@dataclass(frozen=True, slots=True)
class PreparedConsideration:
    """A consideration with its reading; ``counted_at`` is the audience whose stage settles it, or -1."""

    consideration: Consideration
    per: Reading
    actor: int
    counted_at: int


@dataclass(frozen=True, slots=True)
class PreparedCommitment:
    """A promise with its condition."""

    actor: int
    condition: Condition | None
    then: frozenset[str]


@dataclass(frozen=True, slots=True)
class Program:
    """Everything the builders need of a scenario under a plan."""

    scenario: Scenario
    plan: str
    names: Names
    steps: tuple[Group | Begin | End, ...]
    commitments: tuple[PreparedCommitment, ...]
    considerations: tuple[PreparedConsideration, ...]
    outcomes: tuple[tuple[str, Condition | None], ...]
    merged_audiences: frozenset[int]
    """Audiences whose report nothing later depends on, so that play does not branch on it."""
    judging: tuple[tuple[int, str], ...]
    """Place and id of the actors with preferences, in file order."""


def program_of(scenario: Scenario, plan: str | None) -> Program:
    """Resolve *scenario* under *plan* (None fixes nothing).

    Raises:
        ValueError: there is no such plan.
    """
    names = names_of(scenario)
    fixes: dict[str, str] = {}
    if plan:
        known = {item.id: dict(item.fixes) for item in scenario.plans}
        if plan not in known:
            raise ValueError(f"{scenario.case} has no plan {plan!r}; it has {', '.join(known)}")
        fixes = known[plan]
    steps: list[Group | Begin | End] = []
    for step in scenario.steps:
        if isinstance(step, (Stage, Together)):
            steps.append(_group(step, scenario, names, fixes))
            continue
        steps.append(Begin())
        first = len(steps)
        steps.extend(_group(inner, scenario, names, fixes) for inner in step.body)
        discounted = (step.discount.low, step.discount.high) != (1.0, 1.0)
        steps.append(End(first, step.rounds, condition(step.until, names), discounted))
    merged, settled = _settled_by_audiences(scenario, names)
    return Program(
        scenario,
        plan or "",
        names,
        tuple(steps),
        tuple(
            PreparedCommitment(names.actors[item.by], condition(item.condition, names), frozenset(item.then))
            for item in scenario.commitments
        ),
        tuple(
            PreparedConsideration(item, reading(item.per, names), names.actors[item.actor], settled.get(item.id, -1))
            for item in scenario.considerations
        ),
        tuple((item.id, condition(item.when, names)) for item in scenario.outcomes),
        merged,
        tuple(
            (place, actor.id)
            for place, actor in enumerate(scenario.actors)
            if any(item.actor == actor.id for item in scenario.preferences)
        ),
    )


def players_of(program: Program) -> list[int]:
    """Return the places of the actors who move or are paid: the players of the game, in file order."""
    scenario = program.scenario
    taking_part = {stage.stage.by for step in program.steps if isinstance(step, Group) for stage in step.stages}
    taking_part |= {item.actor for item in scenario.preferences} | {item.actor for item in scenario.considerations}
    return [place for place, actor in enumerate(scenario.actors) if actor.id in taking_part]


def _group(step: Stage | Together, scenario: Scenario, names: Names, fixes: dict[str, str]) -> Group:
    stages = (step,) if isinstance(step, Stage) else step.stages
    return Group(tuple(_stage(stage, scenario, names, fixes) for stage in stages))


def _stage(stage: Stage, scenario: Scenario, names: Names, fixes: dict[str, str]) -> PreparedStage:
    actor = -1 if stage.by == CHANCE else names.actors[stage.by]
    seers = range(len(names.actors)) if stage.seen_by is None else [names.actors[name] for name in stage.seen_by]
    audience = scenario.actors[actor].audience if actor >= 0 else None
    return PreparedStage(
        stage,
        names.stages[stage.id],
        actor,
        condition(stage.when, names),
        tuple(
            PreparedMove(
                move.id,
                condition(move.when, names),
                _changes(move.effects, scenario, names),
                move.because,
            )
            for move in options(stage)
        ),
        tuple(sorted({*seers, *([actor] if actor >= 0 else [])})),
        fixes.get(stage.id),
        audience,
    )


def _changes(effects: tuple[Effect, ...], scenario: Scenario, names: Names) -> Change:
    changes = [_change(effect, scenario, names) for effect in effects]

    def apply(state: State) -> State:
        for change in changes:
            state = change(state)
        return state

    return apply


def _change(effect: Effect, scenario: Scenario, names: Names) -> Change:
    if isinstance(effect, Become):
        actor, type_ = names.actors[effect.actor], effect.type
        return lambda state: state._replace(types=_put(state.types, actor, type_))
    if isinstance(effect, Release):
        promise = names.commitments[effect.commitment]
        return lambda state: state._replace(
            promises=_put(state.promises, promise, (*state.promises[promise][:2], True))
        )
    return _assign(effect, scenario.facts[names.facts[effect.fact]], names)


def _assign(effect: Assign, fact: Fact, names: Names) -> Change:
    place = names.facts[fact.id]
    if effect.operator == "=" and not fact.numeric:
        if isinstance(effect.value, Name) and effect.value.id in fact.values:
            word = effect.value.id
            return lambda state: state._replace(facts=_put(state.facts, place, word))
        read_word = reading(effect.value, names)
        return lambda state: state._replace(facts=_put(state.facts, place, _known(fact, read_word(state))))
    read = reading(effect.value, names)
    sign = {"=": 0.0, "+=": 1.0, "-=": -1.0}[effect.operator]
    low, high = (min(map(float, fact.values)), max(map(float, fact.values))) if fact.numeric else (0.0, 0.0)

    def change(state: State) -> State:
        amount, old = read(state), state.facts[place]
        if isinstance(amount, str) or isinstance(old, str):
            raise TypeError(f"{fact.id} {effect.operator} needs numbers; found {old!r} and {amount!r}")
        new = amount if sign == 0 else old + sign * amount
        return state._replace(facts=_put(state.facts, place, min(max(new, low), high)))

    return change


def _known(fact: Fact, value: Value) -> Value:
    if value not in fact.values:
        raise ValueError(f"{value!r} is no value of {fact.id}; it has {', '.join(fact.values)}")
    return value


def _put(values: tuple[_T, ...], place: int, value: _T) -> tuple[_T, ...]:
    return (*values[:place], value, *values[place + 1 :])


def _first_of_group(scenario: Scenario, order: list[Stage], place: int) -> int:
    """Return the place of the first stage of the group at *place*: its moves take effect after the report."""
    for step in scenario.steps:
        if isinstance(step, Together) and order[place] in step.stages:
            return order.index(step.stages[0])
    return place


def _settled_by_audiences(scenario: Scenario, names: Names) -> tuple[frozenset[int], dict[str, int]]:
    """Return the audiences whose reports may be merged, and the considerations each of them settles.

    A report may be merged when every consideration that counts it counts nothing that can still change after the
    audience's stage, counts no other report, is not counted each round, and when the audience reports once.
    """
    by_opinion = {f"opinion({name})": index for name, index in names.opinions.items()}
    repeated = {
        stage.id
        for step in scenario.steps
        if not isinstance(step, (Stage, Together))
        for item in step.body
        for stage in (item.stages if isinstance(item, Together) else (item,))
    }
    order = list(stages_of(scenario))
    merged = set(names.audiences.values())
    settled: dict[str, int] = {}
    for actor, index in names.audiences.items():
        own = [place for place, stage in enumerate(order) if stage.by == actor]
        if len(own) != 1 or order[own[0]].id in repeated:
            merged.discard(index)
            continue
        later: set[str] = {"round"}
        for stage in order[_first_of_group(scenario, order, own[0]) :]:
            later.add(stage.id)
            for move in stage.moves:
                for effect in move.effects:
                    if isinstance(effect, Assign):
                        later.add(effect.fact)
                    elif isinstance(effect, Become):
                        later.add(f"type({effect.actor})")
                        later.add(f"becomes {effect.actor}")
            later |= {f"{state}({item.id})" for item in scenario.commitments for state in ("kept", "breached")}
        for item in scenario.considerations:
            read = reads(item.per)
            opinions = {by_opinion[name] for name in read if name in by_opinion}
            if index not in opinions:
                continue
            fixed = opinions == {index} and not item.each_round and read.isdisjoint(later)
            if fixed and f"becomes {item.actor}" not in later:
                settled[item.id] = index
            else:
                merged.discard(index)
    return frozenset(merged), {name: index for name, index in settled.items() if index in merged}
