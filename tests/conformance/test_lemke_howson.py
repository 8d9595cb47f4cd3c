"""Complementary pivoting against Gambit's games and the tables of crisis games on which others fail."""

import importlib.util
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from foedus.games import read_efg, read_nfg
from foedus.solve import best_response_gains, lemke_howson_nash, reduced_strategic_form

SHARED = Path(__file__).resolve().parents[3] / "shared"
GAMBIT = SHARED / "data" / "gambit"
needs_shared = pytest.mark.skipif(not GAMBIT.is_dir(), reason="the shared data are not beside this checkout")
FILES = sorted(path.relative_to(GAMBIT).as_posix() for path in GAMBIT.rglob("*.?fg"))
LISTED = json.loads((GAMBIT / "equilibria.json").read_text())["cases"] if GAMBIT.is_dir() else []
ALL = {case["game"]: case["expected"] for case in LISTED if case["solver"] == "enummixed_solve"}
MOST_LABELS = 40


def table_of(file):
    """Return (game, table), skipping games of another kind."""
    read = read_efg if file.endswith(".efg") else read_nfg
    game = read((GAMBIT / file).read_text(encoding="utf-8"), name=file)
    try:
        return game, reduced_strategic_form(game.form, game.parameters)
    except ValueError as error:
        if "two players" in str(error) or "forgets" in str(error):
            pytest.skip(f"not a game of two players who remember: {error}")
        raise


def numbers(profile):
    return [value for part in profile for value in numbers(part)] if isinstance(profile, list) else [profile]


@needs_shared
@pytest.mark.parametrize("file", FILES)
def test_every_game_of_two_is_solved_from_every_label(file):
    game, table = table_of(file)
    for label in range(min(sum(table.payoffs.shape[1:3]), MOST_LABELS)):
        result = lemke_howson_nash(*table.payoffs, label=label)
        assert result.status[0] == 0
        played = table.behaviour_strategy(result.row_strategy, result.column_strategy)
        gain = best_response_gains(game.form, game.parameters, played).max()
        assert gain <= 1e-9 * max(np.ptp(table.payoffs[0]), np.ptp(table.payoffs[1]), 1e-300)


@needs_shared
@pytest.mark.parametrize("file", sorted(ALL))
def test_what_is_found_is_on_gambits_complete_list(file):
    game, table = table_of(file)
    if game.form.infosets != 2:
        pytest.skip("plans are in another order there")
    listed = [[float(Fraction(str(value))) for value in numbers(profile)] for profile in ALL[file]]
    found = set()
    for label in range(sum(table.payoffs.shape[1:3])):
        result = lemke_howson_nash(*table.payoffs, label=label)
        ours = np.concatenate([result.row_strategy[:, 0], result.column_strategy[:, 0]])
        distance = [np.abs(ours - np.array(profile)).max() for profile in listed]
        assert min(distance) < 1e-9
        found.add(int(np.argmin(distance)))
    assert found


@needs_shared
@pytest.mark.parametrize(("size", "plans"), [((2, 2, 1), (4, 4)), ((3, 3, 1), (27, 8)), ((2, 3, 2), (361, 81))])
def test_the_tables_of_the_common_crisis_game_are_solved(size, plans):
    spec = importlib.util.spec_from_file_location("crisis", SHARED / "bench" / "crisis.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for seed in range(3):
        game = read_efg(module.Crisis(*size, seed=seed).efg())
        table = reduced_strategic_form(game.form, game.parameters)
        assert table.payoffs.shape[1:3] == plans
        for label in range(0, sum(plans), max(1, sum(plans) // MOST_LABELS)):
            result = lemke_howson_nash(*table.payoffs, label=label)
            assert result.status[0] == 0
            played = table.behaviour_strategy(result.row_strategy, result.column_strategy)
            assert best_response_gains(game.form, game.parameters, played).max() < 1e-9
