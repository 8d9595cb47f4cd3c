"""What is read of a Chinese document: its heading, its opening, its closing, what is annexed, and its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ._closing import Closing, Signature, read_closing
from ._introduced import read_introduction
from ._names import BODY, known, same_party
from ._opening import ZONE, Opening, read_opening
from ._parts import Parts
from ._title import TitleRead, read_title
from ._view import View

_TAIL = 1400
_ANNEX = re.compile(
    "附件(?:(?<=[\n\u3000 。]附件)|(?<=书记附件)|(?<=主席附件)|(?<=总理附件))"
    "[一二三四五六0-9]{0,2}(?![）)、，。中的所和及与：])"
)
_WIRED = re.compile("密码电报|密电|拍发|译电|急电|电报稿|第[0-9/]{1,12}号(?:密码)?电|绝密|发自")
_TALKED = re.compile("(?:谈话|会谈|会见|会晤)(?:进行了|持续了|历时|到此结束|开始)|出席(?:者|人员|会谈)")
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
class Read:
    """What was read, piece by piece."""

    parts: Parts
    title: TitleRead
    head: View
    opening: Opening
    tail: View
    closing: Closing
    annex: tuple[View, Opening, Closing] | None

    def same(self, one: str, other: str) -> bool:
        """Tell whether two names mean one party."""
        return same_party(one, other, self.parts.authority, on=self.parts.base)

    def among(self, name: str, others: list[str]) -> bool:
        """Tell whether one of *others* means the same party as *name*."""
        return any(self.same(name, other) for other in others)

    def person(self, name: str) -> bool:
        """Tell whether the authority knows whom *name* means."""
        return known(name, self.parts.authority) is not None


def read_parts(parts: Parts) -> Read:
    """Return what the heading, the opening and the closing of a document say, and those of its annex."""
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
    return Read(parts, title, head, opening, tail, closing, attached)


def _ends(parts: Parts, start: int, end: int) -> tuple[View, Opening, View, Closing]:
    head = parts.view(start, min(end, start + 2 * ZONE))
    opening = read_opening(head)
    tail = parts.view(max(start, end - _TAIL), end)
    begin = opening.end if end - _TAIL <= start else 0
    return head, opening, tail, read_closing(tail, begin=min(begin, len(tail.text)), base=parts.base)


def kind_of(read: Read) -> str:
    """Return the kind of a document, or nothing where it does not say."""
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


def signed_by(read: Read) -> list[Signature]:
    """Those who signed, without offices nobody is named to."""
    return [each for each in read.closing.signatures if each.name != each.office or BODY.search(each.name)]
