"""A record in other formats: what may be written as what, and the writing of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from foedus._core import write_atomic

from .._authority import Authority
from .._search import network
from .._store import (
    RecordStore,
    learnt_parties,
    merge_authority,
    read_authority,
    stored_documents,
    stored_text,
)
from .._suggestion import Suggestion
from .._suggestions import record_suggestions
from ._annotations import annotations_json
from ._bibliography import bibliography_bibtex, bibliography_csl, bibliography_ris
from ._calendar import calendar_yaml
from ._cmif import correspondence_cmif
from ._holding import Holding
from ._network import network_graphml
from ._obsidian import obsidian_pages
from ._tables import RECORD_TABLES, TABLES, codebook_csv, table_csv, table_json
from ._tei import corpus_tei

FORMATS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(TABLES, ("csv", "json")),
    "documents": ("csv", "json", "tei", "cmif", "csl", "bibtex", "ris", "obsidian", "calendar"),
    "suggestions": ("csv", "json", "w3c"),
    **dict.fromkeys(RECORD_TABLES, ("csv", "json")),
    "network": ("csv", "json", "graphml"),
    "codebook": ("csv",),
}
"""What a record holds, and the formats each can be written in."""


def export_record(
    store: RecordStore, *, what: str, form: str, title: str = "", editor: str = "", address: str = ""
) -> Iterator[str]:
    """Yield the text of one export.

    Args:
        store: An open record.
        what: A key of `FORMATS`.
        form: One of its formats, but ``obsidian``, which is many files (`export_obsidian`).
        title: Title of a TEI corpus or CMIF index.
        editor: Who answers for it.
        address: Where a CMIF file will stand.

    Raises:
        ValueError: there is no such export.
        CaseError: ``authority.yaml`` or ``decisions.jsonl`` cannot be used.
    """
    if form not in FORMATS.get(what, ()) or form == "obsidian":
        raise ValueError(f"{what} cannot be written as {form}")
    title = title or store.folder.name
    all_of_it = holdings(store)
    if what == "codebook":
        return codebook_csv()
    if form in ("csv", "json"):
        write = table_csv if form == "csv" else table_json
        if what in RECORD_TABLES:
            return write(RECORD_TABLES[what], RECORD_TABLES[what].rows(store))
        return write(TABLES[what], (row for holding in all_of_it for row in TABLES[what].rows(holding)))
    if form == "graphml":
        return network_graphml(network(store))
    if form == "calendar":
        return calendar_yaml(store, all_of_it)
    writers: dict[str, Callable[[], Iterator[str]]] = {
        "tei": lambda: corpus_tei(all_of_it, title=title, authority=authority_of(store)),
        "cmif": partial(
            correspondence_cmif, all_of_it, title=title, editor=editor or "unknown",
            address=address or "https://example.org/cmif.xml", changed=_changed(store),
        ),
        "csl": partial(bibliography_csl, all_of_it),
        "bibtex": partial(bibliography_bibtex, all_of_it),
        "ris": partial(bibliography_ris, all_of_it),
        "w3c": partial(annotations_json, all_of_it),
    }  # fmt: skip
    return writers[form]()


def export_obsidian(store: RecordStore, *, folder: Path) -> int:
    """Write one page a document into *folder* and return how many; pages of the user's own are never overwritten.

    Raises:
        CaseError: ``decisions.jsonl`` cannot be used.
        OSError: a page cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, text in obsidian_pages(holdings(store)):
        path = folder / name
        if path.exists() and not path.read_text(encoding="utf-8", errors="replace").startswith("---\nid: "):
            path = folder / f"{path.stem} (Foedus).md"
        write_atomic(path, text.encode())
        count += 1
    return count


def holdings(store: RecordStore) -> Iterator[Holding]:
    """Yield the documents of a record in its order, with the suggestions as the analyst left them.

    Raises:
        CaseError: ``decisions.jsonl`` cannot be used.
    """
    by_document: dict[str, list[Suggestion]] = {}
    for suggestion in record_suggestions(store):
        by_document.setdefault(suggestion.document, []).append(suggestion)
    files = {file.name: file for file in store.files()}
    for each in stored_documents(store):
        file = files[each.file]
        yield Holding(
            each.file, file.digest, file.extracted, each.document, partial(stored_text, store, each.document.id),
            tuple(by_document.get(each.document.id, ())),
        )  # fmt: skip


def authority_of(store: RecordStore) -> Authority:
    """Return everybody the record knows: the user's own entries, and what the files tell beside them."""
    return merge_authority(read_authority(store.folder), learnt_parties(store))


def _changed(store: RecordStore) -> str:
    """Return the day on which the record was last written."""
    from .._store import DATABASE

    return dt.datetime.fromtimestamp((store.folder / DATABASE).stat().st_mtime, tz=dt.UTC).date().isoformat()
