from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from foedus.record._read_record import RecordSummary, read_record
from foedus.record._store import RecordStore, StoredDocument, stored_documents, stored_findings
from unit.record.store.plain_reader import read_plain

TESTS = Path(__file__).resolve().parents[3]


def letters(folder: Path, count: int, *, first: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        date = f"195{number % 3}-0{1 + number % 9}-11"
        text = f"{first}{date} 甲{number} > 乙\n第{number}号 电报\n\n1950 C{number} > D\nshared words\n"
        (folder / f"{number:03d}.txt").write_text(text, encoding="utf-8")
    return folder


def contents(record: Path) -> list[StoredDocument]:
    with RecordStore.open(record) as store:
        return list(stored_documents(store))


def rows(record: Path) -> dict[str, list[Any]]:
    with RecordStore.open(record) as store:
        tables = ("files", "texts", "documents", "dates", "parties", "notes", "repairs", "findings", "authority")
        return {table: store.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}  # noqa: S608


def test_the_record_does_not_depend_on_how_many_read(tmp_path: Path) -> None:
    source = letters(tmp_path / "in", 24)
    read_record([source], folder=tmp_path / "one", read=read_plain)
    read_record([source], folder=tmp_path / "two", read=read_plain, workers=2)
    with ThreadPoolExecutor(3) as executor:
        read_record([source], folder=tmp_path / "three", read=read_plain, executor=executor, workers=3)
    assert len(contents(tmp_path / "one")) == 48
    assert rows(tmp_path / "one") == rows(tmp_path / "two") == rows(tmp_path / "three")


class Patient(Executor):
    """An executor that begins a task only when its result is asked for, and counts what waits."""

    def __init__(self) -> None:
        self.waiting = 0
        self.most = 0

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        owner = self

        class Late(Future):  # type: ignore[type-arg]
            def result(self, timeout: float | None = None) -> Any:
                owner.waiting -= 1
                return function(*arguments, **named)

        return Late()


def test_any_executor_serves_and_a_bounded_number_waits(tmp_path: Path) -> None:
    executor = Patient()
    summary = read_record([letters(tmp_path / "in", 200)], folder=tmp_path / "r", read=read_plain, executor=executor)
    assert summary.read == 200
    assert executor.most <= 64


def test_what_is_unchanged_is_not_read_again(tmp_path: Path) -> None:
    source = letters(tmp_path / "in", 3)
    read_record([source], folder=tmp_path / "r", read=read_plain)
    before = rows(tmp_path / "r")

    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError

    again = read_record([source], folder=tmp_path / "r", read=never)
    assert again == RecordSummary(unchanged=3)
    assert rows(tmp_path / "r") == before
    newer = read_record([source], folder=tmp_path / "r", read=read_plain, reader="another")
    assert (newer.read, newer.replaced) == (3, 3)


def test_a_changed_file_replaces_its_former_self(tmp_path: Path) -> None:
    source = letters(tmp_path / "in", 3)
    read_record([source], folder=tmp_path / "r", read=read_plain)
    (source / "001.txt").write_text("1960 X > Y\nnew\n")
    summary = read_record([source], folder=tmp_path / "r", read=read_plain)
    assert (summary.read, summary.replaced, summary.unchanged) == (1, 1, 2)
    found = [stored for stored in contents(tmp_path / "r") if stored.file == "001.txt"]
    assert [stored.document.date for stored in found] == ["1960"]
    with RecordStore.open(tmp_path / "r") as store:
        orphans = "SELECT count(*) FROM {} WHERE document NOT IN (SELECT number FROM documents)"
        for table in ("dates", "parties", "notes", "links", "contradictions"):
            assert store.connection.execute(orphans.format(table)).fetchone()[0] == 0
        assert store.count("texts") == store.count("documents")


def test_one_file_under_two_names_is_reported_once(tmp_path: Path) -> None:
    source = letters(tmp_path / "in", 2)
    (source / "copy.txt").write_bytes((source / "000.txt").read_bytes())
    for workers in (1, 2):
        summary = read_record([source], folder=tmp_path / f"r{workers}", read=read_plain, workers=workers)
        assert (summary.read, summary.same, summary.documents) == (2, 1, 4)
        assert [found.code for found in summary.findings] == ["record-same-file"]
    again = read_record([source], folder=tmp_path / "r1", read=read_plain)
    assert (again.unchanged, again.same) == (2, 1)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_that_fails_is_a_finding_and_the_rest_is_read(tmp_path: Path, workers: int) -> None:
    source = letters(tmp_path / "in", 4)
    (source / "001b.txt").write_text("!crash")
    (source / "002b.txt").write_text("!refuse")
    (source / "003b.txt").write_bytes(b"\xff\xfe\xff")
    (source / "005.exe").write_bytes(b"MZ")
    summary = read_record([source, tmp_path / "absent.txt"], folder=tmp_path / "r", read=read_plain, workers=workers)
    assert (summary.read, summary.failed, summary.documents) == (4, 3, 8)
    assert sorted(found.code for found in summary.findings) == [
        "record-read-failed", "record-read-failed", "source-binary", "source-format", "source-unreadable",
    ]  # fmt: skip
    with RecordStore.open(tmp_path / "r") as store:
        assert len(list(stored_findings(store))) == 3
        assert sum(file.failed for file in store.files()) == 3


def test_a_file_that_kills_its_reader_costs_only_itself(tmp_path: Path) -> None:
    source = letters(tmp_path / "in", 6)
    (source / "002b.txt").write_text("!die")
    summary = read_record([source], folder=tmp_path / "r", read=read_plain, workers=2)
    assert (summary.read, summary.failed, summary.documents) == (6, 1, 12)
    assert [found.code for found in summary.findings] == ["record-reader-died"]


def test_progress_is_told_and_a_run_can_be_cancelled_and_taken_up(tmp_path: Path) -> None:
    source = letters(tmp_path / "in", 10)
    told: list[tuple[int, int, str]] = []
    record = tmp_path / "r"
    first = read_record(
        [source],
        folder=record,
        read=read_plain,
        progress=lambda *each: told.append(each),
        cancelled=lambda: len(told) >= 4,
    )
    assert first.cancelled
    assert told == [(number + 1, 10, f"{number:03d}.txt") for number in range(4)]
    second = read_record([source], folder=record, read=read_plain)
    assert (second.unchanged, second.read) == (4, 6)
    read_record([source], folder=tmp_path / "whole", read=read_plain)
    assert rows(record) == rows(tmp_path / "whole")


KILLED = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from unit.record.store.plain_reader import read_plain
from foedus.record._read_record import read_record
if __name__ == "__main__":
    read_record([Path(sys.argv[2])], folder=Path(sys.argv[3]), read=read_plain, workers=int(sys.argv[4]),
                progress=lambda *each: print(*each, flush=True))
"""


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_was_killed_goes_on_without_loss_or_duplicates(tmp_path: Path, workers: int) -> None:
    source = letters(tmp_path / "in", 16, first="!slow\n")
    script = tmp_path / "run.py"
    script.write_text(KILLED)
    arguments = [sys.executable, str(script), str(TESTS), str(source), str(tmp_path / "r"), str(workers)]
    for stop_after in (3, 7):
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, start_new_session=True)
        assert process.stdout is not None
        for line in process.stdout:
            if int(line.split()[0]) >= stop_after:
                break
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
    summary = read_record([source], folder=tmp_path / "r", read=read_plain)
    assert summary.unchanged >= 7
    assert summary.unchanged + summary.read == 16
    read_record([source], folder=tmp_path / "whole", read=read_plain)
    assert rows(tmp_path / "r") == rows(tmp_path / "whole")
    with RecordStore.open(tmp_path / "r") as store:
        assert store.count("unindexed") == 0


def test_two_documents_of_one_id_are_kept_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"1950 A > B\nthe same letter\n\n1951 only {name}\n")
    summary = read_record([tmp_path / "a.txt", tmp_path / "b.txt"], folder=tmp_path / "r", read=read_plain)
    ids = [stored.document.id for stored in contents(tmp_path / "r")]
    assert len(set(ids)) == len(ids) == 4
    assert [found.code for found in summary.findings] == ["record-same-id"]


def test_names_are_kept_apart_by_their_folders(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"1950 {folder} > B\n")
    read_record([tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt"], folder=tmp_path / "r", read=read_plain)
    assert [stored.file for stored in contents(tmp_path / "r")] == ["x/a.txt", "y/a.txt"]


def test_folders_are_walked_within_and_not_out(tmp_path: Path) -> None:
    source = letters(tmp_path / "in", 1)
    (source / "deep" / "deeper").mkdir(parents=True)
    (source / "deep" / "deeper" / "z.md").write_text("1950 Z > Y\n")
    (source / ".hidden.txt").write_text("1950 H > Y\n")
    (tmp_path / "out.txt").write_text("1950 O > Y\n")
    (source / "link.txt").symlink_to(tmp_path / "out.txt")
    (source / "round").symlink_to(source)
    summary = read_record([source], folder=tmp_path / "r", read=read_plain)
    assert {stored.file for stored in contents(tmp_path / "r")} == {"000.txt", "deep/deeper/z.md"}
    assert {found.code for found in summary.findings} == {"source-outside"} or summary.findings == ()


def test_a_record_among_its_sources_does_not_read_itself(tmp_path: Path) -> None:
    source = letters(tmp_path / "in", 2)
    for _ in range(2):
        read_record([source], folder=source / "record", read=read_plain)
    assert {stored.file for stored in contents(source / "record")} == {"000.txt", "001.txt"}


def test_reading_on_while_somebody_searches(tmp_path: Path) -> None:
    source = letters(tmp_path / "in", 2)
    read_record([source], folder=tmp_path / "r", read=read_plain)
    with RecordStore.open(tmp_path / "r") as reading:
        before = len(list(stored_documents(reading)))
        (source / "more.txt").write_text("1950 A > B\nmore\n")
        read_record([source], folder=tmp_path / "r", read=read_plain)
        after = len(list(stored_documents(reading)))
    assert (before, after) == (4, 5)


def test_a_pipe_is_passed_over_and_does_not_block(tmp_path: Path) -> None:
    source = letters(tmp_path / "in", 1)
    os.mkfifo(source / "pipe.txt")
    begin = time.monotonic()
    summary = read_record([source], folder=tmp_path / "r", read=read_plain)
    assert summary.read == 1
    assert time.monotonic() - begin < 30


def test_authority_is_part_of_what_a_reading_depends_on(tmp_path: Path) -> None:
    source = letters(tmp_path / "in", 1)
    read_record([source], folder=tmp_path / "r", read=read_plain)
    (tmp_path / "r" / "authority.yaml").write_text("p: {name: 局长, aliases: [甲0]}\n", encoding="utf-8")
    summary = read_record([source], folder=tmp_path / "r", read=read_plain)
    assert summary.read == 1
    assert "局长" in {stored.document.sender for stored in contents(tmp_path / "r")}
