"""Links across the files of a record: a letter in one file answers a letter in another, a page names a page.

Reading links the documents of one file. What a document points to and its own file does not have is looked for in the
other files here, and what none of them has stays a gap. Only gaps are asked again, so a record that grows file by file
ends as one that was read at once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from ._copy import ReadingCopy
from ._describe import link_documents
from ._reading import DocumentRead, Link
from ._store import RecordStore, StoredDocument, replace_links, shifted, stored_documents, stored_text

MOST = 50_000
"""Documents of a record that is linked across its files; the parties and dates of all of them are held at once."""

_NOTHING = ReadingCopy.of("")


@dataclass(frozen=True, slots=True)
class _Gapped:
    document: DocumentRead
    """Its offsets counted from the beginning of its text."""
    copy: ReadingCopy
    base: int


def link_record(store: RecordStore) -> int:
    """Link the documents of *store* across its files and return how many gaps were closed."""
    if len(store.files()) < 2 or store.count("documents") > MOST:
        return 0
    stored = list(stored_documents(store))
    known = {each.document.id for each in stored}
    pages = _pages(stored)
    gapped = {each.document.id: _gapped(store, each, known) for each in stored if _gaps(each.document, known)}
    if not gapped:
        return 0
    documents = [
        gapped[each.document.id].document if each.document.id in gapped else replace(each.document, links=())
        for each in stored
    ]
    copies = [gapped[each.id].copy if each.id in gapped else _NOTHING for each in documents]
    closed = 0
    for linked, each in zip(link_documents(documents, copies), stored, strict=True):
        if each.document.id in gapped:
            found = [_moved(link, gapped[each.document.id].base) for link in linked.links]
            links = tuple(_closed(each.document.links, found, known, pages))
            if links != each.document.links:
                closed += sum(not link.target for link in each.document.links) - sum(not link.target for link in links)
                replace_links(store, each.number, links)
    return closed


def _gaps(document: DocumentRead, known: set[str]) -> bool:
    return any(link.target not in known for link in document.links)


def _gapped(store: RecordStore, stored: StoredDocument, known: set[str]) -> _Gapped:
    held = stored_text(store, stored.document.id)
    return _Gapped(replace(shifted(stored.document, -held.base), links=()), held.copy, held.base)


def _moved(link: Link, by: int) -> Link:
    return replace(link, start=link.start + by, end=link.end + by)


def _closed(links: Sequence[Link], found: Sequence[Link], known: set[str], pages: dict[str, str]) -> Iterator[Link]:
    """Yield *links* with their gaps closed by what was *found* at the same place, or by a page of that name."""
    targets: dict[tuple[int, int], list[Link]] = {}
    for link in found:
        if link.target and link.kind != "encloses":
            targets.setdefault((link.start, link.end), []).append(link)
    for link in links:
        if link.target in known:
            yield link
            continue
        gap = replace(link, target="")  # a document that was there and is no more leaves a gap
        page = pages.get(_name(link.text), "")
        yield from targets.get((link.start, link.end)) or [replace(gap, target=page)]


def _pages(stored: Sequence[StoredDocument]) -> dict[str, str]:
    """Return the first document of each page, by the name a wikilink gives it."""
    pages: dict[str, str] = {}
    for each in stored:
        if each.document.parent or each.document.kind == "commentary":
            continue
        pages.setdefault(_name(PurePosixPath(each.file).stem), each.document.id)
    return pages


def _name(text: str) -> str:
    """Return a page's name as links spell it: without heading or alias, decoded, in one width."""
    bare = text.strip().removeprefix("[[").removesuffix("]]").partition("|")[0].partition("#")[0]
    return unicodedata.normalize("NFKC", unquote(bare)).strip().casefold().removesuffix(".md")
