"""A document found in the copy, in characters of the copy: what both ways of finding documents return."""

from __future__ import annotations

from dataclasses import dataclass

from .._copy import ReadingCopy
from .._reading import Segment


@dataclass(frozen=True, slots=True)
class Piece:
    """A document in the copy."""

    start: int
    end: int
    title: str
    heading: tuple[int, int]
    """Its printed heading; empty where there is none."""
    basis: str
    section: str = ""
    label: str = ""
    kind: str = ""
    parent: int = -1
    page: str = ""

    def in_source(self, copy: ReadingCopy) -> Segment:
        """Return it in characters of the source."""
        start, end = copy.to_source(self.start, self.end)
        if self.heading[0] < self.heading[1]:
            heading = copy.to_source(*self.heading)
        else:
            heading = (start, start)
        return Segment(
            start, end, self.title, heading[0], heading[1], self.basis, section=self.section, label=self.label,
            kind=self.kind, parent=self.parent, page=self.page,
        )  # fmt: skip
