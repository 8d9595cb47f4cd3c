"""Canonical JSON and content hashes: identity, caching and provenance."""

from __future__ import annotations

import hashlib
import json


def canonical_json(value: object) -> str:
    """Return *value* as JSON with sorted keys and no spare space: same value, same text.

    >>> canonical_json({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def content_hash(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of *value*, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
