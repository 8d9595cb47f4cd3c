"""The chain of repairs, from a source as stored to the copy that is read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .._copy import Edit, ReadingCopy
from .._ingest import SourceText
from .._reading import Block, Contradiction
from ._blocks import block_edits
from ._characters import character_edits
from ._doubtful import find_doubtful
from ._furniture import Furniture, find_furniture
from ._layout import Layout, read_lines, read_page
from ._paragraphs import paragraph_edits
from ._spaces import space_edits
from ._sums import find_sums


@dataclass(frozen=True, slots=True)
class Repaired:
    """A source repaired: in the text of *copy* a line feed ends a paragraph and nothing else does."""

    copy: ReadingCopy
    furniture: tuple[Block, ...] = ()
    """What belongs to the page: ``watermark``, ``page-head``, ``page-number``, ``caption``, ``notice``."""
    contradictions: tuple[Contradiction, ...] = ()


def repair(source: SourceText) -> Repaired:
    """Return the reading copy of *source*, what in it belongs to the page, and what contradicts itself."""
    text = source.text
    page = read_page(text, read_lines(text))
    edits: list[Edit] = [
        Edit(skip.start, skip.end, skip.reads, "reference" if skip.reads else "markup") for skip in source.skips
    ]
    furniture = Furniture()
    if source.format == "plain":
        furniture = find_furniture(page)
        edits.extend(paragraph_edits(page, furniture.lines))
        edits.extend(furniture.edits)
    else:
        page = replace(page, layout=Layout.PARAGRAPHS)  # the blocks say what a paragraph is
        edits.extend(block_edits(source))
    edits.extend(space_edits(page))
    edits.extend(character_edits(text, han=page.any_han))
    copy = ReadingCopy.of(text, edits)
    return Repaired(copy, furniture.blocks, (*find_sums(copy), *find_doubtful(copy, han=page.any_han)))
