"""The bounded search of the checker and the interpreter, which shares nothing with it, see the same plays."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings

from foedus._core import Severity
from foedus.scenario import Position, Scenario, after, check_scenario, outcome, start, to_move
from foedus.scenario._check._index import index
from foedus.scenario._check._reach import explore
from support.scenarios import ALL_FEATURES, SAMPLES, read, scenarios

_MOST_POSITIONS = 20_000


@dataclass
class Seen:
    outcomes: set[str] = field(default_factory=set)
    uncovered: bool = False
    opened: set[tuple[str, str]] = field(default_factory=set)


def walk(scenario: Scenario) -> Seen | None:
    """Walk every play without a plan; None where there are too many."""
    seen = Seen()
    waiting: list[Position] = [start(scenario)]
    for _ in range(_MOST_POSITIONS):
        if not waiting:
            return seen
        position = waiting.pop()
        turn = to_move(position)
        if turn.kind == "end":
            try:
                seen.outcomes.add(outcome(position))
            except ValueError:
                seen.uncovered = True
            continue
        if turn.kind in ("decision", "chance"):
            seen.opened |= {(turn.stage, move) for move in turn.moves}
        # What an audience reports changes nothing public.
        waiting += [after(position, move) for move in (turn.moves[:1] if turn.kind == "report" else turn.moves)]
    return None


def agree(scenario: Scenario) -> None:
    scenario = replace(scenario, plans=(), conjecture=())
    seen = walk(scenario)
    if seen is None:
        return
    found = index(scenario)
    reach = explore(found, set())
    assert reach.complete
    assert (reach.uncovered is not None) == seen.uncovered
    assert reach.outcomes == seen.outcomes
    assert {(found.seats[number].stage.id, move) for number, move in reach.opened} == seen.opened


@pytest.mark.parametrize("name", SAMPLES)
def test_the_search_sees_the_plays_of_a_sample(name: str) -> None:
    agree(read(SAMPLES[name]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios(features=ALL_FEATURES - {"types", "beliefs", "joint", "becomes"}, stages=3))
def test_the_search_sees_the_plays_of_random_scenarios(scenario: Scenario) -> None:
    agree(scenario)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios(features=ALL_FEATURES - {"types", "beliefs", "joint", "becomes"}, stages=3))
def test_a_final_state_without_outcome_is_found_wherever_play_meets_one(scenario: Scenario) -> None:
    open_ended = replace(scenario, outcomes=tuple(item for item in scenario.outcomes if item.when is not None))
    if open_ended.outcomes:
        agree(open_ended)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_valid_scenarios_have_no_errors_but_what_random_draws_leave_out_of_reach(scenario: Scenario) -> None:
    chance = {"unreachable-stage", "move-never-open", "imperfect-recall", "counts-own-plan", "identical-plans"}
    found = [item for item in check_scenario(scenario) if item.severity is Severity.ERROR]
    assert [item for item in found if item.code not in chance] == []
