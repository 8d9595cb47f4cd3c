"""The ledger: what was undertaken, and what happened."""

from __future__ import annotations

from dataclasses import dataclass, field

from foedus._core import Label, PartialDate, Place


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something undertaken, with the date it falls due."""

    id: str
    label: Label
    by: str
    to: str
    due: PartialDate | None
    undertaken: PartialDate | None = None
    form: str = ""
    """``private plan``, ``public undertaking`` …"""
    citations: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, with its evidence; an event without citations is shown as uncited."""

    id: str
    label: Label
    date: PartialDate
    fulfils: tuple[str, ...] = ()
    """Obligation ids this event fulfils (wholly, or in part where ``partial``)."""
    partial: bool = False
    breaches: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    note: Label = Label()
    """Disagreements and doubts, in our own words."""
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The obligations and events of a case."""

    obligations: tuple[Obligation, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """What had become of one obligation by a date.

    ``status`` is ``done``, ``early``, ``late``, ``partial``, ``breached``, ``pending`` or ``overdue``; ``days`` counts
    from the last day of the due date: negative before it, positive after.
    """

    obligation: str
    status: str
    done: PartialDate | None
    days: int | None
    events: tuple[str, ...]
    cited: bool
