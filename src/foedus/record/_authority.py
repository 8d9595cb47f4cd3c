"""The authority file: who is meant by which name, and who held which post when.

A record keeps one ``authority.yaml`` that its user edits; what the documents themselves say ("Filippov, a pseudonym of
Stalin"; a volume's list of persons) is learnt beside it and yields to it.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from foedus._core import PartialDate

from ._offices import office


@dataclass(frozen=True, slots=True)
class Post:
    """An office held, as printed, from the first day to the last (ISO dates; empty: not known)."""

    title: str
    first: str = ""
    last: str = ""
    seen: tuple[str, ...] = ()
    """Days on which a document calls the party the holder; they tell holders apart whose terms are not known."""


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
        """Return the only party that held *post* on the EDTF date *on*, or None where none or several did.

        Posts abroad are one whatever their words (see ``_offices``). Of several holders whose terms are not known the
        one seen in office both last before and first after the date is the holder.

        >>> roshchin = Party("roshchin", "罗申", posts=(Post("苏联驻中华人民共和国大使", seen=("1950-05-03",)),))
        >>> Authority((roshchin,)).holder("驻华大使", on="1950-10-05").name
        '罗申'
        """
        meant = office(post)
        held = [
            (party, each)
            for party in self.parties
            for each in party.posts
            if (each.title == post or (meant is not None and _same_office(each.title, post))) and _held(each, on)
        ]
        holders = {party.id: party for party, _ in held}
        if len(holders) == 1:
            return next(iter(holders.values()))
        if not holders or not on:
            return None
        seen = sorted((day, party.id) for party, each in held for day in each.seen)
        before = [party for day, party in seen if day <= on[:10]]
        after = [party for day, party in seen if day > on[:10]]
        near = {*before[-1:], *after[:1]}
        return holders[near.pop()] if len(near) == 1 else None

    @property
    def names(self) -> Iterable[str]:
        """Every name and alias, the longest first (for longest match)."""
        return sorted(self._names, key=len, reverse=True)

    @cached_property
    def by_id(self) -> dict[str, Party]:
        """Every party by its id."""
        return {party.id: party for party in self.parties}

    def merged(self, ids: Sequence[str]) -> Authority:
        """Return the authority in which the parties of *ids* are the first of them.

        >>> two = Authority((Party("a", "Mao Zedong"), Party("b", "Mao Tse-tung")))
        >>> two.merged(["a", "b"]).find("Mao Tse-tung").name
        'Mao Zedong'

        Raises:
            ValueError: One of the ids is not known.
        """
        unknown = [each for each in ids if each not in self.by_id]
        if unknown:
            raise ValueError(f"no party has the id {unknown[0]!r}")
        first = self.by_id[ids[0]]
        for each in ids[1:]:
            first = _joined(first, self.by_id[each])
        gone = set(ids[1:])
        return Authority(
            tuple(first if party.id == first.id else party for party in self.parties if party.id not in gone)
        )

    def split(self, id: str, names: Sequence[str]) -> Authority:
        """Return the authority in which *names* of the party *id* belong to another, who is named by the first of them.

        Raises:
            ValueError: The party is not known, does not go by one of the names, or would keep none.
        """
        party = self.by_id.get(id)
        if party is None:
            raise ValueError(f"no party has the id {id!r}")
        known = (party.name, *party.aliases)
        strange = [name for name in names if name not in known]
        if strange or not names:
            raise ValueError(f"{party.name} does not go by {strange[0]!r}" if strange else "no name was given")
        left = [name for name in known if name not in names]
        if not left:
            raise ValueError(f"{party.name} would be left without a name")
        kept = replace(party, name=left[0], aliases=tuple(left[1:]))
        other = Party(party_id(names[0]), names[0], party.kind, tuple(names[1:]))
        parties: list[Party] = []
        for each in self.parties:
            parties.extend([kept, other] if each.id == id else [each])
        return Authority(tuple(parties))


def party_id(name: str) -> str:
    """Return a stable id made of a name: its letters where they are Latin, else a short hash.

    >>> party_id("Syngman Rhee"), party_id("周恩来")
    ('syngman-rhee', 'p-3a984a00')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    latin = "-".join(re.findall("[a-z0-9]+", plain))[:60]
    letters = sum(character.isalpha() for character in name)
    if latin and sum(character.isalpha() for character in latin) * 2 > letters:
        return latin
    return "p-" + hashlib.sha256(name.encode()).hexdigest()[:8]


def print_authority(authority: Authority) -> str:
    """Return *authority* as the text of an ``authority.yaml``, for a user to go on from.

    >>> stalin = Party("stalin", "斯大林", aliases=("冯西",), posts=(Post("主席", "1946-03-19"),))
    >>> print(print_authority(Authority((stalin,))))
    "stalin":
      name: "斯大林"
      kind: person
      aliases: ["冯西"]
      posts:
        - {title: "主席", first: "1946-03-19", last: ""}
    <BLANKLINE>
    """
    lines: list[str] = []
    for party in authority.parties:
        lines += [f"{_quoted(party.id)}:", f"  name: {_quoted(party.name)}", f"  kind: {party.kind}"]
        if party.aliases:
            lines.append(f"  aliases: [{', '.join(map(_quoted, party.aliases))}]")
        if party.posts:
            lines.append("  posts:")
        for post in party.posts:
            fields = {"title": post.title, "first": post.first, "last": post.last}
            lines.append(f"    - {{{', '.join(f'{key}: {_quoted(text)}' for key, text in fields.items())}}}")
    return "\n".join(lines) + "\n" if lines else ""


def _quoted(text: str) -> str:
    """A double-quoted YAML scalar; JSON strings are such."""
    return json.dumps(text, ensure_ascii=False)


def _joined(first: Party, other: Party) -> Party:
    """Return *first* with what *other* adds; a post both have keeps the dates of the first."""
    names = dict.fromkeys((*first.aliases, other.name, *other.aliases))
    names.pop(first.name, None)
    posts = {post.title: post for post in first.posts}
    for post in other.posts:
        known = posts.get(post.title)
        if known is None:
            posts[post.title] = post
        else:
            seen = tuple(sorted({*known.seen, *post.seen}))
            posts[post.title] = replace(known, first=known.first or post.first, last=known.last or post.last, seen=seen)
    basis = tuple(dict.fromkeys((*first.basis, *other.basis)))
    return replace(first, aliases=tuple(names), posts=tuple(posts.values()), basis=basis)


def _same_office(title: str, post: str) -> bool:
    one, other = office(title), office(post)
    return one is not None and other is not None and one.may_be(other)


def _held(post: Post, on: str) -> bool:
    if not on:
        return True
    try:
        date = PartialDate.parse(on[:10])
    except ValueError:
        return True
    first, last = date.first.isoformat(), date.last.isoformat()
    return (not post.first or post.first[: len(last)] <= last) and (not post.last or first <= post.last)
