"""Find the entries of a contents in the text, in their order: exactly by letters, then nearly.

The exact occurrences that can all be kept in order are chosen together (a heaviest increasing chain); what is left is
looked for between its neighbours by shared runs of letters. An entry that is not found is left out, never guessed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MAX_OCCURRENCES = 60
_GRAM = 4
_LEAST = 0.8
"""Share of an entry's letters that must stand in the heading, in order."""
_MAX_EXTRA = 0.5
"""Letters the heading may have besides, as a share of the entry's."""
_WINDOW = 400_000


@dataclass(frozen=True, slots=True)
class Found:
    """Where an entry stands, in letters."""

    number: int
    """Of the entry."""
    start: int
    end: int
    exact: bool


def match_entries(
    keys: Sequence[str], letters: str, *, start: int = 0, weigh: Callable[[int, int], float] = lambda start, end: 1.0
) -> list[Found]:
    """Return where each of *keys* stands in *letters* from *start*, in order; those not found are missing.

    Args:
        keys: The letters of each entry, in the order of the contents.
        letters: The letters of the text.
        start: Where the text begins that the contents is of.
        weigh: How much a place looks like a heading, from 0 to 1.

    >>> [(found.start, found.exact) for found in match_entries(["alpha", "gammadelta"], "xalphabeta..gamadelta")]
    [(1, True), (12, False)]
    """
    found = _chain(keys, letters, start, weigh)
    held = {each.number: each for each in found}
    lows: list[int] = []
    low = start
    for number in range(len(keys)):
        lows.append(low)
        if number in held:
            low = held[number].end
    high = len(letters)
    highs = [0] * len(keys)
    for number in range(len(keys) - 1, -1, -1):
        highs[number] = high
        if number in held:
            high = held[number].start
    for number, key in enumerate(keys):
        if number in held or not key:
            continue
        low = max(
            lows[number],
            max(
                (held[other].end for other in range(number - 1, max(-1, number - 40), -1) if other in held),
                default=start,
            ),
        )
        near = _near(key, letters, low, min(highs[number], low + _WINDOW))
        if near:
            held[number] = Found(number, *near, exact=False)
    return [held[number] for number in sorted(held)]


def _chain(keys: Sequence[str], letters: str, start: int, weigh: Callable[[int, int], float]) -> list[Found]:
    """Return the heaviest choice of exact occurrences that keeps the order of the entries."""
    places: list[tuple[int, int, float]] = []
    for number, key in enumerate(keys):
        at = letters.find(key, start) if len(key) >= 2 else -1
        here: list[tuple[int, int, float]] = []
        while at >= 0 and len(here) < MAX_OCCURRENCES:
            here.append((number, at, 0.2 + weigh(at, at + len(key)) + min(len(key), 60) / 60))
            at = letters.find(key, at + 1)
        places += reversed(here)  # so that two places of one entry cannot both be in a rising chain
    rank = sorted({place for _, place, _ in places})
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(rank) + 1)  # a Fenwick tree of the best chain ending so far
    before: list[int] = []
    top = (0.0, -1)
    for index, (_, place, weight) in enumerate(places):
        size, chain = bisect_left(rank, place), (0.0, -1)
        while size > 0:
            chain = max(chain, best[size])
            size -= size & -size
        before.append(chain[1])
        here_best = (chain[0] + weight, index)
        top = max(top, here_best)
        size = bisect_left(rank, place) + 1
        while size <= len(rank):
            best[size] = max(best[size], here_best)
            size += size & -size
    found, index = [], top[1]
    while index >= 0:
        number, place, _ = places[index]
        found.append(Found(number, place, place + len(keys[number]), exact=True))
        index = before[index]
    return _disjoint(found[::-1])


def _disjoint(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _near(key: str, letters: str, low: int, high: int) -> tuple[int, int] | None:
    """Return where most of *key* stands between *low* and *high*, or None."""
    if len(key) < 2 * _GRAM or high - low < len(key) // 2:
        return None
    votes: Counter[int] = Counter()
    for offset in range(len(key) - _GRAM + 1):
        gram, at, seen = key[offset : offset + _GRAM], low, 0
        while seen < 20:
            at = letters.find(gram, at, high)
            if at < 0:
                break
            votes[max(low, at - offset) // 8] += 1
            at, seen = at + 1, seen + 1
    best: tuple[float, int, int] | None = None
    for bucket, _ in votes.most_common(8):
        first = max(low, bucket * 8 - 16)
        aligned = _align(key, letters[first : min(high, first + len(key) * 3 // 2 + 40)])
        if aligned and (best is None or aligned[0] > best[0]):
            best = (aligned[0], first + aligned[1], first + aligned[2])
    return (best[1], best[2]) if best else None


def _align(key: str, piece: str) -> tuple[float, int, int] | None:
    """Return the share of *key* that stands in *piece* in order, and the span it takes there."""
    from rapidfuzz.distance import Indel

    blocks = [(block.a, block.b, block.size) for block in Indel.editops(key, piece).as_matching_blocks() if block.size]
    # letters at the edges that match by chance, far from the rest, are no part of the heading
    while len(blocks) > 1 and blocks[0][2] < 3 and blocks[1][1] - blocks[0][1] - blocks[0][2] > 2:
        blocks.pop(0)
    while len(blocks) > 1 and blocks[-1][2] < 3 and blocks[-1][1] - blocks[-2][1] - blocks[-2][2] > 2:
        blocks.pop()
    if not blocks:
        return None
    start, end = blocks[0][1], blocks[-1][1] + blocks[-1][2]
    kept = sum(size for _, _, size in blocks)
    if kept < _LEAST * len(key) or end - start - kept > _MAX_EXTRA * len(key):
        return None
    return kept / len(key) - 0.3 * (end - start - kept) / len(key), start, end
