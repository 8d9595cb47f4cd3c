"""A message inside another is announced by a sentence, not a heading: "I send you my telegram to …"."""

from __future__ import annotations

import re

from .._reading import DocumentRead
from ._names import plain_name
from ._title import TitleRead
from ._view import simplified, tight

_SPOKEN = re.compile("[我您你]|如下|以下|下述|^兹|现将|呈上|转去|寄给|立即|在此")
_HAN = "[\u3400-\u9fff·]"
_FROM_TO = re.compile(
    rf"(?P<a>我们?|{_HAN}{{1,12}}?)(?:同志)?(?:于|在)?(?:[0-9]{{4}}年)?(?:[0-9]{{1,2}}月[0-9]{{1,2}}日)?发?(?:给|致|对)"
    rf"(?P<b>您们?|你们?|{_HAN}{{2,12}}?)(?:同志|先生)?(?:的|如下|第|：|$)"
)
_TELL = re.compile(
    rf"(?:拜访|拜会|转告|告知|通知|告诉|转达|转交)(?P<b>{_HAN}{{2,24}}?)(?:同志|先生)?(?:并|：|，|。|下述|以下|如下|$)"
)
_PASSED_ON = re.compile(rf"(?:转呈|转发|转去|附上|送上|随文附上|呈上)(?P<a>{_HAN}{{2,16}}?)(?:于|在|所|的|[0-9])")
_LEAD = re.compile("^.*[的将到呈送兹现收上去把]")
_NOBODY = re.compile("他们|她们|以下|下述|如下")
_WORDS = (
    ("telegram", re.compile("电")),
    ("letter", re.compile("信|函")),
    ("directive", re.compile("指示|训令")),
    ("order", re.compile("命令")),
    ("note", re.compile("照会")),
)


def read_introduction(title: str, within: DocumentRead | None) -> TitleRead | None:
    """Return who speaks to whom in the message that the sentence *title* announces, or None where it is a heading.

    *I* is whoever sent the document around it, and *you* whom that was sent to.

    >>> outer = DocumentRead("a", "", "telegram", 0, 9, sender="甲", recipient="乙")
    >>> read = read_introduction("兹送去我给王平的电报副本。", outer)
    >>> read.sender, read.recipient, read.kind
    ('甲', '王平', 'telegram')
    """
    text = simplified(tight(title.replace("\n", "")))[-200:]
    if within is None or not _SPOKEN.search(text):
        return None
    kind = next((kind for kind, words in _WORDS if words.search(text)), "")
    match = _FROM_TO.search(text)
    if match is not None:
        return TitleRead(kind, "introduced", _who(match["a"], within), _who(match["b"], within))
    match = _TELL.search(text)
    if match is not None:
        return TitleRead(kind or "directive", "introduced", within.sender, _who(match["b"], within))
    match = _PASSED_ON.search(text)
    if match is not None:
        return TitleRead(kind, "introduced", _who(match["a"], within))
    return TitleRead(kind, "introduced")


def _who(name: str, within: DocumentRead) -> str:
    if name[-1:] == "我" or name.endswith("我们"):
        return within.sender
    if name[:1] in "您你":
        return within.recipient
    bare = plain_name(_LEAD.sub("", name))
    return "" if len(bare) < 2 or _NOBODY.search(bare) else bare
