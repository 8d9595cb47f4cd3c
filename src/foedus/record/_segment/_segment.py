"""Split a file into its documents: by what the file states, by its contents, by form, or as one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from foedus._core import Diagnostic, Place, Severity

from .._copy import ReadingCopy
from .._ingest import SourceText
from .._reading import Segment
from .._repair import Repaired
from ._by_contents import split_by_contents
from ._by_form import split_by_form
from ._contents import Entry, find_contents
from ._piece import Piece
from ._shapes import articles, page_title, vault_page, whole


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The documents of a file, and what could not be told."""

    segments: tuple[Segment, ...]
    findings: tuple[Diagnostic, ...] = ()


def segment(source: SourceText, repaired: Repaired) -> tuple[Segment, ...]:
    """Return where the documents of a file stand, in order of their beginning; see `survey_segments`."""
    return survey_segments(source, repaired).segments


def survey_segments(source: SourceText, repaired: Repaired) -> Segmentation:
    """Return where the documents of a file stand, and which entries of its contents are not in it.

    What the file itself states goes first; then its contents, if most of it is found; then the form of the text.
    """
    if source.documents:
        return Segmentation(_stated(source))
    page = vault_page(source)
    if page:
        return Segmentation(page)
    copy = repaired.copy
    text = copy.text
    contents = find_contents(text)
    if contents:
        found = split_by_contents(text, contents)
        if found.pieces and 2 * len(found.missing) <= found.listed:
            findings = [_not_found(source, copy, entry) for entry in found.missing]
            findings += [_not_listed(source, copy, piece) for piece in _unlisted(text, contents.end, found.pieces)]
            return Segmentation(_in_source(copy, found.pieces), tuple(findings))
    return Segmentation(_in_source(copy, _without_contents(source, copy)))


def _without_contents(source: SourceText, copy: ReadingCopy) -> tuple[Piece, ...]:
    text = copy.text
    pieces = _no_list(source, copy, split_by_form(text))
    if len(pieces) >= 2:
        return pieces
    several = articles(text)
    if several:
        return several
    one = whole(text, title=page_title(source))
    if pieces and pieces[0].start == one[0].start:
        return pieces
    return one


def _no_list(source: SourceText, copy: ReadingCopy, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return *pieces*, or none where the markup says that one of their headings is an entry of a list or a table."""
    listed = [block for block in source.blocks if block.kind in ("item", "row", "caption", "summary")]
    starts = [block.start for block in listed]
    for piece in pieces:
        at = copy.to_source(*piece.heading)[0]
        number = bisect_right(starts, at) - 1
        if number >= 0 and at < listed[number].end:
            return ()
    return pieces


def _in_source(copy: ReadingCopy, pieces: tuple[Piece, ...]) -> tuple[Segment, ...]:
    return tuple(piece.in_source(copy) for piece in pieces)


def _unlisted(text: str, start: int, listed: tuple[Piece, ...]) -> list[Piece]:
    """Return what has the form of a document but is neither listed nor inside the head of one that is."""
    last = max((piece.end for piece in listed), default=start)
    found = []
    for piece in split_by_form(text[start:last]):
        begin = piece.start + start
        known = any(each.start - 60 <= begin <= max(each.heading[1], each.start) for each in listed)
        if piece.title and not known:
            found.append(replace(piece, start=begin, end=piece.end + start, heading=(begin, piece.heading[1] + start)))
    return found


def _stated(source: SourceText) -> tuple[Segment, ...]:
    number = {document.id: index for index, document in enumerate(source.documents)}
    return tuple(
        Segment(
            document.start, document.end, document.title, max(document.heading_start, document.start),
            max(document.heading_end, document.heading_start, document.start), "markup", section=document.section,
            label=document.label, kind=document.kind, parent=number.get(document.parent, -1), page=document.page,
        )
        for document in source.documents
    )  # fmt: skip


def _not_found(source: SourceText, copy: ReadingCopy, entry: Entry) -> Diagnostic:
    return Diagnostic(
        "contents-unmatched", Severity.WARNING, f"the contents lists {entry.title!r}, which is not in the text",
        _place(source, copy, entry.start, entry.end), "a document may be missing, or stand inside the one before it",
        "look for its heading in the text; where it is misprinted, correct a copy of the file",
    )  # fmt: skip


def _not_listed(source: SourceText, copy: ReadingCopy, piece: Piece) -> Diagnostic:
    return Diagnostic(
        "heading-unlisted", Severity.NOTE, f"{piece.title!r} looks like a document, but the contents does not list it",
        _place(source, copy, *piece.heading), "it is read as a part of the document it stands in",
        "add it to the contents in a copy of the file, if it is one",
    )  # fmt: skip


def _place(source: SourceText, copy: ReadingCopy, start: int, end: int) -> Place:
    """Return the place of a span of the copy in the file."""
    first, last = copy.to_source(start, end)
    line = source.text.count("\n", 0, first) + 1
    return Place(source.name or source.path.name, line, first - source.text.rfind("\n", 0, first), first, last)
