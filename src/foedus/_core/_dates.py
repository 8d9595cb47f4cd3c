"""Partial dates and intervals, a subset of EDTF (ISO 8601-2 level 0 and 1)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date; write 1958, 1958-02 or 1958-02-19")
    year, month, day = int(match[1]), match[2], match[3]
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if day is None:
        return dt.date(year, int(month), 1), dt.date(year, int(month), calendar.monthrange(year, int(month))[1])
    date = dt.date(year, int(month), int(day))
    return date, date


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, month, day or an interval of them; ``~`` or ``?`` after it marks doubt.

    >>> date = PartialDate.parse("1958-03/1958-04")
    >>> date.first.isoformat(), date.last.isoformat()
    ('1958-03-01', '1958-04-30')
    >>> PartialDate.parse("1958~").uncertain
    True
    """

    text: str
    first: dt.date
    """The earliest day it may mean; sorting uses this one."""
    last: dt.date
    """The latest day it may mean; a deadline is over after this one."""
    uncertain: bool = False

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read *text*; raise ValueError, saying what to write, if it is no date."""
        bare = text.strip()
        uncertain = bare.endswith(("~", "?"))
        bare = bare.rstrip("~?")
        start, _, end = bare.partition("/")
        first = _bounds(start)
        last = _bounds(end) if end else first
        if last[1] < first[0]:
            raise ValueError(f"{text!r} ends before it begins")
        return cls(text.strip(), first[0], last[1], uncertain)

    def __str__(self) -> str:
        return self.text
