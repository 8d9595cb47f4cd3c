"""``authority.yaml``: who is meant by which name, as the user of a record says it.

One entry a party, by an id of the user's choice::

    stalin:
      name: 斯大林
      kind: person            # person, body or place; person where nothing is said
      aliases: [菲利波夫, 冯西]
      posts: [{title: 部长会议主席, first: 1946-03-19, last: 1953-03-05}]
      same: [party-3f2a]      # parties learnt from the files that are this one
      not: [谢苗诺夫]          # names learnt for it that are somebody else's

What the user writes wins over what the files say; a name the user gave one party is not given to another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from foedus._core import (
    CaseError,
    Diagnostic,
    Place,
    Severity,
    YamlMapping,
    YamlNode,
    YamlScalar,
    YamlSequence,
    read_bounded,
    read_yaml,
)

from .._authority import Authority, Party, Post

AUTHORITY = "authority.yaml"

_KINDS = ("person", "body", "place")
_KEYS = ("name", "kind", "aliases", "posts", "same", "not")
_LIMIT = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class UserParty:
    """A party as the user wrote it, with what of the files is merged into it and kept out of it."""

    party: Party
    same: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


def read_authority(folder: Path) -> tuple[UserParty, ...]:
    """Return the parties of ``authority.yaml`` in *folder*; none where there is no such file.

    Raises:
        CaseError: the file is not what it should be; every mistake with its place.
    """
    path = folder / AUTHORITY
    if not path.is_file():
        return ()
    node, findings = read_yaml(read_bounded(path, limit=_LIMIT), file=path.name)
    if isinstance(node, YamlMapping):
        parties = [_party(key, value, findings) for key, value in node.entries]
    else:
        parties = []
        if node is not None and not (isinstance(node, YamlScalar) and not node.text):
            findings.append(_wrong(node.place, "the parties are not a mapping", "write `id:` and its lines for each"))
    if any(found.severity is Severity.ERROR for found in findings):
        raise CaseError(findings)
    return tuple(parties)


def user_authority(parties: Iterable[UserParty]) -> Authority:
    """Return what the user wrote as an authority."""
    return Authority(tuple(user.party for user in parties))


def merge_authority(users: Iterable[UserParty], learnt: Iterable[Party]) -> Authority:
    """Return the user's parties with what the files say added, in the order of the files.

    A learnt party goes to the user's where the user says so, where they have one id, or where the user knows its name;
    else learnt parties of one id are one. A name already given to a party is not given to a second.

    >>> user = UserParty(Party("jvs", "Stalin"))
    >>> merged = merge_authority([user], [Party("x1", "Stalin", aliases=("Filippov",))])
    >>> merged.find("Filippov").id
    'jvs'
    """
    users = tuple(users)
    merged: dict[str, Party] = {user.party.id: user.party for user in users}
    owner: dict[str, str] = {}
    for user in users:
        for name in (user.party.name, *user.party.aliases):
            owner.setdefault(name, user.party.id)
    home = {other: user.party.id for user in users for other in user.same}
    apart = {user.party.id: frozenset(user.apart) for user in users}
    own = frozenset(merged)
    for party in learnt:
        known = owner.get(party.name, "")
        target = home.get(party.id) or (party.id if party.id in merged else "") or (known if known in own else "")
        if target and party.name in apart.get(target, ()):
            target = ""
        if not target:
            merged[party.id] = replace(party, aliases=())
            target = party.id
            owner.setdefault(party.name, target)
        merged[target] = _joined(merged[target], party, owner, apart.get(target, frozenset()))
    return Authority(tuple(merged.values()))


def _joined(party: Party, learnt: Party, owner: dict[str, str], apart: frozenset[str]) -> Party:
    names = []
    for name in (learnt.name, *learnt.aliases):
        if name not in apart and owner.setdefault(name, party.id) == party.id and name != party.name:
            names.append(name)
    aliases = tuple(dict.fromkeys((*party.aliases, *names)))
    return replace(party, aliases=aliases, posts=tuple(dict.fromkeys((*party.posts, *learnt.posts))))


def _party(key: YamlScalar, node: YamlNode, findings: list[Diagnostic]) -> UserParty:
    if not isinstance(node, YamlMapping):
        findings.append(_wrong(node.place, f"{key.text} is not described by keys", "write `name:` and `aliases:`"))
        return UserParty(Party(key.text, key.text))
    for field, value in node.entries:
        if field.text not in _KEYS:
            findings.append(_wrong(field.place, f"{field.text} means nothing here", f"use {', '.join(_KEYS)}"))
        if field.text in ("name", "kind") and not isinstance(value, YamlScalar):
            findings.append(_wrong(value.place, f"{field.text} is not one text", "write one value"))
    name, kind = _text(node.get("name")) or key.text, _text(node.get("kind")) or "person"
    if kind not in _KINDS:
        findings.append(_wrong(node.place, f"{kind} is no kind of party", f"use {', '.join(_KINDS)}"))
    aliases, same, apart = (_texts(node.get(each), findings) for each in ("aliases", "same", "not"))
    posts = _posts(node.get("posts"), findings)
    return UserParty(Party(key.text, name, kind, aliases, posts), same, apart)


def _posts(node: YamlNode | None, findings: list[Diagnostic]) -> tuple[Post, ...]:
    if node is None:
        return ()
    items = node.items if isinstance(node, YamlSequence) else (node,)
    posts = []
    for item in items:
        title = _text(item.get("title")) if isinstance(item, YamlMapping) else ""
        if not isinstance(item, YamlMapping) or not title:
            findings.append(_wrong(item.place, "a post has no title", "write `{title: …, first: …, last: …}`"))
            continue
        posts.append(Post(title, _text(item.get("first")), _text(item.get("last"))))
    return tuple(posts)


def _texts(node: YamlNode | None, findings: list[Diagnostic]) -> tuple[str, ...]:
    if node is None:
        return ()
    items = node.items if isinstance(node, YamlSequence) else (node,)
    if not all(isinstance(item, YamlScalar) for item in items):
        findings.append(_wrong(node.place, "this is not a list of names", "write `[one, another]`"))
    return tuple(item.text for item in items if isinstance(item, YamlScalar) and item.text)


def _text(node: YamlNode | None) -> str:
    return node.text if isinstance(node, YamlScalar) else ""


def _wrong(place: Place, message: str, hint: str) -> Diagnostic:
    why = "names that are not understood would silently mean nobody"
    return Diagnostic("record-authority", Severity.ERROR, message, place, why, hint)
