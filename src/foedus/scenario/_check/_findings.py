"""Findings: what the rules have to say, collected, with suggestions for names that are nearly right."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeAlias

from foedus._core import Diagnostic, Place, Severity

Related: TypeAlias = tuple[tuple[str, Place | None], ...]

_MOST_SUGGESTIONS = 60
"""Comparing texts is the slowest thing a rule does; a file of nothing but wrong names must not stall the check."""
_MOST_OPTIONS = 400
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(slots=True)
class Findings:
    """Collects diagnostics; says each thing once."""

    found: list[Diagnostic] = field(default_factory=list)
    _said: set[tuple[str, str, Place | None]] = field(default_factory=set)
    _suggestions: int = 0

    def _add(self, finding: Diagnostic) -> None:
        key = (finding.code, finding.message, finding.where)
        if key not in self._said:
            self._said.add(key)
            self.found.append(finding)

    def error(
        self, code: str, message: str, *, at: Place | None, why: str = "", hint: str = "", related: Related = ()
    ) -> None:
        """Record what stops a run."""
        self._add(Diagnostic(code, Severity.ERROR, message, at, why, hint, related))

    def warning(
        self, code: str, message: str, *, at: Place | None, why: str = "", hint: str = "", related: Related = ()
    ) -> None:
        """Record what is probably a mistake."""
        self._add(Diagnostic(code, Severity.WARNING, message, at, why, hint, related))

    def note(
        self, code: str, message: str, *, at: Place | None, why: str = "", hint: str = "", related: Related = ()
    ) -> None:
        """Record what a reader should know."""
        self._add(Diagnostic(code, Severity.NOTE, message, at, why, hint, related))

    @property
    def curious(self) -> bool:
        """Whether there is time to look for what a wrong name may have meant."""
        return self._suggestions < _MOST_SUGGESTIONS

    def nearest(self, name: str, known: Collection[str]) -> str | None:
        """Return the known name most like *name*, or None where none is near."""
        if not self.curious or len(known) > _MOST_OPTIONS or len(name) > 80:
            return None
        self._suggestions += 1
        lowered = {option.lower(): option for option in sorted(known, reverse=True)}
        for cutoff in (0.75, 0.6):
            close = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=cutoff)
            if close:
                return lowered[close[0]]
        return None

    def suggest(self, name: str, known: Collection[str]) -> str:
        """Return the hint for an unknown name: the nearest one, or what there is to choose from."""
        near = self.nearest(name, known)
        if near is not None:
            return f"did you mean `{near}`?"
        if not known:
            return "there is none to choose from: declare it first"
        return f"write one of {listed(known)}"

    def unknown(
        self, kind: str, name: str, known: Collection[str], *, at: Place | None, where: str, related: Related = ()
    ) -> None:
        """Record a name that nothing declares."""
        self.error(
            "unknown-name",
            f"{where} names the {kind} `{name}`, which the case does not declare",
            at=at,
            why="a name that stands for nothing would silently drop this line from the model",
            hint=self.suggest(name, known),
            related=related,
        )

    def sorted(self) -> list[Diagnostic]:
        """Return errors first, then warnings, then notes, each in the order of the file."""

        def key(item: tuple[int, Diagnostic]) -> tuple[int, bool, str, int, int, int]:
            number, finding = item
            place = finding.where
            if place is None:
                return _RANK[finding.severity], True, "", 0, 0, number
            return _RANK[finding.severity], False, place.file, place.line, place.column, number

        return [finding for _, finding in sorted(enumerate(self.found), key=key)]


def listed(names: Collection[str], *, most: int = 8) -> str:
    """Return names in code marks, the first few of them: `a`, `b`, … (12 in all)."""
    shown = ", ".join(f"`{name}`" for name in itertools.islice(names, most))
    return shown if len(names) <= most else f"{shown}, … ({len(names)} in all)"


def plural(count: int, noun: str) -> str:
    """Return the count with its noun, in the plural where it needs one."""
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {noun[:-1]}ies" if noun.endswith("y") else f"{count:,} {noun}s"
