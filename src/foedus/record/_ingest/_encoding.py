"""Bytes to text: UTF-8, UTF-16 with its mark, and GB18030 where it is neither."""

from __future__ import annotations

import codecs

from foedus._core import CaseError, Diagnostic, Place, Severity

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, *, file: str) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Return the text of *data*, its encoding, and a note where the encoding had to be guessed.

    Raises:
        CaseError: the bytes are no text, or in none of the encodings read here.

    >>> decode("和平".encode("gb18030"), file="x.txt")[:2]
    ('和平', 'gb18030')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding, ()
            except UnicodeDecodeError:
                message = f"the file begins with the mark of {encoding.upper()} but is not in it"
                raise refuse("source-encoding", message, file, "save it as UTF-8") from None
    if b"\0" in data:
        raise refuse("source-binary", "this is not a text file: it holds zero bytes", file, "extract its text first")
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        message = f"byte {data[error.start]:#04x} at {error.start} is neither UTF-8 nor GB18030"
        raise refuse("source-encoding", message, file, "save it as UTF-8") from None
    note = Diagnostic(
        "source-encoding-guessed", Severity.NOTE, "the file is not UTF-8; it was read as GB18030", Place(file, 1, 1),
        "a wrong guess garbles the text and its quotations are not found", "save it as UTF-8",
    )  # fmt: skip
    return text, "gb18030", (note,)


def refuse(
    code: str, message: str, file: str, hint: str, *, why: str = "", line: int = 1, column: int = 1
) -> CaseError:
    """Return the error that says why a file is not read."""
    return CaseError([Diagnostic(code, Severity.ERROR, message, Place(file, line, column), why, hint)])
