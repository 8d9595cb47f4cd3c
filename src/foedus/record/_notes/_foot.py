"""Notes at the foot of a page: a bar, a mark, the note; then the text of the next page goes on as if there were none.

A layout that is lost leaves no sign of where the last note of a page ends. What tells it, in this order: an editor's
tag that closes it; the heading of the next document, where the bar stands behind the end of one; the end of its
paragraph, where no sentence is waiting; else the place whose continuation makes a sentence of what stood before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .._citations import ends_cited
from ._marks import MARK, PLAIN, Mark, mark_of
from ._resume import Resumption
from ._sentences import sentence_ends, stops

MAX_NOTE = 3_000
"""Characters of the longest note that is looked for at the foot of a page."""
_RULE = "[—─━―﹘_－=-]"
_FIVE = re.compile(rf"{_RULE}(?:[ \t]?{_RULE}){{4}}")
_BAR = re.compile(rf"(?<!{_RULE})(?<!{_RULE}[ \t])(?:{_RULE}[ \t]?+){{5,}}+\s{{0,20}}+(?:{MARK}|{PLAIN})")
_NEXT = re.compile(rf"(?:{MARK}|{PLAIN})")
_HAN_TAG = (
    r"[—―─-]{1,4}\s?[\u3400-\u9fff]{0,10}?"
    r"(?:[編编译譯校原作引笔筆辑輯著者][注註按](?!意)|[編编译譯]者(?![注註按]|[\u3400-\u9fff]))[。）)]?"
)
_LATIN_TAG = (
    r"[—–-]{1,3}\s?(?:Eds?|Trans?|Tr|Editors?|Translators?|Author)\b\.?"
    r"|[\[(（](?:Translator|Editor|Author)[’']?s?[’']? [Nn]otes?\.?[\])）]\.?"
)
_TAG = re.compile(f"(?:{_HAN_TAG}|{_LATIN_TAG})")
_SENTENCES = 12
_SIGNATURE = re.compile(
    r"\s*(?:[\u3400-\u9fff·.．A-Z（）()]{2,12}|[^，,；;：:]{0,36}(?:[日号號电電页頁夏冬]|[）)”]|\d{4})"
    r"|[A-Z][\w.’'-]*(?:,? (?:of |de |von )?[A-Z0-9][\w.,’'-]*){0,6})\s*"
)
"""A last line (who signs, when, where) that ends a document without a stop."""


@dataclass(frozen=True, slots=True)
class Definition:
    """The text of a note, in characters of the copy."""

    mark: Mark
    start: int
    """Of its mark."""
    body: int
    """Where the words begin."""
    end: int
    kind: str
    group: int
    """Notes under one bar, or in one list, share a number."""


@dataclass(frozen=True, slots=True)
class Foot:
    """The notes under one bar, and what stands there of the page and not of the text."""

    start: int
    """Of the bar."""
    end: int
    cuts: bool
    notes: tuple[Definition, ...]


def find_feet(text: str, *, headings: Sequence[int], marks: Sequence[Mark]) -> list[Foot]:
    """Return the notes at the foot of pages, in order.

    Args:
        text: A copy in which a line feed ends a paragraph and nothing else does.
        headings: Where documents begin, in characters of *text*, rising.
        marks: Every mark in *text*, in order.
    """
    bars = [(match.start(), mark_of(match)) for match in _bars(text)]
    feet: list[Foot] = []
    begins = [mark.start for mark in marks]
    resumption = Resumption(text)
    for number, (start, first) in enumerate(bars):
        if feet and start < feet[-1].end:
            continue
        limit = min(bars[number + 1][0] if number + 1 < len(bars) else len(text), first.end + 4 * MAX_NOTE)
        asked = {
            mark.number for mark in marks[bisect_left(begins, feet[-1].end if feet else 0) : bisect_left(begins, start)]
        }
        if first.kind == "plain" and first.number not in _glued(text, feet[-1].end if feet else 0, start):
            continue
        heads = list(_chain(text, first, limit, asked))
        last = heads[-1]
        at = bisect_left(headings, last.end)
        heading = headings[at] if at < len(headings) and headings[at] < limit else -1
        end, cuts = _end(text, (start, last.end, limit, heading), resumption)
        notes = []
        for index, head in enumerate(heads):
            stop = heads[index + 1].start if index + 1 < len(heads) else end
            notes.append(_definition(text, head, stop, number))
        feet.append(Foot(start, end, cuts, tuple(notes)))
    return feet


def _bars(text: str) -> Iterator[re.Match[str]]:
    """Yield the bars with a mark under them."""
    at = 0
    for five in _FIVE.finditer(text):
        match = _BAR.match(text, five.start()) if five.start() >= at else None
        if match:
            at = match.end()
            yield match


def _definition(text: str, mark: Mark, stop: int, group: int) -> Definition:
    end = mark.end + len(text[mark.end : stop].rstrip())
    body = mark.end
    while body < end and (text[body].isspace() or (mark.kind == "plain" and text[body] in ".．、)）")):
        body += 1
    return Definition(mark, mark.start, body, max(body, end), "footnote", group)


def _glued(text: str, start: int, end: int) -> set[int]:
    """Return the numbers that stand on words between *start* and *end*, as raised numbers do in a plain text."""
    window = text[max(start, end - 8_000) : end]
    return {
        int(match[0]) for match in re.finditer(r"(?<=[^\W\d_])\d{1,3}(?!\d)|(?<=[.,;:”’\")])\d{1,3}(?=[\s\n])", window)
    }


def _chain(text: str, first: Mark, limit: int, asked: set[int]) -> Iterator[Mark]:
    """Yield the marks of the notes under one bar: each counts on from the one before and begins after a stop."""
    mark = first
    while True:
        yield mark
        found = None
        for match in _NEXT.finditer(text, mark.end, min(limit, mark.end + MAX_NOTE)):
            other = mark_of(match)
            if other.kind != mark.kind:
                continue
            fresh = _begins_note(text, other)
            if other.kind == "plain" and not (fresh and other.number == mark.number + 1):
                continue
            if fresh and other.number == mark.number + 1 and (other.number in asked or mark.kind == "plain"):
                found = other
            break
        if found is None:
            return
        mark = found


def _begins_note(text: str, mark: Mark) -> bool:
    before = text[max(0, mark.start - 40) : mark.start]
    if before.rstrip(" \t\u3000").endswith("\n"):
        return True
    return mark.kind != "plain" and (stops(text, mark.start) or _TAG.search(before[-16:]) is not None)


def _end(text: str, places: tuple[int, int, int, int], resumption: Resumption) -> tuple[int, bool]:
    """Return where the last note under a bar ends, and whether a sentence was waiting for it to end."""
    bar, start, limit, heading = places
    here = min(limit, start + MAX_NOTE)
    room = min(here, heading) if heading >= 0 else here
    ends = [end for end in sentence_ends(text, start, room) if end > start + 1]
    before = _last_line(text, bar)
    cited = ends_cited(before)
    waits = not stops(text, bar) and not cited
    tag = _TAG.search(text, start + 2, room)
    if tag and not (ends and _before_next_paragraph(text, ends, tag.start())):
        over = text[tag.end() : heading].strip() == "" if heading >= 0 else text[tag.end() : limit].strip() == ""
        return tag.end(), waits and not over and not (_SIGNATURE.fullmatch(before) and _breaks(text, tag.end()))
    if heading >= 0 and cited:
        return (ends[-1] if ends else heading), False
    if not ends:
        line = text.find("\n", start + 1, room)
        return (line if line > 0 else room), waits
    paragraph = _paragraph_end(text, start, ends)
    if not waits:
        return paragraph or ends[0], False
    if paragraph is not None and _SIGNATURE.fullmatch(before):
        return (ends[-1] if heading >= 0 and len(ends) <= _SENTENCES else paragraph), False
    if paragraph is not None and heading >= 0 and not text[paragraph:heading].strip():
        return paragraph, False
    return resumption.after(bar, ends[:_SENTENCES], start=start), True


def _breaks(text: str, at: int) -> bool:
    return text[at : at + 4].lstrip(" \t\u3000").startswith("\n")


def signs(text: str, at: int) -> bool:
    """Tell whether the line before *at* looks like who signs, when and where, or names a source."""
    line = _last_line(text, at)
    return ends_cited(line) or _SIGNATURE.fullmatch(line) is not None


def _last_line(text: str, at: int) -> str:
    line = text[max(0, at - 300) : at].rstrip()
    return line[line.rfind("\n") + 1 :]


def _before_next_paragraph(text: str, ends: Sequence[int], tag: int) -> bool:
    """Tell whether a tag stands paragraphs later and so belongs to something else."""
    return text.count("\n", ends[0], tag) > 2


def _paragraph_end(text: str, start: int, ends: Sequence[int]) -> int | None:
    """Return the first sentence end that also ends a paragraph."""
    for end in ends:
        if _breaks(text, end) or end == len(text):
            return end
    return None
