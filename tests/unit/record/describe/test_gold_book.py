"""The gold half of the telegram book, and a book of our own in the same form that is always there."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.record._authority import Authority
from foedus.record._copy import Edit, ReadingCopy
from foedus.record._describe import describe, learn_authority
from foedus.record._ingest import read_source
from foedus.record._reading import NoteRead, Segment
from foedus.record._repair import repair

SHARED = Path(__file__).resolve().parents[5] / "shared"
BOOK = SHARED / "seeds" / "001_74540ae94b45093d.txt"

Case = tuple[dict[str, str], ReadingCopy, Segment, list[NoteRead]]

OUR_OWN = """加富尔致拿破仑电：请求会晤（1858年7月21日）
发自都灵 1858年7月21日18时40分收到
致路易松①：
可否于本月会晤？
加富尔
第12号电
1858年7月21日
送：内阁先生
——————————
① 路易松，拿破仑的化名。
拿破仑致加富尔电：同意会晤（1858年7月22日）
都灵法国公使①：
请转告加富尔：
“您7月21日的来电收到了。同意。
路易松”
请电告执行情况。
瓦莱夫斯基
1858年7月22日
——————————
① 拉图尔，时任法国驻撒丁王国公使。
"""


def test_a_book_of_our_own(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text(OUR_OWN, encoding="utf-8")
    text = OUR_OWN
    middle = text.index("拿破仑致加富尔电：同意")
    titles = ["加富尔致拿破仑电：请求会晤", "拿破仑致加富尔电：同意会晤"]
    cases = []
    for title, start, end in ((titles[0], 0, middle), (titles[1], middle, len(text))):
        note = re.search("—+\n① (.*)\n", text[start:end])
        assert note is not None
        mark = text.index("①", start)
        edits = [Edit(mark, mark + 1, "", "note"), Edit(start + note.start(), start + note.end(), "", "note")]
        segment = Segment(start, end, title, start, text.index("）", start) + 1, "contents")
        read = NoteRead("①", mark, start + note.start(1), start + note.end(1), note[1])
        cases.append((ReadingCopy.of(text).with_edits(edits).window(start, end), segment, [read]))
    authority = Authority(learn_authority(cases))
    first, second = (describe(copy, segment, notes=notes, authority=authority) for copy, segment, notes in cases)
    assert (first.kind, first.sender, first.recipient, first.reference, first.date) == (
        "telegram", "加富尔", "拿破仑", "第12号", "1858-07-21",
    )  # fmt: skip
    assert (second.sender, second.recipient, second.via) == ("拿破仑", "加富尔", "瓦莱夫斯基→都灵法国公使")


@pytest.fixture(scope="module")
def measured() -> Counter[str]:
    if not BOOK.is_file():
        pytest.skip("the book of ../shared/seeds is not beside the checkout; our own is read instead")
    cases = list(_cases())
    authority = Authority(learn_authority([(copy, segment, notes) for _, copy, segment, notes in cases]))
    right: Counter[str] = Counter()
    for gold, copy, segment, notes in cases:
        found = describe(copy, segment, notes=notes, authority=authority)
        received = next((date.edtf for date in found.dates if date.role == "received"), "")
        right["documents"] += 1
        right["kind"] += gold["kind"] == found.kind
        right["date"] += gold["date"] == found.date
        right["sent"] += gold["sent_at"] == found.sent_at
        right["received"] += gold["received_at"] == received
        right["number"] += gold["ref_no"] == found.reference
        for field, value in (("sender", found.sender), ("recipient", found.recipient), ("via", found.via)):
            right[field] += _people(gold[field]) == _people(value)
    return right


@pytest.mark.parametrize(
    ("field", "least"),
    [
        ("date", 1.0), ("sent", 0.98), ("received", 0.98), ("sender", 0.98), ("recipient", 0.95), ("via", 0.95),
        ("kind", 0.98), ("number", 0.97),
    ],
)  # fmt: skip
def test_the_gold_half(measured: Counter[str], field: str, least: float) -> None:
    assert measured[field] >= least * measured["documents"]


def _people(names: str) -> frozenset[str]:
    """Names without what stands in brackets, in any order."""
    bare = re.sub("（[^）]*）", "", names.replace("[", "（").replace("]", "）")).replace("）", "")
    return frozenset(re.split("[、；]|或|→", bare))


def _cases() -> Iterator[Case]:
    """Yield the documents with the gold's spans and notes, on the repaired copy."""
    source = read_source(BOOK)
    text = source.text
    notes: dict[str, list[NoteRead]] = {}
    edits = []
    for row in _rows("footnotes"):
        mark, start = int(row["marker_offset"]), int(row["def_start"])
        bar, end = start, int(row["def_end"])
        while text[bar - 1] in " ①②③④—\n":
            bar -= 1
        edits += [Edit(mark, mark + 1, "", "note"), Edit(bar, end, "", "note")]
        notes.setdefault(row["doc_seq"], []).append(NoteRead(row["marker"], mark, start, end, row["text"]))
    copy = repair(source).copy.with_edits(edits)
    for row in _rows("documents"):
        start, end = int(row["start_offset"]), int(row["end_offset"])
        segment = Segment(start, end, row["title"], start, _heading_end(text, start, row["body_heading"]), "contents")
        yield row, copy.window(start, end), segment, notes.get(row["seq"], [])


def _rows(what: str) -> Iterator[dict[str, str]]:
    with (SHARED / "evidence" / f"book-{what}-1-69.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _heading_end(text: str, start: int, heading: str) -> int:
    left = len(re.sub(r"[\W_]", "", heading))
    at = start
    while left:
        left -= re.match(r"[^\W_]", text[at]) is not None
        at += 1
    while text[at] in "）)①②":
        at += 1
    return at
