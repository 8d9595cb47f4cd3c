"""A public tree and the information-set tree of the same game say the same, whatever the game and the play."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.games import (
    edge_weights,
    expanded,
    expanded_parameters,
    expected_payoffs,
    public_payoffs,
    public_ranges,
    public_view,
)
from foedus.solve import (
    beliefs,
    best_response_gains,
    certify_sequential,
    certify_sequential_public,
    cfr_plus_zero_sum,
    payoff_ranges,
    public_beliefs,
    public_best_response_gains,
    sequence_form_zero_sum,
)
from foedus.solve._kernels import _cfr_plus_numba, _cfr_plus_numpy
from foedus.solve._public_layout import cfr_state, public_games
from support.public_trees import random_play, random_public_tree

seeds = st.integers(0, 2**32 - 1)
EXACT = {"rtol": 1e-9, "atol": 1e-10}


@given(seeds, st.integers(1, 3), st.booleans(), st.booleans(), st.sampled_from([1.0, 400.0]))
@settings(max_examples=60, deadline=None)
def test_gains_payoffs_and_ranges_are_those_of_the_tree_with_information_sets(
    seed, players, independent, hidden, sharp
):
    rng = np.random.default_rng(seed)
    tree, parameters = random_public_tree(rng, players=players, independent=independent, hidden=hidden)
    play = random_play(tree, 2, rng, sharp=sharp)
    view, numbers = expanded(tree), expanded_parameters(tree, parameters)
    form_play = view.to_form(play)
    here = certify_sequential_public(tree, parameters, play)
    there = certify_sequential(view.form, numbers, form_play)
    np.testing.assert_allclose(here.gain, there.gain[view.infoset], **EXACT)
    np.testing.assert_allclose(here.max_gain, there.max_gain, **EXACT)
    assert here.belief_error.max() < 1e-12
    strategy = np.exp(play)
    for row in range(1 + players):
        weights = edge_weights(view.form, numbers, strategy=np.exp(form_play), row=row)
        expected = expected_payoffs(view.form, numbers, weights)
        np.testing.assert_allclose(public_payoffs(tree, parameters, strategy, row=row), expected, **EXACT)
    gains = best_response_gains(view.form, numbers, np.exp(form_play))
    np.testing.assert_allclose(public_best_response_gains(tree, parameters, strategy), gains, **EXACT)
    low, high = public_ranges(tree, parameters)
    np.testing.assert_allclose((high - low)[:players], payoff_ranges(view.form, numbers), **EXACT)


@given(seeds, st.booleans(), st.booleans())
@settings(max_examples=30, deadline=None)
def test_beliefs_are_those_of_the_tree_with_information_sets(seed, independent, hidden):
    rng = np.random.default_rng(seed)
    tree, parameters = random_public_tree(rng, players=3, independent=independent, hidden=hidden)
    play = random_play(tree, 2, rng)
    view, numbers = expanded(tree), expanded_parameters(tree, parameters)
    node_beliefs = beliefs(view.form, numbers, view.to_form(play))
    dealt = np.flatnonzero(tree.possible)
    for node in np.flatnonzero(tree.owner >= 0):
        player = int(tree.owner[node])
        found = public_beliefs(tree, parameters, play, player=player)[node]
        others = [one for one in range(3) if one != player]
        for copy, combination in enumerate(dealt):
            kinds = [int(tree.combination_types(one)[combination]) for one in range(3)]
            place = kinds[others[0]] * int(tree.types[others[1]]) + kinds[others[1]]
            own = kinds[player] if len(found) > 1 else 0
            if (tree.seen_as == tree.seen_as[node]).sum() == 1:  # beliefs at a node are those at its information set
                np.testing.assert_allclose(found[own, place], node_beliefs[1 + copy * tree.nodes + node], **EXACT)


@given(seeds, st.integers(1, 3), st.booleans(), st.booleans())
@settings(max_examples=40, deadline=None)
def test_the_public_tree_of_a_tree_written_out_is_the_same_game(seed, players, independent, hidden):
    rng = np.random.default_rng(seed)
    tree, parameters = random_public_tree(rng, players=players, independent=independent, hidden=hidden)
    view, numbers = expanded(tree), expanded_parameters(tree, parameters)
    again = public_view(view.form)
    assert again.tree.types.tolist() == tree.types.tolist()
    assert again.tree.owner.tolist() == tree.owner.tolist()
    assert again.tree.first_child.tolist() == tree.first_child.tolist()
    assert sorted(again.action.tolist()) == list(range(view.form.actions))
    assert sorted(again.infoset.tolist()) == list(range(view.form.infosets))
    form_play = view.to_form(random_play(tree, 2, rng))
    play = again.to_public(form_play)
    np.testing.assert_array_equal(again.to_form(play), form_play)
    here = certify_sequential_public(again.tree, numbers, play)
    there = certify_sequential(view.form, numbers, form_play)
    np.testing.assert_allclose(here.gain, there.gain[again.infoset], **EXACT)
    np.testing.assert_allclose(
        public_payoffs(again.tree, numbers, np.exp(play)),
        public_payoffs(tree, parameters, np.exp(view.to_public(form_play))),
        **EXACT,
    )


@given(seeds, st.booleans(), st.booleans())
@settings(max_examples=25, deadline=None)
def test_the_kernels_of_cfr_agree_with_numpy(seed, independent, hidden):
    rng = np.random.default_rng(seed)
    tree, parameters = random_public_tree(rng, independent=independent, hidden=hidden, zero_sum=True, draws=1)
    game = next(public_games(tree, parameters))
    strategy = np.exp(random_play(tree, 1, rng)[:, 0])
    regret = 10 + rng.random(tree.entries)  # so that no information set is without: play jumps there
    states = []
    for kernel in (_cfr_plus_numba, _cfr_plus_numpy):
        state = cfr_state(tree)
        reached, valued = (state.first_reach, state.second_reach), (state.first_value, state.second_value)
        worth = []
        for player in range(2):
            kernel.descend(game, 1 - player, strategy, reached[1 - player])
            kernel.pay(game, player, reached[1 - player], valued[player])
            worth.append(kernel.best_reply(game, player, reached[1 - player], valued[player]))
        state.strategy[:], state.regret[:] = strategy, regret
        kernel.iterate(game, state, 4, 2)
        after = [array.copy() for name, array in state._asdict().items() if name != "change"]
        shares = np.empty(tree.entries)
        kernel.normalise(game, tree.types, state.average, shares)
        best = np.empty(tree.entries)
        assert kernel.run(game, state, tree.types, 2, -np.inf, 5, best) == 5
        state.regret[:] = 0
        kernel.normalise(game, tree.types, state.regret, state.strategy)
        first = kernel.best_replies(game, state, state.strategy)
        assert kernel.best_replies(game, state, best) <= first + 1e-9
        states.append((*after, shares, np.array([first]), np.array(worth)))
    for fast, slow in zip(*states, strict=True):
        np.testing.assert_allclose(fast, slow, **EXACT)
    log_strategy = np.log(strategy)[:, None]
    gains = public_best_response_gains(tree, parameters, np.exp(log_strategy))[:, 0]
    values = public_payoffs(tree, parameters, np.exp(log_strategy))[:, 0]
    np.testing.assert_allclose(states[0][-1], values + gains, **EXACT)


@given(seeds, st.booleans(), st.booleans())
@settings(max_examples=20, deadline=None)
def test_the_value_is_that_of_the_linear_program(seed, independent, hidden):
    rng = np.random.default_rng(seed)
    tree, parameters = random_public_tree(rng, independent=independent, hidden=hidden, zero_sum=True, draws=1)
    result = cfr_plus_zero_sum(tree, parameters, tolerance=1e-6)
    exact = sequence_form_zero_sum(expanded(tree).form, expanded_parameters(tree, parameters))
    assert (result.gains >= -1e-12).all()
    assert result.gains.sum() <= 1e-6 * max(result.spread[0], 1e-9)
    assert np.abs(result.values - exact.values).max() <= result.gains.sum() + 1e-8
