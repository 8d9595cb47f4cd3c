"""Where a sentence that a page foot cut goes on: the continuation that makes the better sentence.

Four things are weighed for every place the note may end. How often the book writes the characters on both sides of the
seam together, against how often it begins a sentence with them: nothing but the book itself is asked. Whether the
sentence so made whole keeps to its own words. Whether the sentences so given to the note speak of what the note speaks
of, or of what the text before the bar does. And that most notes are one sentence. This is a guess with a reason and no
proof: the two pieces are joined in the copy, both keep their place in the source, and the note says that it cut.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from math import log
from operator import add

_SAMPLE = 400_000
"""Characters of a text in which neighbours are counted; of a longer one pieces are taken all over it."""
_PIECE = 10_000
_PRIOR = 1.0
_BREAK = 4.0
_STRAY = 3.0
_MATES = (("《", "》"), ("“", "”"), ("（", "）"), ("‘", "’"), ("「", "」"), ("【", "】"))
_POINTS_BACK = 1.0
_WHOLE = 6.0
_SHARED = 24.0
_BELIEF = 5.0
"""Times a run must be seen to count half against what is expected of any run."""
_STOPPED = re.compile(r"[。！？!?\n]")
_BACK = re.compile(
    r"(?:该|此|这|疑|故|其|后|次年|同年|翌年|又|但|另|参见|參見|见|該|這|後|見)|(?:This|These|That|He|She|It|They|See|His|Her|Cf\.)\b"
)
"""Words that point back, as the second sentence of a note often does."""


class Resumption:
    """Finds where cut sentences of one text go on; what it counts is counted once."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _runs(self) -> Counter[str]:
        """How often one, two and three characters follow one another."""
        text, pieces = self._text, [self._text]
        if len(text) > _SAMPLE:
            step = len(text) // (_SAMPLE // _PIECE)
            pieces = [text[at : at + _PIECE] for at in range(0, len(text) - _PIECE, step)]
        runs: Counter[str] = Counter()
        for piece in pieces:
            pairs = list(map(add, piece, piece[1:]))
            runs.update(piece)
            runs.update(pairs)
            runs.update(map(add, pairs, piece[2:]))
        return runs

    def after(self, bar: int, ends: Sequence[int], *, start: int) -> int:
        """Return the one of *ends* after which the sentence before *bar* goes on.

        Args:
            bar: Where the page ended.
            ends: Where the sentences of the note, or of what follows it, end.
            start: Where the words of the note begin.
        """
        if len(ends) == 1:
            return ends[0]
        text = self._text
        before = text[max(0, bar - 600) : bar].rstrip()
        half = _pairs(_STOPPED.split(before)[-1][-80:])
        body, note = _pairs(before[-400:]), _pairs(text[start : ends[0]])
        best, chosen, leaning = -1e9, ends[0], 0.0
        for number, end in enumerate(ends):
            if number:
                leaning += _leaning(text[ends[number - 1] : end], body, note)
            after = text[end : end + 80]
            other = _STOPPED.split(after.lstrip(), maxsplit=1)[0]
            score = self._seam(before[-2:], after.lstrip()) - _PRIOR * number - leaning
            score += _WHOLE * _alike(_pairs(other), half)
            if after[:4].lstrip(" \t\u3000").startswith("\n") and not after.lstrip()[:1].islower():
                score -= _BREAK
            if _BACK.match(after.lstrip()):
                score -= _POINTS_BACK
            score -= _STRAY * _strays(text[start:end])
            if score > best:
                best, chosen = score, end
        return chosen

    def _seam(self, before: str, after: str) -> float:
        """Return how much better *after* goes on from *before* than it begins a sentence."""
        if not after:
            return -9.0
        if before[-1:].isascii() and after[0].isascii() and after[0].isalpha():
            return 4.0 if after[0].islower() else -2.0
        runs, size = self._runs, min(len(self._text), _SAMPLE) + 1
        head, pair, last = after[0], after[:2], before[-1:]
        ahead = _gain(runs[before + head], runs[before], runs[head] / size)
        back = _gain(runs[last + pair], runs[pair], runs[last] / size)
        fresh = max(0, runs["。" + pair] + runs["\n" + pair] - 1)  # without the very place that is asked about
        begins = _gain(fresh, max(0, runs[pair] - 1), (runs["。"] + runs["\n"]) / size)
        return ahead + back - begins


def _gain(both: int, one: int, share: float) -> float:
    """Return how much likelier two runs are together than apart; nothing seen says nothing."""
    share = max(share, 1e-6)
    return log((both + share * _BELIEF) / ((one + _BELIEF) * share))


def _strays(note: str) -> int:
    """Return how many kinds of brackets and quotation marks a note closes oftener than it opens."""
    return sum(note.count(closes) > note.count(opens) for opens, closes in _MATES)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalnum()}


def _alike(one: set[str], two: set[str]) -> float:
    return len(one & two) / (min(len(one), len(two)) + 8)


def _leaning(sentence: str, body: set[str], note: set[str]) -> float:
    """Return how much more a sentence shares with the text than with the note; positive leans to the text."""
    pairs = _pairs(sentence[:160])
    return _SHARED * (len(pairs & body) / (len(body) + 30) - len(pairs & note) / (len(note) + 30))
