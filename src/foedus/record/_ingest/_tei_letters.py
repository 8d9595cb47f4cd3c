"""Letters as ``correspDesc`` describes them: one TEI a letter, many in a corpus, or a list of letters alone (CMIF)."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .._authority import Party
from .._reading import DateRead, DocumentRead, Link, PartyRead
from ._tei_dates import edtf_of
from ._tei_documents import (
    Volume,
    joined,
    language_of,
    principal,
    read_document_parties,
    read_notes,
    read_own_dates,
)
from ._tei_kinds import kind_of
from ._tei_notes import read_links
from ._tei_tree import MAX_NAME, Element, Tree

_ROLES = {"sent": "sender", "received": "recipient", "transmitted": "via", "forwarded": "via", "redirected": "via"}
_DATES = {"sent": "sent", "received": "received", "transmitted": "forwarded", "forwarded": "forwarded"}
MAX_ALIASES = 50
_STRANGE = re.compile(r"[^\w.:-]+")
_NAMES = frozenset(("persName", "orgName", "name", "rs"))


def read_letters(volume: Volume, documents: Sequence[DocumentRead], starts: dict[str, int]) -> tuple[DocumentRead, ...]:
    """Return *documents* with what ``correspDesc`` adds to them, and the letters that are no division of a text.

    Args:
        volume: The file.
        documents: Its divisions that are documents.
        starts: Where the element of each ``xml:id`` begins.
    """
    by_start = {document.start: document for document in documents}
    begins = [document.start for document in documents]
    editions = _editions(volume.tree)
    found: dict[int, DocumentRead] = {document.start: document for document in documents}
    texts = [element for element in volume.tree.elements if element.name == "TEI"]
    is_corpus = len(texts) > 1
    for tei in texts:
        header, text = tei.child("teiHeader"), tei.child("text")
        described = [each for each in header.descend() if each.name == "correspDesc"] if header else []
        has_words = text is not None and bool(volume.tree.words(text)[:1])
        inside = documents[bisect_left(begins, text.start) : bisect_left(begins, text.end)] if text is not None else ()
        if text is not None and has_words and not inside and (len(described) == 1 or (is_corpus and not described)):
            letter = _whole(volume, tei, header, text, described, is_corpus)
            found[letter.start] = letter
            continue
        for one in described:
            start = _start(one, starts, inside if len(described) == len(inside) == 1 else ())
            target = by_start.get(start)
            letter = _described(volume, one, target, editions)
            found[letter.start] = letter
    ordered = sorted(found.values(), key=lambda document: document.start)
    return _named_apart(ordered)


def external_parties(tree: Tree) -> tuple[Party, ...]:
    """Return the persons and bodies that letters name with an identifier outside the file (GND, VIAF, Wikidata)."""
    found: dict[str, Party] = {}
    for element in tree.elements:
        if element.name not in ("persName", "orgName") or not any(
            above.name == "correspAction" for above in element.ancestors()
        ):
            continue
        reference = next(iter(element.get("ref").split()), "")
        name = tree.words(element, most=MAX_NAME)
        if reference.startswith(("http:", "https:")) and name:
            party = found.get(reference)
            if party is None:
                kind = "body" if element.name == "orgName" else "person"
                found[reference] = Party(reference, name, kind, basis=(tree.trim(element),))
            elif name != party.name and name not in party.aliases and len(party.aliases) < MAX_ALIASES:
                found[reference] = replace(party, aliases=(*party.aliases, name))
    return tuple(found.values())


def _start(one: Element, starts: dict[str, int], only: Sequence[DocumentRead]) -> int:
    """Return where the document stands that a description is of; -1 where it is of no division."""
    for name in ("corresp", "sameAs", "target", "ref"):
        for target in one.get(name).split()[:5]:
            if target.startswith("#") and target[1:] in starts:
                return starts[target[1:]]
    return only[0].start if only else -1


def _whole(
    volume: Volume, tei: Element, header: Element | None, text: Element, described: Sequence[Element], is_corpus: bool
) -> DocumentRead:
    """A TEI whose text is one letter."""
    tree = volume.tree
    parts = list(text.descend())
    title = _title(tree, header)
    if not title:
        head = next((part for part in parts if part.name == "head"), None)
        title = tree.words(head, without=("note",)) if head is not None else ""
    name = tei.get("xml:id") or (volume.id if not is_corpus else "") or f"{volume.id}-{_hash(tree, text)}"
    begin, finish = tree.edges(text.inner, text.stop)
    source = _source(tree, header)
    div = next((part for part in parts if part.name == "div"), text)
    kind = kind_of(div, title) or ("letter" if described else "")
    notes = read_notes(volume, parts)
    of_text = read_document_parties(volume, [], parts)
    letter = DocumentRead(
        name, title, kind, text.start, text.end,
        sender=joined(of_text, "sender"), recipient=joined(of_text, "recipient"),
        citation=source or next((note.text for note in notes if note.kind == "source"), ""), citation_printed=source,
        reference=_shelfmark(tree, header), language=language_of(text) or _language(header), basis="markup",
        page=volume.page(begin), heading_start=-1, heading_end=-1, body_start=begin, body_end=finish,
        dates=tuple(read_own_dates(volume, parts, role="drafted")), parties=of_text, notes=notes,
        links=tuple(read_links(
            tree, (part for part in parts if part.name in ("ref", "ptr") and id(part) not in volume.marked),
            targets={}, volume=volume.id, own=name,
        )),
    )  # fmt: skip
    letter = replace(letter, date=principal(letter.dates))
    return _with_actions(volume, letter, described[0]) if described else letter


def _described(volume: Volume, one: Element, target: DocumentRead | None, editions: Mapping[str, str]) -> DocumentRead:
    """A letter of a list; what it says of a division of this file is added to that division's document."""
    if target is not None:
        return _with_actions(volume, target, one)
    key = one.get("key") or one.get("xml:id") or one.get("ref").rstrip("/").rpartition("/")[2]
    name = f"{volume.id}-{_STRANGE.sub('-', key)[:100].strip('-') or _hash(volume.tree, one)}"
    start, end = volume.tree.edges(one.inner, one.stop)
    edition = next((editions[each[1:]] for each in one.get("source").split() if each[1:] in editions), "")
    letter = DocumentRead(
        name, "", "letter", one.start, one.end, basis="markup", body_start=start, body_end=end,
        language=language_of(one), reference=one.get("key"), citation=edition,
    )  # fmt: skip
    letter = _with_actions(volume, letter, one)
    return replace(letter, title=" to ".join(filter(None, (letter.sender, letter.recipient))))


def _with_actions(volume: Volume, letter: DocumentRead, one: Element) -> DocumentRead:
    tree = volume.tree
    parties: list[PartyRead] = []
    dates: list[DateRead] = []
    place = ""
    for action in one.descend():
        kind = action.get("type")
        if action.name != "correspAction" or kind not in _ROLES:
            continue
        for part in action.descend(around=("note",)):
            if part.name in _NAMES and part.parent is not None and part.parent.name not in _NAMES:
                words = tree.words(part, most=MAX_NAME)
                if words:
                    parties.append(PartyRead(_ROLES[kind], words, volume.party(part), *tree.trim(part), "markup"))
            elif part.name in ("placeName", "settlement") and kind == "sent" and not place:
                place = tree.words(part)
            elif part.name == "date" and edtf_of(part):
                words = tree.words(part)
                span = tree.trim(part) if words else (part.start, part.end)
                dates.append(DateRead(_DATES[kind], edtf_of(part), words, *span, "markup"))
    known = {party.role for party in parties}
    parties.extend(party for party in letter.parties if party.role not in known)
    all_dates = (*letter.dates, *dates)
    url = next((each for each in one.get("ref").split() if each.startswith(("http:", "https:"))), letter.url)
    context = (each for each in one.descend() if each.name in ("ref", "ptr"))
    links = (Link("mentions", "", tree.words(each) or each.get("type"), each.start, each.end) for each in context)
    return replace(
        letter, parties=tuple(parties), dates=all_dates, place=place or letter.place, url=url,
        sender=joined(tuple(parties), "sender"), recipient=joined(tuple(parties), "recipient"),
        via=joined(tuple(parties), "via"), date=principal(all_dates),
        sent_at=next((date.edtf for date in dates if date.role == "sent"), letter.sent_at),
        links=(*letter.links, *links),
    )  # fmt: skip


def _title(tree: Tree, header: Element | None) -> str:
    for element in header.descend() if header else ():
        if element.name == "title" and element.parent is not None and element.parent.name == "titleStmt":
            return tree.words(element)
    return ""


def _source(tree: Tree, header: Element | None) -> str:
    """Return where a letter is kept: settlement, repository and shelf mark, else the source as described."""
    for element in header.descend() if header else ():
        if element.name == "msIdentifier":
            words = (tree.words(child) for child in element.children)
            return ", ".join(word for word in words if word)
    for element in header.descend() if header else ():
        if element.name in ("bibl", "p") and element.parent is not None and element.parent.name == "sourceDesc":
            return tree.words(element)
    return ""


def _shelfmark(tree: Tree, header: Element | None) -> str:
    for element in header.descend() if header else ():
        if element.name == "idno" and element.parent is not None and element.parent.name == "msIdentifier":
            return tree.words(element)
    return ""


def _language(header: Element | None) -> str:
    for element in header.descend() if header else ():
        if element.name == "language":
            return element.get("ident")
    return ""


def _editions(tree: Tree) -> dict[str, str]:
    """Return the editions letters of a list are printed in, by their ``xml:id``."""
    return {
        element.get("xml:id"): tree.words(element, most=MAX_NAME)
        for element in tree.elements
        if element.name in ("bibl", "biblStruct") and element.get("xml:id")
    }


def _hash(tree: Tree, element: Element) -> str:
    letters = "".join(filter(str.isalnum, tree.reads(element.inner, min(element.stop, element.inner + 4_000))))
    attributes = " ".join(each.get("when") for each in element.descend() if each.name == "date")
    return hashlib.sha256(f"{letters.casefold()[:400]} {attributes}".encode()).hexdigest()[:10]


def _named_apart(documents: list[DocumentRead]) -> tuple[DocumentRead, ...]:
    taken: dict[str, int] = {}
    found = []
    for document in documents:
        taken[document.id] = taken.get(document.id, 0) + 1
        count = taken[document.id]
        found.append(replace(document, id=f"{document.id}-{count}") if count > 1 else document)
    return tuple(found)
