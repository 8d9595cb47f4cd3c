"""Split a file into its documents: by what the file states, by its contents, by form, or as one."""

from __future__ import annotations

from dataclasses import dataclass

from foedus._core import Diagnostic, Place, Severity

from .._copy import ReadingCopy
from .._ingest import SourceText
from .._reading import Segment
from .._repair import Repaired
from ._by_contents import ByContents, split_by_contents
from ._by_form import split_by_form
from ._contents import Entry, find_contents
from ._letters import tidy
from ._piece import Piece


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
    copy = repaired.copy
    text = copy.text
    contents = find_contents(text)
    if contents:
        found = split_by_contents(text, contents)
        if found.pieces and 2 * len(found.missing) <= found.listed:
            segments = tuple(piece.in_source(copy) for piece in found.pieces)
            return Segmentation(segments, _missing(source, copy, found))
    pieces = split_by_form(text)
    if len(pieces) < 2:
        pieces = _whole(text)
    return Segmentation(tuple(piece.in_source(copy) for piece in pieces))


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


def _whole(text: str) -> tuple[Piece, ...]:
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if start >= end:
        return ()
    line = text.find("\n", start, end)
    line = end if line < 0 else line
    heading = (start, line) if line - start <= 120 else (start, start)
    return (Piece(start, end, tidy(text[slice(*heading)]), heading, "file"),)


def _missing(source: SourceText, copy: ReadingCopy, found: ByContents) -> tuple[Diagnostic, ...]:
    return tuple(_not_found(source, copy, entry) for entry in found.missing)


def _not_found(source: SourceText, copy: ReadingCopy, entry: Entry) -> Diagnostic:
    return Diagnostic(
        "contents-unmatched", Severity.WARNING, f"the contents lists {entry.title!r}, which is not in the text",
        place(source, copy, entry.start, entry.end), "a document may be missing, or stand inside the one before it",
        "look for its heading in the text; where it is misprinted, correct a copy of the file",
    )  # fmt: skip


def place(source: SourceText, copy: ReadingCopy, start: int, end: int) -> Place:
    """Return the place of a span of the copy in the file."""
    first, last = copy.to_source(start, end)
    line = source.text.count("\n", 0, first) + 1
    return Place(source.name or source.path.name, line, first - source.text.rfind("\n", 0, first), first, last)
