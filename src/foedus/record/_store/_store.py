"""A record on disk: one SQLite file that is derived, the originals, and what the user wrote."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from foedus._core import CaseError, Diagnostic, Place, Severity

from ._schema import APPLICATION, SCHEMA, schema

DATABASE = "record.sqlite"
ORIGINALS = "originals"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the record."""

    number: int
    name: str
    digest: str
    suffix: str
    size: int
    format: str
    encoding: str
    extracted: bool
    length: int
    """Characters of its source text."""
    reader: str
    """Which reading of it is stored."""
    failed: bool
    """Whether it could not be read; its findings say why."""


FILE_COLUMNS = "number, name, digest, suffix, size, format, encoding, extracted, length, reader, failed"


class RecordStore:
    """An open record. Use it as a context; one process writes, any number read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with RecordStore.create(Path(folder)) as store:
    ...         store.count("documents")
    0
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.folder = folder
        self.connection = connection
        self.writable = writable

    @classmethod
    def create(cls, folder: Path) -> RecordStore:
        """Return the record in *folder*, opened for writing; it is made where there is none.

        Raises:
            CaseError: there is a database that is not ours, damaged, or of another version of Foedus.
            OSError: the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / DATABASE
        fresh = not path.exists() or path.stat().st_size == 0
        connection = _connect(path, uri=f"{_uri(path)}?mode=rwc")
        try:
            if fresh:
                connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # what merging the index frees is given back
                connection.executescript(f"BEGIN IMMEDIATE; {schema()} COMMIT;")
            _check(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA cache_size = -64000")
        except sqlite3.DatabaseError as error:
            connection.close()
            raise _broken(path, error) from error
        except BaseException:
            connection.close()
            raise
        return cls(folder, connection, writable=True)

    @classmethod
    def open(cls, folder: Path) -> RecordStore:
        """Return the record in *folder*, opened for reading only.

        Raises:
            CaseError: there is no record, or its database is not ours, damaged, or of another version of Foedus.
        """
        path = folder / DATABASE
        if not path.is_file():
            raise refuse("no-record", f"{folder} holds no record", path, "make one: foedus read FILES --record FOLDER")
        connection = _connect(path, uri=f"{_uri(path)}?mode=ro")
        try:
            try:
                _check(connection, path)
            except sqlite3.OperationalError:  # a medium that cannot be written cannot hold the lock file either
                connection.close()
                connection = _connect(path, uri=f"{_uri(path)}?mode=ro&immutable=1")
                _check(connection, path)
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA cache_size = -32000")
        except sqlite3.DatabaseError as error:
            connection.close()
            raise _broken(path, error) from error
        except BaseException:
            connection.close()
            raise
        return cls(folder, connection, writable=False)

    @property
    def originals(self) -> Path:
        """The folder of the originals."""
        return self.folder / ORIGINALS

    def close(self) -> None:
        """Close the record; what was written is then in one file, unless somebody else is reading it."""
        if self.writable:
            try:
                self.connection.execute("PRAGMA busy_timeout = 0")
                self.connection.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError:
                pass  # a reader has it open: the write-ahead file stays until the next writer closes
        self.connection.close()

    def __enter__(self) -> RecordStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection; what is done with it is written as a whole or not at all."""
        with self.guarded():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:  # a full disk has undone it already
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Say in our words what the database says in its own.

        Raises:
            CaseError: the database turned out to be damaged, or another process writes it.
            OSError: the disk is full.
        """
        try:
            yield
        except sqlite3.DatabaseError as error:
            if "full" in str(error):
                raise OSError(errno.ENOSPC, "no space is left for the record", str(self.folder)) from error
            raise _broken(self.folder / DATABASE, error) from error

    def count(self, table: str) -> int:
        """Return how many rows a table of the record has."""
        if not table.isidentifier():
            raise ValueError(f"{table!r} is no table of a record")
        return int(self.connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608

    def files(self) -> tuple[StoredFile, ...]:
        """Return the files of the record in the order they were first read."""
        return tuple(map(_file, self.connection.execute(f"SELECT {FILE_COLUMNS} FROM files ORDER BY number")))  # noqa: S608

    def file(self, name: str) -> StoredFile | None:
        """Return the file of that name, or None."""
        row = self.connection.execute(f"SELECT {FILE_COLUMNS} FROM files WHERE name = ?", (name,)).fetchone()  # noqa: S608
        return _file(row) if row else None

    def meta(self, key: str) -> str:
        """Return a value the record keeps about itself, empty where it has none."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Keep a value about the record itself."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _file(row: tuple[int, str, str, str, int, str, str, int, int, str, int]) -> StoredFile:
    return StoredFile(*row[:7], bool(row[7]), row[8], row[9], bool(row[10]))


def _connect(path: Path, *, uri: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30, check_same_thread=False)
    except sqlite3.OperationalError as error:
        raise _broken(path, error) from error
    connection.execute("PRAGMA trusted_schema = OFF")  # a foreign file runs nothing of its own
    return connection


def _uri(path: Path) -> str:
    return path.resolve().as_uri()


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if _cut_short(path):
        raise _broken(path, sqlite3.DatabaseError("it is shorter than its header says"))
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        raise refuse(
            "record-foreign", f"{path.name} is a database, but not a record of Foedus", path,
            "name another folder for the record", why="nothing of it is read or overwritten",
        )  # fmt: skip
    if version != SCHEMA:
        raise refuse(
            "record-version", f"the record has tables of version {version}; this Foedus uses {SCHEMA}", path,
            f"build it anew from its originals: foedus read --rebuild --record {path.parent.name}",
            why="tables of another version would be misread",
        )  # fmt: skip


def _cut_short(path: Path) -> bool:
    """Tell whether the file ends before its last page, which SQLite notices only when it gets there."""
    journal = path.with_name(path.name + "-wal")
    if journal.exists() and journal.stat().st_size:
        return False  # what is missing may be in there
    with path.open("rb") as stream:
        header = stream.read(100)
    page = int.from_bytes(header[16:18], "big")
    return path.stat().st_size < (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def _broken(path: Path, error: sqlite3.Error) -> CaseError:
    if "locked" in str(error) or "busy" in str(error):
        return refuse(
            "record-busy", f"{path.name} is being written by another process", path, "wait until it has finished",
            why="two writers would undo each other's work",
        )  # fmt: skip
    return refuse(
        "record-damaged", f"{path.name} cannot be used: {error}", path,
        f"build it anew from the originals kept beside it: foedus read --rebuild --record {path.parent.name}",
        why="what it says could be wrong without a word",
    )  # fmt: skip


def refuse(code: str, message: str, path: Path, hint: str, *, why: str = "") -> CaseError:
    return CaseError([Diagnostic(code, Severity.ERROR, message, Place(path.name, 1, 1), why, hint)])
