"""Files: bounded reading, and writing that never loses what was there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ._errors import LimitError


def read_bounded(path: Path, *, limit: int) -> bytes:
    """Return the bytes of *path*, refusing more than *limit* bytes before reading them.

    Raises:
        LimitError: the file is larger than *limit*.
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        size = path.stat().st_size
        raise LimitError(f"{path.name} has {size:,} bytes; the limit is {limit:,}")
    return data


def write_atomic(path: Path, data: bytes) -> None:
    """Write *data* to *path* so that a crash leaves either the old file or the new one.

    The data goes to a temporary file in the same folder, is flushed to disk, and is renamed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
