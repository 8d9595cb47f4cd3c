"""The originals of a record: every file byte for byte under its hash, and a list of what each is called.

The list (``originals/names.jsonl``, one line a file, the last line of a name counts) is what makes the database
rebuildable: with it and the originals nothing else is needed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from foedus._core import LimitError

MAX_ORIGINAL = 1024 * 1024 * 1024
"""Bytes of one original; readers have tighter limits of their own."""

_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Original:
    """One file as kept."""

    name: str
    digest: str
    suffix: str

    @property
    def file(self) -> str:
        """Its name in the folder of originals."""
        return self.digest + self.suffix


def keep_original(path: Path, *, folder: Path, name: str) -> Original:
    """Copy the file at *path* into *folder* under its hash, unless it is there, and say which it is.

    The copy is complete or absent. It is not flushed to the disk file by file (that would cost more than reading);
    `digest_of` tells later whether it is whole.

    Raises:
        LimitError: it is larger than any original may be.
        OSError: it cannot be read, or the copy cannot be written.
    """
    found = _SUFFIX.fullmatch(path.suffix.lower())
    suffix = found[0] if found else ""
    size = path.stat().st_size
    if size > MAX_ORIGINAL:
        raise LimitError(f"{path.name} has {size:,} bytes; the limit is {MAX_ORIGINAL:,}: split it")
    original = Original(name, digest_of(path), suffix)
    target = folder / original.file
    if target.exists() and target.stat().st_size == size:
        return original
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new.")
    try:
        with os.fdopen(handle, "wb") as copy, path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
        original = Original(name, digest.hexdigest(), suffix)  # of what was copied, should the file just have changed
        os.chmod(temporary, 0o644)
        os.replace(temporary, folder / original.file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return original


def digest_of(path: Path) -> str:
    """Return the SHA-256 of the file at *path*, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def note_name(folder: Path, original: Original) -> None:
    """Write down that *original* goes by its name."""
    line = json.dumps({"name": original.name, "digest": original.digest, "suffix": original.suffix})
    with (folder / "names.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")


def note_removed(folder: Path, name: str) -> None:
    """Write down that the record no longer has a file of that name; its original stays."""
    with (folder / "names.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"name": name, "digest": "", "suffix": ""}) + "\n")


def known_originals(folder: Path) -> list[Original]:
    """Return the originals of the record, in the order in which their names were first written down."""
    names: dict[str, Original] = {}
    for original in _lines(folder / "names.jsonl"):
        if original.digest:
            names[original.name] = original
        else:
            names.pop(original.name, None)
    return list(names.values())


def _lines(path: Path) -> Iterator[Original]:
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as stream:
        for line in stream:
            try:  # the last line may be half written
                entry = json.loads(line)
                original = Original(str(entry["name"]), str(entry["digest"]), str(entry["suffix"]))
            except (ValueError, KeyError, TypeError):
                continue
            if re.fullmatch(r"[0-9a-f]{64}|", original.digest) and re.fullmatch(
                r"(?:\.[a-z0-9]{1,10})?", original.suffix
            ):
                yield original
