"""Frozen dataclasses to table rows and back, so that a field is named once.

Texts, numbers and truth values are columns of their own; tuples are JSON. A text with half a surrogate pair, which
UTF-8 cannot hold, is kept with a replacement character in its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, Generic, TypeVar, get_type_hints

T = TypeVar("T")

_COLUMN = {str: "TEXT", int: "INTEGER", bool: "INTEGER"}


class RowForm(Generic[T]):
    """How one dataclass stands in a table.

    >>> from foedus.record._reading import Link
    >>> form = RowForm(Link)
    >>> form.back(form.row(Link("answers", "d2", "your telegram", 3, 16)))
    Link(kind='answers', target='d2', text='your telegram', start=3, end=16)
    """

    def __init__(self, kind: type[T], *, leave_out: Iterable[str] = ()) -> None:
        self.kind = kind
        hints = get_type_hints(kind)
        left = set(leave_out)
        self.names = tuple(field.name for field in fields(kind) if field.name not in left)  # type: ignore[arg-type]
        self._get: Callable[[T], tuple[Any, ...]] = attrgetter(*self.names)
        self._types = tuple(hints[name] for name in self.names)
        self._json = tuple(number for number, hint in enumerate(self._types) if hint not in _COLUMN)
        self._bool = tuple(number for number, hint in enumerate(self._types) if hint is bool)
        self._text = tuple(number for number, hint in enumerate(self._types) if hint is str)

    @property
    def columns(self) -> str:
        """The columns as SQL names them, in order."""
        return ", ".join(f'"{name}"' for name in self.names)

    @property
    def declaration(self) -> str:
        """The columns with their types, for CREATE TABLE."""
        return ", ".join(
            f'"{name}" {_COLUMN.get(hint, "TEXT")} NOT NULL' for name, hint in zip(self.names, self._types, strict=True)
        )

    def row(self, value: T) -> list[Any]:
        """Return *value* as a row."""
        cells = list(self._get(value))
        for number in self._json:
            cell = cells[number]
            cells[number] = json.dumps(cell, ensure_ascii=True, separators=(",", ":")) if cell else "[]"
        try:
            "".join([cells[number] for number in self._text]).encode()
        except UnicodeEncodeError:
            for number in self._text:
                cells[number] = sound(cells[number])
        return cells

    def back(self, cells: Sequence[Any], **others: Any) -> T:
        """Return the value of a row, with *others* for the fields left out."""
        values = dict(zip(self.names, cells, strict=True))
        for number in self._json:
            values[self.names[number]] = tuples(json.loads(cells[number]))
        for number in self._bool:
            values[self.names[number]] = bool(cells[number])
        return self.kind(**values, **others)


@cache
def row_form(kind: type[T]) -> RowForm[T]:
    """Return the form of a dataclass whose fields are all kept."""
    return RowForm(kind)


def tuples(value: Any) -> Any:
    """Return JSON lists as tuples, all the way down."""
    return tuple(tuples(item) for item in value) if isinstance(value, list) else value


def sound(text: str) -> str:
    """Return *text* as UTF-8 can hold it."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text
