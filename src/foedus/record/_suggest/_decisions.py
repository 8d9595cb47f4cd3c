"""What the analyst decided about suggestions: a file of lines that only grows."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from foedus._core import CaseError, Diagnostic, Place, Severity, read_bounded

from .._suggestion import ACTS, Suggestion

VERDICTS = {"accept": "accepted", "edit": "edited", "reject": "rejected"}
"""What may be decided, and the status it gives."""
FIELDS = ("act", "speaker", "addressee", "object", "quantity", "unit", "condition", "deadline")
"""What an edit may change; the quotation and its place are the source's."""
LARGEST = 64 * 1024 * 1024
LONGEST = 4_000
"""Characters of one field."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an analyst decided about one suggestion.

    >>> Decision("5f0c", "edit", (("act", "promise"),), by="ML").verdict
    'edit'
    """

    suggestion: str
    """Its id."""
    verdict: str
    """``accept``, ``edit`` or ``reject``."""
    fields: tuple[tuple[str, str], ...] = ()
    """What an edit puts in place of what the rule read."""
    by: str = ""
    at: str = ""
    """When, in ISO 8601; as the caller says, so that nothing here asks a clock."""
    note: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """What else the line says, kept."""


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of the file at *path*, the oldest first; none where there is no file.

    A line a crash cut short (it begins and never ends) is left out: it was never confirmed.

    Raises:
        CaseError: lines that cannot be read; it names each and nothing is taken from the file.
        LimitError: the file is too large.
    """
    if not path.exists():
        return ()
    data = read_bounded(path, limit=LARGEST)
    findings: list[Diagnostic] = []
    decisions = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip() or (line.startswith(b"{") and not line.rstrip().endswith(b"}")):
            continue
        read = _read(line)
        if isinstance(read, Decision):
            decisions.append(read)
        else:
            findings.append(_finding(path, number, read))
    if findings:
        raise CaseError(findings)
    return tuple(decisions)


def append_decision(path: Path, decision: Decision) -> None:
    """Write *decision* at the end of the file at *path*; when this returns it is on the disk.

    Raises:
        CaseError: the decision is none: an unknown verdict, act or field.
        OSError: it cannot be written.
    """
    problem = _problem(decision)
    if problem:
        raise CaseError([_finding(path, 0, problem)])
    line = json.dumps(_record(decision), ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass") + b"\n"
    new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        if _cut_short(descriptor):
            line = b"\n" + line
        written = 0
        while written < len(line):
            written += os.write(descriptor, line[written:])
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if new and hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def apply_decisions(suggestions: Iterable[Suggestion], decisions: Iterable[Decision]) -> tuple[Suggestion, ...]:
    """Return *suggestions* as the analyst left them; of two decisions on one the later holds.

    Decisions on suggestions that are not there are left alone: another reading may bring them back.
    """
    last = {decision.suggestion: decision for decision in decisions}
    return tuple(_decided(each, last.get(each.id)) for each in suggestions)


def _decided(suggestion: Suggestion, decision: Decision | None) -> Suggestion:
    if decision is None:
        return suggestion
    decided = replace(suggestion, status=VERDICTS[decision.verdict])
    changes: dict[str, Any] = dict(decision.fields) if decision.verdict == "edit" else {}
    return replace(decided, **changes)


def _cut_short(descriptor: int) -> bool:
    """Whether the file ends inside a line, as a crash leaves it."""
    if not os.lseek(descriptor, 0, os.SEEK_END):
        return False
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) != b"\n"


def _record(decision: Decision) -> dict[str, object]:
    record: dict[str, object] = {"suggestion": decision.suggestion, "verdict": decision.verdict}
    if decision.fields:
        record["fields"] = dict(decision.fields)
    record |= {key: value for key in ("by", "at", "note") if (value := getattr(decision, key))}
    return dict(decision.extra) | record


def _read(line: bytes) -> Decision | str:
    """Return the decision of a line, or what is wrong with it."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return "it is not JSON"
    if not isinstance(record, dict):
        return "it is not a mapping"
    fields = record.pop("fields", {})
    if not isinstance(fields, dict):
        return "`fields` is not a mapping"
    if any(not isinstance(value, str) for value in (*record.values(), *fields.values())):
        return "every value is a text"
    known = {key: record.pop(key, "") for key in ("suggestion", "verdict", "by", "at", "note")}
    decision = Decision(**known, fields=tuple(fields.items()), extra=tuple(record.items()))
    return _problem(decision) or decision


def _problem(decision: Decision) -> str:
    if not decision.suggestion:
        return "it names no suggestion"
    if decision.verdict not in VERDICTS:
        return f"`{decision.verdict[:40]}` is no verdict; one of {', '.join(VERDICTS)}"
    for key, value in decision.fields:
        if key not in FIELDS:
            return f"`{key[:40]}` cannot be edited; one of {', '.join(FIELDS)}"
        if key == "act" and value not in ACTS:
            return f"`{value[:40]}` is no act; one of {', '.join(ACTS)}"
        if len(value) > LONGEST:
            return f"`{key}` is over {LONGEST} characters"
    return ""


def _finding(path: Path, number: int, problem: str) -> Diagnostic:
    message = f"line {number}: {problem}" if number else f"this decision was not written: {problem}"
    why = "what you decided would be missing without a word"
    hint = "mend the line, or remove it"
    return Diagnostic("decision-unreadable", Severity.ERROR, message, Place(path.name, max(number, 1), 1), why, hint)
