"""Finding dates in a text of either language."""

from __future__ import annotations

from ._chinese import chinese_dates
from ._context import base_day
from ._english import english_dates
from ._found import DateFound
from ._point import bounds_or_none

# Fullwidth forms, dashes and the signs of Korean dates read as what they stand for; one character for one, so that
# offsets stay what they are.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_READ = str.maketrans("‐‑‒–—―−－~〜～時號點년월일시분後內·．", "-----------时号点年月日时分后内..")
_TABLE = {**_WIDE, **_READ, 0xFF5E: ord("-")}


def find_dates(text: str, *, base: str = "") -> tuple[DateFound, ...]:
    """Return the dates *text* states, in order and not overlapping.

    What gives no year is completed from *base*, the EDTF date of the document, or from a year named before it in the
    same sentence; without either it is not returned, like everything else that cannot be read for certain.

    >>> found = find_dates("一九五八年三月至四月撤出，年底以前全部撤完", base="1958-01-24")
    >>> [(date.text, date.edtf) for date in found]
    [('一九五八年三月至四月', '1958-03/1958-04'), ('年底以前', '../1958-12-31')]
    >>> [date.edtf for date in find_dates("From March 12 to 15, 1951; about 1960; by the end of 1958")]
    ['1951-03-12/1951-03-15', '1960~', '../1958-12-31']
    """
    read = text if text.isascii() else text.translate(_TABLE)
    day = base_day(base)
    spans = [*chinese_dates(read, day), *english_dates(read, day)]
    spans.sort(key=lambda found: (found[0], -found[1]))
    dates: list[DateFound] = []
    for start, end, edtf in spans:
        if dates and start < dates[-1].end:
            continue
        if bounds_or_none(edtf) is not None:
            dates.append(DateFound(start, end, text[start:end], edtf))
    return tuple(dates)
