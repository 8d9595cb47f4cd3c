"""From whom a Chinese document came, to whom it went, and through whose hands."""

from __future__ import annotations

import re

from ._chinese_read import Read, kind_of, signed_by
from ._names import BODY, plain_name, split_names
from ._opening import Opening

PRESENT = re.compile(
    r"(?:出席|参加|在座|在场)(?:者|人员|人|会谈的人员有|会谈的有|的有)?(?:有)?：\n?(?P<names>[^\n]{2,300})"
)
_INSTRUCTED = re.compile(r"责成(?P<name>[^，。：；（\n]{2,16}?)(?=（|在|以|同|于|与|向|就|将|，|负责|立即|为)")
_SPEAKS = re.compile(
    r"(?:^|\n)(?P<name>[\u3400-\u9fff·]{2,8}?)(?P<verbs>[\u3400-\u9fff·]{0,16}?(?:[说问答]|指出))?[：，]"
)
_VERBS = "同志|先生|对|在|向|进一步|接着|又|再|还|也|继续|补充|解释|肯定|插话|回答|反问|追问|强调|指出|提议|说|问|答"
_THEN = re.compile("^(?:随后|最后|然后|接着|于是|这时)")
_SPEAKING = re.compile(_VERBS)
_NOT_A_NAME = re.compile(
    "[的了是在我你他她它们这那此各双两关于有不能否会可将已曾就并而但因都还只没要想对]|人$|结束|会谈|谈话|讨论|可以"
)
_MEANT_FOR = re.compile("下述|以下|如下|同志|先生")
_TELLING = re.compile("转告|转交|转达|转呈|告知|致|转|交|给")
_OR = "[\u3400-\u9fff·]{2,12}"
_SHORT_NAME = 8
"""Characters of a name that may end a heading without more ado."""


def senders_of(read: Read) -> list[str]:
    """Return those who sent a document, as printed."""
    title, signers = read.title, signed_by(read)
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
        if kind_of(read) == "telegram" and outer and not read.among(named[0], outer) and not BODY.search(named[0]):
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


def recipients_of(read: Read, senders: list[str]) -> list[str]:
    """Return those to whom a document went, as printed; of two of whom either was meant, both with 或 between."""
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
    if title.form == "decision" and kind_of(read) in ("resolution", "order", "statement", "communique"):
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


def _spoken_with(read: Read, named: list[str], senders: list[str]) -> list[str]:
    """Where no list of those present is given, whoever speaks but the host was spoken with."""
    text = read.parts.copy.text[read.parts.body : read.parts.body_end]
    if PRESENT.search(text[:600]) or any(BODY.search(name) for name in named):
        return named
    turns: dict[str, None] = {}
    for match in _SPEAKS.finditer(text):
        if match["verbs"]:
            turns[_SPEAKING.split(_THEN.sub("", match["name"] + match["verbs"]))[0]] = None
    known_here = [plain_name(name) for name in (*named, *senders)]
    speakers = [name for name in turns if 1 < len(name) < 8 and not _NOT_A_NAME.search(name)]
    return named + [name for name in speakers if not any(name.startswith(each) for each in known_here)]


def _follows_cut(opening: Opening) -> bool:
    """北京致甲转乙：it is meant for the second."""
    return bool(opening.forwarded and opening.addressee and opening.forwarded[0].start - opening.addressee.end <= 4)


def _from_rest(read: Read, rest: str) -> list[str]:
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


def _alternatives(read: Read, named: list[str]) -> list[str]:
    """The opening may name a second recipient whom the title leaves out: 毛泽东或周恩来."""
    if len(named) != 1:
        return named
    text = read.head.text[: read.opening.end + 60]
    if "或" not in text:
        return named
    name = plain_name(named[0])
    match = re.search(f"{re.escape(name)}(?:同志)?或(?P<other>{_OR})|(?P<first>{_OR})或{re.escape(name)}", text)
    if match is None:
        return named
    group = "other" if match["other"] else "first"
    words = match[group]
    if group == "other":
        other = _known_prefix(read, words) or plain_name(_MEANT_FOR.split(words)[0])
        return [f"{name}或{other}"]
    other = _known_suffix(read, words) or _TELLING.split(words)[-1]
    return [f"{other}或{name}"] if other else named


def _known_prefix(read: Read, words: str) -> str:
    return next((name for name in read.parts.authority.names if words.startswith(name)), "")


def _known_suffix(read: Read, words: str) -> str:
    return next((name for name in read.parts.authority.names if words.endswith(name)), "")


def _of_decision(read: Read) -> list[str]:
    """A decision goes to whom its annex is addressed, or to those it instructs."""
    if read.annex is not None and read.annex[1].addressee is not None:
        return list(split_names(read.annex[1].addressee.name))
    names = [match["name"] for match in _INSTRUCTED.finditer(read.head.text)]
    return list(dict.fromkeys(names))


def via_of(read: Read, senders: list[str], recipients: list[str]) -> list[str]:
    """Those through whose hands the message went, in order."""
    chain: list[str] = []
    every = signed_by(read)
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


def _meant(read: Read, opening: Opening, recipients: list[str]) -> bool:
    """Tell whether the opening says that the message is to be passed on to a recipient."""
    names = [name for each in recipients for name in each.split("或")]
    for each in (*opening.forwarded, *((opening.salutation,) if opening.salutation is not None else ())):
        for name in (plain_name(piece) for piece in each.name.split("或")):
            if any(read.same(name, other) or plain_name(other) in name for other in names):
                return True
    view = read.head if opening is read.opening or read.annex is None else read.annex[0]
    window = view.text[opening.end : opening.end + 90]
    return any(_passed_on(window, plain_name(name)) for name in names)


def _passed_on(window: str, name: str) -> bool:
    """Tell whether 转 stands before *name* in one sentence, 30 signs away at most."""
    at = window.find(name)
    while at >= 0:
        if "转" in window[max(0, at - 31) : at].rpartition("。")[2]:
            return True
        at = window.find(name, at + 1)
    return False
