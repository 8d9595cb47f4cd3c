"""Who wrote to whom and in which form, from the heading, the opening and the closing of a Chinese document."""

from __future__ import annotations

import re
from dataclasses import replace

from .._reading import PartyRead
from ._chinese_ends import PRESENT, recipients_of, senders_of, via_of
from ._chinese_read import Read, kind_of, read_parts, signed_by
from ._chinese_shown import name_shown, sender_shown
from ._dating import closing_date, header_dates
from ._names import known, plain_name
from ._parts import Parts, Stated
from ._view import View

_NAMES_APART = re.compile("[、，。]")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]?")


def describe_chinese(parts: Parts) -> Stated:
    """Return what a Chinese document states."""
    read = read_parts(parts)
    stated = Stated(kind=kind_of(read))
    senders = senders_of(read)
    recipients = recipients_of(read, senders)
    via = via_of(read, senders, recipients) if stated.kind not in ("conversation", "statement", "treaty") else []
    stated.sender = sender_shown(read, senders)
    stated.recipient = "、".join(name_shown(read, name) for name in recipients)
    stated.via = "→".join(parts.shown(name) for name in via)
    stated.place = read.opening.place or read.closing.place
    stated.reference = _reference(read)
    _dates(read, stated, senders)
    _parties(read, stated, senders, recipients, via)
    return stated


def _reference(read: Read) -> str:
    numbers = [each.name for each in (*read.opening.numbers, *read.closing.numbers[::-1])]
    if read.annex is not None:
        numbers += [each.name for each in read.annex[2].numbers]
    return "；".join(dict.fromkeys(numbers))


def _dates(read: Read, stated: Stated, senders: list[str]) -> None:
    base = read.parts.base
    outer = [each.name for each in signed_by(read) if not each.inner]
    relayed = bool(outer) and not read.among(outer[-1], senders)
    stated.dates += header_dates(read.head, read.opening.end, base, talk=stated.kind == "conversation")
    for date, inner in reversed(read.closing.dates):
        basis = ("relayed" if relayed else "quotation") if inner and len(read.closing.dates) > 1 else "closing"
        stated.dates.append(replace(closing_date(read.tail, date), basis=basis))
    seen: set[tuple[int, int]] = set()
    kept = []
    for each in stated.dates:
        if (each.start, each.end) not in seen:
            kept.append(each)
        seen.add((each.start, each.end))
    stated.dates[:] = kept


def _parties(read: Read, stated: Stated, senders: list[str], recipients: list[str], via: list[str]) -> None:
    heading = read.parts.view(read.parts.heading_at, read.parts.body)
    for role, names in (("sender", senders), ("recipient", recipients), ("via", via)):
        for whole in names:
            for name in whole.split("或"):
                stated.parties.append(_located(read, role, name, heading))
    for each in read.closing.signatures:
        stated.parties.append(read.parts.party("signatory", each.name, read.tail, each.start, each.end, "closing"))
    if read.annex is not None:
        stated.parties += [
            PartyRead("signatory", each.name, _id(read, each.name), -1, -1, "closing")
            for each in read.annex[2].signatures
        ]
    for copy in read.closing.copies:
        stated.parties.append(read.parts.party("copy", copy.name, read.tail, copy.start, copy.end, "closing"))
    present = PRESENT.search(read.head.text[:600])
    if present is not None and stated.kind == "conversation":
        stated.parties += _participants(read, present)


def _participants(read: Read, present: re.Match[str]) -> list[PartyRead]:
    found = []
    at = present.start("names")
    for piece in _NAMES_APART.split(present["names"]):
        name = plain_name(_BRACKETS.sub("", piece))
        where = read.head.text.find(name, at) if name else -1
        if where >= 0 and len(name) <= 16:
            found.append(read.parts.party("participant", name, read.head, where, where + len(name), "opening"))
            at = where
    return found


def _located(read: Read, role: str, name: str, heading: View) -> PartyRead:
    for view, basis in ((heading, "heading"), (read.head, "opening"), (read.tail, "closing")):
        for form in (name, plain_name(name)):
            where = view.shown.find(form)
            if where >= 0:
                return read.parts.party(role, form, view, where, where + len(form), basis)
    return PartyRead(role, name, _id(read, name), -1, -1, "heading")


def _id(read: Read, name: str) -> str:
    party = known(name, read.parts.authority)
    return party.id if party is not None else ""
