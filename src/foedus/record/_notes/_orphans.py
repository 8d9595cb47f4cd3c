"""Marks whose notes are not in the file, and notes nothing asks for: reported, never dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from .._copy import ReadingCopy
from .._reading import Contradiction
from ._foot import Definition
from ._marks import Mark

_NAMED = 12
"""Numbers a message names."""
_MANY = 100
"""Findings of one sort; a file that is full of them is not read better by a list of them."""


def counting(marks: Sequence[Mark], text: str) -> list[Mark]:
    """Return the marks that count on through a text, as notes do and enumerations do not: from 1, on words.

    >>> from ._marks import marks_in
    >>> [mark.text for mark in counting(list(marks_in("He left.[1] She stayed,[2] they[3] say; [1] is free.")), "")]
    ['[1]', '[2]', '[3]']
    """
    found: list[Mark] = []
    for kind in ("square", "shell", "lens", "named", "super", "caret"):
        mine = [mark for mark in marks if mark.kind == kind]
        top, chain = 0, []
        for mark in mine:
            if top < mark.number <= top + 3:
                chain.append(mark)
                top = mark.number
            elif mark.number == top and chain:
                chain.append(mark)  # a number twice: kept, and reported
        if len(chain) >= 3 and chain[0].number <= 2 and len(chain) * 3 >= 2 * len(mine):
            found += chain
    return sorted(found, key=lambda mark: mark.start)


def on_words(marks: Sequence[Mark], text: str, *, kinds: set[str]) -> list[Mark]:
    """Return the marks that stand right on a word or its stop, of classes that are marks elsewhere in the text."""
    found = []
    for mark in marks:
        before = text[max(0, mark.start - 1) : mark.start]
        after = text[mark.end : mark.end + 1]
        listed = before in "、,，;；:：（(" or after in "、,，;；)）"
        if mark.kind in kinds and before and not before.isspace() and not listed:
            found.append(mark)
    return found


def report(copy: ReadingCopy, lone: Sequence[Mark], ordered: Sequence[Mark]) -> list[Contradiction]:
    """Return what is wrong with the marks *lone*, which have no note, and with the order of those that count on."""
    found = []
    runs: dict[str, list[Mark]] = {}
    for mark in lone:
        runs.setdefault(mark.kind, []).append(mark)
    for run in runs.values():
        first, last = run[0], run[-1]
        if len(run) == 1:
            message = f"the mark {first.text} has no note in the file"
        else:
            whole = [mark.number for mark in run] == list(range(first.number, first.number + len(run)))
            order = ", complete and in order, have" if whole else " have"
            message = f"{len(run)} marks from {first.text} to {last.text}{order} no note in the file"
        spans = (_span(copy, first), _span(copy, last))[: len(run)]
        found.append(Contradiction("mark-without-note", message, spans))
    return found + list(islice(_disorder(copy, ordered), _MANY))


def _disorder(copy: ReadingCopy, ordered: Sequence[Mark]) -> Iterator[Contradiction]:
    """Yield where marks of a class skip a number or repeat one; beginning again is no fault."""
    before: dict[str, Mark] = {}
    for mark in ordered:
        last = before.get(mark.kind)
        before[mark.kind] = mark
        if last is None or mark.number < last.number or mark.kind == "star" or mark.number < 0:
            continue
        spans = (_span(copy, last), _span(copy, mark))
        if mark.number == last.number:
            yield Contradiction("mark-order", f"the mark {mark.text} stands twice", spans)
        elif mark.number > last.number + 1:
            gone = [str(number) for number in range(last.number + 1, min(mark.number, last.number + 1 + _NAMED))]
            message = f"between the marks {last.text} and {mark.text} there is none for {', '.join(gone)}"
            yield Contradiction("mark-order", message, spans)


def unasked(copy: ReadingCopy, notes: Sequence[Definition], joined: Mapping[int, Mark]) -> list[Contradiction]:
    """Return the notes that no mark asks for; a note by a star may be on the document as a whole."""
    lonely = [note for note in notes if note.start not in joined and note.mark.kind != "star"]
    found = [
        Contradiction(
            "note-without-mark",
            f"no mark {note.mark.text} was found for a note",
            (copy.to_source(note.start, note.end),),
        )
        for note in lonely[:_MANY]
    ]
    if len(lonely) > _MANY:
        spans = (copy.to_source(lonely[_MANY].start, lonely[_MANY].end),)
        found.append(Contradiction("note-without-mark", f"{len(lonely) - _MANY} more notes have no mark", spans))
    return found


def _span(copy: ReadingCopy, mark: Mark) -> tuple[int, int]:
    return copy.to_source(mark.start, mark.end)
