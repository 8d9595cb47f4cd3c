"""A holding: one document of a record with the file it stands in and the copy it is read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .._copy import ReadingCopy
from .._reading import DocumentRead
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
    read: Callable[[], ReadingCopy]
    """Returns the document's window of the reading copy, its notes taken out."""
    suggestions: tuple[Suggestion, ...] = ()

    def paragraphs(self) -> list[tuple[int, int, str]]:
        """Return start and end in the source, and the text, of each paragraph of the body."""
        document = self.document
        copy = self.read()
        if document.body_start >= 0:
            copy = copy.window(document.body_start, document.body_end)
        found, at = [], 0
        for line in copy.text.split("\n"):
            text = line.strip()
            if text:
                begin = at + len(line) - len(line.lstrip())
                found.append((*copy.to_source(begin, begin + len(text)), text))
            at += len(line) + 1
        return found
