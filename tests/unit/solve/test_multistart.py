"""Many branches of one game: what they lead to, how it is told apart, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.games import read_efg, read_nfg
from foedus.solve import (
    certify_sequential,
    logit_sequential,
    max_gain_share,
    multistart_sequential,
    payoff_ranges,
    reduced_strategic_form,
    same_play,
    vertex_enumeration_nash,
)
from support.efg_games import efg_text, kuhn, spread
from support.trees import tree, with_random_payoffs

SEXES = 'NFG 1 R "sexes" { "A" "B" } { { "x" "y" } { "x" "y" } } 2 1 0 0 0 0 1 2'


def solved(game, starts=64, seed=0):
    return multistart_sequential(game.form, game.parameters, starts=starts, rng=np.random.default_rng(seed))


def test_the_principal_one_comes_first_and_every_start_is_accounted_for():
    game = read_nfg('NFG 1 R "chicken" { "A" "B" } { { "dare" "yield" } { "dare" "yield" } } 0 0 1 3 3 1 2 2')
    found = solved(game, starts=40)
    first = found.equilibria[0]
    assert first.principal
    assert first.first_start == "uniform"
    assert first.strategy == pytest.approx(logit_sequential(game.form, game.parameters).strategy[:, 0], abs=1e-9)
    assert sum(one.found for one in found.equilibria) + found.lost == found.starts == 40
    assert len(found.equilibria) == 3
    assert [one.principal for one in found.equilibria] == [True, False, False]


def test_the_same_seed_gives_the_same_answer():
    game = read_nfg(SEXES)
    one, other = (solved(game, seed=3) for _ in range(2))
    assert [(a.found, a.strategy.tolist()) for a in one.equilibria] == [
        (b.found, b.strategy.tolist()) for b in other.equilibria
    ]


def test_what_is_done_where_play_never_comes_is_counted_apart():
    # Who moves second is indifferent after "in", which is never played: one equilibrium, met in many ways.
    text = """EFG 2 R "" { "A" "B" } p "" 1 1 "a" { "out" "in" } 0 t "" 1 "" { 5 0 }
    p "" 2 1 "b" { "left" "right" } 0 t "" 2 "" { 0 1 } t "" 3 "" { 1 1 }"""
    (one,) = solved(read_efg(text)).equilibria
    assert one.found == 64
    assert one.off_path > 5
    assert one.strategy[:2] == pytest.approx([1, 0], abs=1e-6)


def test_play_is_the_same_only_where_it_comes():
    text = """EFG 2 R "" { "A" "B" } p "" 1 1 "a" { "out" "in" } 0 t "" 1 "" { 5 0 }
    p "" 2 1 "b" { "left" "right" } 0 t "" 2 "" { 0 1 } t "" 3 "" { 1 1 }"""
    game = read_efg(text)
    out, other = np.array([1.0, 0.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.0, 1.0])
    assert same_play(game.form, game.parameters, out, other)
    assert not same_play(game.form, game.parameters, out[[1, 0, 2, 3]], other[[1, 0, 2, 3]])
    assert not same_play(game.form, game.parameters, out, out[[1, 0, 2, 3]])


def test_the_family_of_equilibria_of_kuhn_poker_shows_with_one_value():
    game = read_efg(efg_text(["Ann", "Bob"], kuhn()))
    found = solved(game, starts=24)
    assert len(found.equilibria) > 10
    for one in found.equilibria:
        assert one.payoffs == pytest.approx([-1 / 18, 1 / 18], abs=1e-6)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_each_end_is_certified_anew(seed):
    rng = np.random.default_rng(seed)
    replies = [("B", "after", [((), None), ((), None)]) for _ in range(2)]
    root = ("A", "first", [((), replies[0]), ((), replies[1]), ((), None)])
    form, parameters = with_random_payoffs(*tree(["A", "B"], root), 1, rng)
    found = multistart_sequential(form, parameters, starts=12, rng=rng)
    assert found.lost == 0
    for one in found.equilibria:
        certificate = certify_sequential(form, parameters, one.log_strategy[:, None])
        assert one.max_gain == certificate.max_gain[0]
        assert one.max_gain_share == max_gain_share(form, parameters, certificate)[0] <= 1e-6


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_ends_in_games_of_one_move_each_are_nash_equilibria_of_the_table(seed):
    payoffs = np.random.default_rng(seed).normal(size=(9, 2))
    numbers = " ".join(map(repr, payoffs.ravel().tolist()))
    game = read_nfg(f'NFG 1 R "" {{ "A" "B" }} {{ {{ "a" "b" "c" }} {{ "a" "b" "c" }} }} {numbers}')
    table = reduced_strategic_form(game.form, game.parameters).payoffs[:, :, :, 0]
    every = vertex_enumeration_nash(table[0], table[1])
    listed = np.hstack([every.row_strategies[every.pairs[:, 0]], every.column_strategies[every.pairs[:, 1]]])
    for one in solved(game, starts=24).equilibria:
        assert np.abs(listed - one.strategy).max(axis=1).min() < 1e-4


@pytest.mark.parametrize("scale", [1e-200, 1e-9, 1e9, 1e200])
def test_payoffs_of_any_size_have_the_same_equilibria(scale):
    numbers = np.array([2, 1, 0, 0, 0, 0, 1, 2]) * scale
    game = read_nfg(SEXES.rsplit("}", 1)[0] + "} " + " ".join(map(repr, numbers.tolist())))
    plain = solved(read_nfg(SEXES))
    found = solved(game)
    assert sorted(one.strategy.round(6).tolist() for one in found.equilibria) == sorted(
        one.strategy.round(6).tolist() for one in plain.equilibria
    )


def test_gains_are_measured_against_each_players_own_range():
    # B's stakes are a millionth of A's: what is nothing to A is all to B.
    game = read_nfg('NFG 1 R "" { "A" "B" } { { "x" "y" } { "x" "y" } } 2e9 -1 -3e9 1 -1e9 1 1e9 -2')
    uniform = np.log(np.full((4, 1), 0.5))
    certificate = certify_sequential(game.form, game.parameters, uniform)
    ranges = payoff_ranges(game.form, game.parameters)[:, 0]
    assert ranges.tolist() == [5e9, 3.0]
    assert max_gain_share(game.form, game.parameters, certificate)[0] == pytest.approx(
        max(certificate.gain[0, 0] / 5e9, certificate.gain[1, 0] / 3.0)
    )
    (one,) = solved(game).equilibria
    assert one.max_gain_share <= 1e-6
    # A is indifferent if 5 y = 2 - 2 y, with y the share of x; B if 5 x = 3.
    assert one.strategy == pytest.approx([3 / 5, 2 / 5, 2 / 7, 5 / 7], abs=1e-6)
    assert spread(game) == 5e9


def test_what_cannot_be_meant_is_refused():
    game = read_nfg(SEXES)
    with pytest.raises(ValueError, match="at least one start"):
        multistart_sequential(game.form, game.parameters, starts=0, rng=np.random.default_rng(0))
    two = np.repeat(game.parameters, 2, axis=1)
    with pytest.raises(ValueError, match="expected one draw"):
        multistart_sequential(game.form, two, rng=np.random.default_rng(0))
