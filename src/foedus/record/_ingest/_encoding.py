"""Bytes to text: what the file says it is in, else UTF-8, else the most plausible encoding, and always said so."""

from __future__ import annotations

import codecs

from foedus._core import CaseError, Diagnostic, Place, Severity

from ._guess_encoding import Guess, declared_encoding, guess_encoding, without_mark

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_BAD = 0.1
"""Share of the characters that are not ASCII that may be undecodable; above it the file is in something else."""


def decode(data: bytes, *, file: str) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Return the text of *data*, its encoding, and a note where the encoding had to be guessed or is not one.

    Bytes that are not in the encoding of the rest are read as U+FFFD and reported with the place of the first.

    Raises:
        CaseError: the bytes are no text, or in none of the encodings read here.

    >>> decode("中国与朝鲜的信".encode("gb18030"), file="x.txt")[:2]
    ('中国与朝鲜的信', 'gb18030')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding, file)
    if b"\0" in data:
        wide = without_mark(data)
        if not wide:
            raise refuse(
                "source-binary", "this is not a text file: it holds zero bytes", file, "extract its text first"
            )
        text, _ = _lenient(data, wide)
        return text, wide, (_guessed(Guess(wide, wide, 0.95), file), *_undecodable(data, text, wide, file))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _other(data, file)
    said = declared_encoding(data)
    if said is not None and said[1] not in ("utf_8", "cp1252") and not text.isascii():
        return text, "utf-8", (_contradicted(said[0], "UTF-8", file),)
    return text, "utf-8", ()


def refuse(
    code: str, message: str, file: str, hint: str, *, why: str = "", line: int = 1, column: int = 1
) -> CaseError:
    """Return the error that says why a file is not read."""
    return CaseError([Diagnostic(code, Severity.ERROR, message, Place(file, line, column), why, hint)])


def _marked(data: bytes, encoding: str, file: str) -> tuple[str, str, tuple[Diagnostic, ...]]:
    text, bad = _lenient(data, encoding)
    if bad > max(1, len(text) * _MOST_BAD) or (bad and len(text) < 10):
        message = f"the file begins with the mark of {encoding.upper()} but is not in it"
        raise refuse("source-encoding", message, file, "save it as UTF-8")
    return text, encoding, _undecodable(data, text, encoding, file)


def _other(data: bytes, file: str) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Decode what is not all UTF-8."""
    said = declared_encoding(data)
    if said is not None and said[1] != "utf_8":
        text, bad = _lenient(data, said[1])
        if bad <= _others(text) * _MOST_BAD:
            return text, said[0], _undecodable(data, text, said[1], file)
    text, bad = _lenient(data, "utf-8")
    good = _others(text) - bad
    if good > 4 * bad or (bad * 50 <= len(data) and good >= bad):
        return text, "utf-8", _undecodable(data, text, "utf-8", file)
    guess = guess_encoding(data)
    if guess is not None:
        other, wrong = _lenient(data, guess.codec)
        if wrong <= max(1, _others(other) * _MOST_BAD):
            findings = [_guessed(guess, file), *_undecodable(data, other, guess.codec, file)]
            if said is not None:
                findings.append(_contradicted(said[0], guess.name, file))
            return other, guess.name, tuple(findings)
    if bad * 50 <= len(data):  # a text in ASCII with a few strange bytes
        return text, "utf-8", _undecodable(data, text, "utf-8", file)
    at = _first_bad(data, "utf-8")
    message = f"byte {data[at]:#04x} at {at} is in no encoding that makes sense of the file"
    line, column = _place(data, at, "latin-1")
    raise refuse("source-encoding", message, file, "save it as UTF-8", line=line, column=column)


def _lenient(data: bytes, codec: str) -> tuple[str, int]:
    """Return the text with U+FFFD for what cannot be decoded, and how often that was."""
    text = data.decode(codec, "replace")
    bad = text.count("\ufffd")
    if bad and codec in ("utf-8", "utf-8-sig"):
        bad -= data.count(b"\xef\xbf\xbd")  # printed so in the file
    return text, bad


def _others(text: str) -> int:
    """Return how many characters are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _guessed(guess: Guess, file: str) -> Diagnostic:
    message = (
        f"the file is not UTF-8 and does not say what it is in; it was read as {guess.name.upper()}"
        f" (confidence {round(100 * guess.confidence)} %"
    )
    message += f"; charset-normalizer says {guess.second})" if guess.second else ")"
    return Diagnostic(
        "source-encoding-guessed", Severity.NOTE, message, Place(file, 1, 1),
        "a wrong guess garbles the text and its quotations are not found", "save it as UTF-8",
    )  # fmt: skip


def _contradicted(said: str, read: str, file: str) -> Diagnostic:
    return Diagnostic(
        "source-encoding-declared", Severity.NOTE, f"the file says it is in {said} and was read as {read.upper()}",
        Place(file, 1, 1), "what it says cannot be right", "correct what it says, or save it anew",
    )  # fmt: skip


def _undecodable(data: bytes, text: str, codec: str, file: str) -> tuple[Diagnostic, ...]:
    """Return the finding on bytes that are not in the encoding of the rest; none where there are none."""
    if "\ufffd" not in text:
        return ()
    at = _first_bad(data, codec)
    if at < 0:
        return ()
    count = text.count("\ufffd")
    line, column = _place(data, at, codec)
    return (
        Diagnostic(
            "source-encoding-mixed", Severity.WARNING,
            f"byte {data[at]:#04x} at {at:,} is not {codec.replace('_', '-').upper()} like the rest of the file;"
            f" {count:,} such pieces were read as U+FFFD",
            Place(file, line, column), "what stands there cannot be quoted or found",
            "find out what the passage is in, and save the file as UTF-8",
        ),
    )  # fmt: skip


def _first_bad(data: bytes, codec: str) -> int:
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        return error.start
    return -1


def _place(data: bytes, at: int, codec: str) -> tuple[int, int]:
    """Return line and column of a byte."""
    if codec.startswith(("utf-16", "utf-32", "utf_16")):
        before = data[:at].decode(codec, "replace")
        return before.count("\n") + 1, len(before) - before.rfind("\n")
    begin = data.rfind(b"\n", 0, at) + 1
    return data.count(b"\n", 0, at) + 1, len(data[begin:at].decode(codec, "replace")) + 1
