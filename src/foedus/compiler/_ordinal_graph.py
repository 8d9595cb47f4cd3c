"""States and moves of the ordinal reading: everything that moves can lead to, the order of stages dropped.

An actor can go from *s* to *t* if at *s* the guards of one of its stages and of one of the moves there hold and the
move's effects give *t*. Only what is reached from the initial state is kept: the stability of a state hangs on nothing
but what can be reached from it, so the rest could add states and change none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from foedus._core import LimitError
from foedus.scenario import CHANCE, options

from ._ordinal_names import Remembered, adds, moving_stages, reads_round, remembered, rounds_of
from ._program import Group, PreparedMove, PreparedStage, Program
from ._rules import due_promises, first_state
from ._state import NOTHING, State, Value

Coordinates = tuple[tuple[str, Value], ...]
"""Name and value of everything a state is made of."""


@dataclass(frozen=True, slots=True)
class OrdinalGraph:
    """States in the order in which they are reached, the initial one first."""

    remembered: Remembered
    states: tuple[Coordinates, ...]
    outcomes: tuple[str, ...]
    """Outcome of each state if things rested there; empty where no outcome's condition holds."""
    movers: tuple[str, ...]
    """Actors with a move that leads from one state to another, in file order, then ``chance``."""
    moves: dict[tuple[str, int, int], str]
    """Mover, state, state reached → ``stage.move``, the first that does it."""
    acting: frozenset[str]
    """Stages at which some move leads to another state."""
    impossible: tuple[str, ...]
    """Moves (``stage.move``) that at some state would give a fact no value it has; they are not open there."""


@dataclass(slots=True)
class _Walk:
    program: Program
    remembered: Remembered
    stages: tuple[PreparedStage, ...]
    limit: int
    rounds: dict[str, tuple[int, ...]]
    """The rounds to try at each stage: all, where something there reads the round."""
    times: dict[str, int]
    """How often play comes to each stage."""
    adding: frozenset[tuple[str, str]]
    impossible: dict[str, None] = field(default_factory=dict)


def ordinal_graph(
    program: Program, *, types: tuple[str, ...], every_fact: bool, nature: bool, limit: int
) -> OrdinalGraph:
    """Return the states and moves of *program* for actors of these *types* (one an actor).

    Raises:
        LimitError: more than *limit* states are reached.
    """
    scenario = program.scenario
    kept = remembered(scenario, program.names, every_fact=every_fact, nature=nature)
    wanted = {stage.id for stage in moving_stages(scenario, nature=nature)}
    groups = [step for step in program.steps if isinstance(step, Group)]
    stages = tuple(stage for group in groups for stage in group.stages if stage.stage.id in wanted)
    adding = frozenset((stage.stage.id, move.id) for stage in stages for move in options(stage.stage)
                       if stage.stage.id in kept.counted and adds(scenario, move))  # fmt: skip
    repeats = rounds_of(scenario)
    rounds = {
        stage.stage.id: tuple(range(1, repeats[stage.stage.id] + 1)) if reads_round(stage.stage) else ()
        for stage in stages
    }
    walk = _Walk(program, kept, stages, limit, rounds, {name: max(1, count) for name, count in repeats.items()}, adding)
    return _reached(walk, _reduced(walk, first_state(program, types)))


def _reached(walk: _Walk, start: State) -> OrdinalGraph:
    counts = (0,) * len(walk.remembered.counted)
    place = {(start, counts): 0}
    waiting = deque(place)
    moves: dict[tuple[str, int, int], str] = {}
    acting = set()
    while waiting:
        here = waiting.popleft()
        for stage, move, there in _next(walk, *here):
            if there not in place:
                if len(place) == walk.limit:
                    raise LimitError(_too_many(walk, [state for state, _ in place]))
                place[there] = len(place)
                waiting.append(there)
            acting.add(stage.stage.id)
            moves.setdefault((stage.stage.by, place[here], place[there]), f"{stage.stage.id}.{move.id}")
    able = {mover for mover, _, _ in moves}
    return OrdinalGraph(
        walk.remembered,
        tuple(_coordinates(walk, state, count) for state, count in place),
        tuple(_outcome(walk.program, state) for state, _ in place),
        tuple(actor.id for actor in walk.program.scenario.actors if actor.id in able)
        + ((CHANCE,) if CHANCE in able else ()),
        moves,
        frozenset(acting),
        tuple(walk.impossible),
    )


def _next(
    walk: _Walk, state: State, counts: tuple[int, ...]
) -> Iterator[tuple[PreparedStage, PreparedMove, tuple[State, tuple[int, ...]]]]:
    """Yield every move that leads to another state."""
    for stage in walk.stages:
        for move in stage.moves:
            key = (stage.stage.id, move.id)
            if key not in walk.remembered.bearing or stage.fixed not in (None, move.id):
                continue
            place = -1
            if key in walk.adding:
                place = walk.remembered.counted.index(stage.stage.id)
                if counts[place] == walk.times[stage.stage.id]:
                    continue
            for round_ in walk.rounds[stage.stage.id] or (0,):  # without an order there is no clock: any round will do
                reached = _made(walk, stage, move, state._replace(round=round_))
                if reached is None or reached == state:
                    continue
                after = counts if place < 0 else (*counts[:place], counts[place] + 1, *counts[place + 1 :])
                yield stage, move, (reached, after)


def _made(walk: _Walk, stage: PreparedStage, move: PreparedMove, state: State) -> State | None:
    """Return the state after *move*, or None where it is not open."""
    try:
        if (stage.when is not None and not stage.when(state)) or (move.when is not None and not move.when(state)):
            return None
        promises = list(state.promises)
        for place in due_promises(walk.program, stage, state) if walk.remembered.promises else ():
            kept, breached, released = promises[place]
            does = move.id in walk.program.commitments[place].then
            promises[place] = (kept or does, breached or not does, released)
        last = (*state.last[: stage.index], move.id, *state.last[stage.index + 1 :])
        after = move.change(state._replace(last=last, promises=tuple(promises)))
        if all(_allowed(fact.values, value) for fact, value in
               zip(walk.program.scenario.facts, after.facts, strict=True) if fact.numeric):  # fmt: skip
            return _reduced(walk, after._replace(types=state.types))
    except (TypeError, ValueError):  # an effect that play never meets in this order
        pass
    walk.impossible[f"{stage.stage.id}.{move.id}"] = None
    return None


def _allowed(values: Sequence[str], value: Value) -> bool:
    return not isinstance(value, str) and value in map(float, values)


def _reduced(walk: _Walk, state: State) -> State:
    """Return *state* with what is not remembered set to one value."""
    kept, names = walk.remembered, walk.program.names
    return state._replace(
        round=0,
        facts=tuple(
            value if name in kept.facts else _first(walk, place)
            for place, (name, value) in enumerate(zip(names.facts, state.facts, strict=True))
        ),
        last=tuple(
            move if name in kept.stages else NOTHING for name, move in zip(names.stages, state.last, strict=True)
        ),
        promises=tuple(
            promise if name in kept.promises else (False, False, False)
            for name, promise in zip(names.commitments, state.promises, strict=True)
        ),
        plans=(),
    )


def _first(walk: _Walk, place: int) -> Value:
    fact = walk.program.scenario.facts[place]
    return float(fact.values[0]) if fact.numeric else fact.values[0]


def _coordinates(walk: _Walk, state: State, counts: tuple[int, ...]) -> Coordinates:
    kept, names = walk.remembered, walk.program.names
    found: list[tuple[str, Value]] = [(name, state.facts[names.facts[name]]) for name in kept.facts]
    found += [(name, state.last[names.stages[name]]) for name in kept.stages]
    for name in kept.promises:
        for word, holds in zip(("kept", "breached", "released"), state.promises[names.commitments[name]], strict=True):
            found.append((f"{word}({name})", float(holds)))
    found += [(f"times({name})", float(count)) for name, count in zip(kept.counted, counts, strict=True)]
    return tuple(found)


def _outcome(program: Program, state: State) -> str:
    return next((name for name, holds in program.outcomes if holds is None or holds(state)), "")


def _too_many(walk: _Walk, states: Sequence[State]) -> str:
    """Return which facts take the most values and what to do."""
    width = {
        name: len({state.facts[place] for state in states})
        for name, place in walk.program.names.facts.items()
        if name in walk.remembered.facts
    }
    widest = ", ".join(
        f"{name} ({count} values)" for name, count in sorted(width.items(), key=lambda each: -each[1])[:3]
    )
    return (
        f"the ordinal reading of {walk.program.scenario.case} reaches more than {walk.limit:,} states; most vary"
        f" {widest or 'the last moves of stages'}: follow one plan (`--plan`), leave facts on which no outcome hangs"
        " merged, or write guards (`when:`) that close moves"
    )
