"""The long game of the benchmarks has the sizes its rules say, and the same values as by plays and written out."""

import numpy as np
import pytest

from foedus.bench._staged_game import BASE, draw_staged, staged_game
from foedus.games import CHANCE, unrolled, unrolled_parameters
from foedus.solve import (
    backward_subgame_perfect,
    backward_subgame_perfect_staged,
    certify_subgame_perfect_staged,
    policies_from_the_last_round,
)
from support.staged import by_every_play


def draws(count):
    return draw_staged(count, rng=np.random.default_rng(0))


def test_it_has_72_public_states_and_moves_by_the_rules():
    game = staged_game()
    assert len(game.starts) == 72
    assert (game.owner == CHANCE).sum() == 72
    counts = np.diff(game.first_edge)
    assert counts[game.owner == 1].tolist() == [2] * 72
    # Quiet and away: hold, leave (9 of 12 x 3 states have a third left); incident and away: come back as well.
    assert counts[game.owner == 0].sum() == 36 * (1 + 2) + 27 * 2 + 36 * 2 * 2
    assert game.state_labels[game.starts[game.initial]] == "0/3 left, 0 violations, away, credibility 2"


def test_probabilities_sum_to_one_and_draws_stay_near_the_base():
    game, parameters = staged_game(), draws(1000)
    chance = np.flatnonzero(game.owner == CHANCE)
    for state in chance:
        edges = slice(game.first_edge[state], game.first_edge[state + 1])
        assert parameters[game.probability[edges], 0].sum() == pytest.approx(1.0, abs=1e-15)
    ratio = parameters[: len(BASE)] / np.array(list(BASE.values()))[:, None]
    assert ratio.min() >= 0.5
    assert ratio.max() <= 1.5
    assert ratio.mean() == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_values_are_those_of_going_through_every_play(rounds):
    game, parameters = staged_game(), draws(2)
    result = backward_subgame_perfect_staged(game, parameters, rounds=rounds)
    for draw in range(2):
        expected = by_every_play(game, parameters[:, draw : draw + 1], rounds=rounds)
        assert result.initial_values[:, draw] == pytest.approx(expected, abs=1e-12)


def test_values_are_those_of_the_game_written_out():
    game, parameters = staged_game(), draws(5)
    flat, numbers = unrolled(game, rounds=30), unrolled_parameters(game, parameters, rounds=30)
    result = backward_subgame_perfect_staged(game, parameters, rounds=30)
    assert result.initial_values == pytest.approx(backward_subgame_perfect(flat, numbers).values, abs=1e-10)


def test_a_hundred_thousand_rounds_are_certified():
    game, parameters = staged_game(), draws(2)
    result = backward_subgame_perfect_staged(game, parameters, rounds=100_000)
    policies = policies_from_the_last_round(game, parameters, rounds=100_000)
    found = certify_subgame_perfect_staged(game, parameters, policies=policies)
    assert found.rounds == 100_000
    assert found.max_gain.max() <= 1e-9
    assert found.values[game.initial] == pytest.approx(result.initial_values, abs=1e-9)
    assert result.computed.max() < 3_000
