"""What the ordinal reading of a scenario remembers: the names on which an outcome hangs, now or after any moves.

An outcome's condition reads facts, last moves of stages and promises. A move that changes one of those reads others
in its guard and its effects, and so on; what this closure does not reach makes no difference to any outcome ever.
Guards of stages count with their moves; considerations do not count, because the ordinal reading has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from foedus.scenario import CHANCE, Assign, Effect, Move, Name, Release, Repeat, Scenario, Stage, Together, options

from ._expressions import reads
from ._state import Names, stages_of


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a state of the ordinal reading is made of, each in file order."""

    facts: tuple[str, ...]
    stages: tuple[str, ...]
    """Stages whose last move is read."""
    promises: tuple[str, ...]
    """Commitments of which something reads whether they were kept or breached."""
    counted: tuple[str, ...]
    """Stages at which the number of moves that add to what is there is remembered."""
    bearing: frozenset[tuple[str, str]]
    """Stage and move of every move that changes something remembered."""


def moving_stages(scenario: Scenario, *, nature: bool) -> tuple[Stage, ...]:
    """Return the stages at which somebody moves: no audience, and chance only with *nature*."""
    judging = {actor.id for actor in scenario.actors if actor.audience is not None}
    return tuple(stage for stage in stages_of(scenario) if stage.by not in judging and (nature or stage.by != CHANCE))


def rounds_of(scenario: Scenario) -> dict[str, int]:
    """Return for each stage the rounds of its repeat, 0 outside one."""
    found = {}
    for step in scenario.steps:
        for item in step.body if isinstance(step, Repeat) else (step,):
            for stage in item.stages if isinstance(item, Together) else (item,):
                found[stage.id] = step.rounds if isinstance(step, Repeat) else 0
    return found


def reads_round(stage: Stage) -> bool:
    """Return whether a guard or an effect at *stage* reads the number of the round."""
    found = {*reads(stage.when)}
    for move in stage.moves:
        found |= reads(move.when)
        for effect in move.effects:
            found |= reads(effect.value) if isinstance(effect, Assign) else frozenset()
    return "round" in found


def adds(scenario: Scenario, move: Move) -> bool:
    """Return whether making *move* twice differs from making it once: an effect reads what the move itself sets."""
    assigned = {effect.fact for effect in move.effects if isinstance(effect, Assign)}
    return any(not assigned.isdisjoint(_effect_reads(scenario, effect)) for effect in move.effects)


def remembered(scenario: Scenario, names: Names, *, every_fact: bool, nature: bool) -> Remembered:
    """Return what the states hold; with *every_fact* all facts, whether or not an outcome hangs on them."""
    stages = moving_stages(scenario, nature=nature)
    live: set[str] = set(names.facts) if every_fact else set()
    for outcome in scenario.outcomes:
        live |= reads(outcome.when)
    grown = -1
    while len(live) > grown:
        grown = len(live)
        for stage in stages:
            for move in options(stage):
                if not live.isdisjoint(_writes(scenario, stage, move)):
                    live |= reads(stage.when) | reads(move.when)
                    live |= frozenset().union(*(_effect_reads(scenario, effect) for effect in move.effects))
        for promise in scenario.commitments:
            if f"kept({promise.id})" in live or f"breached({promise.id})" in live:
                live |= reads(promise.condition) | {f"released({promise.id})"}
                for stage in stages:
                    offered = [move for move in options(stage) if stage.by == promise.by and move.id in promise.then]
                    live |= frozenset().union(*(reads(move.when) | reads(stage.when) for move in offered))
    facts = tuple(name for name in names.facts if name in live)
    return Remembered(
        facts,
        tuple(stage.id for stage in stages if stage.id in live and stage.id not in names.facts),
        tuple(item.id for item in scenario.commitments if f"released({item.id})" in live),
        tuple(
            stage.id for stage in stages if any(adds(scenario, move) and _sets(move, facts) for move in options(stage))
        ),
        frozenset(
            (stage.id, move.id)
            for stage in stages
            for move in options(stage)
            if not live.isdisjoint(_writes(scenario, stage, move))
        ),
    )


def types_read(scenario: Scenario, promises: tuple[str, ...]) -> frozenset[str]:
    """Return the actors whose type the conditions of *promises* read: on them the states depend."""
    found = frozenset().union(*(reads(item.condition) for item in scenario.commitments if item.id in promises))
    return frozenset(actor.id for actor in scenario.actors if f"type({actor.id})" in found)


def _sets(move: Move, facts: tuple[str, ...]) -> bool:
    return any(isinstance(effect, Assign) and effect.fact in facts for effect in move.effects)


def _writes(scenario: Scenario, stage: Stage, move: Move) -> set[str]:
    return {stage.id, *_written(move), *_promised(scenario, stage)}


def _written(move: Move) -> Iterator[str]:
    for effect in move.effects:
        if isinstance(effect, Assign):
            yield effect.fact
        elif isinstance(effect, Release):
            yield f"released({effect.commitment})"


def _promised(scenario: Scenario, stage: Stage) -> Iterator[str]:
    """Yield what a move at *stage* may do to promises of its mover: every move there keeps or breaks what is due."""
    offered = {move.id for move in options(stage)}
    for item in scenario.commitments:
        if item.by == stage.by and not offered.isdisjoint(item.then):
            yield from (f"kept({item.id})", f"breached({item.id})")


def _effect_reads(scenario: Scenario, effect: Effect) -> frozenset[str]:
    if not isinstance(effect, Assign):
        return frozenset()
    if effect.operator != "=":
        return reads(effect.value) | {effect.fact}
    fact = next(fact for fact in scenario.facts if fact.id == effect.fact)
    word = isinstance(effect.value, Name) and not fact.numeric and effect.value.id in fact.values
    return frozenset() if word else reads(effect.value)
