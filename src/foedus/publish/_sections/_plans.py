"""Section 2: the plans compared."""

from __future__ import annotations

from foedus.judge import Estimate, PlanVerdict
from foedus.scenario import Plan

from .._contexts import Figure, LegendEntry, PairCell, PlanRow, PlansSection, Quantity
from .._figures import OutcomeBar, outcome_bars
from .._numbers import decimal, percent, places_for
from ._desk import Desk, slug
from ._verdict import NARROW, WIDE

COLOURS = 8


def fixes_in_words(desk: Desk, plan: Plan) -> tuple[str, ...]:
    """Return what a plan fixes, one text a stage."""
    return tuple(
        desk.strings("plans.fix", stage=desk.names.stage(stage), move=desk.names.move(stage, move))
        for stage, move in plan.fixes
    )


def plans_section(desk: Desk) -> PlansSection:
    """Return the table, the outcome bars and the pairwise comparison."""
    scenario, verdict = desk.study.case.scenario, desk.study.judgement.verdict
    authored = {plan.id: plan for plan in scenario.plans}
    places = places_for(*(plan.mean_regret.mean for plan in verdict.plans[:2]))
    advised = scenario.advises.partition(".")[2]
    types = [name for name, _ in verdict.plans[0].values_by_type]
    types.sort(key=lambda name: name.rpartition(".")[2] != advised)

    def row(plan: PlanVerdict) -> PlanRow:
        values = dict(plan.values_by_type)
        source = authored.get(plan.id)
        return PlanRow(
            desk.names.plan(plan.id), f"plan-{slug(plan.id)}", plan.id == verdict.leader,
            fixes_in_words(desk, source) if source else (),
            (
                _quantity(values.get(types[0]), 2),
                _quantity(plan.mean_regret, places), Quantity(decimal(plan.max_regret)), _share(plan.share_best),
                _quantity(plan.worst_decile, 2), *((_share(plan.happened),) if scenario.happened else ()),
            ),
            tuple(_quantity(values.get(name), 2) for name in types[1:]),
            desk.cite(source.because) if source else (),
        )  # fmt: skip

    say = desk.strings
    others = [say("plans.value", type=desk.names.type(scenario.planner, name.rpartition(".")[2])) for name in types[1:]]
    heads = [say("plans.value.only"), say("plans.regret"), say("plans.max"), say("plans.share"), say("plans.worst")]
    if scenario.happened is not None:
        heads.append(say("plans.happened"))
    return PlansSection(
        desk.names.typed(scenario.advises), desk.names.actor(scenario.planner), tuple(heads), tuple(others),
        tuple(row(plan) for plan in verdict.plans), _figure(desk),
        _legend(desk), _pairs(desk), _happened(desk),
    )  # fmt: skip


def _quantity(estimate: Estimate | None, places: int) -> Quantity:
    if estimate is None:
        return Quantity("–")
    low, high = decimal(estimate.low, places=places), decimal(estimate.high, places=places)
    return Quantity(decimal(estimate.mean, places=places), f"[{low}, {high}]")


def _share(estimate: Estimate | None) -> Quantity:
    if estimate is None:
        return Quantity("–")
    return Quantity(percent(estimate.mean), f"[{percent(estimate.low)}, {percent(estimate.high)}]")


def colour_of(index: int) -> int:
    """Return the number of an outcome's colour; the last one is shared by all that are over."""
    return min(index + 1, COLOURS)


def _legend(desk: Desk) -> tuple[LegendEntry, ...]:
    return tuple(
        LegendEntry(colour_of(i), desk.names.outcome(outcome.id), desk.cite(outcome.because))
        for i, outcome in enumerate(desk.study.case.scenario.outcomes)
    )


def _figure(desk: Desk) -> Figure:
    verdict, say, names = desk.study.judgement.verdict, desk.strings, desk.names
    order = [outcome.id for outcome in desk.study.case.scenario.outcomes]
    bars, rows = [], []
    for plan in verdict.plans:
        share = {name: estimate.mean for name, estimate in plan.outcomes}
        parts = tuple((colour_of(i), share[name]) for i, name in enumerate(order) if share.get(name, 0.0) > 0)
        bars.append(OutcomeBar(names.plan(plan.id), plan.id == verdict.leader, parts))
        rows.append(
            say("plans.outcomes.desc", plan=names.plan(plan.id), outcomes=say("list.comma").join(
                say("play.ending.item", outcome=names.outcome(name), share=percent(share[name]))
                for name in order if share.get(name, 0.0) > 0))
        )  # fmt: skip
    wide, narrow = (
        outcome_bars(
            bars,
            width=width,
            name=f"outcomes-{width}",
            title=say("plans.outcomes"),
            description=say("separator").join(rows),
        )
        for width in (WIDE, NARROW)
    )
    return Figure(wide, narrow, say("plans.outcomes.caption"))


def _pairs(desk: Desk) -> tuple[tuple[str, tuple[PairCell, ...]], ...]:
    verdict = desk.study.judgement.verdict
    ids = [plan.id for plan in verdict.plans]
    cells: dict[tuple[str, str], PairCell] = {}
    for pair in verdict.comparisons:
        value = pair.difference
        forward = f"{decimal(value.mean, places=3)} [{decimal(value.low, places=3)}, {decimal(value.high, places=3)}]"
        backward = (
            f"{decimal(-value.mean, places=3)} [{decimal(-value.high, places=3)}, {decimal(-value.low, places=3)}]"
        )
        say = desk.strings
        cells[pair.left, pair.right] = PairCell(
            percent(pair.left_better), pair.separated, say("plans.pairs.cell", difference=forward), False
        )
        cells[pair.right, pair.left] = PairCell(
            percent(pair.right_better), pair.separated, say("plans.pairs.cell", difference=backward), False
        )
    same, unknown = PairCell("", False, "", True), PairCell("–", False, "", False)
    return tuple(
        (desk.names.plan(row), tuple(same if row == column else cells.get((row, column), unknown) for column in ids))
        for row in ids
    )


def _happened(desk: Desk) -> str:
    scenario, say = desk.study.case.scenario, desk.strings
    if scenario.happened is None:
        return ""
    plans = [
        say("plans.happened.plan", plan=desk.names.plan(plan.id), share=percent(plan.happened.mean))
        for plan in desk.study.judgement.verdict.plans
        if plan.happened is not None
    ]
    outcome = desk.names.outcome(scenario.happened.outcome)
    text = say("plans.happened.sentence", outcome=outcome, plans=say("separator").join(plans))
    if scenario.happened.plan:
        gap = say("gap")
        text += gap + say("plans.happened.really", plan=desk.names.plan(scenario.happened.plan))
    return text
