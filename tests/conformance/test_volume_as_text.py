"""A printed volume with its markup taken away: what reading by form finds, against what the markup says.

Nothing of the markup is left but line breaks: a book of another kind, in another language.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from foedus.record import DocumentRead, read_file

VOLUME = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "frus" / "frus1958-60v18.xml"
TEI = "{http://www.tei-c.org/ns/1.0}"
LINES = ("head", "dateline", "p", "opener", "closer", "list", "quote", "signed")

pytestmark = pytest.mark.skipif(not VOLUME.exists(), reason="../shared is absent: no volume to take apart")


@dataclass(frozen=True)
class Stated:
    """What the markup says of one document, and where its head stands in the text."""

    start: int
    head: str
    date: str
    sent_by: tuple[str, ...]
    sent_to: tuple[str, ...]


def words(element: etree._Element) -> str:
    """Return the words of an element without those of its notes."""
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag != f"{TEI}note":
            pieces.append(words(child))
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split()) if element.tag == f"{TEI}head" else "".join(pieces)


def plain(path: Path) -> tuple[str, list[Stated]]:
    lines: list[str] = []
    stated = []
    for document in etree.parse(path).iterfind(f".//{TEI}div[@type='document']"):
        start = sum(len(line) + 1 for line in lines)
        head = document.find(f"{TEI}head")
        date = document.find(f"./{TEI}dateline//{TEI}date")
        assert head is not None
        names = [
            (each.get("type"), " ".join(words(each).split())) for each in head.iter(f"{TEI}persName", f"{TEI}gloss")
        ]
        stated.append(
            Stated(
                start,
                words(head),
                (date.get("when") or "")[:10] if date is not None else "",
                tuple(name for role, name in names if role == "from"),
                tuple(name for role, name in names if role == "to"),
            )
        )
        for child in document:
            if isinstance(child.tag, str) and child.tag.removeprefix(TEI) in LINES:
                parts = list(child) if child.tag == f"{TEI}list" else [child]
                lines += [" ".join(words(part).split()) for part in parts] + [""]
    return "\n".join(lines), stated


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[DocumentRead], list[Stated]]:
    text, stated = plain(VOLUME)
    path = tmp_path_factory.mktemp("volume") / "volume.txt"
    path.write_text(text, encoding="utf-8")
    return [document for document in read_file(path).documents if not document.parent], stated


def both(read: tuple[list[DocumentRead], list[Stated]]) -> list[tuple[DocumentRead, Stated]]:
    by_start = {document.start: document for document in read[0]}
    return [(by_start[one.start], one) for one in read[1] if one.start in by_start]


def test_the_documents_are_found_where_they_begin(read: tuple[list[DocumentRead], list[Stated]]) -> None:
    found = len(both(read))
    assert found >= 0.99 * len(read[1])
    assert found >= 0.99 * len(read[0])


def test_their_dates_are_those_of_the_markup(read: tuple[list[DocumentRead], list[Stated]]) -> None:
    dated = [(document, one) for document, one in both(read) if one.date]
    assert len(dated) > 300
    assert sum(document.date[:10] == one.date for document, one in dated) >= 0.99 * len(dated)


@pytest.mark.parametrize("role", ["sender", "recipient"])
def test_their_parties_are_those_of_the_markup(read: tuple[list[DocumentRead], list[Stated]], role: str) -> None:
    pairs = [
        (getattr(document, role), one.sent_by if role == "sender" else one.sent_to) for document, one in both(read)
    ]
    known = [(mine, names) for mine, names in pairs if names]
    assert len(known) > 250
    right = sum(any(name in mine or (mine and mine in name) for name in names) for mine, names in known)
    assert right >= 0.98 * len(known)
