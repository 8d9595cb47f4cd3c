"""Essays: texts about documents, which nobody sends; who wrote one stands in a line under its title."""

from __future__ import annotations

import re

from .._copy import ReadingCopy
from .._reading import PartyRead

ESSAYS = ("article", "analysis", "chapter", "commentary", "chronology")
"""Kinds that have authors and no correspondents."""

_NAME = "[\u3400-\u9fff·]"
_CHINESE = re.compile(rf"(?:作者[：:] ?)?({_NAME}{{2,4}}(?:[、，, ]{{1,3}}{_NAME}{{2,4}}){{0,4}})")
_WORD = "(?:[A-Z][\\w.’'-]{0,30}|de|von|van|der|la)"
_FULL = f"{_WORD}(?: {_WORD}){{1,4}}"
_ENGLISH = re.compile(rf"(?:[Bb]y )?({_FULL}(?:(?:, and |, | and ){_FULL}){{0,4}})")
_AND = re.compile("[、，,]| and | {1,3}(?=[\u3400-\u9fff])")


def authors(copy: ReadingCopy, start: int) -> tuple[PartyRead, ...]:
    r"""Return who wrote the essay whose text begins at *start* of the copy: the line under the title, if it is names.

    >>> [party.name for party in authors(ReadingCopy.of("By Ann Lee and Bob Ray\nIn the winter"), 0)]
    ['Ann Lee', 'Bob Ray']
    """
    line = copy.text[start : start + 400].lstrip().partition("\n")[0].strip()
    match = _CHINESE.fullmatch(line) or _ENGLISH.fullmatch(line)
    if match is None:
        return ()
    begin = copy.text.find(match[1], start)
    first, last = copy.to_source(begin, begin + len(match[1]))
    names = [name.strip() for name in _AND.split(match[1]) if name.strip()]
    return tuple(PartyRead("author", name, "", first, last, "heading") for name in names)
