"""Hits: where a phrase stands in a document, in characters of the source, checked on the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from .._copy import ReadingCopy
from ._letters import BREAK, HYPHEN, MARK, Phrase, same_length

MAX_SPANS = 10_000
"""Occurrences listed for one document."""
_AHEAD = 400
"""Characters of the printed note that may lie between two characters of the note as read."""
_NO_LETTERS = frozenset((BREAK, MARK, HYPHEN, " "))
_TAG = re.compile(r"<[^<>]{0,2000}>")
_CONTEXT = 40
"""Characters before and after in a snippet of Chinese; twice as many in other writing."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One occurrence, in characters of the source."""

    start: int
    end: int
    where: str
    """``body`` or ``note``."""
    term: str
    """The word of the query it was found for."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the document as printed, markup left out."""

    text: str
    start: int
    """Of the source."""
    end: int
    marks: tuple[tuple[int, int], ...]
    """What was found, in characters of ``text``."""


def find_phrases(text: str, phrases: Iterable[tuple[str, Phrase]]) -> list[tuple[int, int, str]]:
    """Return start, end and word of every occurrence in *text*, in order.

    >>> find_phrases("Stalin’s telegram; TELEGRAMS", [("telegram", Phrase(("telegram",)))])
    [(9, 17, 'telegram')]
    """
    same = same_length(text)
    places: Sequence[int] = range(len(same) + 1)
    if MARK in same:
        places = [place for place, character in enumerate(same) if character != MARK]
        same = same.replace(MARK, "")
    found: list[tuple[int, int, str]] = []
    for word, phrase in phrases:
        for match in islice(phrase.pattern().finditer(same), MAX_SPANS):
            found.append((places[match.start()], places[match.end() - 1] + 1, word))
    return sorted(found)


def spans_in_copy(copy: ReadingCopy, base: int, phrases: Sequence[tuple[str, Phrase]]) -> list[Span]:
    """Return the occurrences in the reading copy; *base* is added to its offsets."""
    found = []
    for start, end, word in find_phrases(copy.text, phrases):
        begin, finish = copy.to_source(start, end)
        found.append(Span(begin + base, finish + base, "body", word))
    return found


def spans_in_note(text: str, printed: str, base: int, phrases: Sequence[tuple[str, Phrase]]) -> list[Span]:
    """Return the occurrences in a note read as *text* and *printed* at *base* of the source."""
    found = find_phrases(text, phrases)
    if not found:
        return []
    places = align(text, printed)
    return [Span(base + places[start], base + places[end - 1] + 1, "note", word) for start, end, word in found]


def literal_spans(copy: ReadingCopy, base: int, literal: str, where: str = "body") -> list[Span]:
    """Return where *literal* is printed, character by character, markup left out."""
    shown = printed_copy(copy)
    found: list[Span] = []
    at = shown.text.find(literal)
    while at >= 0 and len(found) < MAX_SPANS:
        start, end = shown.to_source(at, at + len(literal))
        found.append(Span(start + base, end + base, where, literal))
        at = shown.text.find(literal, at + 1)
    return found


def printed_copy(copy: ReadingCopy) -> ReadingCopy:
    """Return the copy as printed: only the markup left out, and with it the notes it holds within the text."""
    left_out = {"markup", "reference"}
    if any(edit.kind == "markup" for edit in copy.edits):
        left_out |= {"note", "mark", "furniture"}
    edits = tuple(edit for edit in copy.edits if edit.kind in left_out)
    return ReadingCopy(copy.source, edits, copy.start, copy.end)


def align(text: str, printed: str) -> list[int]:
    """Return for each character of *text* its offset in *printed*, of which it is the reading.

    What the reading left out (a tag, a space, the mark) is passed over; what it put in stays where it was put.

    >>> align("政府 of", "①政 <b>府</b> of")
    [1, 6, 7, 12, 13]
    """
    left, at_left = _letters_of(text)
    right, at_right = _letters_of(_TAG.sub(lambda match: BREAK * len(match[0]), printed))
    end = max(0, len(printed) - 1)
    places = [0] * len(text)
    here = 0
    for number, letter in enumerate(left):
        if right[here : here + 1] != letter:
            found = right.find(left[number : number + 3], here, here + _AHEAD)
            if found >= 0:
                here = found
            elif right[here + 1 : here + 3] != left[number + 1 : number + 3] or number + 1 == len(left):
                places[at_left[number]] = at_right[here] if here < len(right) else end
                continue  # put in by the reading
        places[at_left[number]] = at_right[here] if here < len(right) else end
        here += 1
    known = set(at_left)
    for place in range(1, len(places)):  # what is no letter stands right after the letter before it
        if place not in known:
            places[place] = min(end, places[place - 1] + (place - 1 in known))
    return places


def _letters_of(text: str) -> tuple[str, list[int]]:
    same = same_length(text)
    kept = [place for place, character in enumerate(same) if character not in _NO_LETTERS]
    return "".join([same[place] for place in kept]), kept


def snippet(copy: ReadingCopy, base: int, spans: Sequence[Span]) -> Snippet:
    """Return what is printed around the first of *spans*, with all that fall into it marked.

    *copy* is the document's window; without spans its beginning is shown.
    """
    shown = printed_copy(copy)
    inside = [span for span in spans if copy.start <= span.start - base < copy.end]
    text = shown.text
    focus = shown.from_source(inside[0].start - base) if inside else 0
    close = shown.from_source(inside[0].end - base) if inside else 0
    wide = _CONTEXT if not text[max(0, focus - 20) : focus + 20].isascii() else 2 * _CONTEXT
    start, end = max(0, focus - wide), min(len(text), max(close, focus + 1) + (wide if inside else 3 * wide))
    start, end = _whole_words(text, start, end, focus, close)
    begin, finish = shown.to_source(start, end) if end > start else (copy.start, copy.start)
    marks = []
    for span in inside:
        first, last = shown.from_source(span.start - base), shown.from_source(span.end - base)
        if start <= first and last <= end:
            marks.append((first - start, last - start))
    return Snippet(text[start:end], begin + base, finish + base, tuple(dict.fromkeys(marks)))


def _whole_words(text: str, start: int, end: int, focus: int, close: int) -> tuple[int, int]:
    for _ in range(20):
        if start == 0 or start >= focus or not (text[start - 1].isascii() and text[start - 1].isalnum()):
            break
        start += 1
    for _ in range(20):
        if end >= len(text) or end <= close or not (text[end].isascii() and text[end].isalnum()):
            break
        end -= 1
    return start, end
