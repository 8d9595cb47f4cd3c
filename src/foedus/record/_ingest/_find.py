"""A folder of sources: every text file in it, within limits, and never outside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from foedus._core import CaseError, Diagnostic, LimitError, Place, Severity

from ._formats import SUFFIXES
from ._read import read_source
from ._source import SourceText

MAX_ENTRIES = 100_000
MAX_FILES = 2_000
MAX_TOTAL = 256 * 1024 * 1024
MAX_DEPTH = 16

_OTHER = frozenset((".pdf", ".doc", ".docx", ".odt", ".epub", ".rtf", ".xls", ".xlsx")) - SUFFIXES
"""Documents by their suffix that no reader here takes; a person would miss them."""


@dataclass(frozen=True, slots=True)
class SourcesFound:
    """The texts of a folder, in order of their paths, and what was not read."""

    texts: tuple[SourceText, ...]
    findings: tuple[Diagnostic, ...]


def find_sources(directory: Path) -> list[SourceText]:
    """Return the readable texts under *directory*; `survey_sources` also says what was passed over.

    Raises:
        LimitError: the folder holds too many files or bytes.
        OSError: it is no folder, or cannot be listed.
    """
    return list(survey_sources(directory).texts)


def survey_sources(directory: Path) -> SourcesFound:
    """Return the readable texts under *directory* and a finding for each file passed over.

    Hidden entries are passed over silently, links out of the folder and unreadable files with a finding. Limits: 2,000
    texts, 256 MB together, 64 MB each, 16 levels, 100,000 entries.

    Raises:
        LimitError: the folder holds too many files or bytes.
        OSError: it is no folder, or cannot be listed.
    """
    texts: list[SourceText] = []
    findings: list[Diagnostic] = []
    root = directory.resolve()
    total = 0

    def note(path: Path, code: str, message: str, hint: str) -> None:
        where = Place(path.relative_to(root).as_posix(), 1, 1)
        why = "citations of it are not looked for"
        findings.append(Diagnostic(code, Severity.WARNING, message, where, why, hint))

    for path in _walk(root):
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            note(path, "source-outside", "the link leaves the folder and is not followed", "copy the file into it")
            continue
        if path.is_dir():  # a link to a folder inside: its files are met where they are
            continue
        suffix = path.suffix.lower()
        if suffix in _OTHER:
            note(path, "source-format", f"{suffix[1:]} files are not read", "save it as .txt, .md, .xml or .csv")
        if suffix not in SUFFIXES:
            continue
        if len(texts) == MAX_FILES:
            raise _too_much(f"more than {MAX_FILES:,} text files", root)
        try:
            text = read_source(path)
            total += path.stat().st_size
        except CaseError as error:
            findings.extend(replace(found, where=_inside(found.where, path, root)) for found in error.diagnostics)
            continue
        except LimitError as error:
            note(path, "source-too-large", str(error), "split the file")
            continue
        except OSError as error:
            note(path, "source-unreadable", f"the file cannot be read: {error.strerror}", "check its permissions")
            continue
        if total > MAX_TOTAL:
            raise _too_much(f"more than {MAX_TOTAL // 1024**2} MB of text", root)
        texts.append(replace(text, name=path.relative_to(root).as_posix()))
        findings.extend(replace(found, where=_inside(found.where, path, root)) for found in text.findings)
    return SourcesFound(tuple(texts), tuple(findings))


def _inside(place: Place | None, path: Path, root: Path) -> Place | None:
    return place and replace(place, file=path.relative_to(root).as_posix())


def _too_much(what: str, root: Path) -> LimitError:
    return LimitError(f"{root.name} holds {what}: name a folder with the sources of this case only")


def _walk(root: Path) -> Iterator[Path]:
    entries = 0
    waiting = [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        with os.scandir(folder) as listing:
            found = []
            for entry in listing:
                entries += 1
                if entries > MAX_ENTRIES:
                    raise _too_much(f"more than {MAX_ENTRIES:,} entries", root)
                if not entry.name.startswith("."):
                    found.append((entry.name, entry.is_dir(follow_symlinks=False)))
        found.sort()
        inner = []
        for name, is_folder in found:
            if not is_folder:
                yield folder / name
            elif depth < MAX_DEPTH:
                inner.append((folder / name, depth + 1))
        waiting.extend(reversed(inner))
