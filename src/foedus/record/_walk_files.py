"""The files a user named, and those in the folders a user named: within limits, and never outside a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from foedus._core import Diagnostic, LimitError, Place, Severity

MAX_ENTRIES = 1_000_000
MAX_DEPTH = 32

READ_SUFFIXES = frozenset(
    (
        ".txt", ".text", ".md", ".markdown", ".htm", ".html", ".xhtml", ".xml", ".tei", ".pdf", ".docx", ".csv", ".tsv",
        ".json", "",
    )
)  # fmt: skip
"""What of a folder is read; a file that is named itself is always tried."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file to read, and what the record calls it."""

    path: Path
    name: str


def walk_files(
    paths: Iterable[Path], *, without: Path | None = None
) -> tuple[tuple[NamedFile, ...], tuple[Diagnostic, ...]]:
    """Return the files to read, in the order given and in each folder by path, and a finding for each passed over.

    A file of a folder is called by its path in the folder, a file by its own name; where two would be called the same,
    both get the name of their folder before it. Hidden entries are passed over silently.

    Args:
        paths: Files and folders.
        without: A folder that is not entered: the record itself may stand among its sources.

    Raises:
        LimitError: a folder holds too many entries.
    """
    findings: list[Diagnostic] = []
    apart = without.resolve() if without else None
    found: dict[Path, str] = {}
    for path in paths:
        if path.is_dir():
            root = path.resolve()
            try:
                for file in _walk(root, apart, findings):
                    found.setdefault(file, file.relative_to(root).as_posix())
            except OSError as error:
                findings.append(_missing(path.name, error.strerror or "it cannot be listed"))
        elif path.exists():
            found.setdefault(path.resolve(), path.name)
        else:
            findings.append(_missing(str(path), "there is no such file"))
    return tuple(_named(found)), tuple(findings)


def _named(found: dict[Path, str]) -> Iterator[NamedFile]:
    names = dict(found)
    for _ in range(MAX_DEPTH):
        counts: dict[str, int] = {}
        for name in names.values():
            counts[name] = counts.get(name, 0) + 1
        double = [path for path, name in names.items() if counts[name] > 1]
        if not double:
            break
        for path in double:
            depth = names[path].count("/") + 2
            names[path] = "/".join(path.parts[-depth:]).lstrip("/")
    return (NamedFile(path, name) for path, name in names.items())


def _walk(root: Path, apart: Path | None, findings: list[Diagnostic]) -> Iterator[Path]:
    entries = 0
    waiting = [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        with os.scandir(folder) as listing:
            inside = []
            for entry in listing:
                entries += 1
                if entries > MAX_ENTRIES:
                    raise LimitError(f"{root.name} holds more than {MAX_ENTRIES:,} entries: name a smaller folder")
                if not entry.name.startswith("."):
                    inside.append((entry.name, entry.is_dir(follow_symlinks=False)))
        inner = []
        for name, is_folder in sorted(inside):
            path = folder / name
            if is_folder:
                if depth < MAX_DEPTH and path != apart:
                    inner.append((path, depth + 1))
            elif _wanted(path, root, findings):
                yield path.resolve()
        waiting.extend(reversed(inner))


def _wanted(path: Path, root: Path, findings: list[Diagnostic]) -> bool:
    name = path.relative_to(root).as_posix()
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        findings.append(
            Diagnostic(
                "source-outside", Severity.WARNING, "the link leaves the folder and is not followed", Place(name, 1, 1),
                "what it points to is not in the record", "copy the file into the folder",
            )
        )  # fmt: skip
        return False
    if not path.is_file():
        return False
    if path.suffix.lower() not in READ_SUFFIXES:
        findings.append(
            Diagnostic(
                "source-format", Severity.NOTE, f"{path.suffix.lower()} files are not read", Place(name, 1, 1),
                "what it holds is not in the record", "save its text as .txt, .md, .html or .docx",
            )
        )  # fmt: skip
        return False
    return True


def _missing(name: str, reason: str) -> Diagnostic:
    return Diagnostic(
        "source-unreadable", Severity.WARNING, f"{name}: {reason}", Place(name, 1, 1),
        "what it holds is not in the record", "correct the path, or its permissions",
    )  # fmt: skip
