"""Every row of the benchmark can be measured, and a wrong answer is seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from foedus.bench import (
    ROWS,
    SIZES,
    Outcome,
    Part,
    Work,
    crisis_game,
    draw_crisis,
    measure_hardware,
    measure_row,
    payoff_tables,
    rows_named,
    table_gains,
    together,
)
from foedus.bench._crisis import scaled_gains
from foedus.bench._interchange import same_game
from foedus.bench._stability import _Plain, option_conflict
from foedus.games import read_efg, write_efg
from foedus.solve import ordinal_stability

PAGE = Path(__file__).resolve().parents[3] / "docs" / "benchmarks.md"
FEW = {
    "tiny": 40,
    "crisis-14": 40,
    "crisis-124": 1,
    "crisis-1020": 1,
    "staged": 40,
    "efg": 1,
    "stability": 1,
    "bimatrix": 40,
}


def test_every_line_of_the_table_has_a_row() -> None:
    assert {row.number for row in ROWS} == {0, 1, 2, 3, 4, 5, 6}
    assert len({row.slug for row in ROWS}) == len(ROWS)
    assert set(FEW) == {row.slug for row in ROWS}


@pytest.mark.parametrize(
    "slug",
    [
        pytest.param(slug, marks=[pytest.mark.slow] if slug in ("staged", "stability", "crisis-1020") else [])
        for slug in FEW
    ],
)
def test_a_row_solves_and_checks_what_it_says(slug: str) -> None:
    (row,) = rows_named(slug)
    outcome = measure_row(row, draws=FEW[slug], threads=1)
    assert outcome.unsolved == 0
    assert outcome.draws == FEW[slug]
    assert outcome.cold_seconds > 0
    assert all(part.value > 0 for part in outcome.parts)
    if outcome.max_gain is not None:
        assert 0 <= outcome.max_gain <= 1e-6


def test_every_row_is_documented() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [row.slug for row in ROWS if f"`{row.slug}`" not in text] == []


def test_an_unknown_row_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match="crisis-14"):
        rows_named("crisis")


def test_rows_of_one_line_are_told_together() -> None:
    one = measure_row(rows_named("tiny")[0], draws=4, threads=1)
    both = together("0", [one, replace(one, row="again", unsolved=2, max_gain=0.5)])
    assert [part.name for part in both.parts] == ["tiny", "again"]
    assert (both.unsolved, both.max_gain, both.draws) == (2, 0.5, 8)


def test_a_wrong_profile_has_a_gain() -> None:
    size = SIZES["tiny"]
    form, parameters = crisis_game(size), draw_crisis(size, draws=3)
    assert (scaled_gains(form, parameters, np.log(np.full((form.actions, 3), 0.5))) > 1e-3).all()


def test_a_wrong_pair_of_plans_has_a_gain_and_nonsense_an_infinite_one() -> None:
    pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])[..., None]
    half, first = np.array([[0.5], [0.5]]), np.array([[1.0], [0.0]])
    assert table_gains(pennies, half, half).tolist() == [0.0]
    assert table_gains(pennies, first, first).tolist() == [1.0]  # the column player has all to gain
    assert table_gains(pennies, 2 * half, half).tolist() == [np.inf]
    assert table_gains(pennies, half, np.array([[1.5], [-0.5]])).tolist() == [np.inf]


def test_a_table_holds_what_plans_pay() -> None:
    # One type a side, one signal: rows concede, signal; columns concede, fight.
    from foedus.bench import CrisisSize

    form = crisis_game(CrisisSize(1, 2, 1))
    numbers = np.array([[1.0], [1.0], [0.1], [0.2], [-0.5], [-0.7]])
    tables = payoff_tables(form, numbers)[..., 0]
    assert tables[0] == pytest.approx(np.array([[0.0, 0.0], [0.9, -0.6]]))
    assert tables[1] == pytest.approx(np.array([[1.0, 1.0], [0.0, -0.8]]))


def test_a_changed_game_is_not_the_same() -> None:
    size = SIZES["14"]
    form, parameters = crisis_game(size), draw_crisis(size, draws=2)
    one, two = parameters[:, :1], parameters[:, 1:]
    read = read_efg(write_efg(form, one))
    assert same_game((form, one), (read.form, read.parameters))
    assert not same_game((form, two), (read.form, read.parameters))
    assert not same_game((crisis_game(SIZES["tiny"]), one[:8]), (read.form, read.parameters))


def test_the_definitions_of_stability_agree_with_the_solver_everywhere() -> None:
    conflict = option_conflict(3, 2, seed=3)
    plain, found = _Plain(conflict), ordinal_stability(conflict)
    for state in range(len(conflict.states)):
        for player in range(3):
            stable = {concept: bool(rows[player, state]) for concept, rows in found.individual.items()}
            assert stable == plain.stable(player, state)


def test_a_goal_is_a_floor_for_rates_and_a_ceiling_for_seconds() -> None:
    none = Work(0.0, 0.0)
    assert Part("", "games_per_s", 10.0, 9.0, 1, none).met is True
    assert Part("", "seconds", 10.0, 9.0, 1, none).met is False
    assert Part("", "seconds", 10.0, 0.0, 1, none).met is None


def test_the_slowest_part_with_a_goal_stands_for_the_row() -> None:
    none = Work(0.0, 0.0)
    parts = (
        Part("one", "seconds", 1.0, 2.0, 1, none),
        Part("two", "seconds", 3.0, 2.0, 1, none),
        Part("three", "seconds", 9.0, 0.0, 1, none),
    )
    told = Outcome("row", parts, 0, 1, 1, 0, 0.1, "nothing").to_json()
    assert told["seconds"] == 3.0
    assert told["goal_met"] is False
    assert "games_per_s" not in told


@pytest.mark.slow
def test_the_hardware_has_limits() -> None:
    for limits in measure_hardware(threads=(1,)):
        assert limits.bytes_per_s > 1e8
        assert limits.flops_per_s > 1e7
