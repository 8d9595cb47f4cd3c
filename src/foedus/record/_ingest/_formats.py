"""The formats read here, one line each, and which one a file is in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Protocol

from ._calendar_csv import read_csv
from ._calendar_json import read_json
from ._docx import read_docx
from ._html import read_html
from ._markdown import has_front_matter, read_markdown
from ._pdf import read_pdf
from ._plain import read_plain
from ._source import SourceText
from ._tei import read_tei

_HTML_PAGE = re.compile(
    r"\s{0,999}(?:<!--.{0,999}?-->\s{0,99})?<(?:!doctype\s{1,9}html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_HTML_TAG = re.compile(r"</?(?:br|p|div|span|details|summary|strong|em)\s*/?>", re.IGNORECASE)


class TextReader(Protocol):
    """Reads a decoded file."""

    def __call__(self, text: str, *, path: Path, encoding: str, file: str) -> SourceText: ...


class BytesReader(Protocol):
    """Reads a file that is no text; what it extracts is the text of the source."""

    def __call__(self, data: bytes, *, path: Path, file: str) -> SourceText: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format and its reader: *read* for text, *read_bytes* for the rest; exactly one of them."""

    name: str
    suffixes: tuple[str, ...]
    read: TextReader | None = None
    read_bytes: BytesReader | None = None
    begins: tuple[bytes, ...] = ()
    """First bytes that tell it whatever the suffix; only of formats that are no text."""
    looks: Callable[[str], bool] | None = None
    """Tells a text without a known suffix by its content; asked in the order of the table."""


# One line a format. A binary format is told by its first bytes, then the suffix decides, then the content.
FORMATS = (
    Format("tei", (".xml", ".tei"), read_tei, looks=lambda text: text.startswith(("<?xml", "<TEI"))),
    Format("html", (".html", ".htm", ".xhtml"), read_html, looks=lambda text: _HTML_PAGE.match(text) is not None),
    Format("markdown", (".md", ".markdown"), read_markdown, looks=lambda text: _is_markdown(text)),
    Format("pdf", (".pdf",), read_bytes=read_pdf, begins=(b"%PDF-",)),
    Format("docx", (".docx", ".docm"), read_bytes=read_docx),
    Format("csv", (".csv", ".tsv", ".tab"), read_csv),
    Format("json", (".json", ".jsonl", ".ndjson"), read_json),
    Format("plain", (".txt", ".text", ""), read_plain, looks=lambda text: True),
)
"""Every format read here; the last one takes what no other does."""

SUFFIXES = frozenset(suffix for each in FORMATS for suffix in each.suffixes)
"""Suffixes of the files looked at in a folder."""

_SAYS_NOTHING = frozenset((".txt", ".text", ""))
_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes if suffix not in _SAYS_NOTHING}


def binary_format(data: bytes, path: PurePath) -> Format | None:
    """Return the binary format of a file, by its first bytes, else by its suffix; None for a text."""
    for each in FORMATS:
        if each.begins and data.startswith(each.begins):
            return each
    found = _BY_SUFFIX.get(path.suffix.lower())
    return found if found is not None and found.read_bytes is not None else None


def text_format(text: str, path: PurePath) -> Format:
    """Return the format of a text, by its suffix, else by its content.

    >>> text_format("<TEI/>", Path("letter")).name, text_format("<TEI/>", Path("letter.md")).name
    ('tei', 'markdown')
    """
    found = _BY_SUFFIX.get(path.suffix.lower())
    if found is not None and found.read is not None:
        return found
    return next(each for each in FORMATS if each.looks is not None and each.looks(text))


def _is_markdown(text: str) -> bool:
    return has_front_matter(text) or _HTML_TAG.search(text) is not None
