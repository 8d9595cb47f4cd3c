"""All equilibria of small games, against the lists that Gambit's own tests state and against the literature."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from foedus.games import edge_weights, read_efg, read_nfg, terminal_distribution
from foedus.solve import (
    enumerate_pure_sequential,
    multistart_sequential,
    reduced_strategic_form,
    vertex_enumeration_nash,
)

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "gambit"
LIST = DATA / "equilibria.json"
CASES = json.loads(LIST.read_text(encoding="utf-8"))["cases"] if LIST.is_file() else []


def stated(*solvers, players=None):
    """Return the games on which these solvers list all equilibria, each list once."""
    found = {}
    for case in CASES:
        fits = case["solver"] in solvers and case["found_here_16_7_0"] == len(case["expected"])
        if fits and players in (None, case["n_players"]):
            found.setdefault((case["solver"], case["kind"], case["game"]), case)
    return sorted(found)


def load(path):
    text = (DATA / path).read_text(encoding="utf-8")
    return read_efg(text, name=path) if path.endswith(".efg") else read_nfg(text, name=path)


def lists(key):
    return [
        np.array(flat(profile))
        for case in CASES
        if (case["solver"], case["kind"], case["game"]) == key
        for profile in case["expected"]
    ]


def flat(profile):
    if isinstance(profile, list):
        return [value for part in profile for value in flat(part)]
    return [float(Fraction(str(profile)))]


def play(game, strategy):
    weights = edge_weights(game.form, game.parameters, strategy=strategy[:, None])
    return np.array([value[0] for value in terminal_distribution(game.form, weights).values()])


def distinct(rows):
    """Return the rows that differ by more than 1e-6, each once."""
    found = []
    for row in rows:
        if all(np.abs(row - other).max() > 1e-6 for other in found):
            found.append(row)
    return found


def same_sets(ours, theirs):
    ours, theirs = distinct(ours), distinct(theirs)
    return len(ours) == len(theirs) and all(min(np.abs(one - other).max() for other in theirs) < 1e-6 for one in ours)


def every_nash(game):
    table = reduced_strategic_form(game.form, game.parameters)
    found = vertex_enumeration_nash(table.payoffs[0, :, :, 0], table.payoffs[1, :, :, 0])
    rows, columns = found.row_strategies[found.pairs[:, 0]].T, found.column_strategies[found.pairs[:, 1]].T
    return found, rows, columns, table.behaviour_strategy(rows, columns)


def one_set_a_player(game):
    return len(set(game.form.infoset_player.tolist())) == game.form.infosets


BY_MIXTURES = stated("enummixed_solve", players=2)
BY_BEHAVIOUR = [key for key in stated("enumpoly_solve", players=2) if key[1] == "behavior"]


@pytest.mark.skipif(not CASES, reason="the shared data are not beside this checkout")
def test_there_are_lists_to_compare_with():
    assert len(BY_MIXTURES) >= 3
    assert len(BY_BEHAVIOUR) >= 5


@pytest.mark.parametrize("key", BY_MIXTURES, ids=lambda key: key[2])
def test_mixed_equilibria_are_those_that_enummixed_lists(key):
    game = load(key[2])
    found, rows, columns, _ = every_nash(game)
    assert not found.infinite
    ours = [np.concatenate(pair) for pair in zip(rows.T, columns.T, strict=True)]
    assert same_sets(ours, lists(key))


@pytest.mark.parametrize("key", BY_BEHAVIOUR, ids=lambda key: key[2])
def test_outcomes_of_nash_equilibria_are_those_that_enumpoly_lists(key):
    game = load(key[2])
    *_, strategies = every_nash(game)
    assert same_sets([play(game, one) for one in strategies.T], [play(game, one) for one in lists(key)])


@pytest.mark.parametrize("key", [key for key in stated("enumpoly_solve", players=3) if key[1] == "strategy"],
                         ids=lambda key: key[2])  # fmt: skip
def test_branches_lead_to_all_equilibria_of_three_that_enumpoly_lists(key):
    game = load(key[2])
    found = multistart_sequential(game.form, game.parameters, rng=np.random.default_rng(0))
    assert same_sets([one.strategy for one in found.equilibria], lists(key))


@pytest.mark.parametrize("key", [key for key in stated("enummixed_solve", "enumpoly_solve")
                                 if one_set_a_player(load(key[2]))], ids=" ".join)  # fmt: skip
def test_branches_lead_to_all_equilibria_of_one_move_games_that_are_listed(key):
    game = load(key[2])
    found = multistart_sequential(game.form, game.parameters, rng=np.random.default_rng(0))
    assert same_sets([one.strategy for one in found.equilibria], lists(key))


@pytest.mark.parametrize("key", stated("enumpure_solve"), ids=lambda key: key[2])
def test_pure_equilibria_are_those_that_enumpure_lists(key):
    game = load(key[2])
    ours = [one.strategy for one in enumerate_pure_sequential(game.form, game.parameters)]
    listed = lists(key)
    assert same_sets(ours, listed) if listed else not ours


@pytest.mark.parametrize("size", range(1, 7))
def test_a_coordination_game_has_one_equilibrium_for_every_set_of_places(size):
    # Both mix evenly over any non-empty set of places: 2^n - 1, as many as a game of n by n was once thought to have
    # at most (Quint and Shubik 1997).
    found = vertex_enumeration_nash(np.eye(size), np.eye(size))
    assert len(found.pairs) == 2**size - 1
    assert not found.infinite
    assert found.gains.max() <= 1e-12


def test_matching_pennies_three_ways_has_one_equilibrium():
    # Rock, scissors, paper (von Neumann 1928): an even mixture, and no other.
    table = np.array([[0.0, 1.0, -1.0], [-1.0, 0.0, 1.0], [1.0, -1.0, 0.0]])
    found = vertex_enumeration_nash(table, -table)
    assert found.row_strategies.tolist() == found.column_strategies.tolist() == [[1 / 3] * 3]


ROWS = [
    [9504, -660, 19976, -20526, 1776, -8976],
    [-111771, 31680, -130944, 168124, -8514, 52764],
    [397584, -113850, 451176, -586476, 29216, -178761],
    [171204, -45936, 208626, -263076, 14124, -84436],
    [1303104, -453420, 1227336, -1718376, 72336, -461736],
    [737154, -227040, 774576, -1039236, 48081, -300036],
]
COLUMNS = [
    [72336, 48081, 29216, 14124, 1776, -8514],
    [-461736, -300036, -178761, -84436, -8976, 52764],
    [1227336, 774576, 451176, 208626, 19976, -130944],
    [-1718376, -1039236, -586476, -263076, -20526, 168124],
    [1303104, 737154, 397584, 171204, 9504, -111771],
    [-453420, -227040, -113850, -45936, -660, 31680],
]


def test_von_stengels_game_of_six_by_six_has_seventy_five_equilibria():
    # Von Stengel 1999 (Discrete and Computational Geometry 21): more than 2^6 - 1. Payoffs as in Gambit's catalogue.
    found = vertex_enumeration_nash(np.array(ROWS, float), np.array(COLUMNS, float))
    assert len(found.pairs) == 75
    assert not found.infinite
    assert found.gains.max() <= 1e-9 * np.ptp(ROWS)
