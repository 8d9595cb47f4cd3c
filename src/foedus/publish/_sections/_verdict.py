"""Section 1: the verdict in one sentence and one picture."""

from __future__ import annotations

from .._contexts import Figure, VerdictSection
from .._figures import RegretDot, regret_dots
from .._numbers import decimal, interval, percent, places_for
from ._desk import Desk

WIDE, NARROW = 760, 340


def verdict_section(desk: Desk) -> VerdictSection:
    """Return the section; it never claims a leader the verdict does not name."""
    verdict, say, names = desk.study.judgement.verdict, desk.strings, desk.names
    plans = verdict.plans
    places = places_for(*(plan.mean_regret.mean for plan in plans[:2]))
    draws = say("count.draws", count=verdict.draws)
    details: list[str] = []
    first = plans[0]
    regret = interval(first.mean_regret, places=places)
    if len(plans) < 2:
        sentence = say("verdict.single", plan=names.plan(first.id))
    elif verdict.leader is None:
        close = _not_separated(desk)
        others = say.join([say("quote", text=names.plan(plan)) for plan in close])
        sentence = say("verdict.none", first=names.plan(first.id), regret=regret, others=others)
    else:
        leader = next(plan for plan in plans if plan.id == verdict.leader)
        sentence = say(
            "verdict.leader", plan=names.plan(leader.id), regret=interval(leader.mean_regret, places=places),
            share=percent(leader.share_best.mean), draws=draws,
        )  # fmt: skip
        runner = next(plan for plan in plans if plan.id != verdict.leader)
        details.append(
            say("verdict.runner", plan=names.plan(runner.id), regret=interval(runner.mean_regret, places=places),
                share=percent(runner.share_best.mean))
        )  # fmt: skip
        advised = names.typed(desk.study.case.scenario.advises)
        details.append(say("verdict.worst", value=decimal(leader.worst_decile.mean), type=advised))
    hinges = [hinge.claim for hinge in desk.study.judgement.hinges if hinge.status == "hinge"]
    if not desk.study.judgement.hinges:
        details.append(say("verdict.hinges.untried"))
    elif hinges:
        details.append(say("verdict.hinges", count=len(hinges)))
    elif verdict.leader is not None:
        details.append(say("verdict.hinges.none"))
    return VerdictSection(sentence, tuple(details), _figure(desk), desk.cite(tuple(hinges)))


def _not_separated(desk: Desk) -> list[str]:
    verdict = desk.study.judgement.verdict
    first = verdict.plans[0].id
    close = [
        pair.right if pair.left == first else pair.left
        for pair in verdict.comparisons
        if first in {pair.left, pair.right} and not pair.separated
    ]
    return close or [verdict.plans[1].id]


def _figure(desk: Desk) -> Figure:
    verdict, say, names = desk.study.judgement.verdict, desk.strings, desk.names
    dots = [
        RegretDot(
            names.plan(plan.id), plan.id == verdict.leader, plan.mean_regret.mean, plan.mean_regret.low,
            plan.mean_regret.high, plan.share_best.mean,
        )
        for plan in verdict.plans
    ]  # fmt: skip
    rows = [
        say("verdict.desc.row", plan=dot.name, regret=decimal(dot.mean, places=3), share=percent(dot.share))
        for dot in dots
    ]
    wide, narrow = (
        regret_dots(
            dots, width=width, name=f"regret-{width}", title=say("verdict.figure"),
            description=say("separator").join(rows), regret=say("verdict.axis.regret"), share=say("verdict.axis.share"),
        )
        for width in (WIDE, NARROW)
    )  # fmt: skip
    return Figure(wide, narrow, say("verdict.figure.caption"))
