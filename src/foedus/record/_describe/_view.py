"""A piece of the reading copy made ready for matching, every character of which leads back to the source.

Spaces beside Chinese signs are left out, traditional signs read as simplified ones and half-width punctuation as
full-width: for matching only, since what is shown is cut from the copy.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from .._copy import ReadingCopy
from .._dates import DateFound, find_dates
from .._variants import simplify

_S = " \t\r\u00a0\u3000\u2002-\u200b"
_HAN = "\u2e80-\U0010ffff"
_SPACES = re.compile(
    f"[{_S}\n](?:"
    f"(?<![{_S}][{_S}\n])(?:(?<=\n)[{_S}\n]|[{_S}]*\n)[{_S}\n]*"
    f"|(?<=[{_HAN}][{_S}])[{_S}]*"
    f"|(?<=[{_S}])(?<![{_S}][{_S}])[{_S}]*(?=[{_HAN}])"
    f"|(?<=[{_S}])(?<![{_S}][{_S}])[{_S}]+)"
)
"""The spaces that are not read as they stand; a single one between Latin words is, and a line feed alone."""
_NOT_PLAIN = ("  ", "\t", "\r")
_NOT_LATIN = re.compile(f"[\u00a0\u2002-\u200b{_HAN}]")
_WIDE = tuple(zip("():;?!､", "（）：；？！、", strict=True))
_TRADITIONAL = re.compile("[電報給覆復與談話會見紀錄關於國長轉達發來應決議聲簽總黨軍東請號遞團書條約協]")
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_CHINESE_RUN = re.compile(f"{_CHINESE.pattern}+")
_LATIN_RUN = re.compile("[A-Za-z]+")
_BESIDE_SIGNS = re.compile("(?<=[^\x00-\x7f])[ \t\u3000]+|[ \t\u3000]+(?=[^\x00-\x7f])")


@dataclass(frozen=True)
class View:
    """``text`` is matched, ``shown`` is the same piece as printed, character by character."""

    copy: ReadingCopy
    text: str
    shown: str
    runs: tuple[tuple[int, int], ...]
    """Where the piece runs as the copy does: the first character of each run, here and in the copy."""
    gaps: frozenset[int]
    """Where a space was left out."""

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source of the characters from *start* to *end*."""
        if start >= end:
            return self.copy.to_source(self.in_copy(start), self.in_copy(start))
        return self.copy.to_source(self.in_copy(start), self.in_copy(end - 1) + 1)

    def in_copy(self, at: int) -> int:
        """Return the offset in the copy of the character *at*."""
        here, there = self.runs[bisect_right(self.runs, at, key=lambda run: run[0]) - 1]
        return there + at - here

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
    if _is_plain(piece):
        return View(copy, piece, piece, ((0, start),), frozenset())
    kept: list[str] = []
    runs = [(0, start)]
    gaps: set[int] = set()
    at = length = 0
    for match in _SPACES.finditer(piece):
        length += match.start() - at
        kept.append(piece[at : match.start()])
        at = match.end()
        if "\n" in match[0] or not (_is_han(piece[match.start() - 1 : match.start()]) or _is_han(piece[at : at + 1])):
            kept.append("\n" if "\n" in match[0] else " ")
            runs.append((length, start + match.start()))
            length += 1
        else:
            gaps.add(length)
        runs.append((length, start + at))
    kept.append(piece[at:])
    shown = "".join(kept)
    return View(copy, simplified(shown), shown, tuple(runs), frozenset(gaps))


def _is_plain(piece: str) -> bool:
    """Tell whether it is easily seen that every space is read as it stands."""
    if (not piece.isascii() and _NOT_LATIN.search(piece)) or any(sign in piece for sign in _NOT_PLAIN):
        return False
    return all(line and line[0] != " " and line[-1] != " " for line in piece.split("\n"))


def _is_han(character: str) -> bool:
    return character >= "\u2e80"


def simplified(text: str) -> str:
    """Return *text* for matching, as long as it was: simplified, and in Chinese text with full-width punctuation."""
    if text.isascii() or not _CHINESE.search(text):
        return text
    if _TRADITIONAL.search(text):
        text = simplify(text)
    for narrow, wide in _WIDE:  # a table takes ten times as long
        text = text.replace(narrow, wide)
    return text


def tight(text: str) -> str:
    """Return *text* with no spaces beside Chinese signs."""
    return _BESIDE_SIGNS.sub("", text.strip())


def is_chinese(text: str) -> bool:
    """Tell whether *text* is written with Chinese signs rather than Latin letters."""
    return sum(map(len, _CHINESE_RUN.findall(text))) * 4 > sum(map(len, _LATIN_RUN.findall(text)))
