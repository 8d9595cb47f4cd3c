"""The authority file: who is meant by which name, and who held which post when.

A record keeps one ``authority.yaml`` that its user edits; what the documents themselves say ("Filippov, a pseudonym of
Stalin"; a volume's list of persons) is learnt beside it and yields to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from foedus._core import PartialDate


@dataclass(frozen=True, slots=True)
class Post:
    """An office held, as printed, from the first day to the last (ISO dates; empty: not known)."""

    title: str
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or body with every name it goes by."""

    id: str
    name: str
    """The name shown."""
    kind: str = "person"
    """``person``, ``body`` (a government, an office, a party) or ``place``."""
    aliases: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    basis: tuple[tuple[int, int], ...] = ()
    """Spans of the source that say so; empty for what a user wrote."""


@dataclass(frozen=True)
class Authority:
    """All parties known for a record.

    >>> authority = Authority((Party("stalin", "Stalin", aliases=("Filippov",)),))
    >>> authority.find("Filippov").name
    'Stalin'
    """

    parties: tuple[Party, ...] = ()

    @cached_property
    def _names(self) -> dict[str, Party]:
        names: dict[str, Party] = {}
        for party in self.parties:
            for name in (party.name, *party.aliases):
                names.setdefault(name, party)
        return names

    def find(self, name: str) -> Party | None:
        """Return the party of exactly that name or alias, or None."""
        return self._names.get(name)

    def holder(self, post: str, *, on: str = "") -> Party | None:
        """Return the only party that held *post* on the EDTF date *on*, or None where none or several did."""
        held = [party for party in self.parties for each in party.posts if each.title == post and _held(each, on)]
        return held[0] if len({party.id for party in held}) == 1 else None

    @property
    def names(self) -> Iterable[str]:
        """Every name and alias, the longest first (for longest match)."""
        return sorted(self._names, key=len, reverse=True)


def _held(post: Post, on: str) -> bool:
    if not on:
        return True
    try:
        date = PartialDate.parse(on[:10])
    except ValueError:
        return True
    first, last = date.first.isoformat(), date.last.isoformat()
    return (not post.first or post.first[: len(last)] <= last) and (not post.last or first <= post.last)
