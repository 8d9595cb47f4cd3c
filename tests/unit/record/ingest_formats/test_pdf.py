from __future__ import annotations

import contextlib
import importlib.util
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from foedus._core import CaseError, LimitError
from foedus.record import SourceText, read_source, survey_sources
from foedus.record._copy import ReadingCopy
from foedus.record._ingest._pdf import _extract, _glyphs
from foedus.record._repair._blocks import block_edits


def _made() -> Any:
    spec = importlib.util.spec_from_file_location("_pdfs", Path(__file__).with_name("_pdfs.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made = _made()


def _written(folder: Path, data: bytes) -> Path:
    (folder / "file.pdf").write_bytes(data)
    return folder


def read(folder: Path, data: bytes) -> SourceText:
    return read_source(_written(folder, data) / "file.pdf")


def lines(source: SourceText) -> list[str]:
    return ReadingCopy.of(source.text, block_edits(source)).text.split("\n")


def whole(printed: tuple[str, ...]) -> str:
    """The lines of a paragraph as one, words put together again."""
    return " ".join(printed).replace("- ", "")


def said(source: SourceText, kind: str) -> list[str]:
    return [source.text[block.start : block.end] for block in source.blocks if block.kind == kind]


def labels(source: SourceText, kind: str) -> list[str]:
    return [block.label for block in source.blocks if block.kind == kind]


def codes(error: pytest.ExceptionInfo[CaseError]) -> list[str]:
    return [item.code for item in error.value.diagnostics]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[SourceText, list[str]]:
    data, paragraphs = made.chinese_book()
    return read(tmp_path_factory.mktemp("book"), data), paragraphs


def test_paragraphs_of_a_book_come_back_over_page_ends(book: tuple[SourceText, list[str]]) -> None:
    source, paragraphs = book
    assert source.extracted
    found = ["".join(text.split("\n")) for text in said(source, "paragraph")]
    noise = [text for kind in ("note", "page-head", "page-number", "watermark") for text in said(source, kind)]
    for text in noise:
        found = [paragraph.replace("".join(text.split("\n")), "") for paragraph in found]
    assert found == paragraphs


def test_furniture_of_a_book_is_marked_and_left_out_of_the_copy(book: tuple[SourceText, list[str]]) -> None:
    source, _ = book
    assert len(said(source, "watermark")) == 6
    assert len(said(source, "page-head")) == 6
    assert "内部资料" in source.text
    read_text = "".join(lines(source))
    assert "内部资料" not in read_text
    assert "北境文书" not in read_text
    assert labels(source, "page") == ["10", "11", "12", "13", "14", "15"]


def test_notes_at_the_foot_are_notes_with_their_marks(book: tuple[SourceText, list[str]]) -> None:
    source, _ = book
    assert labels(source, "note") == ["①", "②"] * 6
    assert said(source, "note")[0].endswith("\n而且第一省不同。")


def test_a_note_taken_out_of_the_copy_leaves_the_sentence_whole(book: tuple[SourceText, list[str]]) -> None:
    source, paragraphs = book
    copy = ReadingCopy.of(source.text, block_edits(source))
    text = copy.text
    spans = [(copy.from_source(b.start), copy.from_source(b.end)) for b in source.blocks if b.kind == "note"]
    for start, end in reversed(spans):  # as the step does that takes notes out: with the break behind them
        text = text[:start] + text[end + (text[end : end + 1] == "\n") :]
    assert [line for line in text.split("\n") if line] == paragraphs


def test_the_text_s_own_properties_are_metadata(book: tuple[SourceText, list[str]]) -> None:
    stated = dict(book[0].metadata)
    assert (stated["title"], stated["author"]) == ("北境文书", "某编者")
    assert len(stated["created"]) == 10


def test_two_columns_divided_words_and_a_raised_mark(tmp_path: Path) -> None:
    source = read(tmp_path, made.english_columns())
    assert lines(source) == [
        "The Salt of Orle",
        whole(made.LEFT) + "[1]",
        "1 The town book of Orle, folio 12.",
        whole(made.RIGHT),
    ]
    assert labels(source, "note-mark") == labels(source, "note") == ["1"]
    assert said(source, "page-number") == ["- 7 -"]
    assert labels(source, "page") == ["7"]
    assert [block.level for block in source.blocks if block.kind == "heading"] == [1]


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    rows = [("Year", "Waggons", "Toll"), ("1811", "20", "no"), ("1812", "40", "yes"), ("1813", "0", "no")] * 2
    source = read(tmp_path, made.table(rows))
    assert source.text.split("\n")[0] == "Year Waggons Toll"
    assert source.text.split("\n")[-1] == "1813 0 no"


def _chinese_fonts() -> bool:
    """Whether this machine has a font that stands in for a Chinese one that a PDF names and does not bring."""
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    return bool(subprocess.run([lister, ":lang=zh"], capture_output=True, check=False).stdout.strip())


@pytest.mark.skipif(not _chinese_fonts(), reason="no Chinese font is installed: characters without a font have no size")
def test_text_set_downwards_is_read_downwards(tmp_path: Path) -> None:
    columns = ["双方同意在六月以前交付", "四十辆卡车并在三月以前", "交清旧欠"]
    source = read(tmp_path, made.downwards(columns))
    assert source.text.split("\n") == columns


def test_a_turned_page_is_read_as_it_was_turned(tmp_path: Path) -> None:
    source = read(tmp_path, made.turned(["The first line of the page.", "The second line of it."]))
    assert source.text.split("\n") == ["The first line of the page.", "The second line of it."]


def test_a_scan_is_said_to_be_one(tmp_path: Path) -> None:
    source = read(tmp_path, made.scan())
    assert source.text == ""
    assert [item.code for item in source.findings] == ["pdf-no-text"]
    assert "OCR" in source.findings[0].hint


def test_a_password_is_asked_for_politely(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error:
        read(tmp_path, made.encrypted())
    assert codes(error) == ["pdf-encrypted"]


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"%PDF-1.4\n" + b"1 0 obj<<" * 50_000, b"%PDF-" + b"\0" * 9]
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(CaseError) as error:
        read(tmp_path, data)
    assert codes(error) == ["pdf-damaged"]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused_or_said_to_be_cut_short(tmp_path: Path, share: float) -> None:
    data = made.chinese_book()[0]
    found = survey_sources(_written(tmp_path, data[: int(len(data) * share)])).findings
    assert len(found) == 1
    assert found[0].code in ("pdf-damaged", "pdf-truncated")


def test_a_stream_that_unfolds_to_gigabytes_is_stopped(tmp_path: Path) -> None:
    started = time.perf_counter()
    with contextlib.suppress(CaseError, LimitError):
        assert len(read(tmp_path, made.bomb()).text) < 1000
    assert time.perf_counter() - started < 60


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LimitError, match="pages"):
        _glyphs._parse(b'{"error": "pages", "pages": 9000}\n', 0, "a.pdf")
    assert _extract.MAX_PAGES < 9000


def test_a_reader_that_dies_or_stalls_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CaseError) as error:
        _glyphs._parse(b"", -11, "a.pdf")
    assert codes(error) == ["pdf-hostile"]
    monkeypatch.setattr(_glyphs, "MAX_SECONDS", 0.001)
    with pytest.raises(LimitError, match="not read within"):
        read(tmp_path, made.scan())


def test_garbage_inside_a_pdf_never_breaks_the_reader(tmp_path: Path) -> None:
    data = bytearray(made.english_columns())
    for at in range(200, len(data) - 200, 97):
        data[at] = (data[at] * 31 + at) % 256
    with contextlib.suppress(CaseError, LimitError):
        assert isinstance(read(tmp_path, bytes(data)), SourceText)


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_a_page_printed_by_a_browser(tmp_path: Path) -> None:
    paragraphs = [made.chinese_paragraph(number, sentences=2 + number % 5) for number in range(24)]
    body = "".join(f"<p>{paragraph}<sup>{number}</sup></p>" for number, paragraph in enumerate(paragraphs, 1))
    style = "@page{size:A5;margin:2cm}body{font-size:11pt;text-align:justify}p{text-indent:2em;margin:0}"
    page = tmp_path / "page.html"
    page.write_text(
        f"<html lang=zh><meta charset=utf-8><style>{style}</style><h1>北境文书</h1>{body}", encoding="utf-8"
    )
    made_at = tmp_path / "page.pdf"
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={made_at}", str(page)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    source = read_source(made_at)
    assert lines(source) == ["北境文书", *(f"{text}[{number}]" for number, text in enumerate(paragraphs, 1))]


def test_a_page_of_scattered_letters_is_read_in_bounded_time(tmp_path: Path) -> None:
    started = time.perf_counter()
    source = read(tmp_path, made.scattered(60_000))
    assert len(source.text) >= 60_000
    assert time.perf_counter() - started < 60
