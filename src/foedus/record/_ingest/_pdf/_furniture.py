"""What belongs to the page: running heads and feet, page numbers, watermarks; told by what repeats over pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ._lines import Line

_ROMAN = r"[ivxlcdmIVXLCDM]{1,8}"
_NUMBER = re.compile(
    rf"\W{{0,4}}(?:第\s{{0,2}})?(?:page\s{{1,3}}|p\.\s{{0,2}}|s\.\s{{0,2}})?(?P<label>[0-9０-９]{{1,4}}|{_ROMAN}|[〇一二三四五六七八九十百]{{1,5}})"
    r"(?:\s{0,2}[页頁])?(?:\s{0,3}(?:/|of|von|sur|共)\s{0,3}[0-9]{1,4}\s{0,2}[页頁]?)?\W{0,4}\Z",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[-–—·]\s{0,2}[0-9]{1,4}\s{0,2}[-–—·]|第\s{0,2}[0-9]{1,4}\s{0,2}[页頁]|page\s", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9０-９]+")
_AT_EDGE = re.compile(rf"\A(?P<first>[0-9]{{1,4}}|{_ROMAN})(?=\s)|(?<=\s)(?P<last>[0-9]{{1,4}}|{_ROMAN})\Z")
EDGE = 2
"""Lines at the top and the bottom of a page that may be running heads, feet and numbers."""


def furniture(pages: Sequence[Sequence[Line]]) -> tuple[list[dict[int, str]], list[str]]:
    """Return what belongs to each page, by number of line, and the number printed on it.

    Args:
        pages: The lines of each page.
    """
    kinds: list[dict[int, str]] = [{} for _ in pages]
    _watermarks(pages, kinds)
    edges = [_edges(lines, found) for lines, found in zip(pages, kinds, strict=True)]
    _repeated(pages, edges, kinds)
    _aligned(pages, edges, kinds)
    labels = _numbers(pages, edges, kinds)
    return kinds, labels


def _edges(lines: Sequence[Line], found: dict[int, str]) -> tuple[list[int], list[int]]:
    """Return the outermost lines of a page, from the top and from the bottom, outermost first."""
    order = sorted((number for number in range(len(lines)) if number not in found), key=lambda at: -lines[at].top)
    return order[:EDGE], order[::-1][:EDGE]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()).casefold())


def _watermarks(pages: Sequence[Sequence[Line]], kinds: list[dict[int, str]]) -> None:
    """Lines that run askew, and large words that stand at the same place over the text of several pages."""
    body = median([line.size for lines in pages for line in lines] or [1.0])
    places: dict[tuple[str, bool], list[tuple[int, int]]] = defaultdict(list)
    for page, lines in enumerate(pages):
        for number, line in enumerate(lines):
            if line.turned or line.size > 1.6 * body:
                places[_key(line), line.turned].append((page, number))
    for (key, turned), found in places.items():
        across = {page for page, _ in found}
        repeats = len(across) >= max(2, min(3, len(pages)))
        for page, number in found:
            line = pages[page][number]
            inside = any(
                other.top > line.top and other.left < line.right for other in pages[page] if other is not line
            ) and any(other.bottom < line.bottom for other in pages[page] if other is not line)
            askew = turned and (repeats or line.size > 1.3 * body or len(key) <= 40)
            if askew or (repeats and inside and _same_place(pages, found)):
                kinds[page][number] = "watermark"


def _same_place(pages: Sequence[Sequence[Line]], found: Sequence[tuple[int, int]]) -> bool:
    lines = [pages[page][number] for page, number in found]
    return max(line.bottom for line in lines) - min(line.bottom for line in lines) < 3 * lines[0].size


def _repeated(
    pages: Sequence[Sequence[Line]], edges: Sequence[tuple[list[int], list[int]]], kinds: list[dict[int, str]]
) -> None:
    """Lines at the edge whose words come again on other pages at the same height."""
    measures = _measures(pages)
    for side, kind in ((0, "page-head"), (1, "page-foot")):
        seen: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
        for page, both in enumerate(edges):
            for number in both[side]:
                line = pages[page][number]
                key = _key(line)
                if key.strip("#-–—·. ") and not _in_text(pages[page], number, measures):
                    for near in (0, 1):
                        seen[key, int(line.bottom // 8) + near].append((page, number))
        least = max(2, min(3, len(pages)))
        for found in seen.values():
            if len({page for page, _ in found}) >= least:
                for page, number in found:
                    kinds[page][number] = kind


def _aligned(
    pages: Sequence[Sequence[Line]], edges: Sequence[tuple[list[int], list[int]]], kinds: list[dict[int, str]]
) -> None:
    """First lines that stand at one height on most pages, apart from the text: heads that change with the chapter."""
    if len(pages) < 4:
        return
    leading = _measures(pages)[2]
    apart: Counter[int] = Counter()
    candidates: list[tuple[int, int, int]] = []
    for page, (top, _) in enumerate(edges):
        if len(top) < 2:
            continue
        first, second = pages[page][top[0]], pages[page][top[1]]
        if first.bottom - second.bottom > 1.45 * leading and first.size <= 1.05 * second.size:
            place = round(first.bottom / 3)
            apart[place] += 1
            candidates.append((page, top[0], place))
    for page, number, place in candidates:
        if sum(apart[place + near] for near in (-1, 0, 1)) >= 0.6 * len(pages):
            kinds[page].setdefault(number, "page-head")


def _measures(pages: Sequence[Sequence[Line]]) -> tuple[float, float, float]:
    """Return the usual size and width of a line and the usual distance of two."""
    steps = [
        before.bottom - after.bottom
        for lines in pages
        for before, after in pairwise(lines)
        if 0 < before.bottom - after.bottom < 4 * before.size
    ]
    every = [line for lines in pages for line in lines] or [Line("", 0, 0, 0, 0, 10)]
    width = median(line.right - line.left for line in every)
    return median(line.size for line in every), width, median(steps) if steps else 14.0


def _in_text(lines: Sequence[Line], number: int, measures: tuple[float, float, float]) -> bool:
    """Tell whether a line is one of the text: as large, as long, and as close to the next."""
    line = lines[number]
    size, width, leading = measures
    near = any(0 < abs(line.bottom - other.bottom) < 1.2 * leading for other in lines)
    return near and abs(line.size - size) < 0.04 * size and line.right - line.left > 0.5 * width


def _numbers(
    pages: Sequence[Sequence[Line]],
    edges: Sequence[tuple[list[int], list[int]]],
    kinds: list[dict[int, str]],
) -> list[str]:
    """Find the page numbers: alone on a line at the edge, or at the end of a running head, counting with the pages."""
    found: list[dict[int, tuple[str, int]]] = []
    steps: Counter[int] = Counter()
    for page, both in enumerate(edges):
        mine: dict[int, tuple[str, int]] = {}
        for number in {*both[0], *both[1]}:
            line = pages[page][number]
            match = _NUMBER.match(line.text)
            label = match["label"] if match else ""
            if not label and kinds[page].get(number) in ("page-head", "page-foot"):
                edge = _AT_EDGE.search(line.text)
                label = (edge["first"] or edge["last"] or "") if edge else ""
            if label:
                value = _value(label)
                mine[number] = (label, value)
                if value > 0:
                    steps[value - page] += 1
        found.append(mine)
    usual = {step for step, count in steps.items() if count >= max(2, 0.2 * len(pages))}
    labels = []
    for page, mine in enumerate(found):
        chosen = ""
        for number, (label, value) in mine.items():
            counts = value - page in usual
            alone = len(pages) < 3 and _MARKED.search(pages[page][number].text) and _outer(pages[page], number)
            if counts or alone:
                chosen = label
                if kinds[page].get(number) not in ("page-head", "page-foot"):
                    kinds[page][number] = "page-number"
        labels.append(chosen)
    return labels


def _outer(lines: Sequence[Line], number: int) -> bool:
    return all(
        lines[number].top <= line.bottom or lines[number].bottom >= line.top
        for line in lines
        if line is not lines[number]
    )


def _value(label: str) -> int:
    if label.isdecimal():
        return int(label)
    if re.fullmatch(_ROMAN, label):
        values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}[letter] for letter in label.lower()]
        return sum(-now if now < after else now for now, after in zip(values, [*values[1:], 0], strict=True))
    total = part = 0
    for character in label:
        if character in "十百":
            total += (part or 1) * (10 if character == "十" else 100)
            part = 0
        else:
            part = "〇一二三四五六七八九".find(character)
    return total + part
