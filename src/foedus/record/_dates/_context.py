"""What completes a date that gives no year: the date of the document, and the dates that stand before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from ._point import Point, bounds_or_none, spell

_TURN, _NEAR, _SURE = 240, 125, 150
"""In days: so far away the year of the base is doubted; so near another year is taken; beyond it the year is unsure."""


@dataclass
class Context:
    """The base date and the last date read, as far as they are days of the calendar."""

    base: dt.date | None
    last: Point | None = None
    """The last date that named a month or a day, with its year."""
    year: tuple[int, int] = field(default=(0, -10_000))
    """The last year the text itself names, and where."""

    def complete(self, point: Point, *, clause: int) -> Point | None:
        """Return *point* with its year, or None where nothing says which year it is.

        A year named since *clause*, where the sentence begins, is the year meant; else it is the year of the base, but
        at the turn of the year the one that brings the date near. A date far from the base either way is unsure.
        """
        if point.ready or point.decade is not None or point.year is not None:
            return point
        if point.month is None:
            return None
        year, at = self.year
        if year and at >= clause:
            return replace(point, year=year, stated_year=False)
        if self.base is None:
            return None
        far = {
            year: _distance(point, year, self.base) for year in (self.base.year, self.base.year - 1, self.base.year + 1)
        }
        nearest = min(far, key=lambda year: far[year])
        year = nearest if far[self.base.year] > _TURN and far[nearest] <= _NEAR else self.base.year
        return replace(point, year=year, stated_year=False, mark=point.mark or ("?" if far[year] > _SURE else ""))

    def shift_year(self, years: int) -> int | None:
        """Return the year of the base moved by *years*."""
        return None if self.base is None else self.base.year + years

    def shift_month(self, months: int) -> tuple[int, int] | None:
        """Return year and month of the base moved by *months*."""
        if self.base is None:
            return None
        count = self.base.year * 12 + self.base.month - 1 + months
        return count // 12, count % 12 + 1

    def shift_day(self, days: int) -> dt.date | None:
        """Return the base moved by *days*."""
        return None if self.base is None else self.base + dt.timedelta(days=days)

    def after_last(self, days: int) -> dt.date | None:
        """Return the last day read moved by *days*."""
        if self.last is None or self.last.day is None:
            return None
        text = spell(replace(self.last, minute=None, mark=""))
        return dt.date.fromisoformat(text) + dt.timedelta(days=days) if text else None

    def remember(self, point: Point) -> None:
        """Take *point* as the last date read."""
        if point.year is not None and not point.ready and point.decade is None:
            if point.stated_year:
                self.year = point.year, point.start
            if point.month is not None:
                self.last = point


def base_day(edtf: str) -> dt.date | None:
    """Return the first day of an EDTF date, or None where it says none."""
    found = bounds_or_none(edtf) if edtf else None
    if found is None:
        return None
    first, last = found
    for text in (first, last):
        if text[:4] not in ("0001", "9999"):
            return dt.date.fromisoformat(text[:10])
    return None


def _distance(point: Point, year: int, base: dt.date) -> int:
    """Return how many days lie between *base* and the month and day of *point* in *year*."""
    month = point.month or 1
    if not 1 <= year <= 9998 or not 1 <= month <= 12:
        return 10_000
    return abs(dt.date(year, month, 1).toordinal() + (point.day or 15) - 1 - base.toordinal())
