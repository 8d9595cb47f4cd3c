"""Sums that do not add up: a number and, in the same breath, the parts it is made of; a table and its total.

Whether parts are all the parts, the words rarely say. So parts that are more than the whole are always reported; parts
that are less only where the text elsewhere names all of them, as it shows itself: three times at least, nearly always.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .._copy import ReadingCopy
from .._reading import Contradiction

_AMOUNT = re.compile(
    "(?<![\\d.,/年第-])(\\d{1,3}(?:,\\d{3}){1,3}|\\d{1,9})(?![\\d.,/%％-]|[年月日时號号页頁届]|个月)"
    "(万|萬|亿|億)?([\u4e00-\u9fff])"
)
_WHOLE_AND_PARTS = re.compile("其中(?!之|间|間)[^。；！？\n其]{4,120}")
_OF_WHICH = re.compile("of wh(?:ich|om) ([^.;:)\n]{3,160})")
_WHOLE = re.compile("(?<![\\d.,/-])(\\d{1,3}(?:,\\d{3}){1,3}|\\d{1,9}) ([a-z]{3,20})(?![^\n]*[.;:] )")
_NUMBER = re.compile("(?<![\\d.,/$£€-])(\\d{1,3}(?:,\\d{3}){1,3}|\\d{1,9})(?![\\d/%-]|[.,]\\d| ?per ?cent| percent)")
_VAGUE = re.compile(
    "[约約近余餘多数數几幾]|左右|以上|超过|超過|分之|每|about|some|over|nearly|more|each|every|per ", re.IGNORECASE
)
_YEAR = re.compile("(?:1[5-9]|20)\\d\\d\\Z")
_TOTAL = re.compile("\n(?:合计|合計|总计|總計|共计|共計|(?:Grand )?[Tt]otal|TOTAL|In all)(?=[\\s:：.…\\d])")
_ROW = re.compile("[^\\d\n]{1,60}?(\\d[\\d,]{0,12}(?:[ \t|]{1,20}\\d[\\d,]{0,12}){0,7})[^\\d\n]{0,12}")
_CLOSE = re.compile("[）)]")
_SCALE = {"": 1, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_MOST = 500
"""Statements that are looked at."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """A whole, its parts, and where they stand in the copy."""

    whole: int
    parts: tuple[int, ...]
    unit: str
    start: int
    end: int


def find_sums(copy: ReadingCopy) -> tuple[Contradiction, ...]:
    """Return the sums of *copy* that do not add up.

    >>> [each.message for each in find_sums(ReadingCopy.of("收到船5艘，其中汽船3艘、木船4艘。"))]
    ['the parts, 3 + 4 = 7艘, are more than the whole, 5艘']
    """
    text = copy.text
    sums = [*_chinese(text), *_english(text)]
    even = sum(each.whole == sum(each.parts) for each in sums if len(each.parts) > 1)
    several = sum(len(each.parts) > 1 for each in sums)
    complete = even >= 3 and even >= 0.75 * several
    found = [_told(copy, each) for each in sums if _is_wrong(each, complete)]
    return (*found, *_tables(copy))


def _is_wrong(each: _Sum, complete: bool) -> bool:
    parts = sum(each.parts)
    return parts > each.whole or (complete and len(each.parts) > 1 and parts < each.whole)


def _told(copy: ReadingCopy, each: _Sum) -> Contradiction:
    parts = sum(each.parts)
    told = " + ".join(f"{part:,}" for part in each.parts) + (f" = {parts:,}" if len(each.parts) > 1 else "")
    more = "more" if parts > each.whole else "less"
    message = f"the parts, {told}{each.unit}, are {more} than the whole, {each.whole:,}{each.unit}"
    return Contradiction("sum", message, (copy.to_source(each.start, each.end),))


def _value(digits: str, scale: str = "") -> int:
    return int(digits.replace(",", "")) * _SCALE[scale or ""]


def _chinese(text: str) -> Iterator[_Sum]:
    """``n 艘，其中甲 p 艘、乙 q 艘`` or ``n 架（其中 …）``: the last number before, and those of its unit behind."""
    for count, match in enumerate(_WHOLE_AND_PARTS.finditer(text)):
        if count >= _MOST:
            return
        stop = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start()))
        begin = max(stop, match.start() - 60) + 1
        before = text[begin : match.start()]
        end = match.end()
        if before.endswith(("（", "(")):
            close = _CLOSE.search(text, match.start(), end)
            end = close.start() if close else end
        wholes = list(_AMOUNT.finditer(before))
        after = text[match.start() : end]
        if not wholes or _VAGUE.search(after) or _VAGUE.search(before[max(0, wholes[-1].start() - 3) :]):
            continue
        unit = wholes[-1][3]
        parts = tuple(_value(part[1], part[2]) for part in _AMOUNT.finditer(after) if part[3] == unit)
        if parts and all(part[3] == unit for part in _AMOUNT.finditer(after)):
            yield _Sum(_value(wholes[-1][1], wholes[-1][2]), parts, unit, begin + wholes[-1].start(), end)


def _english(text: str) -> Iterator[_Sum]:
    """``n men, of whom p … and q …``: the last number before, and all behind that are no dates, prices or shares."""
    for count, match in enumerate(_OF_WHICH.finditer(text)):
        if count >= _MOST:
            return
        begin = max(0, match.start() - 100)
        if not text[begin : match.start()].endswith((", ", "(")):
            continue
        whole = _last(text[begin : match.start()])
        if not whole or _YEAR.match(whole[1]) or _VAGUE.search(text, max(0, begin + whole.start() - 10), match.end()):
            continue
        values = tuple(_value(part[1]) for part in _NUMBER.finditer(match[1]) if not _YEAR.match(part[1]))
        if values:
            yield _Sum(_value(whole[1]), values, f" {whole[2]}", begin + whole.start(), match.end())


def _last(before: str) -> re.Match[str] | None:
    """Return the last number of *before* with the word it counts."""
    found = None
    for match in _WHOLE.finditer(before.rstrip(",( ")):
        found = match
    return found


def _tables(copy: ReadingCopy) -> Iterator[Contradiction]:
    """Rows of numbers, one below the other, and a row below them that calls itself their total."""
    text = copy.text
    for count, total in enumerate(_TOTAL.finditer(text)):
        if count >= _MOST:
            return
        first = total.start() + 1
        last = _ROW.fullmatch(text, first, _line_end(text, first))
        if not last:
            continue
        sums = _numbers(last[1])
        rows: list[list[int]] = []
        begin = first
        while begin and len(rows) < 200:
            start = text.rfind("\n", 0, begin - 1) + 1
            row = _ROW.fullmatch(text, start, begin - 1)
            if not row or len(_numbers(row[1])) != len(sums):
                break
            rows.append(_numbers(row[1]))
            begin = start
        columns = [sum(column) for column in zip(*rows, strict=True)]
        for number, (made, printed) in enumerate(zip(columns, sums, strict=False), 1):
            if len(rows) > 1 and made != printed:
                where = f" in column {number}" if len(sums) > 1 else ""
                message = f"the rows{where} add up to {made:,}, the total says {printed:,}"
                yield Contradiction("sum", message, (copy.to_source(begin, last.end()),))


def _numbers(row: str) -> list[int]:
    return [int(number.replace(",", "") or 0) for number in re.findall("\\d[\\d,]*", row)]


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
