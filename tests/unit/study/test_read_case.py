"""Reading case folders: what is read, what is told, and that a hostile folder is refused and never followed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from foedus._core import Diagnostic, Severity
from foedus.study import read_case
from support.case_folders import CALENDAR, CASE, LEDGER, write_case


def codes(found: list[Diagnostic], severity: Severity = Severity.ERROR) -> list[str]:
    return [item.code for item in found if item.severity is severity]


def test_reads_a_whole_case(tmp_path: Path):
    notes = {"notes_en_md": "\ufeffA note.\r\n", "notes_zh_md": "一条说明。\n"}
    case, found = read_case(write_case(tmp_path, **notes))
    assert codes(found) == []
    assert case is not None
    assert case.slug == case.scenario.case == "entry"
    assert [document.id for document in case.calendar.documents] == ["memo"]
    assert [duty.id for duty in case.ledger.obligations] == ["share"]
    assert case.notes == (("en", "A note.\n"), ("zh", "一条说明。\n"))
    assert [name for name, _ in case.hashes] == [
        "calendar.yaml", "case.yaml", "ledger.yaml", "notes.en.md", "notes.zh.md",
    ]  # fmt: skip
    assert dict(case.hashes)["case.yaml"] == hashlib.sha256(CASE.encode()).hexdigest()


def test_only_case_yaml_is_required(tmp_path: Path):
    text = CASE.replace(", for: [memo#mild]", "")
    case, found = read_case(write_case(tmp_path, case_yaml=text, calendar_yaml=None, ledger_yaml=None))
    assert codes(found) == []
    assert case is not None
    assert (case.calendar.documents, case.ledger.obligations, case.notes) == ((), (), ())
    assert [name for name, _ in case.hashes] == ["case.yaml"]


def test_without_case_yaml_there_is_no_case_but_the_rest_is_still_checked(tmp_path: Path):
    case, found = read_case(write_case(tmp_path, case_yaml=None, ledger_yaml="events: {e: {label: E}}"))
    assert case is None
    assert sorted(codes(found)) == ["missing-key", "no-case"]


@pytest.mark.parametrize("name", ["nowhere", "nul\0l", "a" * 5000])
def test_no_folder(tmp_path: Path, name: str):
    case, found = read_case(tmp_path / name)
    assert case is None
    assert codes(found) == ["no-case"]


def test_a_file_is_no_folder(tmp_path: Path):
    (tmp_path / "case.yaml").write_text(CASE)
    assert codes(read_case(tmp_path / "case.yaml")[1]) == ["no-case"]


def test_citations_of_the_ledger_are_in_the_calendar(tmp_path: Path):
    ledger = LEDGER.replace("memo#mild", "memo#mold").replace("[memo]", "[telegram-9]")
    _, found = read_case(write_case(tmp_path, ledger_yaml=ledger))
    told = [(item.code, item.where and item.where.line, item.hint) for item in found if item.code == "unknown-citation"]
    assert told == [
        ("unknown-citation", 2, "did you mean `memo#mild`?"), ("unknown-citation", 4, "add it to calendar.yaml"),
    ]  # fmt: skip


def test_citations_of_the_case_are_in_the_calendar(tmp_path: Path):
    _, found = read_case(write_case(tmp_path, case_yaml=CASE.replace("memo#mild", "memo#mold")))
    told = [(item.where and item.where.file, item.hint) for item in found if item.code == "unknown-citation"]
    assert told == [("case.yaml", "did you mean `memo#mild`?")]


def test_a_calendar_that_cannot_be_read_is_one_finding(tmp_path: Path):
    case, found = read_case(write_case(tmp_path, calendar_yaml="documents: {"))
    assert case is not None
    assert codes(found) == ["yaml-syntax"]


def test_parties_that_are_no_actors_are_noted(tmp_path: Path):
    ledger = LEDGER.replace("by: incumbent", "by: incumbant").replace("to: entrant", "to: regulator")
    case, found = read_case(write_case(tmp_path, ledger_yaml=ledger))
    assert case is not None
    assert codes(found) == []
    hints = [item.hint for item in found if item.code == "unknown-party"]
    assert hints == ["did you mean `incumbent`?", "the actors are entrant, incumbent"]


def test_another_folder_name_and_files_that_are_not_read_are_noted(tmp_path: Path):
    folder = write_case(tmp_path).rename(tmp_path / "copy")
    (folder / "calender.yaml").write_text(CALENDAR)
    (folder / "draft.YML").write_text("")
    _, found = read_case(folder)
    assert codes(found) == []
    ours = [item for item in found if item.code in {"unread-file", "slug-differs"}]
    assert [(item.severity, item.where and item.where.file) for item in ours] == [
        (Severity.NOTE, "calender.yaml"), (Severity.NOTE, "case.yaml"), (Severity.NOTE, "draft.YML"),
    ]  # fmt: skip
    assert ours[0].hint == "did you mean calendar.yaml?"


def test_errors_come_first(tmp_path: Path):
    folder = write_case(tmp_path, ledger_yaml="obligations: {a: {label: A, by: x, due: 1957, undertaken: 1958}, b: }")
    found = read_case(folder.rename(tmp_path / "copy"))[1]
    ranks = [list(Severity).index(item.severity) for item in found]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}


@pytest.mark.parametrize("name", ["case.yaml", "calendar.yaml", "ledger.yaml", "notes.en.md"])
class TestHostileFolders:
    def refused(self, folder: Path, name: str) -> str:
        case, found = read_case(folder)
        about = [item for item in found if item.where and item.where.file == name and item.code.startswith("file-")]
        assert [item.severity for item in about] == [Severity.ERROR]
        assert about[0].hint
        assert (case is None) == (name == "case.yaml")
        assert case is None or name not in dict(case.hashes)
        return about[0].code

    def test_link_out_of_the_folder(self, tmp_path: Path, name: str):
        folder = write_case(tmp_path)
        (tmp_path / "secret").write_text(CASE)
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to("../secret")
        assert self.refused(folder, name) == "file-outside"

    def test_link_out_by_way_of_a_link_inside(self, tmp_path: Path, name: str):
        folder = write_case(tmp_path)
        (tmp_path / "secret").write_text(CASE)
        (folder / "step").symlink_to(tmp_path)
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to("step/secret")
        assert self.refused(folder, name) == "file-outside"

    def test_link_to_nothing_and_to_itself(self, tmp_path: Path, name: str):
        folder = write_case(tmp_path)
        for target in ("nothing", name):
            (folder / name).unlink(missing_ok=True)
            (folder / name).symlink_to(target)
            assert self.refused(folder, name) == "file-unreadable"

    def test_link_that_stays_inside_is_followed(self, tmp_path: Path, name: str):
        folder = write_case(tmp_path)
        (folder / "notes.en.md").write_text("A note.")
        (folder / name).rename(folder / "real")
        (folder / name).symlink_to("real")
        case, found = read_case(folder)
        assert codes(found) == []
        assert case is not None
        assert name in dict(case.hashes)

    def test_folder_in_its_place(self, tmp_path: Path, name: str):
        folder = write_case(tmp_path)
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir()
        assert self.refused(folder, name) == "file-kind"

    def test_pipe_in_its_place(self, tmp_path: Path, name: str):
        folder = write_case(tmp_path)
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)
        assert self.refused(folder, name) == "file-kind"

    def test_device_by_link(self, tmp_path: Path, name: str):
        folder = write_case(tmp_path)
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to("/dev/zero")
        assert self.refused(folder, name) == "file-outside"

    def test_too_large(self, tmp_path: Path, name: str):
        folder = write_case(tmp_path)
        limit = 200_000 if name.startswith("notes") else 2_000_000
        (folder / name).write_bytes(b"#" * (limit + 1))
        assert self.refused(folder, name) == "file-size"

    def test_not_utf8(self, tmp_path: Path, name: str):
        folder = write_case(tmp_path)
        (folder / name).write_bytes(b"a: \xff\xfe")
        _, found = read_case(folder)
        assert any(item.where and item.where.file == name for item in found if item.severity is Severity.ERROR)


def test_notes_at_the_limit_are_read(tmp_path: Path):
    case, found = read_case(write_case(tmp_path, notes_en_md=b"x" * 200_000))
    assert codes(found) == []
    assert case is not None
    assert len(case.notes[0][1]) == 200_000


def test_importing_it_is_quick_because_nothing_heavy_comes_along():
    heavy = ("numpy", "scipy", "numba", "jinja2", "click")
    program = f"import sys, foedus.study; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_checking_a_case_needs_no_solver(tmp_path: Path):
    folder = write_case(tmp_path)
    program = (
        "import sys, pathlib, foedus.study; foedus.study.read_case(pathlib.Path(sys.argv[1]));"
        "print([name for name in ('scipy', 'numba', 'foedus.solve', 'foedus.judge') if name in sys.modules])"
    )
    arguments = [sys.executable, "-c", program, str(folder)]
    assert subprocess.run(arguments, capture_output=True, text=True, check=True).stdout == "[]\n"
