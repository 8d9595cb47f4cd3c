"""The gold half of the book, where it is at hand; its twins on texts of our own are in the other files here."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from foedus.record._ingest import SourceText, read_source
from foedus.record._reading import Segment
from foedus.record._repair import Repaired, repair
from foedus.record._segment import find_enclosed, survey_segments

SHARED = Path(__file__).resolve().parents[4] / ".." / "shared"
BOOK = SHARED / "seeds" / "001_74540ae94b45093d.txt"
EVIDENCE = SHARED / "evidence"

pytestmark = pytest.mark.skipif(not BOOK.exists(), reason="the book is not beside this checkout")


@pytest.fixture(scope="module")
def source() -> SourceText:
    return read_source(BOOK)


@pytest.fixture(scope="module")
def repaired(source: SourceText) -> Repaired:
    return repair(source)


@pytest.fixture(scope="module")
def documents(source: SourceText, repaired: Repaired) -> list[Segment]:
    found = survey_segments(source, repaired)
    assert found.findings == ()
    return [each for each in found.segments if each.parent < 0]


def gold(name: str) -> list[dict[str, str]]:
    with (EVIDENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed(source: SourceText, each: Segment) -> str:
    return re.sub(r"\s", "", source.text[each.heading_start : each.heading_end])


def test_every_listed_text_is_found_once(documents: list[Segment]) -> None:
    assert len(documents) == 139
    assert [each.kind for each in documents if each.kind] == ["chronology"]


def test_documents_begin_and_end_where_the_gold_says(documents: list[Segment]) -> None:
    rows = gold("book-documents-1-69.csv")
    spans = [(each.start, each.end) for each in documents[: len(rows)]]
    assert spans == [(int(row["start_offset"]), int(row["end_offset"])) for row in rows]


def test_titles_sections_labels_pages_and_headings_are_as_the_gold_says(
    documents: list[Segment], source: SourceText
) -> None:
    rows = gold("book-documents-1-69.csv")
    assert [
        (each.title, each.section, each.label, each.page, printed(source, each))
        for each in documents[: len(rows)]
    ] == [
        (row["title"], row["section"], row["appendix_label"], row["toc_page"], row["body_heading"]) for row in rows
    ]  # fmt: skip


def test_without_the_contents_the_same_documents_are_found_by_form(
    documents: list[Segment], source: SourceText
) -> None:
    behind = documents[0].start - 600
    text = source.text[behind:]
    cut = SourceText(source.path, text, source.encoding)
    found = {each.start + behind for each in survey_segments(cut, repair(cut)).segments}
    wanted = {each.start for each in documents}
    assert len(found & wanted) >= 0.97 * len(found)
    assert len(found & wanted) >= 0.97 * len(wanted)


def test_messages_and_attachments_are_found(documents: list[Segment], repaired: Repaired) -> None:
    found = [each for document in documents[:69] for each in find_enclosed(repaired.copy, document)]
    rows = [(int(row["start_offset"]), int(row["end_offset"])) for row in gold("book-embedded-1-69.csv")]

    def same(one: Segment, two: tuple[int, int]) -> bool:
        inside = min(one.end, two[1]) - max(one.start, two[0])
        return inside > 0.7 * (max(one.end, two[1]) - min(one.start, two[0]))

    assert sum(any(same(each, row) for each in found) for row in rows) >= 16
    assert sum(any(same(each, row) for row in rows) for each in found) >= 0.9 * len(found)
