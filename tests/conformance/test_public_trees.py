"""Known answers on public trees: Kuhn poker, the crisis game against the linear program, signalling by hand."""

import numpy as np
import pytest

from foedus.bench import SIZES, CrisisSize, crisis_game, draw_crisis, public_crisis_game
from foedus.games import expanded, expanded_parameters, public_payoffs, public_view, read_efg
from foedus.solve import (
    certify_sequential,
    certify_sequential_public,
    cfr_plus_zero_sum,
    logit_sequential,
    public_beliefs,
    public_best_response_gains,
    public_gain_share,
    sequence_form_zero_sum,
)
from support.efg_games import efg_text, kuhn
from support.trees import tree


def test_kuhn_poker_is_worth_minus_one_eighteenth():
    game = read_efg(efg_text(["Ann", "Bob"], kuhn()))
    view = public_view(game.form)
    result = cfr_plus_zero_sum(view.tree, game.parameters, tolerance=1e-6)
    assert result.gains.sum() <= 1e-6 * result.spread[0]
    assert result.values[:, 0] == pytest.approx([-1 / 18, 1 / 18], abs=4e-6)
    jack_bets = view.to_form(result.strategy)[:, 0]
    first = next(i for i, name in enumerate(game.form.infoset_labels) if name == "0")
    bluff = jack_bets[game.form.first_action[first] + 1]
    assert -1e-3 <= bluff <= 1 / 3 + 1e-3  # Kuhn 1950: the jack is bet at most one time in three


def test_uniform_kuhn_gains_are_as_stated():
    # 11/24 is OpenSpiel's exploitability of uniform play: the mean of the two players' gains.
    game = read_efg(efg_text(["Ann", "Bob"], kuhn()))
    tree = public_view(game.form).tree
    uniform = np.full((tree.entries, 1), 0.5)
    assert public_best_response_gains(tree, game.parameters, uniform).mean() == pytest.approx(11 / 24, abs=1e-12)


@pytest.mark.parametrize("name", ["tiny", "14", "30", "124"])
@pytest.mark.parametrize("spread", [1.0, 20.0])
def test_the_zero_sum_crisis_has_the_value_of_the_linear_program(name, spread):
    tree = public_crisis_game(SIZES[name], zero_sum=True)
    parameters = draw_crisis(SIZES[name], draws=4, spread=spread)
    result = cfr_plus_zero_sum(tree, parameters)
    exact = sequence_form_zero_sum(expanded(tree).form, expanded_parameters(tree, parameters))
    assert (result.max_gain <= 1e-6 * result.spread).all()
    assert result.values == pytest.approx(exact.values, abs=2e-6)


def test_a_sequential_equilibrium_of_the_crisis_game_is_certified_alike():
    form, parameters = crisis_game(SIZES["124"]), draw_crisis(SIZES["124"], draws=3)
    view = public_view(form)
    play = logit_sequential(form, parameters).log_strategy
    there = certify_sequential(form, parameters, play)
    here = certify_sequential_public(view.tree, parameters, view.to_public(play))
    assert here.gain == pytest.approx(there.gain[view.infoset], abs=1e-9)
    assert (public_gain_share(view.tree, parameters, here) <= 1e-6).all()


def test_the_largest_measured_game_is_solved_and_certified():
    tree = public_crisis_game(CrisisSize(types=10, moves=13, signals=2), zero_sum=True)
    assert (tree.infosets, tree.nodes) == (81_910, 24_574)  # 2.46 million nodes with information sets
    result = cfr_plus_zero_sum(tree, draw_crisis(CrisisSize(10, 13, 2), draws=1, spread=1.0))
    assert result.max_gain[0] <= 1e-6 * result.spread[0]


def test_beer_and_quiche_by_hand():
    """Cho and Kreps 1987: both types drink beer, beer is answered by leaving, quiche by a duel."""

    def reply(meal, strong, likes):
        return ("R", meal, [((likes, 0 if strong else 1), None), ((likes + 2, 1 if strong else 0), None)])

    kinds = [
        ("S", name, [((), reply("beer", strong, strong)), ((), reply("quiche", strong, not strong))])
        for name, strong in (("strong", True), ("weak", False))
    ]
    form, parameters = tree(["S", "R"], ("chance", [(0.9, (), kinds[0]), (0.1, (), kinds[1])]))
    view = public_view(form)
    assert view.tree.types.tolist() == [2, 1]
    slip = 1e-9  # quiche is a slip, more likely for the weak, who then are believed to have made it
    sender = [np.array([1 - slip**2, 1 - slip]), np.array([slip**2, slip])]
    answer = [np.array([slip, 1 - slip]), np.array([1 - slip, slip])]
    entries = np.concatenate([*sender, *(part for pair in answer for part in pair[:, None])])
    play = np.log(entries)[:, None]
    certificate = certify_sequential_public(view.tree, parameters, play)
    assert certificate.max_gain[0] <= 1e-8
    assert public_payoffs(view.tree, parameters, np.exp(play))[:, 0] == pytest.approx([0.9 * 3 + 0.1 * 2, 0.9])
    believed = public_beliefs(view.tree, parameters, play, player=1)[:, 0, :, 0]
    assert believed[1] == pytest.approx([0.9, 0.1])
    assert believed[2] == pytest.approx([0, 1], abs=1e-7)
    # Were the slip as likely for both, the receiver would leave after quiche, and the weak would have it: gain 1.
    sender = [np.array([1 - slip, 1 - slip]), np.array([slip, slip])]
    alike = np.log(np.concatenate([*sender, *(part for pair in answer for part in pair[:, None])]))[:, None]
    assert certify_sequential_public(view.tree, parameters, alike).gain[:, 0] == pytest.approx([0, 0, 0, 0.8], abs=1e-7)
