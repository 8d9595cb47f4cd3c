"""Who is spoken of: the names a document and the authority file know, found in a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._authority import Authority
from .._reading import DocumentRead

MAX_NAMES = 2_000
_BETWEEN = re.compile(
    r"[、，,;；/（）()\[\]〔〕]|\s+(?:and|or|with)\s+|[与和或](?=[\u3400-\u9fff]{2})|等(?=[\u3400-\u9fff]|$)"
)
_TITLE = re.compile(
    r"(?:同志|先生|阁下|女士|将军|元帅|大使|总理|主席)+$|^(?:Mr|Mrs|Ms|Dr|Gen|General|Ambassador|President|Secretary|Sir|Lord)\.?\s+"
)

_TITLED = re.compile(
    "(?:^|[\\s，。：；、“（(和与同给对向由请让派转告致及])(?P<name>[\u3400-\u9fff]{2,4}(?:·[\u3400-\u9fff]{1,6})?)"
    "(?:同志|先生|将军|阁下)(?!们)"
)
"""A name in Chinese, by the title behind it."""
_WORD = re.compile("[A-Za-z]+")
_NO_NAME = re.compile(
    "^[在由与对向和请将经被给让派同转告示致及把]|[我您你他她们的了是各位此该这那些有方]|领导|负责|亲爱|尊敬|全体|其他"
)


@dataclass(frozen=True, slots=True)
class People:
    """The names to look for, and the name each is shown by."""

    pattern: re.Pattern[str]
    shown: dict[str, str]

    @classmethod
    def of(cls, document: DocumentRead, authority: Authority, *, text: str) -> People:
        """Return the people of a document: its parties, those of the authority file, those *text* gives a title."""
        shown: dict[str, str] = {}
        for stated in (document.sender, document.recipient, document.via):
            for name in each_name(stated):
                shown.setdefault(name, name)
        for read in document.parties:
            for name in each_name(read.name):
                shown.setdefault(name, name)
        words = set(_WORD.findall(text))
        for party in authority.parties:
            for name in (party.name, *party.aliases):
                # A pattern of all names would be tried at every letter.
                if name.isascii() and (begun := _WORD.match(name)) and begun[0] not in words:
                    continue
                if name in text:
                    shown[name] = party.name
        for match in _TITLED.finditer(text):
            if not _NO_NAME.search(match["name"]) and len(shown) < MAX_NAMES:
                shown.setdefault(match["name"], match["name"])
        names = sorted((name for name in shown if 1 < len(name) <= 40), key=len, reverse=True)[:MAX_NAMES]
        return cls(re.compile("|".join(map(_sought, names)) or r"(?!)"), shown)

    def first(self, text: str) -> str:
        """Return the name shown of whoever is named first in *text*, or an empty string."""
        match = self.pattern.search(text)
        return self.shown[match[0]] if match else ""

    def last(self, text: str) -> str:
        """Return the name shown of whoever is named last in *text*, or an empty string."""
        found = ""
        for match in self.pattern.finditer(text):
            found = self.shown[match[0]]
        return found


def _sought(name: str) -> str:
    """Return the pattern of a name: whole words of a script that has words."""
    return rf"\b{re.escape(name)}\b" if _WORD.match(name) else re.escape(name)


def each_name(stated: str) -> list[str]:
    """Return the single names in what a document states of a party.

    >>> each_name("金日成、朴宪永等代表团"), each_name("Mr. Hull and General Tojo")
    (['金日成', '朴宪永', '代表团'], ['Hull', 'Tojo'])
    """
    names = (_TITLE.sub("", part.strip()) for part in _BETWEEN.split(stated))
    return [name.strip() for name in names if name.strip()]
