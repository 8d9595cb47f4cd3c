"""All equilibria of bimatrix games: complete against other ways of finding them, and mixtures are equilibria too."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.solve import lemke_howson_nash, vertex_enumeration_nash


def tables(numbers):
    return st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
        lambda size: st.tuples(*[st.lists(numbers, min_size=size[0] * size[1], max_size=size[0] * size[1])] * 2).map(
            lambda pair: tuple(np.array(each, float).reshape(size) for each in pair)
        )
    )


def regret(row, column, x, y):
    return max((row @ y).max() - x @ row @ y, (x @ column).max() - x @ column @ y)


def by_supports(row, column):
    """Return the equilibria whose supports are equally large, solving the indifferences of each pair of supports."""
    found = []
    m, n = row.shape
    for size in range(1, min(m, n) + 1):
        for mine in combinations(range(m), size):
            for theirs in combinations(range(n), size):
                y = indifferent(row[np.ix_(mine, theirs)])
                x = indifferent(column[np.ix_(mine, theirs)].T)
                if x is None or y is None:
                    continue
                whole = np.zeros(m), np.zeros(n)
                whole[0][list(mine)], whole[1][list(theirs)] = x, y
                if regret(row, column, *whole) < 1e-9:
                    found.append(np.concatenate(whole))
    return found


def indifferent(payoffs):
    size = len(payoffs)
    system = np.block([[payoffs, -np.ones((size, 1))], [np.ones((1, size)), np.zeros((1, 1))]])
    try:
        mixture = np.linalg.solve(system, np.append(np.zeros(size), 1.0))[:size]
    except np.linalg.LinAlgError:
        return None
    return mixture if mixture.min() > 1e-9 else None


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_generic_games_have_the_equilibria_that_supports_show(seed, m, n):
    row, column = np.random.default_rng(seed).normal(size=(2, m, n))
    found = vertex_enumeration_nash(row, column)
    ours = [np.concatenate([found.row_strategies[i], found.column_strategies[j]]) for i, j in found.pairs.tolist()]
    theirs = by_supports(row, column)
    assert len(ours) == len(theirs)
    assert all(min(np.abs(one - other).max() for other in theirs) < 1e-7 for one in ours)
    assert len(ours) % 2 == 1  # Wilson 1971
    assert not found.infinite


@given(tables(st.integers(0, 2)), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_games_with_ties_have_every_equilibrium_that_pivoting_finds_and_all_mixtures(pair, chance):
    row, column = pair
    found = vertex_enumeration_nash(row, column)
    assert found.gains.max() <= 1e-12
    ours = [(found.row_strategies[i], found.column_strategies[j]) for i, j in found.pairs.tolist()]
    for label in range(sum(row.shape)):
        one = lemke_howson_nash(row[:, :, None], column[:, :, None], label=label)
        x, y = one.row_strategy[:, 0], one.column_strategy[:, 0]
        assert min(max(np.abs(x - a).max(), np.abs(y - b).max()) for a, b in ours) < 1e-9
    for i, j in np.argwhere(np.ones(row.shape)).tolist():
        if row[i, j] == row[:, j].max() and column[i, j] == column[i].max():
            assert any(a[i] == 1 and b[j] == 1 for a, b in ours)
    for rows, columns in found.subsets:
        weights = [np.array([chance.random() + 0.01 for _ in part]) for part in (rows, columns)]
        x = weights[0] / weights[0].sum() @ found.row_strategies[list(rows)]
        y = weights[1] / weights[1].sum() @ found.column_strategies[list(columns)]
        assert regret(row, column, x, y) < 1e-9


@given(tables(st.integers(-2, 2)))
@settings(max_examples=40, deadline=None)
def test_subsets_and_components_hang_together(pair):
    found = vertex_enumeration_nash(*pair)
    pairs = {tuple(one) for one in found.pairs.tolist()}
    covered = {(i, j) for rows, columns in found.subsets for i in rows for j in columns}
    assert covered == pairs
    where = dict(zip(map(tuple, found.pairs.tolist()), found.component.tolist(), strict=True))
    for rows, columns in found.subsets:
        assert len({where[i, j] for i in rows for j in columns}) == 1
        assert not any(
            set(rows) <= set(a) and set(columns) <= set(b) for a, b in found.subsets if (a, b) != (rows, columns)
        )
    assert set(found.component.tolist()) == set(range(max(found.component) + 1))


@pytest.mark.parametrize("scale", [1e-200, 1e-9, 1.0, 1e9, 1e200])
def test_thirds_stay_thirds_at_any_scale(scale):
    # Rows 0 and 1 are the same but for rounding; as floats they would not tie.
    third = float(Fraction(1, 3))
    row = np.array([[1.0, third], [3 * third, 1 - 2 * third]]) * scale
    found = vertex_enumeration_nash(row, np.array([[1.0, 0.0], [1.0, 0.0]]) / scale)
    assert found.infinite
    assert found.row_strategies.tolist() == [[1, 0], [0, 1]]
    assert found.column_strategies.tolist() == [[1, 0]]


def test_a_game_without_stakes_has_every_pair():
    found = vertex_enumeration_nash(np.zeros((2, 3)), np.zeros((2, 3)))
    assert found.subsets == (((0, 1), (0, 1, 2)),)
    assert found.component.tolist() == [0] * 6


def test_games_that_are_too_large_are_refused():
    with pytest.raises(ValueError, match="60 together"):
        vertex_enumeration_nash(np.zeros((40, 21)), np.zeros((40, 21)))
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="more than 20 vertices"):
        vertex_enumeration_nash(*rng.normal(size=(2, 6, 6)), most=20)


@pytest.mark.parametrize("tables", [(np.zeros((2, 2)), np.zeros((2, 3))), (np.zeros(2), np.zeros(2))])
def test_tables_that_do_not_fit_are_refused(tables):
    with pytest.raises(ValueError, match="expected one table twice"):
        vertex_enumeration_nash(*tables)
    with pytest.raises(ValueError, match="not finite"):
        vertex_enumeration_nash(np.array([[np.nan]]), np.array([[0.0]]))
