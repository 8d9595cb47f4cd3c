"""HTML pages: their text without page furniture, footnotes joined to their marks, offsets those of the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from .._fold import Skip
from .._reading import Block
from .._visible import Visible, in_order
from ._elements import Walk, walk
from ._html_metadata import html_metadata
from ._html_notes import HtmlNotes, html_notes
from ._leaves import leaves
from ._markup import Token, attributes, bound_signs, bounded, tokens
from ._navigation import navigation
from ._source import SourceText
from ._zones import zones

RETRIES = 3
"""Elements without an end that may turn out not to hide the rest of a page."""


def read_html(text: str, *, path: Path, encoding: str, file: str) -> SourceText:
    r"""Return an HTML page as a source: navigation, scripts and what is out of sight are not text.

    Malformed pages are read as browsers read them. Marks of footnotes are ``note-mark`` blocks and the notes ``note``
    blocks with the mark as label.

    Raises:
        LimitError: the page holds more than two million tags and references.

    >>> text = '<title>A</title><nav>Home</nav><p>One<sup><a href="#n1">1</a></sup> two<p id=n1>1 Three'
    >>> source = read_html(text, path=Path("a.html"), encoding="utf-8", file="a.html")
    >>> [(block.kind, block.label) for block in source.blocks]
    [('furniture', 'nav'), ('paragraph', ''), ('note-mark', '1'), ('notes', ''), ('note', '1')]
    >>> source.metadata, source.folded.text(0, 12)
    ((('title', 'A'),), 'onetwo1three')
    """
    bound_signs(text, file)
    found = list(tokens(text, any_tag=True))
    notes = html_notes(text, found)
    walked = _walk(text, found, notes)
    hidden = [Skip(start, end) for _, start, end in walked.hidden]
    marks = (Skip(block.start, block.end) for block in notes.marks)
    tags = (Skip(token.start, token.end, token.reads) for token in found)
    skips = in_order(bounded(chain(tags, hidden, marks, notes.returns), file))
    seen = Visible(text, skips)
    edges = (edge for block in walked.containers for edge in (block.start, block.end))
    page = leaves(walked.pieces, seen, edges=edges)
    shown = [hidden for hidden in walked.hidden if hidden[0] not in ("head", "title")]
    furniture = [Block("furniture", start, end, label=name) for name, start, end in shown]
    inside = _outside([*notes.marks, *_links(text, found)], furniture)
    kept = [leaf for leaf in page.leaves if leaf.kind != "rule"]
    blocks = [*walked.containers, *furniture, *page.lists, *kept, *page.joins, *inside]
    blocks = navigation(_ordered(blocks), seen)
    blocks = _ordered([*blocks, *zones(blocks, seen, start=0, end=len(text))])
    metadata = html_metadata(text, found, headings=[leaf for leaf in kept if leaf.kind == "heading"], seen=seen)
    return SourceText(path, text, encoding, "html", tuple(skips), (), metadata, blocks=tuple(blocks))


def _walk(text: str, found: list[Token], notes: HtmlNotes) -> Walk:
    """Walk the elements; furniture that is opened and never closed does not hide the rest of the page."""
    runs = [Block("paragraph", 0, len(text))]
    shown: set[int] = set()
    for _ in range(RETRIES):
        walked = walk(text, found, runs=runs, furniture=True, notes=notes.begins, shown=shown)
        if not walked.unclosed:
            return walked
        shown.update(walked.unclosed)
    return walk(text, found, runs=runs, notes=notes.begins)


def _links(text: str, found: list[Token]) -> Iterator[Block]:
    """Yield the links to other pages."""
    opened: tuple[Token, str] | None = None
    for token in found:
        if token.name != "a":
            continue
        if opened is not None:
            yield Block("link", opened[0].start, token.end if token.closing else token.start, label=opened[1])
            opened = None
        if not token.closing:
            target = attributes(text, token).get("href", "").strip()
            scheme = target[:12].lower().replace("\t", "").replace("\n", "")
            if target and target[0] != "#" and not scheme.startswith(("javascript:", "data:", "vbscript:")):
                opened = (token, target[:2000])


def _outside(blocks: list[Block], furniture: list[Block]) -> list[Block]:
    """Return the blocks that no furniture holds."""
    begins = [block.start for block in furniture]

    def held(block: Block) -> bool:
        number = bisect_right(begins, block.start) - 1
        return number >= 0 and block.start < furniture[number].end

    return [block for block in blocks if not held(block)]


def _ordered(blocks: list[Block]) -> list[Block]:
    return sorted(blocks, key=lambda block: (block.start, -block.end))
