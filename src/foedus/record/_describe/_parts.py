"""The parts of a document that is being described, and what is found in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from .._authority import Authority
from .._copy import ReadingCopy
from .._reading import DateRead, DocumentRead, PartyRead, Segment
from ._names import canonical, known
from ._view import View, view_of


@dataclass(frozen=True)
class Parts:
    """Heading and body of a document; offsets are characters of the copy."""

    copy: ReadingCopy
    segment: Segment
    heading_at: int
    body: int
    body_end: int
    language: str
    heading_dates: tuple[DateRead, ...]
    base: str
    """The date of the heading, which completes the others."""
    authority: Authority
    citation: str
    within: DocumentRead | None = None
    """The document it stands in."""

    @property
    def heading(self) -> str:
        """The printed heading."""
        return self.copy.text[self.heading_at : self.body]

    def view(self, start: int, end: int) -> View:
        """Return the view of the characters *start* to *end* of the copy."""
        return view_of(self.copy, start, end)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source of the characters *start* to *end* of the copy."""
        return self.copy.to_source(start, end)

    def party(self, role: str, name: str, view: View, start: int, end: int, basis: str) -> PartyRead:
        """Return the party that *name*, printed from *start* to *end* of *view*, stands for."""
        known_as = known(name, self.authority)
        first, last = view.source(start, end) if 0 <= start < end else (-1, -1)
        return PartyRead(role, name, known_as.id if known_as is not None else "", first, last, basis)

    def shown(self, name: str) -> str:
        """Return the name by which a party is shown."""
        return canonical(name, self.authority, on=self.base)


@dataclass
class Stated:
    """What the parts of a document state."""

    kind: str = ""
    sender: str = ""
    recipient: str = ""
    via: str = ""
    reference: str = ""
    place: str = ""
    dates: list[DateRead] = field(default_factory=list)
    parties: list[PartyRead] = field(default_factory=list)
