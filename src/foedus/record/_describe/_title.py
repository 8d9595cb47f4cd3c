"""What a Chinese title says: who writes to whom, in which form; the words of the genre, and no names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .._offices import countries
from ._view import simplified, tight

_DATE = re.compile(r"[（(〔\[][^（）()〔〕]{0,40}(?:[年月日号旬]|[0-9]{4})[^（）()〔〕]{0,20}[)）〕\]]")
_MARKS = re.compile(
    r"[①-⑳❶-❿⓪㈠-㈩*＊]|[\[〔【][0-9]{1,3}[\]〕】]|[（(](?:摘录|摘要|节录|节选|摘抄|草案|草稿|抄件|副本|译文|第[一二三四五六0-9]部分|之[一二三四五])[)）]"
)
_LABEL = re.compile(r"^(?:附录|附件|附|文件)[一二三四五六七八九十百零〇0-9]{0,4}[：、.．]?(?=\S)")

_KINDS = (
    ("telegram", (
        "指示电|训令电|训电|急电|密电|电报|复电|回电|电文|通电|电函|贺电|唁电|专电|电"
        "(?![部台视力灯报话影业子])"
    )),
    ("letter", "公开信|密信|回信|复信|书信|亲笔信|贺信|口信|信函|函件|复函|公函|便函|来函|函|信(?![号息贷托件任仰])"),
    ("note", "照会|节略"),
    ("memorandum", "备忘录"),
    ("directive", "指示信|指示|训令|指令"),
    ("order", "命令|手令|军令|训令"),
    ("report", "报告|汇报|呈文|奏折|奏|呈"),
    ("other", "通知|通报|贺词|祝词|建议|意见"),
)  # fmt: skip
_WORDS_OF = tuple((kind, re.compile(words)) for kind, words in _KINDS)
_DRAFT = re.compile("(?:草?稿|副本|抄件)$")
_SEVERAL = re.compile("[与同、]|(?<!共)和")
_WORDS = "|".join(words for _, words in _KINDS)
_SHORT = "|".join(words for kind, words in _KINDS if kind in ("telegram", "letter"))
_RECORD = "谈话|会谈|会见|会晤|对话|座谈|晤谈|谈判"
_PAPER = "纪录|记录|纪要|备忘录|摘要|实录|节录|笔录"
_END = "(?=$|：)"
_WHO = "(?:(?!告知|报告|汇报|通报|通知|答复|关于|有关|致|签署)[^：]){1,40}"
"""A name that begins a title: what it says its bearer does is none of it."""
_TALK = (
    re.compile(
        rf"^(?P<a>{_WHO}?)(?:与|同|和|跟|接见|会见)(?P<b>[^：]{{1,60}}?)时?的?(?:{_RECORD})(?:情况)?的?(?:{_PAPER})"
    ),
    re.compile(rf"^(?P<a>{_WHO}?)(?:接见|会见)(?P<b>[^：]{{1,60}}?)(?:时)?的?(?:{_RECORD}|{_PAPER})"),
)
_ABOUT = "关于|有关|就|对于"
_LETTERS = (
    re.compile(
        rf"^(?P<a>{_WHO}?)(?:(?:{_ABOUT})[^：]{{1,60}}?)?(?:致|给|复|覆)(?P<b>(?:(?!{_ABOUT})[^：的]){{1,40}}?)的?(?P<k>{_SHORT})"
    ),
    re.compile(
        rf"^(?P<a>{_WHO}?)(?:(?:{_ABOUT})[^：]{{1,60}}?)?(?:致|给|向|对)(?P<b>(?:(?!{_ABOUT})[^：的]){{1,40}}?)的(?P<k>{_WORDS}){_END}"
    ),
    re.compile(
        rf"^(?P<a>{_WHO}?)(?:致|给)(?P<b>(?:(?!{_ABOUT})[^：的]){{1,40}}?)：?(?:{_ABOUT}).{{1,120}}?(?P<k>{_WORDS}){_END}"
    ),
    re.compile(rf"^(?P<a>{_WHO}?)(?:致|给)(?P<b>[^：]{{1,40}})：(?P<k>)"),
    re.compile(rf"^(?P<a>{_WHO}?)致(?P<b>(?:(?!{_ABOUT})[^：的]){{1,40}}?)(?=(?:{_ABOUT}|对))(?P<k>)"),
    re.compile(rf"^(?P<a>{_WHO}?)致(?P<b>[^：]{{1,60}})(?P<k>)"),
)
_TOLD = (
    re.compile(
        r"^(?P<a>[^：]{1,30}?)(?:向|对)(?P<b>[^：]{1,30}?)(?:通报|报告|汇报|转交|转达|转告|转送|提出|递交|说明|表示|发出|通知|介绍)"
    ),
    re.compile(r"^(?P<a>[^：]{1,30}?)(?:告知|通知|转告|答复|回复|电告|函告|指示|命令|询问|通报)(?P<b>[^：]{1,20})："),
    re.compile(
        r"^(?P<a>[^：]{1,30}?)(?:告知|通知|转告|答复|回复|电告|函告|请求|要求|报告|汇报|通报|会见|会晤|拜会|谈|论|呼吁|建议|宣布|声明|转达)(?P<b>)"
    ),
)
_TO = re.compile(rf"^(?:致|给)(?P<b>[^：的]{{1,40}}?)的?(?P<k>{_WORDS}){_END}")
_JOINT = re.compile(r"^(?P<a>.{1,60}?)(?:联合|共同|联名)(?P<k>声明|公报|宣言|公告|通告|文告)")
_PACT = re.compile(
    r"^(?P<a>.{1,80}?)(?:之间|间)?(?:的)?(?:关于|友好|互助|和平|同盟|互不侵犯|合作|贸易|停战|军事|经济|文化|同盟|修好|通商|航海).{0,60}?(?P<k>条约|协定|议定书|协议|换文|公约|专约)$"
)
_SIGNED = re.compile(
    r"^(?P<s>[^：]{1,20}?)(?:签署|签发|批准|颁布)的?(?P<a>[^：]{2,20}?)的?(?P<k>决定|决议|命令|法令|指示|训令)"
)
_DECISION = re.compile(
    rf"^(?P<a>[^：]{{2,40}}?)(?:的|：)?(?:{_ABOUT})[^：]{{1,160}}?的?(?P<k>决议|决定|命令|指示|训令|声明|公告|通告|通知|报告|备忘录|公报|通报|建议|意见|纪要|电报){_END}"
)
_OF_BODY = re.compile(r"^(?P<a>[^：]{2,30}?)(?P<k>决议|决定|命令|声明|公告|通告|公报|宣言|通报|照会)")
_COLON = re.compile(r"^(?P<a>[^：]{1,20})：")
_PAPERS = {
    word: kind
    for kind, words in (
        ("resolution", "决议 决定"),
        ("order", "法令 命令"),
        ("directive", "指示 指令 训令"),
        ("statement", "声明 公告 通告 宣言 文告"),
        ("communique", "公报"),
        ("report", "报告 通报"),
        ("memorandum", "备忘录"),
        ("note", "照会"),
        ("treaty", "条约 公约 专约 协定 协议 换文"),
        ("protocol", "议定书"),
        ("minutes", "纪要"),
        ("telegram", "电报"),
        ("other", "通知"),
    )
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class TitleRead:
    """Who a title names, as it names them."""

    kind: str = ""
    form: str = ""
    """``letter`` and ``talk`` name both ends, ``decision`` and ``joint`` those who made it; whom ``told`` and ``colon``
    name may be the subject of the document and not its author."""
    sender: str = ""
    recipient: str = ""
    rest: str = ""
    """What follows the first name where it does not say where the second ends."""
    signer: str = ""


def bare_title(title: str) -> str:
    """Return a title without its label, its date and the marks of notes, ready for matching."""
    text = simplified(tight(title.replace("\n", " ")))[:400]
    text = _MARKS.sub("", _DATE.sub("", text))
    return _DRAFT.sub("", _LABEL.sub("", text).strip(" ：。"))


def read_title(title: str) -> TitleRead:
    """Return what *title* says of the form of its document and the parties to it, names as printed.

    >>> read_title("约翰致玛丽电：关于婚期（1903年5月2日）")
    TitleRead(kind='telegram', form='letter', sender='约翰', recipient='玛丽', rest='', signer='')
    """
    read = _read(bare_title(title))
    printed = tight(title.replace("\n", " "))
    folded = simplified(printed)
    if printed == folded or len(printed) != len(folded):
        return read
    return replace(read, **{field: _as_printed(getattr(read, field), folded, printed) for field in _NAMED})


_NAMED = ("sender", "recipient", "rest", "signer")


def _as_printed(name: str, folded: str, printed: str) -> str:
    at = folded.find(name) if name else -1
    return printed[at : at + len(name)] if at >= 0 else name


def _read(text: str) -> TitleRead:
    for pattern in _TALK:
        match = pattern.match(text)
        if match is not None:
            return TitleRead("conversation", "talk", match["a"], match["b"])
    signed = _SIGNED.match(text)
    if signed is not None:
        return TitleRead(_PAPERS.get(signed["k"], ""), "decision", signed["a"], signer=signed["s"])
    for number, pattern in enumerate(_LETTERS):
        match = pattern.match(text)
        if match is not None:
            rest = match["b"] if number == len(_LETTERS) - 1 else ""
            recipient = "" if rest else match["b"]
            return TitleRead(_kind(match["k"]), "letter", match["a"], recipient, rest)
    joint = _JOINT.match(text) or _PACT.match(text)
    if joint is not None:
        parties = joint["a"] if _SEVERAL.search(joint["a"]) else "、".join(countries(joint["a"]))
        if parties:
            return TitleRead(_PAPERS[joint["k"]], "joint", parties)
    to = _TO.match(text)
    if to is not None:
        return TitleRead(_kind(to["k"]), "letter", "", to["b"])
    decision = _DECISION.match(text)
    if decision is not None:
        return TitleRead(_PAPERS.get(decision["k"], ""), "decision", decision["a"])
    for pattern in _TOLD:
        match = pattern.match(text)
        if match is not None:
            return TitleRead("", "told", match["a"], match["b"])
    body = _OF_BODY.match(text)
    if body is not None:
        return TitleRead(_PAPERS[body["k"]], "decision", body["a"])
    colon = _COLON.match(text)
    if colon is not None:
        return TitleRead("", "colon", colon["a"])
    return TitleRead(_last_word(text), "")


def _kind(word: str) -> str:
    if not word:
        return ""
    return next((kind for kind, words in _WORDS_OF if words.fullmatch(word)), "")


def _last_word(text: str) -> str:
    """A title that names nobody may still end with what it is."""
    table = {
        "电": "telegram",
        "信": "letter",
        "函": "letter",
        "谈话": "conversation",
        "讲话": "speech",
        "演说": "speech",
        "演讲": "speech",
        **_PAPERS,
    }
    return next((kind for word, kind in table.items() if text.endswith(word)), "")
