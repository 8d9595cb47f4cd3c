"""Reading a case folder: every file bounded, nothing followed out of it, every mistake reported at once."""

from __future__ import annotations

import difflib
import hashlib
import stat
from collections.abc import Mapping
from pathlib import Path

from foedus._core import Diagnostic, LimitError, Place, Severity, read_bounded
from foedus.record import Calendar, read_calendar
from foedus.scenario import check_scenario, read_scenario
from foedus.track import Event, Ledger, Obligation, read_ledger

from ._types import Case

SCENARIO, CALENDAR, LEDGER, README = "case.yaml", "calendar.yaml", "ledger.yaml", "README.md"
NOTES = {"en": "notes.en.md", "zh": "notes.zh.md"}
"""What the dossier says besides: plain text in each language."""
MAX_BYTES = 2_000_000


def read_case(directory: Path) -> tuple[Case | None, list[Diagnostic]]:
    """Return the case in *directory* and everything that is wrong with it, worst first.

    The case is None where there is no usable scenario. It may come *with* errors; stop at any of that severity.
    Only the files that a case is made of are looked at; links are refused.
    """
    found: list[Diagnostic] = []
    files = {name: _read(directory, name, found) for name in (SCENARIO, CALENDAR, LEDGER, README, *NOTES.values())}
    if files[SCENARIO] is None and not found:
        message = f"{directory.name or directory} holds no {SCENARIO}"
        hint = "give the folder of a case, or start one with `foedus new`"
        found.append(Diagnostic("case-missing", Severity.ERROR, message, Place(SCENARIO, 1, 1), "", hint))
    calendar, ledger = Calendar(), Ledger()
    if (data := files[CALENDAR]) is not None:
        calendar, mistakes = read_calendar(data, file=CALENDAR)
        found += mistakes
    if (data := files[LEDGER]) is not None:
        ledger, mistakes = read_ledger(data, file=LEDGER)
        found += mistakes
        found += _check_citations(ledger, calendar)
    case: Case | None = None
    if (data := files[SCENARIO]) is not None:
        scenario, mistakes = read_scenario(data, file=SCENARIO)
        found += mistakes
        if scenario is not None:
            found += check_scenario(scenario, citations=_citations(calendar))
            hashes = tuple(
                (name, hashlib.sha256(content).hexdigest())
                for name, content in sorted(files.items())
                if content is not None
            )
            case = Case(scenario.case, scenario, calendar, ledger, hashes, _notes(files, found))
    severity = list(Severity)
    found.sort(key=lambda item: (severity.index(item.severity), item.where or Place("", 0, 0)))
    return case, found


def _read(directory: Path, name: str, found: list[Diagnostic]) -> bytes | None:
    """Return the bytes of a file of the case, or None; what is in the way is reported."""
    path = directory / name

    def refuse(code: str, message: str, why: str, hint: str) -> None:
        found.append(Diagnostic(code, Severity.ERROR, message, Place(name, 1, 1), why, hint))

    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        refuse("file-unreadable", f"{name} cannot be read: {error.strerror}", "", "check the permissions of the folder")
        return None
    if stat.S_ISLNK(mode):
        why = "a case that comes from somebody else could show files of yours that lie outside it"
        refuse("file-link", f"{name} is a link", why, "put the file itself into the folder")
        return None
    if not stat.S_ISREG(mode):
        refuse("file-kind", f"{name} is no ordinary file", "reading it might never end", "replace it with a text file")
        return None
    try:
        return read_bounded(path, limit=MAX_BYTES)
    except LimitError:
        message = f"{name} has more than {MAX_BYTES:,} bytes"
        refuse("file-too-large", message, "case files are read whole", "a case holds no texts, only passages of them")
    except OSError as error:
        refuse("file-unreadable", f"{name} cannot be read: {error.strerror}", "", "check its permissions")
    return None


def _notes(files: Mapping[str, bytes | None], found: list[Diagnostic]) -> tuple[tuple[str, str], ...]:
    notes = []
    for language, name in NOTES.items():
        try:
            text = (files[name] or b"").decode("utf-8-sig").strip()
        except UnicodeDecodeError:
            message, why = f"{name} is not UTF-8", "it would be garbled in the dossier"
            hint = "save the file as UTF-8"
            found.append(Diagnostic("file-encoding", Severity.ERROR, message, Place(name, 1, 1), why, hint))
        else:
            if text:
                notes.append((language, text))
    return tuple(notes)


def _citations(calendar: Calendar) -> frozenset[str]:
    """Return everything that may be cited: documents and their passages."""
    documents = {document.id for document in calendar.documents}
    return frozenset(
        documents | {f"{document.id}#{passage.id}" for document in calendar.documents for passage in document.passages}
    )


def _check_citations(ledger: Ledger, calendar: Calendar) -> list[Diagnostic]:
    known = _citations(calendar)
    found = []
    items: tuple[Obligation | Event, ...] = (*ledger.obligations, *ledger.events)
    for item in items:
        for citation in item.citations:
            if citation not in known:
                near = difflib.get_close_matches(citation, sorted(known), n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"add the passage to {CALENDAR}"
                message = f"{item.id!r} cites {citation!r}, which is not in {CALENDAR}"
                why = "evidence that nobody can look up is none"
                found.append(Diagnostic("unknown-citation", Severity.ERROR, message, item.place, why, hint))
    return found
