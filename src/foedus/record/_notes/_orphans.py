"""Marks whose notes are not in the file, and notes nothing asks for: reported, never dropped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .._copy import ReadingCopy
from .._reading import Contradiction
from ._marks import Mark

_NAMED = 12
"""Numbers a message names before it counts the rest."""


def counting(marks: Sequence[Mark], text: str) -> list[Mark]:
    """Return the marks that count on through a text, as notes do and enumerations do not: from 1, on words.

    >>> from ._marks import marks_in
    >>> [mark.text for mark in counting(list(marks_in("He left.[1] She stayed,[2] they[3] say; [1] is free.")), "")]
    ['[1]', '[2]', '[3]']
    """
    found: list[Mark] = []
    for kind in ("square", "shell", "lens", "super", "caret"):
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


def report(copy: ReadingCopy, lone: Sequence[Mark], order: Sequence[Mark]) -> list[Contradiction]:
    """Return what is wrong with the marks *lone* that have no note, and with the order of all marks that count."""
    found = []
    runs: dict[str, list[Mark]] = {}
    for mark in lone:
        runs.setdefault(mark.kind, []).append(mark)
    for run in runs.values():
        first, last = run[0], run[-1]
        spans = (_span(copy, first), _span(copy, last)) if len(run) > 1 else (_span(copy, first),)
        if len(run) == 1:
            message = f"the mark {first.text} has no note in the file"
        else:
            message = f"{len(run)} marks from {first.text} to {last.text} have no note in the file"
        found.append(Contradiction("mark-without-note", message, spans))
    for before, mark in pairwise(order):
        if mark.kind != before.kind or mark.number < 0:
            continue
        spans = (_span(copy, before), _span(copy, mark))
        if mark.number == before.number:
            found.append(Contradiction("mark-order", f"the mark {mark.text} stands twice", spans))
        elif mark.number > before.number + 1:
            gone = [str(number) for number in range(before.number + 1, min(mark.number, before.number + 1 + _NAMED))]
            message = f"between the marks {before.text} and {mark.text} there is none for {', '.join(gone)}"
            found.append(Contradiction("mark-order", message, spans))
    return found


def _span(copy: ReadingCopy, mark: Mark) -> tuple[int, int]:
    return copy.to_source(mark.start, mark.end)
