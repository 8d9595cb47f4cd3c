"""The full-text index: contentless, its row numbers the order of the documents, made anew whenever in doubt.

Columns: ``body`` and ``notes`` are searched; ``title``, ``sender``, ``recipient`` and ``party`` are asked for by name;
``facts`` holds one token for each thing a document can be filtered by, so that every filter is a list the index
intersects, not a row to be looked at.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import lru_cache

from .._copy import Edit, ReadingCopy
from .._store import RecordStore, unpack
from ._letters import INDEX_VERSION, index_text, title_text

SAMPLES = 16
"""Parts, equal but for chance, into which the documents fall by their ids."""
_BATCH_CHARACTERS = 8_000_000
_HASH_BYTES = 32 * 1024 * 1024
_KEPT_TEXTS = 16
_COLUMNS = "title, body, notes, sender, recipient, party, facts"

_PENDING = (
    "SELECT u.number, d.id, d.title, d.kind, d.language, d.sender, d.recipient, d.via, d.first, d.last, d.tags, "
    'd.start, d."end", d.text_number, f.name FROM unindexed u JOIN documents d ON d.number = u.number '
    "JOIN files f ON f.number = d.file WHERE u.number > ? ORDER BY u.number LIMIT 1000"
)


@lru_cache(maxsize=16384)
def fact(kind: str, value: str) -> str:
    """Return the token that says that *kind* of a document is *value*.

    >>> fact("kind", "telegram") == fact("kind", "Telegram")
    True
    """
    return kind[0] + hashlib.blake2s(value.casefold().encode("utf-8", "replace"), digest_size=6).hexdigest()


def sample_fact(number: int) -> str:
    """Return the token of the documents in one sample."""
    return f"s{number}"


def time_facts(first: str, last: str) -> list[str]:
    """Return the tokens of the years, and for a year or less the months, that a date may touch.

    >>> time_facts("1950-05-14", "1950-06-02")
    ['y1950', 'm195005', 'm195006']
    """
    if not (first and last):
        return ["ylong", "mlong"] if first or last else []
    years = range(int(first[:4]), int(last[:4]) + 1)
    facts = ["ylong"] if len(years) > 60 else [f"y{year:04d}" for year in years]
    months = range(_month(first), _month(last) + 1)
    return facts + (["mlong"] if len(months) > 12 else [f"m{month // 12:04d}{month % 12 + 1:02d}" for month in months])


def times_between(first: str, last: str) -> list[str]:
    """Return tokens of which a document has one if it may touch the days from *first* to *last*; none if any may."""
    months = range(_month(first), _month(last) + 1)
    if len(months) <= 24:
        return ["mlong", *(f"m{month // 12:04d}{month % 12 + 1:02d}" for month in months)]
    years = range(int(first[:4]), int(last[:4]) + 1)
    return ["ylong", *(f"y{year:04d}" for year in years)] if len(years) <= 200 else []


def _month(iso: str) -> int:
    return int(iso[:4]) * 12 + int(iso[5:7]) - 1


def update_index(store: RecordStore, *, cancelled: Callable[[], bool] | None = None) -> int:
    """Bring the index up to date and return how many documents were added to it.

    It can be broken off at any time and goes on where it was.
    """
    connection = store.connection
    if _outdated(store):
        with store.transaction():
            connection.execute("DROP TABLE IF EXISTS full_text")
            connection.execute(
                f"CREATE VIRTUAL TABLE full_text USING fts5({_COLUMNS}, content='', tokenize='ascii', detail='full')"
            )
            connection.execute("DELETE FROM stale")
            connection.execute("INSERT OR IGNORE INTO unindexed SELECT number FROM documents")
            store.set_meta("index", INDEX_VERSION)
    before = store.count("documents") - store.count("unindexed")
    connection.execute("INSERT INTO full_text(full_text, rank) VALUES ('hashsize', ?)", (_HASH_BYTES,))
    connection.execute("INSERT INTO full_text(full_text, rank) VALUES ('automerge', 0)")  # once, at the end, is enough
    added, last = 0, -1
    while not (cancelled and cancelled()):
        with store.transaction():
            size, rows = 0, []
            for number, row, length in _rows(connection, last):
                rows.append(row)
                last, size = number, size + length
                if size >= _BATCH_CHARACTERS:
                    break
            marks = ",".join("?" * 8)
            connection.executemany(f"INSERT INTO full_text (rowid, {_COLUMNS}) VALUES ({marks})", rows)  # noqa: S608
            connection.execute("DELETE FROM unindexed WHERE number <= ?", (last,))
        added += len(rows)
        if not rows:
            break
    if added > before / 4:
        connection.execute("INSERT INTO full_text(full_text) VALUES ('optimize')")
        connection.executescript("PRAGMA incremental_vacuum")  # as a script, because it works while it is stepped
    elif added:
        connection.execute("INSERT INTO full_text(full_text, rank) VALUES ('merge', 1000)")
    return added


def _outdated(store: RecordStore) -> bool:
    if store.meta("index") != INDEX_VERSION:
        return True
    return store.count("stale") > max(1000, store.count("documents") // 4)


def _rows(connection: sqlite3.Connection, last: int) -> Iterator[tuple[int, list[object], int]]:
    texts: OrderedDict[int, tuple[ReadingCopy, int]] = OrderedDict()
    while batch := connection.execute(_PENDING, (last,)).fetchall():
        notes_of, parties_of = _hanging(connection, batch[0][0], batch[-1][0])
        for row in batch:
            number, title, text_number = row[0], row[2], row[13]
            if text_number not in texts:
                source, edits, base = connection.execute(
                    "SELECT source, edits, start FROM texts WHERE number = ?", (text_number,)
                ).fetchone()
                texts[text_number] = unpack(source, edits), base
                if len(texts) > _KEPT_TEXTS:
                    texts.popitem(last=False)
            copy, base = texts[text_number]
            notes = notes_of.get(number, [])
            window = copy.window(row[11] - base, row[12] - base)
            body = body_text(window, [(at - base, start - base, end - base) for at, start, end, _ in notes])
            cells = [
                number, title_text(title), index_text(body.text), index_text("\n".join([note[3] for note in notes])),
                *_names(row, parties_of.get(number, [])), _facts(row),
            ]  # fmt: skip
            yield number, cells, len(body.text)
        last = batch[-1][0]


def _hanging(
    connection: sqlite3.Connection, first: int, last: int
) -> tuple[dict[int, list[tuple[int, int, int, str]]], dict[int, list[tuple[str, str]]]]:
    """Return the notes and the parties of the documents that wait from number *first* to *last*."""
    which = "document BETWEEN ? AND ? AND +document IN (SELECT number FROM unindexed)"  # the plus: go by the range
    notes: dict[int, list[tuple[int, int, int, str]]] = {}
    query = f'SELECT document, at, start, "end", text FROM notes WHERE {which} ORDER BY document, position'  # noqa: S608
    for number, *cells in connection.execute(query, (first, last)):
        notes.setdefault(number, []).append((cells[0], cells[1], cells[2], cells[3]))
    parties: dict[int, list[tuple[str, str]]] = {}
    query = f"SELECT document, role, name FROM parties WHERE {which} ORDER BY document, position"  # noqa: S608
    for number, role, name in connection.execute(query, (first, last)):
        parties.setdefault(number, []).append((role, name))
    return notes, parties


def body_text(copy: ReadingCopy, notes: list[tuple[int, int, int]]) -> ReadingCopy:
    """Return *copy* without what stands of its notes in it (usually nothing: they have been taken out)."""
    inside = [
        Edit(max(start, copy.start), min(end, copy.end), "", "note")
        for _, start, end in notes
        if start < end and start < copy.end and end > copy.start and copy.window(start, end).text
    ]
    return copy.with_edits(inside) if inside else copy


def _names(row: tuple[object, ...], parties: list[tuple[str, str]]) -> list[str]:
    """Return sender, recipient and all parties, each name apart from the next by a break."""
    senders, recipients, all_of = [str(row[5])], [str(row[6])], [str(row[5]), str(row[6]), str(row[7])]
    for role, name in parties:
        if role in ("sender", "author"):
            senders.append(name)
        elif role == "recipient":
            recipients.append(name)
        all_of.append(name)
    return [_tokens("\n".join(dict.fromkeys(filter(None, names)))) for names in (senders, recipients, all_of)]


_tokens = lru_cache(maxsize=16384)(index_text)


def _facts(row: tuple[object, ...]) -> str:
    _, id_, _, kind, language, _, _, _, first, last, tags, _, _, _, file = row
    tokens = [
        "all", fact("kind", str(kind)), fact("language", str(language)), fact("file", str(file)),
        *(fact("tag", tag) for tag in json.loads(str(tags))), *time_facts(str(first), str(last)),
        sample_fact(zlib.crc32(str(id_).encode("utf-8", "replace")) % SAMPLES),
    ]  # fmt: skip
    return " ".join(tokens)
