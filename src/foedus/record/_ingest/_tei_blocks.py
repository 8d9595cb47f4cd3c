"""The headings, paragraphs, items, rows, notes and pages of a TEI file, in order.

An element that holds other blocks (an item with a list in it) yields its own words as pieces between them, so that
every printed word stands in one leaf only; a note inside a leaf is a block of its own within it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from .._reading import Block
from ._tei_tree import Element, Tree, is_second_reading

_LEAVES = {
    "item": "item", "row": "row", "figDesc": "caption", "eg": "code", "note": "note", **dict.fromkeys((
        "p", "ab", "l", "dateline", "salute", "signed", "byline", "address", "trailer", "docImprint", "titlePart",
        "docDate", "docEdition", "epigraph", "argument", "bibl", "biblStruct", "speaker", "label", "correspDesc",
        "person", "org",
    ), "paragraph"),
}  # fmt: skip
_CONTAINERS = frozenset((
    "TEI", "teiCorpus", "text", "front", "body", "back", "group", "div", "div0", "div1", "div2", "div3", "div4", "div5",
    "div6", "div7", "opener", "closer", "postscript", "list", "table", "figure", "lg", "sp", "attachment",
    "floatingText", "titlePage", "docTitle", "listPerson", "listOrg", "listBibl", "noteGrp", "quote", "cit",
))  # fmt: skip
_KEPT = {"list": "list", "table": "table", "quote": "quote", "floatingText": "quote"}
_FURNITURE = {"teiHeader": "furniture", "facsimile": "furniture", "standOff": "furniture", "fw": "page-head"}
_BREAKING = frozenset((*_LEAVES, *_CONTAINERS, *_FURNITURE, "head", "pb"))
_CAPTIONED = frozenset(("figure", "table"))
_MAX_LEVEL = 6


def blocks_of(tree: Tree) -> tuple[Block, ...]:
    """Return the blocks of a file in order of their beginning, the wider first.

    >>> from ._tei_tree import parse
    >>> tree = parse("<div><head>A</head><list><label>1.</label><item>B<note>c</note></item></list></div>", file="a")
    >>> [(block.kind, tree.text[block.start : block.end]) for block in blocks_of(tree) if block.kind != "list"]
    [('heading', 'A'), ('item', '1.</label><item>B<note>c'), ('note', 'c')]
    """
    found: list[Block] = []
    _pieces(tree, tree.root, "paragraph", found, begin=0, depth=0)
    return tuple(sorted(found, key=lambda block: (block.start, -block.end)))


def _pieces(
    tree: Tree, element: Element, kind: str, found: list[Block], *, begin: int, depth: int, level: int = 0
) -> None:
    """Find the words of an element as leaves of one kind, and the blocks between them as what they are."""
    at = begin
    label: Element | None = None
    for child in _breaks(element):
        if child.name in _FURNITURE:
            found.append(Block(_FURNITURE[child.name], child.start, child.end))
        elif child.name == "pb":
            found.append(Block("page", child.start, child.end, label=child.get("n")))
            continue  # a page may turn inside a sentence
        elif is_second_reading(child):
            found.append(Block("furniture", child.start, child.end))
            continue
        elif child.name == "note" and element.name not in _CONTAINERS:
            _leaf(tree, child.inner, child.stop, "note", found)
            continue
        if label is None:
            _leaf(tree, at, child.start, kind, found, level)
        if child.name == "label" and _labels(child):
            label = child
        elif child.name not in _FURNITURE:
            _block(tree, child, found, begin=label.inner if label else child.inner, depth=depth)
            label = None
        at = child.end
    _leaf(tree, at, element.stop, kind, found, level)


def _block(tree: Tree, child: Element, found: list[Block], *, begin: int, depth: int) -> None:
    name = child.name
    if name == "head":
        above = child.parent.name if child.parent is not None else ""
        if above == "list":
            _pieces(tree, child, "paragraph", found, begin=begin, depth=depth)
        elif above in _CAPTIONED:
            _pieces(tree, child, "caption", found, begin=begin, depth=depth)
        else:
            _pieces(tree, child, "heading", found, begin=begin, depth=depth, level=min(max(depth, 1), _MAX_LEVEL))
        return
    if name in _KEPT and child.inner < child.stop:
        found.append(Block(_KEPT[name], child.inner, child.stop))
    deeper = name.startswith("div") or name == "attachment"
    _pieces(tree, child, _LEAVES.get(name, "paragraph"), found, begin=begin, depth=depth + deeper)


def _breaks(element: Element) -> Iterator[Element]:
    """Yield the blocks, notes and page breaks in an element, looking into elements that are none of these."""
    waiting = element.children[::-1]
    while waiting:
        child = waiting.pop()
        name = child.name
        if name in _BREAKING or is_second_reading(child):
            yield child
        else:
            waiting.extend(reversed(child.children))


def _labels(label: Element) -> bool:
    """Tell whether a label stands before an item, with nothing but page breaks between."""
    siblings = label.parent.children if label.parent is not None else []
    number = bisect_right(siblings, label.start, key=lambda each: each.start)
    while number < len(siblings) and siblings[number].name == "pb":
        number += 1
    return number < len(siblings) and siblings[number].name == "item"


def _leaf(tree: Tree, start: int, end: int, kind: str, found: list[Block], level: int = 0) -> None:
    start, end = tree.edges(start, end)
    if start < end:
        found.append(Block(kind, start, end, level))
