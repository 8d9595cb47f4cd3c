"""Word files: paragraphs, headings, lists with their numbers, tables, notes and comments, as a text and its blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from foedus._core import Diagnostic, Place, Severity

from ..._fold import Skip
from ..._reading import Block
from .._source import SourceText
from ._body import Paragraph, read_body
from ._numbering import Numbering, numeral, read_numbering
from ._package import Package
from ._styles import Style, is_quote, read_styles

_KEYS = {
    "title": "title", "creator": "author", "subject": "subject", "keywords": "keywords", "description": "description",
    "created": "created", "modified": "modified", "language": "language", "lastModifiedBy": "edited by",
}  # fmt: skip
LONG_CELL = 500
_NOTES = (("footnote", "footnotes"), ("endnote", "endnotes"), ("comment", "comments"))


def read_docx(data: bytes, *, path: Path, file: str) -> SourceText:
    """Return a Word file as a source; its text is extracted: a line a paragraph, then a line a note.

    Marks of notes are read in brackets where they stand, the notes follow the text. Automatic numbers are written out.
    Deleted text, hidden text, heads and feet of pages, pictures and macros are not read, and nothing outside the file.

    Raises:
        CaseError: it is damaged, locked, or packed to unfold beyond measure.
        LimitError: a part is over 64 MB, or there are too many.
    """
    package = Package(data, file=file)
    main = package.main()
    folder = main.rpartition("/")[0]
    if package.part(main) is None:
        raise package.damaged(f"it has no part {main}")
    body = read_body(package, main)
    writer = _Writer(read_styles(package, f"{folder}/styles.xml"), read_numbering(package, f"{folder}/numbering.xml"))
    marks = _Marks(body.paragraphs)
    writer.paragraphs(body.paragraphs, marks)
    for kind, part in _NOTES:
        if kind in marks.shown:
            writer.notes(read_body(package, f"{folder}/{part}.xml").paragraphs, marks.shown[kind], marks)
    findings: tuple[Diagnostic, ...] = ()
    if body.revisions:
        findings = (
            Diagnostic(
                "docx-revisions", Severity.NOTE, f"the file holds {body.revisions} changes that nobody accepted yet",
                Place(file, 1, 1), "it is read as if all of them were accepted", "accept or reject them in Word",
            ),
        )  # fmt: skip
    blocks = sorted(writer.blocks, key=lambda block: (block.start, -block.end, block.kind != "quote"))
    return SourceText(
        path, "".join(writer.pieces), "", "docx", tuple(writer.skips), (), _metadata(package), findings,
        blocks=tuple(blocks), extracted=True,
    )  # fmt: skip


class _Marks:
    """How the marks of notes are shown: footnotes and endnotes counted apart, comments by letters."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.shown: dict[str, dict[str, str]] = {}
        for paragraph in paragraphs:
            for _, _, kind, number in paragraph.marks:
                if kind != "raised":
                    mine = self.shown.setdefault(kind, {})
                    mine.setdefault(number, str(len(mine) + 1))
        both = "footnote" in self.shown and "endnote" in self.shown
        for kind, mine in self.shown.items():
            for number, count in mine.items():
                if kind == "comment":
                    mine[number] = f"[^c{count}]"
                elif kind == "endnote" and both:
                    mine[number] = f"[^{numeral(int(count), 'lowerRoman')}]"
                else:
                    mine[number] = f"[{count}]"

    def label(self, kind: str, number: str) -> str:
        return self.shown.get(kind, {}).get(number, "")


@dataclass
class _Writer:
    styles: dict[str, Style]
    numbering: Numbering
    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    at: int = 0

    def paragraphs(self, paragraphs: Sequence[Paragraph], marks: _Marks) -> None:
        quoted = -1
        number = 0
        while number < len(paragraphs):
            paragraph = paragraphs[number]
            style = self.styles.get(paragraph.style, Style())
            if is_quote(style) != (quoted >= 0):
                if quoted >= 0:
                    self.blocks.append(Block("quote", quoted, max(quoted, self.at - 1)))
                quoted = self.at if is_quote(style) else -1
            row = [paragraph]
            while (
                paragraph.row
                and number + len(row) < len(paragraphs)
                and paragraphs[number + len(row)].row == paragraph.row
            ):
                row.append(paragraphs[number + len(row)])
            if paragraph.row and all(len(each.text) <= LONG_CELL for each in row):
                self._row(row, marks)
            else:
                for each in row:
                    self._paragraph(each, marks)
            number += len(row)
        if quoted >= 0:
            self.blocks.append(Block("quote", quoted, max(quoted, self.at - 1)))

    def notes(self, paragraphs: Sequence[Paragraph], labels: dict[str, str], marks: _Marks) -> None:
        by_note: dict[str, list[Paragraph]] = {}
        for paragraph in paragraphs:
            by_note.setdefault(paragraph.note, []).append(paragraph)
        for note, label in labels.items():
            words = " ".join(
                " ".join(each.text.replace("\ufffc", "").split("\n")).strip() for each in by_note.get(note, ())
            )
            if words.strip():
                start = self.at
                self._write(f"{label} {' '.join(words.split())}\n")
                self.blocks.append(Block("note", start, self.at - 1, label=label))

    def _row(self, row: Sequence[Paragraph], marks: _Marks) -> None:
        start, cell = self.at, row[0].cell
        for number, paragraph in enumerate(row):
            if number:
                self._write("\t" if paragraph.cell != cell else " ")
            cell = paragraph.cell
            self._words(paragraph, marks, joined=True)
        if self.at > start:
            self.blocks.append(Block("row", start, self.at))
            self._write("\n")

    def _paragraph(self, paragraph: Paragraph, marks: _Marks) -> None:
        style = self.styles.get(paragraph.style, Style())
        list_id, depth = paragraph.list_id, paragraph.list_level
        if not list_id:
            list_id, depth = style.number, style.depth or depth
        if not paragraph.text.strip():
            return
        level = style.level or (paragraph.level + 1 if paragraph.level >= 0 else 0)
        start = self.at
        counted = self.numbering.next(list_id, depth) if list_id not in ("", "0") else ""
        if counted:
            self._write(counted if counted[-1:] in "、．" else counted + " ")
        begin = start
        for end in self._words(paragraph, marks, joined=False):
            if end > begin:
                kind = "heading" if level else "item" if list_id not in ("", "0") else "paragraph"
                self.blocks.append(
                    Block(kind, begin, end, min(level, 6) if level else depth + 1 if kind == "item" else 0)
                )
            begin = end + 1
        self._write("\n")

    def _words(self, paragraph: Paragraph, marks: _Marks, *, joined: bool) -> list[int]:
        """Write the text of a paragraph; return where its lines end."""
        ends: list[int] = []
        at = 0
        text = paragraph.text.replace("\n", " ") if joined else paragraph.text
        for start, end, kind, number in paragraph.marks:
            self._lines(text[at:start], ends)
            label = marks.label(kind, number) if kind != "raised" else text[start:end].strip()
            here = self.at
            self._write(label if kind != "raised" else text[start:end])
            if label and kind != "raised":
                self.blocks.append(Block("note-mark", here, self.at, label=label))
                self.skips.append(Skip(here, self.at))
            elif label and len(label) <= 4 and (label.isdecimal() or not label.isalnum()):
                self.blocks.append(Block("note-mark", here, self.at, label=label))
            at = end
        self._lines(text[at:], ends)
        ends.append(self.at)
        return ends

    def _lines(self, text: str, ends: list[int]) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                ends.append(self.at)
                self._write("\n")
            self._write(line)

    def _write(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.at += len(text)


def _metadata(package: Package) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    name = ""
    words: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal name
        name = tag.rpartition(" ")[2]
        words.clear()

    def end(tag: str) -> None:
        value = " ".join("".join(words).split())[:2_000]
        if tag.rpartition(" ")[2] == name and name in _KEYS and value:
            found.append((_KEYS[name], value))
        words.clear()

    data = package.part("docProps/core.xml")
    if data is not None:
        package.parse(data, "docProps/core.xml", start=start, end=end, text=words.append)
    return tuple(found)
