"""One file into the record, in one transaction: everything that was found in it, or nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from foedus._core import Diagnostic, LimitError, Severity

from .._authority import Party
from .._file_read import FileRead
from .._reading import DocumentRead, Link
from ._order import SLOTS, UNDATED, day_bounds, first_key, sort_day
from ._originals import Original, note_name, note_removed
from ._pack import pack
from ._rows import RowForm, row_form, sound
from ._schema import CHILDREN, DOCUMENT, PER_FILE, Finding, PartyRow, Repair
from ._store import RecordStore


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a file."""

    documents: int
    notes: int
    suggestions: int
    replaced: bool
    """Whether another file of the same name was in the record before."""
    findings: tuple[Diagnostic, ...]


def write_file(store: RecordStore, read: FileRead, *, original: Original, reader: str) -> Written:
    """Put *read* into the record, in the place of an earlier file of the same name."""
    if read.extracted or not _decodes(store.originals / original.file, read):
        text = store.originals / f"{original.file}.txt"
        text.write_bytes(read.text.encode("utf-8", "surrogatepass"))
        read = replace(read, extracted=True) if not read.extracted else read
    note_name(store.originals, original)
    with store.transaction() as connection:
        replaced = _remove(connection, original.name)
        number = _add_file(connection, read, original, reader, failed=False)
        documents, findings = _unique_ids(connection, read)
        read = replace(read, documents=documents, findings=read.findings + findings)
        _add_documents(connection, read, number)
        _add_rows(connection, number, read)
    notes = sum(len(document.notes) for document in read.documents)
    return Written(len(read.documents), notes, len(read.suggestions), replaced, findings)


def write_failure(store: RecordStore, original: Original, *, findings: Sequence[Diagnostic], reader: str) -> None:
    """Put down that a file could not be read, and why; it is not tried again until it or the reader changes."""
    size = (store.originals / original.file).stat().st_size
    note_name(store.originals, original)
    with store.transaction() as connection:
        _remove(connection, original.name)
        row = (original.name, original.digest, original.suffix, size, "", "", 0, 0, reader, 1)
        number = _insert_file(connection, row)
        _insert(connection, "findings", number, _findings(findings))


def remove_file(store: RecordStore, name: str) -> bool:
    """Take the file of that name out of the record; its original stays where it is."""
    with store.transaction() as connection:
        removed = _remove(connection, name)
    if removed:
        note_removed(store.originals, name)
    return removed


def replace_links(store: RecordStore, document: int, links: Sequence[Link]) -> None:
    """Write *links* in place of those of the document of that number."""
    form = row_form(Link)
    rows = [[document, position, *form.row(link)] for position, link in enumerate(links)]
    with store.transaction() as connection:
        connection.execute("DELETE FROM links WHERE document = ?", (document,))
        _many(connection, "links", rows)


def _decodes(path: Path, read: FileRead) -> bool:
    """Tell whether decoding the original gives the source text, so that it need not be kept a second time."""
    try:
        return path.read_bytes().decode(read.encoding) == read.text
    except (UnicodeDecodeError, LookupError):
        return False


def _remove(connection: sqlite3.Connection, name: str) -> bool:
    row = connection.execute("SELECT number FROM files WHERE name = ?", (name,)).fetchone()
    if row is None:
        return False
    numbers = "SELECT number FROM documents WHERE file = ?"
    for table in CHILDREN:
        connection.execute(f"DELETE FROM {table} WHERE document IN ({numbers})", row)  # noqa: S608
    # A number in the full-text index stays taken: the index cannot forget a document without its words.
    connection.execute(f"INSERT INTO stale {numbers} AND number NOT IN (SELECT number FROM unindexed)", row)  # noqa: S608
    connection.execute(f"DELETE FROM unindexed WHERE number IN ({numbers})", row)  # noqa: S608
    for table in ("documents", "texts", *PER_FILE):
        connection.execute(f"DELETE FROM {table} WHERE file = ?", row)  # noqa: S608
    connection.execute("DELETE FROM files WHERE number = ?", row)
    return True


def _add_file(connection: sqlite3.Connection, read: FileRead, original: Original, reader: str, *, failed: bool) -> int:
    row = (
        original.name, original.digest, original.suffix, read.size, read.format, read.encoding, int(read.extracted),
        len(read.text), reader, int(failed),
    )  # fmt: skip
    return _insert_file(connection, row)


def _insert_file(connection: sqlite3.Connection, row: tuple[object, ...]) -> int:
    columns = "name, digest, suffix, size, format, encoding, extracted, length, reader, failed"
    cursor = connection.execute(f"INSERT INTO files ({columns}) VALUES (?,?,?,?,?,?,?,?,?,?)", row)  # noqa: S608
    return int(cursor.lastrowid or 0)


def _unique_ids(
    connection: sqlite3.Connection, read: FileRead
) -> tuple[tuple[DocumentRead, ...], tuple[Diagnostic, ...]]:
    """Give a document whose id is taken a longer one, made of the digest of its file, and say so."""
    taken = _taken(connection, [sound(document.id) for document in read.documents])
    renamed: dict[str, str] = {}
    documents: list[DocumentRead] = []
    findings: list[Diagnostic] = []
    for document in read.documents:
        id_, tries = document.id, 0
        while id_ in taken or (tries and _taken(connection, [id_])):
            tries += 1
            id_ = f"{document.id}-{read.digest[:6]}" + (f"-{tries}" if tries > 1 else "")
        taken.add(id_)
        if id_ != document.id:
            renamed.setdefault(document.id, id_)
            findings.append(
                Diagnostic(
                    "record-same-id", Severity.NOTE,
                    f"{read.name}: the id {document.id} is taken; the document is kept as {id_}",
                    None, "two documents under one id could not be told apart", "cite it by the id it has now",
                )
            )  # fmt: skip
            document = replace(document, id=id_)
        documents.append(document)
    if not renamed:
        return tuple(documents), ()
    own = {document.id for document in documents}
    return tuple(
        replace(
            document,
            parent=document.parent if document.parent in own else renamed.get(document.parent, document.parent),
            links=tuple(
                replace(link, target=link.target if link.target in own else renamed.get(link.target, link.target))
                for link in document.links
            ),
        )
        for document in documents
    ), tuple(findings)


def _taken(connection: sqlite3.Connection, ids: Sequence[str]) -> set[str]:
    taken: set[str] = set()
    for first in range(0, len(ids), 500):
        some = ids[first : first + 500]
        marks = ",".join("?" * len(some))
        taken.update(row[0] for row in connection.execute(f"SELECT id FROM documents WHERE id IN ({marks})", some))  # noqa: S608
    return taken


def _add_documents(connection: sqlite3.Connection, read: FileRead, file: int) -> None:
    numbers = _numbers(connection, read.documents)
    texts = _add_texts(connection, read, file)
    rows = []
    children: dict[str, list[list[object]]] = {table: [] for table in CHILDREN}
    forms: dict[str, RowForm[object]] = {table: row_form(kind) for table, kind in CHILDREN.items()}
    for position, (document, (number, first, last)) in enumerate(zip(read.documents, numbers, strict=True)):
        rows.append([number, file, position, texts[position], first, last, *DOCUMENT.row(document)])
        for table, form in forms.items():
            for place, value in enumerate(getattr(document, table)):
                children[table].append([number, place, *form.row(value)])
    rows.sort(key=lambda row: row[0])  # neighbours in the table are neighbours on disk
    _many(connection, "documents", rows)
    for table, values in children.items():
        _many(connection, table, values)
    connection.executemany("INSERT INTO unindexed VALUES (?)", [(number,) for number, _, _ in numbers])


def _numbers(connection: sqlite3.Connection, documents: Sequence[DocumentRead]) -> list[tuple[int, str, str]]:
    """Return the number of each document, which is its place in the order, and its first and last day."""
    bounds = [day_bounds(document.date) for document in documents]
    days = [sort_day(first, last) for first, last in bounds]
    tables = ["documents", *(["stale"] if connection.execute("SELECT 1 FROM stale LIMIT 1").fetchone() else [])]
    following: dict[int, int] = {}
    numbers = [0] * len(documents)
    for place in sorted(range(len(documents)), key=lambda place: (days[place], documents[place].date, place)):
        key = first_key(days[place])
        room = key + (1 << (60 if days[place] >> 1 == UNDATED else SLOTS))
        number = following.get(key)
        if number is None:
            number = key
            for table in tables:
                row = connection.execute(
                    f"SELECT max(number) FROM {table} WHERE number >= ? AND number < ?",  # noqa: S608
                    (key, room),
                ).fetchone()
                number = max(number, (row[0] or 0) + 1)
        if number >= room:
            raise LimitError(f"more than {1 << SLOTS:,} documents of {bounds[place][0]}: split the record")
        numbers[place] = number
        following[key] = number + 1
    return [(number, *bound) for number, bound in zip(numbers, bounds, strict=True)]


def _add_texts(connection: sqlite3.Connection, read: FileRead, file: int) -> list[int]:
    """Store the text of each outermost document once; return which text each document is a window of."""
    order = sorted(
        range(len(read.documents)), key=lambda place: (read.documents[place].start, -read.documents[place].end)
    )
    which = [0] * len(read.documents)
    at, end = connection.execute("SELECT ifnull(max(number), 0) FROM texts").fetchone()[0], -1
    rows: list[tuple[object, ...]] = []
    for place in order:
        document = read.documents[place]
        if end < 0 or document.end > end:
            window = read.copy.window(document.start, document.end)
            at, end = at + 1, document.end
            rows.append((at, file, window.start, *pack(window)))
        which[place] = at
    _many(connection, "texts", rows)
    return which


def _add_rows(connection: sqlite3.Connection, file: int, read: FileRead) -> None:
    source = read.text
    repairs = (
        Repair(edit.start, edit.end, source[edit.start : edit.end], edit.now, edit.kind)
        for edit in read.copy.edits
        if edit.kind not in ("markup", "reference")
    )
    _insert(connection, "repairs", file, repairs)
    _insert(connection, "furniture", file, read.furniture)
    _insert(connection, "suggestions", file, read.suggestions)
    _insert(connection, "findings", file, _findings(read.findings))
    _insert(connection, "authority", file, map(_party, read.parties))


def _insert(connection: sqlite3.Connection, table: str, file: int, values: Iterable[object]) -> None:
    form: RowForm[object] = row_form(PER_FILE[table])
    _many(connection, table, [[file, position, *form.row(value)] for position, value in enumerate(values)])


def _many(connection: sqlite3.Connection, table: str, rows: Sequence[Sequence[object]]) -> None:
    if rows:
        marks = ",".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _findings(findings: Iterable[Diagnostic]) -> list[Finding]:
    rows = []
    for finding in findings:
        place = finding.where
        body = {
            "message": finding.message, "why": finding.why, "hint": finding.hint,
            "where": [place.file, place.line, place.column, place.start, place.end] if place else None,
        }  # fmt: skip
        rows.append(Finding(finding.code, finding.severity.value, json.dumps(body)))
    return rows


def _party(party: Party) -> PartyRow:
    posts = tuple((post.title, post.first, post.last) for post in party.posts)
    return PartyRow(party.id, party.name, party.kind, party.aliases, posts, party.basis)
