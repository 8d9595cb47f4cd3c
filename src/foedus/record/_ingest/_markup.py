"""Markup inside text: tags, comments and character references, found in one pass from left to right.

In Markdown a ``<`` begins a tag only where HTML has such a tag, so "x <y and z> w" stays text, as the CommonMark
specification 0.31 has it (raw HTML). In an HTML file every ``<`` before a letter does, and one without an end closes
before the next, as browsers do. The standard library's ``html.parser`` is not used: it knows no offsets, and is
quadratic in unclosed tags (60 kB of ``<a`` take half a minute); here every repetition ends at the next ``<`` or quote.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from foedus._core import LimitError

from .._fold import Skip

_NAMES = frozenset(
    re.findall(
        r"\w+",
        """a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption center cite
        code col colgroup dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form
        frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link
        main map mark marquee math meta nav noframes noscript object ol optgroup option p param picture pre q rp rt
        ruby s samp script search section select small source span strike strong style sub summary sup svg table
        tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr""",
    )
)
_TAG = re.compile(
    r"</?([A-Za-z][A-Za-z0-9]{0,15})(?:[\s/](?:[^<>\"']{1,2000}+|\"[^\"<]{0,2000}+\"|'[^'<]{0,2000}+'){0,50}+)?>"
)
_ANY_TAG = re.compile(
    r"</?([A-Za-z][^\s/>\"'<]{0,63})(?:[\s/](?:[^<>\"']{1,2000}+|\"[^\"]{0,100000}+\"|'[^']{0,100000}+'){0,200}+)?>"
)
_LOOSE_TAG = re.compile(r"</?([A-Za-z][^\s/>\"'<]{0,63})[^<>]*+>?")
_DECLARATION = re.compile(r"<[!?/][^<>]*+>?")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ATTRIBUTE = re.compile(
    r"([^\s\"'<>/=]{1,200}+)(?:\s{0,20}+=\s{0,20}+(?:\"([^\"]{0,100000}+)\"|'([^']{0,100000}+)'|([^\s\"'<>]{1,2000}+)))?"
)
MAX_SPANS = 2_000_000
"""Spans of markup in one file; each takes memory of its own."""

HIDDEN = frozenset(("script", "style", "template", "iframe", "object", "svg", "noscript", "canvas", "audio", "video"))
"""Elements no word of which is text."""


class Token(NamedTuple):
    """A tag, a comment (no name), a reference (``reads``), or a hidden element as one piece (``hidden``)."""

    start: int
    end: int
    name: str = ""
    closing: bool = False
    reads: str = ""
    hidden: bool = False


def bounded(spans: Iterator[Skip], file: str) -> list[Skip]:
    """Return the spans as a list, refusing more than two million.

    Raises:
        LimitError: there are more.
    """
    found = list(islice(spans, MAX_SPANS + 1))
    if len(found) > MAX_SPANS:
        raise _too_many(file)
    return found


def bound_signs(text: str, file: str, *, signs: str = "<&") -> None:
    """Refuse a text with so many *signs* of markup that reading it would take all memory.

    Raises:
        LimitError: there are more than four million.
    """
    if len(text) > 2 * MAX_SPANS and sum(map(text.count, signs)) > 2 * MAX_SPANS:
        raise _too_many(file)


def _too_many(file: str) -> LimitError:
    return LimitError(f"{file} holds more than {MAX_SPANS:,} tags and references: split the file")


def tokens(text: str, *, start: int = 0, any_tag: bool = False) -> Iterator[Token]:
    """Yield the HTML tags, comments, hidden elements and character references of *text* from *start* on, in order.

    Args:
        text: The text.
        start: Where to begin.
        any_tag: Whether every ``<`` before a letter begins a tag, as in an HTML file.

    >>> [token[:3] for token in tokens("a<br>b<script>x</script>")]
    [(1, 5, 'br'), (6, 24, 'script')]
    """
    at = start
    seek = re.compile("[<&]").search
    unclosed: set[str] = set()  # closers known not to follow; looked for once
    while (found := seek(text, at)) is not None:
        at = found.start()
        token = _reference(text, at) if text[at] == "&" else _tag(text, at, unclosed, any_tag)
        if token is None:
            at += 1
        else:
            yield token
            at = token.end


def html_skips(text: str, start: int) -> Iterator[Skip]:
    """Yield the HTML tags, comments and character references of *text* from *start* on, in order.

    >>> [(skip.start, skip.end, skip.reads) for skip in html_skips("a<br>b &amp; 1 < 2", 0)]
    [(1, 5, ''), (7, 12, '&')]
    """
    for token in tokens(text, start=start):
        yield Skip(token.start, token.end, token.reads)


def attributes(text: str, token: Token) -> dict[str, str]:
    """Return the attributes of a tag, names in small letters; of two with one name the first counts.

    >>> text = '<a href="#fn1" hidden class=x>'
    >>> attributes(text, next(tokens(text)))
    {'href': '#fn1', 'hidden': '', 'class': 'x'}
    """
    found: dict[str, str] = {}
    begin = token.start + 1 + len(token.name)
    end = token.end - 1 if text[token.end - 1] == ">" else token.end
    if begin >= end:
        return found
    for match in _ATTRIBUTE.finditer(text, begin, end):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
    return found


def _reference(text: str, at: int) -> Token | None:
    match = _REFERENCE.match(text, at)
    if match is None:
        return None
    reads = html.unescape(match[0])
    return Token(at, match.end(), reads=reads) if reads != match[0] else None


def _tag(text: str, at: int, unclosed: set[str], any_tag: bool) -> Token | None:
    if text.startswith("<!--", at):
        end = _closed(text, at + 4, "-->", unclosed)
        if end:
            return Token(at, end)
        return _declaration(text, at) if any_tag else None
    match = (_ANY_TAG if any_tag else _TAG).match(text, at)
    if match is None:
        if not any_tag:
            return None
        match = _LOOSE_TAG.match(text, at)
        if match is None:
            return _declaration(text, at)
    name = match[1].lower()
    if name not in _NAMES and not any_tag:
        return None
    closing = text[at + 1] == "/"
    if name in HIDDEN and not closing and text[match.end() - 2] != "/":
        end = _closed(text, match.end(), f"</{name}", unclosed)
        if not end and name in ("script", "style"):
            end = len(text)  # as browsers do; a script never becomes text
        return Token(at, end or match.end(), name, hidden=True)
    return Token(at, match.end(), name, closing)


def _declaration(text: str, at: int) -> Token | None:
    match = _DECLARATION.match(text, at)
    return Token(at, match.end()) if match else None


def _closed(text: str, start: int, closer: str, unclosed: set[str]) -> int:
    """Return where the next *closer* ends, with the bracket that ends it; 0 where there is none."""
    if closer in unclosed:
        return 0
    if closer == "-->":
        end = text.find(closer, start)
        if end >= 0:
            return end + 3
    else:
        match = re.compile(re.escape(closer) + r"(?=[\s/>])[^<>]{0,200}+>?", re.IGNORECASE).search(text, start)
        if match is not None:
            return match.end()
    unclosed.add(closer)
    return 0
