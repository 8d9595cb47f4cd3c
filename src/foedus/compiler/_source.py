"""From a number of the game back to the lines of the scenario, with the claims they rest on and their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from foedus._core import Label, Place
from foedus.scenario import Actor, Because, Move, Repeat, Scenario, Stage, Step, options

from ._game import Parameter


@dataclass(frozen=True, slots=True)
class Source:
    """One line of the scenario.

    ``kind`` is ``actor``, ``audience``, ``type``, ``belief``, ``joint``, ``stage``, ``move``, ``outcome``,
    ``relation``, ``consideration``, ``commitment``, ``plan`` or ``repeat``.
    """

    kind: str
    id: str
    label: Label
    because: Because
    """Ids of the claims the line rests on; empty where it is uncited."""
    place: Place | None


def parameter_sources(scenario: Scenario, parameter: Parameter) -> tuple[Source, ...]:
    """Return the lines that *parameter* comes from, the most telling first; none for a constant.

    A utility comes from the outcome and from every relation of that actor or type that names the outcome.

    Raises:
        ValueError: the scenario has no line that *parameter* could come from.
    """
    find = _FINDERS.get(parameter.kind)
    if find is None:
        raise ValueError(f"{parameter} is of no known kind")
    found = tuple(find(scenario, parameter.keys))
    if not found and parameter.kind != "constant":
        raise ValueError(f"no line of {scenario.case} gives {parameter}")
    return found


def stages_of(steps: Iterable[Step]) -> tuple[Stage, ...]:
    """Return every stage in the order written, those inside groups and blocks included."""
    found: list[Stage] = []
    for step in steps:
        if isinstance(step, Stage):
            found.append(step)
        else:
            found += stages_of(step.body if isinstance(step, Repeat) else step.stages)
    return tuple(found)


def stage_source(stage: Stage) -> Source:
    """Return the line of *stage*."""
    return Source("stage", stage.id, stage.label, stage.because, stage.place)


def move_source(stage: Stage, move: str) -> Source | None:
    """Return the line of *move*, a move id or, where a move comes in amounts, the id of one amount."""
    item = next((item for item in options(stage) if item.id == move), None)
    return None if item is None else _move(item)


def _move(item: Move) -> Source:
    return Source("move", item.id, item.label, item.because, item.place)


def actor_source(actor: Actor) -> Source:
    """Return the line of *actor*."""
    kind = "actor" if actor.audience is None else "audience"
    return Source(kind, actor.id, actor.label, actor.because, actor.place)


def plan_sources(scenario: Scenario, *, stage: str, move: str) -> tuple[Source, ...]:
    """Return the plans that fix *move* at *stage*: what a conjecture is drawn from."""
    return tuple(
        Source("plan", plan.id, plan.label, plan.because, plan.place)
        for plan in scenario.plans
        if (stage, move) in plan.fixes
    )


def _constant(scenario: Scenario, keys: tuple[str, ...]) -> Iterable[Source]:
    return ()


def _utility(scenario: Scenario, keys: tuple[str, ...]) -> Iterable[Source]:
    actor, type_, outcome = keys
    for item in scenario.outcomes:
        if item.id == outcome:
            yield Source("outcome", item.id, item.label, item.because, item.place)
    for preference in scenario.preferences:
        if preference.actor == actor and preference.type in (None, type_):
            for relation in preference.relations:
                if outcome in (relation.better, relation.worse):
                    name = f"{relation.better} {'=' if relation.equal else '>'} {relation.worse}"
                    yield Source("relation", name, Label(), relation.because, relation.place)


def _weight(scenario: Scenario, keys: tuple[str, ...]) -> Iterable[Source]:
    for item in scenario.considerations:
        if item.id == keys[0]:
            yield Source("consideration", item.id, item.label, item.because, item.place)
    for promise in scenario.commitments:
        if promise.breach == keys[0]:
            yield Source("commitment", promise.id, promise.label, promise.because, promise.place)
    if len(keys) > 1:
        for step in scenario.steps:
            if isinstance(step, Repeat) and step.discount.low != 1.0:
                yield Source("repeat", f"round {keys[1]}", Label(), (), step.place)


def _prior(scenario: Scenario, keys: tuple[str, ...]) -> Iterable[Source]:
    holder, about, type_ = keys
    for belief in scenario.beliefs:
        if (belief.holder, belief.about) == (holder, about):
            label = next((item.label for item in belief.types if item.id == type_), Label())
            yield Source("belief", f"{holder}: {about}.{type_}", label, belief.because, belief.place)
    if not holder:
        yield from _type(scenario, about, type_)


def _type(scenario: Scenario, about: str, type_: str) -> Iterable[Source]:
    for actor in scenario.actors:
        for item in actor.types:
            if (actor.id, item.id) == (about, type_):
                yield Source("type", f"{about}.{type_}", item.label, actor.because, item.place)


def _joint(scenario: Scenario, keys: tuple[str, ...]) -> Iterable[Source]:
    actor, type_, *pairs = keys
    types = {actor: type_} | {name: value for name, _, value in (pair.partition("=") for pair in pairs)}
    for cell in scenario.joint:
        if all(types.get(name, value) == value for name, value in cell.types):
            name = ", ".join(f"{other}={value}" for other, value in cell.types)
            yield Source("joint", name, Label(), (), cell.place)
    yield from _type(scenario, actor, type_)


def _chance(scenario: Scenario, keys: tuple[str, ...]) -> Iterable[Source]:
    for stage in stages_of(scenario.steps):
        if stage.id == keys[0]:
            move = move_source(stage, keys[1])
            yield from (move, stage_source(stage)) if move else ()


_FINDERS: dict[str, Callable[[Scenario, tuple[str, ...]], Iterable[Source]]] = {
    "constant": _constant,
    "utility": _utility,
    "weight": _weight,
    "prior": _prior,
    "joint": _joint,
    "chance": _chance,
}
