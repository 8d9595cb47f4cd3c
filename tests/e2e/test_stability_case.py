"""`foedus stability CASE`, and the inverse question, from end to end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from foedus.casebook import slugs
from foedus.cli import main
from foedus.cli._state_sets import told_sets


def said(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["stability", *map(str, words)])
    assert result.exit_code == code, result.output
    return result.output


def told(*words: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(*words, "--json"))
    return found


@pytest.mark.parametrize("slug", slugs())
def test_every_bundled_case_is_analysed(slug: str) -> None:
    found = told(slug)
    labels = [state["state"] for state in found["states"]]
    assert labels[0] == "status_quo"
    for combination in found["combinations"]:
        for states in combination["equilibria"].values():
            assert set(states) <= set(labels)
    assert "ordinal reading (sanctions: legal-sequences)" in said(slug)


def test_korea_1958_by_type() -> None:
    found = told("korea-1958", "--as", "prc=any")
    assert found["players"] == ["prc", "us"]
    assert found["plans_alike"] is True
    by_type = {(each["types"]["prc"], each["types"]["us"]): each["equilibria"]["seq"] for each in found["combinations"]}
    assert len(by_type) == 6
    assert "cpv_thirds=0" in by_type["resolute", "opportunist"]
    assert "cpv_thirds=0" not in by_type["weary", "opportunist"]
    assert "cpv_thirds=0" not in found["in_every_combination"]["seq"]
    assert "un_forces=gone" in found["in_every_combination"]["seq"]
    text = said("korea-1958")
    assert "an ordinal reading cannot tell them apart" in text
    assert "whatever the types:" in text


def test_a_state_of_a_case_is_explained_by_its_moves() -> None:
    words = ["korea-1958", "--as", "us=opportunist", "--explain", "cpv_thirds=1"]
    text = " ".join(said(*words).split())
    assert (
        "state cpv_thirds=1 is sequentially stable for us: its only improvement, to cpv_thirds=1,line_crossed=yes (by"
        " reaction.cross_line), can be answered by prc moving to cpv_thirds=1,line_crossed=yes,returned=yes (by"
        " return.intervene)." in text
    )
    (combination,) = told(*words)["combinations"]
    assert combination["explained"][1]["improvements"][0]["move"] == "reaction.cross_line"
    # values in any order, what is not named as it was; the first state reached where it cannot be
    (other,) = told("korea-1958", "--as", "us=opportunist", "--explain", "line_crossed=yes, cpv_thirds=1")[
        "combinations"
    ]
    assert other["explained"][0]["state"] == "cpv_thirds=1,line_crossed=yes"
    (later,) = told("korea-1958", "--as", "us=opportunist", "--explain", "returned=yes")["combinations"]
    assert later["explained"][0]["state"] == "cpv_thirds=1,line_crossed=yes,returned=yes"


def test_the_orders_that_make_a_wished_state_of_a_case_stable() -> None:
    words = ["korea-1958", "--as", "us=opportunist", "--wish", "cpv_thirds=0"]
    (combination,) = told(*words)["combinations"]
    wish = combination["wish"]
    assert (wish["outcome"], wish["concept"], wish["stable"]) == ("one_sided", "seq", True)
    us = wish["players"][1]
    assert [row["needs"] for row in us["moves"]] == [[["mutual"]], [["ally_lost"], ["war"]]]
    text = " ".join(said(*words).split())
    assert "is stopped if one_sided is at least as good for it as ally_lost, or as war" in text
    assert "prc: any order will do; no move of its own leads away" in text
    (weary,) = told("korea-1958", "--as", "us=opportunist,prc=weary", "--wish", "cpv_thirds=0")["combinations"]
    assert [row["needs"] for row in weary["wish"]["players"][1]["moves"]] == [[["mutual"]], [["ally_lost"]]]


def test_a_plan_nature_and_all_facts() -> None:
    assert len(told("korea-1958", "--all-facts", "--as", "us=status_quo,dprk=dependent")["states"]) == 840
    assert told("korea-1951-armistice", "--nature")["players"] == ["prc", "us", "chance"]
    fixed = told("price-war", "--plan", "wait")
    assert len(fixed["states"]) < len(told("price-war")["states"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["korea-1958", "--as", "us"], "`--as us` is no actor=type"),
        (["korea-1958", "--as", "us=opportunist,us=status_quo"], "two types"),
        (["korea-1958", "--as", "us=hawk"], "it is status_quo, opportunist or any"),
        (["korea-1958", "--as", "uk=hawk"], "there is no actor 'uk'"),
        (["korea-1958", "--plan", "declaration_vage"], "did you mean 'declaration_vague'?"),
        (["korea-1958", "--explain", "cpv=1"], "'cpv' is none of its names"),
        (["korea-1958", "--explain", "cpv_thirds=7"], "cpv_thirds is 3 or 2 or 1 or 0"),
        (["korea-1958", "--wish", "returned=yes,line_crossed=no"], "No moves lead from the status quo"),
        (["korea-1958", "--strong"], "--strong needs `strength`"),
        (["korea-1985"], "Did you mean 'korea-1958'?"),
        (["nowhere.json"], "There is no file nowhere.json"),
    ],
)
def test_what_is_asked_wrongly_is_said(words: list[str], message: str) -> None:
    assert message in said(*words, code=2)


def test_too_many_states_are_said() -> None:
    assert "reaches more than 4,096 states; most vary" in said("tumen-cooperation", "--all-facts", code=1)


def test_what_belongs_to_a_case_is_refused_for_a_file(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    path.write_text('{"dms": ["a"], "options": [["a", "x"]], "ranking": {"a": [1, 0]}}')
    assert "--plan is for a case" in said(path, "--plan", "x", code=2)
    assert "--as is for a case" in said(path, "--as", "a=b", code=2)


def test_the_wish_of_a_file_and_its_coalitions(tmp_path: Path) -> None:
    dilemma = {"dms": ["row", "column"], "options": [["row", "c"], ["column", "c"]],
               "ranking": {"row": [2, 3, 0, 1], "column": [1, 3, 0, 2]}}  # fmt: skip
    path = tmp_path / "c.json"
    path.write_text(json.dumps(dilemma))
    wish = told(path, "--wish", 3)["wish"]
    assert wish["players"][0] == {"player": "row", "stable": True, "moves": [{"to": 2, "needs": [[2], [0]]}]}
    assert told(path, "--wish", 3, "--concept", "nash")["wish"]["players"][0]["moves"][0]["needs"] == [[2]]
    assert "its move to 2 is stopped if 3 is at least as good for it as 2, or as 0" in said(path, "--wish", 3)
    together = told(path, "--coalitions")
    assert together["coalition_equilibria"]["nash"] == []  # both leave 0 for 3
    assert together["coalition_equilibria"]["seq"] == [3]
    assert "seq   and no coalition leaves: 3" in said(path, "--coalitions")


def test_a_conflict_that_cannot_be_read_is_named_beside_those_that_can(tmp_path: Path) -> None:
    good = {"name": "good", "dms": ["a"], "options": [["a", "x"]], "ranking": {"a": [1, 0]}}
    path = tmp_path / "c.json"
    path.write_text(json.dumps([good, {"name": "bad", "dms": ["a"], "state": [1]}]))
    found = told(path)
    assert found["equilibria"]["nash"] == [1]
    assert "conflict 'bad': it has neither" in found["diagnostics"][0]["message"]
    assert found["diagnostics"][0]["hint"] == "`state` is passed over; did you mean `states`?"
    assert "conflict 'bad'" in said(path)


def test_sets_of_states_are_told_by_what_decides() -> None:
    states = [(one, two, three) for one in "ab" for two in "xyz" for three in "01"]
    names = ["one", "two", "three"]
    assert told_sets(states, [0, 1, 2, 3], names=names) == ["one=a, two=x|y"]
    assert told_sets(states, list(range(12)), names=names) == ["every state"]
    assert told_sets(states, [], names=names) == []
    odd = [number for number, state in enumerate(states) if (state[0] == "a") == (state[2] == "0")]
    lines = told_sets(states, odd, names=names)
    assert lines == ["one=a, three=0", "one=b, three=1"]
