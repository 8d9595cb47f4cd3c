"""What a citation says, taken apart."""

from __future__ import annotations

from dataclasses import dataclass

from .._reading import Contradiction


@dataclass(frozen=True, slots=True)
class CitationRead:
    """A source line as printed and in its parts; ``start`` is -1 where a document has none."""

    start: int = -1
    end: int = -1
    text: str = ""
    """As printed, without noise."""
    same: bool = False
    """Whether it says *the same* (同上, ibid., op. cit.) in place of a work."""
    work: str = ""
    volume: str = ""
    """As printed: ``（上册）``, ``第2卷``, ``vol. 3``."""
    pages: str = ""
    """``412—413``: one kind of dash, no spaces."""
    archive: str = ""
    mark: str = ""
    """Shelf mark within the archive."""
    publisher: str = ""
    opening: bool = False
    """Whether it stands at the beginning of its document."""
    resolved: str = ""
    """The whole of it, with what *the same* stands for."""
    contradictions: tuple[Contradiction, ...] = ()
