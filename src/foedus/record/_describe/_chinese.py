"""Who wrote to whom and in which form, from the heading, the opening and the closing of a Chinese document."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .._reading import PartyRead
from ._closing import Closing, Signature, read_closing
from ._dating import closing_date, header_dates
from ._introduced import read_introduction
from ._names import BODY, known, plain_name, same_party, split_names
from ._opening import ZONE, Opening, read_opening
from ._parts import Parts, Stated
from ._title import TitleRead, read_title
from ._view import View

_TAIL = 1400
_ANNEX = re.compile(
    r"(?:(?<=[\n\u3000 。])|(?<=书记)|(?<=主席)|(?<=总理))附件[一二三四五六0-9]{0,2}(?![）)、，。中的所和及与：])"
)
_WIRED = re.compile("密码电报|密电|拍发|译电|急电|电报稿|第[0-9/]{1,12}号(?:密码)?电|绝密|发自")
_TALKED = re.compile("(?:谈话|会谈|会见|会晤)(?:进行了|持续了|历时|到此结束|开始)|出席(?:者|人员|会谈)")
_PRESENT = re.compile(
    r"(?:出席|参加|在座|在场)(?:者|人员|人|会谈的人员有|会谈的有|的有)?(?:有)?：\n?(?P<names>[^\n]{2,300})"
)
_INSTRUCTED = re.compile(r"责成(?P<name>[^，。：；（\n]{2,16}?)(?=（|在|以|同|于|与|向|就|将|，|负责|立即|为)")
_SPEAKS = re.compile(
    r"(?:^|\n)(?P<name>[\u3400-\u9fff·]{2,8}?)(?P<verbs>[\u3400-\u9fff·]{0,16}?(?:[说问答]|指出))?[：，]"
)
_VERBS = "同志|先生|对|在|向|进一步|接着|又|再|还|也|继续|补充|解释|肯定|插话|回答|反问|追问|强调|指出|提议|说|问|答"
_THEN = re.compile("^(?:随后|最后|然后|接着|于是|这时)")
_NOT_A_NAME = re.compile(
    "[的了是在我你他她它们这那此各双两关于有不能否会可将已曾就并而但因都还只没要想对]|人$|结束|会谈|谈话|讨论|可以"
)
_OR = "[\u3400-\u9fff·]{2,12}"
_SHORT_NAME = 8
"""Characters of a name that may end a heading without more ado."""
_FIRM = (
    "telegram",
    "letter",
    "note",
    "conversation",
    "resolution",
    "directive",
    "order",
    "statement",
    "communique",
    "treaty",
    "protocol",
)


@dataclass(frozen=True)
class _Read:
    """What was read, piece by piece."""

    parts: Parts
    title: TitleRead
    head: View
    opening: Opening
    tail: View
    closing: Closing
    annex: tuple[View, Opening, Closing] | None

    def same(self, one: str, other: str) -> bool:
        return same_party(one, other, self.parts.authority, on=self.parts.base)

    def among(self, name: str, others: list[str]) -> bool:
        return any(self.same(name, other) for other in others)

    def person(self, name: str) -> bool:
        return known(name, self.parts.authority) is not None


def describe_chinese(parts: Parts) -> Stated:
    """Return what a Chinese document states."""
    read = _read(parts)
    stated = Stated(kind=_kind(read))
    senders = _senders(read)
    recipients = _recipients(read, senders)
    via = _via(read, senders, recipients) if stated.kind not in ("conversation", "statement", "treaty") else []
    stated.sender = _sender_shown(read, senders)
    stated.recipient = "、".join(_shown(read, name) for name in recipients)
    stated.via = "→".join(parts.shown(name) for name in via)
    stated.place = read.opening.place or read.closing.place
    stated.reference = _reference(read)
    _dates(read, stated, senders)
    _parties(read, stated, senders, recipients, via)
    return stated


def _read(parts: Parts) -> _Read:
    title = read_introduction(parts.segment.title, parts.within) or read_title(parts.segment.title or parts.heading)
    if title.form != "introduced" and not title.sender and parts.heading.strip():
        title = read_title(parts.heading) if read_title(parts.heading).sender else title
    annex = _ANNEX.search(parts.copy.text, parts.body, parts.body_end)
    main_end = annex.start() if annex is not None else parts.body_end
    head, opening, tail, closing = _ends(parts, parts.body, main_end)
    attached = None
    if annex is not None:
        view, inner, _, under = _ends(parts, annex.end(), parts.body_end)
        attached = (view, inner, under)
    return _Read(parts, title, head, opening, tail, closing, attached)


def _ends(parts: Parts, start: int, end: int) -> tuple[View, Opening, View, Closing]:
    head = parts.view(start, min(end, start + 2 * ZONE))
    opening = read_opening(head)
    tail = parts.view(max(start, end - _TAIL), end)
    begin = opening.end if end - _TAIL <= start else 0
    return head, opening, tail, read_closing(tail, begin=min(begin, len(tail.text)), base=parts.base)


def _kind(read: _Read) -> str:
    title = read.title
    if title.kind in _FIRM:
        return title.kind
    text = read.head.text[: max(read.opening.end, 60)] + read.tail.text[read.closing.text_end :]
    wired = read.opening.wired or bool(read.opening.city) or _WIRED.search(text) is not None
    if wired:
        return "telegram"
    if title.kind and title.kind != "other":
        return title.kind
    if _TALKED.search(read.head.text[:300] + read.tail.text[-300:]):
        return "conversation"
    if read.opening.addressee is not None:
        return "letter"
    return title.kind or ("telegram" if title.form == "letter" and not title.kind else "")


def _signers(read: _Read) -> list[Signature]:
    """Those who signed, without offices nobody is named to."""
    return [each for each in read.closing.signatures if each.name != each.office or BODY.search(each.name)]


def _senders(read: _Read) -> list[str]:
    title, signers = read.title, _signers(read)
    outer = [each.name for each in signers if not each.inner]
    every = [each.name for each in signers]
    named = list(split_names(title.sender))
    if title.form == "joint":
        return named
    if title.form == "introduced":
        return outer[-1:] or every[-1:] or named
    if title.form in ("letter", "talk") and named:
        if named[-1].endswith("等") and len(every) > 1:
            return every
        return named
    if title.form == "decision" and named:
        if _kind(read) == "telegram" and outer and not read.among(named[0], outer) and not BODY.search(named[0]):
            return outer[-1:]
        return named
    if title.form in ("told", "colon") and named:
        target = split_names(title.recipient)
        if read.among(named[0], every) or not every:
            return named[:1]
        if target and any(read.same(target[0], each.name) for each in read.opening.forwarded):
            return named[:1]
        return every[-1:]
    return outer[-1:] or every[-1:]


def _recipients(read: _Read, senders: list[str]) -> list[str]:
    title, opening = read.title, read.opening
    if title.form == "talk":
        return _spoken_with(read, list(split_names(title.recipient)), senders)
    if title.form == "joint":
        return []
    if title.form == "introduced":
        greeted = opening.salutation or opening.addressee
        return list(split_names(greeted.name if greeted is not None else title.recipient))
    named = list(split_names(title.recipient)) if title.form == "letter" else []
    if title.rest:
        named = _from_rest(read, title.rest)
    if named:
        return _alternatives(read, named)
    if title.form == "decision" and _kind(read) in ("resolution", "order", "statement", "communique"):
        return _of_decision(read)
    forwarded = [each.name for each in opening.forwarded]
    target = split_names(title.recipient) if title.form == "told" else ()
    for name in target:
        if read.among(name, forwarded):
            return _alternatives(read, [name])
    if opening.addressee is None:
        return []
    meant = [each for each in forwarded[:1] if _follows_cut(opening)]
    return meant or list(split_names(opening.addressee.name))


def _spoken_with(read: _Read, named: list[str], senders: list[str]) -> list[str]:
    """Where no list of those present is given, whoever speaks but the host was spoken with."""
    text = read.parts.copy.text[read.parts.body : read.parts.body_end]
    if _PRESENT.search(text[:600]) or any(BODY.search(name) for name in named):
        return named
    turns: dict[str, None] = {}
    for match in _SPEAKS.finditer(text):
        if match["verbs"]:
            turns[re.split(_VERBS, _THEN.sub("", match["name"] + match["verbs"]))[0]] = None
    known_here = [plain_name(name) for name in (*named, *senders)]
    speakers = [name for name in turns if 1 < len(name) < 8 and not _NOT_A_NAME.search(name)]
    return named + [name for name in speakers if not any(name.startswith(each) for each in known_here)]


def _follows_cut(opening: Opening) -> bool:
    """北京致甲转乙：it is meant for the second."""
    return bool(opening.forwarded and opening.addressee and opening.forwarded[0].start - opening.addressee.end <= 4)


def _from_rest(read: _Read, rest: str) -> list[str]:
    """Where a heading does not say where the second name ends, the opening may name who it is."""
    named = [
        each for each in (read.opening.addressee, *read.opening.forwarded, read.opening.salutation) if each is not None
    ]
    for each in named:
        names = [name for name in split_names(plain_name(each.name)) if rest.startswith(plain_name(name))]
        if names:
            return [plain_name(name) for name in names]
    known_names = [name for name in read.parts.authority.names if rest.startswith(name)]
    return known_names[:1] or ([rest] if len(rest) <= _SHORT_NAME else [])


def _alternatives(read: _Read, named: list[str]) -> list[str]:
    """The opening may name a second recipient whom the title leaves out: 毛泽东或周恩来."""
    if len(named) != 1:
        return named
    text = read.head.text[: read.opening.end + 60]
    name = plain_name(named[0])
    match = re.search(f"{re.escape(name)}(?:同志)?或(?P<other>{_OR})|(?P<first>{_OR})或{re.escape(name)}", text)
    if match is None:
        return named
    group = "other" if match["other"] else "first"
    words = match[group]
    if group == "other":
        other = _known_prefix(read, words) or plain_name(re.split("下述|以下|如下|同志|先生", words)[0])
        return [f"{name}或{other}"]
    other = _known_suffix(read, words) or re.split("转告|转交|转达|转呈|告知|致|转|交|给", words)[-1]
    return [f"{other}或{name}"] if other else named


def _known_prefix(read: _Read, words: str) -> str:
    return next((name for name in read.parts.authority.names if words.startswith(name)), "")


def _known_suffix(read: _Read, words: str) -> str:
    return next((name for name in read.parts.authority.names if words.endswith(name)), "")


def _of_decision(read: _Read) -> list[str]:
    """A decision goes to whom its annex is addressed, or to those it instructs."""
    if read.annex is not None and read.annex[1].addressee is not None:
        return list(split_names(read.annex[1].addressee.name))
    names = [match["name"] for match in _INSTRUCTED.finditer(read.head.text)]
    return list(dict.fromkeys(names))


def _via(read: _Read, senders: list[str], recipients: list[str]) -> list[str]:
    """Those through whose hands the message went, in order."""
    chain: list[str] = []
    every = _signers(read)
    opening = read.opening
    if read.annex is not None and opening.addressee is None:
        opening, every = read.annex[1], [*every, *read.annex[2].signatures]
    ends = [*senders, *recipients, *(name for each in recipients for name in each.split("或"))]
    outer = [each.name for each in every if not each.inner and each.name != each.office]
    if opening.hop is not None:
        chain.append(opening.hop.name)
    for name in outer[-1:] if not (senders and BODY.search(senders[0]) and read.title.form == "letter") else ():
        stranger = not read.among(name, ends) and not BODY.search(name)
        inside = [each.name for each in every if each.inner]
        told = read.person(name) and all(read.person(each) for each in senders)
        if read.annex is not None and read.title.form == "decision":
            told = any(name == each.name for each in read.annex[2].signatures)
        if stranger and (told or any(read.among(each, senders) for each in inside)):
            chain.append(name)
    addressee = opening.addressee
    addressed = split_names(addressee.name) if addressee is not None else ()
    strangers = [name for name in addressed if not read.among(name, ends)]
    if addressee is not None and recipients and strangers and _meant(read, opening, recipients):
        chain.append(addressee.name)
    return list(dict.fromkeys(chain))


def _meant(read: _Read, opening: Opening, recipients: list[str]) -> bool:
    """Tell whether the opening says that the message is to be passed on to a recipient."""
    names = [name for each in recipients for name in each.split("或")]
    for each in (*opening.forwarded, *((opening.salutation,) if opening.salutation is not None else ())):
        for name in (plain_name(piece) for piece in re.split("或", each.name)):
            if any(read.same(name, other) or plain_name(other) in name for other in names):
                return True
    view = read.head if opening is read.opening or read.annex is None else read.annex[0]
    window = view.text[opening.end : opening.end + 90]
    return any(re.search(f"转[^。]{{0,30}}{re.escape(plain_name(name))}", window) for name in names)


def _sender_shown(read: _Read, senders: list[str]) -> str:
    """Name the senders; for a body, those who signed in its name stand in brackets behind it."""
    shown = [_shown(read, name) for name in senders]
    if len(shown) != 1 or not BODY.search(senders[0]) or read.title.form not in ("decision", "letter", "told"):
        return "、".join(shown)
    full = shown[0] if read.person(senders[0]) else _full_name(read, senders[0])
    signers = [each.name for each in _signers(read) if not each.inner and not BODY.search(each.name)]
    if read.annex is not None and read.title.form == "letter":
        signers = [
            each.name for each in read.annex[2].signatures if each.name != each.office and not BODY.search(each.name)
        ]
    if read.title.signer:
        signers = [read.title.signer]
    people = [read.parts.shown(name) for name in dict.fromkeys(signers)]
    return f"{full}（{'、'.join(people)}）" if people else full


def _full_name(read: _Read, body: str) -> str:
    """The text may name a body more fully than the title: 苏联部长会议 for 部长会议, 中央政治局 for 政治局."""
    text = read.head.text[:200] + read.tail.text[-200:]
    before = re.search(f"(?:^|\n)(?P<more>[\u3400-\u9fff]{{1,8}}{re.escape(body)})(?:决定|决议|\n|关于|命令)", text)
    if before is not None:
        return before["more"]
    found = re.search("(?P<a>.{1,12}[）)])(?P<b>[\u3400-\u9fff]{2,8})$", body)
    if found is not None:
        longer = re.search(f"{re.escape(found['a'])}(?P<mid>[\u3400-\u9fff]{{1,4}}){re.escape(found['b'])}", text)
        if longer is not None:
            return f"{found['a']}{longer['mid']}{found['b']}"
    return body


def _shown(read: _Read, name: str) -> str:
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


def _reference(read: _Read) -> str:
    numbers = [each.name for each in (*read.opening.numbers, *read.closing.numbers[::-1])]
    if read.annex is not None:
        numbers += [each.name for each in read.annex[2].numbers]
    return "；".join(dict.fromkeys(numbers))


def _dates(read: _Read, stated: Stated, senders: list[str]) -> None:
    base = read.parts.base
    outer = [each.name for each in _signers(read) if not each.inner]
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


def _parties(read: _Read, stated: Stated, senders: list[str], recipients: list[str], via: list[str]) -> None:
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
    present = _PRESENT.search(read.head.text[:600])
    if present is not None and stated.kind == "conversation":
        stated.parties += _participants(read, present)


def _participants(read: _Read, present: re.Match[str]) -> list[PartyRead]:
    found = []
    at = present.start("names")
    for piece in re.split("[、，。]", present["names"]):
        name = plain_name(re.sub(r"[（(][^）)]*[）)]?", "", piece))
        where = read.head.text.find(name, at) if name else -1
        if where >= 0 and len(name) <= 16:
            found.append(read.parts.party("participant", name, read.head, where, where + len(name), "opening"))
            at = where
    return found


def _located(read: _Read, role: str, name: str, heading: View) -> PartyRead:
    for view, basis in ((heading, "heading"), (read.head, "opening"), (read.tail, "closing")):
        for form in (name, plain_name(name)):
            where = view.shown.find(form)
            if where >= 0:
                return read.parts.party(role, form, view, where, where + len(form), basis)
    return PartyRead(role, name, _id(read, name), -1, -1, "heading")


def _id(read: _Read, name: str) -> str:
    party = known(name, read.parts.authority)
    return party.id if party is not None else ""
