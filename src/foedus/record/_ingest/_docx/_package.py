"""The parts of a Word file, unpacked within limits: what it declares is checked first, what comes out is counted."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from foedus._core import CaseError, LimitError

from .._encoding import refuse

MAX_ENTRIES = 5_000
MAX_PART = 64 * 1024 * 1024
MAX_SUM = 512 * 1024 * 1024
"""Bytes that all parts together may declare, pictures included."""
MAX_RATIO = 400
"""How many times a large part may be longer than it is packed; Word's own stay under a hundred."""
LARGE = 4 * 1024 * 1024
MAX_DEPTH = 500

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Package:
    """A Word file whose parts are read one by one; relations to anything outside it are never followed."""

    def __init__(self, data: bytes, *, file: str) -> None:
        self.file = file
        if data.startswith(_OLD):
            message = "this is an old Word file, or one behind a password"
            raise refuse("docx-encrypted", message, file, "save it as .docx without a password")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, UnicodeDecodeError, zlib.error, OSError) as error:
            raise self.damaged(str(error)) from None
        if len(entries) > MAX_ENTRIES:
            raise LimitError(f"{file} holds {len(entries):,} parts; the limit is {MAX_ENTRIES:,}")
        if sum(entry.file_size for entry in entries) > MAX_SUM:
            raise self._bomb("its parts unfold to more than 512 MB")
        self._entries = {entry.filename: entry for entry in entries}

    def part(self, name: str) -> bytes | None:
        """Return the bytes of a part, or None where there is none.

        Raises:
            CaseError: it is larger than it says, packed too tightly, locked or damaged.
            LimitError: it is over 64 MB.
        """
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.file_size > MAX_PART:
            raise LimitError(
                f"{name} in {self.file} has {entry.file_size:,} bytes; the limit is {MAX_PART:,}: split it"
            )
        if entry.file_size > LARGE and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            raise self._bomb(
                f"{name} is {entry.file_size // max(1, entry.compress_size):,} times as long as it is packed"
            )
        if entry.flag_bits & 1:
            raise refuse("docx-encrypted", f"{name} is locked by a password", self.file, "save it without one")
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise self.damaged(f"{name}: {error}") from None
        if len(data) > entry.file_size:
            raise self._bomb(f"{name} is longer than it says")
        return data

    def main(self) -> str:
        """Return the name of the part with the text."""
        found: list[str] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            is_main = name.endswith(" Relationship") and attributes.get("Type", "").endswith("/officeDocument")
            if is_main and attributes.get("TargetMode", "") != "External":
                found.append(posixpath.normpath(attributes.get("Target", "")).lstrip("/"))

        relations = self.part("_rels/.rels")
        if relations is not None:
            self.parse(relations, "_rels/.rels", start=start)
        return next((name for name in found if name in self._entries), "word/document.xml")

    def parse(
        self,
        data: bytes,
        name: str,
        *,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Run the handlers over a part; names are ``namespace local``.

        Raises:
            CaseError: the part is not well-formed, declares entities, or nests too deeply.
        """
        parser: Any = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        depth = 0

        def opened(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MAX_DEPTH:
                raise self.damaged(f"{name} nests elements more than {MAX_DEPTH} deep")
            start(tag, attributes)

        def closed(tag: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(tag)

        def declared(*_: object) -> None:
            raise refuse(
                "xml-entities", f"{name} declares its own entities or document type", self.file,
                "save it anew with a word processor", why="a few entities can unfold to gigabytes",
            )  # fmt: skip

        parser.StartElementHandler = opened
        parser.EndElementHandler = closed
        parser.StartDoctypeDeclHandler = declared
        parser.EntityDeclHandler = declared
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise self.damaged(f"{name} is not well-formed: {expat.ErrorString(error.code)}") from None

    def damaged(self, what: str) -> CaseError:
        """Return the error that says what is wrong with the file."""
        return refuse("docx-damaged", f"this is not a Word file that can be opened: {what}", self.file, "save it anew")

    def _bomb(self, what: str) -> CaseError:
        return refuse(
            "docx-bomb", f"the file is packed to unfold beyond measure: {what}", self.file, "save it anew",
            why="reading it would take all memory",
        )  # fmt: skip
