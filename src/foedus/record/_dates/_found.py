"""A date found in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class DateFound:
    """An expression and the date it states."""

    start: int
    end: int
    text: str
    """As printed."""
    edtf: str
    """EDTF; with the time to the minute where one is printed (``1950-05-14T04:10``)."""
