"""HTML elements to pieces: where paragraphs, headings, items, rows and notes begin and end.

The walk follows what browsers do with missing end tags as far as it matters here: an item ends the item before it, a
cell the cell, a paragraph the paragraph; an end tag without a beginning is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .._reading import Block
from ._markup import Token, attributes

MAX_STACK = 128

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body br button caption center dd details dialog div dl dt fieldset
        figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol
        optgroup option p pre section select summary table tbody td textarea tfoot th thead title tr ul""",
    )
)
_KINDS = {
    "li": "item", "dt": "item", "dd": "item", "td": "row", "th": "row", "tr": "row", "summary": "summary",
    "title": "title", "figcaption": "caption", "caption": "caption", "pre": "code", "p": "paragraph",
    **{f"h{level}": "heading" for level in range(1, 7)},
}  # fmt: skip
_CONTAINERS = {
    "blockquote": "quote", "details": "details", "ul": "list", "ol": "list", "dl": "list", "table": "table",
    "article": "article", "main": "article", "figure": "figure",
}  # fmt: skip
_FURNITURE = frozenset(("nav", "header", "footer", "aside", "head", "title", "button", "select", "textarea", "dialog"))
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    # what an element ends, and what shields what stands around it
    "li": (frozenset(("li", "p")), frozenset(("ul", "ol"))),
    "dt": (frozenset(("dt", "dd", "p")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd", "p")), frozenset(("dl",))),
    "td": (frozenset(("td", "th", "p")), frozenset(("table", "tr"))),
    "th": (frozenset(("td", "th", "p")), frozenset(("table", "tr"))),
    "tr": (frozenset(("td", "th", "tr", "p")), frozenset(("table",))),
}
_TEXT_LEVEL = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
_OUT_OF_SIGHT = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_NOTE_ROLE = re.compile(r"foot|endnote|doc-note", re.IGNORECASE)


class _Open(NamedTuple):
    name: str
    start: int
    kind: str
    hides: bool
    note: str
    level: int


@dataclass
class Walk:
    """What the walk over the elements found; spans are not trimmed yet."""

    pieces: list[Block] = field(default_factory=list)
    containers: list[Block] = field(default_factory=list)
    hidden: list[tuple[str, int, int]] = field(default_factory=list)
    """Page furniture and what is out of sight: the element, its start and end."""
    unclosed: list[int] = field(default_factory=list)
    """Where an element begins that hides the rest of the page because nothing closes it."""


def walk(
    text: str,
    tokens: Iterable[Token],
    *,
    runs: Sequence[Block],
    furniture: bool = False,
    notes: Mapping[int, str] | None = None,
    shown: Collection[int] = (),
) -> Walk:
    """Split *runs* at the elements of *tokens*.

    Args:
        text: The text.
        tokens: Its tags in order.
        runs: Stretches of text in order, not overlapping, each with the kind it has outside of elements.
        furniture: Whether ``nav``, ``header`` and the like are left out.
        notes: Marks of notes by the offset of the tag that begins the note.
        shown: Offsets of tags that hide nothing, whatever they are.
    """
    found = Walk()
    stack: list[_Open] = []
    notes = notes or {}
    number, at = 0, runs[0].start if runs else 0
    hiding = -1  # height of the stack at which hiding began
    in_head = False
    special = 0  # elements on the stack that hide or that are notes

    def emit(end: int) -> None:
        """Give what stands between *at* and *end* its kind; end runs on the way."""
        nonlocal number, at
        while number < len(runs) and runs[number].start < end:
            run = runs[number]
            begin = max(at, run.start)
            stop = min(end, run.end)
            if begin < stop and hiding < 0:
                found.pieces.append(_piece(run, begin, stop, stack))
            if run.end > end:
                break
            number += 1
        at = max(at, end)

    def close(height: int, end: int) -> None:
        nonlocal hiding, special
        while len(stack) > height:
            element = stack.pop()
            special -= bool(element.hides or element.note)
            if element.name in _CONTAINERS:
                found.containers.append(
                    Block(_CONTAINERS[element.name], element.start, end, label=element.name if element.kind else "")
                )
            if element.hides and len(stack) == hiding:
                hiding = -1
                found.hidden.append((element.name, element.start, end))

    for token in tokens:
        name = token.name
        note = notes.get(token.start, "") if notes else ""
        if token.hidden or name not in _BLOCKS:
            continue
        emit(token.start)
        at = token.end
        if in_head and name not in ("head", "title", "html"):
            close(_height(stack, "head"), token.start)
            in_head = False
        if token.closing:
            for height in range(len(stack) - 1, -1, -1):
                if stack[height].name == name:
                    close(height, token.end)
                    break
            continue
        if name in _ENDS or name in _TEXT_LEVEL:
            close(_ended(stack, name), token.start)
        elif name in _BLOCKS and name != "br" and stack and stack[-1].name == "p":
            close(len(stack) - 1, token.start)
        if name in ("br", "hr") or len(stack) >= MAX_STACK:
            if name == "hr":
                found.pieces.append(Block("rule", token.start, token.end))
            continue
        hides = furniture and token.start not in shown and _hides(text, token, stack)
        in_head = in_head or (name == "head" and furniture)
        if hides and hiding < 0:
            hiding = len(stack)
        again = special > 0 and any(each.name == name and (each.hides or each.note) for each in stack)
        if name in _KINDS or name in _CONTAINERS or hides or note or again:
            kind = _KINDS.get(name, "")
            level = int(name[1]) if kind == "heading" else 0
            if kind == "item":
                level = sum(each.name in ("ul", "ol") for each in stack)
            special += bool(hides or note)
            stack.append(_Open(name, token.start, kind, hides, note, level))
    emit(len(text))
    if hiding >= 0:
        found.unclosed.append(stack[hiding].start)
    close(0, len(text))
    found.containers.sort(key=lambda block: (block.start, -block.end))
    return found


def _piece(run: Block, start: int, end: int, stack: list[_Open]) -> Block:
    kind, level, label = run.kind, run.level, run.label
    for element in reversed(stack):
        if element.kind and element.kind != "paragraph":
            kind, level = element.kind, element.level
            break
    for element in reversed(stack):
        if element.note:
            return Block("note", start, end, element.start, element.note)
    if kind == "row":  # cells of one row belong together: the row is known by where it begins
        level = next((element.start for element in reversed(stack) if element.name == "tr"), start)
    return Block(kind, start, end, level, label)


def _height(stack: list[_Open], name: str) -> int:
    """Return the height of the outermost *name* on the stack; that of the stack where there is none."""
    return next((height for height, element in enumerate(stack) if element.name == name), len(stack))


def _ended(stack: list[_Open], name: str) -> int:
    """Return the height to which an opening *name* closes the stack."""
    ends, shields = _ENDS.get(name, (_TEXT_LEVEL, frozenset(("td", "th", "li", "blockquote", "div", "details"))))
    height = len(stack)
    for number in range(len(stack) - 1, -1, -1):
        if stack[number].name in shields:
            break
        if stack[number].name in ends:
            height = number
    return height


def _hides(text: str, token: Token, stack: list[_Open]) -> bool:
    name = token.name
    plain = text[token.end - 1] == ">" and token.end - token.start == len(name) + 2
    stated = {} if plain else attributes(text, token)
    if "hidden" in stated or stated.get("aria-hidden") == "true" or _OUT_OF_SIGHT.search(stated.get("style", "")):
        return True
    if stated.get("role") in ("navigation", "banner", "contentinfo", "search"):
        return True
    if name not in _FURNITURE:
        return False
    if name == "aside":
        return not _NOTE_ROLE.search(
            " ".join((stated.get("role", ""), stated.get("class", ""), stated.get("epub:type", "")))
        )
    if name in ("header", "footer"):  # of an article they hold its title, its date, its notes
        return not any(element.name in ("article", "main", "blockquote") for element in stack)
    return True
