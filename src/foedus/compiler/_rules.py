"""How play goes on: from a state to the next moment at which somebody moves, and from a move to the next state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from foedus.scenario import CHANCE, Observation

from ._game import Parameter
from ._program import Begin, End, Group, PreparedMove, PreparedStage, Program
from ._state import NOTHING, State

Term: TypeAlias = tuple[int, Parameter, float]
"""Actor, what the draw fixes, coefficient."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody moves: ``kind`` is ``decision``, ``report``, ``chance`` or ``conjecture``."""

    kind: str
    stage: PreparedStage
    moves: tuple[str, ...]
    shares: tuple[float, ...] = ()
    """What those who do not see a private move expect, one a move of a conjecture."""


@lru_cache(maxsize=65_536)
def _parameter(kind: str, keys: tuple[str, ...]) -> Parameter:
    """Return one object for equal parameters, which are met at every node."""
    return Parameter(kind, keys)


def first_state(program: Program, types: tuple[str, ...]) -> State:
    """Return the state before the first step, types drawn."""
    scenario, names = program.scenario, program.names
    return State(
        0,
        0,
        tuple(float(fact.values[0]) if fact.numeric else fact.values[0] for fact in scenario.facts),
        (NOTHING,) * len(names.stages),
        ((False, False, False),) * len(scenario.commitments),
        types,
        ((),) * len(scenario.actors),
        (0.0,) * len(names.audiences),
        (False,) * len(names.audiences),
        tuple(plan.id for plan in scenario.plans),
        (),
    )


def go_on(program: Program, state: State) -> tuple[Turn | None, State, list[Term]]:
    """Return the next turn (None at the end), the state then, and what was counted on the way."""
    terms: list[Term] = []
    while state.at < len(program.steps):
        step = program.steps[state.at]
        if isinstance(step, Begin):
            state = state._replace(at=state.at + 1, round=1)
        elif isinstance(step, End):
            terms += _each_round(program, state, step)
            over = state.round >= step.rounds or (step.until is not None and step.until(state))
            state = (
                state._replace(at=state.at + 1, round=0)
                if over
                else state._replace(at=step.first, round=state.round + 1)
            )
        elif len(state.pending) == len(step.stages):
            state = _reveal(program, step, state)
        else:
            stage = step.stages[len(state.pending)]
            turn = _turn(program, stage, state)
            if turn is not None and (turn.kind == "conjecture" or len(turn.moves) > 1):
                return turn, state, terms
            state = state._replace(pending=(*state.pending, turn.moves[0] if turn else None))
    return None, state, terms


def _turn(program: Program, stage: PreparedStage, state: State) -> Turn | None:
    if stage.when is not None and not stage.when(state):
        return None
    if stage.audience is not None:
        last = stage.audience.steps - 1
        return Turn("report", stage, tuple(format(step / last, "g") for step in range(last + 1)))
    moves = tuple(move.id for move in stage.moves if move.when is None or move.when(state))
    if stage.stage.by == CHANCE:
        return Turn("chance", stage, moves) if moves else None
    if stage.fixed is None:
        return Turn("decision", stage, moves) if moves else None
    if stage.fixed not in moves:
        return None
    if stage.stage.seen_by is None:
        return Turn("decision", stage, (stage.fixed,))
    return _conjecture(program, stage, state, moves)


def _conjecture(program: Program, stage: PreparedStage, state: State, moves: tuple[str, ...]) -> Turn:
    """Weigh the moves the plans make here: of the plans that fit what was drawn so far, or of all, if none fits."""
    scenario = program.scenario
    making = {plan.id: move for plan in scenario.plans for fixed, move in plan.fixes if fixed == stage.stage.id}
    making = {plan: move for plan, move in making.items() if move in moves}
    given = dict(scenario.conjecture) or dict.fromkeys(making, 1.0)
    for group in ([plan for plan in making if plan in state.plans], list(making)):
        weight = {plan: given.get(plan, 0.0) for plan in group}
        if sum(weight.values()) > 0:
            break
    else:
        weight = dict.fromkeys([plan for plan in making if plan in state.plans] or making, 1.0)
    total = sum(weight.values())
    share = {move: sum(weight[plan] for plan in weight if making[plan] == move) / total for move in moves}
    kept = tuple(move for move in moves if share[move] > 0 or move == stage.fixed)
    return Turn("conjecture", stage, kept, tuple(share[move] for move in kept))


def make(program: Program, state: State, turn: Turn, move: str) -> State:
    """Return the state after *move*, before anything else happens."""
    if turn.kind == "conjecture":
        stage = turn.stage.stage.id
        fitting = tuple(
            plan.id
            for plan in program.scenario.plans
            if plan.id in state.plans and dict(plan.fixes).get(stage, move) == move
        )
        state = state._replace(plans=fitting)
    if turn.kind == "report":
        index = program.names.audiences[turn.stage.stage.by]
        if index in program.merged_audiences:
            state = state._replace(reported=_put(state.reported, index))
        else:
            state = state._replace(reports=_reported(state, index, _told(turn, move)))
    return state._replace(pending=(*state.pending, move))


def _told(turn: Turn, move: str) -> float:
    """Return the probability a report stands for, which its name only rounds."""
    return turn.moves.index(move) / (len(turn.moves) - 1)


def _reported(state: State, audience: int, value: float) -> tuple[float, ...]:
    return (*state.reports[:audience], value, *state.reports[audience + 1 :])


def _put(values: tuple[bool, ...], place: int) -> tuple[bool, ...]:
    return (*values[:place], True, *values[place + 1 :])


def _reveal(program: Program, group: Group, state: State) -> State:
    before, moves = state, state.pending
    state = state._replace(at=state.at + 1, pending=())
    for stage, move in zip(group.stages, moves, strict=True):
        if move is None or stage.audience is not None:
            continue
        state = _promises(program, stage, move, before, state)
        seen = list(state.seen)
        observation = Observation(stage.stage.id, state.round, move)
        for actor in stage.seers:
            seen[actor] = (*seen[actor], observation)
        last = (*state.last[: stage.index], move, *state.last[stage.index + 1 :])
        state = state._replace(seen=tuple(seen), last=last)
        state = _prepared(stage, move).change(state)
    return state


def _prepared(stage: PreparedStage, move: str) -> PreparedMove:
    return next(item for item in stage.moves if item.id == move)


def due_promises(program: Program, stage: PreparedStage, state: State) -> list[int]:
    """Return the places of the promises that fall due when somebody moves at *stage*, *state* being as before."""
    return [
        place
        for place, item in enumerate(program.commitments)
        if item.actor == stage.actor
        and not state.promises[place][2]
        and any(option.id in item.then and (option.when is None or option.when(state)) for option in stage.moves)
        and (item.condition is None or item.condition(state))
    ]


def _promises(program: Program, stage: PreparedStage, move: str, before: State, state: State) -> State:
    for place in due_promises(program, stage, before):
        then = program.commitments[place].then
        kept, breached, released = state.promises[place]
        now = (kept or move in then, breached or move not in then, released)
        state = state._replace(promises=(*state.promises[:place], now, *state.promises[place + 1 :]))
    return state


def _each_round(program: Program, state: State, step: End) -> list[Term]:
    terms: list[Term] = []
    for item in program.considerations:
        chosen = item.consideration
        if chosen.each_round and chosen.type in (None, state.types[item.actor]):
            keys = (chosen.id, str(state.round)) if step.discounted else (chosen.id,)
            terms.append((item.actor, _parameter("weight", keys), _amount(item.per(state))))
    return terms


def _amount(value: float | str) -> float:
    if isinstance(value, str):
        raise TypeError(f"a consideration counts the word {value!r}, not a number")
    return value


def final_terms(program: Program, state: State) -> tuple[str, list[Term]]:
    """Return the outcome of a final state and what every actor is paid for it.

    Raises:
        ValueError: no outcome covers the state.
    """
    outcome = next((name for name, holds in program.outcomes if holds is None or holds(state)), None)
    if outcome is None:
        facts = zip(program.names.facts, state.facts, strict=True)
        raise ValueError("no outcome covers the final state " + ", ".join(f"{name} = {value}" for name, value in facts))
    terms: list[Term] = []
    for place, actor in program.judging:
        terms.append((place, _parameter("utility", (actor, state.types[place], outcome)), 1.0))
    for item in program.considerations:
        chosen = item.consideration
        if chosen.each_round or chosen.type not in (None, state.types[item.actor]):
            continue
        if item.counted_at >= 0 and state.reported[item.counted_at]:
            continue
        terms.append((item.actor, _parameter("weight", (chosen.id,)), _amount(item.per(state))))
    return outcome, terms


def report_terms(program: Program, state: State, turn: Turn, move: str) -> list[Term]:
    """Return what a report pays at once: the audience's loss, and what merged considerations count of it."""
    audience = turn.stage.audience
    if audience is None:
        return []
    truth = float(state.types[program.names.actors[audience.judges]] == audience.type)
    loss = -((_told(turn, move) - truth) ** 2)
    terms: list[Term] = [(turn.stage.actor, _parameter("constant", ("1",)), loss)]
    index = program.names.audiences[turn.stage.stage.by]
    if index in program.merged_audiences:
        told = state._replace(reports=_reported(state, index, _told(turn, move)))
        for item in program.considerations:
            if item.counted_at == index and item.consideration.type in (None, state.types[item.actor]):
                amount = _amount(item.per(told))
                terms.append((item.actor, _parameter("weight", (item.consideration.id,)), amount))
    return terms
