"""A holding: one document of a record with the file it stands in and the copy it is read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .._reading import DocumentRead
from .._store import StoredText
from .._suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class Holding:
    """What an export needs to know of one document; its copy is read only where a format has the text."""

    file: str
    digest: str
    """SHA-256 of the file's bytes."""
    extracted: bool
    """Whether offsets count an extracted text layer."""
    document: DocumentRead
    read: Callable[[], StoredText]
    """Returns the document's window of the reading copy, its notes taken out."""
    suggestions: tuple[Suggestion, ...] = ()

    def paragraphs(self) -> list[tuple[int, int, str]]:
        """Return start and end in the source, and the text, of each paragraph of the body."""
        document, held = self.document, self.read()
        copy, base = held.copy, held.base
        if document.body_start >= 0:
            copy = copy.window(document.body_start - base, document.body_end - base)
        found, at = [], 0
        for line in copy.text.split("\n"):
            text = line.strip()
            if text:
                begin = at + len(line) - len(line.lstrip())
                start, end = copy.to_source(begin, begin + len(text))
                found.append((start + base, end + base, text))
            at += len(line) + 1
        return found
