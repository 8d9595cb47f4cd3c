"""Logit equilibria against closed forms worked by hand and games of the literature."""

import numpy as np
import pytest

from foedus.solve import beliefs, certify_sequential, logit_quantal_response, logit_sequential
from support.trees import tree, with_random_payoffs


def matching_pennies(stake):
    """Player 1 wins *stake* on heads-heads and 1 on tails-tails, else player 2 wins 1 (Ochs 1995, asymmetric)."""
    second = [
        ("B", "b", [((stake, 0), None), ((0, 1), None)]),
        ("B", "b", [((0, 1), None), ((1, 0), None)]),
    ]
    return tree(["A", "B"], ("A", "a", [((), second[0]), ((), second[1])]))


def entry():
    """Selten's entry game: stay out (0, 2); enter and be fought (-1, -1) or accommodated (1, 1)."""
    incumbent = ("I", "i", [((-1, -1), None), ((1, 1), None)])
    return tree(["E", "I"], ("E", "e", [((0, 2), None), ((), incumbent)]))


def selten_horse():
    """Selten 1975, figure 1."""
    left = ("3", "c", [((0, 0, 0), None), ((3, 2, 2), None)])
    right = ("3", "c", [((0, 0, 1), None), ((4, 4, 0), None)])
    two = ("2", "b", [((1, 1, 1), None), ((), right)])
    return tree(["1", "2", "3"], ("1", "a", [((), two), ((), left)]))


def beer_quiche():
    """Cho and Kreps 1987: the strong type (0.9) likes beer, the weak one quiche; each 1, and 2 for no duel."""

    def reply(meal, strong, likes):
        fight = ((likes, 0 if strong else 1), None)
        leave = ((likes + 2, 1 if strong else 0), None)
        return ("R", meal, [fight, leave])

    strong = ("S", "strong", [((), reply("beer", True, 1)), ((), reply("quiche", True, 0))])
    weak = ("S", "weak", [((), reply("beer", False, 0)), ((), reply("quiche", False, 1))])
    return tree(["S", "R"], ("chance", [(0.9, (), strong), (0.1, (), weak)]))


def test_quantal_response_solves_its_own_fixed_point():
    form, parameters = matching_pennies(4.0)
    strategy = logit_quantal_response(form, parameters, at=3.0).strategy[:, 0]
    heads, left = strategy[0], strategy[2]
    gain_a = 4 * left - (1 - left)
    gain_b = (1 - heads) - heads  # expected payoff of b's first action minus the second
    assert heads == pytest.approx(1 / (1 + np.exp(-3.0 * gain_a)), abs=1e-8)
    assert left == pytest.approx(1 / (1 + np.exp(-3.0 * gain_b)), abs=1e-8)


def test_limit_of_asymmetric_matching_pennies_is_the_mixed_equilibrium():
    form, parameters = matching_pennies(4.0)
    strategy = logit_sequential(form, parameters).strategy[:, 0]
    assert strategy == pytest.approx([0.5, 0.5, 0.2, 0.8], abs=1e-6)


def test_entry_is_accommodated_although_fighting_is_an_equilibrium_threat():
    form, parameters = entry()
    strategy = logit_sequential(form, parameters).strategy[:, 0]
    assert strategy == pytest.approx([0, 1, 0, 1], abs=1e-6)


def test_selten_horse_ends_in_a_sequential_equilibrium():
    form, parameters = selten_horse()
    result = logit_sequential(form, parameters)
    assert certify_sequential(form, parameters, result.log_strategy).max_gain[0] < 1e-6
    assert result.strategy[[0, 2], 0] == pytest.approx([1, 1], abs=1e-6)  # the sequential component: a and b go across


def test_beer_quiche_pools_on_beer():
    form, parameters = beer_quiche()
    result = logit_sequential(form, parameters)
    strategy = dict(zip(form.action_labels, result.strategy[:, 0], strict=True))
    assert strategy["strong:0"] == pytest.approx(1, abs=1e-6)
    assert strategy["weak:0"] == pytest.approx(1, abs=1e-6)
    assert strategy["beer:1"] == pytest.approx(1, abs=1e-6)
    belief = beliefs(form, parameters, result.log_strategy)
    beer = np.flatnonzero(form.infoset == form.infoset_labels.index("beer"))
    assert sorted(belief[beer, 0]) == pytest.approx([0.1, 0.9], abs=1e-6)


def test_audience_with_parallel_edges_reports_its_belief():
    grid = [k / 10 for k in range(11)]

    def audience(high):
        end = ("dummy", "end", [((0, 0, 0), None), ((0, 0, 1e-3), None)])
        return ("W", "report", [((0, -((g - high) ** 2), 0), end) for g in grid])

    sender = [("S", name, [((), audience(high)), ((0.2, 0, 0), None)]) for name, high in (("good", 1), ("bad", 0))]
    form, parameters = tree(["S", "W", "dummy"], ("chance", [(0.3, (), sender[0]), (0.7, (), sender[1])]))
    result = logit_sequential(form, parameters)
    certificate = certify_sequential(form, parameters, result.log_strategy)
    assert result.status[0] == 0
    assert certificate.max_gain[0] < 1e-6
    report = result.strategy[form.first_action[form.infoset_labels.index("report")] :, 0][:11]
    mean_belief = beliefs(form, parameters, result.log_strategy)[
        np.flatnonzero(form.infoset == form.infoset_labels.index("report")), 0
    ]
    assert abs(report @ np.array(grid) - max(mean_belief[0], 0)) < 0.06


def test_every_random_signalling_game_is_certified():
    form, parameters = with_random_payoffs(*beer_quiche(), 400, np.random.default_rng(0))
    result = logit_sequential(form, parameters)
    certificate = certify_sequential(form, parameters, result.log_strategy)
    assert (result.status == 0).all()
    assert certificate.max_gain.max() < 1e-6


def test_a_draw_does_not_depend_on_its_neighbours():
    form, parameters = with_random_payoffs(*beer_quiche(), 16, np.random.default_rng(1))
    together = logit_sequential(form, parameters).log_strategy
    alone = np.hstack([logit_sequential(form, parameters[:, [draw]]).log_strategy for draw in range(16)])
    assert (together == alone).all()


def test_certificate_sees_a_bad_profile():
    form, parameters = entry()
    fight = np.log(np.array([[1 - 1e-9], [1e-9], [1 - 1e-9], [1e-9]]))
    certificate = certify_sequential(form, parameters, fight)
    assert certificate.gain[form.infoset_labels.index("i"), 0] == pytest.approx(2, abs=1e-6)


def test_certificate_counts_joint_deviations_of_one_player():
    """A profile where no single change at one information set pays, but two together do."""
    later = ("A", "later", [((0, 0), None), ((2, 0), None)])
    root = ("A", "first", [((1, 0), None), ((), later)])
    form, parameters = tree(["A", "B"], root)
    log_strategy = np.log(np.array([[1 - 1e-12], [1e-12], [1 - 1e-12], [1e-12]]))
    certificate = certify_sequential(form, parameters, log_strategy)
    assert certificate.gain[form.infoset_labels.index("first"), 0] == pytest.approx(1, abs=1e-6)


def test_forgetting_is_refused():
    second = [("A", "again", [((1, 0), None), ((0, 0), None)]) for _ in range(2)]
    form, parameters = tree(["A", "B"], ("A", "first", [((), second[0]), ((), second[1])]))
    with pytest.raises(ValueError, match="forgets"):
        logit_sequential(form, parameters)


def test_wrong_shape_is_refused():
    form, _ = entry()
    with pytest.raises(ValueError, match="expected"):
        logit_sequential(form, np.ones((7, 1)))
