"""The hash of what a computation is made from, so that finished work is found again, and only where it is the same.

Arrays count by type, shape and bytes; functions by name, code, defaults and what they enclose (not by what they call
in turn: Foedus's own functions are covered by its version); values of a dataclass by their fields.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from types import BuiltinFunctionType, CodeType, FunctionType

import numpy as np

from foedus import __version__


def content_key(*parts: object) -> str:
    """Return the hash of *parts* and of Foedus's version, the same in every process.

    Raises:
        TypeError: a part is of a kind whose content is not known.

    >>> content_key("a", 1) == content_key("a", 1), content_key("a", 1) == content_key("a", 1.0)
    (True, False)
    >>> content_key(np.zeros(3)) == content_key(np.zeros((3, 1)))
    False
    """
    digest = hashlib.sha256(__version__.encode())
    for part in parts:
        _take_in(digest, part)
    return digest.hexdigest()


def _take_in(digest: hashlib._Hash, part: object) -> None:
    if isinstance(part, np.ndarray) and not part.dtype.hasobject:
        digest.update(f"array {part.dtype.str} {part.shape} ".encode())
        digest.update(np.ascontiguousarray(part).tobytes())
    elif part is None or isinstance(part, (bool, int, float, complex, str, bytes, np.generic)):
        text = repr(part)
        digest.update(f"{type(part).__name__} {len(text)} {text} ".encode())
    elif isinstance(part, (tuple, list)):
        _several(digest, type(part).__name__, part)
    elif isinstance(part, frozenset):
        _several(digest, "frozenset", sorted(content_key(item) for item in part))
    elif isinstance(part, Mapping):
        _several(digest, "mapping", sorted((content_key(key), content_key(value)) for key, value in part.items()))
    elif isinstance(part, partial):
        _several(digest, "partial", (part.func, part.args, part.keywords))
    elif isinstance(part, FunctionType):
        enclosed = tuple(cell.cell_contents for cell in part.__closure__ or ())
        inside = (part.__code__, part.__defaults__, part.__kwdefaults__, enclosed)
        _several(digest, "function", (part.__module__, part.__qualname__, *inside))
    elif isinstance(part, CodeType):
        # not the line numbers: a function that was moved is the same
        _several(digest, "code", (part.co_code, part.co_names, part.co_varnames, part.co_consts))
    elif isinstance(part, (type, BuiltinFunctionType)):
        _several(digest, "named", (part.__module__, part.__qualname__))
    elif is_dataclass(part):
        _several(digest, type(part).__qualname__, [getattr(part, field.name) for field in fields(part)])
    elif part is Ellipsis:
        digest.update(b"ellipsis ")
    else:
        raise TypeError(f"the content of a {type(part).__name__} is not known: give arrays, numbers, text, dataclasses")


def _several(
    digest: hashlib._Hash, kind: str, items: tuple[object, ...] | list[object] | list[str] | list[tuple[str, str]]
) -> None:
    digest.update(f"{kind} {len(items)} ".encode())
    for item in items:
        _take_in(digest, item)
