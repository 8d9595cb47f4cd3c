"""What *the same* stands for, and pages that cannot be right."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from foedus.record._citations import CitationRead, find_citation, resolve_citations
from foedus.record._ingest import read_source
from foedus.record._notes import find_notes
from foedus.record._reading import Segment
from foedus.record._repair import repair

SHARED = Path(__file__).resolve().parents[4] / ".." / "shared"


def full(at: int, work: str, volume: str, pages: str) -> CitationRead:
    return CitationRead(at, at + 5, work + volume + pages, work=work, volume=volume, pages=pages)


def same(at: int, volume: str = "", pages: str = "") -> CitationRead:
    return CitationRead(at, at + 5, "同上", same=True, volume=volume, pages=pages)


def resolved(*found: CitationRead | None) -> list[str]:
    return [each.resolved for each in resolve_citations(found)]


def test_the_same_with_a_volume_passes_over_works_counted_otherwise() -> None:
    assert resolved(
        full(0, "《盐务》", "（上册）", "3"),
        full(9, "《路政》", "第2卷", "4"),
        full(18, "《手札》", "", "6"),
        same(27, "（下册）", "5—6"),
        same(36, "第3卷", "8"),
    ) == [
        "《盐务》（上册）第3页",
        "《路政》第2卷第4页",
        "《手札》第6页",
        "《盐务》（下册）第5—6页",
        "《路政》第3卷第8页",
    ]


def test_the_same_without_a_volume_is_the_last_work_in_its_volume() -> None:
    assert resolved(full(0, "《盐务》", "（上册）", "3"), same(9, "（下册）", "5"), same(18, "", "7"), same(27)) == [
        "《盐务》（上册）第3页",
        "《盐务》（下册）第5页",
        "《盐务》（下册）第7页",
        "《盐务》（下册）第7页",
    ]


def test_a_document_without_a_source_keeps_its_place() -> None:
    assert resolved(full(0, "《盐务》", "", "3"), None, same(9, "", "4")) == ["《盐务》第3页", "", "《盐务》第4页"]


def test_the_same_as_nothing_stays_as_printed() -> None:
    assert resolved(same(0, "（上册）", "4")) == ["同上"]


def test_english_works() -> None:
    first = CitationRead(
        0, 9, "Source: Papers of the Board, vol. 3, pp. 12-14.", work="Papers of the Board", volume="vol. 3"
    )
    assert resolved(first, same(20, "", "17"), same(30, "vol. 4", "2—5")) == [
        "Papers of the Board, vol. 3, pp. 12-14",
        "Papers of the Board, vol. 3, p. 17",
        "Papers of the Board, vol. 4, pp. 2–5",
    ]


def test_pages_that_run_backwards_or_hold_another_document_are_reported() -> None:
    found = resolve_citations(
        [
            full(0, "《盐务》", "", "95—104"),
            full(9, "《盐务》", "", "14—121"),
            full(18, "《盐务》", "", "124—125"),
            full(27, "《盐务》", "", "130—127"),
            full(36, "《盐务》", "", "104—106"),
            full(45, "《路政》", "", "20—30"),
        ]
    )
    assert [len(each.contradictions) for each in found] == [0, 1, 0, 1, 0, 0]
    assert found[1].contradictions[0].code == "citation-order"
    assert found[1].resolved == "《盐务》第14—121页"


@pytest.mark.skipif(not (SHARED / "evidence").is_dir(), reason="the shared evidence is not beside this checkout")
def test_98_of_100_citations_of_the_gold_half_are_resolved() -> None:
    source = read_source(SHARED / "seeds" / "001_74540ae94b45093d.txt")
    with (SHARED / "evidence" / "book-documents-1-69.csv").open(encoding="utf-8", newline="") as file:
        gold = list(csv.DictReader(file))
    segments = []
    for row in gold:
        start, end = int(row["start_offset"]), int(row["end_offset"])
        segments.append(Segment(start, end, row["title"], start, start + len(row["body_heading"]), "contents"))
    copy = find_notes(source, repair(source).copy, segments).copy
    found = resolve_citations([find_citation(copy, segment) for segment in segments])
    wanted = [
        re.sub(
            r"^选自(?:国内出版)?", "", re.sub(r"（[^（）]*\d{4}）$", "", row["source_citation"].rpartition(" = ")[2])
        )
        for row in gold
    ]
    right = sum(each.resolved == want.replace("－", "—") for each, want in zip(found, wanted, strict=True))
    assert right >= 0.98 * len(gold)
