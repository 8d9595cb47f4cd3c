"""The order of documents: by the first day they may be of, stated once for every list, page and export.

The rule for uncertain dates: a document sorts by the *first* day its date may mean; on that day, exact dates stand
before spans; a date whose beginning is open sorts by its end; documents without a date come last. Within a day the
order is the printed time, then the order of reading.
"""

from __future__ import annotations

import datetime as dt

from .._dates import bounds

UNDATED = 4_000_000
"""Stands for the day of a document without a date, after every day there is."""
SLOTS = 20
"""Bits for the documents of one day."""


def day_bounds(edtf: str) -> tuple[str, str]:
    """Return the first and last day *edtf* may mean, ISO; empty where open, unknown or unreadable.

    >>> day_bounds("1950-05"), day_bounds("../1958-12-31"), day_bounds("1950-05-14T04:10~")
    (('1950-05-01', '1950-05-31'), ('', '1958-12-31'), ('1950-05-14', '1950-05-14'))
    """
    if not edtf:
        return "", ""
    try:
        first, last = bounds(edtf)
    except ValueError:
        return "", ""
    first, last = first[:10], last[:10]
    head, _, tail = edtf.partition("/")
    open_start = "/" in edtf and head.strip() in ("", "..")
    open_end = "/" in edtf and tail.strip() in ("", "..")
    return "" if open_start else first, "" if open_end else last


def sort_day(first: str, last: str) -> int:
    """Return the day number a document with these bounds sorts by, exact dates before spans that begin that day."""
    exact = first == last and first != ""
    anchor = first or last
    if not anchor:
        return UNDATED << 1
    return (day_number(anchor) << 1) + (not exact)


def day_number(iso: str) -> int:
    """Return the number of a day, 1 for 0001-01-01; a day that no calendar has sorts as the first of its month.

    >>> day_number("1950-05-14") - day_number("1950-05-13")
    1
    """
    try:
        return dt.date.fromisoformat(iso).toordinal()
    except ValueError:
        return dt.date(max(1, min(9999, int(iso[:4]))), max(1, min(12, int(iso[5:7] or 1))), 1).toordinal()


def first_key(day: int) -> int:
    """Return the smallest number a document of the sort day *day* can have."""
    return day << SLOTS
