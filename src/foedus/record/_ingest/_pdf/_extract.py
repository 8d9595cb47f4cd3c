"""The characters of a PDF with their boxes; run as a program of its own, so that a hostile file harms nobody else.

PDFium is C++ that parses whatever it is given: here it runs in a child process with a limit on memory, and the parent
stops it after a time. The child reads the file from its standard input and writes to its standard output, for each
page, a line of JSON and the bytes of seven arrays; this file imports nothing of Foedus, so that it starts in a tenth
of a second.
"""

from __future__ import annotations

import ctypes
import json
import sys
from array import array
from importlib import import_module
from typing import Any, BinaryIO

MAX_MEMORY = 3 * 1024**3
MAX_PAGES = 5_000
MAX_CHARACTERS = 200_000
"""Characters of one page."""
MAX_ALL = 10_000_000
"""Characters of one file."""
ERRORS = {1: "damaged", 2: "damaged", 3: "damaged", 4: "encrypted", 5: "encrypted", 6: "damaged"}
KEYS = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")


def main(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Read a PDF from *stdin* and write what it holds to *stdout*."""
    _limit_memory()
    data = stdin.read()
    pdfium: Any = import_module("pypdfium2.raw")

    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        _write(stdout, {"error": ERRORS.get(pdfium.FPDF_GetLastError(), "damaged")})
        return
    count = pdfium.FPDF_GetPageCount(document)
    if count > MAX_PAGES:
        _write(stdout, {"error": "pages", "pages": count})
        return
    _write(stdout, {"pages": count, "metadata": _metadata(pdfium, document)})
    budget = MAX_ALL
    for number in range(count):
        budget -= _page(pdfium, document, number, min(budget, MAX_CHARACTERS), stdout)
        if budget < 0:
            return


def _page(pdfium: Any, document: Any, number: int, most: int, stdout: BinaryIO) -> int:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        _write(stdout, {"page": number, "failed": True, "count": 0})
        return 0
    text = pdfium.FPDFText_LoadPage(page)
    count = max(0, pdfium.FPDFText_CountChars(text)) if text else 0
    if count > most:
        _write(stdout, {"error": "characters", "page": number, "count": count})
        return most + 1
    codes, sizes, angles = array("I"), array("f"), array("f")
    boxes = left, bottom, right, top = tuple(array("f") for _ in range(4))
    rectangle = pdfium.FS_RECTF()
    pointer = ctypes.byref(rectangle)
    code, size, angle, box = (
        pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetFontSize, pdfium.FPDFText_GetCharAngle,
        pdfium.FPDFText_GetLooseCharBox,
    )  # fmt: skip
    for index in range(count):
        codes.append(code(text, index))
        if not box(text, index, pointer):
            rectangle.left = rectangle.right = rectangle.top = rectangle.bottom = 0.0
        left.append(rectangle.left)
        bottom.append(rectangle.bottom)
        right.append(rectangle.right)
        top.append(rectangle.top)
        sizes.append(size(text, index))
        angles.append(angle(text, index))
    sample = range(0, count, 1 + count // 300)
    unmapped = sum(pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 for index in sample) * (1 + count // 300)
    kinds = [pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, at)) for at in range(
        min(pdfium.FPDFPage_CountObjects(page), 2_000))]  # fmt: skip
    _write(stdout, {
        "page": number, "count": count, "unmapped": unmapped, "label": _label(pdfium, document, number),
        "width": pdfium.FPDF_GetPageWidthF(page), "height": pdfium.FPDF_GetPageHeightF(page),
        "rotation": pdfium.FPDFPage_GetRotation(page), "images": kinds.count(pdfium.FPDF_PAGEOBJ_IMAGE),
    })  # fmt: skip
    stdout.write(codes.tobytes())
    for values in (*boxes, sizes, angles):
        stdout.write(values.tobytes())
    if text:
        pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
    return count


def _metadata(pdfium: Any, document: Any) -> dict[str, str]:
    found = {}
    for key in KEYS:
        value = _utf16(lambda buffer, size, key=key: pdfium.FPDF_GetMetaText(document, key.encode(), buffer, size))
        if value:
            found[key] = value
    return found


def _label(pdfium: Any, document: Any, number: int) -> str:
    return _utf16(lambda buffer, size: pdfium.FPDF_GetPageLabel(document, number, buffer, size))


def _utf16(call: Any) -> str:
    size = call(None, 0)
    if not 2 < size <= 20_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _write(stdout: BinaryIO, values: dict[str, object]) -> None:
    stdout.write(json.dumps(values).encode() + b"\n")


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):  # not everywhere
        pass


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
