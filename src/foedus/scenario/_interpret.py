"""Step a scenario directly, in plain Python: the check on the compiler, with which it shares nothing but the model.

``start`` gives the first position, ``to_move`` says what can happen next, ``after`` gives the
position that follows. Stages that are passed over and ends of rounds are not moments of their own. Exact
distributions over whole plays are in ``_distribution``; what a scenario means is in
``docs/reference/scenario-language.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from ._evaluate import Value, View, evaluate, holds, number
from ._expression import Assign, Become, Effect, Release
from ._model import CHANCE, Actor, Audience, Commitment, Fact, Repeat, Scenario, Stage
from ._observation import InfosetKey, Observation
from ._position import (
    Accrued,
    Group,
    NumberKey,
    Option,
    Position,
    Promise,
    RoundEnd,
    RoundStart,
    Term,
    Turn,
    open_options,
    script_of,
    view_of,
    with_amount,
)

_T = TypeVar("_T")


def start(scenario: Scenario, plan: str = "") -> Position:
    """Return the first position of *scenario* under *plan*: no type is drawn yet.

    Raises:
        ValueError: the scenario has no such plan.
    """
    script = script_of(scenario, plan)
    position = Position(
        script=script,
        at=0,
        round=0,
        pending=(),
        facts=tuple(float(fact.values[0]) if fact.numeric else fact.values[0] for fact in scenario.facts),
        last=("none",) * len(script.stages),
        seen=((),) * len(scenario.actors),
        types=tuple("" if len(_types(actor)) > 1 else _types(actor)[0] for actor in scenario.actors),
        promises=(Promise(),) * len(scenario.commitments),
        reports=(0.0,) * len(scenario.actors),
        conjectured=tuple(item.id for item in scenario.plans),
    )
    return _settle(position)


def _types(actor: Actor) -> tuple[str, ...]:
    return tuple(item.id for item in actor.types) or ("only",)


# Going on -----------------------------------------------------------------------------------------------------------


def _settle(position: Position) -> Position:
    """Go on to the next moment at which something happens."""
    while "" in position.types:
        turn = _type_turn(position)
        if not turn.forced:
            return replace(position, turn=turn)
        position = _drawn(position, turn, turn.moves[0])
    while position.at < len(position.script.instructions):
        here = position.script.instructions[position.at]
        match here:
            case RoundStart(repeat, end):
                enter = repeat.rounds > 0
                position = replace(position, at=position.at + 1 if enter else end, round=int(enter))
            case RoundEnd(repeat, first):
                position = _count_round(position, repeat)
                done = position.round >= repeat.rounds or (
                    repeat.until is not None and holds(repeat.until, view_of(position))
                )
                position = (
                    replace(position, at=position.at + 1, round=0)
                    if done
                    else replace(position, at=first, round=position.round + 1)
                )
            case Group(stages):
                if len(position.pending) == len(stages):
                    position = _reveal(position, stages)
                elif (found := _turn(position)) is None:
                    position = replace(position, pending=(*position.pending, None))
                else:
                    return replace(position, turn=found)
    return replace(position, turn=Turn("end"))


def _count_round(position: Position, repeat: Repeat) -> Position:
    """Count the considerations that accrue in every round."""
    found = []
    view = view_of(position)
    discounted = repeat.discount.low != 1 or repeat.discount.high != 1
    for item in position.scenario.considerations:
        if item.each_round and item.type in (None, position.types[position.script.actors[item.actor]]):
            key = ("weight", item.id, str(position.round)) if discounted else ("weight", item.id)
            found.append(Accrued(item.actor, Term(key, number(item.per, view))))
    return replace(position, accrued=_added(position.accrued, found))


def _added(accrued: tuple[Accrued, ...], more: list[Accrued]) -> tuple[Accrued, ...]:
    """Return the sum, one term a key, in a fixed order."""
    total: dict[tuple[str, NumberKey], float] = {}
    for item in (*accrued, *more):
        place = (item.actor, item.term.key)
        total[place] = total.get(place, 0.0) + item.term.coefficient
    return tuple(Accrued(actor, Term(key, value)) for (actor, key), value in sorted(total.items()) if value != 0)


def _reveal(position: Position, stages: tuple[Stage, ...]) -> Position:
    """Let the moves of a group take effect and be seen, in the order written."""
    before = view_of(position)
    script = position.script
    made = [(stage, move) for stage, move in zip(stages, position.pending, strict=True) if move is not None]
    due = {stage.id: _due(position, stage, before) for stage, _ in made}
    position = replace(position, at=position.at + 1, pending=())
    for stage, move in made:
        promises = list(position.promises)
        for commitment in due[stage.id]:
            index = script.promises[commitment.id]
            kept = move in commitment.then
            promises[index] = replace(
                promises[index], kept=promises[index].kept or kept, breached=promises[index].breached or not kept
            )
        last = list(position.last)
        if stage.moves:
            last[script.stage_index[stage.id]] = move
        observation = Observation(stage.id, position.round, move)
        seen = tuple(
            (*seen, observation) if stage.moves and _sees(actor.id, stage) else seen
            for actor, seen in zip(position.scenario.actors, position.seen, strict=True)
        )
        position = replace(position, promises=tuple(promises), last=tuple(last), seen=seen)
        if stage.moves:
            option = next(item for item in script.options[stage.id] if item.id == move)
            for effect in option.move.effects:
                position = _apply(position, effect, option)
    return position


def _due(position: Position, stage: Stage, view: View) -> list[Commitment]:
    """Return the promises that fall due at *stage* as things stand before the group."""
    offered = {option.id for option in open_options(stage, position, view)}
    return [
        item
        for item, promise in zip(position.scenario.commitments, position.promises, strict=True)
        if item.by == stage.by
        and not promise.released
        and not offered.isdisjoint(item.then)
        and holds(item.condition, view)
    ]


def _sees(actor: str, stage: Stage) -> bool:
    return stage.seen_by is None or actor == stage.by or actor in stage.seen_by


def _apply(position: Position, effect: Effect, option: Option) -> Position:
    script = position.script
    match effect:
        case Release(commitment):
            index = script.promises[commitment]
            released = replace(position.promises[index], released=True)
            return replace(position, promises=_changed(position.promises, index, released))
        case Become(actor, type_):
            return replace(position, types=_changed(position.types, script.actors[actor], type_))
        case Assign(name, operator, value):
            index = script.facts[name]
            fact = position.scenario.facts[index]
            word = getattr(value, "id", None)
            if operator == "=" and not fact.numeric and word in fact.values:
                new: Value = str(word)
            else:
                new = evaluate(value, with_amount(view_of(position), option))
                if operator != "=":
                    new = _shifted(position.facts[index], new, operator)
                new = _within(fact, new)
            return replace(position, facts=_changed(position.facts, index, new))


def _changed(values: tuple[_T, ...], index: int, value: _T) -> tuple[_T, ...]:
    return (*values[:index], value, *values[index + 1 :])


def _shifted(old: Value, by: Value, operator: str) -> float:
    if isinstance(old, str) or isinstance(by, str):
        raise TypeError(f"{operator} needs numbers; found {old!r} and {by!r}")
    return old + by if operator == "+=" else old - by


def _within(fact: Fact, value: Value) -> Value:
    """Return *value* held within the range of *fact*."""
    if not fact.numeric:
        if value not in fact.values:
            raise ValueError(f"{value!r} is no value of {fact.id}; it has {', '.join(fact.values)}")
        return value
    allowed = [float(text) for text in fact.values]
    if isinstance(value, str):
        raise TypeError(f"{value!r} is no number; {fact.id} is numeric")
    value = min(max(value, min(allowed)), max(allowed))
    if value not in allowed:
        raise ValueError(f"{value:g} is no value of {fact.id}; it has {', '.join(fact.values)}")
    return value


# Who moves ----------------------------------------------------------------------------------------------------------


def to_move(position: Position) -> Turn:
    """Return what can happen next; kind ``end`` when play is over."""
    return position.turn


def _turn(position: Position) -> Turn | None:
    """Return the turn of the next stage of the present group; None if it is passed over."""
    group = position.script.instructions[position.at]
    if not isinstance(group, Group):
        raise TypeError("the position stands between stages")
    stage = group.stages[len(position.pending)]
    view = view_of(position)
    if not stage.moves:
        return _report_turn(position, stage) if holds(stage.when, view) else None
    moves = tuple(option.id for option in open_options(stage, position, view))
    if not moves:
        return None
    if stage.by == CHANCE:
        numbers = tuple(("chance", stage.id, move) for move in moves) if len(moves) > 1 else ()
        if numbers and len(moves) < len(position.script.options[stage.id]):
            raise ValueError(f"some, not all, moves of the chance stage {stage.id} are open; they have no `when`")
        return Turn("chance", CHANCE, stage.id, position.round, None, moves, numbers)
    fixed = position.script.fixes.get(stage.id)
    if fixed is not None and fixed not in moves:
        return None
    if fixed is not None and stage.seen_by is not None:
        return _conjecture_turn(position, stage, moves, fixed)
    if fixed is not None:
        moves = (fixed,)
    key = _key(position, stage) if len(moves) > 1 else None
    return Turn("decision", stage.by, stage.id, position.round, key, moves)


def _key(position: Position, stage: Stage) -> InfosetKey:
    actor = position.script.actors[stage.by]
    return InfosetKey(stage.by, position.types[actor], stage.id, position.round, position.seen[actor])


def _report_turn(position: Position, stage: Stage) -> Turn:
    audience = _audience(position, stage.by)
    moves = tuple(format(k / (audience.steps - 1), "g") for k in range(audience.steps))
    return Turn("report", stage.by, stage.id, position.round, _key(position, stage), moves)


def _conjecture_turn(position: Position, stage: Stage, moves: tuple[str, ...], fixed: str) -> Turn:
    """Weigh the moves that plans fix here: plans that agree with what was done, or all, if none of them does."""
    scenario = position.scenario
    plans = {item.id: dict(item.fixes)[stage.id] for item in scenario.plans if stage.id in dict(item.fixes)}
    plans = {plan: move for plan, move in plans.items() if move in moves}
    agreeing = {plan: move for plan, move in plans.items() if plan in position.conjectured} or plans
    weights = dict(scenario.conjecture) or dict.fromkeys(plans, 1.0)
    if not any(weights.get(plan, 0.0) for plan in agreeing):
        agreeing = plans if any(weights.get(plan, 0.0) for plan in plans) else agreeing
    if not any(weights.get(plan, 0.0) for plan in agreeing):
        weights = dict.fromkeys(agreeing, 1.0)
    share = dict.fromkeys(moves, 0.0)
    for plan, move in agreeing.items():
        share[move] += weights.get(plan, 0.0)
    total = sum(share.values())
    kept = tuple(move for move in moves if share[move] > 0 or move == fixed)
    return Turn(
        "conjecture",
        stage.by,
        stage.id,
        position.round,
        moves=kept,
        conjecture=tuple(share[move] / total for move in kept),
        actual=fixed,
    )


def _type_turn(position: Position) -> Turn:
    """Draw the next actor's type, given those drawn before where the case states a joint prior."""
    scenario = position.scenario
    drawn = [(scenario.actors[index], position.types[index]) for index in position.script.drawn]
    actor = next(actor for actor, type_ in drawn if not type_)
    types = _types(actor)
    cells = [dict(cell.types) for cell in scenario.joint]
    if not any(actor.id in cell for cell in cells):
        return Turn("type", actor.id, moves=types, numbers=tuple(("prior", "", actor.id, type_) for type_ in types))
    given = [(other.id, type_) for other, type_ in drawn if type_ and any(other.id in cell for cell in cells)]
    fitting = [cell for cell in cells if all(cell.get(other, type_) == type_ for other, type_ in given)]
    types = tuple(type_ for type_ in types if any(cell.get(actor.id, type_) == type_ for cell in fitting))
    pairs = tuple(f"{other}={type_}" for other, type_ in given)
    joint: tuple[NumberKey, ...] = tuple(("joint", actor.id, type_, *pairs) for type_ in types)
    return Turn("type", actor.id, moves=types, numbers=joint if len(types) > 1 else ())


def _drawn(position: Position, turn: Turn, type_: str) -> Position:
    return replace(position, types=_changed(position.types, position.script.actors[turn.who], type_))


def after(position: Position, move: str) -> Position:
    """Return the position after *move* (a move id, a type drawn, or an audience's report).

    Raises:
        ValueError: *move* is not among the moves of :func:`to_move`.
    """
    turn = to_move(position)
    if move not in turn.moves:
        raise ValueError(f"{move!r} is not open here; open are {', '.join(turn.moves) or 'no moves: play is over'}")
    if turn.kind == "type":
        return _settle(_drawn(position, turn, move))
    if turn.kind == "report":
        position = _report(position, turn, [float(option == move) for option in turn.moves])
    if turn.kind == "conjecture":
        position = replace(position, conjectured=_agreeing(position, turn.stage, move))
    return _settle(replace(position, pending=(*position.pending, move)))


def _agreeing(position: Position, stage: str, move: str) -> tuple[str, ...]:
    """Return the plans still possible after *move* at a private stage that plans fix."""
    plans = {item.id: dict(item.fixes).get(stage, move) for item in position.scenario.plans}
    return tuple(plan for plan in position.conjectured if plans[plan] == move)


def _report(position: Position, turn: Turn, weights: Sequence[float]) -> Position:
    """Charge the expected square of the error and keep the mean report for those who count it."""
    index = position.script.actors[turn.who]
    audience = _audience(position, turn.who)
    truth = float(position.types[position.script.actors[audience.judges]] == audience.type)
    values = [step / (audience.steps - 1) for step in range(audience.steps)]
    mean = sum(weight * value for weight, value in zip(weights, values, strict=True))
    error = sum(weight * (value - truth) ** 2 for weight, value in zip(weights, values, strict=True))
    loss = Accrued(turn.who, Term(("constant", "1"), -error))
    return replace(
        position,
        reports=_changed(position.reports, index, mean),
        accrued=_added(position.accrued, [loss]),
    )


def average_report(position: Position, weights: Sequence[float]) -> Position:
    """Return the position after a report drawn with *weights*, its mean and its expected loss standing for it.

    Right in expectation where every consideration is affine in each opinion.
    """
    turn = to_move(position)
    if turn.kind != "report":
        raise ValueError(f"no audience reports here, but {turn.kind}")
    position = _report(position, turn, weights)
    return _settle(replace(position, pending=(*position.pending, turn.moves[0])))


def _audience(position: Position, actor: str) -> Audience:
    audience = position.scenario.actors[position.script.actors[actor]].audience
    if audience is None:
        raise ValueError(f"{actor} is no audience, so that its stage needs moves")
    return audience


# The end ------------------------------------------------------------------------------------------------------------


def outcome(position: Position) -> str:
    """Return the outcome of a final position: the first whose condition holds.

    Raises:
        ValueError: play is not over, or no outcome covers the position.
    """
    if to_move(position).kind != "end":
        raise ValueError("play is not over")
    view = view_of(position)
    for item in position.scenario.outcomes:
        if holds(item.when, view):
            return item.id
    state = ", ".join(f"{name} = {value}" for name, value in zip(position.script.facts, position.facts, strict=True))
    raise ValueError(f"no outcome covers the final state {state}")


def payoff_terms(position: Position, actor: str) -> tuple[Term, ...]:
    """Return the payoff of *actor* at a final position, as numbers with their coefficients.

    An actor without preferences (an audience) has no utility of the outcome.
    """
    scenario = position.scenario
    type_ = position.types[position.script.actors[actor]]
    view = view_of(position)
    found = [item for item in position.accrued if item.actor == actor]
    for item in scenario.considerations:
        if item.actor == actor and not item.each_round and item.type in (None, type_):
            found = [*found, Accrued(actor, Term(("weight", item.id), number(item.per, view)))]
    if any(item.actor == actor for item in scenario.preferences):
        found.append(Accrued(actor, Term(("utility", actor, type_, outcome(position)), 1.0)))
    return tuple(item.term for item in _added((), found))
