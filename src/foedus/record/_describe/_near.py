"""Dates looked for near some places only, yet read as in the whole text: each piece begins where no date can reach."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .._dates import DateFound, find_dates
from ._view import View

_BEFORE_ENGLISH = 420
"""Characters before an English date that bear on it: a year named in its sentence, and the words that lead to it."""
AFTER = 160
"""Characters behind the beginning of a date that may belong to it."""
_APART = re.compile("[a-z]{10}")
"""A word that stands in no date: what is before it is no part of one behind it."""
_LOOK = 2000
_FULL_WIDTH = re.compile("[\u2e80-\U0010ffff]")
_BACK = re.compile("同年|该年|翌年|次年|同月|当月|该月|次月|同日|同天|当日|当天|该日|次日|翌日|第二天")
"""Words that mean the last date read, however far away it is."""
_LONE_YEAR = re.compile("[A-Za-z（(［\\[][ \t\u00a0\n-]{0,3}[12１２][0-9０-９]{3}(?![ \u3000]?年)")
"""A year in figures alone, which is read as one only where the text has Latin words."""


def dates_after(view: View, places: Iterable[int], base: str, *, reach: int) -> tuple[DateFound, ...]:
    """Return at least the dates of English text that begin within *reach* characters after one of *places*, in order.

    >>> from .._copy import ReadingCopy
    >>> from ._view import view_of
    >>> view = view_of(ReadingCopy.of("By my letter of May 2, 1903 I told you."), 0, 39)
    >>> [date.edtf for date in dates_after(view, [12], "", reach=16)]
    ['1903-05-02']
    """
    text = view.text
    joined: list[tuple[int, int]] = []
    for place in places:
        start, end = joined[-1] if joined else (0, 0)
        low = place - _BEFORE_ENGLISH
        apart = _APART.search(text, max(end, low - _LOOK), low) if low > end else None
        if joined and apart is None:
            joined[-1] = start, place + reach + AFTER
        else:
            joined.append((apart.start() if apart is not None else 0, place + reach + AFTER))
    if joined and not text.isascii() and _FULL_WIDTH.search(text):
        return view.dates(base)
    return tuple(date for start, end in joined for date in _shifted(text, start, end, base))


def dates_before(view: View, places: Iterable[int], base: str, *, reach: int) -> tuple[DateFound, ...]:
    """Return at least the dates of Chinese text that end within *reach* characters before one of *places*, in order.

    No Chinese date runs across a full stop, and a year holds within its sentence.
    """
    text = view.text
    joined: list[tuple[int, int]] = []
    for place in places:
        last = joined[-1][1] if joined else 0
        low = max(last, place - reach - AFTER)
        start = text.rfind("。", last, low) + 1 if low > last else 0
        if joined and not start:
            joined[-1] = joined[-1][0], place + AFTER
        else:
            joined.append((start, place + AFTER))
    if any(_BACK.search(text, *piece) or _LONE_YEAR.search(text, *piece) for piece in joined):
        return view.dates(base)
    return tuple(date for start, end in joined for date in _shifted(text, start, end, base))


def _shifted(text: str, start: int, end: int, base: str) -> Iterator[DateFound]:
    for date in find_dates(text[start:end], base=base):
        yield replace(date, start=date.start + start, end=date.end + start)
