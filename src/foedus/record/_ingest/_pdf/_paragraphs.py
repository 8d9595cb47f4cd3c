"""Lines to paragraphs, headings and notes, over columns and pages.

A paragraph begins where a line is set in, where space stands above it, where its letters are larger or smaller, or
where the line before could have taken its first word and did not. A paragraph runs over the end of a page where none of
these holds. The lines at the foot of a page in smaller letters, or below a rule of dashes, that begin with a mark are
notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ._lines import Line

_MARK = re.compile(
    r"\s{0,4}([①-⑳㉑-㉟㊱-㊿]|\[[0-9]{1,4}\]|〔[0-9一二三四五六七八九十]{1,4}〕|［[0-9]{1,4}］|[*＊†‡※]{1,3}|[0-9]{1,3}(?=[.、)\s]|[^\W\d])"
    r"|[¹²³⁴-⁹⁰]{1,3})"
)
_RULE = re.compile(r"\s{0,4}[-–—―_─]{5,200}\s{0,4}\Z")
_ENDS = re.compile(r"[。！？.!?:：”’\"»」』)）\]]\s{0,3}\Z")
_LEADER = re.compile(r"(?:[.．…·‥]\s?){4,200}\s{0,9}[0-9ivxlcIVXLC]{1,6}\s{0,3}\Z")
"""A line of a table of contents."""
_ITEM = re.compile(r"\s{0,4}(?:[-–—•·▪◦*]\s|[(（]?[0-9０-９一二三四五六七八九十]{1,3}[)）.、．]\s{0,3}\S)")
INDENT = 0.8
"""How far a line is set in to begin a paragraph, in sizes."""
MAX_COLUMNS = 20
"""Columns of a page that a line is looked for in."""
SMALL = 0.93
"""Size of the letters of notes, against those of the text."""


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that belong together, by page and number; ``level`` of a heading, ``label`` of a note."""

    kind: str
    lines: tuple[tuple[int, int], ...]
    level: int = 0
    label: str = ""


@dataclass
class _Column:
    left: float
    right: float
    lines: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Measures:
    size: float
    leading: float


def paragraphs(pages: Sequence[Sequence[Line]], kinds: Sequence[dict[int, str]]) -> list[Run]:
    """Return the paragraphs, headings and notes of all pages, in order of their first lines."""
    measures = _measures(pages, kinds)
    runs: list[Run] = []
    body: list[tuple[int, int]] = []
    for page, lines in enumerate(pages):
        plain = [(page, number) for number in range(len(lines)) if number not in kinds[page]]
        notes = _notes(plain, pages, measures)
        if not _answered(notes, plain, pages):
            notes = []
        runs += _split_notes(notes, pages)
        taken = set(notes)
        body += [place for place in plain if place not in taken]
    runs += _body(body, pages, measures)
    return sorted(runs, key=lambda run: run.lines[0])


def _measures(pages: Sequence[Sequence[Line]], kinds: Sequence[dict[int, str]]) -> _Measures:
    weighted = [
        line.size
        for page, lines in enumerate(pages)
        for number, line in enumerate(lines)
        if number not in kinds[page]
        for _ in range(min(40, len(line.text)))
    ]
    size = median(weighted) if weighted else 10.0
    steps = [
        before.bottom - after.bottom
        for lines in pages
        for before, after in pairwise(lines)
        if abs(before.size - size) < 0.1 * size and 0 < before.bottom - after.bottom < 4 * size
    ]
    return _Measures(size, median(steps) if steps else 1.5 * size)


def _notes(
    plain: Sequence[tuple[int, int]], pages: Sequence[Sequence[Line]], measures: _Measures
) -> list[tuple[int, int]]:
    """Return the lines of notes at the foot of one page."""
    by_height = sorted(plain, key=lambda place: pages[place[0]][place[1]].bottom)
    small: list[tuple[int, int]] = []
    for number, place in enumerate(by_height):
        line = pages[place[0]][place[1]]
        if _RULE.match(line.text):
            small.append(place)
            break
        if line.size > SMALL * measures.size and not _ruled(by_height[number : number + 31], pages):
            break
        small.append(place)
    small = sorted(small)
    while small and not (_MARK.match(_line(pages, small[0]).text) or _RULE.match(_line(pages, small[0]).text)):
        # what runs on from a note of the page before stays a note of its own; smaller text without any mark does not
        if any(_MARK.match(_line(pages, place).text) for place in small) and len(small) < len(plain):
            break
        small = small[1:]
    return small if len(small) < len(plain) else []


def _answered(
    notes: Sequence[tuple[int, int]], plain: Sequence[tuple[int, int]], pages: Sequence[Sequence[Line]]
) -> bool:
    """Tell whether bare numbers at the beginning of notes are raised, or stand raised in the text of the page."""
    wanted = set()
    for place in notes:
        line = _line(pages, place)
        mark = _MARK.match(line.text)
        if mark is not None and mark[1].isdecimal() and not any(start <= mark.start(1) for start, _ in line.raised):
            wanted.add(mark[1])
    if not wanted:
        return True
    below = set(notes)
    raised = {
        line.text[start:end].strip()
        for line in (_line(pages, place) for place in plain if place not in below)
        for start, end in line.raised
    }
    return 2 * len(wanted & raised) >= len(wanted)


def _ruled(upwards: Sequence[tuple[int, int]], pages: Sequence[Sequence[Line]]) -> bool:
    """Tell whether a rule of dashes stands above the first of some lines, with a mark below the rule."""
    for below, other in pairwise(upwards):
        if _RULE.match(_line(pages, other).text):
            return _MARK.match(_line(pages, below).text) is not None
    return False


def _split_notes(notes: Sequence[tuple[int, int]], pages: Sequence[Sequence[Line]]) -> list[Run]:
    runs: list[tuple[str, str, list[tuple[int, int]]]] = []
    for place in notes:
        text = _line(pages, place).text
        mark = _MARK.match(text)
        if _RULE.match(text):
            runs.append(("page-foot", "", [place]))
        elif mark is not None or not runs or runs[-1][0] != "note":
            runs.append(("note", mark[1] if mark else "", [place]))
        else:
            runs[-1][2].append(place)
    return [Run(kind, tuple(lines), 0, label) for kind, label, lines in runs]


def _body(body: Sequence[tuple[int, int]], pages: Sequence[Sequence[Line]], measures: _Measures) -> list[Run]:
    runs: list[list[tuple[int, int]]] = []
    edges = _edges(body, pages)
    for number, place in enumerate(body):
        following = body[number + 1] if number + 1 < len(body) else None
        if runs and not _begins(runs[-1], place, following, pages, measures, edges):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [_named(run, pages, measures) for run in runs]


def _begins(
    run: Sequence[tuple[int, int]],
    place: tuple[int, int],
    following: tuple[int, int] | None,
    pages: Sequence[Sequence[Line]],
    measures: _Measures,
    edges: dict[tuple[int, int], tuple[float, float]],
) -> bool:
    """Tell whether a line begins a paragraph."""
    line, before = _line(pages, place), _line(pages, run[-1])
    if abs(line.size - before.size) > 0.08 * max(line.size, before.size) or _LEADER.search(before.text):
        return True
    left = edges[place][0]
    before_left, before_right = edges[run[-1]]
    room = before_right - before.right - (0 if _is_wide(before.text[-1:]) else 0.25 * before.size)
    short = room > max(line.first, 1.6 * before.size if _is_wide(line.text[:1]) else 0)
    together = place[0] == run[-1][0] and abs(left - before_left) < line.size
    moved = (line.left - left) - (before.left - before_left)
    if together and before.bottom - line.bottom > 1.35 * measures.leading + 0.1 * line.size:
        return True
    if _ITEM.match(line.text) and (short or moved > -INDENT * line.size):
        return short or _ENDS.search(before.text) is not None
    if moved > INDENT * line.size:
        if len(run) == 1 and _ITEM.match(before.text) and not short:
            return False
        hanging = (
            following is not None
            and len(run) == 1
            and not short
            and abs(_line(pages, following).left - line.left) < 0.3 * line.size
            and _ENDS.search(before.text) is None
        )
        return not hanging
    if not short:
        return False
    if not together:
        return _ENDS.search(before.text) is not None or before_right - before.right > 0.3 * (before_right - before_left)
    return True


def _edges(
    body: Sequence[tuple[int, int]], pages: Sequence[Sequence[Line]]
) -> dict[tuple[int, int], tuple[float, float]]:
    """Return for each line where its column begins and ends."""
    found: dict[tuple[int, int], tuple[float, float]] = {}
    by_page: dict[int, list[tuple[int, int]]] = {}
    for place in body:
        by_page.setdefault(place[0], []).append(place)
    for places in by_page.values():
        columns: list[_Column] = []
        for place in places:
            line = _line(pages, place)
            for column in columns[-MAX_COLUMNS:]:
                if line.left < column.right and line.right > column.left:
                    break
            else:
                column = _Column(line.left, line.right)
                columns.append(column)
            column.left, column.right = min(column.left, line.left), max(column.right, line.right)
            column.lines.append(place)
        for column in columns:
            for place in column.lines:
                found[place] = (column.left, column.right)
    return found


def _named(run: Sequence[tuple[int, int]], pages: Sequence[Sequence[Line]], measures: _Measures) -> Run:
    size = _line(pages, run[0]).size
    if size > 1.12 * measures.size and len(run) <= 4:
        level = 1 if size > 1.7 * measures.size else 2 if size > 1.35 * measures.size else 3
        return Run("heading", tuple(run), level)
    return Run("paragraph", tuple(run))


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef"


def _line(pages: Sequence[Sequence[Line]], place: tuple[int, int]) -> Line:
    return pages[place[0]][place[1]]
