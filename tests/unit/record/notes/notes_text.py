"""Read a short text as documents, for tests of notes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from foedus.record._copy import ReadingCopy
from foedus.record._ingest import SourceText
from foedus.record._notes import NotesFound, find_notes
from foedus.record._reading import Segment


def notes_of(text: str, *, headings: tuple[str, ...] = ()) -> NotesFound:
    """Read *text* as documents that begin at its start and at each of *headings*."""
    edges = [0, *(text.index(heading) for heading in headings), len(text)]
    segments = [Segment(start, end, "", start, start, "form") for start, end in pairwise(edges)]
    return find_notes(SourceText(Path("a.txt"), text, "utf-8"), ReadingCopy.of(text), segments)
