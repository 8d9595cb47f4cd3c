"""Broken and hostile cases get located, helpful findings: no traceback, little time, little memory.

Each is checked twice: through the library, and through the command line in a process of its own that reports what it
used. Two seconds are what a user is promised; they are measured as processor time, so that a busy machine does not
decide.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from foedus._core import Diagnostic, Severity
from foedus.study import read_case
from support.broken.cases import BROKEN, Broken
from support.broken.whole import CALENDAR, WHOLE, boundless

SECONDS = 2.0
MEGABYTES = 80.0
"""Python with what `foedus check` imports takes about 45; a file of 50 MB read whole would not fit."""

CHECK = """
import json, re, sys, time
from pathlib import Path
from foedus.cli import main

try:
    main(["check", sys.argv[1], "--json"])
except SystemExit as stop:
    code = stop.code
status = Path("/proc/self/status")
peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
used = {"code": code, "seconds": time.process_time(), "megabytes": int(peak[1]) / 1024 if peak else 0.0}
print(json.dumps(used), file=sys.stderr)
"""


def broken_id(broken: Broken) -> str:
    return broken.id


def pointed_at(broken: Broken, folder: Path, line: int, column: int) -> str:
    """Return the text of the file from where a finding points."""
    lines = (folder / broken.file).read_bytes().decode("utf-8", errors="replace").split("\n")
    return lines[line - 1][column - 1 :]


def test_the_whole_case_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "whole"
    folder.mkdir()
    (folder / "case.yaml").write_text(WHOLE, encoding="utf-8")
    (folder / "calendar.yaml").write_text(CALENDAR, encoding="utf-8")
    case, found = read_case(folder)
    assert case is not None
    assert found == []


@pytest.mark.parametrize("broken", BROKEN, ids=broken_id)
def test_a_broken_case_is_told_where_and_what_to_write(broken: Broken, tmp_path: Path) -> None:
    folder = tmp_path / broken.id
    broken.write(folder)
    _, found = read_case(folder)
    finding = the_finding(broken, found)
    assert finding.where is not None
    assert finding.where.file == broken.file
    assert finding.why or finding.hint
    told = f"{finding.message} {finding.why} {finding.hint}"
    assert [words for words in broken.says if words not in told] == []
    if broken.at:
        assert pointed_at(broken, folder, finding.where.line, finding.where.column).startswith(broken.at)


def the_finding(broken: Broken, found: list[Diagnostic]) -> Diagnostic:
    matching = [item for item in found if item.code == broken.code and item.severity is Severity.ERROR]
    assert matching, [f"{item.code}: {item.message}" for item in found]
    return matching[0]


def checked_within_limits(folder: Path) -> tuple[int, set[str]]:
    """Return the exit code of `foedus check` and the codes it reports, having looked at what it used."""
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(folder)],
        cwd=folder.parent, capture_output=True, text=True, timeout=10, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr + done.stdout
    used = json.loads(done.stderr.splitlines()[-1])
    assert used["seconds"] < SECONDS
    assert used["megabytes"] < MEGABYTES
    return used["code"], {item["code"] for item in json.loads(done.stdout)["diagnostics"]}


def test_a_case_of_very_many_states_is_checked_as_far_as_time_allows(tmp_path: Path) -> None:
    folder = tmp_path / "whole"
    folder.mkdir()
    (folder / "case.yaml").write_text(boundless(), encoding="utf-8")
    (folder / "calendar.yaml").write_text(CALENDAR, encoding="utf-8")
    assert checked_within_limits(folder) == (0, {"search-bounded"})


@pytest.mark.parametrize("broken", BROKEN, ids=broken_id)
def test_the_command_reports_it_quickly_in_little_memory(broken: Broken, tmp_path: Path) -> None:
    folder = tmp_path / broken.id
    broken.write(folder)
    code, reported = checked_within_limits(folder)
    assert code == 1
    assert broken.code in reported
    assert not (tmp_path / "broken-into").exists()


def test_several_faults_are_reported_together(tmp_path: Path) -> None:
    folder = tmp_path / "several"
    folder.mkdir()
    text = WHOLE.replace("lost: crossed == yes", "lost: crosed == yes").replace(
        "{lost > war: c-rival}", "{war > gone: }"
    )
    text = text.replace("advice: keep_quiet", "advice: keep_mum").replace("against: [letter-1]", "against: [leter-1]")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    (folder / "calendar.yaml").write_text(CALENDAR, encoding="utf-8")
    _, found = read_case(folder)
    errors = {item.code for item in found if item.severity is Severity.ERROR}
    assert errors == {"unknown-name", "order-cycle", "unknown-citation"}
    assert all(item.where is not None and item.hint for item in found)
