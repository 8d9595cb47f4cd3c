"""Plain text: every letter counts."""

from __future__ import annotations

from pathlib import Path

from ._source import SourceText


def read_plain(text: str, *, path: Path, encoding: str, file: str) -> SourceText:
    """Return *text* as a source without markup."""
    return SourceText(path, text, encoding)
