"""The compiled game and the interpreter, which share nothing but the model, say the same of every scenario.

For random scenarios and random completely mixed profiles: the same information sets with the same moves in the same
order, the same probability of every outcome and the same expected payoffs, to rounding.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.casebook import case_directory, slugs
from foedus.compiler import CompiledGame, compile_game
from foedus.games import ExtensiveForm
from foedus.scenario import Scenario, expected_payoffs, outcome_distribution, read_scenario
from support.flat_play import draw_moves, draw_numbers, met, play, play_by_games
from support.nasty import REPORT_IN_A_GROUP, nasty_scenarios
from support.scenarios import SAMPLES, read, scenarios

EXACT = 1e-12


class _Numbers(dict[tuple[str, ...], float]):
    """What a draw fixes; utilities and weights of actors who never move are not in a game and count nothing here."""

    def __missing__(self, key: tuple[str, ...]) -> float:
        if key[0] in ("utility", "weight"):
            return 0.0
        raise KeyError(key)


def agree(scenario: Scenario, plan: str, seed: int) -> None:
    """Fail where the compiled game of *plan*, as a tree or as merged states, and the interpreter differ."""
    game = compile_game(scenario, plan)
    same(game, seed)
    if not isinstance(game.form, ExtensiveForm):
        same(compile_game(scenario, plan, merged=False), seed)


def same(game: CompiledGame, seed: int) -> None:
    scenario, plan = game.scenario, game.plan
    rng = random.Random(seed)  # noqa: S311 - a test's own dice
    drawn = draw_numbers(game, rng)
    moves = draw_moves(game, rng)
    found = play(game, drawn, moves)

    numbers = _Numbers({(parameter.kind, *parameter.keys): value for parameter, value in drawn.items()})
    profile = {key: moves[number] for key, number in met(game).items()}
    outcomes = outcome_distribution(scenario, plan, numbers=numbers, profile=profile)
    assert {name: found.outcomes.get(name, 0.0) for name in outcomes} == pytest.approx(outcomes, abs=EXACT, rel=0)
    payoffs = expected_payoffs(scenario, plan, numbers=numbers, profile=profile)
    assert found.payoffs == pytest.approx({name: payoffs[name] for name in found.payoffs}, abs=EXACT, rel=0)
    if isinstance(game.form, ExtensiveForm):
        by_games = play_by_games(game, drawn, moves)
        assert by_games.outcomes == pytest.approx(found.outcomes, abs=EXACT, rel=0)
        assert by_games.payoffs == pytest.approx(found.payoffs, abs=EXACT, rel=0)


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_agree(name: str) -> None:
    scenario = read(SAMPLES[name])
    for plan in scenario.plans:
        agree(scenario, plan.id, 0)


def test_report_in_a_group_is_counted_with_what_the_group_brings_about() -> None:
    agree(read(REPORT_IN_A_GROUP), "one", 0)


@pytest.mark.parametrize("slug", slugs())
def test_bundled_cases_agree(slug: str) -> None:
    # The last plan only: going through every play of every plan would take minutes.
    data = (case_directory(slug) / "case.yaml").read_bytes()
    scenario, _ = read_scenario(data, file="case.yaml")
    assert scenario is not None
    agree(scenario, scenario.plans[-1].id, 0)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(scenario=scenarios(), seed=st.integers(0, 2**32))
def test_small_scenarios_agree(scenario: Scenario, seed: int) -> None:
    for plan in scenario.plans:
        agree(scenario, plan.id, seed)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(scenario=nasty_scenarios(), seed=st.integers(0, 2**32))
def test_scenarios_made_to_be_misread_agree(scenario: Scenario, seed: int) -> None:
    for plan in scenario.plans:
        agree(scenario, plan.id, seed)
