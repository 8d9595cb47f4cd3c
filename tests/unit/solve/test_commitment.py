"""The best commitment: closed forms of the literature, laws, and an upper bound that proves it best."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from foedus.cli import main
from foedus.games import read_efg, read_nfg
from foedus.solve import (
    backward_subgame_perfect,
    best_response_gains,
    lemke_howson_nash,
    multiple_lp_commitment,
    sequence_form_zero_sum,
)
from foedus.solve._certify_commitment import commitment_bound
from support.efg_games import efg_text, kuhn
from support.trees import graph, tree

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not beside this checkout")


def committed(form, parameters, leader=0, tolerance=1e-8):
    """Return the result after asking all that must hold of it."""
    result = multiple_lp_commitment(form, parameters, leader=leader)
    assert (result.max_gain <= tolerance).all()
    assert (np.abs(result.gap) <= tolerance).all()
    gains = best_response_gains(form, parameters, result.strategy)
    gains[leader] = 0
    assert gains.max(axis=0) == pytest.approx(result.max_gain, abs=1e-12)
    assert (result.against_ties <= result.payoffs[leader] + tolerance).all()
    return result


def bimatrix(row, column):
    rows, columns = np.shape(row)
    ends = [[((row[i][j], column[i][j]), None) for j in range(columns)] for i in range(rows)]
    return tree(["A", "B"], ("A", "a", [((), ("B", "b", each)) for each in ends]))


# Closed forms --------------------------------------------------------------------------------------------------------


def test_a_mixture_beats_every_pure_commitment_as_in_conitzer_and_sandholm():
    # Conitzer and Sandholm 2006, figure 1: (2,1) (4,0) / (1,0) (3,1). Nash gives 2, a pure commitment 3, half and
    # half 3.5 if the tie goes the leader's way; if it does not, 1.5.
    result = committed(*bimatrix([[2, 4], [1, 3]], [[1, 0], [0, 1]]))
    assert result.strategy[:, 0] == pytest.approx([0.5, 0.5, 0, 1])
    assert result.payoffs[:, 0] == pytest.approx([3.5, 0.5])
    assert result.against_ties[0] == pytest.approx(1.5)


@pytest.mark.parametrize("noise", [0.01, 0.1, 0.3])
def test_a_commitment_seen_through_noise_keeps_its_value(noise):
    # Bagwell 1995: a mixture that plays S with 1 - noise makes even the wrong signal weak evidence, so S is answered
    # whatever is seen; the leader gets 5 (1 - noise) + 6 noise, though equilibrium without commitment may give 4.
    def seen(paid):
        return ("chance", [(share, (), ("B", f"sees {signal}", [(one, None) for one in paid]))
                           for signal, share in paid_signals[paid]])  # fmt: skip

    steep, calm = ((5, 2), (3, 1)), ((6, 3), (4, 4))
    paid_signals = {steep: [("s", 1 - noise), ("c", noise)], calm: [("s", noise), ("c", 1 - noise)]}
    result = committed(*tree(["A", "B"], ("A", "a", [((), seen(steep)), ((), seen(calm))])))
    assert result.payoffs[:, 0] == pytest.approx([5 + noise, 2 + noise])
    assert result.strategy[0, 0] == pytest.approx(1 - noise)


@needs_data
def test_bagwells_game_as_gambit_writes_it():
    game = read_efg((DATA / "gambit/catalog/journals_geb_bagwell1995.efg").read_text(encoding="utf-8"))
    assert committed(game.form, game.parameters).payoffs[:, 0] == pytest.approx([5.01, 2.01])


def bridges(cost):
    """Schelling 1960: A may burn the bridge behind it (at a cost), B attacks or not, A fights or retreats."""
    fight = ((-1, -1), None)
    burnt = ("B", "burnt", [((2, 0), None), ((), ("A", "fight burnt", [fight]))])
    whole = ("B", "whole", [((2, 0), None), ((), ("A", "fight or retreat", [fight, ((0, 1), None)]))])
    return ("A", "bridge", [((-cost, 0), burnt), ((), whole)])


@pytest.mark.parametrize("cost", [0.5, 3.0])
def test_who_can_bind_itself_needs_no_bridge_to_burn(cost):
    # Burning the bridge gets 2 - cost by making the threat to fight credible. A leader threatens to fight with the
    # probability that makes B indifferent, 1/2, keeps the bridge, and gets 2, whatever burning costs.
    result = committed(*tree(["A", "B"], bridges(cost)))
    assert result.payoffs[:, 0] == pytest.approx([2, 0])
    state, parameters = graph(["A", "B"], bridges(cost))
    subgame_perfect = backward_subgame_perfect(state, parameters).values[0, 0]
    assert subgame_perfect == pytest.approx(max(2 - cost, 0))


@needs_data
def test_the_bridge_is_burnt_as_the_collection_states():
    cases = json.loads((DATA / "literature/closed-forms.json").read_text(encoding="utf-8"))["cases"]
    for row in next(case for case in cases if case["id"] == "schelling_burning_bridges")["expected"]:
        state, parameters = graph(["A", "B"], bridges(row["e"]))
        assert backward_subgame_perfect(state, parameters).values[:, 0] == pytest.approx(row["spe"])
        form, parameters = tree(["A", "B"], bridges(row["e"]))
        assert committed(form, parameters).payoffs[0, 0] >= row["spe"][0]


@pytest.mark.parametrize(("gain", "fine", "cost"), [(1.0, 3.0, 0.5), (0.4, 0.6, 0.2), (2.0, 1.5, 1.0)])
def test_an_inspector_who_commits_deters(gain, fine, cost):
    # Avenhaus, von Stengel and Zamir 2002, in one stage: violating unseen gains the inspectee g and costs the
    # inspector 1; caught it costs f. Inspecting with g / (g + f) leaves no gain, so the inspector pays only
    # cost g / (g + f), as long as that is less than the harm; in equilibrium it loses cost in all cases but one.
    result = committed(*bimatrix([[-cost, -cost], [0, -1]], [[0, -fine], [0, gain]]))
    inspect = gain / (gain + fine)
    assert result.payoffs[:, 0] == pytest.approx([-cost * inspect, 0])
    assert result.strategy[0, 0] == pytest.approx(inspect)


def test_private_types_of_the_follower_are_moves_of_chance():
    # Two types, equally likely; the guard is at one of two gates. Each thief wants its own gate and gets 1 if it is
    # unguarded, loses 1 if caught, or stays away. Half and half leaves neither a gain, and ties favour the guard.
    def thief(gate, guarded):
        robbed = (1, -1) if guarded == gate else (-1, 1)
        return ("thief", f"type {gate}", [(robbed, None), ((0, 0), None)])

    night = [(0.5, (), ("guard", "gate", [((), thief(gate, guarded)) for guarded in (0, 1)])) for gate in (0, 1)]
    result = committed(*tree(["guard", "thief"], ("chance", night)))
    assert result.replies[0] == 4
    assert result.payoffs[:, 0] == pytest.approx([0, 0], abs=1e-9)


def test_a_promise_is_kept_after_the_followers_move():
    # B trusts (and is paid back) only if A is bound to share; without that B keeps out and both get nothing.
    trust = ("B", "trust", [((0, 0), None), ((), ("A", "share", [((1, 1), None), ((3, -1), None)]))])
    result = committed(*tree(["A", "B"], trust))
    assert result.payoffs[:, 0] == pytest.approx([2, 0])  # A shares half the time, the least that B bears
    assert result.strategy[:, 0] == pytest.approx([0, 1, 0.5, 0.5])


# Against other solvers and by hand -----------------------------------------------------------------------------------


def by_hand(row, column):
    """Return the leader's value by Conitzer and Sandholm's programs over the table, written out here."""
    best = -np.inf
    for j in range(row.shape[1]):
        result = linprog(
            -row[:, j], A_ub=(column - column[:, [j]]).T, b_ub=np.zeros(row.shape[1]), A_eq=np.ones((1, len(row))),
            b_eq=[1.0],
        )  # fmt: skip
        if result.status == 0:
            best = max(best, -result.fun)
    return best


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 2**32 - 1), st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_mixed_commitment_is_worth_every_nash_equilibrium_and_every_pure_one(rows, columns, seed, ties):
    rng = np.random.default_rng(seed)
    row, column = rng.random((2, rows, columns))
    if ties:
        row, column = np.floor(3 * row), np.floor(3 * column)
    value = committed(*bimatrix(row, column)).payoffs[0, 0]
    assert value == pytest.approx(by_hand(row, column), abs=1e-7)
    for label in range(rows + columns):
        nash = lemke_howson_nash(row[:, :, None], column[:, :, None], label=label)
        assert value >= nash.payoffs[0, 0] - 1e-7
    for i in range(rows):
        assert value >= row[i][column[i] >= column[i].max()].max() - 1e-7


def test_in_a_constant_sum_game_commitment_is_worth_the_value():
    game = read_efg(efg_text(["Ann", "Bob"], kuhn()))
    value = sequence_form_zero_sum(game.form, game.parameters).values[:, 0]
    for leader in (0, 1):
        result = committed(game.form, game.parameters, leader)
        assert result.payoffs[:, 0] == pytest.approx(value, abs=1e-9)


def test_the_bound_holds_whatever_the_multipliers_are():
    form, parameters = bimatrix([[2, 4], [1, 3]], [[1, 0], [0, 1]])
    rng = np.random.default_rng(0)
    replies = np.array([[0, 0], [0, 0], [1, 0], [0, 1]], float)
    for _ in range(50):
        multipliers = rng.exponential(3, (2, 2))
        deviations = np.vstack([np.zeros((2, 2)), rng.dirichlet([1, 1], 2).T])
        bound = commitment_bound(
            form, parameters, leader=0, replies=replies, multipliers=multipliers, deviations=deviations
        )
        assert bound.max() >= 3.5 - 1e-12
    exact = commitment_bound(
        form, parameters, leader=0, replies=replies, multipliers=np.full((2, 2), 0.5),
        deviations=np.array([[0, 0], [0, 0], [0, 1], [1, 0]], float),
    )  # fmt: skip
    # Where right is best: leader + 1/2 (right - left) is 4 - 1/2 for up and 3 + 1/2 for down.
    assert exact[1] == pytest.approx(3.5)


# Several followers, several draws, limits ----------------------------------------------------------------------------


def test_followers_who_do_not_touch_each_other_are_weighed_together():
    def world(open_door):
        pay = (2, -2, -2) if open_door else (0, 0, 0)
        return ("B", "b", [((1, 1 + pay[1], 0), ("C", "c", [((1, 0, 1 + pay[2]), None), ((0, 0, 0), None)])),
                           ((0, 0, 0), ("C", "c", [((1, 0, 1 + pay[2]), None), ((0, 0, 0), None)]))])  # fmt: skip

    # The leader gets 1 for each follower who joins and 2 for opening; each follower joins for 1, for -1 if open.
    root = ("A", "a", [((2, 0, 0), world(True)), ((0, 0, 0), world(False))])
    result = committed(*tree(["A", "B", "C"], root))
    # Open half the time: 2 / 2 + 1 + 1 = 3, and both are just willing.
    assert result.payoffs[:, 0] == pytest.approx([3, 0, 0])


def test_followers_without_a_pure_equilibrium_are_refused():
    pennies = [[((0, 1, -1), None), ((0, -1, 1), None)], [((0, -1, 1), None), ((0, 1, -1), None)]]
    below = ("B", "b", [((), ("C", "c", each)) for each in pennies])
    form, parameters = tree(["A", "B", "C"], ("A", "a", [((), below), ((), None)]))
    # A can end the game, and then every reply is best.
    assert multiple_lp_commitment(form, parameters, leader=0).payoffs[:, 0] == pytest.approx([0, 0, 0])
    form, parameters = tree(["A", "B", "C"], ("A", "a", [((), below)]))
    with pytest.raises(ValueError, match="no equilibrium in pure replies"):
        multiple_lp_commitment(form, parameters, leader=0)


def test_one_player_alone_just_chooses_well():
    form, parameters = tree(
        ["A"], ("chance", [(0.5, (0,), ("A", "a", [((1,), None), ((2,), None)])), (0.5, (4,), None)])
    )
    assert committed(form, parameters).payoffs[0, 0] == pytest.approx(3)


def test_draws_do_not_depend_on_their_neighbours():
    form, parameters = bimatrix([[2, 4], [1, 3]], [[1, 0], [0, 1]])
    several = np.repeat(parameters, 3, axis=1)
    several[0] = [1, 5, 0.01]  # parameter 0 is the unit of all payoffs
    result = committed(form, several)
    assert result.payoffs[0] == pytest.approx(3.5 * several[0])
    assert (result.strategy == result.strategy[:, [0]]).all()


def test_what_cannot_be_solved_is_refused_with_its_reason():
    form, parameters = bimatrix([[2, 4], [1, 3]], [[1, 0], [0, 1]])
    for options, match in (({"leader": 2}, "no player 2"), ({"leader": 0, "most": 1}, "2 pure replies")):
        with pytest.raises(ValueError, match=match):
            multiple_lp_commitment(form, parameters, **options)
    with pytest.raises(ValueError, match="shape"):
        multiple_lp_commitment(form, np.ones((9, 1)), leader=0)


# The command ---------------------------------------------------------------------------------------------------------

GAME = 'NFG 1 R "" { "Ann" "Bob" } { { "up" "down" } { "left" "right" } } 2 1 1 0 4 0 3 1'


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "game.nfg"
    path.write_text(GAME, encoding="utf-8")
    return str(path)


def test_the_command_prints_the_fixed_form(file):
    told = CliRunner().invoke(main, ["solve", file, "--concept", "commitment", "--json"])
    assert told.exit_code == 0
    (found,) = json.loads(told.stdout)["equilibria"]
    assert found["leader"] == "Ann"
    assert found["payoffs"] == {"Ann": pytest.approx(3.5), "Bob": pytest.approx(0.5)}
    assert found["strategies"] == [[pytest.approx([0.5, 0.5])], [pytest.approx([0, 1])]]
    assert found["max_gain"] <= 1e-9
    assert abs(found["gap"]) <= 1e-9
    assert found["against_ties"] == pytest.approx(1.5)
    assert found["method"] == "multiple_lp_commitment"


def test_the_leader_can_be_named(file):
    told = CliRunner().invoke(main, ["solve", file, "--concept", "commitment", "--leader", "Bob"])
    assert told.exit_code == 0
    assert "Bob commits, the others reply best" in told.output


def test_the_planner_of_a_case_leads():
    told = CliRunner().invoke(main, ["solve", "korea-1951-armistice", "--concept", "commitment", "--json"])
    assert told.exit_code == 0
    (found,) = json.loads(told.stdout)["equilibria"]
    assert found["leader"] == "prc"
    assert found["max_gain"] <= 1e-9
    assert abs(found["gap"]) <= 1e-9


def test_misuse_is_told_with_the_remedy(file):
    for arguments, words in (
        (["--concept", "commitment", "--leader", "Cai"], "Ann, Bob"),
        (["--concept", "pure", "--leader", "Ann"], "--concept commitment"),
    ):
        refused = CliRunner().invoke(main, ["solve", file, *arguments])
        assert refused.exit_code == 2
        assert words in refused.stderr
    large = CliRunner().invoke(main, ["solve", "korea-1958", "--concept", "commitment"])
    assert large.exit_code != 0
    assert "up to 20,000 are weighed" in large.stderr


def test_a_nfg_file_of_three_names_its_first_player():
    game = read_nfg('NFG 1 R "" { "A" "B" "C" } { 1 2 1 } 1 0 0 0 1 0')
    assert committed(game.form, game.parameters).payoffs[:, 0] == pytest.approx([0, 1, 0])
