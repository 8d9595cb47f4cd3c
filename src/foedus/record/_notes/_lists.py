"""Lists of notes in running text, at the end of a document or a file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ._foot import Definition
from ._marks import MARK, PLAIN, Mark, mark_of
from ._sentences import stops

_HEADING = re.compile(
    r"^[ \t\u3000]{0,8}(?:\#{1,6}[ ]|[【\[(（])?[ \t\u3000]{0,4}"
    r"(?:注[ \u3000]{0,4}释|注解|註解|註釋|尾注|附注|脚注|注|註|"
    r"(?:end|foot)?notes?|references)[ \t]{0,4}[】\])）]?[ \t]{0,4}[:：]?(?=[ \t\u3000]{0,8}(?:\n|$|[①〔\[［*]))",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM = re.compile(rf"^[ \t\u3000]{{0,8}}(?:{MARK}|[(（]?{PLAIN})", re.MULTILINE)
_INLINE = re.compile(MARK)
_FIRST_ITEM = re.compile(rf"[\s\u3000]{{0,40}}(?:{MARK}|[(（]?{PLAIN})")
_FAR = 6_000
"""Characters from one note of a list to the next."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The notes of lists, and the headings of those lists, in characters of the copy."""

    notes: list[Definition]
    headings: list[tuple[int, int]]


def list_definitions(
    text: str, free: Sequence[Mark], *, taken: Sequence[tuple[int, int]], documents: Sequence[int]
) -> Lists:
    """Return the notes of lists in running text: under a heading that says so, or answering marks not answered yet.

    Args:
        text: The copy.
        free: The marks no note has been found for, in order.
        taken: Spans that are notes already, in order.
        documents: Where documents begin, rising.
    """
    found: list[Definition] = []
    titles: list[tuple[int, int]] = []
    firsts = [mark.start for mark in free if mark.number == 1 and mark.kind not in ("circled", "star")]
    at, group = 0, 1_000_000
    for match in _HEADING.finditer(text):
        if match.start() < at or _inside(taken, match.start()):
            continue
        runs = bisect_left(firsts, match.start()) - bisect_left(firsts, at)
        after = bisect_right(documents, match.end())
        limit = documents[after] if after < len(documents) else len(text)
        items = list(_items(text, match.end(), limit, runs))
        if items:
            found += _listed(text, items, group)
            titles.append((match.start(), items[0].start))
            at, group = found[-1].end, group + 1
    spans = [(each.start, each.end) for each in found]
    for run in _runs(text) if free else ():
        if _inside(taken, run[0].start) or _inside(spans, run[0].start) or not _answers(run, free, text):
            continue
        found += _listed(text, run, group)
        group += 1
    return Lists(sorted(found, key=lambda each: each.start), titles)


def _items(text: str, at: int, limit: int, runs: int) -> Iterator[Mark]:
    """Yield the marks of the notes that follow a heading, each counting on; they begin at 1 at most *runs* times.

    Bare numbers and stars are no notes of this list beyond *limit*, where another document begins.
    """
    match = _FIRST_ITEM.match(text, at)
    mark = mark_of(match) if match else None
    if mark and mark.number > 1:
        return
    while mark:
        yield mark
        runs -= mark.number == 1
        mark = _next_item(text, mark, limit, again=runs > 0)


def _next_item(text: str, mark: Mark, limit: int, *, again: bool) -> Mark | None:
    end = min(limit, mark.end + _FAR) if mark.kind in ("plain", "star") else mark.end + _FAR
    for match in (_ITEM if mark.kind == "plain" else _INLINE).finditer(text, mark.end, end):
        other = mark_of(match)
        if mark.kind == "star" and other.kind != "star" and other.number == 1 and _opens(text, other):
            return other
        if other.kind != mark.kind:
            continue
        if other.number == mark.number + 1 and _opens(text, other):
            return other
        if other.number == 1 and _first(text, other):
            return other if again and not _HEADING.search(text, mark.end, other.start) else None
    return None


def _opens(text: str, mark: Mark) -> bool:
    return text[max(0, mark.start - 12) : mark.start].rstrip(" \t\u3000(（").endswith("\n") or stops(text, mark.start)


def _runs(text: str) -> Iterator[list[Mark]]:
    """Yield runs of paragraphs that begin with marks counting 1, 2, 3."""
    run: list[Mark] = []
    for match in _ITEM.finditer(text):
        mark = mark_of(match)
        if (
            run
            and mark.kind == run[-1].kind
            and mark.number == run[-1].number + 1
            and mark.start - run[-1].start < _FAR
        ):
            run.append(mark)
            continue
        if run and mark.kind != run[-1].kind and mark.start - run[-1].start < _FAR:
            continue  # something else numbered inside a note
        if run:
            yield run
        run = [mark] if mark.number == 1 else []
    if run:
        yield run


def _answers(run: Sequence[Mark], free: Sequence[Mark], text: str) -> bool:
    """Tell whether most marks of a run are asked for before it by marks of the same class that begin no paragraph."""
    if run[0].kind == "plain":
        return False
    asked = {
        mark.number
        for mark in free
        if mark.kind == run[0].kind and mark.start < run[0].start and not _first(text, mark)
    }
    return sum(mark.number in asked for mark in run) * 5 >= 4 * len(run)


def _first(text: str, mark: Mark) -> bool:
    return text[max(0, mark.start - 12) : mark.start].rstrip(" \t\u3000").endswith("\n")


def _listed(text: str, items: Sequence[Mark], group: int) -> list[Definition]:
    found = []
    for number, mark in enumerate(items):
        stop = items[number + 1].start if number + 1 < len(items) else _paragraph(text, mark.end)
        body = mark.end
        while body < stop and (text[body].isspace() or text[body] in ".．、)）:："):
            body += 1
        begin = text.rfind("\n", max(0, mark.start - 12), mark.start) + 1 or mark.start
        begin = mark.start if text[begin : mark.start].strip("(（ \t\u3000") else begin
        begin += len(text[begin : mark.start]) - len(text[begin : mark.start].lstrip())
        end = body + len(text[body:stop].rstrip(" \t\n\u3000(（"))
        found.append(Definition(mark, begin, body, end, "endnote", group))
    return found


def _paragraph(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    number = bisect_right(spans, (at, 1 << 60)) - 1
    return number >= 0 and spans[number][0] <= at < spans[number][1]


def outside(marks: Sequence[Mark], spans: Sequence[tuple[int, int]]) -> list[Mark]:
    """Return the marks that stand in none of *spans* (in order)."""
    starts = [span[0] for span in spans]
    kept = []
    for mark in marks:
        number = bisect_right(starts, mark.start) - 1
        if number < 0 or mark.start >= spans[number][1]:
            kept.append(mark)
    return kept
