"""Diagnostics: what is wrong with a user's document, collected and never just the first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How bad a finding is; only errors stop a run."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a text file; lines and columns count from 1, in characters.

    >>> str(Place("case.yaml", 12, 5))
    'case.yaml:12:5'
    """

    file: str
    line: int
    column: int
    start: int = 0
    """Offset of the first character in the file."""
    end: int = 0
    """Offset after the last character."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: where, what is wrong, why it matters and what to write instead."""

    code: str
    """Stable and documented, e.g. ``unknown-name``."""
    severity: Severity
    message: str
    """What is wrong, one sentence."""
    where: Place | None = None
    why: str = ""
    hint: str = ""
    """What to write instead."""
    related: tuple[tuple[str, Place | None], ...] = ()
    """Other places that take part, each with a few words."""

    def to_json(self) -> dict[str, object]:
        """Return the finding as plain data for ``--json``."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "file": self.where.file if self.where else None,
            "line": self.where.line if self.where else None,
            "column": self.where.column if self.where else None,
            "why": self.why,
            "hint": self.hint,
            "related": [{"note": note, "where": str(place) if place else None} for note, place in self.related],
        }
