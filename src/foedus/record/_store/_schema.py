"""The tables of ``record.sqlite``, made from the dataclasses they hold.

Everything here is derived from the originals: a database of another version is not converted but built again.
``documents.number`` is the order of the documents (see `_order`): the key of the table and of the full-text index, so
that the first page by date is the first rows of either.
"""

from __future__ import annotations

from dataclasses import dataclass

from .._reading import Block, Contradiction, DateRead, DocumentRead, Link, NoteRead, PartyRead
from .._suggestion import Suggestion
from ._rows import RowForm, row_form

SCHEMA = 1
"""Version of the tables; raised with every change of them."""
APPLICATION = 0x466F6564
"""``Foed``: marks the file as ours in its header."""

DOCUMENT: RowForm[DocumentRead] = RowForm(
    DocumentRead, leave_out=("dates", "parties", "notes", "links", "contradictions")
)
CHILDREN: dict[str, type] = {
    "dates": DateRead,
    "parties": PartyRead,
    "notes": NoteRead,
    "links": Link,
    "contradictions": Contradiction,
}
"""What hangs on a document, by table, which is also the field of DocumentRead."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One change between the source and the reading copy that is not markup: what was printed and what is read."""

    start: int
    end: int
    was: str
    now: str
    kind: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as a row: the diagnostic as JSON, its code beside it for counting."""

    code: str
    severity: str
    body: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party learnt from a file, with aliases, posts and basis as JSON."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    posts: tuple[tuple[str, str, str], ...]
    basis: tuple[tuple[int, int], ...]


PER_FILE: dict[str, type] = {
    "repairs": Repair,
    "furniture": Block,
    "suggestions": Suggestion,
    "findings": Finding,
    "authority": PartyRow,
}
"""What hangs on a file, by table."""


_FILE = (
    "name TEXT NOT NULL, digest TEXT NOT NULL, suffix TEXT NOT NULL, size INTEGER NOT NULL, format TEXT NOT NULL, "
    "encoding TEXT NOT NULL, extracted INTEGER NOT NULL, length INTEGER NOT NULL, reader TEXT NOT NULL, "
    "failed INTEGER NOT NULL"
)
_TEXT = "file INTEGER NOT NULL, start INTEGER NOT NULL, source BLOB NOT NULL, edits BLOB NOT NULL"
_DOCUMENT = (
    "file INTEGER NOT NULL, position INTEGER NOT NULL, text_number INTEGER NOT NULL, first TEXT NOT NULL, "
    "last TEXT NOT NULL"
)


def schema() -> str:
    """Return the statements that make an empty record."""
    statements = [
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        f"CREATE TABLE files (number INTEGER PRIMARY KEY, {_FILE})",
        "CREATE UNIQUE INDEX files_name ON files(name)",
        "CREATE INDEX files_digest ON files(digest)",
        f"CREATE TABLE texts (number INTEGER PRIMARY KEY, {_TEXT})",
        "CREATE INDEX texts_file ON texts(file)",
        f"CREATE TABLE documents (number INTEGER PRIMARY KEY, {_DOCUMENT}, {DOCUMENT.declaration})",
        "CREATE UNIQUE INDEX documents_id ON documents(id)",
        "CREATE INDEX documents_file ON documents(file, position)",
        "CREATE INDEX documents_days ON documents(number, first, last)",
        "CREATE INDEX documents_open ON documents(number) WHERE first = '' AND last <> ''",
        "CREATE TABLE unindexed (number INTEGER PRIMARY KEY)",
        "CREATE TABLE stale (number INTEGER PRIMARY KEY)",
    ]
    for name, kind in CHILDREN.items():
        statements.append(
            f"CREATE TABLE {name} (document INTEGER NOT NULL, position INTEGER NOT NULL, "
            f"{row_form(kind).declaration}, PRIMARY KEY (document, position)) WITHOUT ROWID"
        )
    for name, kind in PER_FILE.items():
        statements.append(
            f"CREATE TABLE {name} (file INTEGER NOT NULL, position INTEGER NOT NULL, "
            f"{row_form(kind).declaration}, PRIMARY KEY (file, position)) WITHOUT ROWID"
        )
    statements.append("CREATE INDEX suggestions_document ON suggestions(document)")
    statements.append(f"PRAGMA application_id = {APPLICATION}")
    statements.append(f"PRAGMA user_version = {SCHEMA}")
    return ";\n".join(statements) + ";"
