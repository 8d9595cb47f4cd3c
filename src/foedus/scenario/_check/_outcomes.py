"""Rules about outcomes: every final state has one, and every one can come about."""

from __future__ import annotations

from ._findings import Findings, plural
from ._index import Index
from ._states import Reach, state_text, told
from ._terms import mentions, short


def check_outcomes(index: Index, reach: Reach, findings: Findings) -> None:
    """Report final states without an outcome (with one as an example) and outcomes without a final state."""
    scenario = index.scenario
    if not scenario.outcomes:
        findings.error(
            "no-outcomes",
            "the case names no outcomes",
            at=scenario.place,
            why="preferences are orders over outcomes",
            hint="add `outcomes:`, the last of them `otherwise`",
        )
        return
    _otherwise(index, findings)
    if reach.tried:
        _uncovered(index, reach, findings)
        _never(index, reach, findings)
    _decided_by_plan(index, findings)


def _otherwise(index: Index, findings: Findings) -> None:
    outcomes = index.scenario.outcomes
    catch = next((number for number, outcome in enumerate(outcomes) if outcome.when is None), None)
    if catch is None:
        return
    for outcome in outcomes[catch + 1 :]:
        findings.error(
            "after-otherwise",
            f"outcome `{outcome.id}` stands after `{outcomes[catch].id}: otherwise`",
            at=outcome.place,
            why="outcomes are tried in order, and `otherwise` always holds: this one is never tried",
            hint=f"put `{outcomes[catch].id}` last",
            related=((f"`{outcomes[catch].id}: otherwise`", outcomes[catch].place),),
        )


def _uncovered(index: Index, reach: Reach, findings: Findings) -> None:
    if reach.uncovered is None or not reach.certain:
        return
    state = state_text(reach.uncovered) or "that state"
    outcomes = index.scenario.outcomes
    count = "" if reach.uncovered_count == 1 else f" (one of {plural(reach.uncovered_count, 'such state')})"
    findings.error(
        "uncovered-final-state",
        f"play can end with no outcome: {state}, {told(reach.uncovered)}{count}",
        at=outcomes[-1].place,
        why=f"none of {plural(len(outcomes), 'condition')} holds there, so that nobody's payoff is known",
        hint="add an outcome for it, or a last one that is `otherwise`",
    )


def _never(index: Index, reach: Reach, findings: Findings) -> None:
    if not reach.complete:
        return
    outcomes = index.scenario.outcomes
    ended = False
    for outcome in outcomes:
        if not ended and outcome.id not in reach.outcomes:
            told_condition = f": `{short(outcome.when)}` holds in no final state" if outcome.when is not None else ""
            taken = " that an earlier outcome leaves" if outcome.when is not None and outcome is not outcomes[0] else ""
            findings.warning(
                "outcome-never-reached",
                f"outcome `{outcome.id}` is never reached{told_condition}{taken}",
                at=outcome.place,
                why="an order over it says nothing about what happens, yet its place sets the scale of payoffs",
                hint="correct its condition or the order of the outcomes, or remove it",
            )
        ended = ended or outcome.when is None


def _decided_by_plan(index: Index, findings: Findings) -> None:
    """Report outcomes that a plan alone decides: to rank them is to rank the plans."""
    planned = index.planned
    if not planned:
        return
    reads = False
    for outcome in index.scenario.outcomes:
        # An outcome comes about where its condition holds and none before it does: once others decide, they all do.
        read = mentions(outcome.when)
        stages = {name for name in read.names if name in index.stages and name not in index.facts}
        facts = {name for name in read.names if name in index.facts}
        reads = reads or bool(stages or facts)
        if read.calls or not (
            stages <= planned and all(index.setters.get(fact, frozenset({""})) <= planned for fact in facts)
        ):
            return
        if reads:
            findings.warning(
                "outcome-decided-by-plan",
                f"outcome `{outcome.id}` hangs on nothing but moves that plans fix",
                at=outcome.place,
                why="a preference for it would be a preference for a plan, whatever the others do",
                hint="let it also depend on what others do in answer",
            )
