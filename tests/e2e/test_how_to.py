"""The programs on the pages of `docs/how-to` run as they stand."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = sorted((Path(__file__).resolve().parents[2] / "docs" / "how-to").glob("*.md"))
PROGRAMS = [
    pytest.param(block, id=f"{page.stem}-{number}")
    for page in PAGES
    for number, block in enumerate(re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S))
]


@pytest.mark.slow
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_on_a_page_runs_and_prints(program: str, tmp_path: Path) -> None:
    if "distributed" in program:
        pytest.importorskip("distributed")
    path = tmp_path / "program.py"
    path.write_text(program, encoding="utf-8")
    run = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, timeout=240, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() not in ("", "None")
