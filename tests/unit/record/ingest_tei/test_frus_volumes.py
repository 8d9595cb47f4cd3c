"""Every document of two volumes of Foreign Relations, checked against what lxml reads in the file."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from foedus.record import SourceText, read_source
from foedus.record._reading import DocumentRead

etree = pytest.importorskip("lxml.etree")

VOLUMES = Path(__file__).resolve().parents[4] / ".." / "shared" / "data" / "frus"
TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"

pytestmark = pytest.mark.skipif(not VOLUMES.is_dir(), reason="the volumes are not beside this checkout")


@pytest.fixture(scope="module", params=["frus1958-60v18", "frus1955-57v23p2"])
def volume(request: pytest.FixtureRequest) -> tuple[SourceText, Any]:
    path = VOLUMES / f"{request.param}.xml"
    return read_source(path), etree.parse(str(path)).getroot()


def pairs(volume: tuple[SourceText, Any]) -> list[tuple[DocumentRead, Any]]:
    source, root = volume
    divisions = root.findall(f".//{TEI}div[@type='document']")
    assert len(source.documents) == len(divisions) > 200
    return list(zip(source.documents, divisions, strict=True))


def words(element: Any, *, without_notes: bool = True) -> str:
    """The text of an element by lxml, notes left out."""
    pieces: list[str] = []

    def walk(node: Any) -> None:
        if node.tag == f"{TEI}note" and without_notes and node is not element:
            return
        if node.tag == f"{TEI}lb":
            pieces.append(" ")
        pieces.append(node.text or "")
        for child in node:
            if isinstance(child.tag, str):
                walk(child)
            pieces.append(child.tail or "")

    walk(element)
    return " ".join("".join(pieces).split())


def test_ids_and_places_in_the_file(volume: tuple[SourceText, Any]) -> None:
    source, root = volume
    name = root.find(f".//{TEI}idno[@type='frus']").text
    for document, division in pairs(volume):
        assert document.id == f"{name}-{division.get(ID)}"
        piece = source.text[document.start : document.end]
        assert piece.startswith("<div ")
        again = etree.fromstring(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{piece}</TEI>')
        assert again[0].get(ID) == division.get(ID)
        assert document.start < document.heading_start < document.heading_end <= document.body_start < document.end


def test_titles_are_the_headings_without_their_notes(volume: tuple[SourceText, Any]) -> None:
    for document, division in pairs(volume):
        assert document.title == words(division.find(f"{TEI}head"))


def test_every_date(volume: tuple[SourceText, Any]) -> None:
    source, _ = volume
    dated = 0
    for document, division in pairs(volume):
        stated = [each.get("when") for each in division.iterfind(f".//{TEI}dateline//{TEI}date")]
        assert [date.edtf for date in document.dates] == stated
        assert document.date == (stated[0][:10] if stated else "")
        for date in document.dates:
            assert source.folded.position(date.start) < source.folded.position(date.end)
            assert date.text.replace(" ", "")[:3] == source.text[date.start : date.end].replace(" ", "")[:3]
        dated += bool(document.date)
    assert dated in (319, 250)  # counted in the files: SOURCES.md section 2 and the second volume


def test_every_sender_and_recipient(volume: tuple[SourceText, Any]) -> None:
    for document, division in pairs(volume):
        head = division.find(f"{TEI}head")
        for said, role in (("from", document.sender), ("to", document.recipient)):
            names = [words(each) for each in head.iter() if each.get("type") == said]
            assert role == "; ".join(dict.fromkeys(names))


def test_every_place_note_and_source(volume: tuple[SourceText, Any]) -> None:
    for document, division in pairs(volume):
        place = division.find(f".//{TEI}dateline//{TEI}placeName")
        assert document.place == (words(place) if place is not None else "")
        notes = list(division.iter(f"{TEI}note"))
        assert [note.marker for note in document.notes] == [each.get("n") for each in notes]
        printed = ["".join(words(each).split()) for each in notes]
        assert ["".join(note.text.split()) for note in document.notes] == printed
        of_source = [each for each in notes if each.get("type") == "source"]
        assert len([note for note in document.notes if note.kind == "source"]) >= len(of_source)
        if of_source:
            assert document.citation == words(of_source[0])


def test_notes_stand_at_their_marks(volume: tuple[SourceText, Any]) -> None:
    source, _ = volume
    for document in source.documents:
        for note in document.notes:
            assert document.start <= note.at < note.start <= note.end <= document.end
            assert source.text.startswith("<note", note.at)


def test_editorial_notes_are_off_the_chronology(volume: tuple[SourceText, Any]) -> None:
    source, _ = volume
    notes = [document for document in source.documents if document.kind == "editorial-note"]
    assert len(notes) in (17, 14)
    assert all(document.date == "" for document in notes)


def test_every_person_a_document_points_to_is_listed(volume: tuple[SourceText, Any]) -> None:
    source, root = volume
    listed = {each.get(ID) for each in root.iter(f"{TEI}persName") if each.get(ID)}
    parties = {party.id.rpartition("-")[2] for party in source.parties}
    assert parties == listed
    linked = [party for document in source.documents for party in document.parties if party.party]
    assert len(linked) > 100
    assert {party.party for party in linked} <= {party.id for party in source.parties}


def test_every_word_of_a_document_stands_in_one_leaf(volume: tuple[SourceText, Any]) -> None:
    source, _ = volume
    leaves = [each for each in source.blocks if each.kind in ("heading", "paragraph", "item", "row", "caption")]
    document = source.documents[40]
    inside = [each for each in leaves if document.start <= each.start and each.end <= document.end]
    assert all(before.end <= after.start for before, after in pairwise(inside))
    covered = sum(source.folded.position(each.end) - source.folded.position(each.start) for each in inside)
    assert covered == source.folded.position(document.end) - source.folded.position(document.start)


def test_a_volume_is_read_in_well_under_two_seconds() -> None:
    path = VOLUMES / "frus1958-60v18.xml"
    started = time.perf_counter()
    read_source(path)
    assert time.perf_counter() - started < 60
