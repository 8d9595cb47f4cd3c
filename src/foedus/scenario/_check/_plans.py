"""Rules about plans: they fix what is the planner's to fix, they differ, and none is paid for merely being chosen."""

from __future__ import annotations

from .._model import Consideration, Plan
from ._findings import Findings, Related, listed
from ._index import Index
from ._names import fixed_moves
from ._terms import mentions


def check_plans(index: Index, findings: Findings) -> None:
    """Report plans that cannot be carried out or compared, and considerations that count a plan's own move."""
    scenario = index.scenario
    if not scenario.plans:
        findings.warning(
            "no-plans",
            "the case has no plans",
            at=scenario.place,
            why="a verdict compares plans",
            hint="add `plans:` with two or more of them",
        )
    for plan in scenario.plans:
        _fixes(index, plan, findings)
    _same(index, findings)
    if scenario.announce == "strategic":
        _announcement(index, findings)
    for item in scenario.considerations:
        _counts(index, item, findings)


def _fixes(index: Index, plan: Plan, findings: Findings) -> None:
    what = f"plan `{plan.id}`"
    fixed_moves(index, findings, plan.fixes, at=plan.place, where=what)
    for stage, _ in plan.fixes:
        if stage not in index.stages:
            continue
        mover = index.stages[stage].stage.by
        if mover != index.scenario.planner:
            own = [seat.stage.id for seat in index.seats if seat.stage.by == index.scenario.planner]
            findings.error(
                "plan-fixes-others",
                f"{what} fixes stage `{stage}`, which is `{mover}`'s, not the planner's (`{index.scenario.planner}`)",
                at=plan.place,
                why="a plan announces; what others do in answer is solved, not assumed",
                hint=f"fix only stages of the planner: {listed(own)}" if own else "give the planner a stage",
                related=((f"stage `{stage}`", index.stages[stage].stage.place),),
            )


def _same(index: Index, findings: Findings) -> None:
    first: dict[frozenset[tuple[str, str]], Plan] = {}
    for plan in index.scenario.plans:
        earlier = first.setdefault(frozenset(plan.fixes), plan)
        if earlier is not plan:
            findings.error(
                "identical-plans",
                f"plans `{earlier.id}` and `{plan.id}` fix the same moves",
                at=plan.place,
                why="they would share every draw, and neither could lead",
                hint="remove one of them, or let it fix another move",
                related=((f"plan `{earlier.id}`", earlier.place),),
            )


def _announcement(index: Index, findings: Findings) -> None:
    """With `announce: strategic` the planner's first move is the choice of a plan: one stage, one move a plan."""
    findings.warning(
        "announcement-fixed",
        "`announce: strategic` is not judged yet: plans are compared as if every type of the planner followed them",
        at=index.scenario.place,
        why="choosing a plan then reveals nothing about the type, which is not what the case asks for",
        hint="read the verdict as that of `announce: fixed`; `foedus solve CASE` without a plan shows the game in "
        "which each type chooses",
    )
    firsts: dict[str, str] = {}
    for plan in index.scenario.plans:
        known = [stage for stage, _ in plan.fixes if stage in index.stages]
        firsts[plan.id] = min(known, key=lambda stage: index.stages[stage].number) if known else ""
    stages = set(firsts.values())
    if len(stages) > 1:
        told = ", ".join(f"`{plan}` at {f'`{stage}`' if stage else 'no stage'}" for plan, stage in firsts.items())
        findings.error(
            "announcement-differs",
            f"`announce: strategic`, but the plans begin at different stages: {told}",
            at=index.scenario.plans[0].place,
            why="the announcement is then one move of the planner, from which the others draw conclusions: each plan "
            "must fix its first stage, and it must be the same stage",
            hint="let every plan fix the stage of the announcement, or write `announce: fixed`",
        )


# What a plan does may not be paid for directly ----------------------------------------------------------------------


def _counts(index: Index, item: Consideration, findings: Findings) -> None:
    planned = index.planned
    read = mentions(item.per)
    stages = sorted(name for name in read.names if name in index.stages and name not in index.facts)
    facts = sorted(name for name in read.names if name in index.facts)
    direct = [stage for stage in stages if stage in planned]
    # A fact that a stage outside all plans can set too is not the plan's own doing.
    through = [fact for fact in facts if index.setters.get(fact) and index.setters[fact] <= planned]
    if not direct and not through:
        return
    carried = len(direct) < len(stages) or len(through) < len(facts) or read.arguments("opinion", "breached", "kept")
    if item.actor != index.scenario.planner and carried:
        return
    parts = [f"the move at `{stage}`" for stage in direct]
    parts += [f"`{fact}`, which only {listed(sorted(index.setters[fact]))} can set" for fact in through]
    behind = _behind(index, direct, through)
    fixing = [plan for plan in index.scenario.plans if {stage for stage, _ in plan.fixes} & behind]
    related: Related = tuple((f"plan `{plan.id}`", plan.place) for plan in fixing)
    whose = "the planner's" if item.actor == index.scenario.planner else f"`{item.actor}`'s"
    findings.error(
        "counts-own-plan",
        f"consideration `{item.id}`, {whose}, counts a plan's own move: it reads {' and '.join(parts)}",
        at=item.place,
        why="a plan would lead because this line says that it is good, whatever the others do; what an audience or a "
        "rival concludes from the move must carry it",
        hint="count what follows from the move: `opinion(actor.type)`, `breached(commitment)`, or a fact that others "
        "set in answer",
        related=related,
    )


def _behind(index: Index, stages: list[str], facts: list[str]) -> set[str]:
    return set(stages) | {stage for fact in facts for stage in index.setters[fact]}
