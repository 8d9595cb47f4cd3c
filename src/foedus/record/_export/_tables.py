"""Tables: each a list of columns with their meaning, so that the codebook cannot differ from the file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .._reading import DATE_ROLES, DOCUMENT_KINDS, LINK_KINDS, PARTY_ROLES
from .._search import network, text_reuse, timeline
from .._store import RecordStore, day_bounds
from .._suggestion import ACTS
from ._holding import Holding


@dataclass(frozen=True, slots=True)
class Column:
    """One variable: its name, what it holds, and its values where they are a closed list."""

    name: str
    meaning: str
    values: tuple[str, ...] = ()


Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of row and how the rows of a holding are made."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Holding], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class RecordTable:
    """One kind of row that only a whole record has."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[RecordStore], Iterator[Row]]


_FILE = Column("file", "name of the file the document stands in")
_START = Column("start", "first character, counted in the original file (or in the text extracted from PDF and DOCX)")
_END = Column("end", "character after the last, counted likewise")
_DOCUMENT = Column("document", "id of the document")


def _documents(holding: Holding) -> Iterator[Row]:
    one = holding.document
    first, last = day_bounds(one.date) if one.date else ("", "")
    yield (
        one.id, one.title, one.kind, one.sender, one.recipient, one.via, one.date, one.sent_at, one.reference,
        one.citation, one.start, one.end, len(one.notes), one.parent, holding.file, first, last, one.place,
        one.language, one.section, one.label, one.page, one.basis, "; ".join(one.tags), one.url, one.citation_printed,
        len(one.contradictions),
    )  # fmt: skip


def _notes(holding: Holding) -> Iterator[Row]:
    for note in holding.document.notes:
        yield holding.document.id, note.marker, note.text, note.start, note.end, note.at, note.kind, holding.file


def _suggestions(holding: Holding) -> Iterator[Row]:
    for one in holding.suggestions:
        yield (
            one.document, one.act, one.speaker, one.addressee, one.object, one.quantity, one.unit, one.condition,
            one.deadline, one.quote, one.start, one.end, one.id, "yes" if one.reported else "no", one.rule, one.status,
            holding.file,
        )  # fmt: skip


def _dates(holding: Holding) -> Iterator[Row]:
    for date in holding.document.dates:
        first, last = day_bounds(date.edtf)
        yield holding.document.id, date.role, date.edtf, first, last, date.text, date.basis, date.start, date.end


def _parties(holding: Holding) -> Iterator[Row]:
    for party in holding.document.parties:
        yield holding.document.id, party.role, party.name, party.party, party.basis, party.start, party.end


def _links(holding: Holding) -> Iterator[Row]:
    for link in holding.document.links:
        yield holding.document.id, link.kind, link.target, link.text, link.start, link.end


def _contradictions(holding: Holding) -> Iterator[Row]:
    for found in holding.document.contradictions:
        spans = "; ".join(f"{start}-{end}" for start, end in found.spans)
        yield holding.document.id, found.code, found.message, spans


TABLES = {
    table.name: table
    for table in (
        Table(
            "documents",
            (
                Column("id", "stable id; never depends on position"),
                Column("title", "title, from the table of contents, the heading or the markup"),
                Column("kind", "what the document is", DOCUMENT_KINDS),
                Column("sender", "who sent it or speaks in it, as the authority file names them"),
                Column("recipient", "to whom"),
                Column("via", "who passed it on"),
                Column("date", "the date it is cited by, EDTF (ISO 8601-2)"),
                Column(
                    "sent_at", "when it was dispatched, EDTF with time where printed; the sender's clock as printed"
                ),
                Column("reference", "number under which it was sent or kept"),
                Column("source", "where it is printed or kept; 同上 and ibid. resolved"),
                _START,
                _END,
                Column("note_count", "number of notes on it"),
                Column("parent", "id of the document that contains it, for nested ones"),
                _FILE,
                Column("date_first", "earliest day the date may mean, ISO 8601"),
                Column("date_last", "latest day the date may mean, ISO 8601"),
                Column("place", "where it was written or sent from"),
                Column("language", "language of its text, BCP 47"),
                Column("section", "part of the volume it stands in"),
                Column("label", "label before its title (annex two, 附录二)"),
                Column("page", "page of the volume on which it begins, as its contents say"),
                Column("basis", "what says that a document begins here"),
                Column("tags", "keywords the file gives it"),
                Column("url", "address the file gives it"),
                Column("source_printed", "the citation as printed"),
                Column("contradictions", "number of statements in it that contradict each other"),
            ),
            _documents,
        ),
        Table(
            "notes",
            (
                _DOCUMENT,
                Column("marker", "the mark as printed"),
                Column("text", "the note as read, without its mark; empty where the file lacks it"),
                Column("start", "first character of the note's text in the original file; -1 where the file lacks it"),
                Column("end", "character after the last; -1 likewise"),
                Column("at", "character at which the mark stands in the text; -1 where there is none"),
                Column("kind", "which kind of note", ("footnote", "endnote", "source", "document")),
                _FILE,
            ),
            _notes,
        ),
        Table(
            "suggestions",
            (
                _DOCUMENT,
                Column("act", "what is done with words", ACTS),
                Column("speaker", "who speaks, which need not be who sends"),
                Column("addressee", "to whom it is said"),
                Column("object", "what it is about"),
                Column("quantity", "how much, a number or a range of numbers"),
                Column("unit", "of what"),
                Column("condition", "on which condition, as printed"),
                Column("deadline", "until when, as printed or EDTF"),
                Column("quote", "the words, exactly as they stand in the file"),
                _START,
                _END,
                Column("id", "stable id, for decisions"),
                Column("reported", "whether another reports it", ("yes", "no")),
                Column("rule", "what suggested it"),
                Column("status", "what the analyst decided", ("open", "accepted", "edited", "rejected")),
                _FILE,
            ),
            _suggestions,
        ),
        Table(
            "dates",
            (
                _DOCUMENT,
                Column("role", "what happened then", DATE_ROLES),
                Column("date", "EDTF (ISO 8601-2)"),
                Column("first", "earliest day, ISO 8601"),
                Column("last", "latest day, ISO 8601"),
                Column("text", "as printed"),
                Column("basis", "where it stands"),
                _START,
                _END,
            ),
            _dates,
        ),
        Table(
            "parties",
            (
                _DOCUMENT,
                Column("role", "what the party is to the document", PARTY_ROLES),
                Column("name", "as printed"),
                Column("party", "id in the authority file; empty while unknown"),
                Column("basis", "where it stands"),
                _START,
                _END,
            ),
            _parties,
        ),
        Table(
            "links",
            (
                _DOCUMENT,
                Column("kind", "how it points", LINK_KINDS),
                Column("target", "id of the document pointed to; empty: the record has none (a gap)"),
                Column("text", "the words that point"),
                _START,
                _END,
            ),
            _links,
        ),
        Table(
            "contradictions",
            (
                _DOCUMENT,
                Column("code", "which kind"),
                Column("message", "what contradicts what"),
                Column("spans", "the places, start-end, in characters of the original file"),
            ),
            _contradictions,
        ),
    )
}
"""Everything that can be written as rows."""


def _timeline(store: RecordStore) -> Iterator[Row]:
    for one in timeline(store):
        doubt = "yes" if one.uncertain else "no"
        yield one.date, one.first, one.last, doubt, one.title, one.kind, one.sender, one.recipient, one.document


def _network(store: RecordStore) -> Iterator[Row]:
    found = network(store)
    names = {node.id: node.name for node in found.nodes}
    for edge in found.edges:
        yield names[edge.sender], names[edge.recipient], edge.weight, edge.first, edge.last, " ".join(edge.documents)


def _reuse(store: RecordStore) -> Iterator[Row]:
    for one in text_reuse(store):
        yield one.document, one.start, one.end, one.other, one.other_start, one.other_end, one.letters


RECORD_TABLES = {
    table.name: table
    for table in (
        RecordTable(
            "timeline",
            (
                Column("date", "EDTF (ISO 8601-2)"),
                Column("first", "earliest day, ISO 8601; empty where open or unknown"),
                Column("last", "latest day, ISO 8601"),
                Column("uncertain", "whether the date is doubtful or covers more than a day", ("yes", "no")),
                Column("title", "title of the document"),
                Column("kind", "what the document is", DOCUMENT_KINDS),
                Column("sender", "who sent it"),
                Column("recipient", "to whom"),
                _DOCUMENT,
            ),
            _timeline,
        ),
        RecordTable(
            "network",
            (
                Column("Source", "who wrote"),
                Column("Target", "to whom"),
                Column("Weight", "number of documents"),
                Column("first", "day of the first, ISO 8601"),
                Column("last", "day of the last, ISO 8601"),
                Column("documents", "their ids, in order"),
            ),
            _network,
        ),
        RecordTable(
            "reuse",
            (
                _DOCUMENT,
                _START,
                _END,
                Column("other", "id of the other document that has the passage"),
                Column("other_start", "first character of the passage there"),
                Column("other_end", "character after its last there"),
                Column("letters", "letters the passage has"),
            ),
            _reuse,
        ),
    )
}
"""What only a whole record has: the order of time, who wrote to whom, passages that stand in two documents."""


def table_csv(table: Table | RecordTable, rows: Iterable[Row]) -> Iterator[str]:
    """Yield a table as CSV (RFC 4180, UTF-8, line feeds), header first.

    A cell that a spreadsheet would take for a formula keeps its text: the file is data, and quoting is the reader's.
    """
    yield _line([column.name for column in table.columns])
    for row in rows:
        yield _line(row)


def table_json(table: Table | RecordTable, rows: Iterable[Row]) -> Iterator[str]:
    """Yield a table as a JSON list of objects."""
    names = [column.name for column in table.columns]
    separator = "[\n"
    for row in rows:
        yield separator + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def codebook_csv() -> Iterator[str]:
    """Yield the codebook of all tables: table, variable, meaning, values."""
    yield _line(["table", "variable", "meaning", "values"])
    tables: list[Table | RecordTable] = [*TABLES.values(), *RECORD_TABLES.values()]
    for table in tables:
        for column in table.columns:
            yield _line([table.name, column.name, column.meaning, " | ".join(column.values)])


def _line(cells: Iterable[str | int]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
