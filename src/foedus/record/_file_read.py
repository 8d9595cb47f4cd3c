"""One file as read: the value a reading worker hands back, plain data that can be pickled."""

from __future__ import annotations

from dataclasses import dataclass

from foedus._core import Diagnostic

from ._authority import Party
from ._copy import ReadingCopy
from ._reading import Block, DocumentRead
from ._suggestion import Suggestion

READER = "1"
"""Version of reading as a whole; raise it when the same bytes would be read otherwise, and records are read again."""


@dataclass(frozen=True)
class FileRead:
    """Everything that reading one file found; offsets are characters of ``text``."""

    name: str
    """What the record calls the file."""
    digest: str
    """SHA-256 of the bytes, hexadecimal."""
    size: int
    """Bytes."""
    format: str
    encoding: str
    text: str
    """The source text."""
    extracted: bool
    """Whether the source text was extracted from a binary file."""
    copy: ReadingCopy
    """The reading copy of the whole file, notes taken out."""
    documents: tuple[DocumentRead, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    parties: tuple[Party, ...] = ()
    furniture: tuple[Block, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
