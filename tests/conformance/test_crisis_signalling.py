"""The table of all equilibria of the Lewis-Schultz game that R package sigInt 0.2.0 produced: 23 for 15 values."""

import csv
from pathlib import Path

import numpy as np
import pytest

from foedus.solve import CrisisUtilities, scan_crisis_signalling

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "estimation"
GRID = 1e-3
"""sigInt looks for equilibria on a grid of p_R; what it prints is that far from the root at most."""


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared data are not beside this checkout")
def test_all_23_equilibria_are_found_and_no_other():
    chances, outcomes = rows("answer_sigint_generate_eq_barWB.csv"), rows("answer_sigint_generate_eq_outcomes.csv")
    assert len(chances) == len(outcomes) == 23
    values = sorted({float(row["barWB.Intercept"]) for row in chances})
    assert len(values) == 15
    for war_b in values:
        found = scan_crisis_signalling(
            CrisisUtilities(
                status_quo_a=0,
                concession_a=1,
                war_a=-1.9,
                backing_down_a=-1.2,
                concession_b=0,
                war_b=war_b,
                victory_b=1,
            )
        )
        assert found.max_gain.max() < 1e-12
        mine = [row for row in zip(chances, outcomes, strict=True) if float(row[0]["barWB.Intercept"]) == war_b]
        mine.sort(key=lambda row: float(row[0]["pr"]))
        stated = np.array([[float(one[key]) for key in ("pc", "pr", "pf")] for one, _ in mine])
        ours = np.stack([found.challenge, found.resist, found.stand_firm], axis=1)
        assert ours == pytest.approx(stated, abs=GRID)
        ends = np.array([[float(two[key]) for key in ("SQ", "CD", "SF", "BD")] for _, two in mine])
        paid = found.outcomes.T
        assert paid == pytest.approx(ends, abs=GRID)
