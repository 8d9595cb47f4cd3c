"""Notes and marks that the markup or the layout of a file tells, each with a label."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .._copy import ReadingCopy
from .._reading import Block
from ._foot import Definition, Foot, signs
from ._marks import MARK, PLAIN, Mark, mark_of, number_of
from ._sentences import stops

_MARK = re.compile(MARK)
_BARE = re.compile(PLAIN)


@dataclass(frozen=True, slots=True)
class Told:
    """What the blocks of a file say of its notes, in characters of the copy."""

    feet: list[Foot]
    """Notes at the foot of a page: the text before and after them belongs together."""
    listed: list[Definition]
    """Notes in a list, or each with its own place."""
    lists: list[tuple[int, int]]
    """The lists with their headings."""
    joined: dict[int, Mark]
    """The marks of notes with the same label, by the note's start."""
    again: list[Mark]
    """Marks that ask once more for a note that is joined already."""

    @property
    def notes(self) -> list[Definition]:
        """All notes, in order."""
        return sorted([*self.listed, *(note for foot in self.feet for note in foot.notes)], key=lambda note: note.start)


def told_by_blocks(copy: ReadingCopy, blocks: Sequence[Block], *, headings: Sequence[int]) -> Told:
    """Return the notes that *blocks* tell.

    Args:
        copy: The text.
        blocks: Those of kind ``note``, ``notes`` (a list with its heading) and ``note-mark`` count.
        headings: Where documents begin, in characters of the copy.
    """
    inside = [block for block in blocks if copy.start <= block.start < block.end <= copy.end]
    lists = [(copy.from_source(block.start), copy.from_source(block.end)) for block in inside if block.kind == "notes"]
    listed: list[Definition] = []
    foot: list[Definition] = []
    labels: dict[int, str] = {}
    for block in inside:
        if block.kind != "note":
            continue
        number = bisect_right(lists, (copy.from_source(block.start), len(copy.text)))
        held = number > 0 and copy.from_source(block.start) < lists[number - 1][1]
        note = _definition(copy, block, "endnote" if held else "footnote", -2 - number)
        labels.setdefault(note.start, block.label)
        (listed if held else foot).append(note)
    marks = {
        (block.label, copy.from_source(block.start)): _asking(copy, block)
        for block in inside
        if block.kind == "note-mark"
    }
    joined = _by_label(sorted([*listed, *foot], key=lambda note: note.start), labels, marks)
    first = {mark.start for mark in joined.values()}
    known = set(labels.values())
    again = [mark for (label, start), mark in marks.items() if label in known and start not in first]
    return Told(_feet(copy.text, foot, headings), listed, lists, joined, again)


def _definition(copy: ReadingCopy, block: Block, kind: str, group: int) -> Definition:
    text = copy.text
    start, end = copy.from_source(block.start), copy.from_source(block.end)
    mark = _label(text, start, end, block.label)
    body = mark.end
    while body < end and (text[body].isspace() or text[body] in ":：.．、)）"):
        body += 1
    return Definition(mark, start, body, body + len(text[body:end].rstrip()), kind, group)


def _label(text: str, start: int, end: int, label: str) -> Mark:
    """Return the mark of a note that begins at *start*: as printed there, else as the markup names it."""
    match = _MARK.match(text, start, end) or _BARE.match(text, start, end)
    if match:
        return mark_of(match)
    named = _MARK.fullmatch(label)
    if named:
        kind = str(named.lastgroup)
        return Mark(start, start, label, kind, number_of(label, kind))
    return Mark(start, start, label, "plain", int(label) if label.isdecimal() else -1)


def _asking(copy: ReadingCopy, block: Block) -> Mark:
    start, end = copy.from_source(block.start), copy.from_source(block.end)
    words = copy.text[start:end].strip() or block.label
    match = _MARK.fullmatch(words)
    kind = str(match.lastgroup) if match else "label"
    return Mark(start, end, words, kind, number_of(words, kind) if match else -1)


def _by_label(
    notes: Sequence[Definition], labels: Mapping[int, str], marks: Mapping[tuple[str, int], Mark]
) -> dict[int, Mark]:
    """Join notes to marks of the same label: in order where all notes follow all marks, else to the mark before."""
    asked: dict[str, list[Mark]] = {}
    for label, start in sorted(marks, key=lambda key: key[1]):
        asked.setdefault(label, []).append(marks[label, start])
    answers: dict[str, list[Definition]] = {}
    for note in notes:
        answers.setdefault(labels[note.start], []).append(note)
    joined: dict[int, Mark] = {}
    for label, mine in answers.items():
        pool = asked.get(label, [])
        if len(mine) == 1 or (pool and len(pool) == len(mine) and pool[-1].start < mine[0].start):
            joined |= {note.start: mark for note, mark in zip(mine, pool, strict=False)}
            continue
        at, floor = 0, 0
        for note in mine:
            before = at
            while before < len(pool) and pool[before].start < note.start:
                before += 1
            if before > floor:
                joined[note.start] = pool[before - 1]
                floor = before
            at = before
    return joined


def _feet(text: str, notes: Sequence[Definition], headings: Sequence[int]) -> list[Foot]:
    """Return notes that follow one another as one foot, and whether they stand inside a sentence."""
    groups: list[list[Definition]] = []
    for note in sorted(notes, key=lambda note: note.start):
        if groups and not text[groups[-1][-1].end : note.start].strip():
            groups[-1].append(note)
        else:
            groups.append([note])
    begins = set(headings)
    feet = []
    for group in groups:
        start, end = group[0].start, group[-1].end
        after = end
        while after < len(text) and text[after].isspace():
            after += 1
        goes_on = text[after : after + 1].islower() or text[after : after + 1] > "\u3000"
        cuts = goes_on and after not in begins and not stops(text, start) and not signs(text, start)
        feet.append(Foot(start, end, cuts, tuple(group)))
    return feet
