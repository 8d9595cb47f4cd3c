"""`foedus bench` from end to end."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner

from foedus.bench import ROWS, Limits, Outcome
from foedus.bench import _rows as rows
from foedus.cli import main


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["bench", *words])
    assert result.exit_code == code, result.output
    return result.output


def test_a_row_as_json() -> None:
    found: dict[str, Any] = json.loads(run("tiny", "--draws", "50", "--json"))
    assert found["row"] == "tiny"
    assert found["draws"] == 50
    assert found["unsolved"] == 0
    assert 0 <= found["max_gain"] <= 1e-6
    assert found["games_per_s"] > 0
    assert found["cold_seconds"] > 0
    assert {"foedus", "python", "numpy", "scipy", "numba", "machine", "cores"} <= set(found["versions"])


def test_a_row_by_its_number_as_a_table() -> None:
    text = run("1", "--draws", "40", "--threads", "1")
    assert "crisis-14" in text
    assert "largest gain" in text


def test_without_a_row_the_rows_are_listed() -> None:
    text = run()
    assert [row.slug for row in ROWS if f" {row.slug} " not in text] == []
    assert [each["row"] for each in json.loads(run("--json"))["rows"]] == [row.slug for row in ROWS]


def test_an_unknown_row_is_misuse() -> None:
    assert "There is no row 'chess'" in run("chess", code=2)


def test_all_rows_are_measured_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    few = tuple(replace(row, draws=2) for row in ROWS if row.slug in ("tiny", "efg"))
    monkeypatch.setattr("foedus.bench.ROWS", few)
    found = json.loads(run("all", "--json"))
    assert [each["row"] for each in found["rows"]] == ["tiny", "efg"]
    assert found["rows"][1]["parts"].keys() == {"read", "write"}
    assert found["rows"][1]["seconds"] == max(part["seconds"] for part in found["rows"][1]["parts"].values())


def test_the_hardware_and_how_far_from_it_a_row_is(monkeypatch: pytest.MonkeyPatch) -> None:
    few = tuple(replace(row, draws=100) for row in ROWS if row.slug == "tiny")
    monkeypatch.setattr("foedus.bench.ROWS", few)
    monkeypatch.setattr("foedus.bench.measure_hardware", lambda: (Limits(1, 1e10, 5e10),))
    found = json.loads(run("hardware", "--json"))
    assert found["hardware"] == [{"threads": 1, "bytes_per_s": 1e10, "flops_per_s": 5e10}]
    assert 0 < found["rows"]["tiny"]["batch"]["of_peak"] < 1
    assert "GB/s" in run("hardware")


def test_an_answer_that_fails_its_check_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def measured(row: Any, **how: Any) -> Outcome:
        return replace(rows.measure_row(row, **how), unsolved=1)

    monkeypatch.setattr("foedus.bench.measure_row", measured)
    found = json.loads(run("tiny", "--draws", "3", "--json", code=1))
    assert found["unsolved"] == 1
