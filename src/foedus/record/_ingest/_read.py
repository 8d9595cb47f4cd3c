"""One file, whatever it is: choose how to read it by its suffix and its content."""

from __future__ import annotations

import re
import stat
from dataclasses import replace
from pathlib import Path

from foedus._core import LimitError, read_bounded

from ._encoding import decode, refuse
from ._markdown import has_front_matter, read_markdown
from ._plain import read_plain
from ._source import SourceText
from ._tei import read_tei

MAX_BYTES = 64 * 1024 * 1024

_XML = (".xml", ".tei")
_MARKDOWN = (".md", ".markdown", ".htm", ".html")
_HTML_TAG = re.compile(r"</?(?:br|p|div|span|details|summary|strong|em)\s*/?>", re.IGNORECASE)


def read_source(path: Path) -> SourceText:
    """Return the text of *path* as stored, with what in it is markup.

    XML and TEI by suffix or first characters; Markdown by suffix, front matter or HTML tags; plain text otherwise.

    Raises:
        LimitError: the file is over 64 MB; it is not read.
        CaseError: it is not a regular file, not a text, or not what it says.
        OSError: it cannot be opened.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise refuse("source-not-a-file", f"{path.name} is not a regular file", path.name, "name a text file")
    if status.st_size > MAX_BYTES:
        raise LimitError(f"{path.name} has {status.st_size:,} bytes; the limit is {MAX_BYTES:,}: split the file")
    text, encoding, findings = decode(read_bounded(path, limit=MAX_BYTES), file=path.name)
    source = _parse(text, path, encoding)
    return replace(source, findings=findings + source.findings)


def _parse(text: str, path: Path, encoding: str) -> SourceText:
    suffix = path.suffix.lower()
    if suffix in _XML or text.startswith(("<?xml", "<TEI")):
        return read_tei(text, path=path, encoding=encoding, file=path.name)
    if suffix in _MARKDOWN or has_front_matter(text) or _HTML_TAG.search(text):
        return read_markdown(text, path=path, encoding=encoding, file=path.name)
    return read_plain(text, path=path, encoding=encoding)
