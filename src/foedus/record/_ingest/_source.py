"""A source: one file of the reader's own, as stored, and how it is read."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from foedus._core import Diagnostic

from .._authority import Party
from .._fold import MAX_MARKS, Folded, Skip, fold, joins_previous
from .._reading import Block, DocumentRead


@dataclass(frozen=True, slots=True)
class Part:
    """A document inside a file, by character offsets."""

    id: str
    start: int
    end: int


@dataclass(frozen=True)
class SourceText:
    """The text of one file as stored, and what in it is markup.

    Offsets count the characters of ``text``: the decoded file without a byte order mark, line ends as they are; or what
    was extracted from a binary file, which is extracted once and kept.
    """

    path: Path
    text: str
    encoding: str
    format: str = "plain"
    """``plain``, ``markdown``, ``html``, ``tei``, ``pdf``, ``docx``, ``csv`` or ``json``."""
    skips: tuple[Skip, ...] = ()
    """Spans that are markup, in order."""
    parts: tuple[Part, ...] = ()
    """The documents a volume holds, in order of their beginning."""
    metadata: tuple[tuple[str, str], ...] = ()
    """What the front matter says, key by key."""
    findings: tuple[Diagnostic, ...] = ()
    """What a reader should know about how the file was read."""
    blocks: tuple[Block, ...] = ()
    """The pieces the markup or the layout tells, in order; they may nest."""
    documents: tuple[DocumentRead, ...] = ()
    """The documents as the markup, the rows or the keys of the file itself state them; else found later."""
    parties: tuple[Party, ...] = ()
    """A list of persons or bodies the file holds."""
    digest: str = ""
    """SHA-256 of the bytes, hexadecimal."""
    extracted: bool = False
    """Whether ``text`` was extracted from a binary file (PDF, DOCX) and is not the decoded file itself."""
    name: str = ""
    """The file within the folder it was found in; reports use it, so that they are the same wherever the folder is."""

    @cached_property
    def folded(self) -> Folded:
        """The letters of the text; computed once."""
        return fold(self.text, skips=self.skips)


def span(source: SourceText, first: int, last: int) -> tuple[int, int]:
    """Return the character offsets of the letters from *first* to *last*, with the marks of the last one.

    >>> span(SourceText(Path("a.txt"), "So: cafe\u0301, now", "utf-8"), 2, 6)
    (4, 9)
    """
    offsets, text = source.folded.offsets, source.text
    if first >= last:
        here = int(offsets[first]) if first < len(offsets) else len(text)
        return here, here
    start, end = int(offsets[first]), int(offsets[last - 1])
    number = bisect_left(source.skips, end, key=lambda skip: skip.start)
    if number < len(source.skips) and source.skips[number].start == end:
        end = source.skips[number].end  # the letter is a character reference
    else:
        end += 1
    for _ in range(MAX_MARKS):
        if end >= len(text) or not joins_previous(text[end]):
            break
        end += 1
    return start, end
