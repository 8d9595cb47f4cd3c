"""Take parts out of a scenario, or change them: pure functions from a scenario to another.

What refers to the part that goes is put in order, so that the rest still says something:

* A move that can no longer be chosen: conditions compare with it in vain (``stage == move`` becomes 0, ``!=`` becomes
  1); a plan that fixes it goes, and a commitment none of whose moves is left goes.
* A consideration: a commitment whose ``breach`` names it has no price any more, and stays.
* A commitment: nobody can break or keep it (``breached`` and ``kept`` become 0), a move cannot release it; the
  consideration that charges for it goes, and so does one that now counts only constants.
* An audience: its stage goes, and so do the considerations that count its report, unless another audience reports on
  the same type; for what nobody reports, nobody can count.
* A plan: its weight in the conjecture goes.

Claims stay, cited or not. The repeat or group that a removal leaves empty or single is closed up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ._expression import Binary, Call, Expression, Member, Name, Number, Release
from ._model import Interval, Move, Relation, Scenario, Stage
from ._numbers import number_text
from ._options import options
from ._rewrite import calls_in, is_constant, map_effects, map_stages, rewrite_scenario, stages_in


def remove(scenario: Scenario, kind: str, *, id: str) -> Scenario:
    """Return *scenario* without one part.

    Args:
        scenario: the scenario to take it from.
        kind: ``move``, ``consideration``, ``commitment``, ``audience``, ``plan`` or ``relation``.
        id: its name; for a move ``stage.move``, for a relation ``actor.type: better > worse``.

    Raises:
        ValueError: there is no such part, or it is the last move of its stage.
    """
    kinds: dict[str, Callable[[Scenario, str], Scenario]] = {
        "move": without_move,
        "consideration": without_consideration,
        "commitment": without_commitment,
        "audience": without_audience,
        "plan": without_plan,
        "relation": without_relation,
    }
    if kind not in kinds:
        raise ValueError(f"{kind!r} cannot be removed; what can: {', '.join(kinds)}")
    return kinds[kind](scenario, id)


def without_move(scenario: Scenario, move: str) -> Scenario:
    """Return *scenario* without the move ``stage.move``, or without one amount of it (``supply.send_5``)."""
    stage_id, _, move_id = move.partition(".")
    stage = next((stage for stage in stages_in(scenario.steps) if stage.id == stage_id), None)
    if stage is None or move_id not in {m.id for m in (*stage.moves, *options(stage))}:
        raise ValueError(f"there is no move {move!r}")
    left = _moves_left(stage, move_id)
    if not left:
        raise ValueError(f"{move!r} is the only move of its stage; remove the stage instead")
    shorter = replace(stage, moves=left)
    gone = {option.id for option in options(stage)} - {option.id for option in options(shorter)}
    edited = map_stages(scenario, lambda found: shorter if found.id == stage_id else found)
    edited = rewrite_scenario(edited, lambda expression: _in_vain(expression, stage_id, gone))
    for plan in scenario.plans:
        if any(fixed == stage_id and chosen in gone for fixed, chosen in plan.fixes):
            edited = without_plan(edited, plan.id)
    if edited.happened:
        kept = tuple(pair for pair in edited.happened.moves if pair[0] != stage_id or pair[1] not in gone)
        edited = replace(edited, happened=replace(edited.happened, moves=kept))
    offered = {m.id for found in stages_in(edited.steps) for m in (*found.moves, *options(found))}
    for commitment in scenario.commitments:
        then = tuple(chosen for chosen in commitment.then if chosen in offered)
        if not then and commitment.then:
            edited = without_commitment(edited, commitment.id)
        else:
            promises = (replace(p, then=then) if p.id == commitment.id else p for p in edited.commitments)
            edited = replace(edited, commitments=tuple(promises))
    return edited


def without_consideration(scenario: Scenario, consideration: str) -> Scenario:
    """Return *scenario* without a consideration."""
    _known(consideration, [item.id for item in scenario.considerations], "consideration")
    left = tuple(item for item in scenario.considerations if item.id != consideration)
    promises = tuple(
        replace(promise, breach="") if promise.breach == consideration else promise for promise in scenario.commitments
    )
    return replace(scenario, considerations=left, commitments=promises)


def without_commitment(scenario: Scenario, commitment: str) -> Scenario:
    """Return *scenario* as if the promise had never been made; the moves that declared it stay."""
    _known(commitment, [promise.id for promise in scenario.commitments], "commitment")
    gone = next(promise for promise in scenario.commitments if promise.id == commitment)
    left = tuple(promise for promise in scenario.commitments if promise.id != commitment)
    edited = map_effects(
        replace(scenario, commitments=left),
        lambda effect: None if effect == Release(commitment) else effect,
    )
    calls = (Call("breached", commitment), Call("kept", commitment))
    edited = rewrite_scenario(edited, lambda expression: Number(0.0) if expression in calls else None)
    for before, after in zip(scenario.considerations, edited.considerations, strict=True):
        charged = gone.breach == before.id and not any(promise.breach == before.id for promise in left)
        if charged or (before.per != after.per and is_constant(after.per)):
            edited = without_consideration(edited, before.id)
    return edited


def without_audience(scenario: Scenario, actor: str) -> Scenario:
    """Return *scenario* without an actor that only judges, its stage, and the considerations that count its report."""
    _known(actor, [found.id for found in scenario.actors if found.audience], "audience")
    left = tuple(found for found in scenario.actors if found.id != actor)
    reported = {f"{found.audience.judges}.{found.audience.type}" for found in left if found.audience}
    edited = map_stages(replace(scenario, actors=left), lambda stage: None if stage.by == actor else stage)
    edited = map_stages(
        edited,
        lambda stage: (
            stage
            if stage.seen_by is None
            else replace(stage, seen_by=tuple(eye for eye in stage.seen_by if eye != actor))
        ),
    )
    for item in scenario.considerations:
        counted = {call.argument for call in calls_in(item.per) if call.function == "opinion"}
        if counted - reported:
            edited = without_consideration(edited, item.id)
    return edited


def without_plan(scenario: Scenario, plan: str) -> Scenario:
    """Return *scenario* without a plan."""
    _known(plan, [found.id for found in scenario.plans], "plan")
    happened = scenario.happened
    return replace(
        scenario,
        plans=tuple(found for found in scenario.plans if found.id != plan),
        conjecture=tuple(pair for pair in scenario.conjecture if pair[0] != plan),
        happened=replace(happened, plan="") if happened and happened.plan == plan else happened,
    )


def without_relation(scenario: Scenario, relation: str) -> Scenario:
    """Return *scenario* without the relation ``actor.type: better > worse`` (or ``=``)."""
    return _with_relation(scenario, relation, lambda _: None)


def with_range(scenario: Scenario, consideration: str, *, range: Interval) -> Scenario:
    """Return *scenario* with another range of a consideration's weight."""
    _known(consideration, [item.id for item in scenario.considerations], "consideration")
    items = (replace(item, range=range) if item.id == consideration else item for item in scenario.considerations)
    return replace(scenario, considerations=tuple(items))


def with_claim(scenario: Scenario, relation: str, *, claim: str) -> Scenario:
    """Return *scenario* with one claim more under the relation ``actor.type: better > worse``."""
    return _with_relation(
        scenario, relation, lambda found: replace(found, because=tuple(dict.fromkeys((*found.because, claim))))
    )


def _known(id: str, known: list[str], what: str) -> None:
    if id not in known:
        raise ValueError(f"there is no {what} {id!r}; there are {', '.join(known) or 'none'}")


def _with_relation(scenario: Scenario, name: str, change: Callable[[Relation], Relation | None]) -> Scenario:
    holder, _, wanted = name.partition(":")
    found = False
    preferences = []
    for preference in scenario.preferences:
        relations: list[Relation] = []
        for relation in preference.relations:
            shown = f"{relation.better} {'=' if relation.equal else '>'} {relation.worse}"
            same = ".".join(filter(None, (preference.actor, preference.type))) == holder.strip()
            if same and shown.split() == wanted.split():
                found = True
                changed = change(relation)
                relations += [changed] if changed else []
            else:
                relations.append(relation)
        preferences.append(replace(preference, relations=tuple(relations)))
    if not found:
        raise ValueError(f"there is no relation {name!r}; write `actor.type: better > worse`")
    return replace(scenario, preferences=tuple(preferences))


def _moves_left(stage: Stage, gone: str) -> tuple[Move, ...]:
    left: list[Move] = []
    for move in stage.moves:
        if move.id == gone:
            continue
        if move.choice is not None:
            amounts = tuple(a for a in move.choice.amounts if f"{move.id}_{number_text(a)}" != gone)
            if not amounts:
                continue
            move = replace(move, choice=replace(move.choice, amounts=amounts))
        left.append(move)
    return tuple(left)


def _in_vain(expression: Expression, stage: str, gone: set[str]) -> Expression | None:
    def names(left: Expression, right: Expression) -> bool:
        return left == Name(stage) and isinstance(right, Name) and right.id in gone

    if isinstance(expression, Binary) and expression.operator in ("==", "!="):
        if names(expression.left, expression.right) or names(expression.right, expression.left):
            return Number(0.0 if expression.operator == "==" else 1.0)
    elif isinstance(expression, Member) and expression.operand == Name(stage):
        left = tuple(value for value in expression.values if not (isinstance(value, Name) and value.id in gone))
        return replace(expression, values=left) if left else Number(0.0)
    return None
