"""Values of a JSON text that must have a shape; what has not is refused at its place."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from foedus._core import CaseError

from .._extensive_form import FloatArray, IntArray
from ._json_place import json_offset
from ._text import Findings

Mask = npt.NDArray[np.bool_]
Path = tuple[str | int, ...]
"""Keys and numbers that lead to a value."""


class JsonValues:
    """What a JSON text holds, taken out key by key."""

    def __init__(self, text: str, findings: Findings) -> None:
        self._text, self._findings = text, findings
        try:
            self.whole: Any = json.loads(text, parse_constant=_refuse)
        except json.JSONDecodeError as error:
            raise findings.fatal(error.pos, f"this is not JSON: {error.msg}") from None
        except RecursionError:
            raise findings.fatal(0, "this is nested too deeply", hint="a game needs four levels") from None
        except ValueError as error:
            raise findings.fatal(0, f"this is not JSON: {error}", hint="write finite numbers") from None

    def wrong(self, path: Path, message: str, *, why: str = "", hint: str = "") -> CaseError:
        """Return the error to raise for the value at *path*; ``message`` follows the path."""
        return self._findings.fatal(json_offset(self._text, path), f"{_told(path)} {message}", why=why, hint=hint)

    def refuse(self, wrong: Mask, path: Path, message: str, *, why: str = "", hint: str = "") -> None:
        """Raise CaseError for the first item of the list at *path* that is *wrong*."""
        for place in np.flatnonzero(wrong)[:1].tolist():
            raise self.wrong((*path, place), message, why=why, hint=hint)

    def members(self, path: Path, *, needs: Collection[str], may: Collection[str] = ()) -> dict[str, Any]:
        """Return the object at *path*, which has the keys it *needs* and no others than it *may*."""
        value = self._at(path)
        if not isinstance(value, dict):
            raise self.wrong(path, "is not an object", hint=f"write {{…}} with {', '.join(needs)}")
        for key in needs:
            if key not in value:
                raise self.wrong(path, f"has no {key!r}", hint=f"it needs {', '.join(needs)}")
        for key in value:
            if key not in needs and key not in may:
                raise self.wrong((*path, key), "is not known here", hint=f"known are {', '.join([*needs, *may])}")
        return value

    def text(self, path: Path) -> str:
        """Return the text at *path*."""
        value = self._at(path)
        if not isinstance(value, str) or not _printable(value):
            raise self.wrong(path, "is not a text", hint='write it in quotation marks: "…"')
        return value

    def whole_number(self, path: Path, *, least: int, below: int) -> int:
        """Return the whole number at *path*, from *least* to under *below*."""
        value = self._at(path)
        if type(value) is not int or not least <= value < below:
            raise self.wrong(path, f"is not a whole number from {least} to {below - 1}")
        return value

    def texts(self, path: Path, *, size: int | None = None) -> tuple[str, ...]:
        """Return the list of texts at *path*, of *size* if that is given."""
        values = self._list(path, size)
        if not set(map(type, values)) <= {str} or not _printable("".join(values)):
            place = next(place for place, item in enumerate(values) if type(item) is not str or not _printable(item))
            raise self.wrong((*path, place), "is not a text", hint='write it in quotation marks: "…"')
        return tuple(values)

    def whole_numbers(self, path: Path, *, least: int, below: int, size: int | None = None) -> IntArray:
        """Return the list of whole numbers at *path*, each from *least* to under *below*."""
        values = self._list(path, size)
        if not set(map(type, values)) <= {int} or (values and not (least <= min(values) and max(values) < below)):
            place = next(
                place for place, item in enumerate(values) if type(item) is not int or not least <= item < below
            )
            raise self.wrong((*path, place), f"is not a whole number from {least} to {below - 1}")
        return np.array(values, np.int32)

    def numbers(self, path: Path, *, size: int | None = None) -> FloatArray:
        """Return the list of finite numbers at *path*."""
        values = self._list(path, size)
        try:
            if set(map(type, values)) <= {int, float}:
                found = np.array(list(map(float, values)), np.float64)
                if np.isfinite(found).all():
                    return found
        except OverflowError:
            pass
        place = next(place for place, item in enumerate(values) if not _finite(item))
        raise self.wrong((*path, place), "is not a number that a computer can hold", hint="write 0.5 or 2e3")

    def items(self, path: Path, *, size: int | None = None) -> int:
        """Return how many items the list at *path* has."""
        return len(self._list(path, size))

    def _list(self, path: Path, size: int | None) -> list[Any]:
        value = self._at(path)
        if not isinstance(value, list):
            raise self.wrong(path, "is not a list", hint="write […]")
        if size is not None and len(value) != size:
            raise self.wrong(path, f"has {len(value):,} items where {size:,} are needed")
        return value

    def _at(self, path: Sequence[str | int]) -> Any:
        value = self.whole
        for step in path:
            value = value[step]
        return value


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _finite(value: object) -> bool:
    try:
        return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]
    except OverflowError:
        return False


def _printable(text: str) -> bool:
    """Return whether *text* can be written to a file; half of a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _told(path: Path) -> str:
    """Return *path* as a reader writes it.

    >>> _told(("nodes", "owner", 3))
    '`nodes.owner[3]`'
    """
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step[:40]}" for step in path)
    return f"`{text.removeprefix('.')}`" if text else "the whole"
