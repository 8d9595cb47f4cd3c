"""Text as the index sees it: folded letters, one token a Chinese, Japanese or Korean character, one a word else.

Four sorts of characters. A *single* is a token of its own: Han, kana, hangul, a circled or raised number. A *word
letter* joins its neighbours into a word. *Soft* characters (spaces, hyphens, apostrophes, the dot in a foreign name)
part words and nothing more. Any other mark is a *break*, a token itself, so that a phrase never runs across it. Marks
that combine with a letter, and invisible characters, are left out.

The tables fill themselves, a character at a time.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .._variants import search_fold

INDEX_VERSION = "1"
"""Raised when the same text would give other tokens; records are then indexed again."""

BREAK = "\ue000"
"""Stands for any mark that ends a phrase. Private use: no text means anything by it."""
TITLE = "\ue001"
"""Begins the tokens of titles, which so have lists of their own: short ones."""
MARK = "\u0300"
"""Stands for any character that is left out."""
HYPHEN = "-"
"""Stands for soft characters other than spaces."""

_SHORT = 100
"""Characters of a text for which an array is not worth its while."""
_SINGLES = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218f\u2460-\u24ff\u2776-\u2793\u2e80-\u2fd5\u3005-\u3007"
    "\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u30fa\u30fc-\u318e\u31a0-\u31bf\u31f0-\u33ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\U0001b000-\U0001b2ff\U00020000-\U0003ffff"
)
_SINGLE = re.compile(f"[{_SINGLES}]")
_SOFT = frozenset("-\u2010\u2011'\u2019\u02bc\u00b7\u2022\u2027\u30fb\uff65")


def _letter(character: str) -> str:
    """Return what *character* is in the same-length text."""
    folded = search_fold(character)
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return " "
    if category[0] == "M" or category == "Cf":
        return MARK
    if character in _SOFT or folded in _SOFT:
        return HYPHEN
    if _SINGLE.match(folded):
        return folded
    if _SINGLE.match(character):
        return character  # ① is no 1: it would join the number after it
    if folded.isalnum():
        plain = unicodedata.normalize("NFD", folded)[0]  # é as e; й and だ stay what they are
        return plain if plain.isascii() else folded
    return BREAK


def _token(character: str) -> str:
    letter = _letter(character)
    if letter == MARK:
        return ""
    if letter == HYPHEN:
        return " "
    return f" {letter} " if letter == BREAK or _SINGLE.match(letter) else letter


class _Same(dict[int, str]):
    def __missing__(self, code: int) -> str:
        made = self[code] = _letter(chr(code))
        return made


class _Tokens(dict[int, str]):
    def __missing__(self, code: int) -> str:
        made = self[code] = _token(chr(code))
        return made


_SAME, _TOKENS = _Same(), _Tokens()


def same_length(text: str) -> str:
    """Return *text* folded character by character, for finding phrases at their offsets.

    >>> same_length("Ｕ.N. Cease-fire 1953")
    'u\ue000n\ue000 cease-fire 1953'
    """
    return text.translate(_SAME)


def index_text(text: str) -> str:
    """Return *text* with a space between any two tokens, as the index takes it.

    >>> index_text("致Stalin’s电").split()
    ['致', 'stalin', 's', '电']
    """
    return text.translate(_TOKENS) if len(text) < _SHORT else _spaced(text)


def title_text(title: str) -> str:
    """Return a title as the index takes it."""
    return " ".join([TITLE + token for token in index_text(title).split(" ") if token])


@cache
def _tables() -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """The letter of each character, 0 where it is not known yet, and whether it stands alone."""
    return np.zeros(0x110000, dtype=np.uint32), np.zeros(0x110000, dtype=np.bool_)


def _spaced(text: str) -> str:
    """Do what the table of tokens does, for a long text in a third of the time."""
    letter_of, is_alone = _tables()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    letters = letter_of[codes]
    if not letters.all():
        for code in np.unique(codes[letters == 0]).tolist():
            letter = _letter(chr(code))
            is_alone[code] = _alone(letter)
            letter_of[code] = ord(" " if letter == HYPHEN else letter)
        letters = letter_of[codes]
    alone = is_alone[codes]
    gaps = alone.copy()
    gaps[1:] |= alone[:-1]
    spaced = np.zeros(2 * len(codes), dtype="<u4")
    spaced[0::2][gaps] = ord(" ")
    spaced[1::2] = letters
    spaced[spaced == ord(MARK)] = 0
    made: bytes = spaced[spaced != 0].tobytes()
    return made.decode("utf-32-le")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow one another; the last may be the beginning of a word."""

    tokens: tuple[str, ...]
    prefix: bool = False

    @classmethod
    def of(cls, text: str, *, prefix: bool = False) -> Phrase:
        """Return the phrase a text is; marks at its ends do not count.

        >>> Phrase.of("“cease-fire”").tokens
        ('cease', 'fire')
        """
        tokens = index_text(text).split(" ")
        kept = [token for token in tokens if token]
        while kept and kept[0] == BREAK:
            del kept[0]
        while kept and kept[-1] == BREAK:
            del kept[-1]
        return cls(tuple(kept), prefix and bool(kept) and not _SINGLE.match(kept[-1]))

    def match(self, *, title: bool = False) -> str:
        """Return the phrase as the full-text index takes it; it holds nothing but letters and spaces."""
        tokens = [TITLE + token for token in self.tokens] if title else self.tokens
        return f'"{" ".join(tokens)}"' + (" *" if self.prefix else "")

    def pattern(self) -> re.Pattern[str]:
        """Return what finds the phrase in a same-length text from which `MARK` has been taken out."""
        parts: list[str] = []
        for number, token in enumerate(self.tokens):
            if number:
                parts.append(_between(self.tokens[number - 1], token))
            parts.append(re.escape(token))
        first, last = self.tokens[0], self.tokens[-1]
        before = "" if _alone(first) else f"(?<![^{_SINGLES}{BREAK} -])"
        after = "" if _alone(last) or self.prefix else f"(?![^{_SINGLES}{BREAK} -])"
        return re.compile(before + "".join(parts) + after)


def _between(left: str, right: str) -> str:
    if _alone(left) and _alone(right):
        return " *+"
    return "[ -]*+" if _alone(left) or _alone(right) else "[ -]++"


def _alone(token: str) -> bool:
    return token == BREAK or _SINGLE.match(token) is not None
