"""Rules about names: everything declared once, everything named declared, and every expression readable."""

from __future__ import annotations

from collections.abc import Iterable

from foedus._core import Place

from .._model import CHANCE, Repeat
from ._expressions import Reader, Setting
from ._findings import Findings
from ._index import NONE, Index, Seat


def check_names(index: Index, findings: Findings) -> set[int]:
    """Report wrong names; return the identities of the expressions and effects that cannot be read."""
    _doubles(index, findings)
    _clashes(index, findings)
    _parties(index, findings)
    _others(index, findings)
    reader = Reader(index, findings)
    _play(index, reader)
    _ends(index, reader)
    return reader.bad


# Declared once ------------------------------------------------------------------------------------------------------


def _doubles(index: Index, findings: Findings) -> None:
    scenario = index.scenario
    stages = [(seat.stage.id, seat.stage.place) for seat in index.seats]
    groups: list[tuple[str, list[tuple[str, Place | None]]]] = [
        ("actor", [(item.id, item.place) for item in scenario.actors]),
        ("fact", [(item.id, item.place) for item in scenario.facts]),
        ("stage", stages),
        ("outcome", [(item.id, item.place) for item in scenario.outcomes]),
        ("commitment", [(item.id, item.place) for item in scenario.commitments]),
        ("consideration", [(item.id, item.place) for item in scenario.considerations]),
        ("claim", [(item.id, item.place) for item in scenario.claims]),
        ("plan", [(item.id, item.place) for item in scenario.plans]),
    ]
    groups += [(f"type of `{actor.id}`", [(kind.id, kind.place) for kind in actor.types]) for actor in scenario.actors]
    groups += [
        (f"move of `{seat.stage.id}`", [(move.id, move.place) for move, _ in seat.options]) for seat in index.seats
    ]
    for sort, entries in groups:
        first: dict[str, Place | None] = {}
        for name, place in entries:
            if name in first:
                findings.error(
                    "duplicate-name",
                    f"there are two with the name `{name}`, each a {sort}",
                    at=place,
                    why="whatever names it would mean both",
                    hint="rename or remove one of them; an amount of a move is named `move_amount`",
                    related=((f"the first `{name}`", first[name]),),
                )
            first.setdefault(name, place)


def _clashes(index: Index, findings: Findings) -> None:
    for name in index.facts.keys() & index.stages.keys():
        findings.error(
            "name-clash",
            f"`{name}` is both a fact and a stage",
            at=index.stages[name].stage.place,
            why="in an expression it would be read as the fact, and the stage could not be read at all",
            hint="rename one of them",
            related=((f"the fact `{name}`", index.facts[name].place),),
        )
    for seat in index.seats:
        for move in seat.stage.moves:
            if move.id == NONE:
                findings.error(
                    "name-clash",
                    f"a move of `{seat.stage.id}` is called `{NONE}`",
                    at=move.place,
                    why=f"a stage reads as `{NONE}` before any move is chosen there",
                    hint="call it `nothing`, say",
                )
            if move.choice is not None and (move.choice.name in index.facts or move.choice.name in index.stages):
                findings.warning(
                    "name-clash",
                    f"the amount `{move.choice.name}` of move `{move.id}` has the name of a fact or a stage",
                    at=move.place,
                    why="within the move it means the amount",
                    hint="give the amount another name",
                )


# Named and declared -------------------------------------------------------------------------------------------------


def _parties(index: Index, findings: Findings) -> None:
    scenario = index.scenario
    actors = index.actors

    def actor(name: str, at: Place | None, where: str) -> bool:
        if name in index.actors:
            return True
        findings.unknown("actor", name, actors, at=at, where=where)
        return False

    def typed(name: str, kind: str | None, at: Place | None, where: str) -> None:
        if actor(name, at, where) and kind is not None and kind not in index.types(name):
            known = [f"{name}.{item}" for item in index.types(name)]
            findings.unknown("type", f"{name}.{kind}", known, at=at, where=where)

    actor(scenario.planner, scenario.place, "`planner`")
    if scenario.as_seen_by:
        actor(scenario.as_seen_by, scenario.place, "`as_seen_by`")
    for seat in index.seats:
        stage = seat.stage
        if stage.by != CHANCE:
            actor(stage.by, stage.place, f"stage `{stage.id}`")
        for name in stage.seen_by or ():
            actor(name, stage.place, f"`seen_by` of stage `{stage.id}`")
    for party in scenario.actors:
        if party.audience is not None:
            judged = party.audience
            typed(judged.judges, judged.type, judged.place or party.place, f"audience `{party.id}`")
    for belief in scenario.beliefs:
        actor(belief.holder, belief.place, "a belief")
        if actor(belief.about, belief.place, "a belief"):
            for item in belief.types:
                typed(belief.about, item.id, item.place or belief.place, f"the belief of `{belief.holder}`")
    for cell in scenario.joint:
        for name, kind in cell.types:
            typed(name, kind, cell.place, "the joint prior")
    for preference in scenario.preferences:
        typed(preference.actor, preference.type, preference.place, "a preference")
    for consideration in scenario.considerations:
        where = f"consideration `{consideration.id}`"
        typed(consideration.actor, consideration.type, consideration.place, where)
    for commitment in scenario.commitments:
        for name in filter(None, (commitment.by, commitment.to)):
            actor(name, commitment.place, f"commitment `{commitment.id}`")


def _others(index: Index, findings: Findings) -> None:
    scenario = index.scenario
    outcomes = index.outcomes
    for preference in scenario.preferences:
        holder = preference.actor + (f".{preference.type}" if preference.type else "")
        for relation in preference.relations:
            for name in (relation.better, relation.worse):
                if name not in index.outcomes:
                    place = relation.place or preference.place
                    findings.unknown("outcome", name, outcomes, at=place, where=f"the order of `{holder}`")
    weights = {item.id: item for item in scenario.considerations}
    for commitment in scenario.commitments:
        if commitment.breach and commitment.breach not in weights:
            where = f"`breach` of commitment `{commitment.id}`"
            findings.unknown("consideration", commitment.breach, weights, at=commitment.place, where=where)
    happened = scenario.happened
    if happened is not None:
        if happened.outcome not in index.outcomes:
            findings.unknown("outcome", happened.outcome, outcomes, at=happened.place, where="`happened`")
        plans = {plan.id: plan for plan in scenario.plans}
        if happened.plan and happened.plan not in plans:
            findings.unknown("plan", happened.plan, plans, at=happened.place, where="`happened`")
        fixed_moves(index, findings, happened.moves, at=happened.place, where="`happened`")


def fixed_moves(
    index: Index, findings: Findings, moves: Iterable[tuple[str, str]], *, at: Place | None, where: str
) -> None:
    """Report stages and moves that do not exist among stage–move pairs."""
    for stage, move in moves:
        if stage not in index.stages:
            findings.unknown("stage", stage, index.stages, at=at, where=where)
        elif move not in index.stages[stage].choices:
            seat = index.stages[stage]
            amounts = [option.id for option, written in seat.options if written.id == move]
            findings.unknown(f"move of `{stage}`", move, amounts or seat.choices, at=at, where=where)


# Expressions --------------------------------------------------------------------------------------------------------


def _play(index: Index, reader: Reader) -> None:
    for seat in index.seats:
        stage, inside = seat.stage, seat.repeat is not None
        reader.condition(stage.when, Setting(f"the guard of stage `{stage.id}`", stage.place, rounds=inside))
        _moves(seat, reader)
    for step in index.scenario.steps:
        if isinstance(step, Repeat):
            reader.condition(step.until, Setting("`until` of the repeat", step.place, rounds=True))


def _moves(seat: Seat, reader: Reader) -> None:
    stage = seat.stage
    for move in stage.moves:
        amount = move.choice.name if move.choice is not None else ""
        name, place = f"move `{move.id}` of stage `{stage.id}`", move.place or stage.place
        rounds = seat.repeat is not None
        reader.condition(move.when, Setting(f"the guard of {name}", place, amount=amount, rounds=rounds))
        for effect in move.effects:
            reader.effect(effect, Setting(name, place, amount=amount, rounds=rounds), by=stage.by)


def _ends(index: Index, reader: Reader) -> None:
    scenario = index.scenario
    for outcome in scenario.outcomes:
        reader.condition(outcome.when, Setting(f"outcome `{outcome.id}`", outcome.place))
    for item in scenario.commitments:
        # A promise is read where it falls due: inside a repeat, if that is where the promised moves are.
        rounds = any(seat.repeat is not None for seat in index.due[item.id])
        mine = frozenset({item.by})
        what = f"the condition of commitment `{item.id}`"
        reader.condition(item.condition, Setting(what, item.place, types=mine, rounds=rounds))
    for weight in scenario.considerations:
        mine, what = frozenset({weight.actor}), f"consideration `{weight.id}`"
        setting = Setting(what, weight.place, types=mine, opinions=True, rounds=weight.each_round)
        reader.condition(weight.per, setting)
