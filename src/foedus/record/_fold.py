"""Folded letters: what a quotation is compared by, whatever copy it stands in.

The *letters* of a text are its letters and digits (``str.isalnum``) after NFKC and case folding (The Unicode
Standard, annex 15 and section 3.13). Spaces, line breaks, punctuation and markup are none, so another layout has the
same letters. Every letter keeps the offset of the character it came from.

Most characters fold alone, through a table over the distinct characters of the text. Only a character followed by
combining marks (or Hangul vowels and finals) folds together with them, because NFKC may join them into one letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

MAX_MARKS = 30
"""Marks that fold together with one character; the Stream-Safe Text Format of annex 15 draws the same line."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A span of the stored text that is not read as it stands: markup (nothing) or a reference (its character)."""

    start: int
    end: int
    reads: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """The letters of a text, as code points, and where each came from.

    >>> folded = fold("Two １２ Éclairs")
    >>> folded.text(0, len(folded)), folded.offsets[:5].tolist()
    ('two12éclairs', [0, 1, 2, 4, 5])
    """

    letters: NDArray[np.uint32]
    offsets: NDArray[np.int32]
    """Offset of the first character each letter came from; never decreasing."""

    def __len__(self) -> int:
        return len(self.letters)

    def text(self, start: int, end: int) -> str:
        """Return the letters from *start* to *end* as text."""
        return self.letters[start:end].astype("<u4").tobytes().decode("utf-32-le")

    def position(self, offset: int) -> int:
        """Return the number of letters before the character offset *offset*."""
        return int(np.searchsorted(self.offsets, np.int32(offset)))  # a wider type would copy all offsets


def fold(text: str, *, skips: Sequence[Skip] = ()) -> Folded:
    """Return the folded letters of *text*, reading the spans of *skips* as they say.

    Args:
        text: The text as stored; offsets count its characters.
        skips: Spans in order, not overlapping.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)
    offsets = np.arange(len(codes), dtype=np.int32)
    if skips:
        codes, offsets = _replace(codes, offsets, skips)
    if not len(codes):
        return _frozen(codes, offsets)
    marks = np.zeros(int(codes.max()) + 1, dtype=np.bool_)
    marks[codes] = True
    strings = {code: chr(code) for code in np.flatnonzero(marks).tolist()}
    marks[:] = False
    marks[[code for code, string in strings.items() if _joins(string)]] = True
    is_mark = marks[codes]
    if is_mark.any():
        codes, offsets = _clusters(codes, offsets, is_mark, strings)
    return _spell(codes, offsets, strings)


@lru_cache(maxsize=65536)
def fold_together(cluster: str) -> str:
    """Return the folded letters of a short text that is normalised as one.

    >>> fold_together("ＡB①-ß")
    'ab1ss'
    """
    cased = unicodedata.normalize("NFKC", cluster).casefold()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", cased)))


def joins_previous(character: str) -> bool:
    """Tell whether *character* may become one letter with what stands before it."""
    return _joins(character)


@lru_cache(maxsize=65536)
def _joins(character: str) -> bool:
    if character < "\u0300":
        return False
    first = unicodedata.normalize("NFKC", character)[0]
    return unicodedata.category(first)[0] == "M" or "\u1161" <= first <= "\u1175" or "\u11a8" <= first <= "\u11c2"


def _replace(
    codes: NDArray[np.uint32], offsets: NDArray[np.int32], skips: Sequence[Skip]
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    depth = np.zeros(len(codes) + 1, dtype=np.int32)
    np.add.at(depth, [skip.start for skip in skips], 1)
    np.add.at(depth, [skip.end for skip in skips], -1)
    keep = np.cumsum(depth[:-1]) == 0
    codes, offsets = codes[keep], offsets[keep]
    reads = [(ord(character), skip.start) for skip in skips if skip.reads for character in skip.reads]
    if reads:
        added = np.array(reads, dtype=np.int64)
        codes = np.concatenate([codes, added[:, 0].astype(np.uint32)])
        offsets = np.concatenate([offsets, added[:, 1].astype(np.int32)])
        order = np.argsort(offsets, kind="stable")
        codes, offsets = codes[order], offsets[order]
    return codes, offsets


def _clusters(
    codes: NDArray[np.uint32], offsets: NDArray[np.int32], is_mark: NDArray[np.bool_], strings: dict[int, str]
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """Put one invented code for each character with its marks; *strings* learns what it stands for."""
    edges = np.flatnonzero(np.diff(is_mark, prepend=False, append=False))
    invented: dict[str, int] = {}
    fresh = max(0x110000, int(codes.max()) + 1)
    codes = codes.copy()
    keep = ~is_mark
    for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        start = max(first - 1, 0)
        while start < end:
            stop = min(end, start + 1 + MAX_MARKS)
            cluster = "".join([strings[code] for code in codes[start:stop].tolist()])
            code = invented.get(cluster)
            if code is None:
                code = invented[cluster] = fresh + len(invented)
                strings[code] = cluster
            codes[start] = code
            keep[start] = True
            start = stop
    return codes[keep], offsets[keep]


def _spell(codes: NDArray[np.uint32], offsets: NDArray[np.int32], strings: dict[int, str]) -> Folded:
    spelled = {code: fold_together(string) for code, string in strings.items()}
    size = max(spelled) + 1
    counts = np.zeros(size, dtype=np.int32)
    begins = np.zeros(size, dtype=np.int32)
    flat = "".join(spelled.values())
    keys = list(spelled)
    lengths = [len(letters) for letters in spelled.values()]
    counts[keys] = lengths
    begins[keys] = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    letters = np.frombuffer(flat.encode("utf-32-le"), dtype="<u4").astype(np.uint32)
    count = counts[codes]
    if count.max() <= 1:
        chosen = count == 1
        return _frozen(letters[begins[codes[chosen]]], offsets[chosen])
    which = np.repeat(np.arange(len(codes)), count)
    within = np.arange(len(which)) - np.repeat(np.cumsum(count, dtype=np.int64) - count, count)
    return _frozen(letters[begins[codes[which]] + within], offsets[which])


def _frozen(letters: NDArray[np.uint32], offsets: NDArray[np.int32]) -> Folded:
    letters.flags.writeable = False
    offsets.flags.writeable = False
    return Folded(letters, offsets)
