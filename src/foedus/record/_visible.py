"""What a reader sees of a stretch of text: its ends without blank and markup, and its words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ._fold import Skip

MAX_SEEN = 4_000
"""Characters of a stretch that are looked at when a form is asked for."""
_BLANKS = re.compile(r"\s+")
_PIECE = 64
"""Characters at the end of a stretch that are looked at together."""


@dataclass(frozen=True)
class Visible:
    """A text and the spans in it that are not read as they stand, in order and not overlapping.

    >>> seen = Visible("a <b> c</b> &amp; d", [Skip(2, 5), Skip(7, 11), Skip(12, 17, "&")])
    >>> seen.trim(1, 11), seen.words(0, 19)
    ((6, 7), 'a  c & d')
    """

    text: str
    skips: Sequence[Skip]

    @cached_property
    def _starts(self) -> list[int]:
        return [skip.start for skip in self.skips]

    @cached_property
    def _ends(self) -> list[int]:
        return [skip.end for skip in self.skips]

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Return the span without blanks and markup at its ends; empty where there is nothing else."""
        text, skips = self.text, self.skips
        number = bisect_left(self._starts, start)
        while start < end:
            if number < len(skips) and skips[number].start == start and _is_blank(text, skips[number]):
                start = skips[number].end
                number += 1
            elif text[start].isspace():
                near = skips[number].start if number < len(skips) else end
                start = _BLANKS.match(text, start, near if start < near < end else end).end()  # type: ignore[union-attr]
            else:
                break
        number = bisect_right(self._ends, end) - 1
        while end > start:
            if number >= 0 and skips[number].end == end and _is_blank(text, skips[number]):
                end = skips[number].start
                number -= 1
            elif text[end - 1].isspace():
                near = skips[number].end if number >= 0 else start
                piece = text[max(near if start < near < end else start, end - _PIECE) : end]
                end -= len(piece) - len(piece.rstrip())
            else:
                break
        return (start, end) if start < end else (start, start)

    def words(self, start: int, end: int) -> str:
        """Return what is read from *start* to *end*, 4,000 characters of the text at most."""
        end = min(end, start + MAX_SEEN)
        number = bisect_left(self._starts, start)
        pieces, at = [], start
        while number < len(self.skips) and self.skips[number].start < end:
            skip = self.skips[number]
            pieces.append(self.text[at : skip.start])
            pieces.append(skip.reads)
            at = max(at, skip.end)
            number += 1
        if at < end:
            pieces.append(self.text[at:end])
        return "".join(pieces)

    def before(self, at: int) -> str:
        """Return the last character read before *at*, or nothing."""
        return self._beside(at, -1)

    def after(self, at: int) -> str:
        """Return the first character read from *at* on, or nothing."""
        return self._beside(at, 1)

    def _beside(self, at: int, step: int) -> str:
        for _ in range(64):
            if step < 0:
                if at <= 0:
                    return ""
                number = bisect_right(self._ends, at) - 1
                inside = number + 1
                if number >= 0 and self.skips[number].end == at:
                    skip = self.skips[number]
                elif inside < len(self.skips) and self.skips[inside].start < at:
                    skip = self.skips[inside]
                else:
                    return self.text[at - 1]
                if skip.reads:
                    return skip.reads[-1]
                at = skip.start
            else:
                if at >= len(self.text):
                    return ""
                number = bisect_right(self._starts, at) - 1
                if number < 0 or self.skips[number].end <= at:
                    return self.text[at]
                if self.skips[number].reads:
                    return self.skips[number].reads[0]
                at = self.skips[number].end
        return ""


def _is_blank(text: str, skip: Skip) -> bool:
    """Tell whether a skip at an edge is a tag or a mark of form, not the bracket of a link or a sign of emphasis."""
    return not skip.reads and text[skip.start] not in "[]*_~=`\\"


def in_order(skips: Sequence[Skip]) -> list[Skip]:
    """Return *skips* sorted, each without what an earlier one covers.

    >>> in_order([Skip(4, 9), Skip(0, 6, "x")])
    [Skip(start=0, end=6, reads='x'), Skip(start=6, end=9, reads='')]
    """
    merged: list[Skip] = []
    for skip in sorted(skips, key=lambda skip: (skip.start, -skip.end)):
        if merged and skip.start < merged[-1].end:
            if skip.end > merged[-1].end:
                merged.append(Skip(merged[-1].end, skip.end))
            continue
        merged.append(skip)
    return merged
