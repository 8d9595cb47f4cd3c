"""The description of one document: its heading, opening and closing put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .._authority import Authority
from .._citations import find_citation
from .._copy import ReadingCopy
from .._dates import find_dates
from .._reading import DateRead, DocumentRead, NoteRead, PartyRead, Segment
from .._segment import document_id
from ._chinese import describe_chinese
from ._dating import contradictions, noted_dates, principal, sent_at, title_date
from ._english import describe_english
from ._essay import ESSAYS, authors
from ._parts import Parts, Stated
from ._view import is_chinese, view_of

_LANGUAGE_SAMPLE = 3000


def describe(
    copy: ReadingCopy,
    segment: Segment,
    *,
    notes: Sequence[NoteRead] = (),
    citation: str = "",
    citation_printed: str = "",
    authority: Authority | None = None,
    base: str = "",
    within: DocumentRead | None = None,
) -> DocumentRead:
    r"""Return what the document of *segment* states about itself.

    Args:
        copy: The window of the document, its notes taken out.
        segment: Where it stands and what its heading is.
        notes: Its notes.
        citation: Where it is printed or kept, resolved.
        citation_printed: The same as printed.
        authority: Who is meant by which name.
        base: An EDTF date that completes dates without a year where the heading gives none.
        within: The document it stands in, whose sender is *I* and whose recipient *you* in the words that announce it.

    >>> source = "Lord Hale to Mr. Grey\nLondon, March 3, 1853\nSir, I have the honour to acknowledge yours.\nHale"
    >>> read = describe(ReadingCopy.of(source), Segment(0, len(source), "Lord Hale to Mr. Grey", 0, 21, "form"))
    >>> read.sender, read.recipient, read.date, read.kind
    ('Lord Hale', 'Mr. Grey', '1853-03-03', 'letter')
    """
    base = base or (within.date if within is not None else "")
    parts = _parts(copy, segment, authority or Authority(), base, within)
    stated = (describe_chinese if parts.language == "zh" else describe_english)(parts)
    dates = (*parts.heading_dates, *stated.dates, *_noted(notes, parts.base))
    date = principal(dates)
    body_start, body_end = parts.span(parts.body, parts.body_end)
    title = segment.title or parts.heading.strip()
    parties = _once(stated)
    if segment.kind in ESSAYS:
        stated = replace(stated, sender="", recipient="", via="")
        parties = authors(copy, parts.body)
    return DocumentRead(
        id=document_id(date, title, copy.text[parts.body : parts.body_end]),
        title=title,
        kind=_kind(segment.kind, stated.kind),
        start=segment.start,
        end=segment.end,
        date=date,
        sent_at=sent_at(dates),
        sender=stated.sender,
        recipient=stated.recipient,
        via=stated.via,
        reference=stated.reference,
        citation=citation or parts.citation,
        citation_printed=citation_printed or parts.citation,
        language=parts.language,
        place=stated.place,
        section=segment.section,
        label=segment.label,
        page=segment.page,
        basis=segment.basis,
        heading_start=segment.heading_start,
        heading_end=segment.heading_end,
        body_start=body_start,
        body_end=body_end,
        dates=dates,
        parties=parties,
        notes=tuple(notes),
        contradictions=contradictions(dates),
    )


def _parts(copy: ReadingCopy, segment: Segment, authority: Authority, base: str, within: DocumentRead | None) -> Parts:
    heading = copy.from_source(segment.heading_start) if segment.heading_start >= 0 else 0
    body = copy.from_source(max(segment.heading_end, segment.start))
    end = copy.from_source(segment.end)
    cited = find_citation(copy, segment)
    if cited is not None and cited.start >= segment.heading_end:
        start, after = copy.from_source(cited.start), copy.from_source(cited.end)
        if end - after <= start - body:  # a source line under the heading ends no text
            end = start
    while end > body and copy.text[end - 1].isspace():
        end -= 1
    language = "zh" if is_chinese(segment.title + copy.text[body : min(end, body + _LANGUAGE_SAMPLE)]) else "en"
    view = view_of(copy, heading, body)
    found = view.dates(base)
    dates = [title_date(view, date) for date in found[-1:]]
    if not dates and segment.title:
        dates = [
            DateRead("heading", date.edtf, date.text, segment.heading_start, segment.heading_end, "heading")
            for date in find_dates(segment.title, base=base)[-1:]
        ]
    stated = dates[0].edtf if dates else base
    printed = cited.text if cited is not None else ""
    return Parts(copy, segment, heading, body, end, language, tuple(dates), stated, authority, printed, within)


def _kind(form: str, stated: str) -> str:
    """An attachment is of a kind of its own; what else the form of the file tells comes first."""
    return stated or form or "other" if form in ("attachment", "other", "") else form


def _noted(notes: Sequence[NoteRead], base: str) -> list[DateRead]:
    return [
        date
        for note in notes
        for date in noted_dates(note.text, note.start, note.end, find_dates(note.text[:200], base=base))
    ]


def _once(stated: Stated) -> tuple[PartyRead, ...]:
    """Name every party once in each role."""
    seen: dict[tuple[str, str], PartyRead] = {}
    for party in stated.parties:
        seen.setdefault((party.role, party.name), party)
    return tuple(seen.values())
