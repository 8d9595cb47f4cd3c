"""What an HTML page says about itself: title, author, dates, language, from its tags, its ``meta`` and its JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from .._reading import Block
from .._visible import Visible
from ._markup import Token, attributes

MAX_ENTRIES = 200
MAX_VALUE = 2_000
MAX_JSON = 1_000_000

_KEPT = re.compile(
    r"citation_|og:|article:|dc\.|dcterms\.|author$|date$|keywords$|description$|publisher$|language$|title$"
)
_FIRST = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title", "jsonld:headline", "title"),
    "author": ("citation_author", "dc.creator", "dcterms.creator", "author", "jsonld:author", "article:author"),
    "date": (
        "citation_publication_date", "citation_date", "dc.date", "dcterms.date", "dcterms.created", "dcterms.issued",
        "date", "jsonld:datepublished", "article:published_time", "jsonld:datecreated", "time",
    ),
    "language": ("language", "citation_language", "dc.language", "og:locale", "jsonld:inlanguage"),
    "url": ("canonical", "og:url", "jsonld:url"),
    "publisher": ("citation_publisher", "dc.publisher", "publisher", "og:site_name", "jsonld:publisher"),
}  # fmt: skip
_JSON_KEYS = (
    "headline",
    "name",
    "author",
    "datePublished",
    "dateCreated",
    "dateModified",
    "inLanguage",
    "url",
    "publisher",
)


def html_metadata(
    text: str, tokens: Sequence[Token], *, headings: Sequence[Block], seen: Visible
) -> tuple[tuple[str, str], ...]:
    """Return what the page states: ``title``, ``author``, ``date`` and so on, then each statement by its own name.

    ``date`` is the date the page gives for itself or the work it shows; it need not be the document's.
    """
    stated: list[tuple[str, str]] = []
    for key, value in _stated(text, tokens):
        value = " ".join(value.split())[:MAX_VALUE]
        if value and (key, value) not in stated:
            stated.append((key, value))
        if len(stated) >= MAX_ENTRIES:
            break
    first = next((seen.words(block.start, block.end) for block in headings if block.level == 1), "")
    by_key: dict[str, list[str]] = {}
    for key, value in stated:
        by_key.setdefault(key, []).append(value)
    chosen: list[tuple[str, str]] = []
    for name, keys in _FIRST.items():
        values = next((by_key[key] for key in keys if key in by_key and key != "title"), [])
        if name == "title" and not values:
            values = [" ".join(first.split())] if first else by_key.get("title", [])
        if values:
            chosen.append((name, "; ".join(values) if name == "author" else values[0]))
    names = {name for name, _ in chosen}
    return tuple(chosen) + tuple((key, value) for key, value in stated if key not in names)


def _stated(text: str, tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for number, token in enumerate(tokens):
        if token.closing or not token.name:
            continue
        if token.name == "html":
            values = attributes(text, token)
            yield "language", values.get("lang") or values.get("xml:lang", "")
        elif token.name == "meta":
            values = attributes(text, token)
            key = (values.get("name") or values.get("property") or values.get("itemprop") or "").strip().lower()
            if _KEPT.match(key):
                yield key, values.get("content", "")
        elif token.name == "link":
            values = attributes(text, token)
            if values.get("rel", "").lower() == "canonical":
                yield "canonical", values.get("href", "")
        elif token.name == "title":
            close = next((each for each in tokens[number + 1 : number + 60] if each.name == "title"), None)
            if close is not None:
                yield "title", _words(text, tokens[number + 1 : number + 60], token.end, close.start)
        elif token.name == "time":
            yield "time", attributes(text, token).get("datetime", "")
        elif token.hidden and token.name == "script" and token.end - token.start < MAX_JSON:
            opening = text[token.start : text.find(">", token.start) + 1].lower()
            if "ld+json" in opening:
                inner = text[text.find(">", token.start) + 1 : token.end]
                yield from _json_ld(inner[: inner.rfind("</")] if "</" in inner else inner)


def _words(text: str, tokens: Sequence[Token], start: int, end: int) -> str:
    pieces, at = [], start
    for token in tokens:
        if token.start >= end:
            break
        pieces.append(text[at : token.start] + token.reads)
        at = token.end
    return "".join(pieces) + text[at:end]


def _json_ld(text: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    entries = data if isinstance(data, list) else [data]
    for entry in entries[:20]:
        graph = entry.get("@graph") if isinstance(entry, dict) else None
        for node in [entry, *(graph[:50] if isinstance(graph, list) else ())]:
            if not isinstance(node, dict):
                continue
            for key in _JSON_KEYS:
                for value in _plain(node.get(key)):
                    yield f"jsonld:{key.lower()}", value


def _plain(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return _plain(value.get("name"))
    if isinstance(value, list):
        return [word for item in value[:50] if not isinstance(item, list) for word in _plain(item)]
    return []
