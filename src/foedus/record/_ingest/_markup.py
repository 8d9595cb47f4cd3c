"""Markup inside text: tags, comments and character references, found in one pass from left to right.

A ``<`` begins a tag only where HTML has such a tag, so "x <y and z> w" stays text. The rules follow the CommonMark
specification 0.31 (raw HTML) in what they accept, with bounds on length so that hostile text stays linear.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice

from foedus._core import LimitError

from .._fold import Skip

_NAMES = re.compile(
    "a|abbr|article|aside|b|bdi|bdo|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|details|"
    "dfn|div|dl|dt|em|figcaption|figure|font|footer|h1|h2|h3|h4|h5|h6|head|header|hr|html|i|img|ins|kbd|li|"
    "link|main|mark|meta|nav|ol|p|pre|q|rp|rt|ruby|s|samp|script|section|small|span|strike|strong|style|sub|"
    "summary|sup|table|tbody|td|tfoot|th|thead|time|title|tr|tt|u|ul|var|wbr",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"</?([A-Za-z][A-Za-z0-9]{0,15})(?:[\s/](?:[^<>\"']{1,2000}+|\"[^\"<]{0,2000}+\"|'[^'<]{0,2000}+'){0,50}+)?>"
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
MAX_SPANS = 2_000_000
"""Spans of markup in one file; each takes memory of its own."""

_HIDDEN = ("script", "style")


def bounded(spans: Iterator[Skip], file: str) -> list[Skip]:
    """Return the spans as a list, refusing more than two million.

    Raises:
        LimitError: there are more.
    """
    found = list(islice(spans, MAX_SPANS + 1))
    if len(found) > MAX_SPANS:
        raise LimitError(f"{file} holds more than {MAX_SPANS:,} tags and references: split the file")
    return found


def html_skips(text: str, start: int) -> Iterator[Skip]:
    """Yield the HTML tags, comments and character references of *text* from *start* on, in order.

    >>> [(skip.start, skip.end, skip.reads) for skip in html_skips("a<br>b &amp; 1 < 2", 0)]
    [(1, 5, ''), (7, 12, '&')]
    """
    at = start
    seek = re.compile("[<&]").search
    unclosed: set[str] = set()  # closers known not to follow; looked for once
    while (found := seek(text, at)) is not None:
        at = found.start()
        skip = _reference(text, at) if text[at] == "&" else _tag(text, at, unclosed)
        if skip is None:
            at += 1
        else:
            yield skip
            at = skip.end


def _reference(text: str, at: int) -> Skip | None:
    match = _REFERENCE.match(text, at)
    if match is None:
        return None
    reads = html.unescape(match[0])
    return Skip(at, match.end(), reads) if reads != match[0] else None


def _tag(text: str, at: int, unclosed: set[str]) -> Skip | None:
    if text.startswith("<!--", at):
        end = _closed(text, at + 4, "-->", unclosed)
        return Skip(at, end) if end else None
    match = _TAG.match(text, at)
    if match is None or not _NAMES.fullmatch(match[1]):
        return None
    name = match[1].lower()
    if name in _HIDDEN and text[at + 1] != "/":
        end = _closed(text, match.end(), f"</{name}>", unclosed)
        return Skip(at, end or match.end())
    return Skip(at, match.end())


def _closed(text: str, start: int, closer: str, unclosed: set[str]) -> int:
    if closer in unclosed:
        return 0
    end = text.find(closer, start)
    if end < 0:
        unclosed.add(closer)
        return 0
    return end + len(closer)
