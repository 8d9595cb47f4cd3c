"""Many files into one record: read side by side, written one after another, in the order they were named.

Every file is read on its own (the unit of parallel work) and written by this process in one transaction. Results are
written in the order of the files, so the record does not depend on how many workers there were; only a bounded number
is under way, so neither does the memory. What is in the record already, read by the same reader, is not read again:
that is also how a run that was killed goes on.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from foedus._core import CaseError, Diagnostic, LimitError, Place, Severity, content_hash

from ._authority import Authority
from ._file_read import READER, FileRead
from ._link_record import link_record
from ._search import update_index
from ._store import (
    DATABASE,
    ORIGINALS,
    Original,
    RecordStore,
    digest_of,
    keep_original,
    known_originals,
    lost_original,
    read_authority,
    remove_file,
    user_authority,
    write_failure,
    write_file,
)
from ._walk_files import NamedFile, walk_files

IN_FLIGHT_BYTES = 128 * 1024 * 1024
"""No further file is begun while those under way have more bytes than this."""

Reading = Callable[..., FileRead]
"""``read(path, name=…, authority=…)``; a function of a module, so that another process can find it."""
Outcome = FileRead | tuple[Diagnostic, ...]
"""What a reading comes to: what was found, or why nothing was."""


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """What a run did to a record."""

    read: int = 0
    """Files read in this run."""
    unchanged: int = 0
    """Files that were in the record as they are."""
    replaced: int = 0
    """Of the files read, those whose earlier contents were in the record."""
    failed: int = 0
    same: int = 0
    """Files that are another file of the record under a second name."""
    bytes: int = 0
    """Bytes of the files read."""
    documents: int = 0
    notes: int = 0
    suggestions: int = 0
    cancelled: bool = False
    findings: tuple[Diagnostic, ...] = ()


def read_record(
    paths: Iterable[Path],
    *,
    folder: Path,
    read: Reading,
    executor: Executor | None = None,
    workers: int = 1,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    reader: str = READER,
) -> RecordSummary:
    """Read files and folders into the record in *folder* and return what was done.

    Args:
        paths: Files, and folders whose files are read.
        folder: The record; it is made where there is none.
        read: What reads one file.
        executor: Anything with ``submit``, such as a Dask client's executor; it is not shut down. Workers must see the
            record's folder under the same path.
        workers: Processes of our own where there is no executor; 1 reads in this process.
        progress: Called with files done, files in all and the name of the file done.
        cancelled: Asked after every file; when it says True the run ends and the record holds what was done.
        reader: Version of *read*; a file is read again when it, the file or ``authority.yaml`` has changed.

    Raises:
        CaseError: the record or its ``authority.yaml`` cannot be used.
        OSError: the record cannot be written.
    """
    files, findings = walk_files(paths, without=folder)
    users = read_authority(folder)
    authority = user_authority(users)
    reader = f"{reader}/{content_hash([repr(user) for user in users])[:12]}" if users else reader
    with RecordStore.create(folder) as store:
        reading = partial(_outcome, read, authority=authority)
        run = _Run(store, reading, reader, cancelled or (lambda: False), len(files))
        run.progress = progress
        run.findings.extend(findings)
        return _finished(run, files, executor, workers, cancelled)


def rebuild_record(
    folder: Path,
    *,
    read: Reading,
    executor: Executor | None = None,
    workers: int = 1,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    reader: str = READER,
) -> RecordSummary:
    """Build the database of the record in *folder* anew from its originals; the old one stays beside it as ``.old``.

    Raises:
        CaseError: there are no originals, or ``authority.yaml`` cannot be used.
        OSError: the record cannot be written.
    """
    originals = known_originals(folder / ORIGINALS)
    if not originals:
        message = f"{folder} keeps no originals to build a record from"
        raise CaseError(
            [report("no-record", folder.name, message, "read the files: foedus read FILES --record FOLDER")]
        )
    users = read_authority(folder)
    path = folder / DATABASE
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.replace(path.with_name(f"{path.name}.old{suffix}"))
    reader = f"{reader}/{content_hash([repr(user) for user in users])[:12]}" if users else reader
    files, lost = [], []
    for original in originals:
        kept = folder / ORIGINALS / original.file
        if kept.is_file() and digest_of(kept) == original.digest:
            files.append(NamedFile(kept, original.name))
        else:
            lost.append(lost_original(original.name, original.file))
    with RecordStore.create(folder) as store:
        reading = partial(_outcome, read, authority=user_authority(users))
        run = _Run(store, reading, reader, cancelled or (lambda: False), len(files))
        run.progress = progress
        run.findings.extend(lost)
        run.counts["failed"] += len(lost)
        return _finished(run, files, executor, workers, cancelled)


def _finished(
    run: _Run,
    files: Sequence[NamedFile],
    executor: Executor | None,
    workers: int,
    cancelled: Callable[[], bool] | None,
) -> RecordSummary:
    """Read the files, link what was read with the rest of the record, index it, and say what was done."""
    run.go(files, executor, workers)
    if run.counts["read"] and not run.stopped:
        link_record(run.store)
    update_index(run.store, cancelled=cancelled)
    return run.summary()


@dataclass(slots=True)
class _Begun:
    """A file under way: its original is kept, and its reading was handed out (or is already known to fail)."""

    original: Original
    size: int
    future: Future[Outcome] | None


class _Run:
    """One run: counts what it does."""

    def __init__(
        self, store: RecordStore, read: Callable[..., Outcome], reader: str, cancelled: Callable[[], bool], total: int
    ) -> None:
        self.store = store
        self.read = read
        self.reader = reader
        self.cancelled = cancelled
        self.total = total
        self.progress: Callable[[int, int, str], None] | None = None
        self.findings: list[Diagnostic] = []
        self.counts = dict.fromkeys(
            ("read", "unchanged", "replaced", "failed", "same", "bytes", "documents", "notes", "suggestions"), 0
        )
        self.done = 0
        self.stopped = False
        self.names: dict[str, str] = {file.digest: file.name for file in store.files()}
        self.pool: ProcessPoolExecutor | None = None
        self.workers = 1

    def summary(self) -> RecordSummary:
        return RecordSummary(**self.counts, cancelled=self.stopped, findings=tuple(self.findings))

    def go(self, files: Sequence[NamedFile], executor: Executor | None, workers: int) -> None:
        try:
            if executor is None and workers > 1:
                self.workers = workers
                self.pool = _pool(workers)
            self._go(files, executor, workers)
        finally:
            if self.pool is not None:
                self.pool.shutdown(wait=True, cancel_futures=True)

    def _go(self, files: Sequence[NamedFile], executor: Executor | None, workers: int) -> None:
        most = 1 if executor is None and self.pool is None else max(4, 4 * workers)
        if executor is not None and workers == 1:
            most = 64  # how many it runs at once is its own affair; this many wait at most
        under_way: deque[_Begun] = deque()
        size = 0
        begun = self._begin(files, executor)
        exhausted = False
        while True:
            while not exhausted and len(under_way) < most and (size < IN_FLIGHT_BYTES or not under_way):
                if self.cancelled():
                    self.stopped = exhausted = True
                    break
                item = next(begun, None)
                if item is None:
                    exhausted = True
                    break
                under_way.append(item)
                size += item.size
            if not under_way:
                return
            item = under_way.popleft()
            size -= item.size
            if self.stopped and item.future is not None and item.future.cancel():
                continue
            self._finish(item, under_way)

    def _begin(self, files: Sequence[NamedFile], executor: Executor | None) -> Iterator[_Begun]:
        """Yield each file that must be read, its original kept and its reading begun."""
        for file in files:
            try:
                original = keep_original(file.path, folder=self.store.originals, name=file.name)
            except LimitError as error:
                self._failed_to_open(file.name, "source-too-large", str(error))
                continue
            except OSError as error:
                self._failed_to_open(file.name, "source-unreadable", f"it cannot be read: {error.strerror}")
                continue
            stored = self.store.file(file.name)
            if stored is not None and stored.digest == original.digest and stored.reader == self.reader:
                self.counts["unchanged"] += 1
                self._tick(file.name)
                continue
            other = self.names.get(original.digest, file.name)
            if other != file.name and self._still_there(other, original.digest):
                self._same(file.name, other)
                continue
            self.names[original.digest] = file.name
            path = self.store.originals / original.file
            yield _Begun(original, path.stat().st_size, self._submit(path, original.name, executor))

    def _still_there(self, name: str, digest: str) -> bool:
        stored = self.store.file(name)
        return stored is None or stored.digest == digest  # not yet written, or written as it is

    def _submit(self, path: Path, name: str, executor: Executor | None) -> Future[Outcome] | None:
        if executor is None and self.pool is None:
            return None
        try:
            return (executor or self.pool).submit(self.read, path, name=name)  # type: ignore[union-attr]
        except BrokenExecutor:
            return None  # the pool died under another file; this one is read alone

    def _finish(self, item: _Begun, waiting: Iterable[_Begun]) -> None:
        original = item.original
        try:
            read = self._result(item, waiting)
        except BrokenExecutor:
            message = "the process that read it died, probably for want of memory"
            self._failed(original, [report("record-reader-died", original.name, message, "split or convert the file")])
            return
        except Exception as error:  # an executor of somebody else's may fail in ways of its own
            self._failed(original, _fault(original.name, error))
            return
        if not isinstance(read, FileRead):
            self._failed(original, read)
            return
        written = write_file(self.store, read, original=original, reader=self.reader)
        self.findings.extend((*read.findings, *written.findings))
        self.counts["read"] += 1
        self.counts["replaced"] += written.replaced
        self.counts["bytes"] += read.size
        self.counts["documents"] += written.documents
        self.counts["notes"] += written.notes
        self.counts["suggestions"] += written.suggestions
        self._tick(original.name)

    def _result(self, item: _Begun, waiting: Iterable[_Begun]) -> Outcome:
        path = self.store.originals / item.original.file
        if item.future is None:
            if self.pool is None:
                return self.read(path, name=item.original.name)
            return self._alone(path, item.original.name)
        try:
            return item.future.result()
        except BrokenExecutor:
            if self.pool is None:
                raise  # somebody else's executor: it is theirs to mend
            # One of the files under way killed a worker, and all of them failed for it: read each alone, so that only
            # the one at fault is lost.
            for other in waiting:
                other.future = None
            self.pool.shutdown(wait=False, cancel_futures=True)
            self.pool = _pool(self.workers)
            return self._alone(path, item.original.name)

    def _alone(self, path: Path, name: str) -> Outcome:
        """Read a file in a process of its own, because one of its neighbours killed the pool."""
        with _pool(1) as alone:
            return alone.submit(self.read, path, name=name).result()

    def _same(self, name: str, other: str) -> None:
        remove_file(self.store, name)
        message = f"the file is the same, byte for byte, as {other}"
        hint = "nothing needs to be done; its documents are those of the other name"
        self.findings.append(report("record-same-file", name, message, hint, severity=Severity.NOTE))
        self.counts["same"] += 1
        self._tick(name)

    def _failed(self, original: Original, findings: Sequence[Diagnostic]) -> None:
        write_failure(self.store, original, findings=findings, reader=self.reader)
        self.findings.extend(findings)
        self.counts["failed"] += 1
        self._tick(original.name)

    def _failed_to_open(self, name: str, code: str, message: str) -> None:
        self.findings.append(report(code, name, message, "check the file and its permissions"))
        self.counts["failed"] += 1
        self._tick(name)

    def _tick(self, name: str) -> None:
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, self.total, name)


def _outcome(read: Reading, path: Path, *, name: str, authority: Authority) -> Outcome:
    """Return what *read* finds in the file, or why it could not be read: exceptions do not travel well."""
    try:
        return read(path, name=name, authority=authority)
    except CaseError as error:
        return error.diagnostics
    except LimitError as error:
        return (report("source-too-large", name, str(error), "split the file"),)
    except Exception as error:  # whatever a hostile file provokes, the rest is read
        return _fault(name, error)


def _fault(name: str, error: Exception) -> tuple[Diagnostic, ...]:
    message = f"reading failed: {type(error).__name__}: {str(error)[:200]}"
    return (report("record-read-failed", name, message, "this is a fault of Foedus: report it with the file"),)


def _pool(workers: int) -> ProcessPoolExecutor:
    # A process that is forked while threads hold locks can hang; one that is spawned cannot.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def report(code: str, name: str, message: str, hint: str, *, severity: Severity = Severity.ERROR) -> Diagnostic:
    why = "what it holds is not in the record" if severity is Severity.ERROR else "counting it twice would mislead"
    return Diagnostic(code, severity, message, Place(name, 1, 1), why, hint)
