"""Calendars in CSV and JSON: columns and keys in two languages, quoting, broken rows, offsets of every text."""

# ruff: noqa: E501
from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus._core import LimitError
from foedus.record import SourceText, read_source
from foedus.record._ingest import _calendar_csv
from foedus.record._ingest._calendar_csv import _rows, _value


def read(folder: Path, text: str | bytes, name: str = "letters.csv") -> SourceText:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_source(path)


def codes(source: SourceText) -> list[str]:
    return [item.code for item in source.findings]


def letters(source: SourceText) -> str:
    return source.folded.text(0, len(source.folded))


ENGLISH = (
    "ID;Date;Date received;From;To;Place;Subject;Text;Archive;Box;Weather\r\n"
    '12;1871-03-04;5 March 1871;"Halvorsen; Lund";Board;Port Royal;Tolls;"He said ""wait"".\r\nWe wait.";Marine;7;fog\r\n'
    ";;;;;;;;;;\r\n"
    "13;March 1871;;Board;Halvorsen;;;Go.;;;\r\n"
)


def test_english_columns_with_semicolons(tmp_path: Path) -> None:
    source = read(tmp_path, ENGLISH)
    first, second = source.documents
    assert source.format == "csv"
    assert (first.id, first.title, first.date) == ("letters-12", "Tolls", "1871-03-04")
    assert [(date.role, date.edtf, date.text) for date in first.dates] == [
        ("drafted", "1871-03-04", "1871-03-04"),
        ("received", "1871-03-05", "5 March 1871"),
    ]
    assert (first.sender, first.recipient, first.place) == ("Halvorsen; Lund", "Board", "Port Royal")
    assert first.citation == "Marine, 7"
    assert first.metadata == (("Weather", "fog"),)
    assert source.text[first.body_start : first.body_end] == 'He said ""wait"".\r\nWe wait.'
    assert source.text[first.start : first.end].startswith("12;1871")
    assert (second.title, second.date) == ("Board to Halvorsen", "1871-03")
    assert codes(source) == []


def test_only_titles_and_texts_are_read(tmp_path: Path) -> None:
    source = read(tmp_path, ENGLISH)
    assert letters(source) == "tollshesaidwaitwewaitgo"
    assert [(block.kind, source.text[block.start : block.end]) for block in source.blocks] == [
        ("heading", "Tolls"),
        ("paragraph", 'He said ""wait"".'),
        ("paragraph", "We wait."),
        ("paragraph", "Go."),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_columns(tmp_path: Path, encoding: str) -> None:
    text = (
        "编号,日期,发信人,收信人,题名,正文,来源,文种\n"
        "甲1,1871年3月4日,哈尔沃森,海事局,关于通行税,请等候，不要放行。,海事档案,电报\n"
    )
    source = read(tmp_path, text.encode(encoding), "来往电报.csv")
    (document,) = source.documents
    assert (document.sender, document.recipient, document.kind) == ("哈尔沃森", "海事局", "telegram")
    assert (document.date, document.citation, document.title) == ("1871-03-04", "海事档案", "关于通行税")
    assert source.text[document.body_start : document.body_end] == "请等候，不要放行。"


def test_ids_do_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    rows = ["1871-03-04\tA\tB\tOne", "1871-03-05\tB\tA\tTwo", "1871-03-04\tA\tB\tOne"]
    one = read(tmp_path, "\n".join(["date\tfrom\tto\ttext", *rows]), "a.tsv")
    two = read(tmp_path, "\n".join(["date\tfrom\tto\ttext", *rows[::-1]]), "a.tsv")
    assert {document.id for document in one.documents} == {document.id for document in two.documents}
    assert len({document.id for document in one.documents}) == 3


def test_broken_rows_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    text = (
        "date,from,to,text\n"
        '1871-03-04,A,B,"not closed\n'
        "1871-03-05,B,A,well\n"
        '1871-03-06,A,B,one,two\n'
        '1871-03-07,B,A,"closed"\n'
        "soon,B,A,undated\n"
    )  # fmt: skip
    source = read(tmp_path, text)
    assert [document.date for document in source.documents] == [
        "1871-03-04",
        "1871-03-05",
        "1871-03-06",
        "1871-03-07",
        "",
    ]
    places = [(item.code, item.where.line, item.where.column) for item in source.findings if item.where]
    assert places == [("calendar-row", 2, 16), ("calendar-row", 4, 20), ("calendar-date", 6, 1)]
    assert source.text[source.documents[0].body_start : source.documents[0].body_end] == '"not closed'


def test_order_of_day_and_month_is_learnt_from_the_column(tmp_path: Path) -> None:
    head = "date,from,to,text\n"
    clear = read(tmp_path, head + "3/4/1871,A,B,x\n13/4/1871,A,B,y\n")
    assert [document.date for document in clear.documents] == ["1871-04-03", "1871-04-13"]
    unclear = read(tmp_path, head + "3/4/1871,A,B,x\n")
    assert unclear.documents[0].date == ""  # never guessed
    assert codes(unclear) == ["calendar-date"]


def test_a_table_of_something_else_is_text(tmp_path: Path) -> None:
    source = read(tmp_path, "apples,pears\n1,2\n")
    assert (source.documents, codes(source), letters(source)) == ((), ["calendar-columns"], "applespears12")


@given(
    st.lists(st.lists(st.text(alphabet='ab,;"\n\r |中', max_size=6), min_size=2, max_size=4), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_cells_are_those_the_standard_library_reads(rows: list[list[str]], delimiter: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    text = stream.getvalue()
    found = [[_value(text, cell) for cell in row.cells] for row in _rows(text, 0, delimiter)]
    assert found == rows


@pytest.mark.parametrize("unit", ['"', '""', '"a\n', ',"', "a,b\n", '"\n', ',""'])
def test_hostile_tables_stay_linear(tmp_path: Path, unit: str) -> None:
    text = "date,from,text\n" + unit * 60_000
    started = time.perf_counter()
    assert read(tmp_path, text).text == text
    assert time.perf_counter() - started < 60


def test_a_table_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_calendar_csv, "MAX_ROWS", 2)
    with pytest.raises(LimitError, match="more than 2 rows"):
        read(tmp_path, "date,from\n" + "1871,A\n" * 3)


RECORDS = [
    {
        "id": "a",
        "date": "1871-03-04",
        "from": "A",
        "to": ["B", "C"],
        "text": "He said “wait”.\nWe 等.",
        "weather": {"fog": 1},
    },
    {"date": "1871-03-05", "from": "B", "to": "A", "text": "Go.", "tags": ["ferry", "toll"]},
]


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("shape", ["list", "items", "lines"])
def test_json_in_three_shapes(tmp_path: Path, shape: str, ascii_only: bool) -> None:
    if shape == "lines":
        text = "\n".join(json.dumps(record, ensure_ascii=ascii_only) for record in RECORDS)
    else:
        whole = RECORDS if shape == "list" else {"title": "Ferry letters", "letters": RECORDS}
        text = json.dumps(whole, ensure_ascii=ascii_only, indent=1)
    source = read(tmp_path, text, "ferry.json")
    first, second = source.documents
    assert (first.id, first.date, first.sender, first.recipient) == ("ferry-a", "1871-03-04", "A", "B; C")
    assert json.loads(f'"{source.text[first.body_start : first.body_end]}"') == RECORDS[0]["text"]
    assert json.loads(source.text[first.start : first.end]) == RECORDS[0]
    assert first.metadata == (("weather", '{"fog": 1}'),)
    assert second.tags == ("ferry", "toll")
    assert letters(source) == "hesaidwaitwe等go"
    assert len([block for block in source.blocks if block.kind == "paragraph"]) == 3
    assert source.metadata == ((("title", "Ferry letters"),) if shape == "items" else ())


def test_csl_json(tmp_path: Path) -> None:
    items = [
        {
            "id": "x1", "type": "personal_communication", "title": "On the ferry", "issued": {"date-parts": [[1871, 3, 4]]},
            "author": [{"family": "Halvorsen", "given": "Aksel"}, {"literal": "周恩来"}],
            "recipient": [{"family": "毛", "given": "泽东"}], "archive": "Marine Archive", "archive_location": "Box 7",
            "URL": "https://example.org/x1", "language": "en",
        },
        {"id": "x2", "type": "treaty", "title": "Ferry Treaty", "issued": {"date-parts": [[1871, 3], [1871, 5]]}},
    ]  # fmt: skip
    source = read(tmp_path, json.dumps(items), "library.json")
    letter, treaty = source.documents
    assert (letter.sender, letter.recipient) == ("Aksel Halvorsen; 周恩来", "毛泽东")
    assert (letter.kind, letter.date, letter.citation) == ("letter", "1871-03-04", "Marine Archive, Box 7")
    assert (letter.url, letter.language) == ("https://example.org/x1", "en")
    assert (treaty.kind, treaty.date) == ("treaty", "1871-03/1871-05")


def test_a_date_that_cannot_be_told_is_reported(tmp_path: Path) -> None:
    source = read(tmp_path, '[{"date": "1871", "from": "A"},\n {"date": "soon", "from": "B"}]', "a.json")
    assert [document.date for document in source.documents] == ["1871", ""]
    assert [(item.code, item.where.line, item.where.column) for item in source.findings if item.where] == [
        ("calendar-date", 2, 12)
    ]


def test_a_broken_record_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    text = '[{"date": "1871", "from": "A"},\n {"date": "1872" "from": "B"},\n {"date": "1873", "from": "C"}]'
    source = read(tmp_path, text, "a.json")
    assert [document.sender for document in source.documents] == ["A", "C"]
    assert [(item.code, item.where.line, item.where.column) for item in source.findings if item.where] == [
        ("calendar-row", 2, 18)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '[{"date": "1871", "from": "A',
        '{"date": 1' + "0" * 5_000 + "}",
        "",
        "[1, 2",
        '"',
    ],
)
def test_hostile_json_is_reported(tmp_path: Path, text: str) -> None:
    started = time.perf_counter()
    source = read(tmp_path, text, "a.json")
    assert time.perf_counter() - started < 60
    assert source.text == text
    assert source.findings


def test_reading_a_large_table_is_fast(tmp_path: Path) -> None:
    row = '1871-03-04,A,B,Tolls,"' + "We wait for the ferry. " * 20 + '"\n'
    text = "date,from,to,title,text\n" + row * 10_000
    started = time.perf_counter()
    assert len(read(tmp_path, text).documents) == 10_000
    assert time.perf_counter() - started < 60
