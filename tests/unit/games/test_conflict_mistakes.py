"""A conflict that is wrong is refused with what is wrong in it; nothing is dropped or guessed without a word."""

from __future__ import annotations

import json
from typing import Any

import pytest

from foedus._core import CaseError, Severity
from foedus.games import read_conflict_file

GOOD: dict[str, Any] = {
    "dms": ["a", "b"],
    "options": [["a", "x"], ["b", "y"]],
    "payoffs": {"a": {"0": 1, "1": 2, "2": 3, "3": 4}, "b": {"0": 1, "1": 2, "2": 3, "3": 4}},
}
GONE = object()


def changed(**changes: Any) -> str:
    return json.dumps({key: value for key, value in {**GOOD, **changes}.items() if value is not GONE})


def message(text: str) -> str:
    with pytest.raises(CaseError) as caught:
        read_conflict_file(text, file="c.json")
    found = caught.value.diagnostics[0]
    return f"{found.message} | {found.hint}"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"dms": GONE}, "`dms` must name 1 to 12 decision makers"),
        ({"dms": "a"}, "`dms` must be a list; it is 'a'"),
        ({"dms": [{"a": 1}]}, "a decision maker must be a text or a whole number"),
        ({"dms": [str(number) for number in range(13)]}, "1 to 12"),
        ({"options": GONE, "option": [["a", "x"]]}, "`option` is passed over; did you mean `options`?"),
        ({"options": [["z", "x"]]}, "option 'x' belongs to 'z', who is not in `dms`"),
        ({"options": [["a"]]}, "must be [decision maker, name]"),
        ({"options": [["a", str(number)] for number in range(17)]}, "17 options; the limit is 16"),
        ({"options": [["a", str(number)] for number in range(13)]}, "8,192 states; the limit is 4,096"),
        ({"payoffs": {"a": {}}}, "`payoffs` has no entry for 'b'"),
        ({"payoffs": {"a": {"0": 1}, "b": {}}}, "must rank every state; it leaves out '1', '2', '3'"),
        ({"payoffs": {"a": {str(s): s for s in range(5)}, "b": {}}}, "ranks '4', which is no state"),
        ({"payoffs": {"a": {"0": "much"}, "b": {}}}, "'much' is none that can be ranked"),
        ({"payoffs": GONE, "payoffs_ordinal": {"a": [1, 2], "b": [1]}}, "has 2 numbers for 4 states"),
        ({"payoffs": GONE, "ranking": {"a": [0, 1, 1, 2, 3], "b": [0]}}, "ranks '1' twice"),
        ({"payoffs": GONE, "preference_vectors": {"a": [0, 1], "b": [0, 1, 2, 3]}}, "it leaves out '2', '3'"),
        ({"payoffs": GONE}, "it says nothing about preferences"),
        ({"options": GONE, "states": [*range(5_000)], "moves": [[], []]}, "5,000 states; the limit is 4,096"),
        ({"states": [0, 1, 1]}, "state '1' stands twice"),
        ({"states": ["p", "q"]}, "'p' is none: number the states so, or give `moves`"),
        ({"states": [0, 9]}, "state 9 takes an option beyond the last"),
        ({"infeasible": [{"zz": 1}]}, "`infeasible` speaks of option 'zz'"),
        ({"infeasible": [{"7": 1}]}, "options are numbered 0 to 1"),
        ({"infeasible": [{"0": 2}]}, "gives option 0 2; write 0 or 1"),
        ({"infeasible": [{"0": 0}, {"0": 1}]}, "`infeasible` rules out all"),
        ({"infeasible": [[0, 1]]}, "must be an object such as"),
        ({"status_quo": 77}, "`status_quo` is '77', which is no state"),
        ({"irreversible": ["zz"]}, "names 'zz', which no option is called"),
        ({"moves": [[[0, 9]], []]}, "`moves` of a names '9', which is no state"),
        ({"moves": [[0], []]}, "0 is no pair"),
        ({"moves": [[]]}, "a list of pairs for each of 2 decision makers; it holds 1"),
        ({"states": ["9" * 5_000, "1"]}, "must be numbers whose bits are the options"),
    ],
)
def test_what_is_wrong_is_said(changes: dict[str, Any], words: str) -> None:
    assert words in message(changed(**changes))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hello", "this is not JSON: expecting value"),
        ("", "this is not JSON"),
        ("[" * 200_000, "brackets stand too deep"),
        (changed().replace('"0": 1', '"0": NaN'), "NaN is no number"),
        (changed().replace('"0": 1', '"0": 1e999'), "inf is none that can be ranked"),
        (changed().replace('"0": 1', '"0": 1' + "0" * 400), "none that can be ranked"),
        (changed().replace('"0": 1', '"0": 1' + "0" * 5_000), "a number has thousands of digits"),
        ('{"dms": ["a"], "dms": ["b"]}', "the key 'dms' stands twice"),
        ("null", "there is no conflict in it"),
        ("3", "there is no conflict in it"),
        ('{"cases": {}}', "there is no conflict in it"),
    ],
)
def test_what_is_no_conflict_at_all(text: str, words: str) -> None:
    assert words in message(text)


def test_a_remark_where_a_list_should_be_is_a_warning() -> None:
    found, said = read_conflict_file(changed(irreversible="x cannot be undone"), file="c.json")
    assert len(found[0].conflict.moves[0].source) == 4
    assert said[0].severity is Severity.WARNING
    assert "every option can be undone here" in said[0].message
    found, said = read_conflict_file(changed(irreversible="x"), file="c.json")  # a name alone is a list of one
    assert (len(found[0].conflict.moves[0].source), said) == (2, [])


def test_states_that_nobody_ranks_are_infeasible_and_said_so() -> None:
    # withdraw and escalate exclude each other: the vectors of Fraser and Hipel's Cuba hold twelve of sixteen states
    vectors = {"a": [2, 0, 1], "b": [0, 1, 2]}
    found, said = read_conflict_file(changed(payoffs=GONE, preference_vectors=vectors), file="c.json")
    assert found[0].conflict.states == ("0", "1", "2")
    assert "nobody ranks '3': taken as infeasible" in said[0].message
