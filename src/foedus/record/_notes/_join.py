"""Marks joined to notes: by page where the notes stand at its foot, by run of numbers where they stand in a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from ._foot import Definition, Foot
from ._marks import Mark

_ON_WORD = re.compile(r"(?<=[^\W\d_])\d{1,3}(?!\d)|(?<=[.,;:”’\")»])\d{1,3}(?=[\s\u3400-\u9fff]|$)")
_ROUND = re.compile(r"(?<=\S)[(（](\d{1,3})[)）]")
_REACH = 60_000
"""Characters before a bar in which its marks are looked for."""
_BEHIND = 1_500
"""Characters after it: a mark whose page the text layer has put in another order."""


def join_feet(feet: Sequence[Foot], marks: Sequence[Mark], text: str) -> dict[int, Mark]:
    """Return the mark of every foot note that has one, by the note's start.

    The notes of one bar answer the last marks before it that count as they do, taken from the bar backwards.
    """
    joined: dict[int, Mark] = {}
    used: set[int] = set()
    starts = [mark.start for mark in marks]
    floor = 0
    for foot in feet:
        first = foot.notes[0].mark
        if first.kind == "plain":
            pool: Sequence[Mark] = raised(text, max(floor, foot.start - _REACH), foot.start)
        else:
            low = bisect_left(starts, max(floor, foot.start - _REACH))
            pool = marks[low : bisect_left(starts, foot.start)]
        ceiling = foot.start
        for note in reversed(foot.notes):
            found = _last(pool, note.mark, ceiling, used)
            if found:
                joined[note.start] = found
                used.add(found.start)
                ceiling = found.start
        floor = foot.end
    for number, foot in enumerate(feet):
        missing = [note for note in foot.notes if note.start not in joined and note.mark.kind != "plain"]
        if not missing:
            continue
        before = feet[number - 1].start if number else 0
        after = feet[number + 1].start if number + 1 < len(feet) else len(text)
        for low, high in ((max(before, foot.start - _REACH), foot.start), (foot.end, min(after, foot.end + _BEHIND))):
            for note in missing:
                pool = marks[bisect_left(starts, low) : bisect_left(starts, high)]
                found = _last(pool, note.mark, high, used) if note.start not in joined else None
                if found:
                    joined[note.start] = found
                    used.add(found.start)
    return joined


def _last(pool: Sequence[Mark], mark: Mark, before: int, used: set[int]) -> Mark | None:
    for other in reversed(pool):
        if other.start < before and other.start not in used and other.kind == mark.kind and other.number == mark.number:
            return other
    return None


def raised(text: str, start: int, end: int) -> list[Mark]:
    """Return the bare numbers that stand on words, as raised numbers do in a plain text.

    >>> [mark.text for mark in raised("the treaty.1 In 1950 the army2 left", 0, 40)]
    ['1', '2']
    """
    return [
        Mark(match.start(), match.end(), match[0], "plain", int(match[0]))
        for match in _ON_WORD.finditer(text, start, end)
    ]


def _rounded(text: str, start: int, end: int) -> list[Mark]:
    """Return the numbers in round brackets that stand on words: marks only where a list answers them."""
    found = _ROUND.finditer(text, start, end)
    return [Mark(match.start(), match.end(), match[0], "plain", int(match[1])) for match in found]


def join_lists(notes: Sequence[Definition], marks: Sequence[Mark], text: str) -> dict[int, Mark]:
    """Return the mark of every listed note that has one, by the note's start.

    A list answers the marks before it, from the end of the list before; where its numbers begin again several times
    (a list for each chapter at the end of a book), so do those of the marks, and run is joined to run.
    """
    joined: dict[int, Mark] = {}
    groups: dict[int, list[Definition]] = {}
    for note in notes:
        groups.setdefault(note.group, []).append(note)
    pool = _Pool(marks, text)
    floor = 0
    for group in groups.values():
        start, end = group[0].start, group[-1].end
        for kind in sorted({note.mark.kind for note in group}):
            mine = [note for note in group if note.mark.kind == kind]
            asked = pool.of(kind, floor, start)
            if not asked and len(groups) == 1:
                asked = pool.of(kind, end, len(text))
            if not asked and kind == "plain":
                asked = pool.counted(floor, start, mine)
            _pair(mine, asked, joined)
        floor = end
    return joined


class _Pool:
    """Marks by class and place."""

    def __init__(self, marks: Sequence[Mark], text: str) -> None:
        self._text = text
        self._marks: dict[str, list[Mark]] = {}
        for mark in marks:
            self._marks.setdefault(mark.kind, []).append(mark)
        self._starts = {kind: [mark.start for mark in each] for kind, each in self._marks.items()}

    def of(self, kind: str, start: int, end: int) -> list[Mark]:
        starts = self._starts.get(kind, [])
        return self._marks.get(kind, [])[bisect_left(starts, start) : bisect_left(starts, end)]

    def counted(self, start: int, end: int, notes: Sequence[Definition]) -> list[Mark]:
        """Return the marks that bare numbers in a list answer: of a class that counts, else raised numbers."""
        wanted = {note.mark.number for note in notes}
        for kind in ("square", "super", "shell", "lens", "circled"):
            asked = self.of(kind, start, end)
            if len(wanted & {mark.number for mark in asked}) * 2 > len(wanted):
                return asked
        for loose in (raised(self._text, start, end), _rounded(self._text, start, end)):
            chain: list[Mark] = []
            for mark in loose:
                if mark.number == len(chain) + 1:
                    chain.append(mark)
            if len(chain) * 2 > len(wanted):
                return chain
        return []


def _pair(notes: Sequence[Definition], pool: Sequence[Mark], joined: dict[int, Mark]) -> None:
    note_runs = _split([note.mark.number for note in notes])
    mark_runs = _split([mark.number for mark in pool])
    if len(note_runs) != len(mark_runs):
        note_runs, mark_runs = [(0, len(notes))], [(0, len(pool))]
    for (first, last), (low, high) in zip(note_runs, mark_runs, strict=True):
        by_number: dict[tuple[int, str], Mark] = {}
        for mark in pool[low:high]:
            by_number.setdefault((mark.number, mark.text if mark.number < 0 else ""), mark)
        for note in notes[first:last]:
            found = by_number.pop((note.mark.number, note.mark.text if note.mark.number < 0 else ""), None)
            if found:
                joined[note.start] = found


def _split(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return the runs of *numbers* between which they fall back to the beginning."""
    edges = [0, *(at for at in range(1, len(numbers)) if numbers[at] <= 1 < numbers[at - 1]), len(numbers)]
    return list(pairwise(edges))
