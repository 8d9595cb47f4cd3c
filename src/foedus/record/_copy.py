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
from itertools import islice, pairwise

from ._fold import Skip


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One change: the characters from *start* to *end* of the source read as *now*."""

    start: int
    end: int
    now: str
    kind: str
    """Why: ``markup``, ``reference``, ``note`` or ``mark``, or a kind of repair, listed in the package ``_repair``."""


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
        """Start in the source, end in the source, what is read, and whether it is read character by character."""
        pieces: list[tuple[int, int, str, bool]] = []
        at = self.start
        for edit in self.edits:
            if edit.start > at:
                pieces.append((at, edit.start, self.source[at : edit.start], True))
            pieces.append((edit.start, edit.end, edit.now, len(edit.now) == edit.end - edit.start))
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
        begin, _, _, aligned = self._pieces[first]
        if aligned:
            begin += start - self._begins[first]
        base, finish, _, aligned = self._pieces[last]
        if aligned:
            finish = base + end - self._begins[last]
        return begin, finish

    def from_source(self, offset: int) -> int:
        """Return how many characters of the copy are read from before *offset* of the source.

        What is put in between two characters counts as read before the second.
        """
        if not self._pieces or offset < self.start:
            return 0
        number = bisect_right(self._sources, offset) - 1
        begin, end, piece, aligned = self._pieces[number]
        if aligned:
            return self._begins[number] + min(offset - begin, len(piece))
        return self._begins[number] + (len(piece) if offset >= end > begin else 0)

    def window(self, start: int, end: int) -> ReadingCopy:
        """Return the copy of the source from *start* to *end*; offsets of the source stay what they are.

        Of an edit across the edge nothing is read, but for one that stands character for character. What is put in
        between two characters belongs to the window of the first.
        """
        start, end = max(start, self.start), min(end, self.end)
        if start >= end:
            return ReadingCopy(self.source, (), start, start)
        inside: list[Edit] = []
        first = bisect_left(self.edits, start, key=lambda edit: edit.start)
        if first and self.edits[first - 1].end > start:
            inside.append(_cut(self.edits[first - 1], start, end))
        for edit in islice(self.edits, first, None):
            if edit.start > end or (edit.start == end < edit.end):
                break
            if edit.start == edit.end == start > self.start:
                continue
            inside.append(edit if edit.end <= end else _cut(edit, start, end))
        return ReadingCopy(self.source, tuple(inside), start, end)

    def with_edits(self, edits: Iterable[Edit]) -> ReadingCopy:
        """Return the copy with more *edits* (in characters of the source).

        A wider edit swallows those inside it; of two on the same characters the new one counts.
        """
        new = _merged(edits)
        spans = {(edit.start, edit.end) for edit in new}
        old = (edit for edit in self.edits if (edit.start, edit.end) not in spans)
        return ReadingCopy(self.source, _merged([*old, *new]), self.start, self.end)

    def _piece(self, offset: int) -> int:
        if not 0 <= offset < len(self.text):
            raise ValueError(f"{offset} is outside a copy of {len(self.text)} characters")
        return bisect_right(self._begins, offset) - 1

    def _point(self, offset: int) -> int:
        if offset >= len(self.text):
            return self.end
        number = self._piece(offset)
        begin, _, _, aligned = self._pieces[number]
        return begin + (offset - self._begins[number] if aligned else 0)


def _cut(edit: Edit, start: int, end: int) -> Edit:
    """Return the part of *edit* between *start* and *end*."""
    first, last = max(edit.start, start), min(edit.end, end)
    aligned = len(edit.now) == edit.end - edit.start
    now = edit.now[first - edit.start : last - edit.start] if aligned else ""
    return Edit(first, last, now, edit.kind)


def _merged(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Put edits in order; of two that overlap the wider one stays, and two that cross become one.

    Of two on the same characters the one that reads something stays; what is put in before an edit stays before it.
    """
    given = tuple(edits)
    if all(before.end <= after.start for before, after in pairwise(given)):
        return given
    merged: list[Edit] = []
    for edit in sorted(given, key=lambda edit: (edit.start, edit.end > edit.start, -edit.end)):
        if merged and edit.start < merged[-1].end:
            before = merged[-1]
            if (edit.start, edit.end) == (before.start, before.end):
                merged[-1] = before if before.now else edit
            elif edit.end > before.end:
                merged[-1] = Edit(before.start, edit.end, before.now + edit.now, before.kind)
            continue
        merged.append(edit)
    return tuple(merged)
