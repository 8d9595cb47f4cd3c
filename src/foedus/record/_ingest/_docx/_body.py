"""The paragraphs of a part of a Word file, in order: text, marks of notes, rows of tables, what is deleted left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ._package import Package

_SKIPPED = frozenset(
    (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "Fallback",
        "rt",
        "pict-text",
        "sectPr",
        "tblPr",
        "trPr",
        "tcPr",
        "rubyPr",
    )
)
_NO = frozenset(("0", "false", "off", "none"))


@dataclass
class Paragraph:
    """A paragraph as written, without its automatic number."""

    text: str = ""
    style: str = ""
    level: int = -1
    """Outline level of its own, 0 to 8; -1 where it has none."""
    list_id: str = ""
    list_level: int = 0
    marks: list[tuple[int, int, str, str]] = field(default_factory=list)
    """Start, end, kind (``footnote``, ``endnote``, ``comment``, ``raised``) and id of each mark in the text."""
    row: int = 0
    """Number of the table row it stands in; 0 outside of tables."""
    cell: int = 0
    note: str = ""
    """Id of the note it belongs to, in a part of notes."""
    pieces: list[str] = field(default_factory=list, repr=False)
    """Its text while it is being read."""
    length: int = 0

    def put(self, text: str) -> None:
        """Add to the text; a paragraph may have a million runs."""
        self.pieces.append(text)
        self.length += len(text)


@dataclass
class Body:
    """What a part holds."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    revisions: int = 0
    """Deletions and insertions that are still marked as such."""


def read_body(package: Package, name: str) -> Body:
    """Return the paragraphs of a part; those of a text box follow the paragraph it is anchored in."""
    data = package.part(name)
    reader = _Reader()
    if data is not None:
        package.parse(data, name, start=reader.start, end=reader.end, text=reader.text)
    return reader.body


class _Reader:
    def __init__(self) -> None:
        self.body = Body()
        self.open: list[Paragraph] = []  # paragraphs around the place; more than one inside a text box
        self.waiting: list[list[Paragraph]] = []  # of text boxes, until the paragraph around them ends
        self.skipping = 0
        self.in_text = self.hidden = self.raised = self.in_run = False
        self.rows: list[tuple[int, int]] = []  # number of the row and of the cell, for each table around the place
        self.count = 0
        self.note = ""
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {
            "p": self._paragraph, "pStyle": self._style, "outlineLvl": self._outline, "numId": self._list,
            "ilvl": self._list_level, "r": self._run, "vanish": self._vanish, "vertAlign": self._vertical,
            "t": self._text, "tab": self._tab, "br": self._break, "cr": self._break, "noBreakHyphen": self._hyphen,
            "sym": self._symbol, "footnoteReference": self._footnote, "endnoteReference": self._endnote,
            "commentReference": self._comment, "tbl": self._table, "tr": self._row, "tc": self._cell,
            "footnote": self._note, "endnote": self._note, "comment": self._note, "ins": self._inserted,
        }  # fmt: skip

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        if self.skipping or local in _SKIPPED:
            self.skipping += 1
            self.body.revisions += local in ("del", "moveFrom") and self.skipping == 1
            return
        handler = self.starts.get(local)
        if handler is not None and "/math" not in tag:
            handler({key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        local = tag.rpartition(" ")[2]
        if local == "p" and self.open and "wordprocessingml" in tag:
            done = self.open.pop()
            done.text = "".join(done.pieces)
            done.pieces.clear()
            inner = self.waiting.pop()
            target = self.waiting[-1] if self.waiting else self.body.paragraphs
            target.append(done)
            target.extend(inner)
        elif local == "t":
            self.in_text = False
        elif local == "r":
            self.in_run = self.hidden = self.raised = False
        elif local == "tbl" and self.rows:
            self.rows.pop()
        elif local in ("footnote", "endnote", "comment"):
            self.note = ""

    def text(self, data: str) -> None:
        if self.in_text and not self.skipping:
            self._put(data)

    def _put(self, data: str) -> None:
        if not self.open or self.hidden:
            return
        paragraph = self.open[-1]
        if self.raised and data.strip():
            self._mark(data, "raised", "")
        else:
            paragraph.put(data)

    def _mark(self, shown: str, kind: str, number: str) -> None:
        if self.open and not self.hidden:
            paragraph = self.open[-1]
            start = paragraph.length
            paragraph.put(shown)
            paragraph.marks.append((start, paragraph.length, kind, number))

    def _paragraph(self, values: dict[str, str]) -> None:
        row, cell = self.rows[-1] if self.rows else (0, 0)
        self.open.append(Paragraph(row=row, cell=cell, note=self.note))
        self.waiting.append([])
        self.in_run = self.hidden = self.raised = False

    def _style(self, values: dict[str, str]) -> None:
        if self.open:
            self.open[-1].style = values.get("val", "")

    def _outline(self, values: dict[str, str]) -> None:
        if self.open and values.get("val", "") in set("012345678"):
            self.open[-1].level = int(values["val"])

    def _list(self, values: dict[str, str]) -> None:
        if self.open:
            self.open[-1].list_id = values.get("val", "")

    def _list_level(self, values: dict[str, str]) -> None:
        if self.open and values.get("val", "") in set("012345678"):
            self.open[-1].list_level = int(values["val"])

    def _run(self, values: dict[str, str]) -> None:
        self.in_run, self.hidden, self.raised = True, False, False

    def _vanish(self, values: dict[str, str]) -> None:
        self.hidden = self.in_run and values.get("val", "1") not in _NO

    def _vertical(self, values: dict[str, str]) -> None:
        self.raised = self.in_run and values.get("val") == "superscript"

    def _text(self, values: dict[str, str]) -> None:
        self.in_text = True

    def _tab(self, values: dict[str, str]) -> None:
        if self.in_run:  # elsewhere it defines a stop
            self._put("\t")

    def _break(self, values: dict[str, str]) -> None:
        if self.in_run and values.get("type", "textWrapping") == "textWrapping":
            self._put("\n")

    def _hyphen(self, values: dict[str, str]) -> None:
        self._put("-")

    def _symbol(self, values: dict[str, str]) -> None:
        code = values.get("char", "")
        if len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code):
            character = chr(int(code, 16))
            if character.isprintable() and not "\ue000" <= character <= "\uf8ff":
                self._put(character)

    def _footnote(self, values: dict[str, str]) -> None:
        self._mark("\ufffc", "footnote", values.get("id", ""))

    def _endnote(self, values: dict[str, str]) -> None:
        self._mark("\ufffc", "endnote", values.get("id", ""))

    def _comment(self, values: dict[str, str]) -> None:
        self._mark("\ufffc", "comment", values.get("id", ""))

    def _table(self, values: dict[str, str]) -> None:
        self.rows.append((0, 0))

    def _row(self, values: dict[str, str]) -> None:
        if self.rows:
            self.count += 1
            self.rows[-1] = (self.count, 0)

    def _cell(self, values: dict[str, str]) -> None:
        if self.rows:
            self.rows[-1] = (self.rows[-1][0], self.rows[-1][1] + 1)

    def _note(self, values: dict[str, str]) -> None:
        kind = values.get("type", "normal")
        self.note = values.get("id", "") if kind == "normal" else "-"

    def _inserted(self, values: dict[str, str]) -> None:
        self.body.revisions += 1
