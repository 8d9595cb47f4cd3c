"""Complementary pivoting: right on degenerate games too, certified, and the same as its plain reference."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.solve import NASH_STATUS_TEXT, best_response_gains, lemke_howson_nash, reduced_strategic_form
from foedus.solve._kernels import _lemke_howson_numba, _lemke_howson_numpy
from support.trees import tree, with_random_payoffs


def regret(row, column, x, y):
    """Return the larger gain of a best action, one draw, by hand."""
    return max((row @ y).max() - x @ row @ y, (x @ column).max() - x @ column @ y)


def solved(row, column, **options):
    result = lemke_howson_nash(row, column, **options)
    assert result.status.tolist() == [0] * row.shape[2]
    for draw in range(row.shape[2]):
        x, y = result.row_strategy[:, draw], result.column_strategy[:, draw]
        assert x.min() >= 0
        assert y.min() >= 0
        assert (x.sum(), y.sum()) == pytest.approx((1, 1))
        tables = row[:, :, draw], column[:, :, draw]
        scale = max(max(np.ptp(table) for table in tables), 1e-300)
        assert regret(*tables, x, y) <= 1e-9 * scale
        assert result.max_gain[draw] == pytest.approx(regret(*tables, x, y), abs=1e-12 * scale)
        assert result.payoffs[:, draw] == pytest.approx([x @ table @ y for table in tables], abs=1e-12 * scale)
    return result


def one(rows, columns):
    return np.array(rows, float)[:, :, None], np.array(columns, float)[:, :, None]


def test_a_game_with_one_equilibrium_in_mixed_strategies_is_solved_as_by_hand():
    # The row player is indifferent if y = (1/3, 2/3), the column player if x = (3/4, 1/4).
    result = solved(*one([[2, 0], [0, 1]], [[0, 1], [3, 0]]))
    assert result.row_strategy[:, 0] == pytest.approx([3 / 4, 1 / 4])
    assert result.column_strategy[:, 0] == pytest.approx([1 / 3, 2 / 3])


def test_the_labels_lead_to_the_two_pure_equilibria_of_the_battle_of_the_sexes():
    games = one([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    found = {tuple(solved(*games, label=label).row_strategy[:, 0]) for label in range(4)}
    assert found == {(1.0, 0.0), (0.0, 1.0)}


def test_the_example_of_the_handbook_has_its_published_equilibria():
    # Von Stengel 2007 (Algorithmic Game Theory, chapter 3), game (3.3): three equilibria, written there as fractions.
    row, column = one([[3, 3], [2, 5], [0, 6]], [[3, 2], [2, 6], [3, 1]])
    listed = [(1, 0, 0, 1, 0), (4 / 5, 1 / 5, 0, 2 / 3, 1 / 3), (0, 1 / 3, 2 / 3, 1 / 3, 2 / 3)]
    for label in range(5):
        result = solved(row, column, label=label)
        ours = np.concatenate([result.row_strategy[:, 0], result.column_strategy[:, 0]])
        assert min(np.abs(ours - np.array(profile)).max() for profile in listed) < 1e-12


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ([[1, 1], [1, 1]], [[1, 1], [1, 1]]),  # everything is an equilibrium
        ([[0, 0, 0], [0, 0, 0]], [[1, 2, 3], [3, 2, 1]]),
        ([[1, 1, 0], [1, 1, 0], [0, 0, 0]], [[1, 1, 0], [1, 1, 0], [0, 0, 0]]),  # actions alike
        ([[6, 6], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]]),  # both columns tie at the first row
        ([[5]], [[-7]]),
        ([[1e9, 0], [0, 1]], [[1, 0], [0, 1e9]]),
    ],
)
def test_degenerate_games_are_solved_from_every_label(row, column):
    row, column = one(row, column)
    for label in range(row.shape[0] + row.shape[1]):
        solved(row, column, label=label)


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**32 - 1), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_games_full_of_ties_are_solved(rows, columns, seed, values):
    rng = np.random.default_rng(seed)
    solved(*(rng.integers(0, values, (rows, columns, 5)).astype(float) for _ in range(2)))


@pytest.mark.parametrize("shape", [(4, 4), (3, 6), (1, 2), (5, 1)])
@pytest.mark.parametrize("ties", [True, False])
def test_the_compiled_kernel_is_the_plain_one(shape, ties):
    rng = np.random.default_rng(3)
    payoffs = rng.random((2, *shape, 50))
    if ties:
        payoffs = np.floor(3 * payoffs)
    m, n = shape
    for label in range(m + n):
        told = []
        for kernel in (_lemke_howson_numba, _lemke_howson_numpy):
            out = (np.empty((m, 50)), np.empty((n, 50)), np.empty((m + n, 50), np.int32), np.empty(50, np.int8),
                   np.empty(50, np.int32))  # fmt: skip
            kernel.follow_lemke_howson(payoffs[0].copy(), payoffs[1].copy(), label, 500, *out)
            told.append(out)
        for compiled, plain in zip(*told, strict=True):
            assert np.abs(compiled.astype(float) - plain).max() < 1e-12


def test_draws_do_not_depend_on_their_neighbours():
    payoffs = np.random.default_rng(5).random((2, 4, 3, 20))
    together = lemke_howson_nash(*payoffs)
    for draw in range(20):
        alone = lemke_howson_nash(*payoffs[..., [draw]])
        assert (alone.row_strategy[:, 0] == together.row_strategy[:, draw]).all()
        assert (alone.column_strategy[:, 0] == together.column_strategy[:, draw]).all()


def test_adding_and_scaling_payoffs_change_no_answer():
    payoffs = np.random.default_rng(6).random((2, 4, 4, 30))
    plain = lemke_howson_nash(*payoffs)
    moved = lemke_howson_nash(1e6 * payoffs[0] - 3e5, 1e-6 * payoffs[1] + 2)
    assert moved.row_strategy == pytest.approx(plain.row_strategy, abs=1e-8)
    assert moved.column_strategy == pytest.approx(plain.column_strategy, abs=1e-8)
    assert (moved.status == 0).all()


def test_a_path_that_is_cut_short_is_said_to_be():
    result = lemke_howson_nash(*one([[2, 0], [0, 1]], [[0, 1], [3, 0]]), most=1)
    assert result.status.tolist() == [1]
    assert "longer than allowed" in NASH_STATUS_TEXT[1]
    assert result.max_gain[0] > 0.1  # and the certificate shows that it is no equilibrium


def test_a_wrong_call_is_refused():
    row, column = one([[2, 0], [0, 1]], [[0, 1], [3, 0]])
    for arguments, options, match in (
        ((row[:, :, 0], column[:, :, 0]), {}, "shapes"),
        ((row, column[:1]), {}, "shapes"),
        ((row, column), {"label": 4}, "labels 0 to 3"),
        ((row * np.nan, column), {}, "finite"),
    ):
        with pytest.raises(ValueError, match=match):
            lemke_howson_nash(*arguments, **options)


# Tables of plans -----------------------------------------------------------------------------------------------------


def crisis(types, moves, signals):
    """Two sides of *types* types each take turns to concede or to stand firm by a signal; then war."""

    def node(deal, history):
        if len(history) == moves:
            return None
        side = len(history) % 2
        below = [((0, 0), None), *(((0, 0), node(deal, (*history, signal))) for signal in range(signals))]
        return ("CD"[side], f"{deal[side]} {'CD'[side]} {history}", below)

    deals = [(one, two) for one in range(types) for two in range(types)]
    return tree(["C", "D"], ("chance", [(1 / types**2, (0, 0), node(deal, ())) for deal in deals]))


@pytest.mark.parametrize(
    ("size", "plans", "draws"),
    # At the size of 27 by 8, nashpy's method returns no equilibrium.
    [((2, 2, 1), (4, 4), 50), ((3, 3, 1), (27, 8), 200), ((2, 3, 2), (361, 81), 6)],
)
def test_tables_of_trees_are_solved_and_their_plans_played_back_on_the_tree(size, plans, draws):
    form, parameters = with_random_payoffs(*crisis(*size), draws, np.random.default_rng(1))
    table = reduced_strategic_form(form, parameters)
    assert table.payoffs.shape == (2, *plans, draws)
    for label in (0, sum(plans) - 1):
        result = solved(*table.payoffs, label=label)
        played = table.behaviour_strategy(result.row_strategy, result.column_strategy)
        assert best_response_gains(form, parameters, played).max() < 1e-9  # from the tree, by other code
