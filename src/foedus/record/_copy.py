"""The reading copy: a source as it is read, which is the source plus a list of everything changed.

Nothing downstream of a reader works on a text of unknown origin: a copy is made of the stored text and of *edits*, each
a span of the stored text and what is read there instead. So every change is listed by construction, and any span of
the copy leads back to characters of the source. Between two edits the copy runs as the source does, which keeps a
clean text of any size at one run.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ._fold import Skip


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One change: the characters from *start* to *end* of the source read as *now*."""

    start: int
    end: int
    now: str
    kind: str
    """Why: ``markup``, ``reference``, ``space``, ``line``, ``paragraph``, ``note``, ``furniture``, ``digit``."""


@dataclass(frozen=True)
class ReadingCopy:
    r"""A window of a source with its edits; text between them is as stored.

    >>> copy = ReadingCopy.of("The treaty of l953\nholds.", [Edit(14, 15, "1", "digit"), Edit(18, 19, " ", "line")])
    >>> copy.text
    'The treaty of 1953 holds.'
    >>> copy.to_source(14, 18), copy.from_source(19)
    ((14, 18), 19)
    """

    source: str
    edits: tuple[Edit, ...]
    """In order, not overlapping, inside the window."""
    start: int
    end: int
    """The window, in characters of the source."""

    @classmethod
    def of(cls, source: str, edits: Iterable[Edit] = ()) -> ReadingCopy:
        """Return the copy of a whole text."""
        return cls(source, _merged(edits), 0, len(source))

    @classmethod
    def of_skips(cls, source: str, skips: Iterable[Skip]) -> ReadingCopy:
        """Return the copy in which markup is left out and character references are read."""
        edits = tuple(Edit(skip.start, skip.end, skip.reads, "reference" if skip.reads else "markup") for skip in skips)
        return cls(source, edits, 0, len(source))

    @cached_property
    def text(self) -> str:
        """The text to be read."""
        return "".join(piece for _, _, piece, _ in self._pieces)

    @cached_property
    def _pieces(self) -> tuple[tuple[int, int, str, bool], ...]:
        """Start in the source, end in the source, what is read, and whether it is read as stored."""
        pieces: list[tuple[int, int, str, bool]] = []
        at = self.start
        for edit in self.edits:
            if edit.start > at:
                pieces.append((at, edit.start, self.source[at : edit.start], True))
            pieces.append((edit.start, edit.end, edit.now, False))
            at = edit.end
        if at < self.end:
            pieces.append((at, self.end, self.source[at : self.end], True))
        return tuple(pieces)

    @cached_property
    def _begins(self) -> list[int]:
        """Offset in the copy at which each piece begins."""
        begins, at = [], 0
        for _, _, piece, _ in self._pieces:
            begins.append(at)
            at += len(piece)
        return begins

    @cached_property
    def _sources(self) -> list[int]:
        return [piece[0] for piece in self._pieces]

    def __len__(self) -> int:
        return len(self.text)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source from which the characters *start* to *end* of the copy are read."""
        if start >= end:
            here = self._point(start)
            return here, here
        first = self._piece(start)
        last = self._piece(end - 1)
        begin, _, _, stored = self._pieces[first]
        if stored:
            begin += start - self._begins[first]
        base, finish, _, stored = self._pieces[last]
        if stored:
            finish = base + end - self._begins[last]
        return begin, finish

    def from_source(self, offset: int) -> int:
        """Return how many characters of the copy are read from before *offset* of the source."""
        if not self._pieces or offset <= self.start:
            return 0
        number = bisect_right(self._sources, offset) - 1
        begin, end, piece, stored = self._pieces[number]
        if stored:
            return self._begins[number] + min(offset - begin, len(piece))
        return self._begins[number] + (len(piece) if offset >= end > begin else 0)

    def window(self, start: int, end: int) -> ReadingCopy:
        """Return the copy of the source from *start* to *end*; offsets of the source stay what they are.

        An edit across the edge is left out where only a part of it is inside.
        """
        start, end = max(start, self.start), min(end, self.end)
        first = bisect_left(self.edits, start, key=lambda edit: edit.start)
        inside = []
        for edit in self.edits[first:]:
            if edit.start >= end:
                break
            if edit.end <= end:
                inside.append(edit)
        return ReadingCopy(self.source, tuple(inside), start, max(start, end))

    def with_edits(self, edits: Iterable[Edit]) -> ReadingCopy:
        """Return the copy with more *edits* (in characters of the source).

        A wider edit swallows those inside it; of two on the same characters the one that reads something counts.
        """
        return ReadingCopy(self.source, _merged([*self.edits, *edits]), self.start, self.end)

    def _piece(self, offset: int) -> int:
        if not 0 <= offset < len(self.text):
            raise ValueError(f"{offset} is outside a copy of {len(self.text)} characters")
        return bisect_right(self._begins, offset) - 1

    def _point(self, offset: int) -> int:
        if offset >= len(self.text):
            return self.end
        number = self._piece(offset)
        begin, _, _, stored = self._pieces[number]
        return begin + (offset - self._begins[number] if stored else 0)


def _merged(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Put edits in order; of two that overlap the wider one stays, and two that cross become one."""
    merged: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if merged and edit.start < merged[-1].end:
            before = merged[-1]
            if (edit.start, edit.end) == (before.start, before.end):
                merged[-1] = before if before.now else edit
            elif edit.end > before.end:
                merged[-1] = Edit(before.start, edit.end, before.now + edit.now, before.kind)
            continue
        merged.append(edit)
    return tuple(merged)
