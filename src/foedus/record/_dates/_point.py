"""A date as words give it, piece by piece, before it is spelled as EDTF."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace

from ._bounds import bounds

_IN_MONTH = {"first": (1, 10), "second": (11, 20), "third": (21, 31), "half-1": (1, 15), "half-2": (16, 31)}
_IN_YEAR = {
    "half-1": (1, 6), "half-2": (7, 12), "quarter-1": (1, 3), "quarter-2": (4, 6), "quarter-3": (7, 9),
    "quarter-4": (10, 12),
}  # fmt: skip
_ABOUT_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_ABOUT_YEAR = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}


@dataclass(frozen=True, slots=True)
class Point:
    """Year, month and day as far as they are given; ``part`` is the piece of the last of them that is meant."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    """``first`` to ``third`` (ten days), ``early``, ``mid``, ``late``, ``half-1``, ``quarter-1``, ``spring`` …"""
    minute: int | None = None
    """Minutes after midnight; 1440 is the midnight that ends the day."""
    decade: int | None = None
    mark: str = ""
    """``~`` about, ``?`` unsure."""
    ready: str = ""
    """EDTF that needs no spelling."""
    stated_year: bool = True
    """Whether the year stands in the text; else it was completed."""


def spell(point: Point) -> str:
    """Return the EDTF of *point*, or nothing where it is no date of the calendar."""
    if point.ready:
        return point.ready
    if point.decade is not None:
        return f"{point.decade // 10:03d}X" + point.mark
    if point.year is None or not 1 <= point.year <= 9998:
        return ""
    year = f"{point.year:04d}"
    if point.month is None:
        return _spell_year(point, year)
    if not 1 <= point.month <= 12:
        return ""
    month = f"{year}-{point.month:02d}"
    days = calendar.monthrange(point.year, point.month)[1]
    if point.day is None:
        ranges = _IN_MONTH.get(point.part) or _ABOUT_MONTH.get(point.part)
        if ranges is None:
            return "" if point.part else month + point.mark
        mark = "~" if point.part in _ABOUT_MONTH else point.mark
        return f"{month}-{ranges[0]:02d}{mark}/{month}-{min(ranges[1], days):02d}{mark}"
    if not 1 <= point.day <= days:
        return ""
    if point.minute is None:
        return f"{month}-{point.day:02d}{point.mark}"
    if not 0 <= point.minute <= 1440:
        return ""
    at = dt.datetime(point.year, point.month, point.day) + dt.timedelta(minutes=point.minute)
    return at.isoformat(timespec="minutes")


def _spell_year(point: Point, year: str) -> str:
    if not point.part:
        return year + point.mark
    if point.part in SEASONS:
        return f"{year}-{SEASONS[point.part]}"
    ranges = _IN_YEAR.get(point.part) or _ABOUT_YEAR.get(point.part)
    if ranges is None:
        return ""
    mark = "~" if point.part in _ABOUT_YEAR else point.mark
    return f"{year}-{ranges[0]:02d}{mark}/{year}-{ranges[1]:02d}{mark}"


def first_of(edtf: str) -> str:
    """Return the beginning of a date or interval as an EDTF date."""
    return edtf.partition("/")[0]


def last_of(edtf: str) -> str:
    """Return the end of a date or interval as an EDTF date."""
    head, slash, tail = edtf.partition("/")
    return tail if slash else head


def interval(first: Point, last: Point) -> str:
    """Return the EDTF interval from *first* to *last*, or nothing where it would end before it begins.

    Times are left out: few readers of EDTF know them inside intervals, and the days are what counts there.
    """
    low, high = spell(replace(first, minute=None)), spell(replace(last, minute=None))
    if not low or not high or low[:1] == "[" or high[:1] == "[":
        return ""
    text = f"{_day(first_of(low))}/{_day(last_of(high))}"
    return text if bounds_or_none(text) else ""


def until(point: Point) -> str:
    """Return everything up to the end of *point*, as EDTF."""
    text = _deadline(replace(point, minute=None))
    return f"../{_day(last_of(text)).rstrip('~?')}" if text and text[0] != "[" else ""


def since(point: Point) -> str:
    """Return everything from the beginning of *point*, as EDTF."""
    text = spell(replace(point, minute=None))
    return f"{_day(first_of(text))}/.." if text and text[0] != "[" else ""


def _deadline(point: Point) -> str:
    """The end of a year or month, where *before its end* is said, is its last day."""
    if point.part == "late" and point.year is not None:
        month = point.month or 12
        if 1 <= month <= 12:
            return spell(replace(point, month=month, part="", day=calendar.monthrange(point.year, month)[1]))
    return spell(point)


def _day(text: str) -> str:
    return text.partition("T")[0]


def bounds_or_none(edtf: str) -> tuple[str, str] | None:
    """Return the bounds of *edtf*, or None where it has none."""
    try:
        return bounds(edtf)
    except ValueError:
        return None
