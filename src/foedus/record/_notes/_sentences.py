"""Sentences in Chinese and English text: where one ends, and whether a text stops in the middle of one."""

from __future__ import annotations

import re

_END = re.compile(
    r"(?:[。！？]|[!?](?![)）])|……|\.(?=[”’\"'）)\]]{0,3}(?:\s|$|[\u3400-\u9fff①-⑳])))[”’」』）)\]\"']{0,3}"
)
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:pp?|vols?|nos?|eds?|trans|cf|ibid|op|cit|messrs|mrs?|ms|dr|gen|col|capt|maj|lt|lieut|adm|sgt|brig|amb|gov|sen|rep|prof|rev|hon|st|u\.s|jan|feb|aug|sept?|oct|nov|dec|fig"
    r"|fols?|art|ch|chap|sec|approx|viz|i\.e|e\.g|fn|n|см|стр|с|л|д|ф|оп|п))\.$",
    re.IGNORECASE,
)
_CLOSERS = "”’」』）)]\"' \t\n\u3000"
_STOPS = "。！？!?.…：；:;"


def sentence_ends(text: str, start: int, end: int) -> list[int]:
    """Return the offsets in *text* after each sentence that ends between *start* and *end*.

    >>> sentence_ends("So he said. See p. 5. He left.", 0, 30)
    [11, 21, 30]
    """
    found = []
    for match in _END.finditer(text, start, end):
        if text[match.start()] == "." and _SHORT.search(text, max(start, match.start() - 8), match.start() + 1):
            continue
        found.append(match.end())
    return found


def stops(text: str, at: int) -> bool:
    """Tell whether a sentence is over before offset *at* of *text*, or a clause that a colon or semicolon ends."""
    before = text[max(0, at - 12) : at].rstrip(_CLOSERS)
    return not before or before[-1] in _STOPS
