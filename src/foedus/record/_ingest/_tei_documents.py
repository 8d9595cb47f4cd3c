"""The documents of a TEI volume as its ``div`` elements state them, in the FRUS encoding of 2015 and the present one.

A document is a ``<div type="document">``; where a file has none, a division typed as a letter, a telegram and so on. An
attachment (``<frus:attachment>``, ``<div type="attachment">``) is a document of kind ``attachment`` inside its parent,
so that documents can be counted without attachments. What stands inside an attachment is the attachment's own.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .._reading import DOCUMENT_KINDS, DateRead, DocumentRead, NoteRead, PartyRead
from ._tei_dates import day_of, edtf_of, read_dates, stated_range
from ._tei_kinds import kind_of, reference_of
from ._tei_notes import read_links, read_note
from ._tei_tree import MAX_NAME, Element, Tree

_DIVISION = re.compile(r"div[0-7]?")
_NO_DOCUMENTS = frozenset(
    ("list", "attachment", "other", "chapter", "article", "chronology", "note", "analysis", "commentary")
)
_NAMES = frozenset(("persName", "orgName", "gloss", "name", "rs", "placeName", "roleName", "term"))
_LINES = frozenset(("dateline", "opener", "closer"))
_QUOTED = frozenset(("quote", "q", "floatingText", "cit", "note"))
_PRINCIPAL = ("drafted", "heading", "sent", "received", "meeting", "published")
_ROLES = {"from": "sender", "to": "recipient", "via": "via", "through": "via", "cc": "copy"}
_LISTS = {"from": "sender", "to": "recipient", "participants": "participant", "copies": "copy"}
MAX_SECTIONS = 6
MEETINGS = frozenset(("conversation", "minutes"))


@dataclass(frozen=True)
class Volume:
    """A file as its documents see it."""

    tree: Tree
    id: str
    parties: Collection[str] = ()
    """Ids of the persons it lists."""
    pages: tuple[tuple[int, str], ...] = ()
    """Where each page begins, and its number."""
    marks: Mapping[int, Element] = field(default_factory=dict)
    """By the identity of a note that stands elsewhere: the element that marks it in the text."""
    marked: Mapping[int, Element] = field(default_factory=dict)
    """The same the other way round."""
    coverage: str = ""
    """The days the whole volume is about."""

    @cached_property
    def headings(self) -> Mapping[int, str]:
        """Return the heading of each division, by the division's identity."""
        found: dict[int, str] = {}
        for element in self.tree.elements:
            above = element.parent
            if element.name != "head" or above is None or id(above) in found:
                continue
            if _DIVISION.fullmatch(above.name):
                found[id(above)] = self.tree.words(element, without=("note",), most=MAX_NAME)
        return found

    def page(self, at: int) -> str:
        """Return the number of the page on which something stands."""
        number = bisect_right(self.pages, (at, "\U0010ffff")) - 1
        return self.pages[number][1] if number >= 0 else ""

    def party(self, element: Element) -> str:
        """Return the id of the person a name points to, or nothing."""
        for name in ("corresp", "ref", "key", "sameAs"):
            for target in element.get(name).split()[:5]:
                if target.startswith(("http:", "https:")):
                    return target
                id_ = f"{self.id}-{target.partition('#')[2] or target}"
                if id_ in self.parties:
                    return id_
        return ""


def read_divisions(volume: Volume) -> tuple[DocumentRead, ...]:
    """Return the documents of a volume in order of their beginning, attachments behind their documents."""
    found = find_divisions(volume.tree)
    if not found:
        return ()
    inside = {id(element) for element in found}
    ids = _ids(volume, found)
    targets = _targets(found, inside, ids)
    return tuple(_document(volume, element, inside, ids, targets) for element in found)


def find_divisions(tree: Tree) -> list[Element]:
    """Return the elements that are documents or attachments of documents, in order."""
    divisions = [
        element for element in tree.elements if _DIVISION.fullmatch(element.name) or element.name == "attachment"
    ]
    documents = [element for element in divisions if element.get("type") == "document"]
    if not documents:
        documents = [element for element in divisions if _is_typed(element)]
    known = {id(element) for element in documents}
    return [
        element for element in divisions
        if id(element) in known
        or (_is_attachment(element) and any(id(above) in known for above in element.ancestors()))
    ]  # fmt: skip


def own(element: Element, inside: Collection[int]) -> Iterator[Element]:
    """Yield what is in a document and in no document within it."""
    waiting = element.children[::-1]
    while waiting:
        child = waiting.pop()
        if id(child) not in inside:
            yield child
            waiting.extend(reversed(child.children))


def _is_typed(element: Element) -> bool:
    kinds = (element.get("type"), element.get("subtype"))
    if not any(kind in DOCUMENT_KINDS and kind not in _NO_DOCUMENTS for kind in kinds):
        return False
    return bool(
        element.get("xml:id") or any(child.name in ("head", "opener", "dateline") for child in element.children)
    )


def _is_attachment(element: Element) -> bool:
    return element.name == "attachment" or element.get("type") in ("attachment", "enclosure", "annex", "appendix")


def _ids(volume: Volume, elements: list[Element]) -> dict[int, str]:
    """Return the id of each: the volume's and the element's own, or its number, or a hash of its first letters."""
    ids: dict[int, str] = {}
    taken: Counter[str] = Counter()
    attached: Counter[str] = Counter()
    for element in elements:
        own_id = element.get("xml:id")
        if not own_id:
            above = next((ids[id(each)] for each in element.ancestors() if id(each) in ids), "")
            number = element.get("n")
            if above:
                attached[above] += 1
                own_id = f"{above}at{attached[above]}"
            else:
                own_id = f"{volume.id}-n{number}" if number else f"{volume.id}-{_hash(volume.tree, element)}"
        else:
            own_id = f"{volume.id}-{own_id}" if volume.id else own_id
        taken[own_id] += 1
        ids[id(element)] = f"{own_id}-{taken[own_id]}" if taken[own_id] > 1 else own_id
    return ids


def _hash(tree: Tree, element: Element) -> str:
    letters = "".join(filter(str.isalnum, tree.reads(element.inner, min(element.stop, element.inner + 2_000))))
    return hashlib.sha256(letters.casefold()[:400].encode()).hexdigest()[:10]


def _targets(elements: list[Element], inside: Collection[int], ids: Mapping[int, str]) -> dict[str, str]:
    targets: dict[str, str] = {}
    for element in elements:
        name = ids[id(element)]
        for each in (element, *own(element, inside)):
            anchor = each.get("xml:id") if each.name not in ("pb", "persName", "gloss", "ref", "date", "p") else ""
            if anchor:
                targets.setdefault(anchor, name)
    return targets


def _document(
    volume: Volume, element: Element, inside: Collection[int], ids: Mapping[int, str], targets: dict[str, str]
) -> DocumentRead:
    tree = volume.tree
    name = ids[id(element)]
    parts = list(own(element, inside))
    heads = [part for part in parts if part.name == "head" and part.parent is element]
    title = " ".join(filter(None, (tree.words(head, without=("note",)) for head in heads)))
    parent = next((ids[id(above)] for above in element.ancestors() if id(above) in ids), "")
    kind = "attachment" if parent and _is_attachment(element) else kind_of(element, title)
    notes = read_notes(volume, parts)
    source = next((note.text for note in notes if note.kind == "source"), "")
    dates, date, sent_at = _dates(volume, element, parts, kind)
    parties = read_document_parties(volume, heads, parts)
    begin, finish = tree.edges(element.inner, element.stop)
    heading = tree.trim(heads[0], without=("note",)) if heads else (-1, -1)
    return DocumentRead(
        name, title, kind, element.start, element.end,
        date=date, sent_at=sent_at,
        sender=joined(parties, "sender"), recipient=joined(parties, "recipient"), via=joined(parties, "via"),
        reference=reference_of(title) if kind == "telegram" or kind == "letter" else "",
        citation=source, citation_printed=source, language=language_of(element), place=_place(tree, parts),
        section=_section(volume, element, ids), page=volume.page(begin), parent=parent, basis="markup",
        heading_start=heading[0], heading_end=heading[1],
        body_start=tree.edges(heads[-1].end, element.stop)[0] if heads else begin, body_end=finish,
        dates=dates, parties=parties, notes=notes,
        links=tuple(read_links(
            tree, (part for part in parts if part.name in ("ref", "ptr") and id(part) not in volume.marked),
            targets=targets, volume=volume.id, own=name,
        )),
        metadata=_metadata(tree, element, parts),
    )  # fmt: skip


def read_notes(volume: Volume, parts: list[Element]) -> tuple[NoteRead, ...]:
    """Return the notes in a document and those elsewhere that it marks, in order of their marks."""
    notes = [part for part in parts if part.name == "note" and part.get("rend") != "inline"]
    known = {id(note) for note in notes}
    notes.extend(
        volume.marked[id(part)]
        for part in parts
        if id(part) in volume.marked and id(volume.marked[id(part)]) not in known
    )
    marks = ((note, volume.marks.get(id(note), note)) for note in notes)
    return tuple(
        sorted((read_note(volume.tree, note, at=mark.start) for note, mark in marks), key=lambda note: note.at)
    )


def read_document_parties(volume: Volume, heads: list[Element], parts: list[Element]) -> tuple[PartyRead, ...]:
    """Return who sent, received, took part and signed, as the markup says, in order."""
    found: list[PartyRead] = []
    in_heads = {id(each) for head in heads for each in head.descend(around=("note",))}
    stated = [
        part for part in parts if part.get("type") in _ROLES and part.name in _NAMES and not part.is_within(_QUOTED)
    ]
    of_head = [part for part in stated if id(part) in in_heads]
    for part in of_head or stated:
        if not any(above.get("type") == part.get("type") and above.name in _NAMES for above in part.ancestors()):
            found.append(_party(volume, part, _ROLES[part.get("type")]))
    for part in parts:
        if part.name == "list" and part.get("type") in _LISTS and not part.is_within((*_QUOTED, "list")):
            role = _LISTS[part.get("type")]
            if role not in ("sender", "recipient") or not any(each.role == role for each in found):
                items = (item for item in part.descend(around=("note",)) if item.name == "item")
                found.extend(_party(volume, item, role) for item in items if item.child("list") is None)
        elif part.name == "signed" and not part.is_within((*_QUOTED, "signed")):
            names = [each for each in part.descend(around=("note",)) if each.name in ("persName", "orgName", "name")]
            found.extend(_party(volume, each, "signatory") for each in names or (part,))
    return tuple(party for party in found if party.name)


def read_own_dates(volume: Volume, parts: list[Element], *, role: str) -> list[DateRead]:
    """Return the dates of the date lines, openers and closers of a document."""
    elements = []
    for line in parts:
        if line.name in _LINES and not line.is_within(_QUOTED) and not line.is_within(_LINES):
            for each in line.descend(around=_QUOTED):
                if each.name in ("date", "time") and edtf_of(each) and not each.is_within(("date", "time")):
                    elements.append(each)
    return read_dates(volume.tree, iter(elements), role=role)


def joined(parties: tuple[PartyRead, ...], role: str) -> str:
    """Return the names of one role, each once."""
    return "; ".join(dict.fromkeys(party.name for party in parties if party.role == role))


def principal(dates: tuple[DateRead, ...]) -> str:
    """Return the day a document is cited by: of the first role there is in the order of decision 9."""
    for role in _PRINCIPAL:
        for date in dates:
            if date.role == role:
                return day_of(date.edtf)
    return ""


def language_of(element: Element) -> str:
    """Return the language its markup states, the nearest one."""
    return next((each.get("xml:lang") for each in (element, *element.ancestors()) if each.get("xml:lang")), "")


def _party(volume: Volume, element: Element, role: str) -> PartyRead:
    tree = volume.tree
    within = (element, *element.descend(around=("note",)))
    id_ = next((known for each in within if each.name in _NAMES and (known := volume.party(each))), "")
    start, end = tree.trim(element, without=("note",))
    return PartyRead(role, tree.words(element, without=("note",), most=MAX_NAME), id_, start, end, "markup")


def _dates(volume: Volume, element: Element, parts: list[Element], kind: str) -> tuple[tuple[DateRead, ...], str, str]:
    """Return all dates, the one to cite by and when it was sent.

    An editorial note has no date of its own: the editors give it that of the whole volume, which is kept as ``noted``.
    """
    role = "sent" if kind == "telegram" else "meeting" if kind in MEETINGS else "drafted"
    dates = read_own_dates(volume, parts, role=role)
    stated = stated_range(element)
    if stated and (kind == "editorial-note" or (not dates and stated == volume.coverage)):
        dates.append(DateRead("noted", stated, "", element.start, element.inner, "markup"))
    elif stated and not dates:
        dates.append(DateRead(role, stated, "", element.start, element.inner, "markup"))
    found = tuple(dates)
    if kind == "editorial-note":
        return found, "", ""
    sent = next((date.edtf for date in found if date.role in ("sent", "drafted") and "/" not in date.edtf), "")
    return found, principal(found), sent if kind == "telegram" or "T" in sent else ""


def _place(tree: Tree, parts: list[Element]) -> str:
    for part in parts:
        if (
            part.name == "placeName"
            and not part.is_within(_QUOTED)
            and any(above.name == "dateline" for above in part.ancestors())
        ):
            return tree.words(part, without=("note",), most=MAX_NAME).rstrip(" ,")
    return ""


def _section(volume: Volume, element: Element, ids: Mapping[int, str]) -> str:
    """Return the headings of the divisions a document stands in, the widest first."""
    names = []
    for above in element.ancestors():
        if id(above) not in ids and volume.headings.get(id(above)):
            names.append(volume.headings[id(above)])
        if len(names) == MAX_SECTIONS:
            break
    return " / ".join(reversed(names))


def _metadata(tree: Tree, element: Element, parts: list[Element]) -> tuple[tuple[str, str], ...]:
    found = [(key, element.get(key)) for key in ("n", "subtype") if element.get(key)]
    for part in parts:
        if part.name == "list" and part.get("type") == "subject":
            found.extend(
                ("subject", tree.words(item, without=("note",))) for item in part.children if item.name == "item"
            )
    return tuple(found)
