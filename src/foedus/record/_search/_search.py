"""Search: the index names the documents, the text itself says where; a page never costs more than a page.

*By date*: the index is in the order of the documents, so the first page ends as soon as it is full.

*By rank*: BM25 (Robertson and Zaragoza 2009, as SQLite computes it) over all documents found. Where more than
`RANKED` are found, ranking them all would take as long as there are documents while hardly telling them apart: then
an even sample of them is ranked (and those with the words in their title, where those are few), and
``SearchPage.sampled`` says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .._authority import Authority
from .._store import (
    RecordStore,
    StoredText,
    first_key,
    learnt_parties,
    merge_authority,
    read_authority,
    sort_day,
    source_text,
    window_of,
)
from ._facets import Facet, count_facets
from ._hits import Snippet, Span, literal_spans, snippet, spans_in_copy, spans_in_note
from ._index import SAMPLES, body_text, sample_fact
from ._letters import Phrase
from ._match import Filters, Match, match_of
from ._query import Clause, Query, Term, parse_query, wrong_query

RANKED = 20_000
"""Documents ranked at most."""
COUNTED = 10_000
"""Documents counted at most; a larger total is given as "more than"."""
MAX_PAGE = 1_000
MAX_OFFSET = 10_000

_WEIGHTS = "0.0, 1.0, 0.5, 0.0, 0.0, 0.0, 0.0"
_OPEN = "SELECT 1 FROM documents INDEXED BY documents_open WHERE first = '' AND last <> '' LIMIT 1"
_DAYS = " CROSS JOIN documents d INDEXED BY documents_days ON d.number = full_text.rowid"
_DOCUMENT = (
    'SELECT d.id, d.title, d.kind, d.date, d.sender, d.recipient, d.parent, f.name, d.start, d."end", '
    "t.source, t.edits, t.start FROM documents d JOIN texts t ON t.number = d.text_number "
    "JOIN files f ON f.number = d.file WHERE d.number = ?"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found, and every place in it where a word of the query stands."""

    document: str
    title: str
    kind: str
    date: str
    sender: str
    recipient: str
    parent: str
    """The document that contains it; then its places are among those of that one, too."""
    file: str
    start: int
    end: int
    spans: tuple[Span, ...]
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of what was found."""

    hits: tuple[Hit, ...]
    total: int
    """Documents found; where ``total_exact`` is False there are more."""
    total_exact: bool
    order: str
    sampled: int
    """0, or of how many sixteenths of the documents the ranking is made, those with the words in the title apart."""
    facets: tuple[Facet, ...] = ()
    unindexed: int = 0
    """Documents of the record that are not in the index yet: reading was broken off."""


def search(
    store: RecordStore,
    query: str,
    *,
    limit: int = 20,
    offset: int = 0,
    order: Literal["rank", "date"] = "rank",
    filters: Filters = Filters(),  # noqa: B008
    facets: Sequence[str] = (),
    names: bool = False,
    verbatim: bool = False,
) -> SearchPage:
    """Return a page of the documents that answer *query*, with every place where its words stand.

    Args:
        store: An open record.
        query: See `parse_query`; empty finds all documents.
        limit: Documents on the page, at most 1,000.
        offset: Documents before it, at most 10,000.
        order: ``rank``, or ``date``: first day first, undated last.
        filters: What a document must be beside.
        facets: What to count over all documents found: ``kind``, ``sender``, ``recipient``, ``year``, ``language``,
            ``file``, ``tag``, ``party``.
        names: Whether the name of a party also finds its aliases.
        verbatim: Whether *query* is one text to be found exactly as printed: nothing folded, no space passed over.

    Raises:
        CaseError: the query cannot be asked, or ``authority.yaml`` cannot be used.
    """
    if not 0 <= offset <= MAX_OFFSET or not 1 <= limit <= MAX_PAGE:
        raise ValueError(f"limit is 1 to {MAX_PAGE:,} and offset 0 to {MAX_OFFSET:,}")
    asked = _literal(query) if verbatim else parse_query(query)
    literal = query if verbatim and query.strip() else ""
    with store.guarded():
        return _page(store, asked, filters, order, facets, limit=limit, offset=offset, names=names, literal=literal)


def _page(
    store: RecordStore,
    asked: Query,
    filters: Filters,
    order: str,
    facets: Sequence[str],
    *,
    limit: int,
    offset: int,
    names: bool,
    literal: str,
) -> SearchPage:
    match = match_of(asked, filters, authority=lambda: _authority(store), extent=lambda: _extent(store), names=names)
    asking = _Asking(store, match, literal)
    if not asking.indexed():
        return SearchPage((), 0, True, order, 0, (), store.count("documents"))
    total, exact = asking.total()
    sampled = asking.sampling() if order == "rank" and match.shown else 0
    rows = asking.ranked(sampled) if order == "rank" and match.shown else asking.by_date()
    hits, passed = [], 0
    for number in rows:
        hit = asking.hit(number)
        if hit is None:
            continue
        passed += 1
        if passed > offset:
            hits.append(hit)
            if len(hits) == limit:
                break
    counted = count_facets(store.connection, *asking.where(match.expression), names=facets) if facets else ()
    return SearchPage(
        tuple(hits), total, exact and not literal, order, sampled, counted, asking.store.count("unindexed")
    )


def _literal(query: str) -> Query:
    phrase = Phrase.of(query)
    if not query.strip():
        return Query(())
    if not phrase.tokens:
        raise wrong_query("a text of marks alone cannot be searched", "add a letter or a digit")
    return Query((Clause((Term(query, phrase),)),))


def _authority(store: RecordStore) -> Authority:
    return merge_authority(read_authority(store.folder), learnt_parties(store))


def _extent(store: RecordStore) -> tuple[str, str]:
    """Return the first day of the first and of the last dated document."""
    query = "SELECT first FROM documents WHERE number < ? AND first <> '' ORDER BY number {} LIMIT 1"
    undated = first_key(sort_day("", ""))
    first, last = (store.connection.execute(query.format(order), (undated,)).fetchone() for order in ("ASC", "DESC"))
    return (first[0], last[0]) if first else ("", "")


class _Asking:
    """One query being answered."""

    def __init__(self, store: RecordStore, match: Match, literal: str) -> None:
        self.store = store
        self.match = match
        self.literal = literal
        self.connection: sqlite3.Connection = store.connection
        self._source = lru_cache(maxsize=4)(lambda file: source_text(store, file))

    def indexed(self) -> bool:
        return bool(self.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'full_text'").fetchone())

    def where(self, expression: str) -> tuple[str, list[object]]:
        """Return what follows FROM to find the documents: the index alone, but for exact days and replaced files."""
        days = bool(self.match.before or self.match.after)
        condition = f"full_text{_DAYS if days else ''} WHERE full_text MATCH ?"
        parts: list[object] = [expression]
        if self.connection.execute("SELECT 1 FROM stale LIMIT 1").fetchone():
            condition += " AND full_text.rowid NOT IN (SELECT number FROM stale)"
        if self.match.before:
            condition += " AND d.first <= ?"
            parts.append(self.match.before)
            # Documents sort by their first day, so the index can stop there; not those of an open beginning.
            if not self.connection.execute(_OPEN).fetchone():
                condition += " AND full_text.rowid < ?"
                parts.append(first_key(sort_day(self.match.before, self.match.before) + 2))
        if self.match.after:
            condition += " AND (d.last >= ? OR (d.last = '' AND d.first <> ''))"
            parts.append(self.match.after)
        if days:
            condition += " AND NOT (d.first = '' AND d.last = '')"
        return condition, parts

    def total(self) -> tuple[int, bool]:
        condition, values = self.where(self.match.expression)
        query = f"SELECT count(*) FROM (SELECT 1 FROM {condition} LIMIT {COUNTED + 1})"  # noqa: S608
        count = int(self.connection.execute(query, values).fetchone()[0])
        return min(count, COUNTED), count <= COUNTED

    def sampling(self) -> int:
        """Return of how many samples the ranking is made, 0 for all documents."""
        one = f"({self.match.expression}) AND (facts : {sample_fact(0)})"
        count = self._count(one)
        return 0 if SAMPLES * count <= RANKED else max(1, min(SAMPLES - 1, RANKED // count))

    def _count(self, expression: str) -> int:
        query = f"SELECT count(*) FROM (SELECT 1 FROM full_text WHERE full_text MATCH ? LIMIT {RANKED})"  # noqa: S608
        return int(self.connection.execute(query, (expression,)).fetchone()[0])

    def ranked(self, sampled: int) -> Iterator[int]:
        expression = self.match.expression
        if sampled:
            wanted = "facts : (" + " OR ".join(map(sample_fact, range(sampled))) + ")"
            titles = " OR ".join(f"({{title}} : {phrase.match(title=True)})" for _, phrase in self.match.shown)
            if self._count(titles) < RANKED // 4:
                wanted += f" OR {titles}"
            expression = f"({expression}) AND ({wanted})"
        condition, values = self.where(expression)
        order = f"bm25(full_text, {_WEIGHTS}), full_text.rowid"
        query = f"SELECT full_text.rowid FROM {condition} ORDER BY {order}"  # noqa: S608
        return (row[0] for row in self.connection.execute(query, values))

    def by_date(self) -> Iterator[int]:
        condition, values = self.where(self.match.expression)
        query = f"SELECT full_text.rowid FROM {condition} ORDER BY full_text.rowid"  # noqa: S608
        return (row[0] for row in self.connection.execute(query, values))

    def hit(self, number: int) -> Hit | None:
        """Return what stands in a document, or None where the text does not bear out the index."""
        row = self.connection.execute(_DOCUMENT, (number,)).fetchone()
        id_, title, kind, date, sender, recipient, parent, file, start, end, source, edits, base = row
        text = window_of(source, edits, base, start, end)
        spans = self._spans(number, text, file) if self.match.shown else []
        if self.match.in_text and not spans:
            return None
        shown = snippet(text.copy, text.base, spans)
        return Hit(id_, title, kind, date, sender, recipient, parent, file, start, end, tuple(spans), shown)

    def _spans(self, number: int, text: StoredText, file: str) -> list[Span]:
        notes = self.connection.execute(
            'SELECT start, "end", text FROM notes WHERE document = ? ORDER BY position', (number,)
        ).fetchall()
        inner = [(0, start - text.base, end - text.base) for start, end, _ in notes]
        copy = body_text(text.copy, inner)
        phrases = self.match.shown
        if self.literal:
            spans = literal_spans(text.copy, text.base, self.literal)
        else:
            spans = spans_in_copy(copy, text.base, phrases)
        for start, end, read in notes:
            if start < 0 or end <= start:
                continue
            inside = text.copy.start + text.base <= start and end <= text.copy.end + text.base
            if inside:
                printed = text.copy.source[start - text.base : end - text.base]
            else:
                printed = self._source(file)[start:end]
            if not self.literal:
                spans += spans_in_note(read, printed, start, phrases)
            elif not inside:
                at = printed.find(self.literal)
                if at >= 0:
                    spans.append(Span(start + at, start + at + len(self.literal), "note", self.literal))
        return sorted(set(spans))
