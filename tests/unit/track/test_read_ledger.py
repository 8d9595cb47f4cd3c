"""Reading ledger.yaml: what is read, and that every mistake is told at once with its place."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus._core import Diagnostic, Label, PartialDate, Severity
from foedus.track import Event, Ledger, Obligation, read_ledger

GOOD = """
obligations:
  first_third: {label: {en: First third, zh: 第一批}, by: prc, to: dprk, due: 1958-03/1958-04, undertaken: 1958-01-24,
                form: private plan, cites: [letter#3, statement]}
  follow: {label: They follow, by: us, due: , cites: letter#4}
events:
  out: {label: Out, date: 1958-04-25, fulfils: [first_third], partial: no, cites: [note#1],
        note: {en: Accounts differ.}}
  stayed: {label: Stayed, date: 1958-07, breaches: follow, partial: ~}
"""


def read(text: str) -> tuple[Ledger, list[Diagnostic]]:
    return read_ledger(textwrap.dedent(text).encode(), file="ledger.yaml")


def codes(found: list[Diagnostic]) -> list[str]:
    return [item.code for item in found]


def test_reads_all_that_is_written():
    ledger, found = read(GOOD)
    date = PartialDate.parse
    assert found == []
    assert ledger == Ledger(
        (
            Obligation(
                "first_third", Label("First third", "第一批"), "prc", "dprk", date("1958-03/1958-04"),
                date("1958-01-24"), "private plan", ("letter#3", "statement"),
            ),
            Obligation("follow", Label("They follow"), "us", "", None, citations=("letter#4",)),
        ),
        (
            Event(
                "out", Label("Out"), date("1958-04-25"), ("first_third",), False, (), ("note#1",),
                Label("Accounts differ."),
            ),
            Event("stayed", Label("Stayed"), date("1958-07"), breaches=("follow",)),
        ),
    )  # fmt: skip


def test_says_where_things_stand():
    ledger, _ = read(GOOD)
    places = [item.place for item in (*ledger.obligations, *ledger.events)]
    assert [(place.file, place.line, place.column) for place in places if place] == [
        ("ledger.yaml", 3, 3), ("ledger.yaml", 5, 3), ("ledger.yaml", 7, 3), ("ledger.yaml", 9, 3),
    ]  # fmt: skip


def test_tells_all_mistakes_at_once_in_the_order_of_the_file():
    ledger, found = read(
        """
        obligation: {}
        obligations:
          Bad Name: {label: x, by: prc}
          leave: {label: Leave, by: prc, until: 1958, due: 1958-13}
          silent: {to: dprk, cites: [not a citation]}
        events:
          left: {label: Left, date: 1958-10, fulfils: [leaves, leave], partial: true, note: [a]}
          undated: {label: Undated, breaches: [leave]}
          torn: {label: Torn, date: 1958, fulfils: leave, breaches: leave}
        """
    )
    assert codes(found) == [
        "unknown-key", "bad-name", "unknown-key", "bad-date", "missing-key", "missing-key", "bad-citation",
        "unknown-obligation", "bad-value", "wrong-kind", "missing-key", "contradiction",
    ]  # fmt: skip
    assert all(item.severity is Severity.ERROR and item.where and item.hint for item in found)
    hints = {item.code: item.hint for item in found}
    assert hints["unknown-obligation"] == "did you mean `leave`?"
    assert hints["bad-value"] == "write `yes` or `no`"
    assert [item.hint for item in found if item.code == "unknown-key"] == [
        "did you mean `obligations`?", "did you mean `due`?",
    ]  # fmt: skip
    assert [item.id for item in ledger.obligations] == ["leave", "silent"]
    assert [(item.id, item.fulfils) for item in ledger.events] == [("left", ("leave",)), ("torn", ("leave",))]


def test_warns_of_a_promise_due_before_it_was_made():
    _, found = read("obligations:\n  leave: {label: Leave, by: prc, due: 1957, undertaken: 1958-01-24}")
    assert [(item.code, item.severity) for item in found] == [("due-before-undertaken", Severity.WARNING)]


def test_due_in_the_month_of_the_promise_is_no_mistake():
    _, found = read("obligations:\n  leave: {label: Leave, by: prc, due: 1958-01, undertaken: 1958-01-24}")
    assert found == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[a]", "wrong-kind"),
        ("obligations: [a]", "wrong-kind"),
        ("obligations: {a: b}", "wrong-kind"),
        ("events: &x {}", "yaml-anchor"),
        ("events: {", "yaml-syntax"),
    ],
)
def test_what_is_no_ledger_is_told(text: str, code: str):
    ledger, found = read(text)
    assert ledger.events == ()
    assert code in codes(found)


@pytest.mark.parametrize("text", ["", "~", "obligations:", "events: {}", "obligations: {}\nevents: ~"])
def test_an_empty_ledger_is_fine(text: str):
    assert read(text) == (Ledger(), [])


def test_without_obligations_an_event_that_names_one_is_told_what_to_do():
    _, found = read("events:\n  left: {label: Left, date: 1958, fulfils: [leave]}")
    assert [item.hint for item in found] == ["list it under `obligations` first"]


def test_many_mistakes_take_no_longer_than_a_moment():
    names = ", ".join(f"lea{number}" for number in range(20_000))
    duties = "\n".join(f"  leave_{number}: {{label: L, by: prc}}" for number in range(500))
    start = time.perf_counter()
    _, found = read_ledger(
        f"obligations:\n{duties}\nevents:\n  left: {{label: L, date: 1958, fulfils: [{names}]}}".encode(), file="l"
    )
    assert len(found) == 20_000
    assert time.perf_counter() - start < 60


@given(st.binary(max_size=200) | st.text(alphabet="obligatnsevfu:{}[],~ \n-1958", max_size=200).map(str.encode))
def test_nothing_raises(data: bytes):
    ledger, found = read_ledger(data, file="ledger.yaml")
    assert ledger == Ledger() or not any(item.code == "yaml-syntax" for item in found)
