"""The dates of a table as EDTF: ISO, digits in either order, or in words."""

from __future__ import annotations

import re
from functools import lru_cache

from .._dates import bounds, find_dates

_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?T?[0-9:Z+.-]{0,20}|[0-9X?~%./,\[\]{}TZ:+-]{4,60}")
_COMPACT = re.compile(r"([12][0-9]{3})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
_YEAR_FIRST = re.compile(
    r"([12][0-9]{3})[./-]([0-9]{1,2})(?:[./-]([0-9]{1,2}))?(?:[ T]+([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?)?"
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([12][0-9]{3})")
_FRACTION = re.compile(r"(T[0-9]{2}:[0-9]{2}:[0-9]{2})\.[0-9]{1,9}")


@lru_cache(maxsize=16384)
def table_date(value: str, *, day_first: bool | None = None) -> str:
    """Return a date of a table as EDTF, nothing where it cannot be told.

    Args:
        value: As written.
        day_first: Whether ``3/4/1958`` is in April, as other rows of the table tell; None where none does.

    >>> table_date("1958/2/8"), table_date("8.2.1958"), table_date("1958年2月8日"), table_date("13/2/1958")
    ('1958-02-08', '', '1958-02-08', '1958-02-13')
    >>> table_date("8.2.1958", day_first=True), table_date("1958-02/1958-03"), table_date("February 8, 1958")
    ('1958-02-08', '1958-02/1958-03', '1958-02-08')
    """
    text = _FRACTION.sub(r"\1", value.strip())
    if match := _COMPACT.fullmatch(text):
        return f"{match[1]}-{match[2]}-{match[3]}"
    if match := _YEAR_FIRST.fullmatch(text):
        time = f"T{int(match[4]):02d}:{match[5]}" if match[4] and match[3] else ""
        parts = [match[1], *(f"{int(part):02d}" for part in match.groups()[1:3] if part)]
        return _valid("-".join(parts) + time)
    if match := _YEAR_LAST.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        if first > 12 or first == second:
            day_first = True
        elif second > 12:
            day_first = False
        if day_first is None:
            return ""
        day, month = (first, second) if day_first else (second, first)
        return _valid(f"{match[3]}-{month:02d}-{day:02d}")
    if _ISO.fullmatch(text):
        return _valid(text)
    found = find_dates(text[:200])
    return found[0].edtf if len(found) == 1 else ""


def order_told(value: str) -> bool | None:
    """Return whether a date like ``13/2/1958`` has the day first; None where it does not tell."""
    match = _YEAR_LAST.fullmatch(value.strip())
    if match is None or (int(match[1]) <= 12 and int(match[2]) <= 12):
        return None
    return int(match[1]) > 12


def _valid(edtf: str) -> str:
    zone = re.search(r"(?:Z|[+-][0-9]{2}:[0-9]{2})\Z", edtf) if "T" in edtf else None
    try:
        bounds(edtf[: zone.start()] if zone else edtf)
    except ValueError:
        return ""
    return edtf
