"""Calendars as JSON: a list of records, JSON Lines, or CSL-JSON of a reference manager; one document a record."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePath
from typing import Any

from foedus._core import Diagnostic, LimitError, Place, Severity

from .._fold import Skip
from .._reading import Block
from ._calendar_columns import READ, TELLING, field_of
from ._calendar_dates import order_told
from ._calendar_document import MAX_METADATA, MAX_ROWS, Cell, row_document, told_apart
from ._json_spans import MAX_FAULTS, Found, Member, Record, escapes, find_records
from ._markup import bounded
from ._source import SourceText

_DOTTED = 40


def read_json(text: str, *, path: Path, encoding: str, file: str) -> SourceText:
    r"""Return JSON as a source: a document a record where its keys are known here.

    Raises:
        LimitError: it has more than 300,000 records.

    >>> text = '[{"date": "1958-02-08", "from": "Ann", "text": "Come\u0021\\nNow."}]'
    >>> source = read_json(text, path=Path("a.json"), encoding="utf-8", file="a.json")
    >>> source.documents[0].sender, source.folded.text(0, 7)
    ('Ann', 'comenow')
    """
    found = find_records(text, most=MAX_ROWS)
    if len(found.records) > MAX_ROWS:
        raise LimitError(f"{file} has more than {MAX_ROWS:,} records: split it")
    findings = [_fault(text, file, at, message) for at, message in found.faults[:MAX_FAULTS]]
    known = Counter(field_of(member.key) for record in found.records[:200] for member in record.members)
    if len(TELLING & set(known)) < 2:
        findings.append(Diagnostic(
            "calendar-columns", Severity.NOTE, "no record has keys that are known here; the file was read as text",
            Place(file, 1, 1), "its records are not read as documents",
            "name the keys: id, date, from, to, title, text, source",
        ))  # fmt: skip
        return SourceText(path, text, encoding, "json", findings=tuple(findings))
    rows = [(record, list(_cells(text, record))) for record in found.records]
    rows = [(record, cells) for record, cells in rows if cells]
    told = {order for _, cells in rows for cell in cells if (order := order_told(cell.value)) is not None}
    day_first = told.pop() if len(told) == 1 else None
    stem = PurePath(file).stem
    documents = told_apart([
        row_document(cells, start=record.start, end=record.end, stem=stem, day_first=day_first)
        for record, cells in rows
    ])  # fmt: skip
    undated = (
        cell for (_, cells), document in zip(rows, documents, strict=True) if not document.date
        for cell in cells if cell.field == "date"
    )  # fmt: skip
    findings.extend(_undated(text, file, cell) for cell in islice(undated, MAX_FAULTS))
    read = [cell for _, cells in rows for cell in sorted(cells, key=lambda cell: cell.start) if _is_read(text, cell)]
    skips = bounded(_outside(text, read), file)
    return SourceText(
        path, text, encoding, "json", tuple(skips), metadata=_metadata(found), findings=tuple(findings),
        blocks=tuple(block for cell in read for block in _blocks(text, cell)), documents=documents,
    )  # fmt: skip


def _cells(text: str, record: Record) -> Iterator[Cell]:
    fields: set[str] = set()
    for member in record.members:
        value = _said(member.value)
        if not value.strip():
            continue
        field = field_of(member.key)
        if field in fields:
            field = ""
        fields.add(field)
        inner = 1 if text[member.start] == '"' else 0
        yield Cell(field, member.key, value, member.start + inner, member.end - inner)


def _said(value: Any) -> str:
    """Return a value as a cell of a table has it: names and dates of CSL-JSON too."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        return _object(value)
    if isinstance(value, list):
        return "; ".join(filter(None, (_said(each) for each in value[:1_000])))
    return ""


def _object(value: dict[str, Any]) -> str:
    parts = value.get("date-parts")
    if isinstance(parts, list):
        doubt = "~" if value.get("circa") else ""
        return "/".join(filter(None, (_day(part) for part in parts[:2]))) + doubt
    for key in ("literal", "raw", "name", "label", "title", "#text"):
        if isinstance(value.get(key), str) and value[key]:
            return str(value[key])
    if isinstance(value.get("family"), str):
        given = str(value.get("given") or "")
        before = str(value.get("non-dropping-particle") or value.get("dropping-particle") or "")
        family = value["family"]
        words = [family, given] if _is_han(family) else [given, before, family]
        return ("" if _is_han(family) else " ").join(filter(None, words))
    return json.dumps(value, ensure_ascii=False)[:MAX_METADATA]


def _day(part: Any) -> str:
    if not isinstance(part, list) or not part:
        return ""
    try:
        numbers = [int(number) for number in part[:3]]
    except (TypeError, ValueError):
        return ""
    return "-".join([f"{numbers[0]:04d}", *(f"{number:02d}" for number in numbers[1:])])


def _is_han(text: str) -> bool:
    return bool(text) and all("\u3400" <= each <= "\u9fff" for each in text)


def _is_read(text: str, cell: Cell) -> bool:
    return cell.field in READ and text[cell.start - 1 : cell.start] == '"'


def _blocks(text: str, cell: Cell) -> Iterator[Block]:
    """A title is a heading; what stands between two line breaks of a text is a paragraph."""
    if cell.field == "title":
        yield Block("heading", cell.start, cell.end, 2)
        return
    at = cell.start
    for start, end, reads in escapes(text, cell.start, cell.end):
        if reads in "\n\r":
            if text[at:start].strip():
                yield Block("paragraph", at, start)
            at = end
    if text[at : cell.end].strip():
        yield Block("paragraph", at, cell.end)


def _outside(text: str, cells: Sequence[Cell]) -> Iterator[Skip]:
    """Everything that is no text to be read, and the escapes inside it."""
    at = 0
    for cell in cells:
        if cell.start > at:
            yield Skip(at, cell.start)
        for start, end, reads in escapes(text, cell.start, cell.end):
            yield Skip(start, end, reads)
        at = cell.end
    if at < len(text):
        yield Skip(at, len(text))


def _metadata(found: Found) -> tuple[tuple[str, str], ...]:
    return tuple((member.key, _said(member.value)[:MAX_METADATA]) for member in found.top if _is_short(member))


def _is_short(member: Member) -> bool:
    return bool(_said(member.value)) and len(member.key) <= 2 * _DOTTED


def _undated(text: str, file: str, cell: Cell) -> Diagnostic:
    line, column = text.count("\n", 0, cell.start) + 1, cell.start - text.rfind("\n", 0, cell.start)
    return Diagnostic(
        "calendar-date", Severity.WARNING, f"the date {cell.value.strip()[:60]!r} cannot be told",
        Place(file, line, column, cell.start, cell.end), "what the record says may be lost", "write it as 1958-02-08",
    )  # fmt: skip


def _fault(text: str, file: str, at: int, message: str) -> Diagnostic:
    at = min(at, len(text))
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Diagnostic(
        "calendar-row", Severity.WARNING, f"this is no JSON: {message}", Place(file, line, column, at, at),
        "the record it stands in was not read", "mend it there",
    )  # fmt: skip
