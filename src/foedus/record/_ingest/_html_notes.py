"""Footnotes of an HTML page: marks that link forward to a note, and where each note begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .._fold import Skip
from .._reading import Block
from ._markup import Token, attributes

_MARK = re.compile(
    r"\s*(?:\(?\[?\s*(?:\^|n\.?|note\s{1,9}|注)?\s*[0-9A-Za-z]{1,4}\s*\]?\)?|[〔［【（][0-9０-９一二三四五六七八九十]{1,4}[〕］】）]"
    r"|[①-⑳㉑-㉟㊱-㊿]|[*＊†‡§※]{1,3}|[¹²³⁴-⁹⁰]{1,4})\s*\Z"
)
_SURE = re.compile(
    r"\s*(?:[\[〔［【(（]\s*[0-9０-９]{1,4}\s*[\]〕］】)）]|[①-⑳㉑-㉟㊱-㊿]|[*＊†‡※]{1,3}|[0-9]{1,3})\s*\Z"
)
_RETURN = re.compile(r"[\s↑↩︎^⤴←⏎]{1,9}\Z|\s*(?:back|return|返回)\s*\Z", re.IGNORECASE)
_UNIT = re.compile(r"(?:\b(?:[kcm]?m|km|cm|mm|ft|in|s)|10|[×x]\s*10)\Z")
_BEGINS_NOTE = frozenset(("li", "p", "div", "aside", "dd", "dt", "td", "tr"))
_SECTIONS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "table", "figure", "body"))
"""What a table of contents points to; never a note."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
MAX_MARK = 600
"""Characters, tags included, of the markup of one mark."""


@dataclass
class HtmlNotes:
    """Marks in the text, where notes begin, and links back from a note to its mark."""

    marks: list[Block] = field(default_factory=list)
    begins: dict[int, str] = field(default_factory=dict)
    """The mark of each note by the offset of the tag that begins it."""
    returns: list[Skip] = field(default_factory=list)


def html_notes(text: str, tokens: Sequence[Token]) -> HtmlNotes:
    """Return the footnotes of a page.

    A mark is a link to a later place of the page that reads like a mark; the note is what stands at that place. A
    raised number without a link is a mark too, unless a unit or a power of ten stands before it.
    """
    found = HtmlNotes()
    places = _places(text, tokens)
    taken = -1
    for number, token in enumerate(tokens):
        if token.closing or token.start < taken:
            continue
        if token.name == "a":
            taken = max(taken, _linked(text, tokens, number, places, found))
        elif token.name == "sup":
            taken = max(taken, _raised(text, tokens, number, places, found))
    return found


def _places(text: str, tokens: Sequence[Token]) -> dict[str, tuple[int, int]]:
    """Return for each name of a place its offset and the offset of the tag that begins its block."""
    places: dict[str, tuple[int, int]] = {}
    block = -1
    for token in tokens:
        if token.closing or not token.name or token.hidden:
            continue
        if token.name in _BEGINS_NOTE:
            block = token.start
        if all(text.find(word, token.start, token.end) < 0 for word in ("id", "name", "ID", "NAME")):
            continue
        stated = attributes(text, token)
        for name in (stated.get("id"), stated.get("name") if token.name == "a" else None):
            if name:
                begins = token.start if token.name in _BEGINS_NOTE else -1 if token.name in _SECTIONS else block
                places.setdefault(name, (token.start, begins))
    return places


def _linked(
    text: str, tokens: Sequence[Token], number: int, places: dict[str, tuple[int, int]], found: HtmlNotes
) -> int:
    """Take one link; return where it ends if it is a mark or leads back to one, else -1."""
    token = tokens[number]
    target = attributes(text, token).get("href", "")
    if not target.startswith("#") or len(target) < 2:
        return -1
    end, words = _inner(text, tokens, number)
    place = places.get(target[1:])
    if end < 0 or place is None:
        return -1
    if place[0] < token.start:
        if _RETURN.match(words):
            found.returns.append(Skip(token.start, end))
            return end
        return -1
    if not _MARK.match(words) or not words.strip() or place[1] < 0:
        return -1
    mark = " ".join(words.split())
    found.begins.setdefault(place[1], mark)
    start, end = _with_sup(text, token.start, end)
    found.marks.append(Block("note-mark", start, end, label=mark))
    return end


def _raised(
    text: str, tokens: Sequence[Token], number: int, places: dict[str, tuple[int, int]], found: HtmlNotes
) -> int:
    token = tokens[number]
    end, words = _inner(text, tokens, number)
    if end < 0:
        return -1
    for inner in range(number + 1, min(number + 4, len(tokens))):
        other = tokens[inner]
        if other.start < end and other.name == "a" and attributes(text, other).get("href", "").startswith("#"):
            return -1  # the link says what it is
    if not _SURE.match(words):
        return -1
    before = text[max(0, token.start - 12) : token.start]
    if _UNIT.search(before) or (before[-1:].isdigit() and words.strip()[:1] not in "[〔［(（*"):
        return -1
    found.marks.append(Block("note-mark", token.start, end, label=" ".join(words.split())))
    return end


def _inner(text: str, tokens: Sequence[Token], number: int) -> tuple[int, str]:
    """Return where the element ends and its words; -1 where it is long or never ends."""
    token = tokens[number]
    for following in range(number + 1, min(number + 12, len(tokens))):
        other = tokens[following]
        if other.start - token.start > MAX_MARK:
            break
        if other.name == token.name:
            if not other.closing:
                break
            inner = text[token.end : other.start]
            for each in tokens[number + 1 : following]:
                if each.reads:
                    inner = inner.replace(text[each.start : each.end], each.reads)
            return other.end, _TAG.sub("", inner)
    return -1, ""


def _with_sup(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen the span of a link by the tags that raise it."""
    before = re.compile(r"<sup(?:\s[^<>]{0,500})?>\s{0,9}\Z").search(text, max(0, start - 520), start)
    after = re.compile(r"\s{0,9}</sup\s{0,9}>").match(text, end)
    return (before.start(), after.end()) if before and after else (start, end)
