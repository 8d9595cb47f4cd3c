"""Lists of notes at the end of documents, of pages with markup, and marks whose notes are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.record._copy import ReadingCopy
from foedus.record._ingest import SourceText, read_source
from foedus.record._notes import find_notes
from foedus.record._reading import Block, DocumentRead, NoteRead, Segment
from foedus.record._repair import repair
from unit.record.notes.notes_text import notes_of


def test_a_list_under_a_heading_and_a_note_nothing_asks_for() -> None:
    text = (
        "盐税〔1〕每年约〔2〕三百万。\n注　释\n〔1〕盐税，指沿海之税。\n〔2〕约数。原件不清。\n〔3〕无人问之。\n"
        "又一文\n完。"
    )
    found = notes_of(text, headings=("又一文",))
    assert [(note.marker, note.at, note.text) for note in found.notes[0]] == [
        ("〔1〕", 2, "盐税，指沿海之税。"),
        ("〔2〕", 8, "约数。原件不清。"),
        ("〔3〕", -1, "无人问之。"),
    ]
    assert found.copy.text == "盐税每年约三百万。\n又一文\n完。"
    assert [each.code for each in found.unresolved] == ["note-without-mark"]


def test_raised_numbers_and_a_list_of_bare_ones() -> None:
    text = (
        "The fleet sailed.1 No gun was fired,2 and peace3 held in 1783.\nNotes\n"
        "1. On 3 June 1782.\n2. Or so it was said. See Log, p. 4.\n3. The preliminaries."
    )
    found = notes_of(text)
    assert [note.text for note in found.notes[0]] == [
        "On 3 June 1782.",
        "Or so it was said. See Log, p. 4.",
        "The preliminaries.",
    ]
    assert found.copy.text == "The fleet sailed. No gun was fired, and peace held in 1783.\n"


def test_a_list_for_each_document_without_a_heading() -> None:
    text = "甲文[1]云[2]。\n[1] 甲，人名。\n[2] 云，略。\n乙文[1]终[2]。\n[1] 乙，人名。\n[2] 终，略。"
    found = notes_of(text, headings=("乙文",))
    assert [[note.text for note in notes] for notes in found.notes] == [
        ["甲，人名。", "云，略。"],
        ["乙，人名。", "终，略。"],
    ]
    assert found.unresolved == ()


def test_one_list_for_a_book_whose_numbers_begin_again_in_each_chapter() -> None:
    text = "First¹ and second².\nAgain¹ and² on³.\nNotes\n1. One.\n2. Two.\n1. Uno.\n2. Due.\n3. Tre."
    found = notes_of(text)
    assert [note.text for note in found.notes[0]] == ["One.", "Two.", "Uno.", "Due.", "Tre."]
    assert found.copy.text == "First and second.\nAgain and on.\n"


def test_numbered_paragraphs_of_the_next_document_are_no_notes() -> None:
    text = "Trade fell.[1]\nNotes\n1. By half.\nOrders\n2. Close the port.\n3. Wait."
    found = notes_of(text, headings=("Orders",))
    assert [note.text for note in found.notes[0]] == ["By half."]
    assert found.copy.text.endswith("Orders\n2. Close the port.\n3. Wait.")


def test_marks_whose_notes_are_not_in_the_file_are_all_kept() -> None:
    text = "".join(f"第{number}事已定。[{number}]" for number in range(1, 41))
    found = notes_of(text)
    assert [note.marker for note in found.notes[0]] == [f"[{number}]" for number in range(1, 41)]
    assert {(note.start, note.end) for note in found.notes[0]} == {(-1, -1)}
    (finding,) = found.unresolved
    assert finding.message == "40 marks from [1] to [40], complete and in order, have no note in the file"
    assert "[" not in found.copy.text


def test_gaps_and_repeats_in_the_order_are_reported() -> None:
    found = notes_of("First[1] then[2] then[4] and[4] last[5].")
    assert [each.message for each in found.unresolved] == [
        "5 marks from [1] to [5] have no note in the file",
        "between the marks [2] and [4] there is none for 3",
        "the mark [4] stands twice",
    ]


def test_years_in_brackets_are_no_marks() -> None:
    text = "Lee [1951] and Kim [1952] differ from Park [1953]."
    assert notes_of(text).copy.text == text


def test_markdown_notes(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Tea\n\nThe tax[^1] was low[^b].\n\n[^1]: On *tea*.\n[^b]: By half.\n", encoding="utf-8")
    source = read_source(path)
    copy = repair(source).copy
    found = find_notes(source, copy, [Segment(0, len(source.text), "Tea", 0, 5, "page")])
    assert sorted(note.text for note in found.notes[0]) == ["By half.", "On tea."]
    assert all(note.at >= 0 for note in found.notes[0])
    assert "The tax was low." in found.copy.text
    assert "By half" not in found.copy.text


def test_a_note_on_the_document_as_a_whole() -> None:
    text = "议和电\n可以议和〔1〕。\n* 本电系草稿。\n〔1〕议和，指停战。"
    edge = text.index("*")
    blocks = (
        Block("note", edge, text.index("〔1〕议和"), 0, "*"),
        Block("note", text.index("〔1〕议和"), len(text), 0, "〔1〕"),
    )
    source = SourceText(Path("a.html"), text, "utf-8", "html", blocks=blocks)
    found = find_notes(source, ReadingCopy.of(text), [Segment(0, len(text), "", 0, 3, "page")])
    assert {(note.kind, note.at, note.text) for note in found.notes[0]} == {
        ("document", -1, "本电系草稿。"),
        ("footnote", 8, "议和，指停战。"),
    }


def test_notes_the_markup_states_are_taken_as_stated() -> None:
    text = "<p>Sent<note>By sea.</note> at once.</p>"
    at = text.index("<note>")
    note = NoteRead("1", at, at, text.index(" at once"), "By sea.")
    document = DocumentRead("d1", "", "letter", 0, len(text), notes=(note,))
    source = SourceText(Path("a.xml"), text, "utf-8", "tei", documents=(document,))
    found = find_notes(source, ReadingCopy.of(text), [Segment(0, len(text), "", 0, 0, "markup")])
    assert found.notes == ((note,),)
    assert found.copy.text == "<p>Sent at once.</p>"


def test_marks_a_page_labels_are_joined_by_label_and_taken_out_when_repeated(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        '<html><body><h1>Log</h1><p>We sailed<sup><a href="#n1">1</a></sup> at noon<sup><a href="#n2">2</a></sup> and'
        ' late<sup><a href="#n1">1</a></sup> indeed.[3]</p><h2>Notes</h2><ol><li id="n1">On 3 June.</li>'
        '<li id="n2">By the bell.</li></ol></body></html>',
        encoding="utf-8",
    )
    source = read_source(path)
    copy = repair(source).copy
    found = find_notes(source, copy, [Segment(0, len(source.text), "Log", 0, 0, "page")])
    assert [(note.text, note.at >= 0) for note in found.notes[0] if note.text] == [
        ("On 3 June.", True),
        ("By the bell.", True),
    ]
    assert "We sailed at noon and late indeed." in found.copy.text
    assert [each.code for each in found.unresolved] == ["mark-without-note"]


def test_notes_at_the_foot_of_laid_out_pages_number_by_page() -> None:
    text = "The mules1 and the men were\n1 Forty.\ndismissed1 at dusk.\n1 At Kila.\nOrme"
    blocks = (
        Block("note-mark", 9, 10, label="1"),
        Block("note", text.index("1 Forty"), text.index("dismissed") - 1, label="1"),
        Block("note-mark", text.index("1 at dusk"), text.index(" at dusk"), label="1"),
        Block("note", text.index("1 At Kila"), text.index("\nOrme"), label="1"),
    )
    source = SourceText(Path("a.pdf"), text, "utf-8", "pdf", blocks=blocks, extracted=True)
    found = find_notes(source, ReadingCopy.of(text), [Segment(0, len(text), "", 0, 0, "file")])
    assert [(note.at, note.text, note.cuts) for note in found.notes[0]] == [
        (9, "Forty.", True),
        (text.index("1 at dusk"), "At Kila.", False),
    ]
    assert found.copy.text == "The mules and the men were dismissed at dusk.\nOrme"
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("one", "two"), [("(1)", "(2)"), ("[注1]", "[注2]"), ("〔一〕", "〔二〕"), ("【1】", "【2】"), ("①", "②")]
)
def test_marks_of_many_forms(one: str, two: str) -> None:
    found = notes_of(f"据查{one}属实，又查{two}亦同。\n注释：\n{one}见前。\n{two}见后。")
    assert [(note.at >= 0, note.text) for note in found.notes[0]] == [(True, "见前。"), (True, "见后。")]
    assert found.copy.text == "据查属实，又查亦同。\n"
