"""TEI and other XML: the text between the tags, and the documents, dates and persons the tags state.

A parser that unfolds nothing decides whether the file is well-formed and harmless (``_xml_check``); then one pass finds
the tags (``_tei_tree``), and everything else is read off them. XML that is no TEI is read as its text alone.
"""

from __future__ import annotations

from pathlib import Path

from ._source import Part, SourceText
from ._tei_blocks import blocks_of
from ._tei_dates import days_between, edtf_of
from ._tei_documents import Volume, read_divisions
from ._tei_header import read_header, read_parties, volume_id
from ._tei_letters import external_parties, read_letters
from ._tei_tree import Element, Tree, parse
from ._xml_check import check_xml

_FAR = frozenset(("div", "back", "body", "text", "noteGrp", "list", "listAnnotation", "standOff", "front"))


def read_tei(text: str, *, path: Path, encoding: str, file: str) -> SourceText:
    """Return the text content of an XML file as a source, with the documents, parties and blocks its markup states.

    Raises:
        CaseError: the file is not well-formed, declares entities, or nests too deeply.
        LimitError: it holds more than two million tags.

    >>> source = read_tei("<p>a<hi>b</hi>&amp;c</p>", path=Path("a.xml"), encoding="utf-8", file="a.xml")
    >>> source.folded.text(0, 3), source.folded.offsets.tolist()
    ('abc', [3, 8, 19])
    """
    check_xml(text, file=file)
    tree = parse(text, file=file)
    id_ = volume_id(tree, Path(file).stem)
    parties = read_parties(tree, id_)
    volume = _volume(tree, id_, frozenset(party.id for party in parties))
    documents = read_letters(volume, read_divisions(volume), _starts(tree))
    header = next((element for element in tree.elements if element.name == "teiHeader"), None)
    return SourceText(
        path, text, encoding, "tei", tuple(tree.skips), _parts(tree),
        metadata=read_header(tree, header) if header is not None else (),
        blocks=blocks_of(tree), documents=documents, parties=(*parties, *external_parties(tree)),
    )  # fmt: skip


def _volume(tree: Tree, id_: str, parties: frozenset[str]) -> Volume:
    pages = []
    notes: dict[str, Element] = {}
    pointers: list[Element] = []
    coverage = ""
    for element in tree.elements:
        name = element.name
        if name == "pb":
            pages.append((element.start, element.get("n")))
        elif name == "note" and element.parent is not None and element.parent.name in _FAR:
            notes[element.get("xml:id")] = element
        elif name in ("ref", "ptr"):
            pointers.append(element)
        elif (name == "date" and element.get("type") == "content-date") or name == "coverage":
            first, slash, last = edtf_of(element).partition("/")
            coverage = days_between(first, last or first) if slash or first else ""
    marks: dict[int, Element] = {}
    marked: dict[int, Element] = {}
    notes.pop("", None)
    for pointer in pointers:
        note = notes.get(pointer.get("target").removeprefix("#"))
        if note is not None and id(note) not in marks:
            marks[id(note)] = pointer
            marked[id(pointer)] = note
    return Volume(tree, id_, parties, tuple(pages), marks, marked, coverage)


def _starts(tree: Tree) -> dict[str, int]:
    """Return where the division of each ``xml:id`` begins."""
    return {
        element.get("xml:id"): element.start
        for element in tree.elements
        if element.name.startswith("div") and element.get("xml:id")
    }


def _parts(tree: Tree) -> tuple[Part, ...]:
    """Return the divisions that are documents under the names the file itself gives them."""
    return tuple(
        Part(element.get("xml:id"), element.start, element.end)
        for element in tree.elements
        if element.name == "div" and element.get("type") == "document" and element.get("xml:id")
    )
