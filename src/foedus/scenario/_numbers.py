"""Numbers and ranges as they stand in a case: ``3``, ``-0.05..-0.01``."""

from __future__ import annotations

import re
from decimal import Decimal

from ._keys import NUMBER
from ._model import Interval

_NUMBER = re.compile(NUMBER)
_RANGE = re.compile(rf"({NUMBER})\s*\.\.\s*({NUMBER})")


def read_number(text: str) -> float | None:
    """Return the number *text* states, or None.

    >>> read_number("-0.5"), read_number("1e9")
    (-0.5, None)
    """
    return float(text) if _NUMBER.fullmatch(text) else None


def read_bounds(text: str) -> tuple[float, float] | None:
    """Return both ends of ``a..b`` (or of a number, twice) in the order written, or None.

    >>> read_bounds("3..0"), read_bounds("0.5"), read_bounds("a..b")
    ((3.0, 0.0), (0.5, 0.5), None)
    """
    if match := _RANGE.fullmatch(text):
        return float(match[1]), float(match[2])
    number = read_number(text)
    return None if number is None else (number, number)


def number_text(value: float) -> str:
    """Return *value* in its shortest decimal form.

    >>> number_text(3.0), number_text(-0.05), number_text(1e-7)
    ('3', '-0.05', '0.0000001')
    """
    return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")


def interval_text(interval: Interval) -> str:
    """Return *interval* as a case writes it.

    >>> interval_text(Interval(-0.05, -0.01)), interval_text(Interval(1, 1))
    ('-0.05..-0.01', '1')
    """
    low, high = number_text(interval.low), number_text(interval.high)
    return low if low == high else f"{low}..{high}"
