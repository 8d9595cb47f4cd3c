"""Finished work on disk, named by the hash of what it was computed from."""

from __future__ import annotations

import contextlib
import io
import os
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus._core import LimitError, read_bounded, write_atomic

if TYPE_CHECKING:
    import numpy as np

DEFAULT_LIMIT_BYTES = 2_000_000_000

_KEY = re.compile(r"[0-9a-f]{8,128}")
_PREFIX = "array."  # so that no array's name can meet a parameter of `np.savez`


class Cache:
    """A folder of arrays by key, the least recently used going first when it is full.

    It never gets in the way of a run: an entry that is damaged counts as absent, and a folder that cannot be written
    to stays empty. Safe to share between threads, and between processes.

    >>> import tempfile, numpy as np
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     cache = Cache(Path(folder))
    ...     cache.put("c0ffee00", {"values": np.arange(3)})
    ...     entry = cache.get("c0ffee00")
    >>> entry["values"].tolist()
    [0, 1, 2]
    """

    def __init__(self, directory: Path | None = None, *, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        """Use *directory* (default: `default_directory`), holding at most *limit_bytes*."""
        self.directory = directory if directory is not None else default_directory()
        self.limit_bytes = limit_bytes
        self._lock = threading.Lock()
        self._held: int | None = None
        """Bytes in the folder as far as this process knows; counted at the first `put`."""

    def get(self, key: str) -> dict[str, np.ndarray[Any, Any]] | None:
        """Return the arrays stored under *key*, or None."""
        import numpy as np

        path = self._path(key)
        try:
            data = read_bounded(path, limit=self.limit_bytes)
        except (OSError, LimitError):
            return None
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as stored:
                arrays = {name.removeprefix(_PREFIX): stored[name] for name in stored.files}
        except Exception:  # a damaged file raises nearly anything: zip, header, checksum and length errors
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # used just now
        return arrays

    def put(self, key: str, arrays: Mapping[str, np.ndarray[Any, Any]]) -> None:
        """Store *arrays* under *key*, if the folder can be written to.

        Raises:
            ValueError: *key* is no hexadecimal digest, or an array holds Python objects.
        """
        import numpy as np

        path = self._path(key)
        if any(array.dtype.hasobject for array in arrays.values()):
            raise ValueError("an array of Python objects cannot be stored")
        stream = io.BytesIO()
        named: dict[str, Any] = {_PREFIX + name: array for name, array in arrays.items()}
        np.savez(stream, **named)
        data = stream.getvalue()
        if len(data) > self.limit_bytes:
            return
        with self._lock, contextlib.suppress(OSError):
            if self._held is None:
                self._held = sum(size for _, size, _ in self._entries())
            write_atomic(path, data)
            self._held += len(data)
            if self._held > self.limit_bytes:
                self._shrink(keep=path)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key[:80]!r} is no hexadecimal digest")
        return self.directory / f"{key}.npz"

    def _entries(self) -> list[tuple[int, int, Path]]:
        """Return time of last use, bytes and path of each entry."""
        entries = []
        for path in self.directory.glob("*.npz"):
            with contextlib.suppress(OSError):  # another process may remove it meanwhile
                status = path.stat()
                entries.append((status.st_mtime_ns, status.st_size, path))
        return entries

    def _shrink(self, *, keep: Path) -> None:
        """Remove the least recently used entries until a tenth of the room is free."""
        entries = sorted(self._entries())
        held = sum(size for _, size, _ in entries)
        for _, size, path in entries:
            if held <= self.limit_bytes * 0.9:
                break
            if path != keep:
                with contextlib.suppress(OSError):
                    path.unlink()
                    held -= size
        self._held = held


def default_directory() -> Path:
    """Return ``$FOEDUS_CACHE``, else ``foedus`` in ``$XDG_CACHE_HOME``, else ``~/.cache/foedus``."""
    if own := os.environ.get("FOEDUS_CACHE"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    # the XDG specification has a relative path ignored
    root = Path(base) if base and Path(base).is_absolute() else Path(os.path.expanduser("~")) / ".cache"
    return root / "foedus"
