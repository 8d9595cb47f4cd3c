"""The blocks of a source to the lines of its copy: one line feed ends a block, and nothing else does.

What a page's markup or a reader's layout calls a heading, a paragraph, an item, a row or a note becomes one line of the
reading copy: line breaks inside it are joined (with a blank between words, with nothing between Han characters), what
stands between two of them becomes one line feed, and what belongs to the page and not to the text is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from .._copy import Edit
from .._ingest import SourceText
from .._reading import Block
from .._visible import Visible

LEAVES = frozenset(("heading", "paragraph", "item", "row", "code", "caption", "summary", "note"))
"""Kinds of blocks that are read one after the other, each a line of the copy."""

FURNITURE = frozenset(("page-head", "page-foot", "page-number", "watermark", "furniture", "navigation"))
"""Kinds of blocks that belong to the page and are left out of the copy."""

_ISLANDS = FURNITURE | {"note"}
_INSIDE = _ISLANDS | {"join", "note-mark"}
_BREAK = re.compile(r"[ \t\u3000\xa0]{0,2000}+(?:\r\n|\n|\r)[ \t\r\n\u3000]{0,2000}+")
_HYPHEN = re.compile(r"[A-Za-zÀ-ÿ]{2}[-\u00ad\u2010]\Z")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’…—]")


def block_edits(source: SourceText) -> tuple[Edit, ...]:
    r"""Return the edits that make each block of *source* one line of its copy and leave page furniture out.

    Notes stay, for the step that takes notes out: one that stands on its own is a line of its own, one inside a
    paragraph (at the foot of a page that a sentence runs across) stands where it stood, and what is left when it is
    taken out is the sentence. Marks of notes that the markup tells are read as marks. Text that no block holds stays,
    as lines of its own. A source without blocks has no edits.

    >>> from pathlib import Path
    >>> from foedus.record._copy import ReadingCopy
    >>> blocks = (Block("heading", 0, 3), Block("paragraph", 5, 12), Block("page-number", 14, 16))
    >>> source = SourceText(Path("a"), "One\n\nTwo\n和\n平\n\n12", "", "pdf", blocks=blocks)
    >>> ReadingCopy.of(source.text, block_edits(source)).text
    'One\nTwo 和平'
    """
    leaves = [block for block in source.blocks if block.kind in LEAVES and block.start < block.end]
    return tuple(_Lines(source).edits(leaves)) if leaves else ()


class _Lines:
    """One walk over the leaves of a source, from its beginning to its end."""

    def __init__(self, source: SourceText) -> None:
        self.text = source.text
        self.hyphens = source.format == "pdf"
        self.seen = Visible(source.text, source.skips)
        inside = [block for block in source.blocks if block.kind in _INSIDE]
        self.inside = sorted(inside, key=lambda block: (block.start, -block.end))
        self.begins = [block.start for block in self.inside]
        self.began = False  # whether a line was read already

    def edits(self, leaves: list[Block]) -> Iterator[Edit]:
        at = 0
        for leaf in leaves:
            if leaf.start < at:
                continue  # inside one already read
            yield from self._between(at, leaf.start, False)
            yield from self._leaf(leaf)
            at = leaf.end
        yield from self._between(at, len(self.text), True)

    def _between(self, start: int, end: int, last: bool) -> Iterator[Edit]:
        """What stands between two leaves is one line feed; text that no leaf holds becomes a line."""
        at = start
        if not self.text[start:end].isspace():
            for first, stop in self._open_spans(start, end):
                begin, finish = self._letters(first, stop)
                if begin < finish:
                    yield from self._feed(at, begin, False)
                    yield from self._leaf(Block("paragraph", begin, finish))
                    at = finish
        yield from self._feed(at, end, last)

    def _open_spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return what furniture leaves of a stretch."""
        spans, at = [], start
        for number in range(bisect_left(self.begins, start), bisect_left(self.begins, end)):
            block = self.inside[number]
            if block.start >= at:
                spans.append((at, block.start))
            at = max(at, min(block.end, end))
        spans.append((at, end))
        return spans

    def _letters(self, start: int, end: int) -> tuple[int, int]:
        start, end = self.seen.trim(start, end)
        if start < end and not any(map(str.isalnum, self.seen.words(start, end))):
            return start, start
        return start, end

    def _feed(self, start: int, end: int, last: bool) -> Iterator[Edit]:
        now = "\n" if self.began and not last else ""
        if self.text[start:end] != now:
            yield Edit(start, end, now, "paragraph" if now else "markup")

    def _leaf(self, leaf: Block) -> Iterator[Edit]:
        self.began = True
        first = bisect_left(self.begins, leaf.start)
        inside = [block for block in self.inside[first : bisect_left(self.begins, leaf.end)] if block.end <= leaf.end]
        inside = [block for block in inside if (block.start, block.end) != (leaf.start, leaf.end)]
        yield from self._stretch(leaf.start, leaf.end, inside, leaf.kind)

    def _stretch(self, start: int, end: int, inside: list[Block], kind: str) -> Iterator[Edit]:
        """Join the lines of a stretch of one leaf, around what does not belong to its sentences."""
        here, number = start, 0
        while number < len(inside):
            block = inside[number]
            number += 1
            if block.start < here:
                continue
            if block.kind in ("join", "note-mark"):
                yield from self._lines(here, block.start, kind)
                if block.kind == "join":
                    yield Edit(block.start, block.end, block.label, "line")
                else:
                    yield Edit(block.start, block.end, _printed(block.label), "reference")
                here = block.end
                continue
            island = [block]
            while number < len(inside) and (
                inside[number].start < island[-1].end or self._blank(island[-1].end, inside[number].start)
            ):
                if inside[number].start >= island[-1].end and inside[number].kind in _ISLANDS:
                    island.append(inside[number])
                number += 1
            first, last = self._with_breaks(block.start, island[-1].end, start, end)
            yield from self._lines(here, first, kind)
            yield from self._island(first, last, island)
            here = last
        yield from self._lines(here, end, kind)

    def _island(self, first: int, last: int, blocks: list[Block]) -> Iterator[Edit]:
        """Leave furniture out, keep notes, and join what stands before with what stands behind."""
        broken = self.text.find("\n", first, last) >= 0
        now = self._joiner(first, last) if broken else ""
        first -= self._hyphened(first, last) if broken else 0
        at = first
        for note in (block for block in blocks if block.kind == "note"):
            if self.text[at : note.start] != now:
                yield Edit(at, note.start, now, "line" if not now.strip() else "furniture")
            yield from self._lines(note.start, note.end, "note")
            at, now = note.end, "\n" if broken else ""
        if at < last and self.text[at:last] != now:
            yield Edit(at, last, now, "furniture")

    def _blank(self, start: int, end: int) -> bool:
        return self.text[start:end].isspace() or start == end

    def _with_breaks(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """Widen a cut by the line breaks around it."""
        while first > start and self.text[first - 1] in "\r\n":
            first -= 1
        while last < end and self.text[last] in "\r\n":
            last += 1
        return first, last

    def _lines(self, start: int, end: int, kind: str) -> Iterator[Edit]:
        """Join the lines of a stretch that holds nothing else."""
        if start >= end or kind == "code" or self.text.find("\n", start, end) < 0:
            return
        for match in _BREAK.finditer(self.text, start, end):
            first, last = match.span()
            yield Edit(first - self._hyphened(first, last), last, self._joiner(first, last), "line")

    def _joiner(self, first: int, last: int) -> str:
        """What a line break between two characters is read as: a blank between words, nothing between wide letters."""
        before, after = self.seen.before(first), self.seen.after(last)
        if not before or not after or before.isspace() or after.isspace() or self._hyphened(first, last):
            return ""
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "

    def _hyphened(self, first: int, last: int) -> int:
        """Return 1 where a word is divided before *first*, else 0."""
        if not self.hyphens or not self.text[last : last + 1].islower():
            return 0
        return int(_HYPHEN.search(self.text[max(0, first - 3) : first]) is not None)


def _printed(label: str) -> str:
    """Return a mark as it can be told from the text around it: a bare number in brackets."""
    return f"[{label}]" if label.isalnum() and label.isascii() else label
