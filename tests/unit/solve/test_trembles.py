"""The search for mistakes that make beliefs consistent, on information sets written by hand."""

import numpy as np
import pytest

from foedus.solve._rational_belief import rational_belief
from foedus.solve._trembles import MISTAKE, OpenSet, find_trembles


def open_set(gains, mistakes, chance=None):
    gains = np.array(gains, float)
    chance = np.ones(gains.shape[1]) if chance is None else np.array(chance)
    return OpenSet(gains, np.log(chance), np.array(mistakes, float))


def belief(one, z):
    exponent = one.log_chance + one.mistakes @ z
    weight = np.exp(exponent - exponent.max())
    return weight / weight.sum()


def assert_supported(sets, mistakes):
    found = find_trembles(sets, mistakes, tolerance=1e-9)
    assert found is not None
    assert (found <= MISTAKE + 1e-9).all()
    for one in sets:
        assert (one.gains @ belief(one, found) <= 1e-6).all()
    return found


def test_nothing_open_needs_only_the_likeliest_mistakes():
    assert find_trembles([], 3, tolerance=0.0).tolist() == [MISTAKE] * 3


def test_one_mistake_is_made_likelier_than_another():
    one = open_set([[-1, 3]], [[1, 0], [0, 1]])
    found = assert_supported([one], 2)
    assert found[0] > found[1]


def test_chance_must_be_made_up_for():
    one = open_set([[1, -1]], [[1, 0], [0, 1]], chance=[0.99, 0.01])
    assert belief(one, assert_supported([one], 2))[1] >= 0.5


def test_nodes_behind_one_mistake_keep_the_odds_of_chance():
    assert find_trembles([open_set([[1, -1]], [[1], [1]], chance=[0.6, 0.4])], 1, tolerance=0.0) is None
    assert find_trembles([open_set([[1, -1]], [[1], [1]], chance=[0.4, 0.6])], 1, tolerance=0.0) is not None


def test_two_sets_that_see_the_same_mistakes_must_agree():
    paths = [[1, 0], [0, 1]]
    first, second = open_set([[2, -1]], paths), open_set([[-1, 2]], paths)
    assert find_trembles([first, second], 2, tolerance=0.0) is None
    assert_supported([first, open_set([[-3, 1]], paths)], 2)  # from 1/4 up to 1/3


def test_a_later_set_may_see_a_further_mistake_of_a_third():
    first = open_set([[2, -1]], [[1, 0, 0], [0, 1, 0]])
    second = open_set([[-1, 2]], [[1, 0, 1], [0, 1, 1]])
    assert find_trembles([first, second], 3, tolerance=0.0) is None


def test_two_mistakes_on_a_path_can_be_likelier_than_one():
    one = open_set([[-1, 1]], [[1, 1, 0], [0, 0, 1]])
    found = assert_supported([one], 3)
    assert found[0] + found[1] > found[2]


@pytest.mark.parametrize("seed", range(20))
def test_three_free_nodes_can_have_any_rational_belief(seed):
    rng = np.random.default_rng(seed)
    one = open_set(rng.normal(size=(3, 3)), np.eye(3), chance=rng.dirichlet(np.ones(3)))
    found = find_trembles([one], 3, tolerance=1e-9)
    assert (found is None) == (rational_belief(one.gains, tolerance=1e-9) is None)
    if found is not None:
        assert (one.gains @ belief(one, found) <= 1e-6).all()


def test_a_belief_is_found_exactly_where_there_is_one():
    rng = np.random.default_rng(1)
    grid = np.array([[a, b, 20 - a - b] for a in range(21) for b in range(21 - a)]) / 20
    for _ in range(200):
        gains = rng.normal(size=(3, 3))
        found = rational_belief(gains, tolerance=0.0)
        if found is None:
            assert ((grid @ gains.T).max(axis=1) > 0).all()
        else:
            assert (gains @ found).max() <= 1e-9
            assert found.sum() == pytest.approx(1)
