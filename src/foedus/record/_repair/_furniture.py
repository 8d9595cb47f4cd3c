"""What belongs to the page and not to the text: watermarks, page numbers, running heads, notices, captions.

A line is taken for furniture only where the text itself bears witness: it comes again and again, its number grows, and
it falls between two halves of a sentence, as no heading does. A notice is known by its own heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .._copy import Edit
from .._reading import Block
from ._layout import HAN, WIDE, Line, Page, is_open, is_prose

_NUMBER = re.compile(
    "(?:[-–—·•*|~ ]{0,6}|[\\[(（]|[Pp](?:age|\\.)? ?|第 ?)(\\d{1,4})(?: ?(?:/|of|共) ?\\d{1,4})?"
    "(?:[-–—·•*|~ ]{0,6}|[\\])）]| ?[页頁])"
)
_DIGITS = re.compile("\\d+")
_NOTICE = re.compile(
    "免责(?:条款|声明)|免責(?:條款|聲明)|版权(?:声明|信息|所有)|版權(?:聲明|資訊|所有)|法律声明|使用声明"
    "|disclaimer|copyright notice|legal notice|terms of (?:use|service)",
    re.IGNORECASE,
)
_NOTICE_WORDS = re.compile(
    "责任|責任|版权|版權|免责|免責|转载|轉載|本站|本网|數據庫|数据库"
    "|liab|warrant|copyright|licen[cs]e|all rights reserved",
    re.IGNORECASE,
)
_EDGE = re.compile("\\*\\*\\* ?(START|END) OF (?:THE|THIS) [A-Z ]{3,40}E-?(?:BOOK|TEXT)", re.IGNORECASE)
"""How a library of e-books parts its own notices from the book."""
_CAPTION = re.compile(
    "(?:[图圖表]|插[图圖]|地[图圖]|照片) ?[\\d一二三四五六七八九十]{1,3}(?:[-－.．]\\d{1,3})?[ :：.．、]"
    "|(?:Fig(?:ure)?|Map|Plate|Photo(?:graph)?|Table)\\.? \\d{1,3}[.: ]"
)
_INSIDE = re.compile(f" (\\d{{1,4}}) ([{HAN}·]{{2,16}} [{HAN}·]{{2,16}}) ")
_SHORT = 60
_STARS = 2000
"""Rows of asterisks that are looked at."""
_FEW = 3
"""Times a line must come again."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is taken out of the running text of a page."""

    blocks: tuple[Block, ...] = ()
    lines: frozenset[int] = frozenset()
    """Numbers of the lines that are not read."""
    edits: tuple[Edit, ...] = ()
    """Pieces inside a line that are not read."""


def find_furniture(page: Page) -> Furniture:
    r"""Return the furniture of *page*.

    >>> from ._layout import read_lines, read_page
    >>> text = "Disclaimer\n\nNo liability is accepted.\n\nThe parties agree."
    >>> [(block.kind, block.start, block.end) for block in find_furniture(read_page(text, read_lines(text))).blocks]
    [('notice', 0, 37)]
    """
    spans = [*_watermarks(page), *_numbers_and_heads(page), *_notices(page)]
    blocks = [
        Block(kind, page.lines[first].start, page.lines[last - 1].end, label=label)
        for kind, first, last, label in spans
    ]
    lines = {number for _, first, last, _ in spans for number in range(first, last)}
    captions, cutting = _captions(page, lines)
    heads = _heads_inside(page)
    edits = tuple(Edit(head.start, head.end + 1, "", "furniture") for head in heads)
    blocks.extend([*captions, *heads])
    return Furniture(
        tuple(sorted(blocks, key=lambda block: (block.start, block.end))), frozenset(lines | cutting), edits
    )


_Span = tuple[str, int, int, str]
"""Kind, number of the first line, number of the line after the last, label."""


def _watermarks(page: Page) -> Iterator[_Span]:
    """Runs of very short lines that come again as they are: letters printed across the page."""
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    run: list[str] = []
    for number, line in enumerate([*page.lines, Line(0, 99, 0, False, 1)]):
        word = page.text[line.start : line.end] if line.end - line.start <= 4 else ""
        if word and not word.isdigit():
            run.append(word)
            continue
        if len(run) >= _FEW:
            runs[tuple(run)].append(number - len(run))
        run = []
    for words, starts in runs.items():
        if len(starts) >= _FEW:
            for start in starts:
                yield "watermark", start, start + len(words), "".join(words)


def _numbers_and_heads(page: Page) -> Iterator[_Span]:
    text, lines = page.text, page.lines
    numbered: list[tuple[int, int]] = []
    named: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.end - line.start > _SHORT:
            continue
        found = _NUMBER.fullmatch(text, line.start, line.end)
        if found:
            numbered.append((number, int(found[1])))
        else:
            named[_DIGITS.sub("", text[line.start : line.end]).strip(" -–—|·•").casefold()].append(number)
    pages = _growing(numbered)
    if not _interrupt(page, [at for at, _ in pages]):
        pages = []
    for at, value in pages:
        yield "page-number", at, at + 1, str(value)
    taken = {at for at, _ in pages}
    for name, places in named.items():
        if len(places) < _FEW or len(name) < 3 or not _apart(places):
            continue
        beside = sum(bool({at - 1, at + 1} & taken) for at in places) >= 0.6 * len(places)
        if beside or (_counted(page, places) and _interrupt(page, places, taken)) or _at_page_tops(page, places):
            for at in places:
                yield "page-head", at, at + 1, name


def _growing(numbered: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the lines whose numbers grow by little from one to the next, far apart, if nearly all of them do."""
    if len(numbered) < _FEW or not _apart([at for at, _ in numbered]):
        return []
    kept = [numbered[0]]
    for at, value in numbered[1:]:
        if 0 < value - kept[-1][1] <= 4:
            kept.append((at, value))
    return kept if len(kept) >= max(_FEW, 0.8 * len(numbered)) else []


def _apart(places: Sequence[int]) -> bool:
    """Tell whether most of the lines have a page of text between them."""
    steps = sorted(after - before for before, after in pairwise(places))
    return bool(steps) and steps[len(steps) // 2] >= 5


def _counted(page: Page, places: Sequence[int]) -> bool:
    """Tell whether lines hold a number that grows by little."""
    values = []
    for at in places:
        found = _DIGITS.search(page.text, page.lines[at].start, page.lines[at].end)
        values.append(int(found[0][:9]) if found else -1)
    steps = [0 < after - before <= 4 for before, after in pairwise(values)]
    return sum(steps) >= 0.8 * len(steps)


def _interrupt(page: Page, places: Sequence[int], taken: Iterable[int] = ()) -> bool:
    """Tell whether lines stand inside sentences often enough for the feet and heads of pages."""
    cut = 0
    skip = {*places, *taken}
    for at in places:
        before = next((number for number in range(at - 1, max(at - 6, -1), -1) if number not in skip), -1)
        if before >= 0 and page.lines[before].end - page.lines[before].start > 20:
            cut += is_open(page.text, page.lines[before])
    return len(places) >= _FEW and cut >= 0.3 * len(places)


def _at_page_tops(page: Page, places: Sequence[int]) -> bool:
    """Tell whether lines stand first after a form feed."""
    tops = sum("\f" in page.text[page.lines[at - 1].end if at else 0 : page.lines[at].start] for at in places)
    return tops >= 0.8 * len(places)


def _notices(page: Page) -> Iterator[_Span]:
    """A short line that names a notice, and the lines below that speak of rights and liability."""
    text, lines = page.text, page.lines
    yield from _edges(page)
    for number in [*range(min(40, len(lines))), *range(max(40, len(lines) - 40), len(lines))]:
        line = lines[number]
        if line.end - line.start > 30 or not _NOTICE.fullmatch(
            text[line.start : line.end].replace(" ", "").strip(":：*#")
        ):
            continue
        last = number + 1
        while (
            last < len(lines) and last - number < 12 and _NOTICE_WORDS.search(text, lines[last].start, lines[last].end)
        ):
            last += 1
        if last > number + 1:
            yield "notice", number, last, ""


def _edges(page: Page) -> Iterator[_Span]:
    """What stands before the line at which a book begins, and after the one at which it ends."""
    text, lines = page.text, page.lines
    at = text.find("***")
    for _ in range(_STARS):
        if at < 0:
            return
        found = _EDGE.match(text, at)
        if found:
            number = bisect_right(lines, found.start(), key=lambda line: line.start) - 1
            begins = found[1].upper() == "START"
            yield ("notice", 0, number + 1, "") if begins else ("notice", number, len(lines), "")
        at = text.find("***", at + 3)


def _captions(page: Page, taken: set[int]) -> tuple[list[Block], set[int]]:
    """Return the captions, and the numbers of those that cut a sentence in two."""
    blocks: list[Block] = []
    cutting: set[int] = set()
    for number, line in enumerate(page.lines):
        if line.end - line.start > 80 or number in taken or not _CAPTION.match(page.text, line.start, line.end):
            continue
        blocks.append(Block("caption", line.start, line.end))
        if 0 < number < len(page.lines) - 1:
            before, first = page.lines[number - 1], page.text[page.lines[number + 1].start]
            if is_prose(page.text, before) and is_open(page.text, before) and (first.islower() or WIDE.match(first)):
                cutting.add(number)
    return blocks, cutting


def _heads_inside(page: Page) -> list[Block]:
    """Return the running heads that were run into the text, each after the number of its page."""
    places: dict[str, list[re.Match[str]]] = defaultdict(list)
    if page.han:
        for match in _INSIDE.finditer(page.text):
            places[match[2]].append(match)
    heads: list[Block] = []
    for name, matches in places.items():
        values = [int(match[1]) for match in matches]
        if len(name) >= 7 and len(values) > 1 and all(a < b for a, b in pairwise(values)):
            heads.extend(Block("page-head", match.start(1), match.end(2), label=match[1]) for match in matches)
    return heads
