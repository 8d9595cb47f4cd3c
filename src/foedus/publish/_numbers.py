"""The one place where numbers and dates become text, in both languages.

Shares are whole percents, but never ``0%`` or ``100%`` for what is possible or not certain; values and regrets have
two decimals, three where they are small.
"""

from __future__ import annotations

import math
import re

from foedus._core import PartialDate
from foedus.judge import Estimate

MINUS = "\N{MINUS SIGN}"
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def percent(share: float) -> str:
    """Return a share as a percentage.

    >>> percent(0.8125), percent(0.001), percent(0.9999), percent(0.0), percent(1.0)
    ('81%', '<1%', '>99%', '0%', '100%')
    """
    if not math.isfinite(share):
        return "–"
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1 - 1e-12:
        return ">99%"
    return f"{round(100 * share)}%"


def decimal(value: float, *, places: int = 2) -> str:
    """Return *value* with a true minus sign; a rounded zero has no sign.

    >>> decimal(-0.046), decimal(-0.0001), decimal(0.031, places=3)
    ('−0.05', '0.00', '0.031')
    """
    if not math.isfinite(value):
        return "–"
    text = f"{abs(value):.{places}f}"
    return MINUS + text if value < 0 and float(text) != 0 else text


def signed(value: float, *, places: int = 2) -> str:
    """Return *value* with its sign, also where it is positive.

    >>> signed(0.063), signed(-0.2), signed(0)
    ('+0.06', '−0.20', '0.00')
    """
    text = decimal(value, places=places)
    return text if text.startswith(MINUS) or not any(c in "123456789" for c in text) else f"+{text}"


def places_for(*values: float) -> int:
    """Return how many decimals tell *values* from zero: two, or three where all are below a tenth.

    >>> places_for(0.031, 0.2), places_for(0.031, 0.08)
    (2, 3)
    """
    return 2 if max((abs(v) for v in values if math.isfinite(v)), default=1.0) >= 0.1 else 3


def interval(estimate: Estimate, *, places: int = 2) -> str:
    """Return a mean with its interval.

    >>> interval(Estimate(0.031, 0.02, 0.04))
    '0.03 [0.02, 0.04]'
    """
    low, high = decimal(estimate.low, places=places), decimal(estimate.high, places=places)
    return f"{decimal(estimate.mean, places=places)} [{low}, {high}]"


def scientific(value: float) -> str:
    """Return a small number as a power of ten.

    >>> scientific(2.3e-9), scientific(0.0), scientific(0.25)
    ('2.3 × 10⁻⁹', '0', '0.25')
    """
    if value == 0:
        return "0"
    if not math.isfinite(value):
        return "–"
    if 0.01 <= abs(value) < 1000:
        return f"{value:.2g}" if abs(value) < 1 else f"{value:.3g}"
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    return f"{mantissa.replace('-', MINUS)} × 10{str(int(exponent)).translate(_SUPERSCRIPT)}"


def count(number: int) -> str:
    """Return a whole number with thousands apart.

    >>> count(1024)
    '1,024'
    """
    return f"{number:,}".replace("-", MINUS)


def date(value: PartialDate | None, language: str) -> str:
    """Return a date as it is written in *language*, with what is unknown left out.

    >>> date(PartialDate.parse("1958-02-19"), "en"), date(PartialDate.parse("1958-03/1958-04"), "zh")
    ('19 February 1958', '1958年3月至4月')
    """
    return edtf(value.text, language) if value else ""


def edtf(text: str, language: str) -> str:
    """Return an EDTF text as it is written in *language*; anything else comes back as it is.

    >>> edtf("1958-03/1958-04", "en"), edtf("1958~", "en"), edtf("1958-02", "zh"), edtf("at dawn", "en")
    ('March–April 1958', 'about 1958', '1958年2月', 'at dawn')
    """
    bare = text.strip().rstrip("~?")
    doubtful = bare != text.strip()
    points = [_POINT.fullmatch(part) for part in bare.split("/")]
    found = [[int(part) if part else 0 for part in match.groups()] for match in points if match is not None]
    if not found or len(found) != len(points) or any(month > 12 for _, month, _ in found):
        return text
    written = (_chinese if language == "zh" else _english)(found)
    if doubtful:
        return f"约{written}" if language == "zh" else f"about {written}"
    return written


def _english(points: list[list[int]]) -> str:
    texts = [" ".join(filter(None, (str(d or ""), _MONTHS[m - 1] if m else "", str(y)))) for y, m, d in points]
    if len(points) == 1:
        return texts[0]
    (y1, m1, d1), (y2, m2, d2) = points[0], points[-1]
    if y1 == y2 and m1 == m2 and d1 and d2:
        return f"{d1}–{texts[-1]}"
    if y1 == y2 and m1 and m2:
        first = " ".join(filter(None, (str(d1 or ""), _MONTHS[m1 - 1])))
        return f"{first} – {texts[-1]}" if d1 or d2 else f"{first}–{texts[-1]}"
    return f"{texts[0]} – {texts[-1]}"


def _chinese(points: list[list[int]]) -> str:
    def write(y: int, m: int, d: int) -> str:
        return (f"{y}年" if y else "") + (f"{m}月" if m else "") + (f"{d}日" if d else "")

    first, last = points[0], points[-1]
    if len(points) == 1:
        return write(*first)
    year = 0 if last[0] == first[0] and last[1] else last[0]
    month = 0 if not year and last[1] == first[1] and last[2] else last[1]
    return f"{write(*first)}至{write(year, month, last[2])}"
