"""Text reuse: passages that stand in two documents, such as a telegram quoted in another.

Winnowing (Schleimer, Wilkerson and Aiken 2003): every run of `run` folded letters has a hash, and of each `window`
neighbouring ones the smallest is kept, so that any passage of ``run + window - 1`` shared letters shares a kept one.
Shared ones are then followed letter by letter, in both directions, over small differences: what is reported are the
letters themselves, not hashes. Spaces, punctuation and layout are none, so another layout hides nothing.

Guarantee: two documents that share a passage of at least ``run + window - 1`` letters are found, unless the passage is
so common (in more than ``MAX_SHARED`` documents) that it is a formula and no quotation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .._copy import ReadingCopy
from .._store import RecordStore, window_of
from ._letters import BREAK, HYPHEN, MARK, same_length

MAX_SHARED = 24
"""Documents; a passage that more of them hold is a formula."""
_HAN_RUN, _WORD_RUN = 12, 40
_WINDOW = 8
_GAP = 12
"""Letters that two passages may lie apart and still be one."""
_BUDGET = 4_000_000
"""Kept hashes at a time; a larger record is gone through several times, each time for its share of the hashes."""
_BASE = np.uint64(0x9E3779B97F4A7C15)

_NO_LETTERS = np.array([ord(each) for each in (" ", BREAK, HYPHEN, MARK)], dtype=np.uint32)

_ROWS = (
    'SELECT d.number, d.id, f.number, d.start, d."end", t.source, t.edits, t.start FROM documents d '
    "JOIN texts t ON t.number = d.text_number JOIN files f ON f.number = d.file WHERE d.number > ? "
    "ORDER BY d.number LIMIT 200"
)


@dataclass(frozen=True, slots=True, order=True)
class Reuse:
    """One passage in two documents, in characters of their sources; the earlier document first."""

    document: str
    other: str
    start: int
    end: int
    other_start: int
    other_end: int
    letters: int
    """Letters the passage has in the first document."""


@dataclass(frozen=True, slots=True)
class _Text:
    id: str
    file: int
    start: int
    end: int
    letters: NDArray[np.uint32]
    offsets: NDArray[np.int64]
    """Of the source, for each letter."""


def text_reuse(store: RecordStore, *, least: int = 0) -> Iterator[Reuse]:
    """Yield the passages that two documents share, the longest of each pair first.

    A document and one it contains share everything and are passed over.

    Args:
        store: An open record.
        least: Letters a passage must have; by default 19 where it is Chinese and 47 where it is not.
    """
    total = store.connection.execute('SELECT ifnull(sum("end" - start), 0) FROM documents').fetchone()[0]
    passes = 1 + int(total) * 2 // (_WINDOW * _BUDGET)
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    formulas: dict[int, list[int]] = {}
    for share in range(passes):
        hashes, numbers, places = _kept(store, share, passes)
        for first, second, at, other in _shared(hashes, numbers, places):
            pairs.setdefault((first, second), []).append((at, other))
        for number, begins in _formulas(hashes, numbers, places).items():
            formulas.setdefault(number, []).extend(begins)
    texts: dict[int, _Text] = {}
    for (first, second), seeds in sorted(pairs.items()):
        for number in [number for number in texts if number < first]:
            del texts[number]  # pairs come in order: it is not asked for again as the first
        left, right = _text(store, first, texts), _text(store, second, texts)
        if left.file == right.file and left.start < right.end and right.start < left.end:
            continue
        common = sorted(formulas.get(first, ()))
        yield from sorted(_passages(left, right, seeds, common, least), key=lambda each: (-each.letters, each.start))


def _kept(
    store: RecordStore, share: int, passes: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int32]]:
    """Return the kept hashes of all documents that fall to this share, sorted, with document and place."""
    hashes, numbers, places = [np.empty(0, np.uint64)], [np.empty(0, np.int64)], [np.empty(0, np.int32)]
    last = -1
    while rows := store.connection.execute(_ROWS, (last,)).fetchall():
        for row in rows:
            last = row[0]
            found, at = winnow(_letters(row)[0])
            mine = found % np.uint64(passes) == share
            hashes.append(found[mine])
            places.append(at[mine])
            numbers.append(np.full(int(mine.sum()), last, np.int64))
    all_hashes = np.concatenate(hashes)
    order = np.argsort(all_hashes, kind="stable")
    return all_hashes[order], np.concatenate(numbers)[order], np.concatenate(places)[order]


def winnow(letters: NDArray[np.uint32]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Return the kept hashes of a text and the letter each begins at.

    >>> hashes, places = winnow(np.arange(100, dtype=np.uint32))
    >>> bool(len(hashes) == len(places) > 0 and (np.diff(places) <= 8).all())
    True
    """
    run = _run_of(letters)
    count = len(letters) - run + 1
    if count < 1:
        return np.empty(0, np.uint64), np.empty(0, np.int32)
    with np.errstate(over="ignore"):
        codes = (letters.astype(np.uint64) + np.uint64(1)) * _BASE
        rolled = np.zeros(count, np.uint64)
        for step in range(run):
            rolled = rolled * np.uint64(1099511628211) + codes[step : step + count]
        rolled ^= rolled >> np.uint64(29)
        rolled *= _BASE
        rolled ^= rolled >> np.uint64(32)
    if count <= _WINDOW:
        places = np.array([int(rolled.argmin())])
    else:
        windows = np.lib.stride_tricks.sliding_window_view(rolled, _WINDOW)
        places = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    return rolled[places], places.astype(np.int32)


def _run_of(letters: NDArray[np.uint32]) -> int:
    """Return how many letters a run has: a dozen Chinese characters say as much as forty letters."""
    return _HAN_RUN if int((letters >= 0x2E80).sum()) * 2 >= len(letters) else _WORD_RUN


def _shared(
    hashes: NDArray[np.uint64], numbers: NDArray[np.int64], places: NDArray[np.int32]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield document, other document and the place in each for every hash that few documents share."""
    edges = _edges(hashes)
    sizes = np.diff(edges)
    for group in np.flatnonzero((sizes > 1) & (sizes <= 4 * MAX_SHARED)).tolist():
        begin, end = int(edges[group]), int(edges[group + 1])
        holders = numbers[begin:end].tolist()
        if not 1 < len(set(holders)) <= MAX_SHARED:
            continue
        at = places[begin:end].tolist()
        for one in range(len(holders)):
            for two in range(one + 1, len(holders)):
                if holders[one] < holders[two]:
                    yield holders[one], holders[two], at[one], at[two]
                elif holders[two] < holders[one]:
                    yield holders[two], holders[one], at[two], at[one]


def _edges(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    if not len(hashes):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1], [True]])).astype(np.int64)


def _formulas(
    hashes: NDArray[np.uint64], numbers: NDArray[np.int64], places: NDArray[np.int32]
) -> dict[int, list[int]]:
    """Return, by document, the letters at which runs begin that too many documents hold."""
    edges = _edges(hashes)
    if not len(edges):
        return {}
    common = np.repeat(np.diff(edges) > MAX_SHARED, np.diff(edges))
    found: dict[int, list[int]] = {}
    for number, place in zip(numbers[common].tolist(), places[common].tolist(), strict=True):
        found.setdefault(number, []).append(place)
    return found


def _passages(
    left: _Text, right: _Text, seeds: list[tuple[int, int]], formulas: list[int], least: int
) -> Iterator[Reuse]:
    """Follow the shared runs of two documents as far as their letters agree; near ones on one line become one."""
    found: list[tuple[int, int, int, int]] = []
    ends: dict[int, int] = {}
    for at, other in sorted(set(seeds)):
        if ends.get(at - other, -1) >= at:
            continue  # inside the passage just followed
        begin, end = _follow(left.letters, right.letters, at, other)
        if end <= begin:
            continue  # the hashes agree and the letters do not
        ends[at - other] = end
        found.append((begin, end, begin - at + other, end - at + other))
    run = _run_of(left.letters)
    least = least or run + _WINDOW - 1
    for begin, end, first, last in _joined(sorted(found)):
        if end - begin - _covered(begin, end, formulas, run) >= least:
            yield Reuse(
                left.id, right.id, int(left.offsets[begin]), int(left.offsets[end - 1]) + 1,
                int(right.offsets[first]), int(right.offsets[last - 1]) + 1, end - begin,
            )  # fmt: skip


def _covered(begin: int, end: int, formulas: list[int], run: int) -> int:
    """Return how many letters of a passage belong to formulas."""
    covered, at = 0, begin
    for start in formulas[bisect_left(formulas, begin) : bisect_left(formulas, end)]:
        stop = min(start + run, end)
        covered += max(0, stop - max(start, at))
        at = max(at, stop)
    return covered


def _follow(left: NDArray[np.uint32], right: NDArray[np.uint32], at: int, other: int) -> tuple[int, int]:
    ahead = min(len(left) - at, len(right) - other)
    differ = np.flatnonzero(left[at : at + ahead] != right[other : other + ahead])
    end = at + (int(differ[0]) if len(differ) else ahead)
    behind = min(at, other)
    differ = np.flatnonzero(left[at - behind : at][::-1] != right[other - behind : other][::-1])
    return at - (int(differ[0]) if len(differ) else behind), end


def _joined(found: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    joined: list[tuple[int, int, int, int]] = []
    for begin, end, first, last in found:
        if joined:
            before = joined[-1]
            if 0 <= begin - before[1] <= _GAP and 0 <= first - before[3] <= _GAP:
                joined[-1] = (before[0], end, before[2], last)
                continue
            if end <= before[1] and last <= before[3]:
                continue
        joined.append((begin, end, first, last))
    return joined


def _text(store: RecordStore, number: int, texts: dict[int, _Text]) -> _Text:
    if number not in texts:
        row = store.connection.execute(_ROWS.replace("d.number > ?", "d.number = ?"), (number,)).fetchone()
        texts[number] = _Text(row[1], row[2], row[3], row[4], *_letters(row))
    return texts[number]


def _letters(row: tuple) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:  # type: ignore[type-arg]
    """Return the letters of a document as read, and for each its offset in the source."""
    _, _, _, start, end, source, edits, base = row
    text = window_of(source, edits, base, start, end)
    codes = np.frombuffer(same_length(text.copy.text).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    kept = np.flatnonzero(~np.isin(codes, _NO_LETTERS))
    begins, sources, stored = _pieces(text.copy)
    piece = np.searchsorted(begins, kept, side="right") - 1
    return codes[kept].astype(np.uint32), sources[piece] + np.where(stored[piece], kept - begins[piece], 0) + text.base


def _pieces(copy: ReadingCopy) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return where each piece of the copy begins, where it comes from, and whether it is read as stored."""
    begins, sources, stored = [0], [copy.start], [True]
    at, here = copy.start, 0
    for edit in copy.edits:
        here += edit.start - at
        begins += [here, here + len(edit.now)]
        sources += [edit.start, edit.end]
        stored += [False, True]
        here += len(edit.now)
        at = edit.end
    return np.array(begins, dtype=np.int64), np.array(sources, dtype=np.int64), np.array(stored)
