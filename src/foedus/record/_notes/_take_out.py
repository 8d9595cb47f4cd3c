"""Take notes and their marks out of a copy, so that what they stood in reads on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .._copy import Edit, ReadingCopy
from .._reading import NoteRead
from ._foot import Definition, Foot
from ._marks import Mark
from ._sentences import stops

_DIVIDED = re.compile(r"[^\W\d_][-\u2010\u00ad][a-zа-я]")


def take_out(
    copy: ReadingCopy,
    feet: Sequence[Foot],
    listed: Sequence[Definition],
    lists: Sequence[tuple[int, int]],
    marks: Iterable[Mark],
) -> list[Edit]:
    """Return the edits that leave the text without its notes and marks."""
    text, edits = copy.text, []
    for foot in feet:
        start, end = foot.start, foot.end
        while start and text[start - 1].isspace():
            start -= 1
        while end < len(text) and text[end].isspace():
            end += 1
        now = _seam(text, start, end) if foot.cuts else _gap(text, start, end)
        if foot.cuts and _DIVIDED.fullmatch(text[start - 2 : start] + text[end : end + 1]):
            start -= 1  # a word divided at the end of the page
        edits.append(Edit(*copy.to_source(start, end), now, "note"))
    for first, last in [*((note.start, note.end) for note in listed), *lists]:
        while last < len(text) and text[last].isspace():
            last += 1
        edits.append(Edit(*copy.to_source(first, last), "", "note"))
    for mark in marks:
        start, end = mark.start, mark.end
        if _alone(text, start, end):  # in a paragraph of its own
            while start and text[start - 1].isspace():
                start -= 1
            while end < len(text) and text[end].isspace():
                end += 1
            edits.append(
                Edit(*copy.to_source(start, end), "\n" if stops(text, start) else _seam(text, start, end), "mark")
            )
        elif start < end:
            edits.append(Edit(*copy.to_source(start, end), "", "mark"))
    return [edit for edit in edits if edit.start < edit.end]


def _alone(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 4) : start].strip(" \t\u3000"), text[end : end + 4].strip(" \t\u3000")
    return before.endswith("\n") and after.startswith("\n")


def _seam(text: str, start: int, end: int) -> str:
    """Return what joins the halves of a sentence: a space between Latin words, nothing between Chinese ones."""
    left, right = text[start - 1 : start], text[end : end + 1]
    return " " if left.isascii() and right.isascii() and right.isalnum() and left not in "-(" and left else ""


def _gap(text: str, start: int, end: int) -> str:
    """Return what stands between two whole sentences where a note stood."""
    seam = text[start : start + 40][: len(text[start : start + 40]) - len(text[start : start + 40].lstrip())]
    tail = text[max(start, end - 40) : end]
    return "\n" if "\n" in tail[len(tail.rstrip()) :] or "\n" in seam else ""


def stated_edits(copy: ReadingCopy, notes: Iterable[NoteRead]) -> list[Edit]:
    """Return the edits that take out notes whose spans the markup states, with the blank before each."""
    text, edits = copy.text, []
    for note in notes:
        if not copy.start <= note.start < note.end <= copy.end:
            continue
        start, end = copy.from_source(note.start), copy.from_source(note.end)
        if start and text[start - 1] == " " and (end == len(text) or text[end].isspace()):
            begin = copy.to_source(start - 1, start)
            edits.append(Edit(min(begin[0], note.start), note.end, "", "note"))
        else:
            edits.append(Edit(note.start, note.end, "", "note"))
    return edits
