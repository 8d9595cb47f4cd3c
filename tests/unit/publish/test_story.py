"""The equilibrium as a tree, rebuilt from information sets."""

from __future__ import annotations

import pytest

from foedus._core import Label
from foedus.judge import Estimate, InfosetPlay, PlanPlay
from foedus.publish._story import chance_odds, grow, main_line, prune, walk, where_tested
from foedus.scenario import Interval, Likelihood, Move, Outcome, Plan, Repeat, Scenario, Stage, Together
from support.study_fixture import PLANS, make_study

STUDY = make_study()
PLAYS = {play.plan: play for play in STUDY.judgement.plays}
SCENARIO = STUDY.case.scenario


def infoset(actor: str, stage: str, moves: dict[str, float], *, seen: tuple[tuple[str, int, str], ...] = (),
            kind: str = "only", round_: int = 0, reach: float = 1.0) -> InfosetPlay:  # fmt: skip
    chances = tuple((move, Estimate(p, p, p)) for move, p in moves.items())
    return InfosetPlay(actor, kind, stage, round_, seen, reach, chances, ())


def scenario(*steps: Stage | Together | Repeat) -> Scenario:
    return Scenario("x", Label("x"), Label("x"), "a", "a", (), (), steps, (Outcome("o", None),), (), (Plan("p", ()),))


def stage(name: str, by: str, *, seen_by: tuple[str, ...] | None = None) -> Stage:
    return Stage(name, by, (Move("l"), Move("r")), seen_by=seen_by)


@pytest.mark.parametrize("plan", list(PLANS))
def test_probabilities_of_each_decision_add_up_to_one(plan: str) -> None:
    for decision in walk(grow(PLAYS[plan], SCENARIO, least=0.0)):
        assert sum(branch.probability for branch in decision.branches) == pytest.approx(1)


def test_with_no_threshold_every_information_set_in_play_is_found() -> None:
    play = PLAYS["declaration_explicit"]
    tree = grow(play, SCENARIO, least=0.0)
    found = {(i.actor, i.type, i.stage, i.round, i.seen) for d in walk(tree) for i in d.plays}
    assert found == {(i.actor, i.type, i.stage, i.round, i.seen) for i in play.infosets}


def test_the_flow_into_a_decision_is_the_probability_of_getting_there() -> None:
    for decision in walk(grow(PLAYS["declaration_explicit"], SCENARIO, least=0.0)):
        if decision.plays:
            assert sum(item.reach for item in decision.plays) == pytest.approx(decision.flow, rel=0.06, abs=1e-4)


def test_the_main_line_is_what_most_likely_happens() -> None:
    line = [(d.stage, d.round, b.move) for d, b in main_line(grow(PLAYS["declaration_explicit"], SCENARIO, least=1.0))]
    assert line[:2] == [("opening", 0, "declare"), ("endorsement", 0, "back")]
    assert ("commission", 0, "goes") in line
    assert ("reaction", 3, "restrain") in line
    assert "return_or_not" not in {stage for stage, _, _ in line}


def test_the_place_where_the_trigger_is_pulled_is_always_drawn() -> None:
    for plan in PLANS:
        tree, _ = prune(PLAYS[plan], SCENARIO, most=1)
        assert any("return_if_crossed" in decision.tests for decision in walk(tree))


def test_a_tree_is_pruned_to_size() -> None:
    play = PLAYS["un_letter"]
    whole = sum(1 for _ in walk(grow(play, SCENARIO, least=0.0)))
    tree, least = prune(play, SCENARIO, most=20)
    assert sum(1 for _ in walk(tree)) <= 20 < whole
    assert 0 < least <= 1


def test_where_tested_a_promise_come_most_reached_first() -> None:
    found = where_tested(PLAYS["declaration_explicit"], SCENARIO, "return_if_crossed")
    assert {item.stage for item in found} == {"return_or_not"}
    assert [item.reach for item in found] == sorted((item.reach for item in found), reverse=True)


def test_types_of_one_actor_are_averaged_by_how_often_each_comes() -> None:
    play = PlanPlay("p", (infoset("a", "s", {"l": 1, "r": 0}, kind="x", reach=0.75),
                          infoset("a", "s", {"l": 0, "r": 1}, kind="y", reach=0.25)), 3, 2)  # fmt: skip
    tree = grow(play, scenario(stage("s", "a")), least=0.0)
    assert tree is not None
    assert {branch.move: branch.probability for branch in tree.branches} == {"l": 0.75, "r": 0.25}
    assert tree.main.by_type == (("x", 1), ("y", 0))


def test_moves_chosen_together_are_not_seen_by_one_another() -> None:
    both = scenario(Together((stage("s", "a"), stage("t", "b"))), stage("u", "a"))
    seen = (("s", 0, "l"), ("t", 0, "r"))
    play = PlanPlay("p", (infoset("a", "s", {"l": 0.9, "r": 0.1}), infoset("b", "t", {"l": 0.2, "r": 0.8}),
                          infoset("a", "u", {"l": 0.5, "r": 0.5}, seen=seen)), 9, 3)  # fmt: skip
    line = [(d.stage, b.move) for d, b in main_line(grow(play, both, least=0.0))]
    assert line == [("s", "l"), ("t", "r"), ("u", "l")]


def test_a_private_move_is_known_only_to_those_who_see_it() -> None:
    secret = scenario(stage("s", "a", seen_by=("b",)), stage("t", "c"), stage("u", "b"))
    play = PlanPlay("p", (
        infoset("a", "s", {"l": 0.7, "r": 0.3}),
        infoset("c", "t", {"l": 1, "r": 0}),
        infoset("b", "u", {"l": 0, "r": 1}, seen=(("s", 0, "l"), ("t", 0, "l"))),
        infoset("b", "u", {"l": 1, "r": 0}, seen=(("s", 0, "r"), ("t", 0, "l")), reach=0.3)), 9, 4)  # fmt: skip
    tree = grow(play, secret, least=0.0)
    assert tree is not None
    after = {branch.move: branch.child for branch in tree.branches}
    ends = {move: child.main.child.main.move for move, child in after.items() if child and child.main.child}
    assert ends == {"l": "r", "r": "l"}


def test_rounds_follow_one_another() -> None:
    rounds = scenario(Repeat(2, (stage("s", "a"),)))
    play = PlanPlay("p", (infoset("a", "s", {"l": 1, "r": 0}, round_=1),
                          infoset("a", "s", {"l": 0, "r": 1}, round_=2, seen=(("s", 1, "l"),))), 5, 2)  # fmt: skip
    assert [(d.round, b.move) for d, b in main_line(grow(play, rounds, least=0.0))] == [(1, "l"), (2, "r")]


def test_chance_takes_the_middle_of_its_ranges_and_the_rest() -> None:
    moves = (Move("a", prior=Likelihood("0.2..0.4", Interval(0.2, 0.4))), Move("b", prior=Likelihood("rest")))
    assert chance_odds(moves) == pytest.approx({"a": 0.3, "b": 0.7})


def test_a_play_without_information_sets_has_no_tree() -> None:
    assert grow(PlanPlay("p", (), 1, 0), scenario(stage("s", "a")), least=0.0) is None


def test_a_forced_move_is_told_although_it_has_no_information_set() -> None:
    steps = scenario(stage("s", "a"), stage("forced", "b"), stage("skipped", "b"), stage("u", "c"))
    play = PlanPlay("p", (
        infoset("a", "s", {"l": 0.8, "r": 0.2}),
        infoset("c", "u", {"l": 1, "r": 0}, seen=(("s", 0, "l"), ("forced", 0, "r")), reach=0.8),
        infoset("c", "u", {"l": 0, "r": 1}, seen=(("s", 0, "r"), ("skipped", 0, "l")), reach=0.2)), 9, 3)  # fmt: skip
    tree = grow(play, steps, least=0.0)
    assert tree is not None
    assert [(d.stage, b.move) for d, b in main_line(tree)] == [("s", "l"), ("forced", "r"), ("u", "l")]
    other = next(branch for branch in tree.branches if branch.move == "r")
    assert [(d.stage, b.move) for d, b in main_line(other.child)] == [("skipped", "l"), ("u", "r")]
