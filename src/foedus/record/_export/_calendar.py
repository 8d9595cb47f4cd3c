"""A calendar of a record: what a case cites, with fingerprints of the accepted passages and never their text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from foedus._core import Label, PartialDate

from .._calendar import Calendar, Document, Passage
from .._cite import cite
from .._ingest import SourceText, read_source
from .._print_calendar import print_calendar
from .._store import RecordStore, day_bounds
from .._suggestion import Suggestion
from ._holding import Holding


def calendar_yaml(store: RecordStore, holdings: Iterable[Holding]) -> Iterator[str]:
    """Yield *holdings* as a ``calendar.yaml``; every accepted or edited suggestion becomes a passage to cite.

    Raises:
        CaseError: the original of a cited file is missing or was changed.
    """

    @lru_cache(maxsize=2)  # holdings of one file mostly follow one another
    def source(file: str) -> SourceText:
        stored = store.file(file)
        assert stored is not None  # noqa: S101 (a holding names a file of the record)
        return read_source(store.originals / (stored.digest + stored.suffix), name=file)

    documents = [_document(each, source) for each in holdings]
    yield print_calendar(Calendar(tuple({each.id: each for each in documents}.values())))


def _document(holding: Holding, source: Callable[[str], SourceText]) -> Document:
    one = holding.document
    taken = [each for each in holding.suggestions if each.status in ("accepted", "edited")]
    language = "zh" if one.language.startswith("zh") else "en"
    return Document(
        id=_slug(one.id), title=_said(one.title, language), kind=one.kind or "other", date=_date(one.date),
        sender=one.sender, recipient=one.recipient, via=one.via, language=one.language,
        reference="; ".join(part for part in (one.reference, one.citation) if part), url=one.url,
        passages=tuple(_passage(each, source(holding.file), language) for each in taken),
    )  # fmt: skip


def _passage(suggestion: Suggestion, source: SourceText, language: str) -> Passage:
    what = " ".join(part for part in (suggestion.quantity, suggestion.unit, suggestion.object) if part)
    who = " → ".join(part for part in (suggestion.speaker, suggestion.addressee) if part)
    gist = f"{who}: {suggestion.act} {what}".strip()
    mark = cite(source, start=suggestion.start, end=suggestion.end)
    return Passage(suggestion.id[:8], _said(gist, language), mark)


def _said(text: str, language: str) -> Label:
    return Label(zh=text) if language == "zh" else Label(en=text)


def _slug(identifier: str) -> str:
    return re.sub(r"[^a-z0-9_.-]+", "-", identifier.lower()).strip("-._")[:100] or "document"


def _date(edtf: str) -> PartialDate | None:
    """Return a date as calendars write them: what they cannot write becomes the interval it may mean."""
    if not edtf:
        return None
    try:
        return PartialDate.parse(edtf.partition("T")[0])
    except ValueError:
        first, last = day_bounds(edtf)
        return PartialDate.parse(f"{first}/{last}") if first and last else None
