"""The elements of an XML file with the characters they stand at.

In well-formed XML without declarations markup is regular, so one pass finds the tags and their offsets are those of the
file. Names are local (``frus:attachment`` is ``attachment``); attributes are parsed only where somebody asks.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from .._fold import Skip
from ._markup import bounded

_MARKUP = re.compile(  # begins with signs to look for and has the commonest first, which halves the time
    r"[<&](?:(?<=<)(?:(?P<name>[^\s/>\"'!?][^\s/>\"']*+)(?P<written>(?:[^\"'>]++|\"[^\"]*\"|'[^']*')*+)>"
    r"|/(?P<end>[^\s>]++)\s*+>|!--.*?-->|\?.*?\?>|(?P<cdata>!\[CDATA\[)(?P<text>.*?)\]\]>"
    r"|!DOCTYPE(?:[^\"'>]++|\"[^\"]*\"|'[^']*')*+>)|(?<=&)[^;\s]{1,64};)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_BREAK = re.compile(
    r"</?(?:[\w.-]{1,40}:)?(?:p|ab|item|label|head|row|cell|lb|l|lg|list|div|table|quote|dateline|signed|salute|addrLine"
    r"|opener|closer|figure)(?=[\s/>])"
)
_MENDED = frozenset(("corr", "reg", "expan"))
_BLANKS = re.compile(r"\s+")

MAX_EDGE = 10_000
"""Tags passed at one edge of a span."""
MAX_NAME = 4_000
"""Characters of the file a name, a place or a link may take."""
INLINE_ONLY = frozenset(("hi", "lb", "graphic", "surface", "seg", "w", "pc", "c", "num", "measure", "foreign", "emph"))
"""Elements that say nothing about a document; they are not made nodes, and what is in them counts as their parent's."""


_NONE: list[Any] = []
"""The children of every element that has none; never changed."""


class Element:
    """One element: its tags and what is between them. A work value of this package, made by `parse` only."""

    __slots__ = ("_attributes", "_written", "children", "end", "inner", "name", "parent", "start", "stop")

    def __init__(self, name: str, written: str, start: int, inner: int, parent: Element | None) -> None:
        self.name = name
        self._written = written
        self._attributes: dict[str, str] | None = None
        self.start = start
        """Of its opening tag."""
        self.inner = inner
        """Where its opening tag ends."""
        self.stop = inner
        """Where its closing tag begins."""
        self.end = inner
        """Of its closing tag."""
        self.parent = parent
        self.children: list[Element] = _NONE  # most have none; see `adopt`

    @property
    def attributes(self) -> dict[str, str]:
        """Return the attributes by their local names; of ``xml:id`` and ``xml:lang`` the prefix stays."""
        if self._attributes is None:
            self._attributes = {
                name if name.startswith("xml:") else name.rpartition(":")[2]: html.unescape(first or second).strip()
                for name, first, second in _ATTRIBUTE.findall(self._written)
            }
        return self._attributes

    def adopt(self, child: Element) -> None:
        """Put *child* behind the children there are."""
        if self.children is _NONE:
            self.children = []
        self.children.append(child)

    def get(self, name: str) -> str:
        """Return an attribute, or nothing."""
        if self._attributes is None and name not in self._written:
            return ""  # most have few, and few of those are asked for
        return self.attributes.get(name, "")

    def descend(self, *, around: Collection[str] = ()) -> Iterator[Element]:
        """Yield what is inside in order, without going into elements named in *around* or yielding them."""
        waiting = self.children[::-1]
        while waiting:
            element = waiting.pop()
            if element.name not in around:
                yield element
                waiting.extend(reversed(element.children))

    def ancestors(self) -> Iterator[Element]:
        """Yield what it stands in, from the inside out."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def is_within(self, names: Collection[str]) -> bool:
        """Tell whether it stands in an element of one of *names*."""
        return any(above.name in names for above in self.ancestors())

    def child(self, name: str) -> Element | None:
        """Return the first element of that name directly inside."""
        return next((element for element in self.children if element.name == name), None)


class Tree:
    """The elements of a file and what is read between the tags."""

    def __init__(self, text: str, root: Element, elements: Sequence[Element], skips: Sequence[Skip]) -> None:
        self.text = text
        self.root = root
        """Stands around the file's own root element."""
        self.elements = elements
        """All elements in order of their beginning."""
        self.skips = skips
        self._starts = [skip.start for skip in skips]
        self._ends = [skip.end for skip in skips]

    def words(self, element: Element, *, without: Collection[str] = (), most: int = 0) -> str:
        """Return what is read in an element, blanks as one space, without the elements named in *without*.

        With *most*, what stands in more characters than that is cut there; so is every name, however hostile the file.
        """
        stop = min(element.stop, element.inner + most) if most else element.stop
        return self.reads(element.inner, stop, without=self._holes(element, without))

    def reads(self, start: int, end: int, *, without: Sequence[tuple[int, int]] = ()) -> str:
        """Return what is read from *start* to *end* without some spans in order."""
        pieces: list[str] = []
        for first, last in self._outside(start, end, without):
            self._collect(first, last, pieces)
        return " ".join("".join(pieces).split())

    def trim(self, element: Element, *, without: Collection[str] = ()) -> tuple[int, int]:
        """Return the span of an element's words: from its first to its last printed character."""
        begin, finish = -1, -1
        for first, last in self._outside(element.inner, element.stop, self._holes(element, without)):
            start, end = self.edges(first, last)
            if start < end:
                begin = start if begin < 0 else begin
                finish = end
        return (begin, finish) if begin >= 0 else (element.inner, element.inner)

    def edges(self, start: int, end: int) -> tuple[int, int]:
        """Return *start* and *end* moved past blanks and tags; equal where there is nothing else."""
        text, skips = self.text, self.skips
        number = bisect_left(self._starts, start)
        for _ in range(MAX_EDGE):
            if start < end and text[start].isspace():
                start = _without_first_blanks(text, start, end)
            if start >= end or number >= len(skips) or skips[number].start != start or skips[number].reads:
                break
            start = skips[number].end
            number += 1
        number = bisect_right(self._ends, end) - 1
        for _ in range(MAX_EDGE):
            if start < end and text[end - 1].isspace():
                end = _without_last_blanks(text, start, end)
            if end <= start or number < 0 or skips[number].end != end or skips[number].reads:
                break
            end = skips[number].start
            number -= 1
        return (start, end) if start < end else (start, start)

    def _collect(self, start: int, end: int, pieces: list[str]) -> None:
        text, at = self.text, start
        for skip in self.skips[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            pieces.append(text[at : skip.start])
            if skip.reads:
                pieces.append(skip.reads)
            elif _BREAK.match(text, skip.start):
                pieces.append(" ")
            at = skip.end
        if at < end:
            pieces.append(text[at:end])

    @staticmethod
    def _outside(start: int, end: int, holes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        at = start
        for first, last in holes:
            if first >= end:
                break
            if first >= at:
                yield at, first
                at = last
        if at < end:
            yield at, end

    @staticmethod
    def _holes(element: Element, names: Collection[str]) -> list[tuple[int, int]]:
        holes: list[tuple[int, int]] = []
        waiting = element.children[::-1]
        while waiting:
            inside = waiting.pop()
            if (inside.name in names and inside.get("rend") != "inline") or is_second_reading(inside):
                holes.append((inside.start, inside.end))
            else:
                waiting.extend(reversed(inside.children))
        return holes


def _without_first_blanks(text: str, start: int, end: int) -> int:
    """Return *start* moved past blanks."""
    blank = _BLANKS.match(text, start, end)
    return blank.end() if blank else start


def _without_last_blanks(text: str, start: int, end: int) -> int:
    """Return *end* moved back past blanks, a piece at a time."""
    while end > start:
        piece = text[max(start, end - 256) : end]
        kept = len(piece.rstrip())
        end -= len(piece) - kept
        if kept:
            break
    return end


def is_second_reading(element: Element) -> bool:
    """Tell whether an element only repeats, mended, what is printed beside it (``choice``)."""
    return element.name in _MENDED and element.parent is not None and element.parent.name == "choice"


def parse(text: str, *, file: str) -> Tree:
    """Return the elements of well-formed XML.

    Raises:
        LimitError: the file holds more than two million tags.

    >>> tree = parse("<r><p n='1'>a <hi>b</hi><note>c</note></p></r>", file="a.xml")
    >>> p = tree.root.children[0].children[0]
    >>> p.get("n"), tree.words(p, without={"note"}), p.start, p.end
    ('1', 'a b', 3, 42)
    """
    root = Element("", "", 0, 0, None)
    elements: list[Element] = []
    skips = bounded(_spans(text, root, elements), file)
    root.stop = root.end = len(text)
    return Tree(text, root, elements, skips)


def _spans(text: str, root: Element, elements: list[Element]) -> Iterator[Skip]:
    """Yield the markup of well-formed XML in order, and put the elements met under *root*."""
    here = root
    for match in _MARKUP.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "written":
            name, written = match.group("name", "written")
            yield Skip(start, end)
            local = name.rpartition(":")[2] if ":" in name else name
            if local in INLINE_ONLY:
                continue
            element = Element(local, written, start, end, here)
            here.adopt(element)
            elements.append(element)
            if written[-1:] == "/":
                element.end = end
            else:
                here = element
        elif kind == "end":
            yield Skip(start, end)
            if match["end"].rpartition(":")[2] in INLINE_ONLY:
                continue
            here.stop, here.end = start, end
            here = here.parent or root
        elif kind == "text":
            yield Skip(start, match.start("text"))
            yield Skip(match.end("text"), end)
        else:
            reads = html.unescape(match[0]) if match[0][0] == "&" else ""
            yield Skip(start, end, "" if reads == match[0] else reads)
