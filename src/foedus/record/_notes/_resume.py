"""Where a sentence that a page foot cut goes on: the continuation that makes the better sentence.

Three things are weighed for every place the note may end. How often the book writes the characters on both sides of the
seam together, against how often they begin a sentence (counts in the text around, so nothing but the book is asked).
Whether the sentences so given to the note speak of what the note speaks of, or of what the text before the bar does. And
that most notes are one sentence. This is a guess with a reason, not a proof; the text is never changed by it but taken
apart, and both pieces keep their place in the source.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

_AROUND = 60_000
"""Characters before and after the seam in which pairs are counted."""
_PRIOR = 0.7
_BREAK = 4.0
_CONTINUES_NOTE = (
    "该",
    "此",
    "这",
    "疑",
    "故",
    "其",
    "后",
    "次年",
    "同年",
    "翌年",
    "参见",
    "见",
    "又",
    "但",
    "This ",
    "He ",
    "She ",
    "See ",
    "It ",
)


def resumes(text: str, bar: int, ends: Sequence[int], *, start: int) -> int:
    """Return the one of *ends* after which the sentence before *bar* goes on.

    Args:
        text: The copy.
        bar: Where the page ended.
        ends: Where the sentences of the note, or of what follows it, end.
        start: Where the words of the note begin.
    """
    if len(ends) == 1:
        return ends[0]
    before = text[max(0, bar - 600) : bar].rstrip()
    around = text[max(0, bar - _AROUND) : bar] + "\n" + text[ends[-1] : ends[-1] + _AROUND]
    body, note = _pairs(before[-400:]), _pairs(text[start : ends[0]])
    leaning = [0.0]
    for first, last in zip(ends, ends[1:], strict=False):
        leaning.append(leaning[-1] + _leaning(text[first:last], body, note))
    best, chosen = -1e9, ends[0]
    for number, end in enumerate(ends):
        after = text[end : end + 12]
        score = _seam(before[-2:], after.lstrip(), around) - _PRIOR * number - leaning[number]
        if after.lstrip(" \t\u3000").startswith("\n"):
            score -= _BREAK
        if after.lstrip().startswith(_CONTINUES_NOTE):
            score -= 1.0
        if score > best:
            best, chosen = score, end
    return chosen


def _seam(before: str, after: str, around: str) -> float:
    """Return how much better *after* goes on from *before* than it begins a sentence."""
    if not after:
        return -9.0
    if before[-1:].isascii() and after[0].isascii() and after[0].isalpha():
        return 4.0 if after[0].islower() else -2.0
    size = len(around) + 1
    head, pair = after[0], after[:2]
    count = around.count
    forward = log((count(before + head) + 0.3) / (count(before) + 3)) - log((count(head) + 1) / size)
    backward = log((count(before[-1:] + pair) + 0.3) / (count(pair) + 3)) - log((count(before[-1:]) + 1) / size)
    fresh = count("。" + pair) + count("\n" + pair) + count("。\n" + pair)
    begins = log((fresh + 0.3) / (count(pair) + 3)) - log((count("。") + 1) / size)
    return 0.5 * (forward + backward) - 0.5 * begins


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalnum()}


def _leaning(sentence: str, body: set[str], note: set[str]) -> float:
    """Return how much more a sentence shares with the text than with the note; positive leans to the text."""
    pairs = _pairs(sentence[:160])
    if not pairs:
        return 0.0
    return 12.0 * (len(pairs & body) / (len(body) + 30) - len(pairs & note) / (len(note) + 30))
