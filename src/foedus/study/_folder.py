"""A case folder as files: only regular ones that stay inside it are read, each within a limit."""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import stat
from dataclasses import dataclass, field
from pathlib import Path

from foedus._core import LANGUAGES, Diagnostic, LimitError, Place, Severity, read_bounded

MAX_YAML_BYTES = 2_000_000
MAX_NOTES_BYTES = 200_000

_YAML = ("case.yaml", "calendar.yaml", "ledger.yaml")
_MOST_ENTRIES = 1_000


class _Refusal(Exception):
    """A file is not read."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@dataclass(slots=True)
class Folder:
    """The files of a case, what was read of them, and what was found wrong."""

    directory: Path
    root: Path = field(init=False)
    hashes: dict[str, str] = field(default_factory=dict)
    """File name → SHA-256, of what was read."""
    unread: set[str] = field(default_factory=set)
    """Files that are there but could not be read."""
    found: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.root = self.directory
        with contextlib.suppress(OSError, RuntimeError, ValueError):  # a loop of links, a NUL: `exists` reports it
            self.root = self.directory.resolve()

    def report(
        self, code: str, name: str, message: str, *, why: str = "", hint: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        """Record a finding about the file *name* as a whole."""
        self.found.append(Diagnostic(code, severity, message, Place(name, 1, 1), why, hint))

    def exists(self) -> bool:
        """Return whether there is such a folder, recording it if not."""
        with contextlib.suppress(OSError, ValueError):
            if self.root.is_dir():
                return True
        message = f"there is no folder {self.directory}"
        hint = "give a folder with a case.yaml; `foedus new` makes one"
        self.found.append(Diagnostic("no-case", Severity.ERROR, message, None, "", hint))
        return False

    def read(self, name: str, *, limit: int = MAX_YAML_BYTES) -> bytes | None:
        """Return the bytes of a file of the folder, or None, recording why if it is there and cannot be read."""
        path = self.root / name
        try:
            data = self._bytes(path, limit)
        except FileNotFoundError:
            if not path.is_symlink():
                if name == "case.yaml":
                    hint = "write one, or let `foedus new` start it"
                    self.report("no-case", name, "the folder has no case.yaml", why="it holds the scenario", hint=hint)
                return None
            refusal = _Refusal("file-unreadable", "is a link to nothing", "put the file in its place")
        except _Refusal as error:
            refusal = error
        except LimitError as error:
            refusal = _Refusal("file-size", f"is too large: {error}", "shorten its texts, or split the case")
        except (OSError, RuntimeError) as error:  # a link to itself is a RuntimeError before Python 3.13
            reason = getattr(error, "strerror", None) or error
            refusal = _Refusal("file-unreadable", f"cannot be read: {reason}", "make it a readable file")
        else:
            self.hashes[name] = hashlib.sha256(data).hexdigest()
            return data
        self.unread.add(name)
        why = "a case is read from the regular files of its folder, within limits, and from nowhere else"
        self.report(refusal.code, name, f"{name} {refusal.message}", why=why, hint=refusal.hint)
        return None

    def _bytes(self, path: Path, limit: int) -> bytes:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(self.root):
            raise _Refusal("file-outside", "is a link that leaves the folder", "copy the file into the folder")
        # looked at before it is opened, since opening a pipe would wait for ever
        if not stat.S_ISREG(path.stat().st_mode):
            raise _Refusal("file-kind", "is not a regular file", "put a text file in its place")
        return read_bounded(path, limit=limit)

    def notes(self) -> tuple[tuple[str, str], ...]:
        """Return language and text of the notes there are."""
        kept = []
        for language in LANGUAGES:
            name = f"notes.{language}.md"
            data = self.read(name, limit=MAX_NOTES_BYTES)
            if data is None:
                continue
            try:
                kept.append((language, data.decode("utf-8-sig").replace("\r\n", "\n")))
            except UnicodeDecodeError as error:
                message = f"{name} is not UTF-8 at byte {error.start}"
                self.report("file-encoding", name, message, why="it could not be shown", hint="save it as UTF-8")
        return tuple(kept)

    def note_strangers(self) -> None:
        """Record YAML files that are not read: often a misspelled name."""
        try:
            names = sorted(path.name for path, _ in zip(self.root.iterdir(), range(_MOST_ENTRIES), strict=False))
        except OSError:
            return
        for name in names:
            if name.lower().endswith((".yaml", ".yml")) and name not in _YAML:
                close = difflib.get_close_matches(name, _YAML, 1)
                hint = f"did you mean {close[0]}?" if close else f"a case is made of {', '.join(_YAML)}"
                self.report("unread-file", name, f"{name} is not read", hint=hint, severity=Severity.NOTE)
