"""The interpreter: one rule of the reference a test, on scenarios small enough to follow by hand."""

from __future__ import annotations

import pytest

from foedus.scenario import (
    InfosetKey,
    Observation,
    Position,
    Scenario,
    Term,
    after,
    expected_payoffs,
    information_sets,
    outcome,
    outcome_distribution,
    payoff_terms,
    start,
    to_move,
)
from support.scenarios import ENTRY, PRIVATE, PROMISE, read


def case(stages: str, *, rest: str = "", actors: str = "{a: {}, b: {}}", facts: str = "{n: 2..0}") -> Scenario:
    """Return a scenario with these stages; `rest` holds further sections."""
    plans = "" if "plans:" in rest else "plans: {free: {}}\n"
    outcomes = "" if "outcomes:" in rest else "outcomes: {end: otherwise, never: n == 9}\n"
    return read(
        f"case: small\ntitle: Small\nplanner: a\nactors: {actors}\nfacts: {facts}\nstages:\n{stages}\n{outcomes}"
        f"preferences: {{a: [end > never], b: [end > never]}}\n{plans}{rest}"
    )


def walk(scenario: Scenario, *moves: str, plan: str = "") -> Position:
    position = start(scenario, plan)
    for move in moves:
        position = after(position, move)
    return position


def test_play_starts_by_drawing_private_types() -> None:
    turn = to_move(start(read(PROMISE), "drawn_clearly"))
    assert (turn.kind, turn.who, turn.moves) == ("type", "leaver", ("resolute", "weary"))
    assert turn.numbers == (("prior", "", "leaver", "resolute"), ("prior", "", "leaver", "weary"))


def test_joint_prior_is_drawn_one_actor_after_the_other() -> None:
    position = walk(read(PRIVATE), "sly", plan="say_left")
    assert to_move(position).numbers == (
        ("joint", "other", "strong", "adviser=sly"),
        ("joint", "other", "weak", "adviser=sly"),
    )


def test_joint_prior_leaves_out_combinations_no_line_names() -> None:
    scenario = case(
        "  - s: {by: a, moves: {x: , y: }}",
        actors="{a: {types: {h: even, s: rest}}, b: {types: {h: even, s: rest}}}",
        rest="joint: [{a: h, b: h, p: 0.5}, {a: s, b: s, p: rest}]",
    )
    position = walk(scenario, "s")
    assert position.types == ("s", "s")
    assert to_move(position).kind == "decision"


def test_stage_whose_condition_fails_is_passed_over() -> None:
    scenario = read(ENTRY)
    position = walk(scenario, "stay")
    assert to_move(position).kind == "end"
    assert outcome(position) == "alone"
    assert to_move(walk(scenario, "go")).stage == "answer"


def test_stage_without_an_open_move_is_passed_over() -> None:
    scenario = case("  - s: {by: a, moves: {x: {when: n == 0}, y: {when: n == 1}}}\n  - t: {by: b, moves: {u: , v: }}")
    position = start(scenario)
    assert to_move(position).stage == "t"
    assert position.last == ("none", "none")


def test_forced_move_is_no_information_set_but_is_seen() -> None:
    scenario = case("  - s: {by: a, moves: {x: , y: {when: n == 0}}}\n  - t: {by: b, moves: {u: , v: }}")
    turn = to_move(start(scenario))
    assert (turn.forced, turn.key) == (True, None)
    assert to_move(walk(scenario, "x")).key == InfosetKey("b", "only", "t", 0, (Observation("s", 0, "x"),))


def test_move_forced_for_a_hidden_reason_is_seen_by_those_who_do_not_know_it() -> None:
    # Were it not, b could not tell 1 left (w is open) from 2 left (it is not), though facts are public.
    scenario = case(
        "  - s: {by: a, seen_by: [], moves: {x: , y: }}\n"
        "  - f: {by: a, when: s == x, moves: {go: n -= 1}}\n"
        "  - t: {by: b, moves: {u: , v: , w: {when: n == 1}}}"
    )
    found = {key.seen: moves for key, moves in information_sets(scenario).items() if key.actor == "b"}
    assert found == {(Observation("f", 0, "go"),): ("u", "v", "w"), (): ("u", "v")}


def test_move_is_seen_by_its_mover_and_those_named_only() -> None:
    scenario = case(
        "  - s: {by: a, seen_by: [c], moves: {x: , y: }}\n  - t: {by: b, moves: {u: , v: }}",
        actors="{a: {}, b: {}, c: {}}",
    )
    assert walk(scenario, "x").seen == ((Observation("s", 0, "x"),), (), (Observation("s", 0, "x"),))


def test_moves_of_a_group_are_seen_and_take_effect_when_it_is_over() -> None:
    scenario = case(
        "  - together:\n"
        "      - s: {by: a, moves: {x: n -= 1, y: }}\n"
        "      - t: {by: b, when: n == 2, moves: {u: n -= 1, v: }}"
    )
    middle = walk(scenario, "x")
    assert to_move(middle).key == InfosetKey("b", "only", "t", 0, ())
    assert middle.facts == (2.0,)
    over = after(middle, "u")
    assert over.facts == (0.0,)
    assert over.seen[0] == over.seen[1] == (Observation("s", 0, "x"), Observation("t", 0, "u"))


def test_effects_apply_in_order_and_stay_within_the_range() -> None:
    scenario = case(
        "  - s: {by: a, moves: {x: 'n -= 1, m = n', y: 'n -= 7, n += 1', z: 'm += 9'}}", facts="{n: 2..0, m: 0..3}"
    )
    assert walk(scenario, "x").facts == (1.0, 1.0)
    assert walk(scenario, "y").facts == (1.0, 0.0)
    assert walk(scenario, "z").facts == (2.0, 3.0)


def test_value_between_those_of_a_fact_is_refused() -> None:
    scenario = case("  - s: {by: a, moves: {x: n += 1, y: }}", facts="{n: [0, 5]}")
    with pytest.raises(ValueError, match="1 is no value of n"):
        walk(scenario, "x")


def test_word_on_the_right_of_an_assignment_is_first_a_value_of_the_fact() -> None:
    scenario = case(
        "  - other: {by: a, moves: {x: , y: }}\n  - t: {by: b, moves: {u: form = other, v: }}",
        facts="{n: 2..0, form: [none, other]}",
    )
    assert walk(scenario, "x", "u").facts == (2.0, "other")


def test_choice_comes_in_one_move_an_amount() -> None:
    scenario = case("  - s: {by: a, moves: {send: {choose: 'k in {0, 1, 2}', do: n = k, when: k < 2}, keep: }}")
    assert to_move(start(scenario)).moves == ("send_0", "send_1", "keep")
    assert walk(scenario, "send_1").facts == (1.0,)


REPEAT = """  - repeat:
      rounds: 3
      until: n == 0
      discount: 0.9
      stages:
        - s: {by: a, moves: {down: n -= 1, hold: }}
  - t: {by: b, when: s == hold, moves: {u: , v: }}"""
TOLL = "considerations: {toll: {of: a, per: n * round, each: round, range: 0..1}}\n"


def test_repeat_ends_after_the_round_in_which_its_condition_holds() -> None:
    position = walk(case(REPEAT), "down", "down")
    assert to_move(position).kind == "end"
    assert position.seen[1] == (Observation("s", 1, "down"), Observation("s", 2, "down"))


def test_repeat_ends_after_its_last_round_and_the_last_move_remains_to_be_read() -> None:
    position = walk(case(REPEAT), "hold", "down", "hold")
    assert (to_move(position).stage, to_move(position).round) == ("t", 0)


def test_considerations_of_each_round_count_after_every_round_with_the_rounds_own_weight() -> None:
    position = walk(case(REPEAT, rest=TOLL), "hold", "down", "down")
    assert payoff_terms(position, "a") == (
        Term(("utility", "a", "only", "end"), 1.0),
        Term(("weight", "toll", "1"), 2.0),
        Term(("weight", "toll", "2"), 2.0),
    )


def test_considerations_of_each_round_add_up_where_nothing_is_discounted() -> None:
    position = walk(case(REPEAT.replace("discount: 0.9", "discount: 1"), rest=TOLL), "hold", "down", "down")
    assert Term(("weight", "toll"), 4.0) in payoff_terms(position, "a")


PROMISES = (
    "commitments: {word: {by: a, to: b, if: n == 2, then: [keep], breach: cost}}\n"
    "considerations: {cost: {of: a, per: breached(word) + 10 * kept(word), range: -1..0}}\n"
)


@pytest.mark.parametrize(
    ("moves", "breached", "kept"),
    [
        (("stay", "keep", "keep"), False, True),
        (("stay", "leave", "keep"), True, False),  # leaving moves n, so that nothing is due the second time
        (("stay", "keep", "other"), True, True),
        (("drop", "leave", "other"), False, False),
    ],
)
def test_promise_is_kept_or_broken_where_it_is_due(moves: tuple[str, ...], breached: bool, kept: bool) -> None:
    stages = (
        "  - r: {by: a, moves: {drop: release(word), stay: }}\n"
        "  - s: {by: a, moves: {keep: , leave: n -= 1}}\n"
        "  - t: {by: a, moves: {keep: , other: }}"
    )
    position = walk(case(stages, rest=PROMISES), *moves)
    assert (position.promises[0].breached, position.promises[0].kept) == (breached, kept)
    found = [term.coefficient for term in payoff_terms(position, "a") if term.key == ("weight", "cost")]
    assert sum(found) == breached + 10 * kept


def test_promise_can_be_broken_by_the_move_a_plan_fixes() -> None:
    scenario = case("  - s: {by: a, moves: {keep: , leave: }}", rest=PROMISES + "plans: {liar: {s: leave}}\n")
    assert walk(scenario, "leave", plan="liar").promises[0].breached


def test_change_of_type_changes_the_actors_information_sets_only() -> None:
    scenario = case(
        "  - c: {by: chance, moves: {turn: {p: even, do: 'b := s'}, nothing: {p: rest}}}\n"
        "  - t: {by: b, moves: {u: , v: }}",
        actors="{a: {}, b: {types: {h: even, s: rest}}}",
    )
    turn = to_move(walk(scenario, "h", "turn"))
    assert turn.key == InfosetKey("b", "s", "t", 0, (Observation("c", 0, "turn"),))


ADVICE = """  - s: {by: a, seen_by: [], moves: {x: , y: , z: }}
  - t: {by: b, moves: {u: , v: }}
  - s2: {by: a, seen_by: [], moves: {x2: , y2: }}"""
PLANS = "plans: {one: {s: x, s2: x2}, two: {s: y, s2: y2}, three: {s: x, s2: y2}, open: {}}\n"


def test_private_move_of_a_plan_is_drawn_from_the_conjecture_for_others() -> None:
    scenario = case(ADVICE, rest=PLANS + "conjecture: {one: 2, two: 1, three: 1}\n")
    turn = to_move(start(scenario, "two"))
    assert (turn.kind, turn.moves, turn.conjecture, turn.actual) == ("conjecture", ("x", "y"), (0.75, 0.25), "y")


def test_later_private_moves_are_conjectured_from_the_plans_that_agree_with_earlier_ones() -> None:
    scenario = case(ADVICE, rest=PLANS + "conjecture: {one: 2, two: 1, three: 1}\n")
    assert to_move(walk(scenario, "x", "u", plan="one")).conjecture == pytest.approx((2 / 3, 1 / 3))
    assert to_move(walk(scenario, "y", "u", plan="one")).moves == ("x2", "y2")
    assert to_move(walk(scenario, "y", "u", plan="one")).conjecture == (0.0, 1.0)


def test_private_stage_is_a_decision_under_a_plan_that_leaves_it_open() -> None:
    turn = to_move(start(case(ADVICE, rest=PLANS), "open"))
    assert (turn.kind, turn.moves) == ("decision", ("x", "y", "z"))


def test_fixed_move_that_is_not_open_is_not_made() -> None:
    scenario = case("  - s: {by: a, moves: {x: {when: n == 0}, y: }}", rest="plans: {p: {s: x}}\n")
    assert to_move(start(scenario, "p")).kind == "end"


def test_information_sets_include_those_after_advice_that_is_only_conjectured() -> None:
    found = information_sets(read(PRIVATE), "say_left")
    advice = {key.seen[0].move for key in found if key.actor == "ally" and key.seen}
    assert advice == {"left", "right"}


def test_guard_that_reads_what_its_mover_has_not_seen_is_refused() -> None:
    scenario = case(
        "  - s: {by: a, seen_by: [], moves: {x: , y: }}\n  - t: {by: b, moves: {u: , v: , w: {when: s == x}}}"
    )
    with pytest.raises(ValueError, match="cannot tell"):
        information_sets(scenario)


def test_outcomes_are_weighed_by_what_the_plan_really_advises() -> None:
    scenario = case(ADVICE, rest=PLANS + "outcomes: {end: s == x, never: otherwise}\n")
    found = {
        plan: outcome_distribution(scenario, plan, numbers={}, profile={key: {"u": 1.0} for key in keys})
        for plan, keys in {name: information_sets(scenario, name) for name in ("one", "two")}.items()
    }
    assert found == {"one": {"end": 1.0, "never": 0.0}, "two": {"end": 0.0, "never": 1.0}}


def promise_profile(scenario: Scenario) -> dict[InfosetKey, dict[str, float]]:
    """Everyone does each thing with equal probability, but a resolute leaver always comes back."""
    found = {}
    for key, moves in information_sets(scenario, "drawn_clearly").items():
        found[key] = dict.fromkeys(moves, 1 / len(moves))
        if (key.type, key.stage) == ("resolute", "response"):
            found[key] = {"come_back": 1.0, "stay_away": 0.0}
    return found


def promise_numbers() -> dict[tuple[str, ...], float]:
    numbers = {("prior", "", "leaver", "resolute"): 0.6, ("prior", "", "leaver", "weary"): 0.4}
    numbers |= {("prior", "", "rival", "content"): 0.7, ("prior", "", "rival", "tester"): 0.3}
    numbers |= {("weight", "garrison", "1"): -0.1, ("weight", "garrison", "2"): -0.05}
    numbers |= {("weight", "standing"): 0.2, ("weight", "breach_cost"): -0.3}
    for actor, types in (("leaver", ("resolute", "weary")), ("rival", ("content", "tester"))):
        for kind in types:
            values = {"war": 0.1, "lost": 0.0, "gone": 1.0, "standoff": 0.5}
            numbers |= {("utility", actor, kind, name): value for name, value in values.items()}
    return numbers


def test_outcome_distribution_by_hand() -> None:
    scenario = read(PROMISE)
    found = outcome_distribution(
        scenario, "drawn_clearly", numbers=promise_numbers(), profile=promise_profile(scenario)
    )
    # Round 1: go (1/2), then cross (1/2). Round 2 after go-wait: go or hold (1/2), cross (1/2). After hold: go (1/2),
    # then cross (1/2). So crossed = 1/4 + 1/4 * 1/2 + 1/2 * 1/2 * 1/2 = 1/2; both gone = 1/4 * 1/2 * 1/2 = 1/16.
    # It is answered by the resolute always, by the weary half the time: 0.6 + 0.4 / 2 = 0.8.
    assert found == pytest.approx({"war": 0.4, "lost": 0.1, "gone": 1 / 16, "standoff": 7 / 16})


def test_given_types_condition_the_distribution() -> None:
    scenario = read(PROMISE)
    found = outcome_distribution(
        scenario, "drawn_clearly", numbers=promise_numbers(), profile=promise_profile(scenario),
        given={"leaver": "weary"},
    )  # fmt: skip
    assert found == pytest.approx({"war": 0.25, "lost": 0.25, "gone": 1 / 16, "standoff": 7 / 16})


def test_given_types_of_probability_nothing_are_refused() -> None:
    scenario = read(PROMISE)
    numbers = promise_numbers() | {("prior", "", "leaver", "resolute"): 1.0, ("prior", "", "leaver", "weary"): 0.0}
    with pytest.raises(ValueError, match="probability 0"):
        outcome_distribution(
            scenario, "drawn_clearly", numbers=numbers, profile=promise_profile(scenario), given={"leaver": "weary"}
        )


def test_expected_payoffs_by_hand() -> None:
    scenario = read(PROMISE)
    found = expected_payoffs(
        scenario, "drawn_clearly", numbers=promise_numbers(), profile=promise_profile(scenario),
        given={"leaver": "resolute"},
    )  # fmt: skip
    # The audience reports 0, 1/4, 1/2, 3/4, 1 alike: mean 1/2, and (1 + 9/16 + 1/4 + 1/16 + 0) / 5 lost.
    assert found["world"] == pytest.approx(-0.375)
    # Outcomes: war 1/2, gone 1/16, standoff 7/16. Units after round 1: 2 or 1 alike. Round 2 is played unless crossed
    # at once (1/4): after go-wait (1/4) 0 or 1 unit, after hold (1/2) 1 or 2.
    second = 0.25 * 0.5 + 0.5 * 1.5
    expected = 0.5 * 0.1 + 1 / 16 + 7 / 16 * 0.5 - 0.1 * 1.5 - 0.05 * second + 0.2 * 0.5
    assert found["leaver"] == pytest.approx(expected)


def test_report_counted_otherwise_than_by_its_mean_is_gone_through_report_by_report() -> None:
    scenario = read(PROMISE.replace("per: opinion(leaver.resolute)", "per: opinion(leaver.resolute) == 1"))
    profile = promise_profile(scenario)
    numbers = promise_numbers()
    mean = expected_payoffs(read(PROMISE), "drawn_clearly", numbers=numbers, profile=profile)
    found = expected_payoffs(scenario, "drawn_clearly", numbers=numbers, profile=profile)
    assert found["leaver"] == pytest.approx(mean["leaver"] - 0.2 * 0.5 + 0.2 * 0.2)
    assert found["world"] == pytest.approx(mean["world"])


def test_move_that_is_not_open_is_refused_with_those_that_are() -> None:
    with pytest.raises(ValueError, match="open are go, stay"):
        after(start(read(ENTRY)), "fight")


def test_unknown_plan_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="enter, stay_out"):
        start(read(ENTRY), "entr")


def test_final_state_without_an_outcome_is_refused_with_the_state() -> None:
    scenario = case("  - s: {by: a, moves: {x: , y: }}", rest="outcomes: {end: n == 0, never: n == 1}\n")
    with pytest.raises(ValueError, match="n = 2"):
        outcome(walk(scenario, "x"))


def test_outcome_of_an_unfinished_play_is_refused() -> None:
    with pytest.raises(ValueError, match="not over"):
        outcome(start(read(ENTRY)))
