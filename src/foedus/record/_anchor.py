"""Anchors: where the citations of a case stand in the reader's own copies, if they do.

A citation is *found* where the letters have its rolling hash and its digest, and enough speaks for the place: the
quotation and the matching letters around it are at least 16, or both sides match. Of several places the best is the
one with most matching sides, then a place at the calendar's position, then the one nearest to it. ``holds`` is found at
the position (letters before, in the file or in the document of a volume); ``moved`` is found elsewhere.

Where it is not found, ``changed`` says that the 16 letters before and the 16 after stand around a gap whose length is
the quotation's, give or take 16 letters or half of it, whichever is more; the same words repeated in quite other
surroundings do not make up for that. Otherwise it is ``missing``. A similar text is never taken for the quotation.

A copy is read in blocks, twice at most: once with windows of 16 letters for all contexts together, which finds nearly
everything, and once a length for the quotations whose surroundings did not match on both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ._calendar import Anchor, Calendar, Fingerprint
from ._fingerprint import CONTEXT, digest, rolling
from ._fold import Folded
from ._ingest import SourceText, span
from ._mersenne import Words, difference, prefix_hashes, window_hashes

MIN_EVIDENCE = 16
"""Letters that must agree, of the quotation and the sides that match, unless both sides do."""

_BLOCK = 1 << 20
_CANDIDATES = 16
"""Places a block proposes for one citation, best first; a wrong one needs a collision of hashes."""

Positions = NDArray[np.int64]


def anchor_citations(calendar: Calendar, sources: Sequence[SourceText]) -> tuple[Anchor, ...]:
    """Return where each passage of *calendar* stands in *sources*, in the order of the calendar.

    Without sources, and for a passage without fingerprint, the status is ``unchecked``. Rolling hashes after Karp and
    Rabin (1987), confirmed by SHA-256; linear in the letters of the sources times the different lengths of quotations
    whose surroundings changed. Offsets and text are those of the reader's copy.
    """
    searches: dict[str, _Search] = {}
    passages = [
        (f"{doc.id}#{passage.id}", passage.fingerprint) for doc in calendar.documents for passage in doc.passages
    ]
    if sources:
        searches = {name: _Search(mark) for name, mark in passages if mark is not None}
        _search(list(searches.values()), sources)
    return tuple(
        searches[name].anchor(name, sources) if name in searches else Anchor(name, "unchecked") for name, _ in passages
    )


@dataclass(slots=True, eq=False)
class _Search:
    """What is sought, and the best found so far."""

    mark: Fingerprint
    quotation: np.uint64 = field(init=False)
    before: np.uint64 = field(init=False)
    after: np.uint64 = field(init=False)
    found: tuple[tuple[int, int, int], int, int] | None = None
    """Rank (sides, at the position, nearness), source and first letter; higher ranks are better."""
    gap: tuple[tuple[int, int], int, int, int] | None = None
    """Rank, source, and the letters where a changed quotation would begin and end."""

    def __post_init__(self) -> None:
        self.quotation = np.uint64(int(self.mark.rolling, 16))
        self.before = np.uint64(int(self.mark.before, 16))
        self.after = np.uint64(int(self.mark.after, 16))

    @property
    def tolerance(self) -> int:
        return max(CONTEXT, self.mark.length // 2)

    def anchor(self, citation: str, sources: Sequence[SourceText]) -> Anchor:
        # The same words in other surroundings are another place, if the place itself is there with other words.
        elsewhere = self.found is not None and self.found[0][0] == 0 and self.gap is not None
        if self.found is not None and not elsewhere:
            (_, here, _), number, first = self.found
            last = first + self.mark.length
            status = "holds" if here else "moved"
        elif self.gap is not None:
            _, number, first, last = self.gap
            status = "changed"
        else:
            return Anchor(citation, "missing")
        source = sources[number]
        start, end = span(source, first, last)
        return Anchor(citation, status, source.name or source.path.name, start, end, source.text[start:end])


def _search(searches: list[_Search], sources: Sequence[SourceText]) -> None:
    longest = max((search.mark.length + search.tolerance for search in searches), default=0)
    for number, source in enumerate(sources):
        for block in _blocks(source, number, longest):
            _by_context(searches, block)
    rest: dict[int, list[_Search]] = defaultdict(list)
    for search in searches:
        if search.found is None or search.found[0][0] < 2:
            rest[search.mark.length].append(search)
    if rest:
        for number, source in enumerate(sources):
            for block in _blocks(source, number, longest):
                for length, group in rest.items():
                    _by_quotation(group, length, block)


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Some letters of a source with enough on both sides; positions are counted from ``low``."""

    number: int
    folded: Folded
    origins: Positions
    """Letters before each document of a volume."""
    low: int
    start: int
    """Quotations that begin from here…"""
    end: int
    """…to before here are this block's."""
    prefixes: Words
    contexts: Words
    """Hash of the 16 letters from each position."""


def _blocks(source: SourceText, number: int, longest: int) -> Iterator[_Block]:
    folded = source.folded
    origins = np.array([folded.position(part.start) for part in source.parts], dtype=np.int64)
    size = max(_BLOCK, 4 * longest)
    for start in range(0, len(folded), size):
        low = max(0, start - CONTEXT)
        end = min(start + size, len(folded))
        high = min(len(folded), end + longest + CONTEXT)
        prefixes = prefix_hashes(folded.letters[low:high])
        yield _Block(number, folded, origins, low, start, end, prefixes, window_hashes(prefixes, CONTEXT))


def _occurrences(windows: Words, wanted: Sequence[np.uint64]) -> dict[int, Positions]:
    """Return where each wanted hash stands, in order; a table of low bits passes over nearly everything else."""
    table = np.zeros(1 << 16, dtype=np.bool_)
    low = np.uint64((1 << 16) - 1)
    targets = np.unique(np.array(wanted, dtype=np.uint64))
    table[targets & low] = True
    hits = np.flatnonzero(table[windows & low])
    values = windows[hits]
    order = np.argsort(values, kind="stable")
    hits, values = hits[order], values[order]
    first, last = np.searchsorted(values, targets, "left"), np.searchsorted(values, targets, "right")
    return {int(target): hits[a:b] for target, a, b in zip(targets, first, last, strict=True)}


def _by_context(searches: list[_Search], block: _Block) -> None:
    wanted = [value for search in searches for value in (search.before, search.after)]
    where = _occurrences(block.contexts, wanted)
    for search in searches:
        ends = where[int(search.before)] + (block.low + CONTEXT)
        begins = where[int(search.after)] + block.low
        ends, begins = _with_edges(search.mark, block.folded, ends, begins)
        _propose(search, np.unique(np.concatenate([ends, begins - search.mark.length])), block)
        if search.found is None:
            _note_gap(search, ends[(ends >= block.start) & (ends < block.end)], begins, block)


def _with_edges(mark: Fingerprint, folded: Folded, ends: Positions, begins: Positions) -> tuple[Positions, Positions]:
    """Add the beginning and end of the file where one context, not both, is cut short by them."""
    count = len(folded)
    if mark.start < CONTEXT and mark.start <= count and rolling(folded, 0, mark.start) == mark.before:
        return np.unique(np.append(ends, mark.start)), begins
    tails = [at for at in range(max(0, count - CONTEXT + 1), count + 1) if rolling(folded, at, count) == mark.after]
    return ends, np.unique(np.append(begins, np.array(tails, dtype=np.int64)))


def _note_gap(search: _Search, ends: Positions, begins: Positions, block: _Block) -> None:
    if not len(ends) or not len(begins):
        return
    expected = ends + search.mark.length
    right = np.minimum(np.searchsorted(begins, expected), len(begins) - 1)
    left = np.maximum(right - 1, 0)
    nearest = np.where(np.abs(begins[left] - expected) <= np.abs(begins[right] - expected), begins[left], begins[right])
    off = np.abs(nearest - expected)
    usable = np.flatnonzero((off <= search.tolerance) & (nearest >= ends))
    if not len(usable):
        return
    away = np.abs(ends - search.mark.start)
    best = usable[np.lexsort((away[usable], off[usable]))[0]]
    rank = (-int(off[best]), -int(away[best]))
    if search.gap is None or rank > search.gap[0]:
        search.gap = (rank, block.number, int(ends[best]), int(nearest[best]))


def _by_quotation(group: list[_Search], length: int, block: _Block) -> None:
    windows = window_hashes(block.prefixes, length)[block.start - block.low : block.end - block.low]
    where = _occurrences(windows, [search.quotation for search in group])
    for search in group:
        _propose(search, where[int(search.quotation)] + block.start, block)


def _propose(search: _Search, starts: Positions, block: _Block) -> None:
    """Keep the best of the places *starts* where the quotation stands and enough speaks for it."""
    mark, folded = search.mark, block.folded
    count = len(folded)
    starts = starts[(starts >= block.start) & (starts < block.end) & (starts + mark.length <= count)]
    if not len(starts):
        return
    starts = starts[_hashes(block, starts, mark.length) == search.quotation]
    left, right = np.minimum(starts, CONTEXT), np.minimum(count - starts - mark.length, CONTEXT)
    before = _sides(block, starts - left, left) == search.before
    after = _sides(block, starts + mark.length, right) == search.after
    evidence = mark.length + before * left + after * right
    enough = (evidence >= MIN_EVIDENCE) | (before & after)
    starts, sides = starts[enough], (before.astype(np.int64) + after)[enough]
    if not len(starts):
        return
    away = np.abs(starts - mark.start)
    if len(block.origins):
        inside = np.searchsorted(block.origins, starts, "right") - 1
        within = np.where(inside >= 0, starts - block.origins[np.maximum(inside, 0)], starts)
        away = np.minimum(away, np.abs(within - mark.start))
    for best in np.lexsort((starts, away, -sides))[:_CANDIDATES].tolist():
        rank = (int(sides[best]), int(away[best] == 0), -int(away[best]))
        if search.found is not None and rank <= search.found[0]:
            return
        first = int(starts[best])
        if digest(folded, first, first + mark.length) == mark.digest:
            search.found = (rank, block.number, first)
            return


def _hashes(block: _Block, starts: Positions, length: int) -> Words:
    heads, tails = block.prefixes[starts - block.low], block.prefixes[starts - block.low + length]
    return difference(tails, heads, length)


def _sides(block: _Block, starts: Positions, lengths: Positions) -> Words:
    """Return the hash of the letters of each side; only at the edges of a file are they fewer than 16."""
    result = block.contexts[np.minimum(starts - block.low, len(block.contexts) - 1)] if len(block.contexts) else None
    values = np.zeros(len(starts), dtype=np.uint64) if result is None else result
    for which in np.flatnonzero(lengths < CONTEXT).tolist():
        first = int(starts[which])
        values[which] = int(rolling(block.folded, first, first + int(lengths[which])), 16)
    return values
