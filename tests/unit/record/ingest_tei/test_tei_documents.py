"""The two encodings of Foreign Relations volumes, on a volume of our own about a treaty that never was."""

# ruff: noqa: E501
from __future__ import annotations

import time
from pathlib import Path

import pytest

from foedus.record import SourceText, read_source
from foedus.record._reading import DocumentRead

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/ns/1.0">
  <teiHeader><fileDesc>
    <titleStmt><title type="complete">Papers of the Strait Commission, 1871</title><editor>A. Clerk</editor></titleStmt>
    <publicationStmt><publisher>Archive Press</publisher><date>1990</date><idno type="isbn-13">9780000000000</idno>
      <idno type="own">strait1871</idno></publicationStmt>
    <sourceDesc><p>Printed in 1990</p></sourceDesc></fileDesc></teiHeader>
  <text><front><div type="section" xml:id="persons"><head>Persons</head><list type="names">
      <item><hi rend="strong"><persName xml:id="p_HA1">Halvorsen, Aksel</persName>,</hi> Envoy at Port Royal until May 1871; Minister of Marine from June 1871</item>
      <item><hi rend="strong"><persName xml:id="p_OR1">Ortega, Rosa</persName>,</hi> Governor of the Strait</item>
      <item><hi rend="strong"><persName xml:id="p_RO1">Rosita</persName>,</hi> <hi rend="italic">see</hi> <persName corresp="#p_OR1" type="alt">Rosa Ortega</persName></item>
    </list></div></front>
  <body><div type="compilation" xml:id="comp1"><head>The Strait</head>
    <pb n="11" xml:id="pg_11"/>
    <div type="document" xml:id="d1" n="1">
      <head>1. Telegram From the Envoy at Port Royal (<persName corresp="#p_HA1" type="from">Halvorsen</persName>) to the <gloss type="to">Board of Marine</gloss>
        <note n="0" xml:id="d1fn0" type="source">Source: Marine Archive, Box 7. Secret.</note></head>
      <dateline><hi rend="italic"><placeName>Port Royal</placeName>, <date when="1871-03-04T18:15:00">March 4, 1871, 6:15 p.m.</date></hi></dateline>
      <p>12. The Governor<note n="1" xml:id="d1fn1">Rosa <hi rend="italic">Ortega</hi>.</note> will <pb n="12" xml:id="pg_12"/>lift the toll &amp; wait.</p>
      <p>See <ref target="#d2fn1">the note to Document 2</ref> and <ref target="strait1869#d8">an earlier volume</ref>, and <ref target="#pg_11">page 11</ref>.</p>
      <closer><signed><persName corresp="#p_HA1">Halvorsen</persName></signed></closer>
    </div>
    <div type="document" xml:id="d2" n="2"><head>2. Record of a Talk Between <persName type="from">A</persName> and B</head>
      <dateline><placeName>Port Royal</placeName>, <date when="1871-03-05">March 5</date></dateline>
      <list type="subject"><head>SUBJECT</head><item>Tolls</item></list>
      <list type="participants"><item>Envoy <persName corresp="#p_HA1">Halvorsen</persName></item>
        <item>The Strait<list><item>Governor <persName corresp="#p_OR1">Ortega</persName></item></list></item></list>
      <p>They met.<note n="1" xml:id="d2fn1">Briefly.</note></p>
    </div>
    <div type="document" xml:id="d3" n="3"><head>3. Editorial Note</head><p>On March 6 nothing happened.</p></div>
  </div></body></text></TEI>
"""

NEW = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xml:id="strait1871" xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0">
  <teiHeader><fileDesc><titleStmt><title type="complete">Papers of the Strait Commission, 1871</title></titleStmt>
    <publicationStmt><date type="content-date" notBefore="1871-01-01T00:00:00-05:00" notAfter="1871-12-31T23:59:59-05:00">1871</date></publicationStmt>
    <sourceDesc><p>Printed in 1990</p></sourceDesc></fileDesc></teiHeader>
  <text><body><div type="compilation" xml:id="comp1"><head>The Strait</head>
    <div frus:doc-dateTime-max="1871-03-04T23:15:00-05:00" frus:doc-dateTime-min="1871-03-04T23:15:00-05:00" n="1"
        subtype="historical-document" type="document" xml:id="d1">
      <head>1. Telegram From the <gloss type="from">Legation at Port
          Royal</gloss> to the <gloss type="to">Board of Marine</gloss><note n="1" type="source" xml:id="d1fn1">Source: Marine
          Archive.</note></head>
      <opener><dateline rendition="#right"><placeName><hi rend="italic">Port Royal</hi></placeName>, <date
          calendar="gregorian" when="1871-03-05T06:15:00+02:00">March 5, 1871—6:15 a.m.</date></dateline></opener>
      <list><label>a.</label><item>Tolls <persName>Ortega</persName><note n="2" xml:id="d1fn2">The Governor.</note> keeps</item>
        <pb n="13" xml:id="pg_13"/><label>b.</label><item>Ships:<list><label>1.</label><item>one</item></list>and more</item></list>
      <frus:attachment xml:id="d1at1"><head>Letter From <persName type="from">Ortega</persName> to <persName type="to">Halvorsen</persName></head>
        <opener><dateline><date when="1871-03-01">March 1</date></dateline></opener><p>Come.<note n="3" xml:id="d1fn3">He came.</note></p></frus:attachment>
    </div>
    <div frus:doc-dateTime-max="1871-12-31T23:59:59-05:00" frus:doc-dateTime-min="1871-01-01T00:00:00-05:00" n="2"
        subtype="editorial-note" type="document" xml:id="d2"><head>2. Editorial Note</head><p>A year passed.</p></div>
    <div frus:doc-dateTime-max="1871-04-30T23:59:59-05:00" frus:doc-dateTime-min="1871-04-01T00:00:00-05:00" n="3"
        subtype="historical-document" type="document" xml:id="d3"><head>3. Draft Treaty</head><p>Undated.</p></div>
    <div frus:doc-dateTime-max="1871-12-31T23:59:59-05:00" frus:doc-dateTime-min="1871-01-01T00:00:00-05:00" n="4"
        subtype="historical-document" type="document" xml:id="d4"><head>4. Paper</head><p>Undated as well.</p></div>
  </div></body></text></TEI>
"""


def read(folder: Path, text: str, name: str = "any.xml") -> SourceText:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_source(path)


@pytest.fixture
def old(tmp_path: Path) -> SourceText:
    return read(tmp_path, OLD)


@pytest.fixture
def new(tmp_path: Path) -> SourceText:
    return read(tmp_path, NEW)


def one(source: SourceText, end: str) -> DocumentRead:
    return next(document for document in source.documents if document.id.endswith(end))


def test_old_documents_and_their_ids(old: SourceText) -> None:
    assert [document.id for document in old.documents] == ["strait1871-d1", "strait1871-d2", "strait1871-d3"]
    assert [document.kind for document in old.documents] == ["telegram", "conversation", "editorial-note"]
    assert [part.id for part in old.parts] == ["d1", "d2", "d3"]  # as anchors know them
    first = old.documents[0]
    assert old.text[first.start : first.end].startswith('<div type="document" xml:id="d1"')
    assert old.text[first.start : first.end].endswith("</closer>\n    </div>")


def test_old_heading_parties_and_date(old: SourceText) -> None:
    first = old.documents[0]
    assert first.title == "1. Telegram From the Envoy at Port Royal (Halvorsen) to the Board of Marine"
    assert (first.sender, first.recipient, first.place) == ("Halvorsen", "Board of Marine", "Port Royal")
    assert (first.date, first.sent_at) == ("1871-03-04", "1871-03-04T18:15:00")
    (date,) = first.dates
    assert (date.role, date.edtf, date.basis) == ("sent", "1871-03-04T18:15:00", "markup")
    assert old.text[date.start : date.end] == date.text == "March 4, 1871, 6:15 p.m."
    assert (first.section, first.page) == ("The Strait", "11")
    assert [(party.role, party.name, party.party) for party in first.parties] == [
        ("sender", "Halvorsen", "strait1871-p_HA1"),
        ("recipient", "Board of Marine", ""),
        ("signatory", "Halvorsen", "strait1871-p_HA1"),
    ]


def test_old_notes_and_links(old: SourceText) -> None:
    first = old.documents[0]
    assert [(note.marker, note.kind, note.text) for note in first.notes] == [
        ("0", "source", "Source: Marine Archive, Box 7. Secret."),
        ("1", "footnote", "Rosa Ortega."),
    ]
    assert first.citation == "Source: Marine Archive, Box 7. Secret."
    note = first.notes[1]
    assert old.text[: note.at].endswith("The Governor")
    assert old.text[note.start : note.end] == 'Rosa <hi rend="italic">Ortega</hi>.'
    assert [(link.target, link.text) for link in first.links] == [
        ("strait1871-d2", "the note to Document 2"),
        ("strait1869-d8", "an earlier volume"),
    ]


def test_participants_and_subjects(old: SourceText) -> None:
    talk = one(old, "d2")
    assert [(party.name, party.party) for party in talk.parties if party.role == "participant"] == [
        ("Envoy Halvorsen", "strait1871-p_HA1"),
        ("Governor Ortega", "strait1871-p_OR1"),
    ]
    assert ("subject", "Tolls") in talk.metadata
    assert [date.role for date in talk.dates] == ["meeting"]


def test_list_of_persons_with_posts(old: SourceText) -> None:
    halvorsen, ortega, rosita = old.parties
    assert (rosita.name, rosita.aliases, rosita.posts) == ("Rosita", ("Rosa Ortega",), ())
    assert (halvorsen.id, halvorsen.name, halvorsen.aliases) == (
        "strait1871-p_HA1",
        "Aksel Halvorsen",
        ("Halvorsen, Aksel",),
    )
    assert [(post.title, post.first, post.last) for post in halvorsen.posts] == [
        ("Envoy at Port Royal", "", "1871-05"),
        ("Minister of Marine", "1871-06", ""),
    ]
    assert [post.title for post in ortega.posts] == ["Governor of the Strait"]
    ((start, end),) = ortega.basis
    assert old.text[start:end].endswith("Governor of the Strait")


def test_header_is_metadata(old: SourceText) -> None:
    found = dict(old.metadata)
    assert found["title"] == "Papers of the Strait Commission, 1871"
    assert (found["editor"], found["publisher"], found["published"]) == ("A. Clerk", "Archive Press", "1990")


def test_new_encoding_keeps_the_zone_and_the_local_day(new: SourceText) -> None:
    first = new.documents[0]
    assert [date.edtf for date in first.dates] == ["1871-03-05T06:15:00+02:00"]
    assert first.date == "1871-03-05"  # in Washington it was still the 4th
    assert first.sent_at == "1871-03-05T06:15:00+02:00"
    assert (first.sender, first.recipient) == ("Legation at Port Royal", "Board of Marine")
    assert first.place == "Port Royal"


def test_new_editorial_note_has_no_date_of_its_own(new: SourceText) -> None:
    note = one(new, "d2")
    assert (note.kind, note.date, note.sent_at) == ("editorial-note", "", "")
    assert [(date.role, date.edtf) for date in note.dates] == [("noted", "1871")]


def test_undated_document_is_dated_by_its_editors_unless_they_mean_the_whole_volume(new: SourceText) -> None:
    assert (one(new, "d3").date, one(new, "d3").kind) == ("1871-04", "treaty")
    assert one(new, "d4").date == ""
    assert [date.role for date in one(new, "d4").dates] == ["noted"]


def test_attachment_is_inside_its_document_and_can_be_told_apart(new: SourceText) -> None:
    attached = one(new, "d1at1")
    assert (attached.kind, attached.parent) == ("attachment", "strait1871-d1")
    assert (attached.sender, attached.recipient, attached.date) == ("Ortega", "Halvorsen", "1871-03-01")
    assert [note.text for note in attached.notes] == ["He came."]
    assert [note.marker for note in new.documents[0].notes] == ["1", "2"]
    assert len([document for document in new.documents if not document.parent]) == 4


def test_blocks_hold_every_word_once(new: SourceText) -> None:
    first = new.documents[0]
    kinds = ("heading", "paragraph", "item")
    found = [
        (block.kind, " ".join(words(new, block.start, block.end).split()))
        for block in new.blocks
        if block.kind in kinds and first.start <= block.start < first.end
    ]
    assert found == [
        ("heading", "1. Telegram From the Legation at Port Royal to the Board of MarineSource: Marine Archive."),
        ("paragraph", "Port Royal, March 5, 1871—6:15 a.m."),
        ("item", "a.Tolls OrtegaThe Governor. keeps"),
        ("item", "b.Ships:"),
        ("item", "1.one"),
        ("item", "and more"),
        ("heading", "Letter From Ortega to Halvorsen"),
        ("paragraph", "March 1"),
        ("paragraph", "Come.He came."),
    ]
    assert [block.label for block in new.blocks if block.kind == "page"] == ["13"]
    assert sum(block.kind == "note" for block in new.blocks) == 3


def words(source: SourceText, start: int, end: int) -> str:
    pieces, at = [], start
    for skip in source.skips:
        if start <= skip.start and skip.end <= end:
            pieces.append(source.text[at : skip.start] + skip.reads)
            at = skip.end
    return "".join(pieces) + source.text[at:end]


@pytest.mark.parametrize(
    ("opening", "inside", "closing"),
    [
        ("<note>", "x " * 500_000, "</note>"),
        ('<div type="document">', "x " * 500_000, "</div>"),
        ("<signed>", "x " * 500_000, "</signed>"),
        ('<list type="participants">', "<item>x</item>" * 5_000, "</list>"),
        ("<opener><dateline>", '<date when="1871">x</date>' * 5_000, "</dateline></opener>"),
    ],
)
def test_deep_nesting_stays_linear(tmp_path: Path, opening: str, inside: str, closing: str) -> None:
    deep = opening * 100 + inside + closing * 100
    started = time.perf_counter()
    source = read(tmp_path, f'<TEI><text><div type="document" xml:id="d1">{deep}</div></text></TEI>')
    assert time.perf_counter() - started < 60
    assert source.documents[0].id == "any-d1"


@pytest.mark.parametrize(
    "many",
    [
        "<attachment><p>x</p></attachment>",
        "<label>1</label><item>x</item>",
        '<div type="document" xml:id="same"><p>x</p></div>',
        "<b/>",
        "<ref target='#d1'>x</ref>",
    ],
)
def test_many_siblings_stay_linear(tmp_path: Path, many: str) -> None:
    started = time.perf_counter()
    source = read(tmp_path, f'<TEI><text><div type="document" xml:id="d1">{many * 10_000}</div></text></TEI>')
    assert time.perf_counter() - started < 60
    assert len({document.id for document in source.documents}) == len(source.documents)


def test_ids_do_not_depend_on_the_order(tmp_path: Path) -> None:
    letters = [f'<div type="letter"><head>Letter to {name}</head><p>Dear {name}</p></div>' for name in ("Ann", "Ben")]
    one_way = read(tmp_path, f"<TEI><text><body>{''.join(letters)}</body></text></TEI>")
    other = read(tmp_path, f"<TEI><text><body>{''.join(reversed(letters))}</body></text></TEI>")
    assert {document.id: document.title for document in one_way.documents} == {
        document.id: document.title for document in other.documents
    }
    assert len(one_way.documents) == 2


def test_printed_word_is_read_where_the_markup_also_mends_it(tmp_path: Path) -> None:
    text = (
        '<TEI><text><div type="document" xml:id="d1"><head>A <choice><sic>Tresty</sic><corr>Treaty</corr></choice></head>'
        "<p>x</p></div></text></TEI>"
    )
    assert read(tmp_path, text).documents[0].title == "A Tresty"


def test_notes_at_the_end_are_joined_to_their_marks(tmp_path: Path) -> None:
    text = (
        '<TEI><text><body><div type="document" xml:id="d1"><head>Note</head><p>One<ref target="#n1">1</ref> two.</p></div>'
        '</body><back><div type="notes"><note xml:id="n1" n="1" place="end">Said twice.</note></div></back></text></TEI>'
    )
    source = read(tmp_path, text)
    (note,) = source.documents[0].notes
    assert (note.marker, note.text, note.kind) == ("1", "Said twice.", "endnote")
    assert source.text.startswith('<ref target="#n1">', note.at)
    assert source.documents[0].links == ()


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ('when="1871"', "1871"),
        ('when="1871-02-30"', None),
        ('from="1871-03-01" to="1871-03-03"', "1871-03-01/1871-03-03"),
        ('notBefore="1871-03"', "1871-03/.."),
        ('notAfter="1871-03-04"', "../1871-03-04"),
        ('when="1871-03-04" cert="low"', "1871-03-04?"),
        ('when="1871-03-04T10:00"', "1871-03-04T10:00"),
    ],
)
def test_dates_as_edtf(tmp_path: Path, written: str, edtf: str | None) -> None:
    text = f'<TEI><text><div type="document" xml:id="d1"><dateline><date {written}>then</date></dateline></div></text></TEI>'
    assert [date.edtf for date in read(tmp_path, text).documents[0].dates] == ([edtf] if edtf else [])


def test_name_of_an_original_kept_under_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "0f3a.xml"
    path.write_text('<TEI><text><div type="document" xml:id="d1"><p>x</p></div></text></TEI>')
    assert read_source(path, name="folder/strait.xml").documents[0].id == "strait-d1"
