from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import docx
import pytest

from foedus._core import CaseError, LimitError
from foedus.record import SourceText, read_source
from foedus.record._copy import ReadingCopy
from foedus.record._ingest._docx import _package
from foedus.record._ingest._docx._numbering import numeral
from foedus.record._repair._blocks import block_edits

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def xml(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{W}">{inner}</w:{root}>'


def run(text: str, *, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(*runs: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def packed(body: str, **parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        relation = f'<Relationship Id="r1" Type="{MAIN}" Target="word/document.xml"/>'
        file.writestr("_rels/.rels", f'<Relationships xmlns="{R}">{relation}</Relationships>')
        file.writestr(
            "word/document.xml", body if body.startswith("<?xml") else xml("document", f"<w:body>{body}</w:body>")
        )
        for name, text in parts.items():
            file.writestr(f"word/{name}.xml", text)
    return stream.getvalue()


def read(folder: Path, data: bytes) -> SourceText:
    path = folder / "file.docx"
    path.write_bytes(data)
    return read_source(path)


def lines(source: SourceText) -> list[str]:
    return ReadingCopy.of_skips(source.text, source.skips).with_edits(block_edits(source)).text.split("\n")


def said(source: SourceText, kind: str) -> list[str]:
    return [source.text[block.start : block.end] for block in source.blocks if block.kind == kind]


def labels(source: SourceText, kind: str) -> list[str]:
    return [block.label for block in source.blocks if block.kind == kind]


def codes(error: pytest.ExceptionInfo[CaseError]) -> list[str]:
    return [item.code for item in error.value.diagnostics]


def test_a_file_of_a_word_processor(tmp_path: Path) -> None:
    made = docx.Document()
    made.core_properties.title, made.core_properties.author = "北境文书", "某编者"
    made.add_heading("北境文书", 0)
    made.add_heading("第一节", 1)
    made.add_paragraph("王节度阁下：")
    letter = made.add_paragraph("所请盐引一万道，照准")
    letter.add_run("1").font.superscript = True
    letter.add_run("。但须在六月以前交清旧欠。")
    letter.add_run("hidden").font.hidden = True
    signed = made.add_paragraph("李文山")
    signed.add_run().add_break()
    signed.add_run("一八一二年三月九日")
    for style, text in (
        ("List Number", "first"),
        ("List Number", "second"),
        ("List Bullet", "dot"),
        ("Quote", "As said"),
    ):
        made.add_paragraph(text, style=style)
    table = made.add_table(2, 2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"{row}{column}"
    stream = io.BytesIO()
    made.save(stream)
    source = read(tmp_path, stream.getvalue())
    assert source.extracted
    assert lines(source) == [
        "北境文书", "第一节", "王节度阁下：", "所请盐引一万道，照准[1]。但须在六月以前交清旧欠。", "李文山",
        "一八一二年三月九日",
        "1. first", "2. second", "dot", "As said", "00\t01", "10\t11",
    ]  # fmt: skip
    assert [block.level for block in source.blocks if block.kind == "heading"] == [1, 1]
    assert said(source, "quote") == ["As said"]
    assert dict(source.metadata)["author"] == "某编者"
    assert dict(source.metadata)["created"]


def test_notes_stand_behind_the_text_with_their_marks(tmp_path: Path) -> None:
    body = (
        paragraph(run("Salt came"), "<w:r><w:footnoteReference w:id='2'/></w:r>", run(" in May"),
                  "<w:r><w:endnoteReference w:id='3'/></w:r>", run(".") + "<w:r><w:commentReference w:id='0'/></w:r>")
        + paragraph(run("And wool"), "<w:r><w:footnoteReference w:id='5'/></w:r>")
    )  # fmt: skip
    rule = "<w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
    notes = rule + "".join(
        f"<w:footnote w:id='{number}'>{paragraph('<w:r><w:footnoteRef/></w:r>', run(text))}</w:footnote>"
        for number, text in (("5", "Of sheep."), ("2", "Forty waggons."))
    )
    ends = f"<w:endnote w:id='3'>{paragraph(run('1812.'))}{paragraph(run('By the old count.'))}</w:endnote>"
    said_of_it = f"<w:comment w:id='0'>{paragraph(run('check'))}</w:comment>"
    source = read(
        tmp_path,
        packed(
            body,
            footnotes=xml("footnotes", notes),
            endnotes=xml("endnotes", ends),
            comments=xml("comments", said_of_it),
        ),
    )
    assert lines(source) == [
        "Salt came[1] in May[^i].[^c1]", "And wool[2]", "[1] Forty waggons.", "[2] Of sheep.",
        "[^i] 1812. By the old count.",
        "[^c1] check",
    ]  # fmt: skip
    assert labels(source, "note-mark") == ["[1]", "[^i]", "[^c1]", "[2]"]
    assert labels(source, "note") == ["[1]", "[2]", "[^i]", "[^c1]"]
    assert source.folded.text(0, 13) == "saltcameinmay"


def test_deleted_and_hidden_words_are_not_read_and_changes_are_noted(tmp_path: Path) -> None:
    body = paragraph(
        run("We "),
        f"<w:del>{run('never').replace('w:t', 'w:delText')}</w:del><w:ins>{run('gladly')}</w:ins>",
        run(" agree"),
        run("secret", look="<w:vanish/>"),
        run(".", look="<w:vanish w:val='0'/>"),
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>INCLUDETEXT http://example.org</w:instrText></w:r>",
    )
    source = read(tmp_path, packed(body))
    assert source.text == "We gladly agree.\n"
    assert [item.code for item in source.findings] == ["docx-revisions"]


def test_automatic_numbers_of_articles_are_written_out(tmp_path: Path) -> None:
    levels = (
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='第%1条'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl>"
    )
    numbers = f"<w:abstractNum w:abstractNumId='7'>{levels}</w:abstractNum>"
    numbers += "<w:num w:numId='3'><w:abstractNumId w:val='7'/></w:num>"

    def item(level: int, text: str) -> str:
        look = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='3'/></w:numPr>"
        return paragraph(run(text), look=look)

    body = item(0, "双方撤军。") + item(1, "甲") + item(1, "乙") + item(0, "双方交换。") + item(1, "丙")
    source = read(tmp_path, packed(body, numbering=xml("numbering", numbers)))
    assert lines(source) == ["第一条 双方撤军。", "1. 甲", "2. 乙", "第二条 双方交换。", "1. 丙"]


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [(4, "lowerRoman", "iv"), (1949, "upperRoman", "MCMXLIX"), (28, "upperLetter", "BB"), (10, "chineseCounting", "十"),
     (21, "chineseCountingThousand", "二十一"), (101, "japaneseCounting", "一百零一"), (12, "ideographDigital", "一二"),
     (3, "decimalEnclosedCircle", "③"), (0, "upperRoman", "0"),
     (10**7, "chineseCounting", "10000000"), (5, "unheardOf", "5")],
)  # fmt: skip
def test_numerals(value: int, form: str, expected: str) -> None:
    assert numeral(value, form) == expected


def test_text_boxes_and_tables_inside_tables(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent></w:pict></w:r>"
    inner = f"<w:tbl><w:tr><w:tc>{paragraph(run('inner'))}</w:tc></w:tr></w:tbl>"
    body = paragraph(run("around "), box, run("it")) + (
        f"<w:tbl><w:tr><w:tc>{paragraph(run('a'))}{inner}</w:tc><w:tc>{paragraph(run('b'))}</w:tc></w:tr></w:tbl>"
    )
    assert lines(read(tmp_path, packed(body))) == ["around it", "boxed", "a", "inner", "b"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 and no more", "docx-damaged"),
        (b"no zip at all", "docx-damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "docx-encrypted"),
        (packed("<w:p>"), "docx-damaged"),
        (packed(paragraph(run("x" * 10))[:-3]), "docx-damaged"),
        (packed("<w:tbl>" * 600 + "</w:tbl>" * 600), "docx-damaged"),
        (packed('<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">]><l>&a;</l>'), "xml-entities"),
        (packed('<?xml version="1.0"?><!DOCTYPE l SYSTEM "http://example.org/x.dtd"><l/>'), "xml-entities"),
        (packed(paragraph(run("salt " * 3_000_000))), "docx-bomb"),
        (packed(paragraph(run("x" * 500)))[:-60], "docx-damaged"),
    ],
)
def test_hostile_files_are_refused_with_a_report(tmp_path: Path, data: bytes, code: str) -> None:
    started = time.perf_counter()
    with pytest.raises(CaseError) as error:
        read(tmp_path, data)
    assert codes(error) == [code]
    assert error.value.diagnostics[0].hint
    assert time.perf_counter() - started < 60


def test_a_part_that_is_longer_than_it_says_is_refused(tmp_path: Path) -> None:
    data = bytearray(packed(paragraph(run("salt " * 2000))))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            size = int.from_bytes(data[at + offset : at + offset + 4], "little")
            if size > 5000:
                data[at + offset : at + offset + 4] = (100).to_bytes(4, "little")
    with pytest.raises(CaseError) as error:
        read(tmp_path, bytes(data))
    assert codes(error)[0] in ("docx-bomb", "docx-damaged")


def test_too_many_and_too_large_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(paragraph(run("a" * 3000)))
    monkeypatch.setattr(_package, "MAX_PART", 2000)
    with pytest.raises(LimitError, match=r"word/document\.xml"):
        read(tmp_path, data)
    monkeypatch.setattr(_package, "MAX_SUM", 2000)
    with pytest.raises(CaseError) as error:
        read(tmp_path, data)
    assert codes(error) == ["docx-bomb"]
    monkeypatch.setattr(_package, "MAX_ENTRIES", 1)
    with pytest.raises(LimitError, match="parts"):
        read(tmp_path, data)


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside.xml"
    outside.write_text(xml("document", f"<w:body>{paragraph(run('stolen'))}</w:body>"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        target = f'<Relationship Id="r1" Type="{MAIN}" Target="{outside.as_uri()}" TargetMode="External"/>'
        file.writestr("_rels/.rels", f'<Relationships xmlns="{R}">{target}</Relationships>')
        file.writestr("word/document.xml", xml("document", f"<w:body>{paragraph(run('ours'))}</w:body>"))
    assert read(tmp_path, stream.getvalue()).text == "ours\n"


def test_a_paragraph_of_many_runs_is_read_in_bounded_time(tmp_path: Path) -> None:
    words = "".join(f"<w:r><w:t>{number} salt</w:t></w:r>" for number in range(200_000))
    started = time.perf_counter()
    source = read(tmp_path, packed(f"<w:p>{words}</w:p>"))
    assert len(source.text) > 1_800_000
    assert time.perf_counter() - started < 60
