"""Where a value stands in a JSON text.

``json.loads`` gives values without places. When one of them is wrong, its place is found by walking down the text along
the keys and numbers that lead to it, skipping what lies between.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

_SPACE = re.compile(r"[ \t\n\r]*+")
_DECODER = json.JSONDecoder()


def json_offset(text: str, path: Sequence[str | int]) -> int:
    """Return where the value at *path* begins in *text*, or the last value on the way there that exists.

    *text* is JSON that has been read without error. Of a key that is repeated the last value counts, as for a reader.

    >>> json_offset('{"a": 1, "b": [5, 6]}', ("b", 1))
    18
    """
    at = _after_space(text, 0)
    for step in path:
        found = _member(text, at, step) if isinstance(step, str) else _item(text, at, step)
        if found < 0:
            break
        at = found
    return at


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return at if match is None else match.end()


def _member(text: str, at: int, key: str) -> int:
    if text[at] != "{":
        return -1
    found = -1
    at = _after_space(text, at + 1)
    while text[at] == '"':
        name, at = _DECODER.raw_decode(text, at)
        at = _after_space(text, _after_space(text, at) + 1)  # the colon
        if name == key:
            found = at
        at = _after_space(text, _DECODER.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _after_space(text, at + 1)
    return found


def _item(text: str, at: int, number: int) -> int:
    if text[at] != "[":
        return -1
    at = _after_space(text, at + 1)
    for _ in range(number):
        if text[at] == "]":
            return -1
        at = _after_space(text, _DECODER.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _after_space(text, at + 1)
    return -1 if text[at] == "]" else at
