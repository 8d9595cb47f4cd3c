"""How the parties to a Chinese document are shown: by the authority's names, with whom they signed for."""

from __future__ import annotations

import re

from ._chinese_read import Read, signed_by
from ._names import BODY, known, plain_name

_BRACKETED = re.compile("(?P<a>.{1,12}[）)])(?P<b>[\u3400-\u9fff]{2,8})$")


def sender_shown(read: Read, senders: list[str]) -> str:
    """Name the senders; for a body, those who signed in its name stand in brackets behind it."""
    shown = [name_shown(read, name) for name in senders]
    if len(shown) != 1 or not BODY.search(senders[0]) or read.title.form not in ("decision", "letter", "told"):
        return "、".join(shown)
    full = shown[0] if read.person(senders[0]) else _full_name(read, senders[0])
    signers = [each.name for each in signed_by(read) if not each.inner and not BODY.search(each.name)]
    if read.annex is not None and read.title.form == "letter":
        signers = [
            each.name for each in read.annex[2].signatures if each.name != each.office and not BODY.search(each.name)
        ]
    if read.title.signer:
        signers = [read.title.signer]
    people = [read.parts.shown(name) for name in dict.fromkeys(signers)]
    return f"{full}（{'、'.join(people)}）" if people else full


def _full_name(read: Read, body: str) -> str:
    """The text may name a body more fully than the title: 苏联部长会议 for 部长会议, 中央政治局 for 政治局."""
    text = read.head.text[:200] + read.tail.text[-200:]
    before = re.search(f"(?:^|\n)(?P<more>[\u3400-\u9fff]{{1,8}}{re.escape(body)})(?:决定|决议|\n|关于|命令)", text)
    if before is not None:
        return before["more"]
    found = _BRACKETED.search(body)
    if found is not None:
        longer = re.search(f"{re.escape(found['a'])}(?P<mid>[\u3400-\u9fff]{{1,4}}){re.escape(found['b'])}", text)
        if longer is not None:
            return f"{found['a']}{longer['mid']}{found['b']}"
    return body


def name_shown(read: Read, name: str) -> str:
    """Return the name of a party as it is shown; beside the authority's the one the heading chose."""
    if "或" in name:
        return "或".join(read.parts.shown(each) for each in name.split("或"))
    first, forward, rest = name.partition("转")
    if forward and first and rest:
        addressee = read.opening.addressee
        if addressee is not None and re.fullmatch(f"{re.escape(first)}[（(][^）)]{{0,12}}[)）]", addressee.name):
            return addressee.name
        return f"{read.parts.shown(first)}（转{rest}）"
    name = name.removesuffix("等")
    shown, plain = read.parts.shown(name), plain_name(name)
    party = known(name, read.parts.authority)
    if (
        party is not None
        and plain != shown
        and plain in read.title.sender + read.title.recipient
        and plain in party.aliases
        and read.title.form != "introduced"
    ):
        return shown if BODY.search(shown) else f"{plain}（{shown}）"  # the editors of the title chose the other name
    return shown
