"""Finished work kept on disk, so that a run that was stopped goes on where it was.

Content-addressed: the name of an entry is the hash of everything its content depends on, so an entry is right or it
is not there; nothing is ever updated. Entries are NumPy ``.npz`` archives without pickled objects. An entry that
cannot be read (a full disk, a killed machine) counts as absent and is written again.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus._core import LimitError, read_bounded, write_atomic

if TYPE_CHECKING:
    import numpy as np

MAX_ENTRY = 64_000_000
MAX_TOTAL = 2_000_000_000
_KEY = re.compile(r"[0-9a-f]{16,64}")


@dataclass(frozen=True, slots=True)
class Cache:
    """Named arrays under *directory*, at most ``limit`` bytes: the entries used longest ago go first."""

    directory: Path = field(default_factory=lambda: default_cache_directory())
    limit: int = MAX_TOTAL

    def get(self, key: str) -> dict[str, np.ndarray[Any, np.dtype[Any]]] | None:
        """Return the arrays kept under *key*, or None where there is no whole entry."""
        import numpy as np

        path = self._path(key)
        try:
            data = read_bounded(path, limit=MAX_ENTRY)
            with np.load(io.BytesIO(data), allow_pickle=False) as archive:
                arrays = {name: archive[name] for name in archive.files}
            os.utime(path)
        except (OSError, LimitError, ValueError, EOFError, KeyError, zipfile.BadZipFile, NotImplementedError):
            return None
        return arrays

    def put(self, key: str, arrays: Mapping[str, np.ndarray[Any, np.dtype[Any]]]) -> None:
        """Keep *arrays* under *key*; a cache that cannot be written to is no reason to stop."""
        import numpy as np

        stream = io.BytesIO()
        np.savez_compressed(stream, **dict(arrays))  # type: ignore[arg-type]
        data = stream.getvalue()
        if len(data) <= MAX_ENTRY:
            try:
                write_atomic(self._path(key), data)
            except OSError:
                return

    def trim(self) -> int:
        """Remove the entries used longest ago until the cache is within its limit; return how many went."""
        entries = []
        for path in self.directory.glob("??/*.npz"):
            try:
                found = path.stat()
            except OSError:
                continue
            entries.append((found.st_mtime_ns, found.st_size, path))
        total = sum(size for _, size, _ in entries)
        removed = 0
        for _, size, path in sorted(entries):
            if total <= self.limit:
                break
            path.unlink(missing_ok=True)
            total -= size
            removed += 1
        return removed

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no content hash; 16 to 64 hexadecimal digits are")
        return self.directory / key[:2] / f"{key}.npz"


def default_cache_directory() -> Path:
    """Return where the cache lies unless told: ``FOEDUS_CACHE``, or ``foedus`` in the user's cache folder."""
    if chosen := os.environ.get("FOEDUS_CACHE"):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "foedus"
