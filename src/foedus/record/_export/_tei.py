"""TEI P5: every document as its own text, with its correspondence, dates, notes and where it is kept.

The corpus is a ``teiCorpus`` (TEI P5 Guidelines, chapter 15) of one ``TEI`` a document; each carries ``correspDesc``
with the actions sent, transmitted and received, the source in ``sourceDesc``, and the text as read: noise repaired,
notes joined to their marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .._authority import Authority
from .._reading import DocumentRead, NoteRead
from ._cmif import correspondence_description
from ._holding import Holding
from ._xml import TEI, date_attributes, element, text


def corpus_tei(holdings: Iterable[Holding], *, title: str, authority: Authority) -> Iterator[str]:
    """Yield a TEI corpus of *holdings* with the parties of *authority* as its list of persons and bodies."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="{TEI}">\n'
    yield element(
        "teiHeader", _file(title, "<p>Read by Foedus from the files named in each text.</p>") + _people(authority)
    )
    yield "\n"
    for holding in holdings:
        yield _text(holding) + "\n"
    yield "</teiCorpus>\n"


def _file(title: str, source: str) -> str:
    statements = element("titleStmt", element("title", text(title)))
    statements += element("publicationStmt", "<p>Exported from a Foedus record.</p>")
    return element("fileDesc", statements + element("sourceDesc", source))


def _people(authority: Authority) -> str:
    persons, bodies = "", ""
    for party in authority.parties:
        names = "".join(
            element(
                "orgName" if party.kind == "body" else "persName",
                text(name),
                type="" if name == party.name else "alias",
            )
            for name in (party.name, *party.aliases)
        )
        posts = "".join(element("occupation", text(post.title), from_=post.first, to=post.last) for post in party.posts)
        if party.kind == "body":
            bodies += element("org", names, xml__id=f"p.{party.id}")
        else:
            persons += element("person", names + posts, xml__id=f"p.{party.id}")
    lists = (element("listPerson", persons) if persons else "") + (element("listOrg", bodies) if bodies else "")
    return element("profileDesc", element("particDesc", lists)) if lists else ""


def _text(holding: Holding) -> str:
    document = holding.document
    kept = text(document.citation or holding.file)
    source = element("bibl", kept + (element("idno", text(document.reference)) if document.reference else ""))
    description = _file(document.title or document.id, source)
    profile = element("profileDesc", correspondence_description(document) + _events(document))
    content = element("head", text(document.title)) if document.title else ""
    content += "".join(_body(holding)) or "<p/>"
    div = element("div", content, type=document.kind or "other")
    body = element("text", element("body", div), xml__lang=document.language)
    return element("TEI", element("teiHeader", description + profile) + body, xml__id=f"d.{document.id}")


def _events(document: DocumentRead) -> str:
    if not document.date:
        return ""
    return element("creation", element("date", text(document.date), **date_attributes(document.date)))


def _body(holding: Holding) -> Iterator[str]:
    notes = sorted(holding.document.notes, key=lambda note: note.at)
    done: set[int] = set()
    held = holding.read()
    for start, end, words in holding.paragraphs():
        copy = held.copy.window(start - held.base, end - held.base)
        inside = [
            (copy.from_source(note.at - held.base), number)
            for number, note in enumerate(notes)
            if start <= note.at <= end
        ]
        pieces, at = [], 0
        for position, number in inside:
            if number in done:
                continue
            done.add(number)
            position = max(at, min(position, len(words)))
            pieces += [text(words[at:position]), _note(notes[number])]
            at = position
        yield element("p", "".join(pieces) + text(words[at:]))
    for number, note in enumerate(notes):
        if number not in done:
            yield element("p", _note(note))


def _note(note: NoteRead) -> str:
    return (
        element("note", text(note.text), n=note.marker, type=note.kind)
        if note.text
        else element("note", "", n=note.marker, type=note.kind, ana="missing")
    )
