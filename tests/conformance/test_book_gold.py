"""The book of telegrams against the gold half, through the tables a user exports; and a little book of our own."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner

from foedus.cli import main
from foedus.record import COARSE_ACTS
from support.book_gold import BOOK, EVIDENCE, Row, rows, score_documents, score_notes

pytestmark = pytest.mark.skipif(not BOOK.exists(), reason="../shared is absent: no book and no gold to judge by")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    folder = tmp_path_factory.mktemp("book")
    found = {}
    runner = CliRunner()
    assert runner.invoke(main, ["read", str(BOOK), "--record", str(folder / "record")]).exit_code == 0
    for what in ("documents", "notes", "suggestions"):
        out = folder / f"{what}.csv"
        arguments = ["export", str(folder / "record"), "--what", what, "--as", "csv", "--out", str(out)]
        assert runner.invoke(main, arguments).exit_code == 0
        with out.open(encoding="utf-8", newline="") as file:
            found[what] = list(csv.DictReader(file))
    return found


@pytest.fixture(scope="module")
def gold() -> dict[str, list[Row]]:
    return {name: rows(EVIDENCE / f"book-{name}-1-69.csv") for name in ("documents", "footnotes", "ledger", "embedded")}


@pytest.mark.parametrize(
    ("what", "least"),
    [("found", 0.99), ("start", 0.98), ("date", 0.98), ("sender", 0.97), ("recipient", 0.97), ("source", 0.98),
     ("reference", 0.9), ("kind", 0.9)],
)  # fmt: skip
def test_documents(tables: dict[str, list[Row]], gold: dict[str, list[Row]], what: str, least: float) -> None:
    score = score_documents(tables["documents"], gold["documents"])[what]
    assert score.share >= least, score.wrong


@pytest.mark.parametrize(("what", "least"), [("joined", 0.98), ("document", 0.98), ("text", 0.97)])
def test_footnotes(tables: dict[str, list[Row]], gold: dict[str, list[Row]], what: str, least: float) -> None:
    score = score_notes(tables["notes"], tables["documents"], gold["footnotes"], gold["documents"])[what]
    assert score.share >= least, score.wrong


def test_the_whole_book_is_138_documents_and_a_chronology(tables: dict[str, list[Row]]) -> None:
    top = [row for row in tables["documents"] if not row["parent"]]
    assert len(top) == 139
    assert [row["kind"] for row in top].count("chronology") == 1
    assert all(row["date"] for row in top if row["kind"] != "chronology")


def test_messages_inside_others_are_found(tables: dict[str, list[Row]], gold: dict[str, list[Row]]) -> None:
    inside = [(int(row["start"]), int(row["end"])) for row in tables["documents"] if row["parent"]]

    def overlap(row: Row) -> float:
        start, end = int(row["start_offset"]), int(row["end_offset"])
        shares = ((min(end, last) - max(start, first)) / (max(end, last) - min(start, first)) for first, last in inside)
        return max(shares, default=0.0)

    found = sum(overlap(row) >= 0.5 for row in gold["embedded"])
    assert found >= 0.8 * len(gold["embedded"])


def test_suggestions(tables: dict[str, list[Row]], gold: dict[str, list[Row]]) -> None:
    limit = max(int(row["end_offset"]) for row in gold["documents"])
    mine = [row for row in tables["suggestions"] if int(row["start"]) < limit]

    def same(one: Row, other: Row) -> bool:
        start = int(other["offset"])
        overlaps = int(one["start"]) < start + len(other["quote"]) and start < int(one["end"])
        return overlaps and COARSE_ACTS[one["act"]] == COARSE_ACTS[other["act"]]

    precision = sum(any(same(one, other) for other in gold["ledger"]) for one in mine) / len(mine)
    recall = sum(any(same(one, other) for one in mine) for other in gold["ledger"]) / len(gold["ledger"])
    assert precision >= 0.75
    assert recall >= 0.65


def test_a_quotation_is_the_text_of_the_file(tables: dict[str, list[Row]]) -> None:
    text = BOOK.read_bytes().decode("utf-8")
    for row in tables["suggestions"]:
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]
