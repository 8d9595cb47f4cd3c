"""Probabilities as text that reads back as the same floating-point numbers and sums to one exactly."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

_SUM_TOLERANCE = 1e-6
_DENOMINATOR = 10_000


def number_text(value: float) -> str:
    """Return the shortest decimal that reads back as *value*, without an exponent: Gambit does not read ``1e+20``.

    >>> number_text(2.0), number_text(0.1), number_text(-0.0), number_text(1e20), number_text(2.5e-7)
    ('2', '0.1', '0', '100000000000000000000', '0.00000025')
    """
    if not math.isfinite(value):
        raise ValueError(f"a file cannot hold the number {value}")
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text


def probability_texts(values: tuple[float, ...]) -> list[str]:
    """Return the probabilities of one chance move as decimals, or as rationals where decimals do not sum to one.

    Each reads back as the number given, unless no numbers that do so sum to one; then each is divided by the sum.

    Raises:
        ValueError: they do not sum to one, or one is negative.

    >>> probability_texts((0.25, 0.75)), probability_texts((1 / 3, 1 / 3, 1 / 3))
    (['0.25', '0.75'], ['1/3', '1/3', '1/3'])
    """
    if min(values) < 0 or abs(math.fsum(values) - 1.0) > _SUM_TOLERANCE:
        raise ValueError(f"the probabilities {values} of a chance move do not sum to 1")
    decimals = [number_text(value) for value in values]
    if sum(map(Fraction, decimals)) == 1:
        return decimals
    simple = [Fraction(value).limit_denominator(_DENOMINATOR) for value in values]
    if sum(simple) == 1 and all(float(part) == value for part, value in zip(simple, values, strict=True)):
        return [str(part) for part in simple]
    return [str(part) for part in _spread(values)]


def _spread(values: tuple[float, ...]) -> list[Fraction]:
    """Return fractions that sum to one, each within the rounding of its number if that is possible at all."""
    exact = [Fraction(value) for value in values]
    total = sum(exact)
    room = [Fraction(math.ulp(value)) if value else Fraction(0) for value in values]
    moved = [part - (total - 1) * own / sum(room) for part, own in zip(exact, room, strict=True)]
    if all(float(part) == value for part, value in zip(moved, values, strict=True)):
        return moved
    return [part / total for part in exact]
