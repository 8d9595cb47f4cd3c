"""The calendar: a case's documents and cited passages, without the texts."""

from __future__ import annotations

from dataclasses import dataclass, field

from foedus._core import Label, PartialDate, Place


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What finds a quotation again in any copy, without quoting it.

    All counts are in *letters*: letters and digits of the text after NFKC and case folding.
    """

    start: int
    """Number of letters of the document before the quotation."""
    length: int
    """Number of letters of the quotation."""
    rolling: str
    """Rolling hash of the quotation, hexadecimal: found in one pass."""
    digest: str
    """First 32 hexadecimal digits of SHA-256 of the quotation: confirms."""
    before: str
    """Rolling hash of the 16 letters before (fewer at the beginning)."""
    after: str
    """Rolling hash of the 16 letters after (fewer at the end)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one document that claims cite as ``document#passage``."""

    id: str
    gist: Label
    """What it says, in our own words."""
    fingerprint: Fingerprint | None
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """One source text as the archivist's calendar enters it (*regesta*)."""

    id: str
    title: Label
    kind: str
    date: PartialDate | None
    sender: str = ""
    recipient: str = ""
    via: str = ""
    language: str = ""
    reference: str = ""
    """Archive or book citation."""
    url: str = ""
    rights: str = ""
    summary: Label = Label()
    passages: tuple[Passage, ...] = ()
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The documents of a case in order of date."""

    documents: tuple[Document, ...] = ()

    def find(self, citation: str) -> tuple[Document, Passage | None] | None:
        """Return the document and passage that ``document#passage`` (or ``document``) names, or None."""
        name, _, passage_id = citation.partition("#")
        for document in self.documents:
            if document.id == name:
                if not passage_id:
                    return document, None
                for passage in document.passages:
                    if passage.id == passage_id:
                        return document, passage
        return None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a citation was found in the reader's own copy.

    ``status`` is ``holds`` (found at the position of the calendar), ``moved`` (found elsewhere), ``changed``
    (what surrounds it is there, the quotation is not), ``missing`` (not found) or ``unchecked`` (no sources given,
    or the passage has no fingerprint). ``start`` and ``end`` are character offsets in ``file`` as stored.
    """

    citation: str
    status: str
    file: str = ""
    start: int = -1
    end: int = -1
    text: str = ""
    """The quotation as it stands in the reader's copy; never stored in a case."""
