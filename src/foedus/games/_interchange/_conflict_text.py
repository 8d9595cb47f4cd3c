"""Small steps in reading a conflict: lists, names, and what to say of a mistake."""

from __future__ import annotations

from typing import Any


class BadConflict(ValueError):
    """Something is wrong with one conflict; the message says what and what to write."""


def listed(data: dict[str, Any], key: str) -> list[Any]:
    """Return the list under *key*, empty where there is none."""
    value = data.get(key, [])
    if not isinstance(value, list):
        raise BadConflict(f"`{key}` must be a list; it is {shown(value)}")
    return value


def name_of(value: Any, *, what: str) -> str:
    """Return a name: a text or a whole number."""
    if isinstance(value, bool) or not isinstance(value, (str, int)) or (isinstance(value, str) and not value.strip()):
        raise BadConflict(f"{what} must be a text or a whole number; {shown(value)} is neither")
    try:
        return str(value)
    except ValueError:  # more digits than Python turns into text
        raise BadConflict(f"{what} is a number of thousands of digits") from None


def shown(value: Any) -> str:
    """Return a value for a message, cut short."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        return "something too long to show"
    return text if len(text) <= 60 else text[:57] + "…"


def few(names: Any) -> str:
    """Return some names for a message: the first few, in quotes."""
    texts = [shown(name) for name in names]
    return ", ".join(texts[:5]) + (f" and {len(texts) - 5} more" if len(texts) > 5 else "")
