"""A case's notes as typed blocks: the little of Markdown that prose needs, read into values a template can escape.

Headings, paragraphs, lists, and inside them strong, emphasised and code text. Anything else is plain text; there is
no way to write HTML, an address or a picture.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SPAN = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*\s][^*]*)\*|`(?P<code>[^`]+)`")
_ITEM = re.compile(r"(?:(?P<number>\d{1,3})\.|[-*])\s+(?P<text>.*)")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; ``kind`` is ``plain``, ``strong``, ``em`` or ``code``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block; ``kind`` is ``heading``, ``paragraph``, ``numbered`` or ``bulleted``. Lists have several lines."""

    kind: str
    lines: tuple[tuple[Span, ...], ...]


def read_notes(text: str) -> tuple[Block, ...]:
    r"""Return the blocks of *text*; its title (``# …``) is left out, the page has one.

    >>> blocks = read_notes("# T\n\n## Models\n\nOne\ntwo.\n\n1. a\n2. b\n")
    >>> [(block.kind, len(block.lines)) for block in blocks]
    [('heading', 1), ('paragraph', 1), ('numbered', 2)]
    """
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        rest: list[str] = []
        for line in paragraph.split("\n"):
            if line.startswith("#"):
                if line.startswith("##"):
                    blocks.append(Block("heading", (_spans(line.lstrip("#").strip()),)))
            else:
                rest.append(line.strip())
        if any(rest):
            blocks.append(_block(rest))
    return tuple(blocks)


def _block(lines: list[str]) -> Block:
    first = _ITEM.fullmatch(lines[0])
    if first is None:
        return Block("paragraph", (_spans(_joined(lines)),))
    items: list[list[str]] = []
    for line in lines:
        item = _ITEM.fullmatch(line)
        if item is not None:
            items.append([item["text"]])
        else:
            items[-1].append(line)
    kind = "numbered" if first["number"] else "bulleted"
    return Block(kind, tuple(_spans(_joined(item)) for item in items))


def _joined(lines: list[str]) -> str:
    """Return lines as one, with a space between them unless both sides are Chinese."""
    text = ""
    for line in lines:
        edges = text.rstrip("*`")[-1:] + line.lstrip("*`")[:1]
        wide = text and {unicodedata.east_asian_width(letter) for letter in edges} <= {"W", "F"}
        text = f"{text}{'' if wide or not text else ' '}{line}"
    return text


def _spans(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    place = 0
    for found in _SPAN.finditer(text):
        if found.start() > place:
            spans.append(Span("plain", text[place : found.start()]))
        kind = found.lastgroup or "plain"
        spans.append(Span(kind, found[kind]))
        place = found.end()
    if place < len(text):
        spans.append(Span("plain", text[place:]))
    return tuple(spans)
