"""Every format says what the record says, in the form its readers expect."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from lxml import etree

from foedus.record._authority import Authority, Party, Post
from foedus.record._copy import Edit, ReadingCopy
from foedus.record._export import (
    RECORD_TABLES,
    TABLES,
    Holding,
    annotations_json,
    bibliography_bibtex,
    bibliography_csl,
    bibliography_ris,
    codebook_csv,
    corpus_tei,
    correspondence_cmif,
    obsidian_pages,
    table_csv,
    table_json,
)
from foedus.record._reading import DateRead, DocumentRead, Link, NoteRead
from foedus.record._store import StoredText
from foedus.record._suggestion import Suggestion

CMIF = Path(__file__).resolve().parents[4] / ".." / "shared" / "data" / "cmif" / "cmi-customization.rng"
TEXT = "Letter\nThe envoy* will <leave> by May.\nWe ask for 3 ships & grain.\n* Sent in 1801.\nKept: Archive 7."
NOTE = TEXT.index("* Sent")
NS = {"t": "http://www.tei-c.org/ns/1.0"}


def holding(**changes: object) -> Holding:
    copy = ReadingCopy.of(
        TEXT,
        [Edit(TEXT.index("*"), TEXT.index("*") + 1, "", "mark"), Edit(NOTE, TEXT.index("Kept"), "", "note")],
    )
    fields: dict[str, object] = {
        "id": "1801-04-02-ab", "title": "Envoy to Court <secret>", "kind": "letter", "start": 0, "end": len(TEXT),
        "date": "1801-04-02", "sender": "Envoy; Consul", "recipient": "Court", "via": "Courier", "reference": "No. 7",
        "citation": "Archive 7, p. 3", "language": "en", "place": "Port", "body_start": 7, "body_end": NOTE,
        "dates": (DateRead("received", "1801-05", "May 1801", 3, 5, "opening"),),
        "notes": (NoteRead("*", TEXT.index("*"), NOTE + 2, TEXT.index("Kept") - 1, "Sent in 1801."),
                  NoteRead("[2]", -1, -1, -1, "")),
        "links": (Link("answers", "1801-03-01-cd", "yours of March", 1, 2),), "tags": ("trade",),
    }  # fmt: skip
    document = DocumentRead(**(fields | changes))  # type: ignore[arg-type]
    start = TEXT.index("We ask")
    one = Suggestion(
        "s1",
        document.id,
        "request",
        "Envoy",
        "Court",
        TEXT[start : start + 18],
        start,
        start + 18,
        "ships",
        "3",
        "ships",
    )
    return Holding("a.txt", "0" * 64, False, document, lambda: StoredText(copy, 0), (one,))


def test_a_paragraph_keeps_its_place_in_the_source() -> None:
    found = holding().paragraphs()
    assert [words for _, _, words in found] == ["The envoy will <leave> by May.", "We ask for 3 ships & grain."]
    start, end, _ = found[0]
    assert TEXT[start:end] == "The envoy* will <leave> by May."


@pytest.mark.parametrize("name", sorted(TABLES))
def test_tables_have_their_columns_in_both_forms(name: str) -> None:
    table = TABLES[name]
    rows = list(csv.DictReader(io.StringIO("".join(table_csv(table, table.rows(holding()))))))
    same = json.loads("".join(table_json(table, table.rows(holding()))))
    assert [{key: str(value) for key, value in row.items()} for row in same] == rows
    assert list(rows[0] if rows else []) in ([], [column.name for column in table.columns])


def test_the_columns_others_rely_on_stand_first() -> None:
    names = {name: [column.name for column in table.columns] for name, table in TABLES.items()}
    assert " ".join(names["documents"][:14]) == (
        "id title kind sender recipient via date sent_at reference source start end note_count parent"
    )
    assert " ".join(names["notes"][:5]) == "document marker text start end"
    assert names["suggestions"][:12] == (
        [
            "document",
            "act",
            "speaker",
            "addressee",
            "object",
            "quantity",
            "unit",
            "condition",
            "deadline",
            "quote",
            "start",
            "end",
        ]
    )


def test_the_codebook_explains_every_variable() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(codebook_csv()))))
    assert {(row["table"], row["variable"]) for row in rows} == {
        (table.name, column.name) for table in (*TABLES.values(), *RECORD_TABLES.values()) for column in table.columns
    }
    assert all(row["meaning"] for row in rows)


def test_empty_tables_are_whole_files() -> None:
    assert json.loads("".join(table_json(TABLES["links"], []))) == []
    assert "".join(table_csv(TABLES["links"], [])).count("\n") == 1


def tei(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def test_tei_has_the_correspondence_the_note_at_its_mark_and_the_people() -> None:
    authority = Authority((Party("envoy", "Envoy", aliases=("E.",), posts=(Post("Envoy at Port", "1800", "1802"),)),))
    root = tei("".join(corpus_tei([holding()], title="A & B", authority=authority)))
    actions = root.xpath("//t:correspAction", namespaces=NS)
    assert [action.get("type") for action in actions] == ["sent", "transmitted", "received"]
    assert actions[0].xpath("t:persName/text()", namespaces=NS) == ["Envoy", "Consul"]
    assert actions[0].xpath("t:date/@when", namespaces=NS) == ["1801-04-02"]
    assert actions[2].xpath("t:date/@when", namespaces=NS) == ["1801-05"]
    note = root.xpath("//t:p/t:note", namespaces=NS)[0]
    assert (note.getprevious(), note.getparent().text, note.text) == (None, "The envoy", "Sent in 1801.")
    assert root.xpath("//t:note[@ana='missing']/@n", namespaces=NS) == ["[2]"]
    assert root.xpath("//t:person/t:occupation/@from", namespaces=NS) == ["1800"]


def index(*holdings: Holding) -> str:
    return "".join(
        correspondence_cmif(
            holdings, title="Index", editor="A. Editor", address="https://example.org/cmif.xml", changed="2026-01-02"
        )
    )


def test_cmif_lists_letters_only_and_leaves_out_the_unknown() -> None:
    article = holding(kind="article", id="a")
    undated = holding(date="", place="", dates=(), id="b")
    root = tei(index(holding(), article, undated))
    letters = root.xpath("//t:correspDesc", namespaces=NS)
    assert [letter.get("key") for letter in letters] == ["1801-04-02-ab", "b"]
    assert letters[1].xpath(".//t:date", namespaces=NS) == []
    source = letters[0].get("source")[1:]
    assert root.xpath("//t:bibl/@xml:id", namespaces=NS) == [source]


@pytest.mark.skipif(not CMIF.exists(), reason="../shared is absent: no schema to judge by")
@pytest.mark.parametrize("dates", ["1801-04-02", "1801-04/1801-05?", "1801", "180X", "../1801-04-02", ""])
def test_cmif_validates_against_the_schema(dates: str) -> None:
    schema = etree.RelaxNG(etree.parse(CMIF))
    schema.assertValid(tei(index(holding(date=dates))))


def test_an_open_end_is_left_out_and_never_a_day_of_its_own() -> None:
    root = tei(index(holding(date="../1801-05-31")))
    (date,) = root.xpath("//t:correspAction[@type='sent']/t:date", namespaces=NS)
    assert dict(date.attrib) == {"notAfter": "1801-05-31"}
    table = TABLES["documents"]
    (row,) = csv.DictReader(io.StringIO("".join(table_csv(table, table.rows(holding(date="../1801-05-31"))))))
    assert (row["date_first"], row["date_last"]) == ("", "1801-05-31")


def test_bibliographies_agree_and_escape() -> None:
    one = holding(title="100% {true} & #1", sender="毛泽东")
    (item,) = json.loads("".join(bibliography_csl([one])))
    assert item["issued"] == {"date-parts": [[1801, 4, 2]]}
    assert item["author"] == [{"literal": "毛泽东"}]
    bibtex = "".join(bibliography_bibtex([one]))
    assert r"100\% \{true\} \& \#1" in bibtex
    assert "author = {{毛泽东}}" in bibtex
    ris = "".join(bibliography_ris([one]))
    assert ris.startswith("TY  - PCOMM\r\n")
    assert "DA  - 1801/04/02\r\n" in ris
    assert ris.endswith("ER  - \r\n\r\n")


def test_annotations_quote_exactly_and_say_their_unit() -> None:
    page = json.loads("".join(annotations_json([holding()])))
    (item,) = page["items"]
    quote, position = item["target"]["selector"]
    assert TEXT[position["start"] : position["end"]] == quote["exact"]
    assert TEXT[position["start"] - 16 : position["start"]] == quote["prefix"]
    assert item["target"]["state"]["unit"] == "code point"


def test_obsidian_pages_show_markup_and_never_obey_it() -> None:
    ((name, page),) = obsidian_pages([holding(id="../x", title="# T [[y]] <script>")])
    assert name == "x.md"
    assert "<" not in page.split("---", 2)[2]
    assert "[[1801-03-01-cd]]" in page
    assert re.search(r"grain\. \^p2$", page, re.MULTILINE)
