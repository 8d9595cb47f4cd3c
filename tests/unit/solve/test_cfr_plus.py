"""What CFR+ promises and refuses on a public tree."""

import numpy as np
import pytest

from foedus.bench import SIZES, draw_crisis, public_crisis_game
from foedus.games import expanded, expanded_parameters, public_view
from foedus.solve import best_response_gains, certify_sequential_public, cfr_plus_zero_sum
from support.public_trees import random_public_tree
from support.trees import tree


def pennies(stake):
    """Matching pennies made together: the first player wins *stake* on heads, 1 on tails."""
    second = [
        ("B", "b", [((stake, -stake), None), ((-1, 1), None)]),
        ("B", "b", [((-1, 1), None), ((1, -1), None)]),
    ]
    form, parameters = tree(["A", "B"], ("A", "a", [((), second[0]), ((), second[1])]))
    return public_view(form).tree, parameters


def test_a_mixed_equilibrium_made_together_is_found():
    game, parameters = pennies(2.0)
    result = cfr_plus_zero_sum(game, parameters, tolerance=1e-6)
    assert result.gains.sum() <= 1e-6 * result.spread[0]
    assert result.strategy[:, 0] == pytest.approx([0.4, 0.6, 0.4, 0.6], abs=1e-3)
    assert result.values[:, 0] == pytest.approx([0.2, -0.2], abs=1e-4)


def test_gains_are_those_of_the_tree_with_information_sets():
    game = public_crisis_game(SIZES["30"], zero_sum=True)
    parameters = draw_crisis(SIZES["30"], draws=3)
    result = cfr_plus_zero_sum(game, parameters, most_iterations=3)
    view = expanded(game)
    there = best_response_gains(view.form, expanded_parameters(game, parameters), view.to_form(result.strategy))
    assert result.gains == pytest.approx(there, abs=1e-12)
    assert (result.iterations == 3).all()
    assert result.max_gain.max() > 1e-6  # three iterations are not enough, and it says so


def test_each_draw_is_solved_as_if_alone():
    game = public_crisis_game(SIZES["30"], zero_sum=True)
    parameters = draw_crisis(SIZES["30"], draws=5)
    together = cfr_plus_zero_sum(game, parameters)
    for draw in range(5):
        alone = cfr_plus_zero_sum(game, parameters[:, draw : draw + 1])
        np.testing.assert_array_equal(alone.strategy[:, 0], together.strategy[:, draw])
        assert alone.iterations[0] == together.iterations[draw]


def test_probabilities_sum_to_one():
    game, parameters = random_public_tree(np.random.default_rng(3), zero_sum=True, hidden=True)
    result = cfr_plus_zero_sum(game, parameters, most_iterations=50)
    certificate = certify_sequential_public(game, parameters, np.log(np.maximum(result.strategy, 1e-300)))
    assert certificate.belief_error.max() < 1e-12


def test_a_game_that_is_not_constant_sum_is_refused_with_its_range():
    game, parameters = public_crisis_game(SIZES["14"]), draw_crisis(SIZES["14"], draws=1)
    with pytest.raises(ValueError, match=r"not constant-sum: together the players get between .* use logit_sequential"):
        cfr_plus_zero_sum(game, parameters)


def test_players_who_disagree_about_chance_are_refused():
    rng = np.random.default_rng(0)
    game, parameters = random_public_tree(rng, independent=True, depth=2)
    assert max(game.types) > 1
    with pytest.raises(ValueError, match="disagree about the probabilities of chance"):
        cfr_plus_zero_sum(game, parameters)


def test_three_players_and_a_wrong_shape_are_refused():
    game, parameters = random_public_tree(np.random.default_rng(0), players=3)
    with pytest.raises(ValueError, match="needs two players; this game has 3"):
        cfr_plus_zero_sum(game, parameters)
    game = public_crisis_game(SIZES["tiny"], zero_sum=True)
    with pytest.raises(ValueError, match=r"expected \(8, draws\)"):
        cfr_plus_zero_sum(game, np.ones((3, 1)))


def test_a_profile_of_the_wrong_shape_is_refused():
    game, parameters = public_crisis_game(SIZES["tiny"]), draw_crisis(SIZES["tiny"], draws=2)
    with pytest.raises(ValueError, match=r"strategy has shape \(3, 2\); expected \(8, 2\)"):
        certify_sequential_public(game, parameters, np.zeros((3, 2)))
    with pytest.raises(ValueError, match=r"parameters has shape \(2, 2\)"):
        certify_sequential_public(game, np.zeros((2, 2)), np.zeros((8, 2)))
