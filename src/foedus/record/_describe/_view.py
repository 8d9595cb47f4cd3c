"""A piece of the reading copy made ready for matching, every character of which leads back to the source.

Spaces beside Chinese signs are left out, traditional signs read as simplified ones and half-width punctuation as
full-width: for matching only, since what is shown is cut from the copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from .._copy import ReadingCopy
from .._dates import DateFound, find_dates

_SPACES = re.compile(
    "[ \t\r\u00a0\u3000\u2002-\u200b]*\n[ \t\r\n\u00a0\u3000\u2002-\u200b]*|[ \t\r\u00a0\u3000\u2002-\u200b]+"
)
_WIDE = str.maketrans("():;?!､，", "（）：；？！、，")
_TRADITIONAL = re.compile("[電報給覆復與談話會見紀錄關於國長轉達發來應決議聲簽總黨軍東請號遞團書條約協]")
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True)
class View:
    """``text`` is matched, ``shown`` is the same piece as printed, character by character."""

    copy: ReadingCopy
    text: str
    shown: str
    offsets: tuple[int, ...]
    """Of each character, its offset in the copy; one more at the end."""
    gaps: frozenset[int]
    """Where a space was left out."""

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source of the characters from *start* to *end*."""
        if start >= end:
            return self.copy.to_source(self.offsets[start], self.offsets[start])
        return self.copy.to_source(self.offsets[start], self.offsets[end - 1] + 1)

    def dates(self, base: str, *, start: int = 0, end: int | None = None) -> tuple[DateFound, ...]:
        """Return the dates of the piece from *start* to *end*; offsets are those of the whole piece."""
        start = max(start, 0)
        found = find_dates(self.text[start:end], base=base)
        return (
            tuple(replace(date, start=date.start + start, end=date.end + start) for date in found) if start else found
        )


def view_of(copy: ReadingCopy, start: int, end: int) -> View:
    """Return the view of the characters *start* to *end* of the copy (not of its source)."""
    piece = copy.text[start:end]
    kept: list[str] = []
    offsets: list[int] = []
    gaps: set[int] = set()
    at = 0
    for match in _SPACES.finditer(piece):
        kept.append(piece[at : match.start()])
        offsets.extend(range(start + at, start + match.start()))
        at = match.end()
        before = piece[match.start() - 1] if match.start() else "\n"
        after = piece[at] if at < len(piece) else "\n"
        if "\n" in match[0]:
            kept.append("\n")
            offsets.append(start + match.start())
        elif before < "\u2000" and after < "\u2000":
            kept.append(" ")
            offsets.append(start + match.start())
        else:
            gaps.add(len(offsets))
    kept.append(piece[at:])
    offsets.extend(range(start + at, start + len(piece) + 1))
    shown = "".join(kept)
    return View(copy, simplified(shown), shown, tuple(offsets), frozenset(gaps))


def simplified(text: str) -> str:
    """Return *text* for matching, as long as it was: simplified, and in Chinese text with full-width punctuation."""
    if not _CHINESE.search(text):
        return text
    if _TRADITIONAL.search(text):
        text = _converted(text)
    return text.translate(_WIDE)


def tight(text: str) -> str:
    """Return *text* with no spaces beside Chinese signs."""
    return re.sub("(?<=[^\x00-\x7f])[ \t\u3000]+|[ \t\u3000]+(?=[^\x00-\x7f])", "", text.strip())


def is_chinese(text: str) -> bool:
    """Tell whether *text* is written with Chinese signs rather than Latin letters."""
    return len(_CHINESE.findall(text)) * 4 > sum(character.isascii() and character.isalpha() for character in text)


@lru_cache(maxsize=1)
def _converter() -> object:
    from opencc import OpenCC  # slow to import, and needed for traditional text only

    return OpenCC("t2s")


def _converted(text: str) -> str:
    convert = _converter().convert  # type: ignore[attr-defined]
    whole = str(convert(text))
    if len(whole) == len(text):
        return whole
    singles = (str(convert(character)) for character in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, singles, strict=True))
