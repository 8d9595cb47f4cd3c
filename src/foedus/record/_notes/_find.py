"""Find the notes of a source, join each to its mark, and take both out of the running text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .._copy import ReadingCopy
from .._ingest import SourceText
from .._reading import Contradiction, DocumentRead, NoteRead, Segment
from ._blocks import told_by_blocks
from ._foot import Definition, Foot, find_feet
from ._join import join_feet, join_lists
from ._lists import list_definitions, outside
from ._marks import Mark, marks_in
from ._orphans import counting, on_words, report, unasked
from ._take_out import stated_edits, take_out


@dataclass(frozen=True)
class NotesFound:
    """The notes of a source by document, and the text without them."""

    notes: tuple[tuple[NoteRead, ...], ...]
    """For every segment the notes whose marks stand in it, in the order of the marks."""
    copy: ReadingCopy
    """The copy without marks, bars and notes: a sentence that a page foot cut is whole again."""
    unresolved: tuple[Contradiction, ...] = ()
    """``mark-without-note``, ``note-without-mark``, ``mark-order``."""


def find_notes(source: SourceText, copy: ReadingCopy, segments: Sequence[Segment]) -> NotesFound:
    r"""Return the notes of *source*, joined to their marks and taken out of *copy*.

    Args:
        source: The file; notes its own markup states are taken as stated.
        copy: Its reading copy, in which a line feed ends a paragraph.
        segments: The documents in it, which notes are told apart by.

    >>> from pathlib import Path
    >>> text = "The envoy① was\n——————\n①Sent from Bern.\nreceived at noon."
    >>> source = SourceText(Path("a.txt"), text, "utf-8")
    >>> found = find_notes(source, ReadingCopy.of(text), [Segment(0, len(text), "", 0, 0, "file")])
    >>> found.copy.text, found.notes[0][0].text
    ('The envoy was received at noon.', 'Sent from Bern.')
    """
    if source.documents:  # the markup says all there is to say
        stated = _stated(source.documents, segments)
        taken_out = copy.with_edits(stated_edits(copy, [note for notes in stated for note in notes]))
        return NotesFound(stated, taken_out)
    text = copy.text
    headings = sorted({copy.from_source(each.start) for each in segments if copy.start < each.start < copy.end})
    told = told_by_blocks(copy, source.blocks, headings=headings)
    asking = [(mark.start, mark.end) for mark in (*told.joined.values(), *told.again)]
    known = _widest(sorted([*((note.start, note.end) for note in told.notes), *told.lists, *asking]))
    marks = outside(list(marks_in(text)), known)
    feet = [foot for foot in find_feet(text, headings=headings, marks=marks) if not _meets(known, foot)]
    marks = outside(marks, [(foot.start, foot.end) for foot in feet])
    joined = told.joined | join_feet(feet, marks, text)
    feet = [
        foot for foot in feet if foot.notes[0].mark.kind != "plain" or any(note.start in joined for note in foot.notes)
    ]
    free = _unused(marks, joined)
    taken = _widest(sorted([*known, *((foot.start, foot.end) for foot in feet)]))
    found = list_definitions(text, free, taken=taken, documents=headings)
    free = outside(free, [(each.start, each.end) for each in found.notes])
    for group in ([note for note in told.notes if note.start not in joined], found.notes):
        joined |= join_lists(group, free, text)
        free = _unused(free, joined)
    feet = sorted([*feet, *told.feet], key=lambda foot: foot.start)
    listed = [*told.listed, *found.notes]
    notes = [*(note for foot in feet for note in foot.notes), *listed]
    lone = _lone(free, joined.values(), text)
    reads = _reads(copy, notes, joined, feet) + [_bare(copy, mark) for mark in lone]
    edits = take_out(copy, feet, listed, [*told.lists, *found.headings], [*joined.values(), *told.again, *lone])
    ordered = [*lone, *(joined[note.start] for note in listed if note.start in joined)]
    unresolved = report(copy, lone, sorted(ordered, key=lambda mark: mark.start)) + unasked(copy, notes, joined)
    return NotesFound(_by_segment(segments, reads), copy.with_edits(edits), tuple(unresolved))


def _meets(spans: Sequence[tuple[int, int]], foot: Foot) -> bool:
    """Tell whether a foot stands on something that is known already."""
    number = bisect_right(spans, (foot.end, -1)) - 1
    return number >= 0 and spans[number][1] > foot.start


def _unused(marks: Sequence[Mark], joined: dict[int, Mark]) -> list[Mark]:
    used = {mark.start for mark in joined.values()}
    return [mark for mark in marks if mark.start not in used]


def _stated(documents: Sequence[DocumentRead], segments: Sequence[Segment]) -> tuple[tuple[NoteRead, ...], ...]:
    """Return the notes the markup itself states, for every segment."""
    by_span = {(document.start, document.end): document.notes for document in documents}
    return tuple(by_span.get((segment.start, segment.end), ()) for segment in segments)


def _widest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return *spans* (in order) without those inside others."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def _lone(free: Sequence[Mark], joined: Iterable[Mark], text: str) -> list[Mark]:
    """Return the marks of notes that were not found: marks that count on, or of a class that others answer to."""
    counted = counting(free, text)
    starts = {mark.start for mark in counted}
    kinds = {mark.kind for mark in joined} - {"plain", "label"}
    words = [mark for mark in on_words(free, text, kinds=kinds) if mark.start not in starts]
    return sorted([*counted, *words], key=lambda mark: mark.start)


def _reads(
    copy: ReadingCopy, notes: Sequence[Definition], joined: dict[int, Mark], feet: Sequence[Foot]
) -> list[tuple[int, NoteRead]]:
    """Return the notes as read, each with the offset of the source that says which document it belongs to."""
    cutting = {note.start for foot in feet if foot.cuts for note in foot.notes}
    reads = []
    for note in notes:
        start, end = copy.to_source(note.start, note.end)
        mark = joined.get(note.start)
        at = copy.to_source(mark.start, mark.end)[0] if mark else -1
        kind = "document" if mark is None and note.mark.kind == "star" else note.kind
        words = " ".join(copy.text[note.body : note.end].split("\n")).strip()
        printed = mark.text if mark else note.mark.text
        reads.append((at if at >= 0 else start, NoteRead(printed, at, start, end, words, kind, note.start in cutting)))
    return reads


def _bare(copy: ReadingCopy, mark: Mark) -> tuple[int, NoteRead]:
    at = copy.to_source(mark.start, mark.end)[0]
    return at, NoteRead(mark.text, at, -1, -1, "", "endnote")


def _by_segment(segments: Sequence[Segment], reads: Sequence[tuple[int, NoteRead]]) -> tuple[tuple[NoteRead, ...], ...]:
    """Give every note to the document in which it is asked for; a message nested in another leaves it to that one."""
    order = sorted(range(len(segments)), key=lambda number: (segments[number].start, -segments[number].end))
    starts = [segments[number].start for number in order]
    found: list[list[NoteRead]] = [[] for _ in segments]
    for where, note in reads:
        owner = bisect_right(starts, where) - 1
        number = order[owner] if owner >= 0 else (order[0] if order else -1)
        for _ in range(len(segments)):
            if number < 0:
                break
            segment = segments[number]
            if segment.start <= where < segment.end and not (segment.parent >= 0 and segment.basis == "form"):
                break
            if segment.parent < 0:
                break
            number = segment.parent
        if number >= 0:
            found[number].append(note)
    return tuple(tuple(sorted(notes, key=lambda note: note.at if note.at >= 0 else note.start)) for notes in found)
