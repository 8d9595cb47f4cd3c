"""The numbers Word writes before paragraphs: they stand in no text, and "Article 3" is cited by them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ._package import Package

_HAN = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the form of its number, the words around it, where it begins."""

    form: str
    words: str
    start: int = 1


@dataclass
class Numbering:
    """The lists of a file and how far each has counted."""

    lists: Mapping[str, tuple[str, Mapping[int, Level]]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number: str, level: int) -> str:
        """Return what stands before the next paragraph of a list; nothing for a bullet."""
        family, levels = self.lists.get(number, ("", {}))
        here = levels.get(level)
        if here is None:
            return ""
        counts = self.counts.setdefault(family, {})
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if here.form in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            form = levels.get(other, here)
            return numeral(counts.get(other, form.start), form.form)

        return re.sub(r"%([1-9])", shown, here.words)


def read_numbering(package: Package, name: str) -> Numbering:
    """Return the lists that a part declares."""
    families: dict[str, dict[int, Level]] = {}
    lists: dict[str, tuple[str, Mapping[int, Level]]] = {}
    family = number = ""
    level = -1
    found: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal family, number, level, found
        local = tag.rpartition(" ")[2]
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        value = values.get("val", "")
        if local == "abstractNum":
            family = values.get("abstractNumId", "")
            families[family] = {}
        elif local == "lvl" and family:
            level, found = _whole(values.get("ilvl", "")), {}
        elif local in ("numFmt", "lvlText", "start") and level >= 0:
            found[local] = value
        elif local == "num":
            family, number = "", values.get("numId", "")
        elif local == "abstractNumId" and number:
            lists[number] = (value, families.get(value, {}))

    def end(tag: str) -> None:
        nonlocal level
        local = tag.rpartition(" ")[2]
        if local == "lvl" and family and level >= 0:
            begin = _whole(found.get("start", "1"))
            families[family][level] = Level(
                found.get("numFmt", "decimal"), found.get("lvlText", "")[:60], max(0, begin)
            )
            level = -1

    data = package.part(name)
    if data is not None:
        package.parse(data, name, start=start, end=end)
    return Numbering(lists)


def numeral(value: int, form: str) -> str:
    """Return a number in one of Word's forms.

    >>> [numeral(12, form) for form in ("decimal", "upperRoman", "lowerLetter", "chineseCounting", "decimalZero")]
    ['12', 'XII', 'l', '十二', '12']
    """
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(value)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and value > 0:
        letter = chr(ord("A") + (value - 1) % 26) * min(10, (value - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form == "decimalZero":
        return f"{value:02}"
    if form.startswith(("chinese", "japaneseCounting", "taiwaneseCounting", "ideographTraditional")):
        return _han(value)
    if form in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join(_HAN[int(digit)] for digit in str(max(0, value)))
    if form == "decimalEnclosedCircle" and 1 <= value <= 20:
        return chr(0x245F + value)
    return str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    out = ""
    for worth, sign in (*signs, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += sign * (value // worth)
        value %= worth
    return out


def _han(value: int) -> str:
    if not 0 < value < 10_000:
        return str(value)
    out, gap = "", False
    for worth, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, worth)
        if digit:
            out += ("零" if gap else "") + _HAN[digit] + sign
            gap = False
        else:
            gap = bool(out)
    return out.removeprefix("一") if out.startswith("一十") else out


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else -1
