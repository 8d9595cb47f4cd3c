"""Rules about who is who: who can move, what an audience is, whose value decides."""

from __future__ import annotations

from .._keys import MAX_STEPS
from .._model import CHANCE
from ._findings import Findings, listed
from ._index import ONLY, Index


def check_parties(index: Index, findings: Findings) -> None:
    """Report audiences that cannot judge, stages without moves, and a planner that cannot be advised."""
    _audiences(index, findings)
    _stages(index, findings)
    _advised(index, findings)


def _audiences(index: Index, findings: Findings) -> None:
    for actor in index.actors.values():
        audience = actor.audience
        if audience is None:
            continue
        place = audience.place or actor.place
        own = index.seats_by.get(actor.id, ())
        if not 2 <= audience.steps <= MAX_STEPS:
            findings.error(
                "bad-steps",
                f"audience `{actor.id}` has {audience.steps} steps; it must be 2 to {MAX_STEPS}",
                at=place,
                why="it reports one of so many probabilities from 0 to 1",
                hint="write `steps: 11`",
            )
        if audience.judges in index.actors and index.types(audience.judges) == (ONLY,):
            findings.error(
                "nothing-to-judge",
                f"audience `{actor.id}` judges `{audience.judges}`, which has no private types",
                at=place,
                why="there is nothing about it to be uncertain of",
                hint=f"give `{audience.judges}` types, or judge another actor",
            )
        if audience.at not in index.stages:
            names = [seat.stage.id for seat in own] or index.stages
            findings.unknown("stage", audience.at, names, at=place, where=f"audience `{actor.id}`")
        elif index.stages[audience.at].stage.by != actor.id:
            by = index.stages[audience.at].stage.by
            findings.error(
                "audience-stage",
                f"audience `{actor.id}` reports at `{audience.at}`, but that is a stage of `{by}`",
                at=place,
                why="a report is a stage of its own, without moves",
                hint=f"add a stage such as `- opinion_poll: {{by: {actor.id}}}` and name it here",
                related=((f"stage `{audience.at}`", index.stages[audience.at].stage.place),),
            )
        for seat in own:
            if seat.stage.id != audience.at and audience.at in index.stages:
                findings.error(
                    "audience-stage",
                    f"audience `{actor.id}` has a second stage, `{seat.stage.id}`",
                    at=seat.stage.place,
                    why="an audience reports at one stage",
                    hint=f"remove it, or add another audience for it; `at` names `{audience.at}`",
                )
            if seat.stage.moves:
                findings.error(
                    "audience-with-moves",
                    f"stage `{seat.stage.id}` of the audience `{actor.id}` has moves",
                    at=seat.stage.place,
                    why="an audience only reports what it believes",
                    hint=f"remove the moves, or remove `audience:` from `{actor.id}`",
                )
    for item in index.scenario.considerations:
        if index.is_audience(item.actor):
            findings.error(
                "audience-with-considerations",
                f"consideration `{item.id}` is of the audience `{item.actor}`",
                at=item.place,
                why="an audience pays only for a wrong report, so that it reports what it believes",
                hint="give it to the actor that minds the opinion",
            )


def _stages(index: Index, findings: Findings) -> None:
    if not index.seats:
        findings.error("no-stages", "the case has no stages", at=index.scenario.place, hint="add `stages:`")
    for seat in index.seats:
        stage = seat.stage
        if not stage.moves and stage.by != CHANCE and stage.by in index.actors and not index.is_audience(stage.by):
            findings.error(
                "no-moves",
                f"`{stage.by}` has no moves at stage `{stage.id}`",
                at=stage.place,
                why="a stage without moves is an audience's report",
                hint="add `moves: {first: …, second: …}`",
            )


def _advised(index: Index, findings: Findings) -> None:
    scenario = index.scenario
    if scenario.planner not in index.actors:
        return
    if index.is_audience(scenario.planner):
        findings.error(
            "audience-plans",
            f"the planner `{scenario.planner}` is an audience",
            at=scenario.place,
            why="an audience judges and makes no plans",
            hint="name an actor that moves",
        )
        return
    kinds = index.types(scenario.planner)
    typed = [f"{scenario.planner}.{kind}" for kind in kinds]
    actor, _, kind = scenario.advises.partition(".")
    if actor != scenario.planner or (kind and kind not in kinds):
        findings.error(
            "advises-not-planner",
            f"`advises` names `{scenario.advises}`, which is not a type of the planner `{scenario.planner}`",
            at=scenario.place,
            why="a plan is judged by its value to the type it advises",
            hint=findings.suggest(scenario.advises, typed if kinds != (ONLY,) else [scenario.planner]),
        )
    elif not kind and len(kinds) > 1:
        findings.error(
            "advises-not-planner",
            f"`advises` names `{actor}`, which has several types",
            at=scenario.place,
            why="each type has its own value, and one of them decides",
            hint=f"write one of {listed(typed)}",
        )
