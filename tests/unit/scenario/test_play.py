"""Walking a scenario: what a person reads and may choose."""

from __future__ import annotations

import pytest

from foedus.scenario import Walk, choices, describe
from support.scenarios import PRIVATE, PROMISE, read


def walk(text: str, *moves: str, plan: str) -> Walk:
    found = Walk.begin(read(text), plan)
    for move in moves:
        found = found.step(move)
    return found


def test_type_draw_shows_ranges_and_what_the_rest_comes_to() -> None:
    found = choices(walk(PROMISE, plan="drawn_clearly").position, "en")
    assert [(item.move, item.notes) for item in found] == [
        ("resolute", ("likely: 0.55..0.8",)),
        ("weary", ("the rest: 0.2..0.45",)),
    ]


def test_decision_shows_mover_window_facts_and_what_was_seen() -> None:
    position = walk(PROMISE, "weary", "content", "clearly", "0.5", "go", "wait", plan="drawn_clearly").position
    assert describe(position, "en") == (
        "the power that leaves decides: leave, round 2 (1958-10).",
        "Public facts: answer = clear, units = 1, crossed = no, returned = no.",
        "the power that leaves is of the type “weary”.",
        "Seen by the power that leaves:",
        "  declaration: say it clearly",
        "  leave, round 1: go",
        "  test, round 1: wait",
    )


def test_move_shows_the_claims_it_rests_on_in_the_readers_language() -> None:
    position = walk(PROMISE, "weary", "content", plan="drawn_clearly").position
    (only,) = choices(position, "zh")
    assert (only.move, only.text, only.notes) == ("clearly", "明说", ("依据：c-clear (The line was declared.)",))
    assert "只有一种选择。" in describe(position, "zh")


def test_end_shows_the_outcome_and_what_each_payoff_is_made_of() -> None:
    moves = ("weary", "content", "clearly", "0.75", "go", "cross", "stay_away")
    position = walk(PROMISE, *moves, plan="drawn_clearly").position
    assert choices(position, "en") == ()
    assert describe(position, "en") == (
        "Play is over: lost.",
        "the power that leaves, “weary”: worth of this outcome",
        "  + 1 × breach cost (-0.4..-0.05)",
        "  + 1 × garrison (-0.05..-0.01, discounted for round 1)",
        "  + 0.75 × standing (0..0.3)",
        "rival, “content”: worth of this outcome",
        "world: −0.5625 for errors of judgement",
    )


def test_conjectured_move_says_what_the_plan_does_and_what_others_expect() -> None:
    position = walk(PRIVATE, "kind", "strong", plan="say_left").position
    assert describe(position, "en")[0] == "adviser moves unseen by some: advice. The plan makes this move: left."
    assert [(item.move, item.notes) for item in choices(position, "en")] == [
        ("left", ("others expect it with 67%",)),
        ("right", ("others expect it with 33%",)),
    ]


def test_what_an_actor_cannot_see_is_hidden_from_a_reader_in_its_chair() -> None:
    drawn = walk(PRIVATE, plan="say_left").position
    assert describe(drawn, "en", as_actor="other") == ("Chance draws the private type of adviser, hidden from other.",)
    advised = walk(PRIVATE, "kind", "strong", plan="say_left").position
    assert describe(advised, "en", as_actor="other")[0] == "adviser moves; this is hidden from other."
    assert [item.text for item in choices(advised, "en", as_actor="other")] == ["hidden 1", "hidden 2"]
    later = walk(PRIVATE, "kind", "strong", "right", "fair", plan="say_left").position
    assert "advice: right" in " ".join(describe(later, "en", as_actor="ally"))
    assert "advice" not in " ".join(describe(later, "en", as_actor="other"))


def test_move_chosen_at_the_same_time_as_ones_own_is_hidden() -> None:
    position = walk(PRIVATE, "kind", "strong", "left", "fair", plan="say_left").position
    assert [item.text for item in choices(position, "en", as_actor="other")] == ["hidden 1", "hidden 2"]
    assert [item.text for item in choices(position, "en", as_actor="ally")] == ["left step", "right step"]
    own = walk(PRIVATE, "kind", "strong", "left", "fair", "left_step", plan="say_left").position
    seen = describe(own, "en", as_actor="other")
    assert "Chosen at the same time as the moves before it, none of which is seen yet." in seen
    assert "left step" not in " ".join(seen)


def test_amounts_of_a_choice_are_named() -> None:
    position = walk(PRIVATE, "kind", "strong", "left", "fair", "left_step", "left_guess", plan="say_left").position
    assert [item.text for item in choices(position, "en")] == ["send: 0 n", "send: 5 n", "send: 9 n"]


def test_step_can_be_taken_back() -> None:
    begun = walk(PROMISE, plan="drawn_clearly")
    once = begun.step("weary")
    assert once.step("content").undo() == once
    assert once.undo() == begun
    assert begun.undo() == begun


def test_unknown_actor_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="leaver, rival, host, world"):
        describe(walk(PROMISE, plan="drawn_clearly").position, "en", as_actor="prc")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("as_actor", ["", "adviser", "ally", "other"])
def test_every_moment_has_something_to_read_in_both_languages(language: str, as_actor: str) -> None:
    stack = [Walk.begin(read(PRIVATE), "say_right").position]
    ended = 0
    while stack:
        position = stack.pop()
        assert all(describe(position, language, as_actor=as_actor))
        found = choices(position, language, as_actor=as_actor)
        assert tuple(item.move for item in found) == position.turn.moves
        ended += not found
        stack += [Walk((position,)).step(item.move).position for item in found]
    assert ended == 4 * 2 * 3 * (4 + 2)
