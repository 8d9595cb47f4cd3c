"""The chain of repairs, from a source as stored to the copy that is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._copy import Edit, ReadingCopy
from .._ingest import SourceText
from .._reading import Block, Contradiction

_HAN = "[\u3400-\u9fff\uf900-\ufaff，、。；：？！“”‘’（）《》〈〉【】]"
_INNER = re.compile(f"(?<=[\u3400-\u9fff]) (?={_HAN})")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A source repaired: in the text of *copy* a line feed ends a paragraph and nothing else does."""

    copy: ReadingCopy
    furniture: tuple[Block, ...] = ()
    """What belongs to the page: ``watermark``, ``page-head``, ``page-number``, ``caption``, ``notice``."""
    contradictions: tuple[Contradiction, ...] = ()


def repair(source: SourceText) -> Repaired:
    """Return the reading copy of *source*."""
    copy = ReadingCopy.of_skips(source.text, source.skips)
    if source.format != "plain":
        return Repaired(copy)
    edits = [Edit(match.start(), match.end(), "", "space") for match in _INNER.finditer(source.text)]
    return Repaired(copy.with_edits(edits))
