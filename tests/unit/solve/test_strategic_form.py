"""Reduced plans: as many as can be counted by hand, paid as the tree pays, mixtures played back as behaviour."""

import numpy as np
import pytest

from foedus.games import edge_weights, expected_payoffs, read_efg
from foedus.solve import reduced_strategic_form
from support.efg_games import efg_text, kuhn
from support.trees import tree


def test_kuhn_poker_has_the_plans_counted_by_hand():
    # The first player has bet, check and fold, check and call for each of three cards; the second two times two.
    game = read_efg(efg_text(["Ann", "Bob"], kuhn()))
    table = reduced_strategic_form(game.form, game.parameters)
    assert table.payoffs.shape == (2, 27, 64, 1)
    assert [len(np.unique(plans, axis=0)) for plans in table.plans] == [27, 64]


def test_mixtures_pay_on_the_tree_what_the_table_says():
    game = read_efg(efg_text(["Ann", "Bob"], kuhn()))
    table = reduced_strategic_form(game.form, game.parameters)
    rng = np.random.default_rng(0)
    x, y = rng.dirichlet(np.ones(27), 5).T, rng.dirichlet(np.ones(64), 5).T
    played = table.behaviour_strategy(x, y)
    parameters = np.repeat(game.parameters, 5, axis=1)
    paid = expected_payoffs(game.form, parameters, edge_weights(game.form, parameters, strategy=played))
    assert paid == pytest.approx(np.einsum("prc,rd,cd->pd", table.payoffs[..., 0], x, y), abs=1e-12)


def test_a_report_that_nobody_sees_is_paid_and_forgotten():
    reply = ("B", "b", [((2, 0), None), ((0, 2), None)])
    form, parameters = tree(["A", "B"], ("A", "report", [((-1, 0), reply), ((-3, 1), reply)]))
    table = reduced_strategic_form(form, parameters)
    assert table.payoffs[..., 0].tolist() == [[[1, -1], [-1, -3]], [[0, 2], [1, 3]]]


@pytest.mark.parametrize(
    ("players", "root", "match"),
    [
        (["A", "B", "C"], ("A", "a", [((1, 0, 0), None)]), "two players"),
        (["A", "B"], ("A", "a", [((), ("A", "b", [((), None)] * 2)), ((), ("A", "b", [((), None)] * 2))]), "forgets"),
    ],
)
def test_games_of_another_kind_are_refused(players, root, match):
    form, parameters = tree(players, root)
    with pytest.raises(ValueError, match=match):
        reduced_strategic_form(form, parameters)


def test_a_table_that_is_too_large_is_refused_before_it_is_written():
    sets = [("A", f"a{place}", [((), None), ((), None)]) for place in range(200)]
    form, parameters = tree(["A", "B"], ("chance", [(1 / 200, (), one) for one in sets]))
    with pytest.raises(ValueError, match=r"some 10\^60 by 1 plans"):
        reduced_strategic_form(form, parameters)
