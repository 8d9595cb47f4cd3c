"""The letters of a reading copy: a text without spaces and punctuation, each letter with its place in the copy.

Headings and contents are compared by their letters, because print and extraction agree on nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .._fold import Folded, fold

_WIDE = "[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’]"
_INNER_SPACE = re.compile(rf"(?<={_WIDE})\s{{1,9}}(?={_WIDE})")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Letters:
    r"""The folded letters of a text and where each came from.

    >>> letters = Letters.of("Mr. Hale to\nLord Exmoor")
    >>> letters.text, letters.position(7), letters.place(6)
    ('mrhaletolordexmoor', 5, 9)
    """

    folded: Folded
    length: int

    @classmethod
    def of(cls, text: str) -> Letters:
        """Return the letters of *text*."""
        return cls(fold(text), len(text))

    @cached_property
    def text(self) -> str:
        """The letters."""
        return self.folded.text(0, len(self.folded))

    def position(self, offset: int) -> int:
        """Return how many letters stand before the character *offset*."""
        return self.folded.position(offset)

    def place(self, position: int) -> int:
        """Return the offset of the character the letter at *position* came from; the end of the text after the last."""
        offsets = self.folded.offsets
        return int(offsets[position]) if position < len(offsets) else self.length

    def after(self, position: int) -> int:
        """Return the offset behind the character the letter before *position* came from."""
        return int(self.folded.offsets[position - 1]) + 1 if position else 0


def letters_of(text: str) -> str:
    """Return the folded letters of a short text.

    >>> letters_of("Zhou Enlai: Ｎｏ. 7")
    'zhouenlaino7'
    """
    return Letters.of(text).text


def tidy(text: str) -> str:
    r"""Return *text* on one line, without spaces between Chinese characters.

    >>> tidy("  关于 朝鲜\n问题 a  b ")
    '关于朝鲜问题 a b'
    """
    return _SPACES.sub(" ", _INNER_SPACE.sub("", text.strip()))
