"""Calendars as tables: comma, semicolon, tab or bar between cells, quoted or not; one document a row.

The standard library's reader knows no offsets and gives up at a quote that is not closed; here such a quote counts as a
letter, its row is reported, and the next row is read (RFC 4180 otherwise).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from foedus._core import Diagnostic, LimitError, Place, Severity

from .._fold import Skip
from .._reading import Block, DocumentRead
from ._calendar_columns import READ, TELLING, field_of
from ._calendar_dates import order_told
from ._calendar_document import MAX_ROWS, Cell, row_document, told_apart
from ._markup import bounded
from ._source import SourceText

DELIMITERS = (",", ";", "\t", "|", "，")
MAX_COLUMNS = 1_000
MAX_FINDINGS = 50
_HEAD = 64 * 1024
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_QUOTE = re.compile('"+')


class Row(NamedTuple):
    """A row as it stands: spans of its cells without their quotes, and whether each was quoted."""

    start: int
    end: int
    cells: list[tuple[int, int, bool]]
    broken: int
    """Where a quote opens that is not closed; -1 where none does."""


def read_csv(text: str, *, path: Path, encoding: str, file: str) -> SourceText:
    r"""Return a table as a source: a document a row where its first row names columns known here.

    Raises:
        LimitError: it has more than 300,000 rows.

    >>> text = 'date,from,to,text\n1958-02-08,Ann,Ben,"Come, ""soon""."\n'
    >>> source = read_csv(text, path=Path("a.csv"), encoding="utf-8", file="a.csv")
    >>> document = source.documents[0]
    >>> document.date, document.sender, text[document.body_start : document.body_end]
    ('1958-02-08', 'Ann', 'Come, ""soon"".')
    """
    begin = match.end() if (match := _SEPARATOR.match(text)) else 0
    delimiter = match[1] if match else _delimiter(text, PurePath(file).suffix.lower())
    rows = _rows(text, begin, delimiter)
    head = next(rows, None)
    names = [_value(text, cell) for cell in head.cells] if head is not None else []
    fields = _fields(names)
    if head is None or len(TELLING & set(fields)) < 2:
        note = Diagnostic(
            "calendar-columns", Severity.NOTE, "no row names columns that are known here; the table was read as text",
            Place(file, 1, 1), "its rows are not read as documents",
            "name the columns in the first row: id, date, from, to, title, text, source",
        )  # fmt: skip
        return SourceText(path, text, encoding, "csv", findings=(note,))
    reader = _Reader(text, file, names, fields)
    documents = told_apart(list(reader.documents(rows)))
    skips = bounded(_outside(text, reader.read), file)
    return SourceText(
        path, text, encoding, "csv", tuple(skips), metadata=(("columns", "; ".join(names)),),
        findings=tuple(reader.findings), blocks=tuple(reader.blocks), documents=documents,
    )  # fmt: skip


class _Reader:
    """One walk over the rows of a table."""

    def __init__(self, text: str, file: str, names: list[str], fields: list[str]) -> None:
        self.text = text
        self.file = file
        self.stem = PurePath(file).stem
        self.names = names
        self.fields = fields
        self.findings: list[Diagnostic] = []
        self.blocks: list[Block] = []
        self.read: list[tuple[int, int, bool]] = []
        """Cells that are text, in order."""
        self.line, self.counted = 1, 0

    def documents(self, rows: Iterator[Row]) -> Iterator[DocumentRead]:
        kept: list[tuple[Row, list[Cell]]] = []
        order: Counter[bool] = Counter()
        for row in rows:
            cells = self._cells(row)
            if not cells:
                continue
            if len(kept) == MAX_ROWS:
                raise LimitError(f"{self.file} has more than {MAX_ROWS:,} rows: split it")
            kept.append((row, cells))
            for cell in cells:
                told = order_told(cell.value) if cell.field.startswith("date") else None
                if told is not None:
                    order[told] += 1
        day_first = order.most_common(1)[0][0] if len(order) == 1 else None
        for row, cells in kept:
            document = row_document(cells, start=row.start, end=row.end, stem=self.stem, day_first=day_first)
            for cell in cells:
                if cell.field == "date" and not document.date:
                    message = f"the date {cell.value.strip()[:60]!r} cannot be told"
                    self.report("calendar-date", message, cell.start, "write it as 1958-02-08")
            yield document

    def _cells(self, row: Row) -> list[Cell]:
        """Return the cells of a row that are not empty, report what is wrong, and note which are text."""
        if row.broken >= 0:
            self.report("calendar-row", "a quote opens here and is not closed", row.broken, "close it, or double it")
        if len(row.cells) > len(self.names):
            at = row.cells[len(self.names)][0]
            message = f"the row has {len(row.cells)} cells and the table {len(self.names)} columns"
            self.report("calendar-row", message, at, "quote the cell that holds the delimiter")
        cells = []
        for number, span in enumerate(row.cells):
            value = _value(self.text, span)
            if not value.strip():
                continue
            named = number < len(self.names)
            field = self.fields[number] if named else ""
            cells.append(Cell(field, self.names[number] if named else f"column {number + 1}", value, span[0], span[1]))
            if field in READ:
                self.read.append(span)
                self.blocks.extend(_blocks(self.text, span, field))
        return cells

    def report(self, code: str, message: str, at: int, hint: str) -> None:
        """Note what is wrong at a character; after the fiftieth finding only that there is more."""
        if len(self.findings) == MAX_FINDINGS:
            message, hint = "further rows are wrong as well", "mend the first ones and read the file again"
        elif len(self.findings) > MAX_FINDINGS:
            return
        if at < self.counted:
            self.line, self.counted = 1, 0
        self.line += self.text.count("\n", self.counted, at)
        self.counted = at
        column = at - self.text.rfind("\n", 0, at)
        place = Place(self.file, self.line, column, at, at)
        self.findings.append(Diagnostic(code, Severity.WARNING, message, place, "what the row says may be lost", hint))


def _rows(text: str, begin: int, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a table, blank ones left out."""
    plain = re.compile(f"[^{re.escape(delimiter)}\r\n]*+")
    line = re.compile("[^\r\n]*+(?:\r\n|\r|\n|\\Z)")
    at, size = begin, len(text)
    while at < size:
        start = at
        cells: list[tuple[int, int, bool]] = []
        broken = -1
        while True:
            first = at
            while first < size and text[first] == " ":
                first += 1
            end = _closing(text, first, delimiter) if text.startswith('"', first) and broken < 0 else -1
            if end >= 0:
                cells.append((first + 1, end, True))
                at = end + 1
                while at < size and text[at] == " " and delimiter != " ":
                    at += 1
            else:
                if text.startswith('"', first) and broken < 0:
                    broken = first
                match = plain.match(text, at)
                stop = match.end() if match else at
                cells.append((at, stop, False))
                at = stop
            if len(cells) >= MAX_COLUMNS:
                match = line.match(text, at)
                at = match.end() if match else size
                break
            if at < size and text[at] == delimiter:
                at += 1
                continue
            break
        stop = cells[-1][1] + cells[-1][2]
        if at < size and text[at] in "\r\n":
            at += 2 if text.startswith("\r\n", at) else 1
        if len(cells) > 1 or cells[0][0] < cells[0][1]:
            yield Row(start, max(stop, start), cells, broken)


def _closing(text: str, opening: int, delimiter: str) -> int:
    """Return where the quote that closes the one at *opening* stands; -1 where none does."""
    at = opening + 1
    while (match := _QUOTE.search(text, at)) is not None:
        if (match.end() - match.start()) % 2 == 0:
            at = match.end()
            continue
        end = match.end()
        after = end
        while after < len(text) and text[after] == " ":
            after += 1
        return end - 1 if after == len(text) or text[after] in (delimiter, "\r", "\n") else -1
    return -1


def _value(text: str, span: tuple[int, int, bool]) -> str:
    start, end, quoted = span
    value = text[start:end]
    return value.replace('""', '"') if quoted else value.strip()


def _fields(names: list[str]) -> list[str]:
    """Return the field of each column; of two that mean the same the first counts."""
    fields: list[str] = []
    for name in names:
        field = field_of(name)
        fields.append(field if field not in fields else "")
    return fields


def _blocks(text: str, span: tuple[int, int, bool], field: str) -> Iterator[Block]:
    """A title is a heading; every line of a text is a paragraph."""
    kind = "heading" if field == "title" else "paragraph"
    for match in re.finditer(r"[^\r\n]+", text[span[0] : span[1]]):
        if not match[0].isspace():
            yield Block(kind, span[0] + match.start(), span[0] + match.end(), 2 if kind == "heading" else 0)


def _outside(text: str, cells: list[tuple[int, int, bool]]) -> Iterator[Skip]:
    """Everything that is no text to be read, and one of two quotes inside it."""
    at = 0
    for start, end, quoted in cells:
        if start > at:
            yield Skip(at, start)
        if quoted:
            found = text.find('""', start, end)
            while found >= 0:
                yield Skip(found, found + 2, '"')
                found = text.find('""', found + 2, end)
        at = end
    if at < len(text):
        yield Skip(at, len(text))


def _delimiter(text: str, suffix: str) -> str:
    """Return the delimiter that makes the first row name most columns, and most rows as long as it."""
    if suffix in (".tsv", ".tab"):
        return "\t"
    head = text[:_HEAD]
    best, chosen = (0, 0.0, 0), ","
    for delimiter in DELIMITERS:
        lengths: list[int] = []
        known = 0
        for row in _rows(head, 0, delimiter):
            if not lengths:
                known = len({field_of(_value(head, cell)) for cell in row.cells} - {""})
            lengths.append(len(row.cells))
            if len(lengths) == 50:
                break
        if lengths and lengths[0] > 1:
            even = sum(length == lengths[0] for length in lengths) / len(lengths)
            score = (known, even, lengths[0])
            if score > best:
                best, chosen = score, delimiter
    return chosen
