"""What kind of document its markup or its English heading says it is."""

from __future__ import annotations

import re

from .._reading import DOCUMENT_KINDS
from ._tei_tree import Element

_BY_HEADING = tuple(
    (re.compile(form, re.IGNORECASE), kind)
    for form, kind in (
        (r"editorial\s+note|editor[’']?s?\s+note", "editorial-note"),
        (r"(?:circular\s+)?(?:telegram|airgram|cable|message\s+by\s+teletype)\b", "telegram"),
        (r"(?:memorandum|record|notes?|report|account|transcript)\s+of\s+(?:an?\s+|the\s+)?(?:telephone\s+)?conversation",
         "conversation"),
        (r"(?:memorandum|record)\s+of\s+(?:an?\s+|the\s+)?(?:conference|meeting|interview|talk)", "conversation"),
        (r"(?:memorandum|record|summary|notes?)\s+of\s+(?:an?\s+|the\s+)?discussion|minutes\b|record\s+of\s+action",
         "minutes"),
        (r"letters?\b|despatch|dispatch|personal\s+letter", "letter"),
        (r"memorandum|memoranda|aide[- ]m[ée]moire|paper\b", "memorandum"),
        (r"(?:report|study|estimate)\b", "report"),
        (r"resolution\b", "resolution"),
        (r"(?:policy\s+)?directive\b|instructions?\b", "directive"),
        (r"(?:executive\s+)?order\b|proclamation\b|decree\b", "order"),
        (r"(?:joint\s+)?communiqu[eé]\b", "communique"),
        (r"(?:draft\s+)?protocol\b", "protocol"),
        (r"(?:draft\s+)?(?:treaty|agreement|convention|exchange\s+of\s+notes|pact)\b", "treaty"),
        (r"(?:diplomatic\s+|verbal\s+)?note\b", "note"),
        (r"statement\b|declaration\b|press\s+release", "statement"),
        (r"speech\b|address\b|remarks\b", "speech"),
        (r"list\b", "list"),
    )
)  # fmt: skip
_NUMBER = re.compile(r"\s*(?:(?:no\.?\s*)?[\[(]?[0-9]{1,5}[a-z]?[\])]?[.:]?\s+)?", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\s*(?:circular\s+)?(?:telegram|airgram|despatch|cable|letter)\s+(?:no\.?\s*)?([A-Z]{0,8}[- ]?[0-9]{1,6})\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{1,40}")
_ENDS = frozenset(("from", "to", "by", "concerning", "on", "regarding"))
"""Words after which a heading no longer says what the document is."""
_AHEAD = 60


def kind_of(element: Element, title: str) -> str:
    """Return the kind of a document, or nothing where neither its markup nor its heading says.

    >>> from ._tei_tree import parse
    >>> div = parse("<div/>", file="a").root.children[0]
    >>> kind_of(div, "12. Record of a Meeting, Vienna"), kind_of(div, "Chapter One")
    ('conversation', '')
    """
    for said in (element.get("subtype"), element.get("type")):
        if said in DOCUMENT_KINDS and said != "other":
            return said
    begins = _NUMBER.match(title)
    rest = title[begins.end() if begins else 0 :][:200]
    for word in _WORD.finditer(rest, 0, _AHEAD):
        if word[0].lower() in _ENDS:
            break
        for form, kind in _BY_HEADING:
            if form.match(rest, word.start()):
                return kind
    return ""


def reference_of(title: str) -> str:
    """Return the number a heading gives a telegram or a despatch.

    >>> reference_of("7. Telegram 1104 From the Embassy"), reference_of("7. Telegram From the Embassy")
    ('1104', '')
    """
    begins = _NUMBER.match(title)
    found = _REFERENCE.match(title, begins.end() if begins else 0)
    return found[1] if found else ""
