"""The main case, judged: its size, its certificate, and where the gain from answering second comes from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from foedus import casebook
from foedus._core import Severity
from foedus.judge import Estimate, Judgement, judge_case
from foedus.scenario import Scenario, remove
from foedus.study import Case, read_case

pytestmark = pytest.mark.slow

DRAWS = 64
FIRST, SECOND = "china_opens", "declaration_explicit"
"""Two plans that say and do the same, but for who speaks first."""


@cache
def bundled() -> Case:
    case, found = read_case(casebook.case_directory("korea-1958"))
    assert case is not None
    assert [item.message for item in found if item.severity is not Severity.NOTE] == []
    return case


@cache
def judged(*, audience: bool) -> Judgement:
    scenario = bundled().scenario
    if not audience:
        scenario = remove(scenario, "audience", id="world")
    with ThreadPoolExecutor(1) as executor:
        return judge_case(scenario, seed=0, draws=DRAWS, hinges=False, executor=executor).judgement


def gain_from_answering_second(judgement: Judgement) -> Estimate:
    """Return how much less the advised type regrets answering second than opening."""
    for item in judgement.verdict.comparisons:
        if {item.left, item.right} == {FIRST, SECOND}:
            found = item.difference
            return found if item.left == FIRST else Estimate(-found.mean, -found.high, -found.low)
    raise AssertionError("the two plans are not compared")


def considerations_of(scenario: Scenario) -> set[str]:
    return {item.id for item in scenario.considerations}


@pytest.mark.parametrize("audience", [True, False])
def test_every_game_is_solved_and_certified(audience: bool) -> None:
    certificate = judged(audience=audience).certificate
    assert certificate.method == "logit_sequential"
    assert certificate.solved == DRAWS * len(bundled().scenario.plans)
    assert certificate.unsolved == 0
    assert 0 <= certificate.max_gain <= 1e-6
    assert 0 <= certificate.belief_error <= 1e-9
    assert 0 <= certificate.interpreter_error <= 1e-9


def test_the_case_has_the_size_that_was_promised() -> None:
    scenario = bundled().scenario
    plays = judged(audience=True).plays
    assert [play.plan for play in plays] == [plan.id for plan in scenario.plans]
    assert min(play.information_sets for play in plays) >= 50
    assert all(len(play.infosets) == play.information_sets for play in plays)
    assert len(scenario.claims) >= 20
    assert [claim.id for claim in scenario.claims if not (claim.supports or claim.against)] == []
    private = {actor.id for actor in scenario.actors if len(actor.types) >= 2}
    assert {"prc", "us"} <= private


def test_answering_second_gains_where_an_audience_judges() -> None:
    gain = gain_from_answering_second(judged(audience=True))
    assert gain.mean > 0
    assert gain.low > 0


def test_without_the_audience_the_gain_from_answering_second_is_gone() -> None:
    scenario = bundled().scenario
    without = remove(scenario, "audience", id="world")
    assert not any(actor.audience for actor in without.actors)
    assert considerations_of(without) < considerations_of(scenario)
    gain = gain_from_answering_second(judged(audience=False))
    assert gain.low <= 0 <= gain.high
    assert abs(gain.mean) <= 1e-9


def test_the_gain_is_not_lost_in_the_noise_but_by_the_audience() -> None:
    """The other comparisons do not vanish, so the game without the audience is still a game about something."""
    comparisons = judged(audience=False).verdict.comparisons
    assert any(item.left_better > 0.5 or item.right_better > 0.5 for item in comparisons)
