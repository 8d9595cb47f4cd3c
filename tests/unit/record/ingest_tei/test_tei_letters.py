"""Letters with ``correspDesc``: alone, in a corpus, beside the divisions of an edition, and in a list of letters."""

# ruff: noqa: E501
from __future__ import annotations

from pathlib import Path

from foedus.record import SourceText, read_source

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="L7">
<teiHeader><fileDesc><titleStmt><title>Mill to Quince on the ferry</title></titleStmt>
 <publicationStmt><p>unpublished</p></publicationStmt>
 <sourceDesc><msDesc><msIdentifier><settlement>Lund</settlement><repository>City Archive</repository><idno>F 12</idno></msIdentifier></msDesc></sourceDesc></fileDesc>
 <profileDesc><langUsage><language ident="en">English</language></langUsage>
 <correspDesc ref="https://letters.example.org/L7">
  <correspAction type="sent"><persName ref="https://id.example.org/1">Ada Mill</persName><persName>Jo Mill</persName><placeName>Lund</placeName><date when="1830-05-02" cert="medium"/></correspAction>
  <correspAction type="transmitted"><orgName>Post Office</orgName></correspAction>
  <correspAction type="received"><persName ref="#p2">T. Quince</persName><date when="1830-05-06"/></correspAction>
 </correspDesc></profileDesc></teiHeader>
<text><body><div type="letter"><opener><dateline><placeName>Lund</placeName>, <date when="1830-05-01">1 May</date></dateline><salute>Dear Sir</salute></opener>
<p>The ferry<note n="1">Of oak.</note> is yours.</p></div></body>
<back><listPerson><person xml:id="p2"><persName><forename>Theodor</forename> <surname>Quince</surname></persName><persName>T. Quince</persName><occupation from="1828">Ferryman</occupation></person></listPerson></back></text></TEI>"""

LIST = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letters of Ada Mill</title></titleStmt>
<publicationStmt><date when="2020-01-01"/><idno type="url">https://x.example.org/list.xml</idno></publicationStmt>
<sourceDesc><bibl type="print" xml:id="b1">Mill, Letters (Lund 1900).</bibl></sourceDesc></fileDesc><profileDesc>
<correspDesc key="12" source="#b1"><correspAction type="sent"><persName ref="https://id.example.org/1">Ada Mill</persName><date when="1830-05-02"/></correspAction>
 <correspAction type="received"><persName>Theodor Quince</persName></correspAction></correspDesc>
<correspDesc ref="https://x.example.org/letter/13"><correspAction type="sent"><persName>Theodor Quince</persName><date notBefore="1830-06" notAfter="1830-07"/></correspAction>
 <correspAction type="received"><persName ref="https://id.example.org/1">A. Mill</persName></correspAction></correspDesc>
</profileDesc></teiHeader><text><body><p/></body></text></TEI>"""


def read(folder: Path, text: str, name: str) -> SourceText:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_source(path)


def test_one_letter(tmp_path: Path) -> None:
    source = read(tmp_path, LETTER, "any.xml")
    (letter,) = source.documents
    assert (letter.sender, letter.recipient, letter.via) == ("Ada Mill; Jo Mill", "T. Quince", "Post Office")
    assert [(date.role, date.edtf) for date in letter.dates] == [
        ("drafted", "1830-05-01"), ("sent", "1830-05-02?"), ("received", "1830-05-06"),
    ]  # fmt: skip
    assert (letter.date, letter.sent_at) == ("1830-05-01", "1830-05-02?")
    assert (letter.kind, letter.place, letter.url) == ("letter", "Lund", "https://letters.example.org/L7")
    assert [note.text for note in letter.notes] == ["Of oak."]
    persons = {party.role: party.party for party in letter.parties}
    assert persons["recipient"] == "L7-p2"
    assert {party.name for party in source.parties} == {"Theodor Quince", "Ada Mill"}


def test_one_letter_whose_text_is_no_division(tmp_path: Path) -> None:
    plain = LETTER.replace('<div type="letter">', "").replace("</div>", "")
    (letter,) = read(tmp_path, plain, "any.xml").documents
    assert (letter.id, letter.title, letter.language) == ("L7", "Mill to Quince on the ferry", "en")
    assert (letter.citation, letter.reference) == ("Lund, City Archive, F 12", "F 12")
    assert letter.sender == "Ada Mill; Jo Mill"
    assert next((date.role, date.edtf) for date in letter.dates) == ("drafted", "1830-05-01")


def test_a_corpus_of_letters(tmp_path: Path) -> None:
    one = LETTER.replace('<div type="letter">', "").replace("</div>", "")
    two = one.replace('xml:id="L7"', 'xml:id="L8"').replace("1830-05-02", "1830-06-02").replace('"p2"', '"p3"')
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{one}{two}</teiCorpus>'
    source = read(tmp_path, corpus, "mill.xml")
    assert [document.id for document in source.documents] == ["L7", "L8"]
    assert [document.sent_at for document in source.documents] == ["1830-05-02?", "1830-06-02?"]


def test_a_list_of_letters_without_their_text(tmp_path: Path) -> None:
    source = read(tmp_path, LIST, "list.xml")
    assert [document.id for document in source.documents] == ["list-12", "list-13"]
    assert read(tmp_path, LIST.replace('key="12"', 'key="[1] 2"'), "list.xml").documents[0].id == "list-1-2"
    first, second = source.documents
    assert (first.sender, first.recipient, first.date) == ("Ada Mill", "Theodor Quince", "1830-05-02")
    assert first.citation == "Mill, Letters (Lund 1900)."
    assert source.text[first.start : first.end].startswith("<correspDesc key=")
    assert (second.date, second.url) == ("1830-06/1830-07", "https://x.example.org/letter/13")
    (party,) = source.parties
    assert (party.id, party.name, party.aliases) == ("https://id.example.org/1", "Ada Mill", ("A. Mill",))


def test_descriptions_are_joined_to_the_divisions_they_point_to(tmp_path: Path) -> None:
    text = """<TEI><teiHeader><profileDesc>
    <correspDesc corresp="#b"><correspAction type="sent"><persName>Ben</persName><date when="1801"/></correspAction></correspDesc>
    <correspDesc corresp="#a"><correspAction type="sent"><persName>Ann</persName><date when="1802"/></correspAction></correspDesc>
    </profileDesc></teiHeader><text><body><div type="letter" xml:id="a"><p>one</p></div><div type="letter" xml:id="b"><p>two</p></div></body></text></TEI>"""
    source = read(tmp_path, text, "two.xml")
    assert [(each.id, each.sender, each.date) for each in source.documents] == [
        ("two-a", "Ann", "1802"),
        ("two-b", "Ben", "1801"),
    ]


def test_a_text_that_states_no_documents_is_left_to_later_steps(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "<TEI><text><body><div type='chapter'><head>One</head><p>Words.</p></div></body></text></TEI>",
        "b.xml",
    )
    assert source.documents == ()
    assert [(block.kind, source.text[block.start : block.end]) for block in source.blocks] == [
        ("heading", "One"), ("paragraph", "Words."),
    ]  # fmt: skip
