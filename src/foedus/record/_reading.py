"""What reading a file yields: documents, notes, dates, parties, links; all offsets are characters of the source text.

These are the values every step of reading hands on (see docs/decisions/0009-reading.md). They say what was found and on
which *basis*; nothing here is corrected by a guess, and two statements that contradict each other are both kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

DOCUMENT_KINDS = (
    "telegram", "letter", "conversation", "minutes", "report", "memorandum", "resolution", "directive", "order",
    "note", "statement", "communique", "treaty", "protocol", "speech", "article", "chapter", "chronology", "analysis",
    "commentary", "editorial-note", "list", "attachment", "other",
)  # fmt: skip
"""What a document may be."""

DATE_ROLES = ("drafted", "sent", "received", "deciphered", "forwarded", "meeting", "heading", "published", "noted")
"""What a date may be the date of; ``heading`` is the date a title gives, ``noted`` one that only a note gives."""

PARTY_ROLES = ("sender", "recipient", "via", "copy", "participant", "signatory", "author", "speaker")
"""What a party may be to a document."""

_ONE_NAME = re.compile(r"(?:[（(\[][^（）()\[\]]{0,400}[）)\]]|[^、；;])+")

LINK_KINDS = ("answers", "mentions", "encloses", "quotes")
"""How a document may point to another."""


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date as a document states it: never mended, never overwritten by another."""

    role: str
    edtf: str
    """EDTF (ISO 8601-2), with the time where one is printed: ``1950-05-14T04:10``."""
    text: str
    """As printed."""
    start: int
    end: int
    basis: str
    """Where it stands: ``heading``, ``opening``, ``closing``, ``markup``, ``front-matter`` or ``note``."""


@dataclass(frozen=True, slots=True)
class PartyRead:
    """A party as a document names it, and as the authority file knows it."""

    role: str
    name: str
    """As printed, without noise."""
    party: str = ""
    """The id in the authority file; empty while unknown."""
    start: int = -1
    end: int = -1
    basis: str = ""


def several(names: str) -> tuple[str, ...]:
    """Return the parties that one cell names: ``sender`` and ``recipient`` join them by ``、`` or ``; ``.

    >>> several("Envoy; Consul"), several("远东司（甲、乙）、丙")
    (('Envoy', 'Consul'), ('远东司（甲、乙）', '丙'))
    """
    found = (match[0].strip() for match in _ONE_NAME.finditer(names))
    return tuple(name for name in found if name)


@dataclass(frozen=True, slots=True)
class NoteRead:
    """A note joined to its mark. ``at`` is -1 where no mark was found, ``start`` and ``end`` where no text was."""

    marker: str
    """As printed: ``①``, ``[12]``, ``〔1〕``, ``*``."""
    at: int
    start: int
    end: int
    text: str
    """As read: noise repaired, the mark left out."""
    kind: str = "footnote"
    """``footnote``, ``endnote``, ``source`` (where a document is kept) or ``document`` (on the document as a whole)."""
    cuts: bool = False
    """Whether the note stood inside a sentence, which was joined again."""


@dataclass(frozen=True, slots=True)
class Link:
    """One document points to another; ``target`` is empty where the record has no such document: a gap."""

    kind: str
    target: str
    text: str
    """The words that point, as read."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that cannot both be right; reported, not mended."""

    code: str
    """``dates-differ``, ``sum``, ``citation-order``, ``duplicate-mark`` …"""
    message: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """Where one document stands in a file, before anything is known about it but its heading."""

    start: int
    end: int
    """From its heading to the beginning of what follows; may contain captions and the like that are not its own."""
    title: str
    """As read: from the table of contents where there is one, else from the heading."""
    heading_start: int
    heading_end: int
    """The printed heading; equal where there is none."""
    basis: str
    """``contents``, ``form``, ``markup``, ``page`` or ``file``: what says that a document begins here."""
    section: str = ""
    """The part of the book it stands in."""
    label: str = ""
    """A label before the title: ``附录一``, ``Annex II``."""
    kind: str = ""
    """Where the form tells it (a chronology, an analysis, a commentary); else empty and found later."""
    parent: int = -1
    """Number of the segment it is contained in, for a nested message or an attachment."""
    page: str = ""
    """Its first page, as printed in the contents."""


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """A document with everything its text and its file state about it."""

    id: str
    title: str
    kind: str
    start: int
    end: int
    date: str = ""
    """The one date to sort and cite by, EDTF; chosen among ``dates`` by the rule of docs/decisions/0009-reading.md."""
    sent_at: str = ""
    """When it was dispatched, EDTF with time where printed."""
    sender: str = ""
    """Canonical name as the authority file has it, else as printed; several are joined by ``、`` or ``; ``."""
    recipient: str = ""
    via: str = ""
    reference: str = ""
    """Number under which it was sent or kept."""
    citation: str = ""
    """Where it is printed or kept, resolved: 同上 and *ibid.* replaced by what they stand for."""
    citation_printed: str = ""
    language: str = ""
    place: str = ""
    section: str = ""
    label: str = ""
    page: str = ""
    parent: str = ""
    """Id of the document that contains it."""
    basis: str = ""
    heading_start: int = -1
    heading_end: int = -1
    body_start: int = -1
    body_end: int = -1
    """Its text without heading and without the citation line at its end."""
    dates: tuple[DateRead, ...] = ()
    parties: tuple[PartyRead, ...] = ()
    notes: tuple[NoteRead, ...] = ()
    links: tuple[Link, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    tags: tuple[str, ...] = ()
    url: str = ""
    metadata: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """What else the file states, key by key."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a file as its markup or layout tells it."""

    kind: str
    """``heading``, ``paragraph``, ``quote``, ``list``, ``table``, ``note``, ``page``, ``primary``, ``commentary`` …"""
    start: int
    end: int
    level: int = 0
    """Of a heading, 1 to 6."""
    label: str = ""
    """Of a note its mark, of a page its number, of a link its target."""
