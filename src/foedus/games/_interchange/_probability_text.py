"""Numbers as text that reads back as the same floating-point numbers; probabilities also sum to one exactly.

A number that came from a file is written as it was there: its parameter is named so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction
from types import MappingProxyType

_SUM_TOLERANCE = 1e-6
_DENOMINATOR = 10_000
_MOST_DIGITS = 60
_AS_WRITTEN = re.compile(r"-?(?:\d++(?:\.\d*+)?+|\.\d++)", re.ASCII)
_RATIONAL = re.compile(r"(-?\d{1,300}+)/(\d{1,300}+)", re.ASCII)
_NOTHING: Mapping[float, str] = MappingProxyType({})


def numbers_as_named(names: Sequence[str], values: Sequence[float]) -> dict[float, str]:
    """Return how to write those of *values* whose parameters are named by a number: themselves, as a file had them.

    >>> numbers_as_named(["1/3", "0.50", "2e1", "war", "7"], [1 / 3, 0.5, 20.0, 1.0, 8.0])
    {0.3333333333333333: '1/3', 0.5: '0.50'}
    """
    found = {}
    for name, value in zip(names, values, strict=True):
        rational = _RATIONAL.fullmatch(name) if "/" in name else None
        if rational is not None:
            below = int(rational[2])
            same = below > 0 and int(rational[1]) / below == value
        else:
            same = _AS_WRITTEN.fullmatch(name) is not None and float(name) == value
        if same:
            found[value] = name
    return found


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


def probability_texts(
    values: tuple[float, ...], *, texts: Mapping[float, str] = _NOTHING, plain: bool = False
) -> list[str]:
    """Return the probabilities of one chance move as decimals, or as rationals where decimals do not sum to one.

    Each reads back as the number given, unless no numbers that do so sum to one; then each is divided by the sum.
    Where *texts* has them all and they sum to one, those are used. Where *plain*, none is a rational of large numbers,
    and the largest may be off by the rounding of its number.

    Raises:
        ValueError: they do not sum to one, or one is negative.

    >>> probability_texts((0.25, 0.75)), probability_texts((1 / 3, 1 / 3, 1 / 3))
    (['0.25', '0.75'], ['1/3', '1/3', '1/3'])
    """
    if min(values) < 0 or abs(math.fsum(values) - 1.0) > _SUM_TOLERANCE:
        raise ValueError(f"the probabilities {values} of a chance move do not sum to 1")
    given = [texts.get(value, "") for value in values]
    if all(given) and sum(map(Fraction, given)) == 1:
        return given
    decimals = [number_text(value) for value in values]
    if sum(map(Fraction, decimals)) == 1:
        return decimals
    simple = [Fraction(value).limit_denominator(_DENOMINATOR) for value in values]
    if sum(simple) == 1 and all(float(part) == value for part, value in zip(simple, values, strict=True)):
        return [str(part) for part in simple]
    completed = _completed(values, decimals)
    if completed and (plain or float(completed[values.index(max(values))]) == max(values)):
        return completed
    return [str(part) for part in _spread(values)]


def _completed(values: tuple[float, ...], decimals: list[str]) -> list[str]:
    """Return *decimals* with the largest replaced by what is missing to one; none if that has very many digits."""
    place = values.index(max(values))
    with localcontext(Context(prec=_MOST_DIGITS, traps=[Inexact])):
        try:
            rest = 1 - sum((Decimal(text) for text in decimals[:place] + decimals[place + 1 :]), Decimal(0))
        except Inexact:
            return []
    return [*decimals[:place], format(rest, "f"), *decimals[place + 1 :]]


def _spread(values: tuple[float, ...]) -> list[Fraction]:
    """Return fractions that sum to one, each within the rounding of its number if that is possible at all."""
    exact = [Fraction(value) for value in values]
    total = sum(exact)
    room = [Fraction(math.ulp(value)) if value else Fraction(0) for value in values]
    moved = [part - (total - 1) * own / sum(room) for part, own in zip(exact, room, strict=True)]
    if all(float(part) == value for part, value in zip(moved, values, strict=True)):
        return moved
    return [part / total for part in exact]
