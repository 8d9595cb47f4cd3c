"""Where a document ends: with its source citation and the notes below it, before what belongs to the next.

Between two documents of a book stand captions, names of sections and heads of pages. What follows a citation is no
part of the document unless it is notes; without a citation only what is known to be a caption or a section is cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ._letters import letters_of
from ._vocabulary import BAR, CITATION, EDITOR, MARKS

_NOTES = re.compile(rf"\s{{0,4}}(?:{BAR.pattern}|{MARKS})")
_STOP = re.compile(rf"[。．.！!？?”」』]|{EDITOR.pattern}")
_SENTENCE = re.compile(r"[。！？]|[a-z]\.(?:\s|$)")
_CLOSERS = '”」』）)】]》’"'
_LONG = 400
"""Characters after a citation that are more than a caption: the citation was not the end."""


def end_of(text: str, start: int, limit: int, *, loose: Sequence[str] = ()) -> int:
    """Return where the document that begins at *start* ends, at most at *limit*.

    Args:
        text: The copy.
        start: Behind its heading.
        limit: Where the next one begins.
        loose: Captions and names of sections that stand between documents.

    >>> text = "Text. 选自《文集》第3页 三峡风光"
    >>> text[: end_of(text, 0, len(text))]
    'Text. 选自《文集》第3页'
    """
    citation = next(iter([*CITATION.finditer(text, start, limit)][-1:]), None)
    if citation is not None:
        rest = text[citation.end() : limit]
        bar = BAR.search(rest, 0, _LONG)
        if bar or _NOTES.match(rest):  # the end of the citation may stand before the rule above the notes
            return _rstrip(text, start, citation.end() + _sentences(rest))
        if len(rest.strip()) <= _LONG and not _SENTENCE.search(rest):
            return citation.end()
    return _without(text, start, limit, loose)


def _sentences(notes: str) -> int:
    """Return where the last sentence of *notes* ends; all of them where there is none."""
    end = 0
    for match in _STOP.finditer(notes):
        end = match.end()
    while end < len(notes) and notes[end] in _CLOSERS:
        end += 1
    return end or len(notes)


def _without(text: str, start: int, end: int, loose: Sequence[str]) -> int:
    """Take the known captions and names off the end, as often as there are any."""
    names = [letters for letters in map(letters_of, loose) if len(letters) >= 2]
    end = _rstrip(text, start, end)
    for _ in range(8):
        tail = text[max(start, end - 200) : end]
        cut = next((size for name in names if (size := _ending(tail, name))), 0)
        if not cut:
            return end
        end = _rstrip(text, start, end - cut)
    return end


def _ending(tail: str, name: str) -> int:
    """Return how many characters of *tail* the *name* takes at its end, if it stands there on its own."""
    if not letters_of(tail).endswith(name):
        return 0
    for size in range(len(name), min(len(tail), 4 * len(name) + 4) + 1):
        if letters_of(tail[-size:]) == name:
            before = tail[:-size].rstrip(" \u3000")
            return size if not before or before[-1] in "\n。！？”」』）)]页\f" else 0
    return 0


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
