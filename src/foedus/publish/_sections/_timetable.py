"""Section 5: the timetable, planned against executed."""

from __future__ import annotations

from foedus.track import Assessment, Event, Obligation

from .._contexts import Citation, DutyGroup, DutyRow, EventRow, Figure, TimetableSection
from .._figures import Duty, Happening, timeline
from .._numbers import date
from ._desk import Desk, slug
from ._verdict import NARROW, WIDE


def timetable_section(desk: Desk) -> TimetableSection:
    """Return obligations and events, every date as the ledger has it."""
    ledger = desk.study.case.ledger
    assessed = {item.obligation: item for item in desk.study.assessments}
    events = {event.id: event for event in ledger.events}
    ordered = sorted(ledger.events, key=lambda event: (event.date.first, event.date.last, event.id))
    return TimetableSection(
        _figure(desk, assessed),
        _groups(desk, assessed, events),
        tuple(
            EventRow(
                date(event.date, desk.language), event.label.text(desk.language) or event.id,
                event.note.text(desk.language), desk.citations(event.citations),
            )
            for event in ordered
        ),
    )  # fmt: skip


def days_in_words(desk: Desk, days: int | None) -> str:
    """Return how early or late something was, in words."""
    if days is None:
        return ""
    if days == 0:
        return desk.strings("days.on")
    return desk.strings("days.early" if days < 0 else "days.late", count=abs(days))


def status_in_words(desk: Desk, found: Assessment | None) -> str:
    """Return what had become of an obligation, with the days early or late where they are known."""
    status = found.status if found else "pending"
    if found and found.days and status == "overdue":
        return desk.strings("days.overdue", count=found.days)
    if found and found.days and status == "done":
        return desk.strings("days.spare", count=-found.days)
    return days_in_words(desk, found.days if found else None) or desk.strings.known(f"status.{status}", status)


def _groups(desk: Desk, assessed: dict[str, Assessment], events: dict[str, Event]) -> tuple[DutyGroup, ...]:
    """Return the obligations, those of one form and day together, so that plan and public word stand apart."""
    groups: dict[tuple[str, str], list[DutyRow]] = {}
    for duty in desk.study.case.ledger.obligations:
        key = duty.form, date(duty.undertaken, desk.language)
        groups.setdefault(key, []).append(_duty(desk, duty, assessed.get(duty.id), events))
    return tuple(
        DutyGroup(desk.strings.known(f"form.{form}", form), undertaken, tuple(rows))
        for (form, undertaken), rows in groups.items()
    )


def _by_document(desk: Desk, names: tuple[str, ...]) -> tuple[tuple[Citation, ...], ...]:
    groups: dict[str, list[Citation]] = {}
    for name in names:
        groups.setdefault(name.partition("#")[0], []).append(desk.citation(name))
    return tuple(tuple(group) for group in groups.values())


def _duty(desk: Desk, duty: Obligation, found: Assessment | None, events: dict[str, Event]) -> DutyRow:
    say, names, language = desk.strings, desk.names, desk.language
    status = found.status if found else "pending"
    done = found.done if found else None
    if found and status == "partial":
        done = max((events[e].date for e in found.events if e in events), key=lambda day: day.last, default=None)
    parties = (
        say("timetable.parties.text", by=names.actor(duty.by), to=names.actor(duty.to))
        if duty.to
        else names.actor(duty.by)
    )
    return DutyRow(
        duty.label.text(language) or duty.id, parties, date(duty.due, language) or say("timetable.undated"),
        date(done, language), status_in_words(desk, found), slug(status), _by_document(desk, duty.citations),
        not found or not found.events or all(events[e].citations for e in found.events if e in events),
    )  # fmt: skip


def _figure(desk: Desk, assessed: dict[str, Assessment]) -> Figure:
    say, ledger = desk.strings, desk.study.case.ledger
    duties = []
    for duty in ledger.obligations:
        found = assessed.get(duty.id)
        done = [event for event in ledger.events if duty.id in event.fulfils or duty.id in event.breaches]
        if duty.due is None and not done:
            continue
        span = duty.due is not None and duty.due.first != duty.due.last
        start = duty.due.first if duty.due and span else duty.undertaken.first if duty.undertaken else None
        if duty.due and start is None:
            start = duty.due.first
        words = status_in_words(desk, found) if found else ""
        happenings = tuple(
            Happening(event.date.last, bool(event.citations), words if event is done[-1] else "") for event in done
        )
        duties.append(
            Duty(
                duty.label.text(desk.language) or duty.id, "public" in duty.form, start,
                duty.due.last if duty.due else None, not span, happenings,
            )
        )  # fmt: skip
    months = [say(f"month.{i}") for i in range(1, 13)]
    rows = [
        f"{duty.name}{say('colon')}{say('list.comma').join(h.text for h in duty.done if h.text) or '–'}"
        for duty in duties
    ]
    wide, narrow = (
        timeline(
            duties, width=width, name=f"timeline-{width}", title=say("timetable.figure"),
            description=say("separator").join(rows), months=months,
        )
        for width in (WIDE, NARROW)
    )  # fmt: skip
    return Figure(wide, narrow, say("timetable.caption"))
