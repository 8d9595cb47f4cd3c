"""A row of a calendar to a document: what each known cell says, and the rest as metadata."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from .._reading import DOCUMENT_KINDS, DateRead, DocumentRead, PartyRead
from ._calendar_columns import kind_named
from ._calendar_dates import table_date

MAX_ROWS = 300_000
MAX_METADATA = 2_000
"""Characters kept of one cell nobody knows the meaning of."""

_BETWEEN = re.compile(r"\s*[;；|、]\s*|\s*\n\s*")
_SAFE = re.compile(r"[^\w.:/-]+")
_DATE_ROLES = (("date", "drafted"), ("date_sent", "sent"), ("date_received", "received"))
_PARTIES = (("sender", "sender"), ("recipient", "recipient"), ("via", "via"), ("copy", "copy"))


class Cell(NamedTuple):
    """A value and the characters it stands at."""

    field: str
    """What it is, or nothing."""
    name: str
    """What its column or key is called."""
    value: str
    start: int
    end: int


def row_document(
    cells: Sequence[Cell], *, start: int, end: int, stem: str, day_first: bool | None = None
) -> DocumentRead:
    """Return the document a row describes.

    Args:
        cells: Its cells that are not empty.
        start: Where the row begins.
        end: Where it ends.
        stem: Name of the file, for ids.
        day_first: Whether ``3/4/1958`` is in April.
    """
    known: dict[str, Cell] = {}
    for cell in cells:
        if cell.field:
            known.setdefault(cell.field, cell)

    def value(field: str) -> str:
        return known[field].value.strip() if field in known else ""

    dates = _dates(known, day_first)
    parties = tuple(
        PartyRead(role, name, "", known[field].start, known[field].end, "markup")
        for field, role in _PARTIES if field in known for name in _BETWEEN.split(value(field)) if name
    )  # fmt: skip
    body = known.get("text") or known.get("summary")
    heading = known.get("title")
    date = next((each.edtf.partition("T")[0] for each in dates if "/" not in each.edtf or "T" not in each.edtf), "")
    said = value("kind")
    kind = said.lower() if said.lower() in DOCUMENT_KINDS else kind_named(said)
    title = value("title") or " to ".join(filter(None, (_joined(parties, "sender"), _joined(parties, "recipient"))))
    citation = ", ".join(filter(None, (value("archive"), value("location"))))
    return DocumentRead(
        _id(value("id"), date, cells, stem), title, kind or "", start, end,
        date=date, sent_at=next((each.edtf for each in dates if each.role == "sent"), ""),
        sender=_joined(parties, "sender"), recipient=_joined(parties, "recipient"), via=_joined(parties, "via"),
        reference=value("number"), citation=citation, citation_printed=citation, language=value("language"),
        place=value("place"), section=value("section"), page=value("page"),
        parent=_id(value("parent"), "", (), stem) if value("parent") else "", basis="markup",
        heading_start=heading.start if heading else -1, heading_end=heading.end if heading else -1,
        body_start=body.start if body else -1, body_end=body.end if body else -1,
        dates=dates, parties=parties, url=value("url"),
        tags=tuple(tag for tag in re.split(r"[;；,，|、]\s*", value("tags")) if tag.strip()),
        metadata=tuple(
            (cell.name, cell.value.strip()[:MAX_METADATA]) for cell in cells
            if not cell.field or known[cell.field] is not cell or (cell.field == "kind" and not kind)
        ),
    )  # fmt: skip


def _dates(known: dict[str, Cell], day_first: bool | None) -> tuple[DateRead, ...]:
    found = []
    for field, role in _DATE_ROLES:
        cell = known.get(field)
        edtf = table_date(cell.value, day_first=day_first) if cell is not None else ""
        if cell is not None and edtf:
            found.append(DateRead(role, edtf, cell.value.strip(), cell.start, cell.end, "markup"))
    if not found and "year" in known:
        cells = [known[field] for field in ("year", "month", "day") if field in known]
        edtf = table_date("-".join(cell.value.strip() for cell in cells))
        if edtf:
            start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
            text = " ".join(cell.value.strip() for cell in cells)
            found.append(DateRead("drafted", edtf, text, start, end, "markup"))
    return tuple(found)


def _joined(parties: Sequence[PartyRead], role: str) -> str:
    return "; ".join(dict.fromkeys(party.name for party in parties if party.role == role))


def _id(own: str, date: str, cells: Sequence[Cell], stem: str) -> str:
    """Return the row's own id after the file's name; else its date and a hash of what it says."""
    if own:
        return f"{stem}-{_SAFE.sub('-', own)[:100].strip('-')}"
    said = "\x1f".join("".join(filter(str.isalnum, cell.value[:400].casefold())) for cell in cells)
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{date.replace('/', '--') or stem}-{digest}"


def told_apart(documents: list[DocumentRead]) -> tuple[DocumentRead, ...]:
    """Return *documents* with a number behind each id that came before."""
    taken: dict[str, int] = {}
    found = []
    for document in documents:
        taken[document.id] = taken.get(document.id, 0) + 1
        count = taken[document.id]
        found.append(replace(document, id=f"{document.id}-{count}") if count > 1 else document)
    return tuple(found)
