"""Different ways of looking for equilibria agree: branches, pure profiles and vertices of the table of plans."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from foedus.games import edge_weights, read_nfg, terminal_distribution
from foedus.solve import (
    certify_sequential,
    enumerate_pure_sequential,
    multistart_sequential,
    payoff_ranges,
    reduced_strategic_form,
    same_play,
    vertex_enumeration_nash,
)
from support.trees import tree, with_random_payoffs


def at_once(sizes, seed):
    """Return a game of one simultaneous move with payoffs 0 to 6."""
    payoffs = np.random.default_rng(seed).integers(0, 7, size=int(np.prod(sizes)) * len(sizes))
    names = " ".join(f'"{player}"' for player in "ABC"[: len(sizes)])
    moves = " ".join("{ " + " ".join(f'"{move}"' for move in range(size)) + " }" for size in sizes)
    return read_nfg(f'NFG 1 R "" {{ {names} }} {{ {moves} }} ' + " ".join(map(str, payoffs.tolist())))


def entry(rng):
    """Return a game in which a move is half seen: two moves look alike to the other, a third ends the game."""
    replies = [("B", "after", [((), None), ((), None)]) for _ in range(2)]
    root = ("A", "first", [((), replies[0]), ((), replies[1]), ((), None)])
    return with_random_payoffs(*tree(["A", "B"], root), 1, rng)


def gap(game, strategy):
    """Return by how much the chosen actions are better than others, at least, in shares of the range, everywhere."""
    form, column = game.form, game.parameters
    worst = np.inf
    ranges = payoff_ranges(form, column)[:, 0]
    for infoset in range(form.infosets):
        first, last = form.first_action[infoset : infoset + 2]
        for action in range(first, last):
            if strategy[action] == 0:
                other = strategy.copy()
                other[first:last] = 0.0
                other[action] = 1.0
                values = [value(game, one, form.infoset_player[infoset]) for one in (strategy, other)]
                worst = min(worst, (values[0] - values[1]) / max(ranges[form.infoset_player[infoset]], 1e-300))
    return worst


def value(game, strategy, player):
    table = game.form.payoffs.evaluate(game.parameters).reshape(len(game.form.child), -1)[:, player]
    weights = edge_weights(game.form, game.parameters, strategy=strategy[:, None])[:, 0]
    total = np.zeros(game.form.nodes)
    for node in reversed(range(game.form.nodes)):
        edges = slice(game.form.first_edge[node], game.form.first_edge[node + 1])
        total[node] = weights[edges] @ (table[edges] + total[game.form.child[edges]])
    return total[0]


@given(st.sampled_from([(2, 2), (3, 2), (3, 3), (2, 2, 2)]), st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_every_strict_pure_equilibrium_is_found_from_a_start_near_it(sizes, seed):
    # Near it: with mistakes of a hundredth the strict choices are still the best, and grow better as mistakes fade.
    game = at_once(sizes, seed)
    strict = [one for one in enumerate_pure_sequential(game.form, game.parameters) if gap(game, one.strategy) > 0.1]
    found = multistart_sequential(game.form, game.parameters, starts=64, rng=np.random.default_rng(seed))
    for one in strict:
        assert one.consistent
        assert any(same_play(game.form, game.parameters, one.strategy, other.strategy) for other in found.equilibria)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_sequential_equilibria_lead_where_nash_equilibria_of_the_table_do(seed):
    rng = np.random.default_rng(seed)
    form, parameters = entry(rng)
    table = reduced_strategic_form(form, parameters)
    every = vertex_enumeration_nash(table.payoffs[0, :, :, 0], table.payoffs[1, :, :, 0])
    strategies = table.behaviour_strategy(
        every.row_strategies[every.pairs[:, 0]].T, every.column_strategies[every.pairs[:, 1]].T
    )
    same = np.repeat(parameters, strategies.shape[1], axis=1)
    listed = np.array(list(terminal_distribution(form, edge_weights(form, same, strategy=strategies)).values()))
    found = multistart_sequential(form, parameters, starts=16, rng=rng)
    assume(found.equilibria)
    for one in found.equilibria:
        ends = terminal_distribution(form, edge_weights(form, parameters, strategy=one.strategy[:, None]))
        ours = np.array(list(ends.values()))
        assert np.abs(listed - ours).max(axis=0).min() < 1e-4


@given(st.sampled_from([(2, 2), (3, 2), (2, 3), (3, 3)]), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_pure_equilibria_are_the_pure_ones_among_all(sizes, seed):
    game = at_once(sizes, seed)
    table = reduced_strategic_form(game.form, game.parameters)
    every = vertex_enumeration_nash(table.payoffs[0, :, :, 0], table.payoffs[1, :, :, 0])
    listed = np.hstack([every.row_strategies[every.pairs[:, 0]], every.column_strategies[every.pairs[:, 1]]])
    pure = {tuple(one) for one in listed.tolist() if set(one) <= {0.0, 1.0}}
    ours = {tuple(one.strategy.tolist()) for one in enumerate_pure_sequential(game.form, game.parameters)}
    assert ours == pure
    for one in pure:
        log_strategy = np.where(np.array(one) > 0, 0.0, -50.0)[:, None]
        assert certify_sequential(game.form, game.parameters, log_strategy).max_gain[0] < 1e-9
