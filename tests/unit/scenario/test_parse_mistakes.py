"""Mistakes of form: each is told with its place and what to write instead, and none hides another."""

from __future__ import annotations

import time

import pytest

from foedus.scenario import read_scenario
from support.scenarios import PRIVATE, PROMISE


def findings(text: str):
    return read_scenario(text.encode(), file="case.yaml")[1]


def changed(old: str, new: str, *, text: str = PROMISE) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


MISTAKES = [
    # what is written, instead of what, code, where it points, what the hint holds
    ("by: leaver\n      window", "bye: leaver\n      window", "unknown-key", "bye", "did you mean `by`?"),
    ("rounds: 2", "round: 2", "unknown-key", "round:", "did you mean `rounds`?"),
    ("rounds: 2\n", "# two\n", "missing-key", None, "rounds: …"),
    ("rounds: 2", "rounds: 1000000000", "bad-number", "1000000000", "write 1"),
    ("rounds: 2", "rounds: -1", "bad-number", "-1", "write 1"),
    ("units: 2..0", "units: 2..x", "bad-values", "2..x", "3..0"),
    ("units: 2..0", "units: 0..999999999", "bad-values", "0..999999999", "fewer"),
    ("crossed: [no, yes]", "crossed: [no, no]", "bad-values", "[no, no]", "remove one"),
    ("crossed: [no, yes]", "crossed: [No, yes]", "bad-name", "No", "such as `no`"),
    ("crossed: [no, yes]", "crossed:", "bad-values", "", "[first, second]"),
    ("resolute: likely", "resolute: likly", "bad-likelihood", "likly", "did you mean `likely`?"),
    ("resolute: likely", "resolute: 0.7..1.2", "bad-interval", "0.7..1.2", "0.1..0.3"),
    ("0.5..0.75", "0.75..0.5", "bad-interval", "0.75..0.5", "write `0.5..0.75`"),
    ("-0.05..-0.01", "-0.05…-0.01", "bad-interval", "-0.05…-0.01", "0.1..0.3"),
    ("war: returned == yes", "war: returned = yes", "bad-expression", "= yes", "write `==`"),
    ("when: units > 0}", 'when: "units > 0 && x"}', "bad-expression", '&& x"', "write `and`"),
    ("do: units -= 1", "do: units == 1", "bad-expression", "== 1", "write `=`"),
    ("do: units -= 1", "do: {units: 1}", "expected-text", "{units: 1}", "quotes"),
    ("of: leaver, per: units", "of: leaver, per: sum(units)", "unknown-function", "sum(", "breached"),
    ("gone > standoff > lost]", "gone > standoff < lost]", "bad-relation", "< lost", "the better one comes first"),
    ("[lost > war]", "[lost]", "bad-relation", "lost]", "a > b"),
    ("[lost > war]", "[lost > ]", "bad-relation", "lost > ]", "a > b"),
    ("[lost > war]", "[[lost > war]]", "bad-relation", "[lost > war]]", "a > b"),
    ("window: 1958-02\n", "window: February 1958\n", "bad-date", "February", "1958-02-19"),
    ("window: 1958-02\n", "window: 1958-13\n", "bad-date", "1958-13", "1958-02-19"),
    ("zh: 明说", "fr: clair", "unknown-language", "fr", "zh (Simplified Chinese)"),
    ("judges: leaver.resolute", "judges: leaver", "missing-type", "leaver, at", "leaver."),
    ("steps: 5", "steps: 1", "bad-number", "1}", "write 2"),
    ("each: round", "each: stage", "bad-value", "stage", "each: round"),
    ("[letter-1958-01-24#2]", "[Letter 1958]", "bad-name", "Letter 1958", "letter_1958"),
    ("planner: leaver\n", "", "missing-key", "case: promise", "planner: …"),
    ("planner: leaver\n", "planner: [leaver]\n", "expected-text", "[leaver]", "one value"),
    ("host: {}", "chance: {}", "reserved-name", "chance", "chance_"),
    ("host: {}", "host: [a]", "expected-mapping", "[a]", "{…: …}"),
    ("declaration:\n", "together:\n", "expected-list", "", "[…, …]"),
    ("  standoff: otherwise", "  standoff:", "missing-key", "standoff:", "otherwise"),
    ("silent:\n", "silent: {p: likely}\n", "unexpected-probability", "likely}", "remove `p`"),
    ("    by: leaver\n    to", "    to", "missing-key", "", "by: …"),
    ("- response: {by: leaver, when: crossed == yes, moves: {come_back: returned = yes, stay_away: }}",
     "- response: {by: leaver}", "missing-key", "response", "moves"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "at", "hint"), MISTAKES, ids=[f"{m[2]}-{m[1][:20]}" for m in MISTAKES])
def test_a_mistake_is_told_where_it_stands(old, new, code, at, hint):
    text = changed(old, new)
    found = [finding for finding in findings(text) if finding.code == code]
    assert found
    finding = found[0]
    if at:
        assert text[finding.where.start :].startswith(at)
        line = text.splitlines()[finding.where.line - 1]
        assert line[finding.where.column - 1 :].startswith(at.split("\n")[0])
    assert hint in finding.hint
    assert finding.message


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("fair: {p: likely}", "fair: ", "missing-key"),
        ("p: rest}\nfacts", "p: maybe}\nfacts", "bad-likelihood"),
        ("n in {0, 5, 9}", "n in {0, 0.5}", "bad-choice"),
        ("n in {0, 5, 9}", "n in {5, 5}", "bad-choice"),
        ("n in {0, 5, 9}", "n == 5", "bad-expression"),
        ("say_left: 2", "say_left: -2", "bad-number"),
        ("- sky:", "- repeat:", "missing-key"),
        ("- step:", "- repeat:", "bad-nesting"),
        ("announce: strategic", "announce: maybe", "bad-value"),
        ("other: weak, p: 0.3", "other: weak", "missing-key"),
        ("holder: other, ", "", "missing-key"),
    ],
)
def test_mistakes_in_other_parts(old, new, code):
    assert code in [finding.code for finding in findings(changed(old, new, text=PRIVATE))]


def test_a_stage_beside_another_is_noticed():
    text = PROMISE.replace("  - opinion_poll: {by: world}", "    opinion_poll: {by: world}")
    found = [finding for finding in findings(text) if finding.code == "bad-nesting"]
    assert "`opinion_poll` stands beside `declaration`" in found[0].message


def test_all_mistakes_are_told_at_once_in_order():
    text = PROMISE
    for old, new in [("likely", "likly"), ("2..0", "2..x"), ("rounds: 2", "rounds: 0"), ("each:", "eech:")]:
        text = text.replace(old, new, 1)
    found = findings(text)
    assert [finding.code for finding in found] == ["bad-likelihood", "bad-values", "bad-number", "unknown-key"]
    assert [finding.where.line for finding in found] == sorted(finding.where.line for finding in found)


def test_a_mistake_that_loses_nothing_leaves_the_scenario_to_be_checked():
    scenario, found = read_scenario(changed("each: round", "eech: round").encode(), file="case.yaml")
    assert [finding.code for finding in found] == ["unknown-key"]
    assert scenario is not None
    assert scenario.considerations[0].each_round  # read as what it was meant to be


@pytest.mark.parametrize("data", [b"", b"# nothing\n", b"- a\n- b", b"plain", b"a: &x 1\nb: *x", b"\xff\xfe", b"a\0b"])
def test_what_is_no_case_is_told(data):
    scenario, found = read_scenario(data, file="case.yaml")
    assert scenario is None
    assert found
    assert all(finding.where is not None and finding.where.file == "case.yaml" for finding in found)


@pytest.mark.parametrize(
    "text",
    [
        "case: x\n" + "".join(f"kay{number}: 1\n" for number in range(60_000)),
        "case: x\nactors: {a: {types: {" + ", ".join(f"t{n}: likly{n}" for n in range(40_000)) + "}}}",
        "case: x\noutcomes: {a: '" + "(" * 500_000 + "'}",
        "case: x\npreferences: {a: ['" + " > ".join(["ab"] * 40_000) + "']}",
        "case: x\npreferences:\n" + "".join(f"  a{n}: ['{' > '.join(['a'] * 499)}']\n" for n in range(200)),
        "case: x\noutcomes:\n" + "".join(f"  o{n}: ab{n} ==\n" for n in range(30_000)),
    ],
    ids=["keys", "words", "parentheses", "chain", "chains", "expressions"],
)
def test_hostile_files_are_answered_quickly(text):
    start = time.perf_counter()
    assert findings(text)
    assert time.perf_counter() - start < 60  # a guard against reading that is not linear
