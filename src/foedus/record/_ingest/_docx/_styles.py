"""What the styles of a Word file make of a paragraph: a heading of a level, a title, a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ._package import Package

_HEADING = re.compile(r"(?:heading|标题|標題|überschrift|titre|título|заголовок)\s{0,3}([1-9])\Z", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|标题|標題|titel|titre|название)\Z", re.IGNORECASE)
_QUOTE = re.compile(r"quot|引用|引文|block text|zitat|citation", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs; ``level`` 0 where it is none of a heading."""

    name: str = ""
    based: str = ""
    level: int = 0
    number: str = ""
    """The list that numbers its paragraphs."""
    depth: int = 0


def read_styles(package: Package, name: str) -> dict[str, Style]:
    """Return the styles of a part by their ids, each with what it inherits."""
    styles: dict[str, Style] = {}
    style = ""
    known: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal style, known
        local = tag.rpartition(" ")[2]
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if local == "style" and values.get("type", "paragraph") == "paragraph":
            style, known = values.get("styleId", ""), {}
        elif style and local in ("name", "basedOn", "outlineLvl", "numId", "ilvl"):
            known.setdefault(local, values.get("val", ""))

    def end(tag: str) -> None:
        nonlocal style
        if tag.endswith(" style") and style:
            outline = known.get("outlineLvl", "")
            level = int(outline) + 1 if outline in set("012345678") else 0
            heading = _HEADING.match(known.get("name", ""))
            level = int(heading[1]) if heading else 1 if _TITLE.match(known.get("name", "")) else level
            deep = known.get("ilvl", "")
            styles[style] = Style(
                known.get("name", ""), known.get("basedOn", ""), level, known.get("numId", ""),
                int(deep) if deep in set("012345678") else 0,
            )  # fmt: skip
            style = ""

    data = package.part(name)
    if data is not None:
        package.parse(data, name, start=start, end=end)
    return {key: _inherited(key, styles) for key in styles}


def is_quote(style: Style) -> bool:
    """Tell whether a style is one of quotations."""
    return _QUOTE.search(style.name) is not None


def _inherited(key: str, styles: dict[str, Style]) -> Style:
    mine = styles[key]
    level, number, depth, above = mine.level, mine.number, mine.depth, mine.based
    for _ in range(20):
        if above not in styles or (level and number):
            break
        level = level or styles[above].level
        if not number:
            number, depth = styles[above].number, styles[above].depth
        above = styles[above].based
    return Style(mine.name, mine.based, min(level, 6), number, depth)
