"""Section 6: the hinges with their passages, and every other claim tried."""

from __future__ import annotations

from foedus.judge import Estimate, Hinge

from .._contexts import ClaimRef, Figure, HingeRow, HingesSection
from .._figures import Bar, tornado
from .._numbers import percent, places_for, signed
from ._desk import Desk, slug
from ._verdict import NARROW, WIDE

DRAWN = 14
"""At most so many claims are drawn, unless more are hinges."""


def hinges_section(desk: Desk) -> HingesSection:
    """Return the hinges in order of effect, or the honest statement that there are none."""
    judgement, say = desk.study.judgement, desk.strings
    ranked = sorted(judgement.hinges, key=lambda item: (-abs(item.change), item.claim))
    hinges = [item for item in ranked if item.status == "hinge"]
    others = [item for item in ranked if item.status != "hinge"]
    tried = say("count.claims", count=len(ranked))
    if not ranked:
        summary = say("hinges.untried")
    elif hinges:
        summary = say("hinges.some", count=len(hinges), tried=tried)
    else:
        summary = say("hinges.none" if judgement.verdict.leader else "hinges.none.leaderless", tried=tried)
    return HingesSection(
        summary,
        tuple(_row(desk, item) for item in hinges),
        tuple(_row(desk, item) for item in others),
        _figure(desk, ranked),
    )


def effect_in_words(desk: Desk, hinge: Hinge) -> str:
    """Return which plan would lead if the claim were withdrawn or reversed."""
    say = desk.strings
    gap = say("gap")

    def who(leader: str | None) -> str:
        if leader is None:
            return say("hinges.leader.none")
        still = leader == desk.study.judgement.verdict.leader
        return say("hinges.leader.still" if still else "hinges.leader", plan=desk.names.plan(leader))

    if hinge.status == "implied":
        return say("hinges.nothing")
    if not hinge.regret_reversed:
        return say("hinges.effect.withdrawn", leader=who(hinge.leader_withdrawn))
    if hinge.leader_reversed == hinge.leader_withdrawn:
        parts = [say("hinges.effect.both", leader=who(hinge.leader_reversed))]
    else:
        parts = [
            say("hinges.effect.reversed", leader=who(hinge.leader_reversed)),
            say("hinges.effect.withdrawn", leader=who(hinge.leader_withdrawn)),
        ]
    parts.append(say("hinges.draws", share=percent(hinge.share_reversed), draws=say("count.draws", count=hinge.draws)))
    return gap.join(parts)


def _row(desk: Desk, hinge: Hinge) -> HingeRow:
    say = desk.strings
    claim = next((item for item in desk.study.case.scenario.claims if item.id == hinge.claim), None)
    ref = desk.refs.get(hinge.claim)
    kinds = [say.known(f"hinge.kind.{part}", part) for part in hinge.kind.split("+")]
    if ref is None:
        ref = ClaimRef(0, "", hinge.claim)
    return HingeRow(
        ref, say.known(f"hinge.status.{hinge.status}", hinge.status), slug(hinge.status), say("list.comma").join(kinds),
        effect_in_words(desk, hinge), signed(hinge.change, places=places_for(hinge.change)),
        desk.citations(claim.supports if claim else ()), desk.citations(claim.against if claim else ()),
    )  # fmt: skip


def _margin(regrets: tuple[tuple[str, Estimate], ...], plan: str) -> float | None:
    table = {name: estimate.mean for name, estimate in regrets}
    rivals = [value for name, value in table.items() if name != plan]
    return min(rivals) - table[plan] if plan in table and rivals else None


def _figure(desk: Desk, ranked: list[Hinge]) -> Figure | None:
    """Return the bars of all hinges, and of the other claims that move the margin most."""
    say, verdict = desk.strings, desk.study.judgement.verdict
    plan = verdict.leader or verdict.plans[0].id
    base = _margin(tuple((p.id, p.mean_regret) for p in verdict.plans), plan)
    movable = [item for item in ranked if item.claim in desk.refs and item.regret_reversed]
    drawn = [item for i, item in enumerate(movable) if item.status == "hinge" or i < DRAWN]
    bars = [
        Bar(
            desk.refs[item.claim].says, desk.refs[item.claim].number, item.status == "hinge",
            _margin(item.regret_withdrawn, plan), _margin(item.regret_reversed, plan),
        )
        for item in drawn
    ]  # fmt: skip
    if not bars or base is None:
        return None
    rows = [
        say("hinges.desc.row", number=bar.number, margin=signed(bar.reversed, places=3))
        for bar in bars
        if bar.reversed is not None
    ]
    wide, narrow = (
        tornado(
            bars, base=base, width=width, name=f"tornado-{width}", title=say("hinges.figure"),
            description=say("separator").join(rows), axis=say("hinges.axis"), zero=say("hinges.zero"),
        )
        for width in (WIDE, NARROW)
    )  # fmt: skip
    caption = say("hinges.caption", plan=desk.names.plan(plan))
    if len(drawn) < len(movable):
        caption += say("gap") + say("hinges.caption.more", count=len(movable) - len(drawn))
    return Figure(wide, narrow, caption)
