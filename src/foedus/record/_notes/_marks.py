"""Marks of notes: what they look like, and the number each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CIRCLED = "①-⑳㉑-㉟㊱-㊿❶-❿⓪"
_SUPER = "¹²³⁰⁴-⁹"
_DIGITS = "0-9０-９"
_HAN_DIGITS = "〇一二三四五六七八九十百"
_CLASSES = (
    ("circled", rf"[{_CIRCLED}]"),
    ("super", rf"[{_SUPER}]{{1,4}}"),
    ("named", rf"[\[［〔【(（][注註][释釋解]?[ ]?[{_DIGITS}]{{1,3}}[\]］〕】)）]"),
    ("caret", r"\[\^[^\]\[\s]{1,40}\]"),
    ("square", rf"[\[［][{_DIGITS}]{{1,4}}[\]］]"),
    ("shell", rf"〔[{_DIGITS}{_HAN_DIGITS}]{{1,5}}〕"),
    ("lens", rf"【[{_DIGITS}]{{1,4}}】"),
    ("star", r"(?:\*{1,3}|＊{1,3}|†{1,2}|‡{1,2}|※|〔[*＊]〕|\[[*＊]\]|［[*＊]］)"),
)
MARK = "(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _CLASSES) + ")"
"""A mark that is told by its form alone."""
PLAIN = rf"(?P<plain>[{_DIGITS}]{{1,3}})(?:[.．、)）]|(?=[ \t\u3000\u3400-\u9fff]))"
"""A bare number: a mark only where a bar or a list makes it one."""
_MARK = re.compile(MARK)
_OPENS = re.compile(rf"[{_CIRCLED}{_SUPER}\[［〔【(（*＊†‡※]")  # a hundred times as fast as looking for a mark itself
_STARS = {"*": 1, "**": 2, "***": 3, "†": 2, "‡": 3, "††": 4, "‡‡": 5, "※": 1}
_SUPERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HAN = {character: value for value, character in enumerate("〇一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark in the text of a copy."""

    start: int
    end: int
    text: str
    kind: str
    """The class of its form: marks and notes of one class belong together."""
    number: int
    """What it counts; -1 for a name."""


def mark_of(match: re.Match[str]) -> Mark:
    """Return the mark that a match of ``MARK`` or ``PLAIN`` stands for."""
    kind = str(match.lastgroup)
    text = match[kind]
    return Mark(match.start(kind), match.end(kind), text, kind, number_of(text, kind))


def number_of(text: str, kind: str) -> int:
    """Return the number a mark counts, or -1.

    >>> number_of("③", "circled"), number_of("〔十二〕", "shell"), number_of("†", "star"), number_of("²¹", "super")
    (3, 12, 2, 21)
    """
    if kind == "circled":
        return _circled(text)
    if kind == "star":
        return _STARS.get(text.strip("〔〕[]［］").replace("＊", "*"), -1)
    inner = text.translate(_SUPERS) if kind == "super" else text.strip("[]［］〔〕【】()（）^注註释釋解 ")
    if inner.isdecimal():
        return int(inner)
    return _han_number(inner)


def _circled(text: str) -> int:
    code = ord(text)
    for first, last, value in ((0x2460, 0x2473, 1), (0x3251, 0x325F, 21), (0x32B1, 0x32BF, 36), (0x2776, 0x277F, 1)):
        if first <= code <= last:
            return code - first + value
    return 0


def _han_number(text: str) -> int:
    """Return the value of a Chinese number below a thousand, or -1."""
    total, digit = 0, 0
    for character in text:
        if character in _HAN:
            digit = _HAN[character]
        elif character in "十百":
            total += max(digit, 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            return -1
    return total + digit if text else -1


def marks_in(text: str) -> Iterator[Mark]:
    """Yield the marks of *text* in order: a star only where it stands on a word, since it also begins items.

    >>> [(mark.text, mark.kind) for mark in marks_in("He left.[12] * Not so* he①1")]
    [('[12]', 'square'), ('*', 'star'), ('①', 'circled')]
    """
    at = 0
    for opening in _OPENS.finditer(text):
        match = _MARK.match(text, opening.start()) if opening.start() >= at else None
        if not match:
            continue
        mark = mark_of(match)
        at = mark.end
        if mark.kind == "star" and mark.text[0] not in "〔[［" and not _on_word(text, mark):
            continue
        if mark.kind == "super" and text[mark.start - 1 : mark.start].isdecimal():
            continue  # a power, as in 10²
        yield mark


def _on_word(text: str, mark: Mark) -> bool:
    """Tell whether a star stands right after a word and right before no other."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    return (
        bool(before) and not before.isspace() and before not in "*([（【" and not (after.isascii() and after.isalnum())
    )
