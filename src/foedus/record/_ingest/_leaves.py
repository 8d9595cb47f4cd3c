"""Leaves: the stretches of a page that are read one after the other, each a paragraph of the reading copy.

The *leaves* of a page do not overlap: headings, paragraphs, items, rows, notes. Where a page's own markup cuts a
sentence (a note mark on a line of its own), the leaf runs across the cut and a ``join`` block says what is read there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .._reading import Block
from .._visible import Visible

MARK = (
    r"(?:\[\^?[0-9A-Za-z*†‡]{1,6}\]|〔[0-9０-９一二三四五六七八九十百〇*＊]{1,5}〕|［[0-9０-９一二三四五六七八九十*＊]{1,5}］"
    r"|【[0-9０-９]{1,4}】|[①-⑳㉑-㉟㊱-㊿❶-❿⓪]|[*＊†‡※]{1,3}|[¹²³⁴-⁹⁰]{1,4})"
)
_ONLY_MARK = re.compile(rf"\s*({MARK})\s*\Z")
_NOTE_BEGINS = re.compile(rf"\s*({MARK}|[(（][0-9０-９]{{1,4}}[)）]|[0-9]{{1,4}}(?:[.、．]|(?=[\s\u3400-\u9fff])))\s*")
_NOTES = re.compile(
    r"[\W_]{0,20}(?:注释?|注解|註釋?|註解|注釋|附注|附註|尾注|脚注|腳註|章节附注|notes?|footnotes?|endnotes?|annotations?"
    r"|references|anmerkungen|примечания)[\W_]{0,20}\Z",
    re.IGNORECASE,
)
LONG_CELL = 500
"""Characters of a piece of a cell from which on a table is taken for layout."""
_CLOSED = '。！？；：.!?;:”"』」）)】'


@dataclass(frozen=True, slots=True)
class Leaves:
    """The leaves of a page in order, the cuts across which they run, and its lists of notes."""

    leaves: tuple[Block, ...]
    joins: tuple[Block, ...]
    lists: tuple[Block, ...] = ()


def leaves(pieces: Iterable[Block], seen: Visible, *, edges: Iterable[int] = ()) -> Leaves:
    """Return the leaves of *pieces*: trimmed, cells put into rows, cuts at marks joined, lists of notes found.

    Args:
        pieces: Stretches in order; a ``rule`` ends a list of notes.
        seen: The text.
        edges: Offsets across which nothing is joined: beginnings and ends of containers.
    """
    trimmed = []
    for piece in pieces:
        start, end = (piece.start, piece.end) if piece.kind == "rule" else seen.trim(piece.start, piece.end)
        if start < end:
            trimmed.append(replace(piece, start=start, end=end) if (start, end) != (piece.start, piece.end) else piece)
    joins: list[Block] = []
    trimmed = _runs(_laid_out(trimmed), joins)
    walls = sorted(edges)
    found, lists = _note_lists(trimmed, seen, walls, joins)
    lists += _runs_of_notes(found, lists)
    found = _across_marks(found, seen, walls, joins)
    kept = tuple(replace(leaf, level=0) if leaf.kind in ("row", "note") else leaf for leaf in found)
    return Leaves(kept, tuple(sorted(joins, key=lambda join: join.start)), tuple(lists))


def _laid_out(pieces: list[Block]) -> list[Block]:
    """Call the cells of a row paragraphs where one is long: the table is there for the layout of the page."""
    long = {piece.level for piece in pieces if piece.kind == "row" and piece.end - piece.start > LONG_CELL}
    if not long:
        return pieces
    return [
        replace(piece, kind="paragraph", level=0) if piece.kind == "row" and piece.level in long else piece
        for piece in pieces
    ]


def _runs(pieces: list[Block], joins: list[Block]) -> list[Block]:
    """Put the cells of a row, and the paragraphs of a note, into one leaf."""
    merged: list[Block] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if (
            last is not None
            and piece.kind == last.kind
            and piece.kind in ("row", "note")
            and piece.level == last.level
            and piece.label == last.label
        ):
            joins.append(Block("join", last.end, piece.start, label="\t" if piece.kind == "row" else "\n"))
            merged[-1] = replace(last, end=piece.end)
        else:
            merged.append(piece)
    return merged


def _note_lists(
    pieces: list[Block], seen: Visible, walls: list[int], joins: list[Block]
) -> tuple[list[Block], list[Block]]:
    """Make one note of each mark and what follows it, in a list under a heading that says "notes"."""
    found: list[Block] = []
    lists: list[Block] = []
    number = 0
    while number < len(pieces):
        piece = pieces[number]
        found.append(piece)
        number += 1
        if piece.kind not in ("heading", "paragraph") or piece.end - piece.start > 200:
            continue
        if not _NOTES.match("".join(seen.words(piece.start, piece.end).split())) or number == len(pieces):
            continue
        first = number
        note: Block | None = None
        while number < len(pieces):
            item = pieces[number]
            if item.kind == "note":  # the markup says so itself
                found.append(item)
                number += 1
                continue
            if item.kind in ("heading", "rule", "summary") or _walled(walls, piece.end, item.start):
                break
            words = seen.words(item.start, item.end)
            mark = _NOTE_BEGINS.match(words)
            if mark is not None:
                note = Block("note", item.start, item.end, 0, mark[1].rstrip(".、．"))
                found.append(note)
            elif note is None:
                break
            else:
                bare = _ONLY_MARK.match(seen.words(note.start, note.end)) is not None
                joins.append(Block("join", note.end, item.start, label="" if bare else "\n"))
                note = found[-1] = replace(note, end=item.end)
            number += 1
        if number > first:
            lists.append(Block("notes", piece.start, found[-1].end))
    return found, lists


def _runs_of_notes(pieces: list[Block], lists: list[Block]) -> list[Block]:
    """Return a list for each run of notes that the markup tells and that stand in no list yet."""
    runs: list[Block] = []
    covered = [(block.start, block.end) for block in lists]
    last = ""
    for piece in pieces:
        if piece.kind == "note" and not _walled_in(covered, piece.start):
            runs.append(
                Block("notes", piece.start, piece.end) if last != "note" else replace(runs.pop(), end=piece.end)
            )
            last = "note"
        else:
            last = piece.kind if piece.kind != "note" else ""
    return runs


def _walled_in(spans: list[tuple[int, int]], at: int) -> bool:
    number = bisect_left(spans, (at + 1, 0)) - 1
    return number >= 0 and at < spans[number][1]


def _across_marks(pieces: list[Block], seen: Visible, walls: list[int], joins: list[Block]) -> list[Block]:
    """Join what stands before and after a mark on a line of its own: the mark belongs into the sentence."""
    found: list[Block] = []
    open_end = False  # whether the last leaf ends in a mark that stood alone inside a sentence
    for piece in pieces:
        last = found[-1] if found else None
        together = (
            last is not None and last.kind == piece.kind == "paragraph" and not _walled(walls, last.end, piece.start)
        )
        if last is None or not together:
            found.append(piece)
            open_end = False
            continue
        alone = piece.end - piece.start <= 40 and _ONLY_MARK.match(seen.words(piece.start, piece.end)) is not None
        if alone:
            ended = seen.before(last.end) in _CLOSED
            joins.append(Block("join", last.end, piece.start))
            found[-1] = replace(last, end=piece.end)
            open_end = open_end if ended and open_end else not ended
        elif open_end:
            ascii_next = seen.after(piece.start).isascii()
            joins.append(Block("join", last.end, piece.start, label=" " if ascii_next else ""))
            found[-1] = replace(last, end=piece.end)
            open_end = False
        else:
            found.append(piece)
    return found


def _walled(walls: list[int], start: int, end: int) -> bool:
    number = bisect_left(walls, start)
    return number < len(walls) and walls[number] <= end
