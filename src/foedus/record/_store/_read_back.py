"""What a record holds, back as the values reading made; long tables come a batch at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from foedus._core import CaseError, Diagnostic, Place, Severity

from .._authority import Party, Post
from .._copy import ReadingCopy
from .._reading import Block, DocumentRead
from .._suggestion import Suggestion
from ._originals import digest_of
from ._pack import unpack
from ._rows import RowForm, row_form
from ._schema import CHILDREN, DOCUMENT, Finding, PartyRow, Repair
from ._store import RecordStore

_BATCH = 500


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of the record with the file it stands in."""

    number: int
    """Its place in the order of the record."""
    file: str
    first: str
    """The first day its date may mean, ISO; empty where open or unknown."""
    last: str
    document: DocumentRead


@dataclass(frozen=True)
class StoredText:
    """The text of a document without its file: offsets of *copy* plus *base* are characters of the source."""

    copy: ReadingCopy
    base: int


def stored_documents(
    store: RecordStore, *, file: str = "", ids: Sequence[str] | None = None
) -> Iterator[StoredDocument]:
    """Yield the documents in the order of the record: all, those of one file in its own order, or those named."""
    columns = f"d.number, f.name, d.first, d.last, {_qualified(DOCUMENT)}"
    base = f"SELECT {columns} FROM documents d JOIN files f ON f.number = d.file"  # noqa: S608
    if ids is not None:
        for id_ in ids:
            yield from _documents(store, store.connection.execute(f"{base} WHERE d.id = ?", (id_,)).fetchall())
        return
    if file:
        rows = store.connection.execute(f"{base} WHERE f.name = ? ORDER BY d.position", (file,))
        while batch := rows.fetchmany(_BATCH):
            yield from _documents(store, batch)
        return
    last = -1
    while batch := store.connection.execute(
        f"{base} WHERE d.number > ? ORDER BY d.number LIMIT {_BATCH}", (last,)
    ).fetchall():
        last = batch[-1][0]
        yield from _documents(store, batch)


def stored_document(store: RecordStore, id: str) -> StoredDocument | None:
    """Return the document of that id, or None."""
    return next(stored_documents(store, ids=[id]), None)


def stored_text(store: RecordStore, id: str) -> StoredText:
    """Return the text of one document, from the database alone.

    Raises:
        KeyError: the record has no such document.
    """
    row = store.connection.execute(
        'SELECT t.source, t.edits, t.start, d.start, d."end" FROM documents d '
        "JOIN texts t ON t.number = d.text_number WHERE d.id = ?",
        (id,),
    ).fetchone()
    if row is None:
        raise KeyError(id)
    return window_of(*row)


def window_of(source: bytes, edits: bytes, base: int, start: int, end: int) -> StoredText:
    """Return the window from *start* to *end* of a packed text that begins at *base*."""
    return StoredText(unpack(source, edits).window(start - base, end - base), base)


def shifted(document: DocumentRead, by: int) -> DocumentRead:
    """Return *document* with its spans counted from elsewhere, as `stored_text` counts."""

    def moved(offset: int) -> int:
        return offset + by if offset >= 0 else offset

    return replace(
        document, start=moved(document.start), end=moved(document.end), body_start=moved(document.body_start),
        body_end=moved(document.body_end), heading_start=moved(document.heading_start),
        heading_end=moved(document.heading_end),
    )  # fmt: skip


def source_text(store: RecordStore, file: str) -> str:
    """Return the source text of a file, from the original kept.

    Raises:
        KeyError: the record has no such file.
        CaseError: its original is missing or was changed.
    """
    stored = store.file(file)
    if stored is None:
        raise KeyError(file)
    path = store.originals / (stored.digest + stored.suffix)
    if not path.is_file() or digest_of(path) != stored.digest:
        raise CaseError([lost_original(stored.name, path.name)])
    if stored.extracted:
        return path.with_name(path.name + ".txt").read_bytes().decode("utf-8", "surrogatepass")
    return path.read_bytes().decode(stored.encoding)


def lost_original(name: str, original: str) -> Diagnostic:
    """Return the finding that the original of a file is missing or not what it was."""
    return Diagnostic(
        "record-original", Severity.ERROR, f"{name}: its original {original} is missing or was changed",
        Place(name, 1, 1), "nothing quoted from it can be checked", "read the file into the record again",
    )  # fmt: skip


def stored_suggestions(store: RecordStore, *, document: str = "") -> Iterator[Suggestion]:
    """Yield the suggestions in the order of their files and places, or those of one document."""
    form = row_form(Suggestion)
    where, values = ("WHERE document = ?", (document,)) if document else ("", ())
    query = f"SELECT {form.columns} FROM suggestions {where} ORDER BY file, position"  # noqa: S608
    for row in store.connection.execute(query, values):
        yield form.back(row)


def stored_repairs(store: RecordStore, *, file: str) -> Iterator[Repair]:
    """Yield what was read otherwise than printed in *file*, markup apart, in order."""
    yield from _of_file(store, "repairs", row_form(Repair), file)


def stored_furniture(store: RecordStore, *, file: str) -> Iterator[Block]:
    """Yield what in *file* belongs to the page, in order."""
    yield from _of_file(store, "furniture", row_form(Block), file)


def stored_findings(store: RecordStore) -> Iterator[Diagnostic]:
    """Yield what a reader should know about how the files were read."""
    form = row_form(Finding)
    for row in store.connection.execute(f"SELECT {form.columns} FROM findings ORDER BY file, position"):  # noqa: S608
        found = form.back(row)
        body = json.loads(found.body)
        where = Place(*body["where"]) if body["where"] else None
        yield Diagnostic(found.code, Severity(found.severity), body["message"], where, body["why"], body["hint"])


def learnt_parties(store: RecordStore) -> Iterator[Party]:
    """Yield the parties the files themselves tell of, in the order of the files."""
    form = row_form(PartyRow)
    for row in store.connection.execute(f"SELECT {form.columns} FROM authority ORDER BY file, position"):  # noqa: S608
        found = form.back(row)
        posts = tuple(Post(*post) for post in found.posts)
        yield Party(found.id, found.name, found.kind, found.aliases, posts, found.basis)


def _of_file(store: RecordStore, table: str, form: RowForm, file: str) -> Iterator:  # type: ignore[type-arg]
    query = (
        f"SELECT {form.columns} FROM {table} WHERE file = (SELECT number FROM files WHERE name = ?) ORDER BY position"  # noqa: S608
    )
    for row in store.connection.execute(query, (file,)):
        yield form.back(row)


def _documents(store: RecordStore, rows: Sequence[tuple]) -> Iterator[StoredDocument]:  # type: ignore[type-arg]
    numbers = [row[0] for row in rows]
    children: dict[str, dict[int, list[object]]] = {}
    marks = ",".join("?" * len(numbers))
    for table, kind in CHILDREN.items():
        form: RowForm[object] = row_form(kind)
        found: dict[int, list[object]] = {}
        query = f"SELECT document, {form.columns} FROM {table} WHERE document IN ({marks}) ORDER BY document, position"  # noqa: S608
        for number, *cells in store.connection.execute(query, numbers):
            found.setdefault(number, []).append(form.back(cells))
        children[table] = found
    for number, name, first, last, *cells in rows:
        parts = {table: tuple(children[table].get(number, ())) for table in CHILDREN}
        yield StoredDocument(number, name, first, last, DOCUMENT.back(cells, **parts))


def _qualified(form: RowForm[DocumentRead]) -> str:
    return ", ".join(f'd."{name}"' for name in form.names)
