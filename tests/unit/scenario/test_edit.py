"""Edits of the model and patches of the text: the same change, and what refers to it put in order."""

from __future__ import annotations

from functools import partial

import pytest

from foedus._core import CaseError
from foedus.scenario import (
    Interval,
    Name,
    Number,
    Relation,
    patch_text,
    remove,
    with_claim,
    with_range,
    without_audience,
    without_commitment,
    without_consideration,
    without_move,
    without_plan,
    without_relation,
)
from support.scenarios import PRIVATE, PROMISE, read

promise, private = read(PROMISE), read(PRIVATE)


def ids(parts) -> list[str]:
    return [part.id for part in parts]


def test_a_plan_that_fixes_a_removed_move_goes_with_it():
    edited = without_move(promise, "declaration.clearly")
    assert ids(edited.steps[0].moves) == ["silent", "vaguely"]
    assert ids(edited.plans) == ["left_vague", "unsaid"]
    assert edited.happened.plan == ""
    assert ids(edited.commitments) == ["return_if_crossed"]


def test_a_commitment_without_moves_left_goes_with_its_price():
    edited = without_move(promise, "response.come_back")
    assert edited.commitments == ()
    assert ids(edited.considerations) == ["garrison", "standing"]


def test_conditions_on_a_removed_move_are_in_vain():
    edited = without_move(private, "guess.left_guess")
    assert edited.outcomes[0].when.left.right == Number(0.0)
    assert edited.outcomes[0].when.right == private.outcomes[0].when.right


def test_one_amount_of_a_choice_can_go():
    assert without_move(private, "supply.send_5").steps[3].moves[0].choice.amounts == (0.0, 9.0)


def test_the_last_move_of_a_stage_stays():
    with pytest.raises(ValueError, match="only move"):
        without_move(private, "supply.send")
    with pytest.raises(ValueError, match="no move"):
        without_move(private, "supply.sell")


def test_a_commitment_whose_price_goes_stays_without_one():
    edited = without_consideration(promise, "breach_cost")
    assert ids(edited.considerations) == ["garrison", "standing"]
    assert edited.commitments[0].breach == ""


def test_without_the_commitment_nobody_breaks_it():
    text = PROMISE.replace("war: returned == yes", "war: returned == yes or kept(return_if_crossed)")
    text = text.replace("stay_away: }", "stay_away: release(return_if_crossed)}")
    edited = without_commitment(read(text), "return_if_crossed")
    assert edited.commitments == ()
    assert ids(edited.considerations) == ["garrison", "standing"]
    assert edited.outcomes[0].when.right == Number(0.0)
    assert edited.steps[-1].moves[1].effects == ()


def test_what_counts_more_than_the_commitment_stays():
    text = PROMISE.replace("per: units,", "per: units - breached(return_if_crossed),")
    edited = without_commitment(read(text), "return_if_crossed")
    assert edited.considerations[0].per.left == Name("units")


def test_withdrawing_the_audience_withdraws_what_counts_its_report():
    edited = without_audience(promise, "world")
    assert ids(edited.actors) == ["leaver", "rival", "host"]
    assert "opinion_poll" not in [getattr(step, "id", "") for step in edited.steps]
    assert ids(edited.considerations) == ["garrison", "breach_cost"]


def test_a_group_of_one_is_closed_up():
    text = PROMISE.replace("  - opinion_poll: {by: world}\n", "").replace(
        "  - response:",
        "  - together:\n      - opinion_poll: {by: world}\n      - nod: {by: host, moves: {a: , b: }}\n  - response:",
    )
    assert without_audience(read(text), "world").steps[2].id == "nod"


def test_plans_leave_the_conjecture():
    edited = without_plan(private, "say_left")
    assert edited.conjecture == (("say_right", 1.0),)
    assert ids(edited.plans) == ["say_right"]


def test_relations_are_found_by_what_they_say():
    edited = without_relation(promise, "rival.tester: lost > gone")
    assert edited.preferences[-1].relations == (Relation("gone", "standoff"), Relation("standoff", "war"))
    cited = with_claim(promise, "leaver: gone > standoff", claim="c-clear")
    assert cited.preferences[0].relations[0].because == ("c-clear",)
    with pytest.raises(ValueError, match="no relation"):
        without_relation(promise, "leaver: gone = standoff")


def test_only_known_kinds_and_names_are_removed():
    assert remove(promise, "audience", id="world") == without_audience(promise, "world")
    with pytest.raises(ValueError, match="cannot be removed"):
        remove(promise, "actor", id="world")
    with pytest.raises(ValueError, match="there is no consideration 'garison'; there are garrison"):
        remove(promise, "consideration", id="garison")


EDITS = [
    partial(with_range, consideration="garrison", range=Interval(-0.2, -0.1)),
    partial(with_range, consideration="breach_cost", range=Interval(-0.1, 0)),
    partial(with_claim, relation="leaver: gone > standoff", claim="c-clear"),
    partial(with_claim, relation="leaver.resolute: war > lost", claim="c-clear"),
    *(
        partial(remove, kind=kind, id=name)
        for kind, name in [
            ("relation", "leaver: standoff > lost"),
            ("relation", "leaver.resolute: war > lost"),
            ("relation", "rival.tester: lost > gone"),
            ("move", "declaration.clearly"),
            ("move", "declaration.silent"),
            ("move", "response.come_back"),
            ("move", "leave.hold"),
            ("consideration", "garrison"),
            ("consideration", "breach_cost"),
            ("commitment", "return_if_crossed"),
            ("audience", "world"),
            ("plan", "drawn_clearly"),
            ("plan", "unsaid"),
        ]
    ),
]
COMMENTED = "# the head\n" + PROMISE.replace("units: 2..0\n", "units: 2..0   # thirds, roughly\n").replace(
    "claims:\n", "# the claims follow\nclaims:\n"
)


def _name(edit):
    """Name a test the same in every process: without the address of the function."""
    return " ".join([edit.func.__name__, *map(str, edit.keywords.values())])


@pytest.mark.parametrize("edit", EDITS, ids=_name)
def test_the_patched_text_says_what_the_edited_scenario_says(edit):
    patched = patch_text(COMMENTED, [edit])
    assert read(patched) == edit(promise)
    for comment in ("# the head\n", "   # thirds, roughly\n", "# the claims follow\nclaims:\n"):
        assert comment in patched


@pytest.mark.parametrize("edit", EDITS[:2], ids=_name)
def test_a_patch_touches_one_span(edit):
    before, after = COMMENTED.splitlines(), patch_text(COMMENTED, [edit]).splitlines()
    assert len(before) == len(after)
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_several_edits_and_layouts():
    text = COMMENTED.replace(
        "  leaver: [gone > standoff > lost]\n",
        "  leaver:\n    - gone > standoff   # first\n    - standoff > lost   # second\n",
    )
    patched = patch_text(text, [EDITS[2], EDITS[0]])
    assert "    - {gone > standoff: c-clear}   # first\n    - standoff > lost   # second\n" in patched
    removed = patch_text(text, [partial(without_relation, relation="leaver: gone > standoff")])
    assert "  leaver:\n    - standoff > lost   # second\n" in removed
    assert patch_text(text, []) == text


def test_every_plan_of_a_case_in_braces_can_go():
    text = """\
{case: x, planner: a, actors: {a: {}}, stages: [{s: {by: a, moves: {go: , stay: }}}],
  outcomes: {end: otherwise}, plans: {one: {s: go}, two: {s: stay}}}
"""
    gone = [partial(without_plan, plan="one"), partial(without_plan, plan="two")]
    assert read(patch_text(text, gone[:1])).plans[0].id == "two"
    assert read(patch_text(text, gone)).plans == ()


def test_a_text_that_cannot_be_read_is_not_patched():
    with pytest.raises(CaseError):
        patch_text("case: x", [])
