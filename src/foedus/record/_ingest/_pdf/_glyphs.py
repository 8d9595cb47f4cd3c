"""The pages of a PDF as characters in boxes, brought back from the child process that reads them."""

from __future__ import annotations

import json
import subprocess
import sys
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foedus._core import LimitError

from .._encoding import refuse
from . import _extract

MAX_SECONDS = 300.0
"""Time for one file."""

_PROGRAM = Path(_extract.__file__)


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """The characters of one page, in the order of the file; coordinates in points, upwards."""

    width: float
    height: float
    label: str
    images: int
    unmapped: int
    """Characters whose meaning the file does not tell."""
    failed: bool
    codes: array[int]
    left: array[float]
    bottom: array[float]
    right: array[float]
    top: array[float]
    sizes: array[float]
    angles: array[float]


@dataclass(frozen=True, slots=True, eq=False)
class PdfRead:
    """The pages of a file and what it says about itself."""

    pages: tuple[Glyphs, ...]
    metadata: tuple[tuple[str, str], ...]
    whole: bool
    """Whether every page was read."""


def read_glyphs(data: bytes, *, file: str) -> PdfRead:
    """Return the characters of a PDF.

    Raises:
        CaseError: it is damaged, asks for a password, or makes the reader fail.
        LimitError: it takes too long, or has too many pages or characters.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no shell, nothing of the file in the command
            [sys.executable, "-I", str(_PROGRAM)],
            input=data,
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise LimitError(f"{file} was not read within {MAX_SECONDS:.0f} seconds: split it, or print it anew") from None
    return _parse(done.stdout, done.returncode, file)


def _parse(out: bytes, code: int, file: str) -> PdfRead:
    head, at = _line(out, 0)
    if head is None:
        message = "the reader of PDF files gave up on it: it asks for too much memory, or breaks the reader"
        raise refuse("pdf-hostile", message, file, "print it to a new PDF, or extract its text")
    _refuse(head, file)
    pages: list[Glyphs] = []
    while at < len(out):
        page, at = _line(out, at)
        if page is None:
            break
        _refuse(page, file)
        count = int(page["count"])
        if at + 28 * count > len(out):
            break
        arrays: list[array[float]] = []
        codes = array("I")
        codes.frombytes(out[at : at + 4 * count])
        for number in range(1, 7):
            values = array("f")
            values.frombytes(out[at + 4 * count * number : at + 4 * count * (number + 1)])
            arrays.append(values)
        at += 28 * count
        said = (float(page.get("width", 0)), float(page.get("height", 0)), str(page.get("label", "")))
        counts = (int(page.get("images", 0)), int(page.get("unmapped", 0)), bool(page.get("failed")))
        pages.append(Glyphs(*said, *counts, codes, *arrays))
    whole = code == 0 and len(pages) == head["pages"] and not any(page.failed for page in pages)
    return PdfRead(tuple(pages), tuple(head["metadata"].items()), whole)


def _line(out: bytes, at: int) -> tuple[dict[str, Any] | None, int]:
    end = out.find(b"\n", at)
    if end < 0:
        return None, len(out)
    return json.loads(out[at:end]), end + 1


def _refuse(said: dict[str, Any], file: str) -> None:
    error = said.get("error")
    if error == "encrypted":
        raise refuse("pdf-encrypted", "the PDF asks for a password", file, "save a copy without one")
    if error == "damaged":
        message = "this is not a PDF that can be opened: it is damaged or cut short"
        raise refuse("pdf-damaged", message, file, "fetch it again")
    if error == "pages":
        raise LimitError(f"{file} has {said['pages']:,} pages; the limit is {_extract.MAX_PAGES:,}: split it")
    if error == "characters":
        most = f"{_extract.MAX_CHARACTERS:,} characters on one page or {_extract.MAX_ALL:,} in all"
        raise LimitError(f"{file} has more than {most}: split it")
