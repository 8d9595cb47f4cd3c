"""One file, whatever it is: choose how to read it by its first bytes, its suffix and its content."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import replace
from pathlib import Path, PurePath

from foedus._core import LimitError, read_bounded

from ._encoding import decode, refuse
from ._formats import binary_format, text_format
from ._source import SourceText

MAX_BYTES = 64 * 1024 * 1024


def read_source(path: Path, *, name: str = "") -> SourceText:
    """Return the text of *path* as stored, with what in it is markup.

    The format is told by the first bytes, then by the suffix, then by the content; what is nothing else is plain text.

    Args:
        path: The file.
        name: What it is called where it does not keep its own name (an original kept under its hash): its findings name
            it so, and documents are called after it where their file does not say.

    Raises:
        LimitError: the file is over 64 MB, or too large to be read once unpacked.
        CaseError: it is not a regular file, not a text, or not what it says.
        OSError: it cannot be opened.
    """
    file = PurePath(name).name if name else path.name
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise refuse("source-not-a-file", f"{file} is not a regular file", file, "name a text file")
    if status.st_size > MAX_BYTES:
        raise LimitError(f"{file} has {status.st_size:,} bytes; the limit is {MAX_BYTES:,}: split the file")
    data = read_bounded(path, limit=MAX_BYTES)
    return replace(_parse(data, path, file), digest=hashlib.sha256(data).hexdigest(), name=name)


def _parse(data: bytes, path: Path, file: str) -> SourceText:
    binary = binary_format(data, PurePath(file))
    if binary is not None and binary.read_bytes is not None:
        return binary.read_bytes(data, path=path, file=file)
    text, encoding, findings = decode(data, file=file)
    read = text_format(text, PurePath(file)).read
    if read is None:  # a table without its last line
        raise ValueError(f"no reader for {file}")
    source = read(text, path=path, encoding=encoding, file=file)
    return replace(source, findings=findings + source.findings)
