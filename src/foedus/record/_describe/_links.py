"""Joining documents: what answers what, what is spoken of and absent, and numbers given twice."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .._copy import ReadingCopy
from .._dates import bounds
from .._reading import Contradiction, DocumentRead, Link
from ._names import plain_name
from ._references import Reference, references
from ._view import View, view_of

_NUMBERS = re.compile("[0-9]+(?:[-/][0-9]+)*")
_NAMES_APART = re.compile(r"[、；;→/\[\]（）()]|或|等")
_SOON = 7
"""Days within which the last message from the other side is taken for the one answered without a date."""
_MOST = 3
"""Documents one reference may point to: excerpts of one telegram are several."""


def link_documents(documents: Sequence[DocumentRead], copies: Sequence[ReadingCopy]) -> tuple[DocumentRead, ...]:
    """Return *documents* with their links to one another, and a contradiction where a number was given twice.

    A message spoken of that the record does not have is a link without a target: a gap.

    Args:
        documents: The documents of a record, in any order.
        copies: The reading copy of each, notes taken out; it may be wider than the document.

    >>> texts = ["Dear Ann, I write. Bob", "Dear Bob, I have received your letter of May 2, 1903, and refuse. Ann"]
    >>> read = [
    ...     DocumentRead("a", "", "letter", 0, 22, "1903-05-02", sender="Bob", recipient="Ann", body_start=0),
    ...     DocumentRead("b", "", "letter", 0, 70, "1903-05-09", sender="Ann", recipient="Bob", body_start=0),
    ... ]
    >>> linked = link_documents(read, [ReadingCopy.of(text) for text in texts])
    >>> [(link.kind, link.target, link.text) for link in linked[1].links]
    [('answers', 'a', 'your letter of May 2, 1903')]
    """
    index = _Index(documents)
    doubled = _doubled(documents)
    children: dict[str, list[Link]] = defaultdict(list)
    for document in documents:
        if document.parent:
            children[document.parent].append(
                Link("encloses", document.id, document.title, document.start, document.end)
            )
    linked = []
    for document, copy in zip(documents, copies, strict=True):
        links = (*document.links, *_links(index, document, copy), *children.get(document.id, ()))
        found = doubled.get(document.id)
        contradictions = (*document.contradictions, found) if found is not None else document.contradictions
        linked.append(replace(document, links=tuple(dict.fromkeys(links)), contradictions=contradictions))
    return tuple(linked)


@dataclass(frozen=True, slots=True)
class _Known:
    """A document as references find it."""

    document: DocumentRead
    senders: frozenset[str]
    recipients: frozenset[str]
    """Everybody it went to or through."""
    days: tuple[tuple[str, str], ...]
    day: dt.date | None
    numbers: frozenset[str]


class _Index:
    def __init__(self, documents: Sequence[DocumentRead]) -> None:
        self.known = [_known(document) for document in documents]
        self.by_id = {each.document.id: each for each in self.known}
        self.by_day: dict[str, list[_Known]] = defaultdict(list)
        self.by_number: dict[str, list[_Known]] = defaultdict(list)
        self.by_sender: dict[str, list[_Known]] = defaultdict(list)
        for each in self.known:
            for day in dict.fromkeys(first for first, last in each.days if first == last):
                self.by_day[day].append(each)
            for number in each.numbers:
                self.by_number[number].append(each)
            for sender in each.senders:
                self.by_sender[sender].append(each)


def _known(document: DocumentRead) -> _Known:
    days = []
    for edtf in (document.date, *(date.edtf for date in document.dates)):
        try:
            first, last = bounds(edtf)
        except ValueError:
            continue
        days.append((first[:10], last[:10]))
    exact = next((first for first, last in days if first == last), "")
    return _Known(
        document,
        _people(document, ("sender",), document.sender),
        _people(document, ("recipient", "via"), f"{document.recipient}、{document.via}"),
        tuple(days),
        dt.date.fromisoformat(exact) if exact else None,
        frozenset(_NUMBERS.findall(document.reference)),
    )


def _people(document: DocumentRead, roles: tuple[str, ...], shown: str) -> frozenset[str]:
    """Every name and id a party goes by here: as shown, in brackets, as printed and in the authority file."""
    names = {plain_name(each) for each in _NAMES_APART.split(shown)}
    for party in document.parties:
        if party.role in roles:
            names |= {plain_name(party.name), party.party}
    return frozenset(name.strip() for name in names if name.strip())


def _links(index: _Index, document: DocumentRead, copy: ReadingCopy) -> list[Link]:
    start = copy.from_source(max(document.body_start, copy.start))
    end = copy.from_source(document.body_end if document.body_end > 0 else copy.end)
    view = view_of(copy, start, end)
    me = index.by_id[document.id]
    links = []
    for reference in references(view, document.date, chinese=document.language == "zh"):
        if _of_itself(document, reference):
            continue
        targets = _targets(index, me, reference)
        kind = "answers" if reference.answers else "mentions"
        if targets is None:
            continue
        links += [_link(view, reference, kind, target) for target in targets or [""]]
    return links


def _link(view: View, reference: Reference, kind: str, target: str) -> Link:
    start, end = view.source(reference.start, reference.end)
    return Link(kind, target, view.shown[reference.start : reference.end].replace("\n", " "), start, end)


def _of_itself(document: DocumentRead, reference: Reference) -> bool:
    if reference.whose == "ours" and reference.date and reference.date == document.date:
        return True
    own = set(_NUMBERS.findall(document.reference))
    return bool(reference.numbers) and set(reference.numbers) <= own and reference.whose != "theirs"


def _targets(index: _Index, me: _Known, reference: Reference) -> list[str] | None:
    """Return the ids of the documents meant; none is a gap, and None says that nothing certain is pointed to."""
    if reference.whose == "theirs":
        authors, readers = me.recipients, me.senders | me.recipients
    elif reference.whose == "ours":
        authors, readers = me.senders, me.recipients
    elif reference.whose.startswith("name:"):
        name = reference.whose.removeprefix("name:")
        authors = frozenset(known for known in index.by_sender if name.endswith(known) and len(known) > 1)
        readers = frozenset()
        if not authors:
            return None
    elif reference.whose.startswith("wire:"):
        office = (
            "department" if reference.whose.endswith(("Deptel", "Depinstr")) else ("embassy", "legation", "consulate")
        )
        ends = me.senders | me.recipients
        authors, readers = frozenset(name for name in ends if name.lower().startswith(office)), frozenset()
        if not authors:
            return []
    else:
        authors, readers = frozenset(), frozenset()
    for number in reference.numbers:
        same = [each for each in index.by_number.get(number, ()) if _by(each, authors) and _within_a_year(each, me)]
        if reference.date:
            same = [each for each in same if _on(each, reference.date)] or same
        if same:
            return _ids(same)
    if reference.date:
        first, last = bounds(reference.date)
        on = index.by_day.get(first[:10], []) if first[:10] == last[:10] else []
        near = [each for each in on if authors and _by(each, authors) and each is not me]
        near = [each for each in near if not readers or each.recipients & readers] or (
            near if reference.whose != "theirs" else []
        )
        return _ids(near)
    if reference.whose == "theirs" and reference.answers:
        last_one = _last_before(index, me, authors, numbered=bool(reference.numbers))
        return [last_one] if last_one else []
    return []


def _within_a_year(each: _Known, me: _Known) -> bool:
    """Numbers begin anew, and nobody refers to what is not yet written."""
    if each is me or each.day is None or me.day is None:
        return each is not me
    return 0 <= (me.day - each.day).days <= 366


def _by(each: _Known, authors: frozenset[str]) -> bool:
    return not authors or bool(each.senders & authors)


def _on(each: _Known, date: str) -> bool:
    first, last = bounds(date)
    return any(low <= last[:10] and first[:10] <= high for low, high in each.days)


def _ids(found: Sequence[_Known]) -> list[str]:
    whole = [each for each in found if not each.document.parent] or list(found)
    return [each.document.id for each in whole[:_MOST]]


def _last_before(index: _Index, me: _Known, authors: frozenset[str], *, numbered: bool) -> str:
    """The last message the other side sent in the days before; where a number is given, one whose own is not known."""
    if me.day is None:
        return ""
    best: tuple[dt.date, str] | None = None
    for each in dict.fromkeys(known.document.id for author in authors for known in index.by_sender.get(author, ())):
        other = index.by_id[each]
        if other is me or other.day is None or other.document.parent or not other.recipients & me.senders:
            continue
        if (numbered and other.numbers) or not 0 <= (me.day - other.day).days <= _SOON:
            continue
        if best is None or other.day > best[0]:
            best = other.day, each
    return best[1] if best is not None else ""


def _doubled(documents: Sequence[DocumentRead]) -> dict[str, Contradiction]:
    """Report a number under which one sender sent two messages on different days of one year."""
    first: dict[tuple[str, str, str], DocumentRead] = {}
    found: dict[str, Contradiction] = {}
    for document in documents:
        if not document.reference or not document.date or document.parent:
            continue
        key = (document.reference, document.sender, document.date[:4])
        other = first.setdefault(key, document)
        if other.date != document.date:
            message = f"{document.reference} is the number of two messages, of {other.date} and of {document.date}"
            spans = ((other.start, other.end), (document.start, document.end))
            found[document.id] = Contradiction("duplicate-number", message, spans)
    return found
