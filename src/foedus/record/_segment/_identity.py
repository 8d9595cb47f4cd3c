"""The identity of a document: its date and what it says, never where it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from ._letters import letters_of

_BODY_LETTERS = 200
_SLICE = 1200
"""Characters folded to get that many letters; noise is never this dense."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def document_id(date: str, heading: str, body: str, *, stem: str = "") -> str:
    """Return the id of a document: its date (or *stem* where it has none) and a hash of its letters.

    Spaces, punctuation, width and case do not count, so another extraction of the same print has the same ids.

    Args:
        date: The date it is cited by, EDTF; may be empty.
        heading: Its heading as read.
        body: Its text as read; the first 200 letters count.
        stem: What stands in place of a date, say the name of the file.

    >>> document_id("1853-03-12", "Mr. Hale to Lord Exmoor", "My Lord, I have the honour to report")
    '1853-03-12-8b98210f'
    >>> document_id("1853-03-12", "MR HALE TO LORD EXMOOR.", "My  Lord — I have the honour to report")
    '1853-03-12-8b98210f'
    """
    body_letters = letters_of(body[:_SLICE])[:_BODY_LETTERS]
    said = f"{letters_of(heading)}\x1f{body_letters}".encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(said).hexdigest()[:8]
    head = date.replace("/", "--") or stem
    return f"{head}-{digest}" if head else digest


def tell_apart(ids: Sequence[str]) -> tuple[str, ...]:
    """Return *ids* with a letter behind each repeated one, in the order given: identical documents stay countable.

    >>> tell_apart(["1853-a", "1853-b", "1853-a", "1853-a"])
    ('1853-a', '1853-b', '1853-a-b', '1853-a-c')
    """
    taken, seen = set(ids), dict[str, int]()
    told: list[str] = []
    for each in ids:
        seen[each] = seen.get(each, 0) + 1
        name = each
        if seen[each] > 1:
            name = f"{each}-{_numeral(seen[each])}"
            while name in taken:
                seen[each] += 1
                name = f"{each}-{_numeral(seen[each])}"
            taken.add(name)
        told.append(name)
    return tuple(told)


def _numeral(number: int) -> str:
    """Write *number* in letters: 1 is a, 26 is z, 27 is aa."""
    letters = ""
    while number:
        number, digit = divmod(number - 1, 26)
        letters = _ALPHABET[digit] + letters
    return letters
