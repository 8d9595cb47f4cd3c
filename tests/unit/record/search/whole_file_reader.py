"""A reading function for tests: a file is cut into documents of some paragraphs each, after the present repair."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from foedus.record._authority import Authority
from foedus.record._file_read import FileRead
from foedus.record._ingest import read_source
from foedus.record._reading import DocumentRead
from foedus.record._repair import repair

PIECE = 3_000


def read_pieces(path: Path, *, name: str = "", authority: Authority = Authority()) -> FileRead:  # noqa: B008
    """Return the file in pieces of about 3,000 characters that end with a line."""
    source = replace(read_source(path), name=name or path.name)
    copy = repair(source).copy
    documents, at = [], 0
    while at < len(source.text):
        line = source.text.find("\n", at + PIECE)
        end = len(source.text) if line < 0 else line + 1
        documents.append(DocumentRead(f"{path.name[:8]}-{at}", "", "other", at, end))
        at = end
    size = path.stat().st_size
    return FileRead(
        source.name, source.digest, size, source.format, source.encoding, source.text, source.extracted, copy,
        tuple(documents),
    )  # fmt: skip
