"""``python -m benchmarks.reading``: what keeping and searching a record costs, beside its alternatives.

Three subjects, each checked before it is timed. *index*: clean text through the store into the full-text index, on one
core. *search*: pages by date and by rank over many documents, with rare, common and very common words. *peers*: the
same texts in a plain FTS5 table (unicode61), in a trigram table, in tantivy where it is installed, and in Python's
``in``; recall against plain substring search is told beside the time, because a fast wrong answer is none.

Times are processor time of one core: on a machine that others use, the clock measures the others.

Documents are synthetic: two-character words, drawn as words are in a language (by Zipf's law), with punctuation.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np

from foedus.record._copy import ReadingCopy
from foedus.record._file_read import FileRead
from foedus.record._reading import DocumentRead, PartyRead
from foedus.record._search import Filters, search, update_index
from foedus.record._store import Original, RecordStore, stored_text, write_file
from foedus.record._variants import search_fold

WORDS = 20_000
"""Different words."""
LENGTH, LONG = 90, 400
"""Words a document: many short ones to search, telegrams of a usual length to index."""
A_FILE = 500
"""Documents a file."""
COMMON, RARE = 3, 4_000
"""Ranks of the words asked for."""
ORDERS: tuple[Literal["date", "rank"], ...] = ("date", "rank")
MARKS = "，。、；"


def vocabulary() -> list[str]:
    """Return the words, the commonest first."""
    chance = np.random.default_rng(7)
    every = map(chr, range(0x4E00, 0x9FA5))
    signs = [sign for sign in every if search_fold(sign) == sign][::5]  # so that plain substring search is the truth
    return ["".join(signs[number] for number in pair) for pair in chance.integers(0, len(signs), (WORDS, 2))]


def texts(count: int, words: list[str], length: int = LENGTH) -> Iterator[str]:
    """Yield the texts of *count* documents."""
    chance = np.random.default_rng(8)
    weights = 1 / np.arange(1, len(words) + 1)
    steps = np.cumsum(weights / weights.sum())
    for _ in range(count):
        drawn = np.searchsorted(steps, chance.random(length)).tolist()
        marks = chance.integers(0, 12, length).tolist()
        yield "".join(
            words[number] + (MARKS[mark] if mark < 4 else "") for number, mark in zip(drawn, marks, strict=True)
        )


def files(count: int, words: list[str], length: int = LENGTH) -> Iterator[FileRead]:
    """Yield the documents in files, each document with a date, a sender and a recipient."""
    chance = np.random.default_rng(9)
    pieces = texts(count, words, length)
    for first in range(0, count, A_FILE):
        documents, parts, at = [], [], 0
        for number in range(first, min(first + A_FILE, count)):
            text = next(pieces) + "\n"
            date = f"{chance.integers(1940, 1980)}-{chance.integers(1, 13):02d}-{chance.integers(1, 29):02d}"
            sender, recipient = f"S{chance.integers(200)}", f"R{chance.integers(200)}"
            documents.append(
                DocumentRead(
                    f"d{number}", text[:20], "telegram" if number % 3 else "letter", at, at + len(text),
                    date, sender=sender, recipient=recipient, language="zh",
                    parties=(PartyRead("sender", sender), PartyRead("recipient", recipient)),
                )
            )  # fmt: skip
            parts.append(text)
            at += len(text)
        text = "".join(parts)
        yield FileRead(
            f"{first}.txt",
            "",
            len(text.encode()),
            "plain",
            "utf-8",
            text,
            False,
            ReadingCopy.of(text),
            tuple(documents),
        )


def timed(function: Callable[[], object], *, times: int = 7) -> float:
    """Return the median processor seconds of a call, the first left out; other work on the machine does not count."""
    function()
    spent = []
    for _ in range(times):
        begin = time.process_time()
        function()
        spent.append(time.process_time() - begin)
    return statistics.median(spent)


def build(folder: Path, count: int, words: list[str], length: int = LENGTH) -> dict[str, object]:
    """Make a record of *count* documents and return what it cost."""
    store_seconds, size = 0.0, 0
    with RecordStore.create(folder) as store:
        store.originals.mkdir()
        for read in files(count, words, length):
            original = Original(read.name, f"{int(read.name[:-4]):064x}", ".txt")
            (store.originals / original.file).write_bytes(read.text.encode())
            size += read.size
            begin = time.process_time()
            write_file(store, read, original=original, reader="1")
            store_seconds += time.process_time() - begin
        begin = time.process_time()
        added = update_index(store)
        index_seconds = time.process_time() - begin
        assert added == count
        stored = (folder / "record.sqlite").stat().st_size
        index = store.connection.execute("SELECT sum(length(block)) FROM full_text_data").fetchone()[0]
    return {
        "documents": count, "text_mb": round(size / 1e6, 1), "store_mb_per_s": round(size / 1e6 / store_seconds, 1),
        "index_mb_per_s": round(size / 1e6 / index_seconds, 1),
        "both_mb_per_s": round(size / 1e6 / (store_seconds + index_seconds), 1),
        "index_mb": round(index / 1e6, 1), "record_mb": round(stored / 1e6, 1),
    }  # fmt: skip


def pages(folder: Path, words: list[str]) -> Iterator[dict[str, object]]:
    """Yield the time of first pages; every page is checked against the texts on it."""
    with RecordStore.open(folder) as store:
        asked = {
            "all documents": "", "rare word": words[RARE], "common word": words[40], "very common word": words[COMMON],
            "one character": words[COMMON][0], "two common words": f"{words[COMMON]} {words[5]}",
            "common OR common": f"{words[COMMON]} OR {words[5]}", "common, one sender": f"{words[COMMON]} from:S7",
            "common, one month": f"{words[COMMON]} date:1961-05",
        }  # fmt: skip
        for name, query in asked.items():
            times = {}
            for order in ORDERS:
                page = search(store, query, order=order)
                if order == "date":
                    assert [hit.date for hit in page.hits] == sorted(hit.date for hit in page.hits)
                for hit in page.hits:
                    text = stored_text(store, hit.document)
                    printed = {text.copy.source[span.start - text.base : span.end - text.base] for span in hit.spans}
                    assert printed <= {word for word in query.split() if word != "OR"}
                times[order] = round(1e3 * timed(partial(search, store, query, order=order)), 2)
            first = search(store, query)
            yield {
                "query": name, "found": f"{'' if first.total_exact else 'over '}{first.total}",
                "date_ms": times["date"], "rank_ms": times["rank"], "sampled": first.sampled,
            }  # fmt: skip
        late = partial(search, store, words[COMMON], order="date", filters=Filters(after="1975"))
        yield {"query": "very common word after 1975", "date_ms": round(1e3 * timed(late), 2)}
        counted = partial(search, store, words[COMMON], order="date", facets=("kind", "sender", "year"))
        yield {"query": "very common word with three facets", "date_ms": round(1e3 * timed(counted), 2)}


def peers(count: int, words: list[str]) -> Iterator[dict[str, object]]:
    """Yield what alternatives make of the same texts: time to index, size, time and recall of a page of results."""
    held = list(texts(count, words))
    size = sum(len(text.encode()) for text in held)
    queries = [words[3], words[40], words[400], words[4_000], words[3][0], words[40] + words[3]]
    true = [{number for number, text in enumerate(held) if query in text} for query in queries]

    def line(name: str, seconds: float, stored: int, ask: Callable[[str], set[int]]) -> dict[str, object]:
        found = [ask(query) for query in queries]
        wanted = sum(map(len, true))
        right = sum(len(one & other) for one, other in zip(found, true, strict=True))
        given = sum(map(len, found))
        spent = statistics.median(timed(lambda query=query: ask(query), times=3) for query in queries)  # type: ignore[misc]
        return {
            "peer": name, "documents": count, "index_mb_per_s": round(size / 1e6 / seconds, 1) if seconds else None,
            "index_per_text": round(stored / size, 2), "all_hits_ms": round(1e3 * spent, 2),
            "recall": round(right / wanted, 3), "precision": round(right / given, 3) if given else None,
        }  # fmt: skip

    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        yield _foedus(base, held, line)
        for name, tokenizer in (("FTS5 unicode61", "unicode61"), ("FTS5 trigram", "trigram")):
            path = base / f"{tokenizer}.sqlite"
            connection = sqlite3.connect(path, isolation_level=None)
            begin = time.process_time()
            connection.execute(f"CREATE VIRTUAL TABLE t USING fts5(x, content='', tokenize='{tokenizer}')")
            connection.execute("BEGIN")
            connection.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(held))
            connection.execute("COMMIT")
            connection.execute("INSERT INTO t (t) VALUES ('optimize')")
            seconds = time.process_time() - begin

            def ask(query: str, connection: sqlite3.Connection = connection) -> set[int]:
                return {row[0] for row in connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (f'"{query}"',))}

            yield line(name, seconds, path.stat().st_size, ask)
            connection.close()
        found = _tantivy(base, held, line)
        yield found or {"peer": "tantivy", "absent": "pip install tantivy to compare"}
    yield line("Python in", 0.0, 0, lambda query: {number for number, text in enumerate(held) if query in text})


Line = Callable[[str, float, int, Callable[[str], set[int]]], dict[str, object]]


def _foedus(folder: Path, held: list[str], line: Line) -> dict[str, object]:
    """Return our own line, over the same texts: the expression alone, as the peers are asked."""
    from foedus.record._search._letters import Phrase, index_text

    path = folder / "foedus.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    begin = time.process_time()
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, content='', tokenize='ascii')")
    connection.execute("INSERT INTO t(t, rank) VALUES ('hashsize', ?)", (32 * 1024 * 1024,))
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO t (rowid, x) VALUES (?, ?)", ((n, index_text(text)) for n, text in enumerate(held))
    )
    connection.execute("COMMIT")
    connection.execute("INSERT INTO t (t) VALUES ('optimize')")
    seconds = time.process_time() - begin

    def ask(query: str) -> set[int]:
        return {
            row[0] for row in connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (Phrase.of(query).match(),))
        }

    result = line("Foedus (a token a character)", seconds, path.stat().st_size, ask)
    connection.close()
    return result


def _tantivy(folder: Path, held: list[str], line: Line) -> dict[str, object] | None:
    try:
        tantivy = importlib.import_module("tantivy")
    except ImportError:
        return None
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("x", stored=False)
    schema.add_integer_field("n", stored=True, indexed=True)
    (folder / "tantivy").mkdir()
    index = tantivy.Index(schema.build(), path=str(folder / "tantivy"))
    begin = time.process_time()
    writer = index.writer(num_threads=1)
    for number, text in enumerate(held):
        writer.add_document(tantivy.Document(x=" ".join(text), n=number))
    writer.commit()
    writer.wait_merging_threads()
    seconds = time.process_time() - begin
    index.reload()
    searcher = index.searcher()

    def ask(query: str) -> set[int]:
        parsed = index.parse_query(f'"{" ".join(query)}"', ["x"])
        return {searcher.doc(address)["n"][0] for _, address in searcher.search(parsed, limit=len(held)).hits}

    stored = sum(path.stat().st_size for path in (folder / "tantivy").iterdir())
    return line("tantivy, a token a character", seconds, stored, ask)


def main() -> None:
    """Print one JSON line a measurement."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=300_000)
    parser.add_argument("--peers", type=int, default=20_000, help="documents for the peers")
    options = parser.parse_args()
    machine = platform.processor() or platform.machine()
    versions = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    print(json.dumps({"machine": machine, "cores": os.cpu_count()} | versions), flush=True)
    words = vocabulary()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps({"subject": "index"} | build(Path(folder), options.documents // 20, words, LONG)), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps({"subject": "index"} | build(Path(folder), options.documents, words)), flush=True)
        for page in pages(Path(folder), words):
            print(json.dumps({"subject": "search"} | page), flush=True)
    for peer in peers(options.peers, words):
        print(json.dumps({"subject": "peers"} | peer), flush=True)


if __name__ == "__main__":
    main()
