"""Fingerprints: what a case keeps of a quotation instead of the quotation."""

from __future__ import annotations

import hashlib

from ._calendar import Fingerprint
from ._fold import Folded
from ._mersenne import hash_letters

CONTEXT = 16
"""Letters before and after that a fingerprint remembers."""

MAX_LETTERS = 1_000_000
"""Longest quotation, in letters."""


def fingerprint(folded: Folded, start: int, end: int) -> Fingerprint:
    """Return the fingerprint of the letters from *start* to *end*.

    Raises:
        ValueError: the span is empty, too long, or not inside the text.

    >>> from foedus.record import fold
    >>> mark = fingerprint(fold("He will withdraw."), 6, 14)
    >>> mark.length, mark.rolling, mark.digest[:8]
    (8, '087a2346141944c6', 'c26f22db')
    """
    if not 0 <= start < end <= len(folded):
        raise ValueError(f"a quotation needs 0 <= start < end <= {len(folded)} letters, not {start} to {end}")
    if end - start > MAX_LETTERS:
        raise ValueError(f"a quotation has at most {MAX_LETTERS:,} letters, not {end - start:,}")
    return Fingerprint(
        start=start,
        length=end - start,
        rolling=rolling(folded, start, end),
        digest=digest(folded, start, end),
        before=rolling(folded, max(0, start - CONTEXT), start),
        after=rolling(folded, end, min(len(folded), end + CONTEXT)),
    )


def rolling(folded: Folded, start: int, end: int) -> str:
    """Return the rolling hash of the letters from *start* to *end*, as 16 hexadecimal digits."""
    return f"{hash_letters(folded.letters[start:end].tolist()):016x}"


def digest(folded: Folded, start: int, end: int) -> str:
    """Return the first 32 hexadecimal digits of the SHA-256 of the letters in UTF-8."""
    return hashlib.sha256(folded.text(start, end).encode()).hexdigest()[:32]
