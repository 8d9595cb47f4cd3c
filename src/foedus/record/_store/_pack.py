"""A window of the reading copy packed for the database, so that a hit is shown without opening the original.

What is packed is the source as stored and the edits, not the copy itself: the printed text and the text read both
come out of it, and every offset stays a character of the source.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from .._copy import Edit, ReadingCopy

_FAST = 1
"""Level of compression: the fastest, because reading is to keep pace with the disk."""

_SMALL = 1024
"""Bytes below which compressing takes longer than it saves."""


def pack(copy: ReadingCopy) -> tuple[bytes, bytes]:
    """Return the source characters of the window of *copy*, and its edits, both compressed."""
    source = copy.source[copy.start : copy.end].encode("utf-8", "surrogatepass")
    kinds: dict[str, int] = {}
    starts, lengths, nows, why = [], [], [], []
    at = copy.start
    for edit in copy.edits:
        starts.append(edit.start - at)
        lengths.append(edit.end - edit.start)
        nows.append(edit.now)
        why.append(kinds.setdefault(edit.kind, len(kinds)))
        at = edit.end
    edits = json.dumps([list(kinds), starts, lengths, nows, why], separators=(",", ":")) if starts else ""
    return _squeeze(source), _squeeze(edits.encode()) if edits else b""


def _squeeze(data: bytes) -> bytes:
    return b"z" + zlib.compress(data, _FAST) if len(data) >= _SMALL else b"-" + data


def _stretch(data: bytes) -> bytes:
    return zlib.decompress(data[1:]) if data[:1] == b"z" else data[1:]


def unpack(source: bytes, edits: bytes) -> ReadingCopy:
    """Return the copy of a packed window; its offsets count from the beginning of the window."""
    text = _stretch(source).decode("utf-8", "surrogatepass")
    if not edits:
        return ReadingCopy(text, (), 0, len(text))
    kinds, starts, lengths, nows, why = json.loads(_stretch(edits))
    return ReadingCopy(text, tuple(_edits(kinds, starts, lengths, nows, why)), 0, len(text))


def _edits(kinds: list[str], starts: list[int], lengths: list[int], nows: list[str], why: list[int]) -> list[Edit]:
    made: list[Edit] = []
    at = 0
    columns: Any = zip(starts, lengths, nows, why, strict=True)
    for gap, length, now, kind in columns:
        made.append(Edit(at + gap, at + gap + length, now, kinds[kind]))
        at += gap + length
    return made
