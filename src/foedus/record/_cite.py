"""Citing: from a span or a pasted quotation in the reader's copy to the lines a calendar keeps."""

from __future__ import annotations

from dataclasses import dataclass

from ._calendar import Fingerprint
from ._fingerprint import fingerprint
from ._fold import fold
from ._ingest import SourceText, span

MAX_PLACES = 100
"""Places of one quotation that are listed."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Where a quotation stands in a source, in characters, and its fingerprint."""

    start: int
    end: int
    fingerprint: Fingerprint


def cite(source: SourceText, *, start: int, end: int) -> Fingerprint:
    """Return the fingerprint of the characters of *source* from *start* to *end*.

    Raises:
        ValueError: the span is not inside the text, or holds no letter.

    >>> from pathlib import Path
    >>> cite(SourceText(Path("a.txt"), "They will not come back.", "utf-8"), start=5, end=13).length
    7
    """
    if not 0 <= start < end <= len(source.text):
        raise ValueError(f"a span needs 0 <= start < end <= {len(source.text)}, not {start} to {end}")
    first, last = source.folded.position(start), source.folded.position(end)
    if first == last:
        raise ValueError(f"there is no letter or digit between {start} and {end}")
    return fingerprint(source.folded, first, last)


def cite_quotation(source: SourceText, quotation: str) -> list[Quotation]:
    r"""Return each place where *quotation* stands in *source*, whatever its spaces, widths and case; 100 at most.

    >>> from pathlib import Path
    >>> source = SourceText(Path("a.txt"), "They will\nnot come back.", "utf-8")
    >>> [(place.start, place.end) for place in cite_quotation(source, "Will not")]
    [(5, 13)]
    """
    folded = fold(quotation)
    sought = folded.text(0, len(folded))
    if not sought:
        return []
    text = source.folded.text(0, len(source.folded))
    places: list[Quotation] = []
    first = text.find(sought)
    while first >= 0 and len(places) < MAX_PLACES:
        start, end = span(source, first, first + len(sought))
        places.append(Quotation(start, end, fingerprint(source.folded, first, first + len(sought))))
        first = text.find(sought, first + 1)
    return places
