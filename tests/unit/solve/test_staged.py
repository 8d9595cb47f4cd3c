"""Staged games against the same game written out, against every play, and against formulas."""

import numpy as np
import pytest

from foedus.games import expected_payoffs, read_efg, unrolled, unrolled_parameters, write_efg
from foedus.solve import (
    backward_subgame_perfect,
    backward_subgame_perfect_staged,
    certify_subgame_perfect,
    certify_subgame_perfect_staged,
    policies_from_the_last_round,
)
from foedus.solve._kernels import _staged_numba, _staged_numpy
from foedus.solve._staged import ending_values
from foedus.solve._staged_layout import staged_layout
from support.staged import by_every_play, random_staged, trigger

KINDS = [
    pytest.param({}, id="two players"),
    pytest.param({"players": 1}, id="one player"),
    pytest.param({"players": 3, "states": 20}, id="three players"),
    pytest.param({"ties": True}, id="ties"),
    pytest.param({"ties": True, "players": 3, "discounted": False}, id="ties undiscounted"),
    pytest.param({"final": False, "states": 25, "starts": 7}, id="larger"),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rounds", [1, 2, 5])
def test_it_agrees_with_the_game_written_out(kind, rounds):
    for seed in range(8):
        graph, draw = random_staged(np.random.default_rng(seed), **kind)
        parameters = draw(5)
        result = backward_subgame_perfect_staged(graph, parameters, rounds=rounds)
        flat, numbers = unrolled(graph, rounds=rounds), unrolled_parameters(graph, parameters, rounds=rounds)
        written_out = backward_subgame_perfect(flat, numbers)
        assert result.initial_values == pytest.approx(written_out.values, abs=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_it_agrees_with_going_through_every_play(kind):
    for seed in range(8):
        graph, draw = random_staged(np.random.default_rng(seed), **kind)
        parameters = draw(3)
        for rounds in (1, 2, 3):
            result = backward_subgame_perfect_staged(graph, parameters, rounds=rounds)
            for column in range(3):
                expected = by_every_play(graph, parameters[:, column : column + 1], rounds=rounds)
                assert result.initial_values[:, column] == pytest.approx(expected, abs=1e-12)


def test_it_agrees_with_the_tree_of_an_efg_file():
    graph, draw = random_staged(np.random.default_rng(3), states=8, starts=3)
    parameters = draw(1)
    for rounds in (1, 2, 3):
        numbers = unrolled_parameters(graph, parameters, rounds=rounds)
        game = read_efg(write_efg(unrolled(graph, rounds=rounds), numbers))
        assert game.form.infosets == (game.form.owner >= 0).sum()
        result = backward_subgame_perfect_staged(graph, parameters, rounds=rounds)
        assert result.initial_values[:, 0] == pytest.approx(_tree_values(game, 0), abs=1e-9)


def _tree_values(game, node):
    form = game.form
    edges = range(form.first_edge[node], form.first_edge[node + 1])
    if not edges:
        return np.zeros(len(form.players))
    paid = form.payoffs.evaluate(game.parameters).reshape(len(form.child), len(form.players))
    each = np.array([paid[edge] + _tree_values(game, form.child[edge]) for edge in edges])
    if form.owner[node] < 0:
        return game.parameters[form.probability[0, edges], 0] @ each
    own = each[:, form.owner[node]]
    best = own >= own.max() - 1e-9
    return each[best].mean(axis=0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("rounds", "kept"), [(1, 0), (1, 1), (7, 2), (300, 0), (300, 3)])
def test_the_compiled_kernel_says_what_plain_numpy_says(kind, rounds, kept):
    for seed in range(3):
        graph, draw = random_staged(np.random.default_rng(seed), **kind)
        parameters = draw(37)
        layout = staged_layout(graph)
        ending = ending_values(graph, parameters)
        ending = ending[layout.solved] if len(layout.solved) else ending
        found = []
        for kernel in (_staged_numba, _staged_numpy):
            value = np.full((len(layout.solved), len(graph.players), 37), np.nan)
            trace = np.full((kept, *value.shape), np.nan)
            ties, period, computed = np.zeros(37, np.int64), np.zeros(37, np.int64), np.full(37, rounds, np.int64)
            kernel.induce_staged(
                *layout[:-1], parameters, ending, rounds, 1e-12, 0, 37, value, trace, ties, computed, period
            )
            found.append((value, trace, ties, computed, period))
        for compiled, plain in zip(*found, strict=True):
            assert np.array_equal(compiled, plain)


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_do_not_depend_on_how_the_draws_are_split(kind):
    graph, draw = random_staged(np.random.default_rng(1), **kind)
    parameters = draw(203)
    whole = backward_subgame_perfect_staged(graph, parameters, rounds=400, policy_rounds=2)
    for threads in (2, 8):
        same(whole, backward_subgame_perfect_staged(graph, parameters, rounds=400, policy_rounds=2, threads=threads))
    for shards in (2, 8, 203):
        pieces = [
            backward_subgame_perfect_staged(graph, parameters[:, piece], rounds=400, policy_rounds=2)
            for piece in np.array_split(np.arange(203), shards)
        ]
        for name in ("values", "strategy", "ties", "computed", "period"):
            joined = np.concatenate([getattr(piece, name) for piece in pieces], axis=-1)
            assert joined.tobytes() == getattr(whole, name).tobytes()


def same(one, other):
    for name in ("values", "strategy", "ties", "computed", "period"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes()


@pytest.mark.parametrize("kind", [*KINDS[:4], KINDS[5]])
def test_leaving_out_rounds_changes_nothing(kind):
    left_out = 0
    for seed in range(5):
        graph, draw = random_staged(np.random.default_rng(seed), **kind)
        parameters = draw(4)
        rounds = 900
        short = backward_subgame_perfect_staged(graph, parameters, rounds=rounds)
        honest = backward_subgame_perfect_staged(graph, parameters, rounds=rounds, policy_rounds=rounds)
        assert honest.computed.tolist() == [rounds] * 4  # every round is wanted, so every round is computed
        assert np.array_equal(short.values, honest.values, equal_nan=True)
        assert short.ties.tolist() == honest.ties.tolist()
        left_out += int((short.computed < rounds).sum())
    assert left_out > 0


def test_a_cycle_of_two_rounds_is_recognised():
    # A factor of -1 is no discount, but turns the values round every time: v, 0, v, 0, ... or the like.
    graph, draw = random_staged(np.random.default_rng(0), players=1, starts=1, states=1, final=False)
    parameters = draw(1)
    parameters[graph.discount] = -1.0
    even = backward_subgame_perfect_staged(graph, parameters, rounds=100_000)
    odd = backward_subgame_perfect_staged(graph, parameters, rounds=100_001)
    for rounds, result in ((4, even), (5, odd)):
        few = backward_subgame_perfect_staged(graph, parameters, rounds=rounds)
        assert result.initial_values.tolist() == few.initial_values.tolist()
        assert int(result.computed[0]) < 60


@pytest.mark.parametrize("kind", KINDS)
def test_the_certificate_finds_no_gain_and_the_same_values(kind):
    for seed in range(4):
        graph, draw = random_staged(np.random.default_rng(seed), **kind)
        parameters = draw(3)
        for rounds in (1, 6, 500):
            result = backward_subgame_perfect_staged(graph, parameters, rounds=rounds)
            policies = policies_from_the_last_round(graph, parameters, rounds=rounds)
            found = certify_subgame_perfect_staged(graph, parameters, policies=policies)
            assert found.rounds == rounds
            assert found.max_gain.max() <= 1e-9
            assert found.error.max() <= 1e-12
            assert found.values[graph.initial] == pytest.approx(result.initial_values, rel=1e-12, abs=1e-9)


def test_the_certificate_agrees_with_that_of_the_game_written_out():
    rounds = 3
    for seed in range(10):
        rng = np.random.default_rng(seed)
        graph, draw = random_staged(rng)
        parameters = draw(3)
        policies = [random_policy(graph, parameters, rng) for _ in range(rounds)]
        found = certify_subgame_perfect_staged(graph, parameters, policies=policies[::-1])
        flat, numbers = unrolled(graph, rounds=rounds), unrolled_parameters(graph, parameters, rounds=rounds)
        strategy = np.zeros((len(flat.child), 3))
        factor = np.ones(flat.nodes)
        for node, (state, when) in enumerate(label[:-1].split(" (") for label in flat.state_labels):
            if when != "end":
                own = slice(graph.first_edge[int(state)], graph.first_edge[int(state) + 1])
                strategy[flat.first_edge[node] : flat.first_edge[node + 1]] = policies[int(when) - 1][own]
                factor[node] = 0.9 ** (int(when) - 1)
        assert found.values[graph.initial] == pytest.approx(expected_payoffs(flat, numbers, strategy), abs=1e-12)
        # Written out, gains are discounted, and states met in later rounds only are missing from the first ones.
        gains = (certify_subgame_perfect(flat, numbers, strategy).gain / factor[:, None]).max(axis=0)
        assert (found.max_gain >= gains - 1e-12).all()


def random_policy(graph, parameters, rng):
    policy = np.zeros((len(graph.child), parameters.shape[1]))
    for state in range(graph.nodes):
        edges = slice(graph.first_edge[state], graph.first_edge[state + 1])
        raw = rng.random(policy[edges].shape) + 0.01
        policy[edges] = raw / raw.sum(axis=0)
        if graph.owner[state] < 0:
            policy[edges] = parameters[graph.probability[edges]]
    return policy


def test_the_certificate_is_that_of_the_game_written_out_where_every_state_is_met_at_once():
    rng = np.random.default_rng(0)
    graph, draw = random_staged(rng, starts=1, states=10, discounted=False)
    parameters = draw(4)
    policy = random_policy(graph, parameters, rng)
    found = certify_subgame_perfect_staged(graph, parameters, policies=[policy] * 3)
    flat, numbers = unrolled(graph, rounds=3), unrolled_parameters(graph, parameters, rounds=3)
    own = [int(label.split(" (")[0]) for label in flat.state_labels if not label.endswith("(end)")]
    strategy = np.concatenate([policy[graph.first_edge[state] : graph.first_edge[state + 1]] for state in own])
    gain = certify_subgame_perfect(flat, numbers, strategy).max_gain
    assert gain.min() > 0.01
    assert found.max_gain == pytest.approx(gain, abs=1e-12)


def test_the_certificate_sees_one_bad_move_in_a_late_round():
    graph = trigger(1)
    parameters = np.array([[1.0], [4.0], [0.5]])
    good = list(policies_from_the_last_round(graph, parameters, rounds=3))
    assert certify_subgame_perfect_staged(graph, parameters, policies=good).max_gain[0] == 0
    bad = [policy.copy() for policy in good]
    bad[-1][:2] = [[1.0], [0.0]]  # violate in the first round: 1 - 4 * 0.5
    assert certify_subgame_perfect_staged(graph, parameters, policies=bad).max_gain[0] == pytest.approx(1.0)


@pytest.mark.parametrize("rounds", [40, 100])
def test_policies_from_the_last_round_are_those_of_the_result(rounds):
    graph, draw = random_staged(np.random.default_rng(2))
    parameters = draw(2)
    whole = backward_subgame_perfect_staged(graph, parameters, rounds=rounds, policy_rounds=rounds).strategy
    for policy, expected in zip(
        policies_from_the_last_round(graph, parameters, rounds=rounds), whole[::-1], strict=True
    ):
        assert np.array_equal(policy, expected, equal_nan=True)


def test_misuse_is_told():
    graph, draw = random_staged(np.random.default_rng(2))
    parameters = draw(2)
    with pytest.raises(ValueError, match="expected \\(10, draws\\)"):
        backward_subgame_perfect_staged(graph, parameters[1:], rounds=1)
    with pytest.raises(ValueError, match="rounds is 0"):
        backward_subgame_perfect_staged(graph, parameters, rounds=0)
    with pytest.raises(ValueError, match="there are 2 rounds"):
        backward_subgame_perfect_staged(graph, parameters, rounds=2, policy_rounds=3)
    with pytest.raises(ValueError, match="finite"):
        backward_subgame_perfect_staged(graph, np.full_like(parameters, np.nan), rounds=2)


def test_no_draws_give_no_numbers():
    graph, draw = random_staged(np.random.default_rng(2))
    assert backward_subgame_perfect_staged(graph, draw(0), rounds=3).initial_values.shape == (2, 0)
