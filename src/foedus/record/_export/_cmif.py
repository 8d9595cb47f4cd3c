"""CMIF: the index of letters that correspSearch and its kind harvest (TEI Correspondence SIG, version 1).

One ``correspDesc`` a letter; unknown dates, places and parties are left out, as the format asks. Only documents between
parties are letters: an article or a chronology is not listed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from .._reading import DocumentRead, several
from ._holding import Holding
from ._xml import TEI, date_attributes, element, text

_BODIES = ("政府", "中央", "委员会", "司令部", "外交部", "Department", "Government", "Embassy", "Ministry", "Council")


def correspondence_cmif(
    holdings: Iterable[Holding], *, title: str, editor: str, address: str, changed: str
) -> Iterator[str]:
    """Yield a CMIF file of the letters among *holdings*.

    Args:
        holdings: The documents; a source edition becomes one ``bibl`` for each file.
        title: Title of the index.
        editor: Who answers for it.
        address: Where the index will stand (``https://…``).
        changed: Day of the last change, ISO 8601.
    """
    letters = [each for each in holdings if is_letter(each.document)]
    editions = {each.file: str(uuid.uuid5(uuid.NAMESPACE_URL, f"foedus:{each.digest}")) for each in letters}
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{TEI}">\n<teiHeader>\n<fileDesc>\n'
    yield element("titleStmt", element("title", text(title)) + element("editor", text(editor))) + "\n"
    publication = (
        element("publisher", element("ref", text(editor), target=address))
        + element("idno", text(address), type="url")
        + element("date", "", when=changed)
        + element("availability", element("licence", _LICENCE, target="https://creativecommons.org/licenses/by/4.0/"))
    )
    yield element("publicationStmt", publication) + "\n<sourceDesc>\n"
    for file, identifier in editions.items() or [("(no letters)", str(uuid.uuid5(uuid.NAMESPACE_URL, "foedus:")))]:
        # an xml:id may not begin with a digit
        yield element("bibl", text(file), type="print", xml__id=f"e{identifier[1:]}") + "\n"
    yield "</sourceDesc>\n</fileDesc>\n<profileDesc>\n"
    for holding in letters:
        yield _letter(holding.document, source=f"#e{editions[holding.file][1:]}") + "\n"
    yield "</profileDesc>\n</teiHeader>\n<text><body><p/></body></text>\n</TEI>\n"


_LICENCE = "This file is licensed under the terms of the Creative Commons Licence CC BY 4.0"


def is_letter(document: DocumentRead) -> bool:
    """Tell whether *document* went from somebody to somebody."""
    return bool(document.sender and document.recipient) and document.kind not in (
        "conversation", "minutes", "article", "chapter", "chronology", "analysis", "commentary", "editorial-note",
        "treaty",
    )  # fmt: skip


def correspondence_description(document: DocumentRead, **attributes: str) -> str:
    """Return the ``correspDesc`` of a document with every action it states."""
    received = next((date.edtf for date in document.dates if date.role == "received"), "")
    actions = [("sent", document.sender, document.place, document.date)]
    if document.via:
        forwarded = next((date.edtf for date in document.dates if date.role == "forwarded"), "")
        actions.append(("transmitted", document.via, "", forwarded))
    actions.append(("received", document.recipient, "", received))
    content = ""
    for role, who, place, date in actions:
        inner = "".join(_name(each) for each in several(who))
        inner += element("placeName", text(place)) if place else ""
        inner += element("date", "", **date_attributes(date)) if date else ""
        if inner:
            content += element("correspAction", inner, type=role)
    return element("correspDesc", content, **attributes)


def _letter(document: DocumentRead, *, source: str) -> str:
    only = DocumentRead(
        document.id, document.title, document.kind, document.start, document.end, date=document.date,
        sender=document.sender, recipient=document.recipient, place=document.place,
        dates=tuple(date for date in document.dates if date.role == "received"),
    )  # fmt: skip
    return correspondence_description(only, key=document.id, ref=document.url, source=source)


def _name(who: str) -> str:
    return element("orgName" if any(word in who for word in _BODIES) else "persName", text(who))
