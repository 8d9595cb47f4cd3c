"""What had become of each obligation by a day."""

from __future__ import annotations

import datetime as dt

from ._ledger import Assessment, Event, Ledger, Obligation


def assess(ledger: Ledger, *, on: dt.date | None = None) -> tuple[Assessment, ...]:
    """Return what had become of each obligation of *ledger* by the end of the day *on*, in the order written.

    Without *on* it is the last day of the last event. The rules:

    * An event has happened once the last day it may mean is over, so a partial date never counts too soon.
    * An obligation is closed by the first event that fulfils it and is not marked partial; partial events alone leave
      it ``partial``, however many there are. A breach opens it again, and a later fulfilment mends the breach; on the
      same day the breach decides.
    * It was closed ``early`` before the first day of the due date, ``late`` after the last, else it is ``done``; where
      dates are partial only what is certain is said. Without due date it is ``done``.
    * ``days`` counts from the last day of the due date, the deadline: negative before it, so that an obligation kept
      inside its window shows how much of the window was left; for ``overdue`` it runs to *on*.
    * ``cited``: the obligation has citations, and so has every event that speaks to it.

    >>> from foedus._core import Label, PartialDate
    >>> duty = Obligation("leave", Label("All out"), "prc", "dprk", PartialDate.parse("1958-12-31"))
    >>> done = Event("left", Label("The last left"), PartialDate.parse("1958-10-26"), fulfils=("leave",))
    >>> [(item.status, item.days) for item in assess(Ledger((duty,), (done,)))]
    [('early', -66)]
    """
    day = on or max((event.date.last for event in ledger.events), default=None)
    happened = [] if day is None else [event for event in ledger.events if event.date.last <= day]
    happened.sort(key=lambda event: (event.date.last, event.date.first, bool(event.breaches)))
    return tuple(_assess(duty, happened, day) for duty in ledger.obligations)


def _assess(duty: Obligation, happened: list[Event], day: dt.date | None) -> Assessment:
    events = [event for event in happened if duty.id in event.fulfils or duty.id in event.breaches]
    closing: Event | None = None
    breached = False
    for event in events:
        if duty.id in event.breaches:
            closing, breached = None, True
        elif not event.partial and closing is None:
            closing, breached = event, False
    days: int | None = None
    if closing is not None:
        status, days = _closed(duty, closing)
    elif breached:
        status = "breached"
    elif events:
        status = "partial"
    else:
        days = _overdue(duty, day)
        status = "pending" if days is None else "overdue"
    cited = bool(duty.citations) and all(event.citations for event in events)
    return Assessment(duty.id, status, closing.date if closing else None, days, tuple(e.id for e in events), cited)


def _overdue(duty: Obligation, day: dt.date | None) -> int | None:
    if day is None or duty.due is None or day <= duty.due.last:
        return None
    return (day - duty.due.last).days


def _closed(duty: Obligation, event: Event) -> tuple[str, int | None]:
    if duty.due is None:
        return "done", None
    deadline = duty.due.last
    if event.date.first > deadline:
        return "late", (event.date.first - deadline).days
    status = "early" if event.date.last < duty.due.first else "done"
    return status, min((event.date.last - deadline).days, 0)
