from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from foedus._core import CaseError, LimitError
from foedus.record import SourceText, find_sources, read_source, survey_sources
from foedus.record._ingest import _find, _markup


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def letters(source: SourceText) -> str:
    return source.folded.text(0, len(source.folded))


def codes(error: pytest.ExceptionInfo[CaseError]) -> list[str]:
    return [item.code for item in error.value.diagnostics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们<br><br>先走", "我们先走"),
        ("one<BR/>two <span class='a > b'>three</span>", "onetwothree"),
        ("x <y and z> w <3", "xyandzw3"),  # no tags
        ("see [[letter-1|the letter]] or [[letter-2]]", "seetheletterorletter2"),
        ('a [word](https://example.org/x_1 "title") here', "awordhere"),
        ("kept[^12] whole", "keptwhole"),
        ("a&nbsp;b &amp; c&#x4e2d;d &nosuch; e", "abc中dnosuche"),
        ("a<!-- hidden -->b<script>var x</script>c", "abc"),
        ("a<!-- never closed b", "aneverclosedb"),
        ("**bold** _it_ `code`", "bolditcode"),
    ],
)
def test_markdown_counts_what_a_reader_sees(tmp_path: Path, text: str, expected: str) -> None:
    assert letters(read_source(write(tmp_path, "a.md", text))) == expected


def test_front_matter_is_metadata_not_text(tmp_path: Path) -> None:
    text = "---\r\ntitle: 一封信\r\ntags: [a, 'b']\r\ndate: 1958-02\r\n---\r\n正文"
    source = read_source(write(tmp_path, "a.txt", text))
    assert source.metadata == (("title", "一封信"), ("tags", "a, b"), ("date", "1958-02"))
    assert letters(source) == "正文"
    assert source.text == text  # offsets are those of the stored file
    assert source.folded.offsets.tolist() == [len(text) - 2, len(text) - 1]


def test_broken_front_matter_is_noted_and_passed_over(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, "a.md", "---\n- a\n---\ntext"))
    assert [item.code for item in source.findings] == ["source-front-matter"]
    assert letters(source) == "text"


def test_rule_without_front_matter_is_text(tmp_path: Path) -> None:
    assert letters(read_source(write(tmp_path, "a.md", "---\nno end to it"))) == "noendtoit"


def test_plain_text_is_read_as_it_stands(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, "a.txt", "1 < 2 [[x|y]] &amp;"))
    assert (source.format, letters(source)) == ("plain", "12xyamp")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    source = read_source(write(tmp_path, "a.txt", "中国与朝鲜的信".encode(encoding)))
    assert source.text == "中国与朝鲜的信"
    assert source.encoding == encoding
    assert [item.code for item in source.findings] == (["source-encoding-guessed"] if encoding == "gb18030" else [])


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"PK\x03\x04\0\0", "source-binary"), (b"caf\xe9 \xff\xff", "source-encoding"), (b"\xff\xfea", "source-encoding")],
)
def test_files_that_are_no_text_are_refused(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(CaseError) as error:
        read_source(write(tmp_path, "a.txt", data))
    assert codes(error) == [code]


TEI = """<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<div type="chapter"><div type="document" n="a > b" xml:id="d1"><p>First <hi rend="it">let</hi>ter</p></div>
<!-- no <b>text</b> --><div type="document" xml:id="d2"><p>Second &amp; &#20013; <![CDATA[a <b> c]]></p></div></div>
</body></text></TEI>"""


def test_tei_text_and_its_documents(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, "a.xml", TEI))
    assert letters(source) == "firstlettersecond中abc"
    assert [part.id for part in source.parts] == ["d1", "d2"]
    assert [source.folded.position(part.start) for part in source.parts] == [0, 11]
    assert source.text[source.folded.offsets[0]] == "F"
    assert source.text[source.parts[1].end - 6 : source.parts[1].end] == "</div>"


LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LAUGHS, "xml-entities"),
        (OUTSIDE, "xml-entities"),
        ('<!DOCTYPE l [<!ENTITY % p SYSTEM "http://example.org/x.dtd"> %p;]><l/>', "xml-entities"),
        ("<a>" * 100_000, "xml-depth"),
        ("<a><b></a>", "xml-syntax"),
        ("<a><b>cut off in the mid", "xml-syntax"),
        (f"<a>{'x' * 10_000_000}", "xml-syntax"),
        ('<a b="' + "&amp;" * 200_000, "xml-syntax"),
        ("<a>&undefined;</a>", "xml-syntax"),
        ("", "xml-syntax"),
    ],
)
def test_hostile_xml_is_refused_with_its_place(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(CaseError) as error:
        read_source(write(tmp_path, "a.xml", text))
    assert codes(error) == [code]
    assert error.value.diagnostics[0].where is not None
    assert error.value.diagnostics[0].hint


@pytest.mark.parametrize(
    "unit", ["<", "<a ", '<br "', "<!--", "[[a|", "](", "](<", "&amp", "[^", "<br '\"", "<script>"]
)
def test_hostile_markdown_stays_linear(tmp_path: Path, unit: str) -> None:
    text = unit * 100_000
    started = time.perf_counter()
    assert len(read_source(write(tmp_path, "a.md", text)).text) == len(text)
    assert time.perf_counter() - started < 60  # quadratic reading would take minutes


@pytest.mark.parametrize(("name", "text"), [("a.md", "<b>" * 50), ("a.xml", f"<r>{'<b/>' * 50}</r>")])
def test_markup_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    monkeypatch.setattr(_markup, "MAX_SPANS", 40)
    with pytest.raises(LimitError, match="more than 40 tags"):
        read_source(write(tmp_path, name, text))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)  # sparse
    with pytest.raises(LimitError, match="limit is 67,108,864"):
        read_source(path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(CaseError) as error:
        read_source(tmp_path / "a.txt")
    assert codes(error) == ["source-not-a-file"]


def test_a_folder_gives_its_texts_in_order_and_says_what_it_passed_over(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside/secret.txt", "not ours")
    root = tmp_path / "sources"
    write(root, "b.txt", "second")
    write(root, "a/z.md", "third")
    write(root, "a.txt", "first")
    write(root, "image.png", b"\0\1")
    write(root, "scan.odt", b"PK")
    write(root, "a/binary.txt", b"\0\1")
    write(root, ".hidden.txt", "hidden")
    with (root / "huge.txt").open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    (root / "link.txt").symlink_to(outside)
    (root / "up").symlink_to(tmp_path / "outside", target_is_directory=True)
    (root / "loop").symlink_to(root, target_is_directory=True)
    (root / "dangling.txt").symlink_to(root / "gone.txt")
    found = survey_sources(root)
    assert [source.text for source in found.texts] == ["first", "second", "third"]
    assert sorted((item.code, item.where.file if item.where else "") for item in found.findings) == [
        ("source-binary", "a/binary.txt"),
        ("source-format", "scan.odt"),
        ("source-outside", "link.txt"),
        ("source-outside", "up"),
        ("source-too-large", "huge.txt"),
        ("source-unreadable", "dangling.txt"),
    ]
    assert all(item.hint for item in found.findings)
    assert [source.name for source in found.texts] == ["a.txt", "b.txt", "a/z.md"]
    assert [source.text for source in find_sources(root)] == ["first", "second", "third"]


def test_a_folder_gives_every_format_there_is_a_reader_for(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", "date,from,to,text\n1871-03-04,A,B,Come.\n")
    write(tmp_path, "b.json", '[{"date": "1871-03-05", "from": "B", "text": "No."}]')
    write(tmp_path, "c.pdf", b"no pdf")
    write(tmp_path, "d.xml", "<TEI>")
    write(tmp_path, "e.xls", b"\0")
    write(tmp_path, "f.txt", "\u548c\u5e73\u662f\u6211\u4eec\u7684".encode("gb18030"))
    found = survey_sources(tmp_path)
    assert [(text.name, text.format, len(text.documents)) for text in found.texts] == [
        ("a.csv", "csv", 1), ("b.json", "json", 1), ("f.txt", "plain", 0),
    ]  # fmt: skip
    assert all(len(text.digest) == 64 for text in found.texts)
    reported = {item.where.file: item.code for item in found.findings if item.where}
    assert reported["d.xml"] == "xml-syntax"
    assert reported["e.xls"] == "source-format"
    assert reported["f.txt"] == "source-encoding-guessed"
    assert "c.pdf" in reported  # whichever reason its reader gives


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_find, "MAX_FILES", 2)
    for name in "abc":
        write(tmp_path, f"{name}.txt", name)
    with pytest.raises(LimitError, match="more than 2 text files"):
        find_sources(tmp_path)


def test_too_many_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_find, "MAX_TOTAL", 10)
    for name in "abc":
        write(tmp_path, f"{name}.txt", name * 4)
    with pytest.raises(LimitError, match="of text"):
        find_sources(tmp_path)


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_find, "MAX_ENTRIES", 2)
    for name in "abc":
        write(tmp_path, f"{name}.jpg", name)
    with pytest.raises(LimitError, match="more than 2 entries"):
        find_sources(tmp_path)
