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

_BREAK = re.compile(r"[ \t\u3000\xa0]{0,2000}+(?:\r\n|\n|\r)[ \t\r\n\u3000]{0,2000}+")
_HYPHEN = re.compile(r"[A-Za-zÀ-ÿ]{2}[-\u00ad\u2010]\Z")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’…—]")


def block_edits(source: SourceText) -> tuple[Edit, ...]:
    r"""Return the edits that make each block of *source* one line of its copy and leave page furniture out.

    A note inside a paragraph (a TEI ``note``, the foot of a page that a sentence runs across) is taken out of it; one
    that stands on its own is a line of its own. Both are blocks of the source. Text that no block holds stays, as lines
    of its own. A source without blocks has no edits.

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
        inside = [block for block in source.blocks if block.kind in FURNITURE or block.kind in ("join", "note")]
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
        here = leaf.start
        for number in range(bisect_left(self.begins, leaf.start), bisect_left(self.begins, leaf.end)):
            block = self.inside[number]
            if block.end > leaf.end or block.start < here or (block.start, block.end) == (leaf.start, leaf.end):
                continue
            if block.kind == "join":
                yield from self._lines(here, block.start, leaf)
                yield Edit(block.start, block.end, block.label, "line")
                here = block.end
            else:
                first, last = self._with_breaks(block, leaf)
                yield from self._lines(here, first, leaf)
                now = "" if (first, last) == (block.start, block.end) else self._joiner(first, last)
                yield Edit(first, last, now, "note" if block.kind == "note" else "furniture")
                here = last
        yield from self._lines(here, leaf.end, leaf)

    def _with_breaks(self, block: Block, leaf: Block) -> tuple[int, int]:
        """Widen a cut by the line breaks around it."""
        first, last = block.start, block.end
        while first > leaf.start and self.text[first - 1] in "\r\n":
            first -= 1
        while last < leaf.end and self.text[last] in "\r\n":
            last += 1
        return first, last

    def _lines(self, start: int, end: int, leaf: Block) -> Iterator[Edit]:
        """Join the lines of a stretch of one leaf."""
        if start >= end or leaf.kind == "code" or self.text.find("\n", start, end) < 0:
            return
        for match in _BREAK.finditer(self.text, start, end):
            first, last = match.span()
            now = self._joiner(first, last)
            if not now and self.hyphens and _HYPHEN.search(self.text[max(start, first - 3) : first]):
                first -= 1
            yield Edit(first, last, now, "line")

    def _joiner(self, first: int, last: int) -> str:
        """What a line break between two characters is read as: a blank between words, nothing between wide letters."""
        before, after = self.seen.before(first), self.seen.after(last)
        if not before or not after or before.isspace() or after.isspace():
            return ""
        if _WIDE.match(before) and _WIDE.match(after):
            return ""
        if self.hyphens and after.islower() and _HYPHEN.search(self.text[max(0, first - 3) : first]):
            return ""
        return " "
