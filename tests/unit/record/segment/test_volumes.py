"""Volumes whose markup states the documents, read as plain text without it: a check on books the rules never saw."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from foedus.record._copy import ReadingCopy
from foedus.record._ingest import SourceText
from foedus.record._repair import Repaired
from foedus.record._segment import segment

VOLUMES = Path(__file__).resolve().parents[4] / ".." / "shared" / "data" / "frus"
TEI = "{http://www.tei-c.org/ns/1.0}"
BLOCKS = {TEI + name for name in ("head", "p", "dateline", "opener", "closer", "signed", "item", "note", "list", "div")}


class Plain:
    """The text of a volume, and where its documents begin."""

    def __init__(self, *, numbered: bool) -> None:
        self.text = ""
        self.starts: list[int] = []
        self.pieces: list[str] = []
        self.length = 0
        self.numbered = numbered

    def write(self, words: str | None) -> None:
        piece = re.sub(r"\s+", " ", words or "")
        self.pieces.append(piece)
        self.length += len(piece)

    def line(self) -> None:
        self.pieces.append("\n")
        self.length += 1

    def read(self, element: ElementTree.Element) -> None:
        if element.tag == TEI + "note" and element.get("type") != "source":
            return
        if element.tag in BLOCKS:
            self.line()
        if element.tag == TEI + "div" and element.get("type") == "document":
            self.starts.append(self.length)
        first = element.text or ""
        if not self.numbered and element.tag == TEI + "head":
            first = re.sub(r"^\s*\d+\.\s*", "", first)
        self.write(first)
        for child in element:
            self.read(child)
            self.write(child.tail)
        if element.tag in BLOCKS:
            self.line()


@pytest.mark.parametrize(("numbered", "precision", "recall"), [(True, 0.99, 0.99), (False, 0.97, 0.8)])
@pytest.mark.parametrize("name", ["frus1958-60v18.xml", "frus1955-57v23p2.xml"])
def test_documents_of_a_volume_are_found_by_form(name: str, numbered: bool, precision: float, recall: float) -> None:
    path = VOLUMES / name
    if not path.exists():
        pytest.skip("the volume is not beside this checkout")
    body = ElementTree.parse(path).getroot().find(f".//{TEI}body")  # noqa: S314 — a file of our own
    assert body is not None
    plain = Plain(numbered=numbered)
    plain.read(body)
    text = "".join(plain.pieces)
    wanted = {start + len(text[start:]) - len(text[start:].lstrip()) for start in plain.starts}
    found = {each.start for each in segment(SourceText(Path("a.txt"), text, "utf-8"), Repaired(ReadingCopy.of(text)))}
    assert len(wanted) > 200
    assert len(found & wanted) >= precision * len(found)
    assert len(found & wanted) >= recall * len(wanted)
