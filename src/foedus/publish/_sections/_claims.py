"""Section 8: every claim with its citations for and against, and what stands without a source."""

from __future__ import annotations

from collections.abc import Iterator

from .._contexts import ClaimEntry, ClaimsSection
from .._names import flat_stages
from .._numbers import date
from ._desk import Desk


def claims_section(desk: Desk) -> ClaimsSection:
    """Return all claims in the order of the case."""
    tried = {item.claim: item.status for item in desk.study.judgement.hinges}
    entries = tuple(
        ClaimEntry(
            desk.refs[claim.id], claim.id, desk.grounds.get(claim.id, ()), desk.citations(claim.supports),
            desk.citations(claim.against),
            desk.strings.known(f"hinge.status.{tried[claim.id]}", tried[claim.id]) if claim.id in tried else "",
        )
        for claim in desk.study.case.scenario.claims
    )  # fmt: skip
    return ClaimsSection(entries, tuple(uncited(desk)))


def uncited(desk: Desk) -> Iterator[str]:
    """Yield every line that enters a number, or the timetable, although nothing is cited for it."""
    scenario, ledger, say, names = desk.study.case.scenario, desk.study.case.ledger, desk.strings, desk.names
    for claim in scenario.claims:
        if not claim.supports:
            yield say("uncited.claim", says=desk.refs[claim.id].says.rstrip("。."))
    for actor in scenario.actors:
        if len(actor.types) > 1 and not actor.because:
            yield say("uncited.prior", actor=names.actor(actor.id))
    for belief in scenario.beliefs:
        if not belief.because:
            yield say("uncited.belief", holder=names.actor(belief.holder), about=names.actor(belief.about))
    if scenario.joint:
        yield say("uncited.joint")
    for preference in scenario.preferences:
        who = names.typed(f"{preference.actor}.{preference.type}" if preference.type else preference.actor)
        for relation in preference.relations:
            if not relation.because:
                yield say("uncited.relation", who=who, order=desk.order(relation))
    for part in scenario.considerations:
        if not part.because:
            yield say("uncited.consideration", label=names.consideration(part.id), actor=names.actor(part.actor))
    for promise in scenario.commitments:
        if not promise.because:
            yield say("uncited.commitment", label=names.commitment(promise.id))
    for stage in flat_stages(scenario.steps):
        if not stage.because and not all(move.because for move in stage.moves):
            yield say("uncited.stage", stage=names.stage(stage.id))
    for duty in ledger.obligations:
        if not duty.citations:
            yield say("uncited.obligation", label=duty.label.text(desk.language) or duty.id)
    for event in ledger.events:
        if not event.citations:
            label = event.label.text(desk.language) or event.id
            yield say("uncited.event", label=label, date=date(event.date, desk.language))
