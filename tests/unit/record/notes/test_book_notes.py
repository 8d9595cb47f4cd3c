"""Notes of the book against the gold half, of the article that has none, of the page with a list of them."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from foedus.record._ingest import read_source
from foedus.record._notes import NotesFound, find_notes
from foedus.record._repair import repair
from foedus.record._segment import segment

SHARED = Path(__file__).resolve().parents[4] / ".." / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared seeds are not beside this checkout")


def read(name: str) -> NotesFound:
    source = read_source(SHARED / "seeds" / name)
    repaired = repair(source)
    return find_notes(source, repaired.copy, segment(source, repaired))


def test_98_of_100_notes_of_the_gold_half_are_joined_whole() -> None:
    found = read("001_74540ae94b45093d.txt")
    by_mark = {note.at: note for notes in found.notes for note in notes}
    with (SHARED / "evidence" / "book-footnotes-1-69.csv").open(encoding="utf-8", newline="") as file:
        gold = list(csv.DictReader(file))
    right = 0
    for row in gold:
        note = by_mark.get(int(row["marker_offset"]))
        right += note is not None and (
            (note.start, note.end, note.cuts, re.sub(r"\s", "", note.text))
            == (
                int(row["def_start"]),
                int(row["def_end"]),
                row["interrupts_sentence"] == "1",
                re.sub(r"\s", "", row["text"]),
            )
        )
    assert right >= 0.98 * len(gold)


def test_the_article_has_169_marks_in_order_and_none_of_their_notes() -> None:
    found = read("003_d822c40eb8a83fab.txt")
    assert [note.marker for note in found.notes[0]] == [f"[{number}]" for number in range(1, 170)]
    assert [each.code for each in found.unresolved] == ["mark-without-note"]
    assert "169 marks" in found.unresolved[0].message


def test_the_page_has_four_notes_and_one_on_the_document() -> None:
    found = read("000_fbe12de8e1f5e6bc.txt")
    notes = [note for each in found.notes for note in each]
    assert [(note.marker, note.kind, note.at >= 0) for note in notes] == [
        *((f"〔{number}〕", "endnote", True) for number in (1, 2, 3, 4)),
        ("*", "document", False),
    ]
