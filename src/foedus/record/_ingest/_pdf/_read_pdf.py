"""PDF files: the text layer in reading order, with what the layout of the page tells as blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from foedus._core import Diagnostic, Place, Severity

from ..._reading import Block
from .._source import SourceText
from ._furniture import furniture
from ._glyphs import PdfRead, read_glyphs
from ._lines import Line, lines
from ._paragraphs import Run, paragraphs

_KEYS = {"Title": "title", "Author": "author", "Subject": "subject", "Keywords": "keywords", "CreationDate": "created"}
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_RAISED = re.compile(r"[0-9]{1,3}|[*†‡※]{1,3}|\[[0-9]{1,3}\]|[①-⑳]")
GARBLED = 0.3
"""Share of characters without a meaning from which on a text layer is said to be garbled."""


def read_pdf(data: bytes, *, path: Path, file: str) -> SourceText:
    """Return the text layer of a PDF as a source.

    The text is extracted once: one line of the page a line, columns one after the other. Blocks tell pages, paragraphs,
    headings and notes, and what belongs to the page (``page-head``, ``page-foot``, ``page-number``, ``watermark``).

    Raises:
        CaseError: it is damaged, asks for a password, or makes the reader fail.
        LimitError: it takes too long, or has too many pages or characters.
    """
    read = read_glyphs(data, file=file)
    pages = [lines(page) for page in read.pages]
    kinds, labels = furniture(pages)
    runs = paragraphs(pages, kinds)
    text, starts = _text(pages)
    blocks = _blocks(pages, starts, kinds, runs)
    at = 0
    for number, found in enumerate(pages):
        end = starts[number][-1] + len(found[-1].text) if found else at
        label = labels[number] or read.pages[number].label or str(number + 1)
        blocks.append(Block("page", at, end, label=label))
        at = min(len(text), end + 1)
    blocks.sort(key=lambda block: (block.start, -block.end))
    return SourceText(
        path, text, "", "pdf", (), (), _metadata(read), _findings(data, read, pages, file), blocks=tuple(blocks),
        extracted=True,
    )  # fmt: skip


def _text(pages: Sequence[Sequence[Line]]) -> tuple[str, list[list[int]]]:
    """Return the text and where each line of each page begins in it."""
    starts: list[list[int]] = []
    pieces: list[str] = []
    at = 0
    for page in pages:
        mine = []
        for line in page:
            mine.append(at)
            pieces.append(line.text)
            at += len(line.text) + 1
        starts.append(mine)
    return "\n".join(pieces), starts


def _blocks(
    pages: Sequence[Sequence[Line]],
    starts: Sequence[Sequence[int]],
    kinds: Sequence[dict[int, str]],
    runs: Sequence[Run],
) -> list[Block]:
    blocks = []

    def span(place: tuple[int, int]) -> tuple[int, int]:
        start = starts[place[0]][place[1]]
        return start, start + len(pages[place[0]][place[1]].text)

    for page, found in enumerate(kinds):
        for number, kind in found.items():
            blocks.append(Block(kind, *span((page, number))))
    for run in runs:
        first, last = span(run.lines[0])[0], span(run.lines[-1])[1]
        blocks.append(Block(run.kind, first, last, run.level, run.label))
        for number, place in enumerate(run.lines):
            line, start = pages[place[0]][place[1]], span(place)[0]
            for begin, end in line.raised:
                label = line.text[begin:end].strip()
                if _RAISED.fullmatch(label) and not (run.kind == "note" and number == 0 and begin == 0):
                    blocks.append(Block("note-mark", start + begin, start + end, label=label))
    return blocks


def _metadata(read: PdfRead) -> tuple[tuple[str, str], ...]:
    found = []
    for key, value in read.metadata:
        name = _KEYS.get(key, key.lower())
        if name in ("created", "moddate"):
            match = _DATE.match(value)
            name, value = (
                ("created" if name == "created" else "modified"),
                "-".join(filter(None, match.groups())) if match else "",
            )
        value = " ".join(value.split())
        if value and value not in ("unspecified", "anonymous", "untitled", "(unspecified)", "(anonymous)"):
            found.append((name, value))
    return tuple(found)


def _findings(data: bytes, read: PdfRead, pages: Sequence[Sequence[Line]], file: str) -> tuple[Diagnostic, ...]:
    found = []

    def note(code: str, message: str, why: str, hint: str) -> None:
        found.append(Diagnostic(code, Severity.WARNING, message, Place(file, 1, 1), why, hint))

    empty = [number for number, page in enumerate(pages) if not page]
    characters = sum(len(page.codes) for page in read.pages)
    if pages and len(empty) == len(pages):
        pictures = "it holds pictures of pages" if any(page.images for page in read.pages) else "its pages are empty"
        note("pdf-no-text", f"the PDF has no text layer: {pictures}", "nothing in it can be read or found",
             "run text recognition (OCR) over it and read the result")  # fmt: skip
    elif any(read.pages[number].images for number in empty):
        count = sum(read.pages[number].images > 0 for number in empty)
        note("pdf-pages-without-text", f"{count} of {len(pages)} pages are pictures without a text layer",
             "what they say is missing", "run text recognition (OCR) over the file")  # fmt: skip
    if not read.whole or b"%%EOF" not in data[-2048:]:
        note("pdf-truncated", f"the PDF is damaged or cut short: {len(pages)} pages could be read",
             "what follows may be missing", "fetch it again")  # fmt: skip
    if characters and sum(page.unmapped for page in read.pages) > GARBLED * characters:
        note("pdf-garbled", "the fonts of the PDF do not say which characters they show",
             "much of its text is unreadable", "run text recognition (OCR) over it")  # fmt: skip
    return tuple(found)
