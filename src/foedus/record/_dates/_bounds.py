"""The first and the last day an EDTF date may mean, as plain ISO text that sorts."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

FIRST, LAST = "0001-01-01", "9999-12-31"
"""What an open or unknown end sorts as."""

_POINT = re.compile(
    r"([0-9]{1,4}X{0,3})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?"
    r"(?:(T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?)(?:Z|[+-][0-2][0-9](?::?[0-5][0-9])?)?)?[?~%]?"
)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[str, str]:
    """Return the first and the last day of *edtf*; an open end is 0001-01-01 or 9999-12-31.

    A time stays with its day, as the clock of the place showed it: the zone is left out. Winter (24) begins in
    December of its year and ends in the February after.

    >>> bounds("1950-05"), bounds("../1958-12-31")
    (('1950-05-01', '1950-05-31'), ('0001-01-01', '1958-12-31'))
    >>> bounds("1958-02-08T18:20:00-05:00")
    ('1958-02-08T18:20:00', '1958-02-08T18:20:00')

    Raises:
        ValueError: The text is no EDTF of the kinds read here.
    """
    text = edtf.strip()
    if text[:1] in "[{" and text[-1:] in "]}" and len(text) > 2:
        pairs = [bounds(member.strip().replace("..", "/")) for member in text[1:-1].split(",")]
        return min(first for first, _ in pairs), max(last for _, last in pairs)
    head, slash, tail = text.partition("/")
    if not slash:
        return _of_point(head, edtf)
    first = FIRST if head in ("", "..") else _of_point(head, edtf)[0]
    last = LAST if tail in ("", "..") else _of_point(tail, edtf)[1]
    if last < first:
        raise ValueError(f"{edtf!r} ends before it begins")
    return first, last


def _of_point(text: str, whole: str) -> tuple[str, str]:
    match = _POINT.fullmatch(text)
    if match is None or len(match[1]) != 4:
        raise ValueError(f"{whole!r} is not an EDTF date; write 1958, 1958-02, 1958-02-19 or an interval of them")
    year, month, day, time = match[1], match[2], match[3], match[4] or ""
    low, high = year.replace("X", "0"), year.replace("X", "9")
    low = max(low, "0001")
    if month is None or month == "XX":
        return f"{low}-01-01", f"{high}-12-31"
    if "X" in month or "X" in year:
        raise ValueError(f"{whole!r} leaves out digits that are not read here")
    number = int(month)
    if number in _SEASONS:
        begins, ends = _SEASONS[number]
        last_year = int(year) + (ends < begins)
        return f"{year}-{begins:02d}-01", f"{last_year:04d}-{ends:02d}-{_days(last_year, ends):02d}"
    if not 1 <= number <= 12:
        raise ValueError(f"{whole!r} has no month {month}")
    days = _days(int(year), number)
    if day is None or day == "XX":
        return f"{year}-{month}-01", f"{year}-{month}-{days:02d}"
    if "X" in day or not 1 <= int(day) <= days:
        raise ValueError(f"{whole!r} has no day {day}")
    return f"{year}-{month}-{day}{time}", f"{year}-{month}-{day}{time}"


def _days(year: int, month: int) -> int:
    return calendar.monthrange(max(year, 1), month)[1] if year <= 9999 else 31
