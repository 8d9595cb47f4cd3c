"""`foedus stability` from end to end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from foedus.cli import main

DILEMMA: dict[str, Any] = {
    "name": "dilemma",
    "dms": ["row", "column"],
    "options": [["row", "cooperate"], ["column", "cooperate"]],
    "preference_vectors": {"row": [2, 3, 0, 1], "column": [1, 3, 0, 2]},
    "status_quo": 3,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dilemma.json"
    path.write_text(json.dumps(DILEMMA))
    return path


def said(*words: object) -> str:
    result = CliRunner().invoke(main, ["stability", *map(str, words)])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_equilibria_and_the_ways_to_them(file: Path) -> None:
    found = json.loads(said(file, "--json"))
    assert found["equilibria"] == {"nash": [0], "gmr": [0, 3], "smr": [0, 3], "seq": [0, 3]}
    assert found["from_status_quo"] == [
        {"state": 0, "way": [{"player": "row", "state": 2}, {"player": "column", "state": 0}]},
        {"state": 3, "way": []},
    ]
    assert "from the status quo to 0: row to 2, column to 0" in said(file)


def test_a_state_no_improvements_lead_to_is_said_to_be_so(file: Path) -> None:
    file.write_text(json.dumps({**DILEMMA, "status_quo": 0}))
    assert json.loads(said(file, "--json"))["from_status_quo"][1] == {"state": 3, "way": None}
    assert "no improvements lead from the status quo to 3" in said(file)


def test_a_state_is_explained_in_words_and_as_json(file: Path) -> None:
    text = " ".join(said(file, "--explain", 3).split())
    assert "state 3 is not Nash stable for row: it would rather move to 2." in text
    assert (
        "state 3 is sequentially stable for row: its only improvement, to 2, can be answered by column moving to 0."
        in text
    )
    explained = json.loads(said(file, "--explain", 3, "--json"))["explained"]
    assert explained[0]["stable"] == {"nash": False, "gmr": True, "smr": True, "seq": True}
    assert explained[0]["improvements"][0]["answers"]["seq"] == [{"player": "column", "state": 0}]
    assert "state 1 is not sequentially stable for row: nobody can answer" in " ".join(
        said(file, "--explain", 1).split()
    )


def test_a_mild_loss_deters_unless_strong_ones_are_asked_for(file: Path) -> None:
    assert 3 in json.loads(said(file, "--json"))["equilibria"]["seq"]
    assert 3 not in json.loads(said(file, "--strong", "--json"))["equilibria"]["seq"]  # no tiers: nothing is strong
    file.write_text(json.dumps({**DILEMMA, "strength": {"row": [[2, 3], [0, 1]], "column": [[1, 3], [0, 2]]}}))
    assert 3 in json.loads(said(file, "--strong", "--json"))["equilibria"]["seq"]


def test_unknown_preferences_count_as_they_are_told_to(file: Path) -> None:
    file.write_text(json.dumps({**DILEMMA, "unknown": {"row": [[0, 1]]}}))
    # row's only choice between 0 and 1 is not known: it stays at both, unless that is a reason to move
    assert json.loads(said(file, "--json"))["equilibria"]["nash"] == [0, 1]
    assert json.loads(said(file, "--unknown", "a", "--json"))["equilibria"]["nash"] == []


def test_a_state_that_is_none_is_misuse(file: Path) -> None:
    result = CliRunner().invoke(main, ["stability", str(file), "--explain", "9"])
    assert result.exit_code == 2
    assert "There is no state '9'; states are 0, 1, 2, 3." in result.output
