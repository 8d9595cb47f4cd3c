"""Every code a user may meet is explained in the reference, and the reference explains no other."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference" / "diagnostics.md"

REPORTING = {
    "Diagnostic", "GrammarError", "_Refusal", "_error", "_mistake", "error", "fail", "note", "refuse", "report", "stop",
    "warning",
}  # fmt: skip
"""What findings are made with; a code is the first text among the first two arguments."""
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+|empty")
ROW = re.compile(r"\| `([a-z-]+)` \| ([a-z ]+) \| (.+) \| (.+) \| (.+) \|")


def codes_in_source() -> dict[str, set[str]]:
    """Return each code with the names of what reports it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "src" / "foedus").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in REPORTING:
                continue
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    if CODE.fullmatch(argument.value):
                        found[argument.value].add(f"{path.parent.name}:{name}")
                    break
    return found


def rows() -> list[tuple[str, ...]]:
    return [match.groups() for line in REFERENCE.read_text(encoding="utf-8").splitlines() if (match := ROW.match(line))]


def test_every_code_is_explained_and_every_explanation_has_a_code() -> None:
    documented = {row[0] for row in rows()}
    known = set(codes_in_source())
    assert known - documented == set(), "add these to docs/reference/diagnostics.md"
    assert documented - known == set(), "nothing reports these any more: remove them from docs/reference/diagnostics.md"


def test_a_code_is_explained_once_and_in_full() -> None:
    found = rows()
    assert len({row[0] for row in found}) == len(found)
    assert [row[0] for row in found if not all(cell.strip() for cell in row)] == []
    tables = [line for line in REFERENCE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert len(tables) == len(found), "a row has the wrong number of columns"


def test_the_severity_of_a_finding_of_the_checker_is_as_explained() -> None:
    severity = {row[0]: row[1] for row in rows()}
    made = {"error": "error", "_error": "error", "warning": "warning", "note": "note"}
    wrong = []
    for code, reporters in codes_in_source().items():
        levels = {made[name.partition(":")[2]] for name in reporters if name.startswith("_check:")}
        if not levels <= set(severity.get(code, "").split(" or ")):
            wrong.append((code, levels, severity.get(code)))
    assert wrong == []
