"""What became of obligations: every status, by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus._core import Label, PartialDate
from foedus.track import Assessment, Event, Ledger, Obligation, assess

STATUSES = {"done", "early", "late", "partial", "breached", "pending", "overdue"}


def duty(due: str = "", *, cites: tuple[str, ...] = ("letter#1",)) -> Obligation:
    return Obligation("leave", Label("Leave"), "prc", "dprk", PartialDate.parse(due) if due else None, citations=cites)


def event(name: str, date: str, kind: str = "fulfils", *, cites: tuple[str, ...] = ("note#1",)) -> Event:
    fulfils, breaches = (("leave",), ()) if kind != "breaches" else ((), ("leave",))
    return Event(name, Label(name), PartialDate.parse(date), fulfils, kind == "part", breaches, cites)


def judge(due: str, *events: Event, on: str = "") -> tuple[str, str | None, int | None, tuple[str, ...]]:
    (found,) = assess(Ledger((duty(due),), events), on=dt.date.fromisoformat(on) if on else None)
    return found.status, str(found.done) if found.done else None, found.days, found.events


@pytest.mark.parametrize(
    ("due", "done", "status", "days"),
    [
        ("1958-12-31", "1958-10-26", "early", -66),
        ("1958-04-30", "1958-04-25", "early", -5),
        ("1958-04-30", "1958-04-30", "done", 0),
        ("1958-04-30", "1958-05-01", "late", 1),
        ("1958-03/1958-04", "1958-02-28", "early", -61),
        ("1958-03/1958-04", "1958-03-01", "done", -60),
        ("1958-03/1958-04", "1958-04-30", "done", 0),
        ("1958-03/1958-04", "1958-05-10", "late", 10),
        ("1958-12", "1958-10-26", "early", -66),
        ("1958-04-30", "1958-04", "done", 0),  # may have been early, may not
        ("1958-04-15", "1958-04", "done", 0),  # may have been late, may not
        ("1958-04-15", "1958-05", "late", 16),  # at least
        ("1958-04-15", "1958-02", "early", -46),  # at least
        ("", "1958-02", "done", None),
    ],
)
def test_closed_early_done_or_late(due: str, done: str, status: str, days: int | None):
    assert judge(due, event("left", done)) == (status, done, days, ("left",))


def test_nothing_happened():
    assert judge("1958-04-30") == ("pending", None, None, ())
    assert judge("1958-04-30", on="1958-04-30") == ("pending", None, None, ())
    assert judge("1958-04-30", on="1958-05-03") == ("overdue", None, 3, ())
    assert judge("1958-04", on="1958-04-29") == ("pending", None, None, ())
    assert judge("", on="1990-01-01") == ("pending", None, None, ())


def test_without_a_day_the_last_event_gives_it():
    other = Event("talks", Label("Talks"), PartialDate.parse("1958-05-06"))
    assert judge("1958-04-30", other) == ("overdue", None, 6, ())
    assert judge("1958-05-06", other) == ("pending", None, None, ())


def test_an_event_counts_once_it_is_surely_past():
    left = event("left", "1958-04")
    assert judge("1958-03-31", left, on="1958-04-29") == ("overdue", None, 29, ())
    assert judge("1958-03-31", left, on="1958-04-30") == ("late", "1958-04", 1, ("left",))


def test_partial_events_leave_it_partial_until_one_closes_it():
    first, second, last = event("a", "1958-04-01", "part"), event("b", "1958-05-01", "part"), event("c", "1958-06-02")
    assert judge("1958-06-01", first, second) == ("partial", None, None, ("a", "b"))
    assert judge("1958-06-01", first, on="1959-01-01") == ("partial", None, None, ("a",))
    assert judge("1958-06-01", last, second, first) == ("late", "1958-06-02", 1, ("a", "b", "c"))


def test_it_is_closed_by_the_first_that_fulfils_it():
    assert judge("1958-06-01", event("b", "1958-07-01"), event("a", "1958-06-01"))[:3] == ("done", "1958-06-01", 0)


def test_the_last_of_breach_and_fulfilment_decides():
    kept, broken, mended = event("a", "1958-04-01"), event("b", "1958-05-01", "breaches"), event("c", "1958-06-03")
    assert judge("1958-06-01", broken) == ("breached", None, None, ("b",))
    assert judge("1958-06-01", kept, broken) == ("breached", None, None, ("a", "b"))
    assert judge("1958-06-01", kept, broken, mended) == ("late", "1958-06-03", 2, ("a", "b", "c"))
    assert judge("1958-06-01", broken, event("d", "1958-05-02", "part")) == ("breached", None, None, ("b", "d"))
    assert judge("1958-06-01", kept, broken, on="1958-04-30")[0] == "early"


def test_on_the_same_day_the_breach_decides_however_they_are_written():
    kept, broken = event("a", "1958-04-01"), event("b", "1958-04-01", "breaches")
    assert (
        judge("1958-06-01", kept, broken) == judge("1958-06-01", broken, kept) == ("breached", None, None, ("a", "b"))
    )


def test_cited_means_promise_and_every_event():
    def cited(obligation: Obligation, *events: Event) -> bool:
        return assess(Ledger((obligation,), events))[0].cited

    assert cited(duty())
    assert cited(duty(), event("a", "1958"))
    assert not cited(duty(), event("a", "1958"), event("b", "1958", cites=()))
    assert not cited(duty(cites=()), event("a", "1958"))


def test_an_event_may_serve_several_obligations():
    private = Obligation("private", Label("P"), "prc", "dprk", PartialDate.parse("1958-03/1958-04"))
    public = Obligation("public", Label("Q"), "prc", "dprk", PartialDate.parse("1958-04-30"))
    out = Event("out", Label("Out"), PartialDate.parse("1958-04-25"), fulfils=("private", "public"))
    assert assess(Ledger((private, public), (out,))) == (
        Assessment("private", "done", out.date, -5, ("out",), False),
        Assessment("public", "early", out.date, -5, ("out",), False),
    )


DATES = st.sampled_from(["1957", "1958-01", "1958-04-30", "1958-03/1958-04", "1958-05-01", "1958~", "1959-02-03"])


@given(
    due=DATES | st.just(""),
    rows=st.lists(st.tuples(DATES, st.sampled_from(["fulfils", "part", "breaches"])), max_size=5),
    on=st.none() | st.dates(dt.date(1956, 1, 1), dt.date(1960, 1, 1)),
)
def test_what_is_said_never_contradicts_itself(due: str, rows: list[tuple[str, str]], on: dt.date | None):
    events = tuple(event(f"e{number}", date, kind) for number, (date, kind) in enumerate(rows))
    (found,) = assess(Ledger((duty(due),), events), on=on)
    assert found.status in STATUSES
    assert (found.done is not None) == (found.status in {"done", "early", "late"})
    signs = {"early": {-1}, "done": {-1, 0}, "late": {1}, "overdue": {1}}
    if due and found.status in signs:
        assert found.days is not None
        assert (found.days > 0) - (found.days < 0) in signs[found.status]
    else:
        assert found.days is None
    shuffled = assess(Ledger((duty(due),), events[::-1]), on=on)[0]
    assert (shuffled.status, shuffled.done and shuffled.done.last, shuffled.days) == (
        found.status, found.done and found.done.last, found.days,
    )  # fmt: skip
