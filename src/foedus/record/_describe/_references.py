"""Words by which one document points to another: *your telegram No. 12*, 您10月8日来信收悉, 答复您的第408号电报."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from ._near import dates_after, dates_before
from ._view import View

_PAPER = (
    "来电|去电|电报|密电|复电|来信|去信|回信|来函|复函|信件|照会|备忘录|报告|通知|密码电报|函|信"
    "(?![息任心号])|电(?![台话影力报视灯])"
)
_WHO = "您们?|你们?|贵方|贵国|阁下|我们?|他|她|来"
_DIGITS_OF_ONE = "[0-9][0-9/]{0,9}(?:[-—－、和][0-9]{1,6}){0,4}"
_NUMBERED = re.compile(
    rf"(?:(?P<answer>答复|回复|奉复|复|覆)?(?P<who>{_WHO})的?(?:[^。，：\n“”]{{0,14}}?)|(?P<answer2>答复|回复|奉复|复|覆))"
    rf"第(?P<n>{_DIGITS_OF_ONE})号"
)
_NUMBER = re.compile(f"第{_DIGITS_OF_ONE}号")
_LEAD, _NUMBERED_LENGTH = 24, 80
"""Characters before a number that belong to the words that give it, and those they take up at most."""
_PAPERS = re.compile(_PAPER)
_PAPER_HERE = re.compile(rf"(?:密码)?(?:{_PAPER})")
_DIGITS = re.compile("[0-9]{1,9}")
_SEVERAL = re.compile("[-—－、和]")
_RECEIVED = re.compile("收到|接到|收悉")
_ANSWERING = re.compile("(?:答复|复|覆)$")
_TOLD_APART = re.compile("[0-9]月|第[0-9]")
_NEAR = 60
"""Characters between a date and the paper it is the date of."""
_DATED = re.compile("[0-9０-９年月日号號년월일天晚晨早A-Za-z]")
"""What every date has one of."""
_LONGEST_DATE = 90
_PAPER_NEAR = re.compile(rf"^(?P<mid>[^。：；\n“”]{{0,{_NEAR}}}?)(?P<paper>{_PAPER})")
_ASKED = re.compile("(?:已经?|均已?|业已|都)?(?:收到|收悉|敬悉|接到|获悉|奉悉|收讫)")
_UNDATED = re.compile(
    rf"(?:(?P<who>您们?|你们?|贵方|阁下)的?[^。：；\n“”]{{0,50}}?|(?:^|(?<=[\n。：“]))(?:关于|对)[^。：；\n“”]{{1,50}}?的|(?:^|(?<=[\n。：“])))(?:{_PAPER})[^。；\n]{{0,12}}?(?:收到|收悉|敬悉|接到)"
    rf"|(?:已收到|收到|接到|接获|奉到)(?P<who2>您们?|你们?|贵方|阁下)的?[^。：；\n“”]{{0,40}}?(?:{_PAPER})"
)
_BEFORE_DATE = re.compile(rf"(?P<who>{_WHO})?(?:已经?)?(?:于|在|的|今年|给[^，。]{{1,8}}的)?$")
_BY_NAME = re.compile("(?P<name>[\u3400-\u9fff·]{2,12}?)(?:同志)?(?:于|在|的)?$")
_EN_PAPER = "telegram|letter|note|despatch|dispatch|message|cable|memorandum|communication|favou?r|wire|airgram|report"
_EN = re.compile(  # begins with letters to look for, which makes it twice as fast
    r"(?P<who>[YyMmOoHhTt](?:our|y|ur|is|er|heir))"
    r"(?:(?<=\b[Yy]our)|(?<=\b[Mm]y)|(?<=\b[Oo]ur)|(?<=\b[Hh]is)|(?<=\b[Hh]er)|(?<=\b[Tt]heir))"
    rf"\s+(?:[A-Za-z-]+\s+){{0,3}}?(?:{_EN_PAPER})s?\b"
    r"(?:,?\s+(?:[Nn]o\.|[Nn]umber|№)?\s*(?P<n>[0-9]{1,6})\b)?"
)
_EN_OWN = re.compile(  # those of them that can be told whose they are
    r"[YyMmOo](?:our|y|ur)(?:(?<=\b[Yy]our)|(?<=\b[Mm]y)|(?<=\b[Oo]ur))"
    rf"\s+(?:[A-Za-z-]+\s+){{0,3}}?(?:{_EN_PAPER})s?\b"
)
_EN_LAST_STOP = re.compile(r".{0,200}[^A-Za-z\s-]", re.DOTALL)
_EN_LENGTH = 400
"""Characters that a reference in English takes at most."""
_EN_LINK = re.compile(r",?\s*(?:(?:of|dated|on)\s+)?(?:the\s+)?")
_EN_NEAR = 16
_WIRES = ("Embtel", "Deptel", "Contel", "Legtel", "Embdes", "Depinstr")
_EN_WIRE = re.compile(rf"\b(?P<dir>{'|'.join(_WIRES)})s?\s+(?P<n>[0-9]{{1,5}})\b")
_EN_ANSWER = re.compile(
    r"(?:reply|answer|response|respond|replying|answering|refer(?:ring)?|receipt of|received"
    r"|acknowledge|thank(?:s| you) for)\b[^.]{0,40}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One pointing; offsets are those of its view."""

    start: int
    end: int
    whose: str
    """``theirs`` (whoever is addressed wrote it), ``ours``, ``name:…`` or nothing."""
    date: str = ""
    numbers: tuple[str, ...] = ()
    answers: bool = False


def references(view: View, base: str, *, chinese: bool) -> list[Reference]:
    """Return what the body in *view* points to, in order, overlapping ones joined."""
    found = sorted(_chinese(view, base) if chinese else _english(view, base), key=lambda each: (each.start, -each.end))
    joined: list[Reference] = []
    for each in found:
        if joined and each.start < joined[-1].end:
            joined[-1] = _both(joined[-1], each)
        else:
            joined.append(each)
    return joined


def _both(one: Reference, other: Reference) -> Reference:
    numbers = tuple(dict.fromkeys((*one.numbers, *other.numbers)))
    return Reference(
        one.start,
        max(one.end, other.end),
        one.whose or other.whose,
        one.date or other.date,
        numbers,
        one.answers or other.answers,
    )


def _chinese(view: View, base: str) -> Iterator[Reference]:
    text = view.text
    for date in dates_before(view, _dated_papers(text), base, reach=_NEAR):
        near = _PAPER_NEAR.match(text[date.end : date.end + 70])
        if near is None or (len(near["mid"]) > 40 and "的" not in near["mid"]):
            continue
        who = _BEFORE_DATE.search(text, max(0, date.start - 12), date.start)
        whose = _whose(who["who"] if who is not None else "")
        start = who.start("who") if who is not None and who["who"] else date.start
        end = date.end + near.end()
        received = (
            _ASKED.search(text[end : end + 12]) is not None
            or _ASKED.search(text[max(0, start - 8) : start]) is not None
        )
        if not whose and near["paper"].startswith("来"):
            whose = "theirs"
        if not whose and not received:
            name = _BY_NAME.search(text, max(0, date.start - 12), date.start)
            if name is None or near["mid"] not in ("", "的"):
                continue
            whose = "name:" + name["name"]
        if whose == "ours" and _RECEIVED.search(near["mid"]):
            continue  # what somebody received is not what he wrote
        answering = received or _ANSWERING.search(text[max(0, start - 3) : start]) is not None
        yield Reference(start, end, whose or "theirs", date.edtf.partition("T")[0], (), answering and whose != "ours")
    for match in _numbered(text):
        paper = _PAPER_HERE.match(text[match.end("n") + 1 : match.end("n") + 8])
        if paper is None:
            continue
        answer = match["answer"] or match["answer2"]
        whose = _whose(match["who"] or "您")
        received = (
            answer is not None
            or _ASKED.search(text[match.end() : match.end() + 12]) is not None
            or _ASKED.search(text[max(0, match.start() - 6) : match.start()]) is not None
        )
        numbers = (match["n"], *_DIGITS.findall(match["n"])) if _SEVERAL.search(match["n"]) else (match["n"],)
        yield Reference(match.start(), match.end(), whose, "", tuple(numbers), received and whose == "theirs")
    for match in _UNDATED.finditer(text[:900]):
        if _TOLD_APART.search(match[0]):
            continue
        yield Reference(match.start(), match.end(), "theirs", "", (), True)


def _dated_papers(text: str) -> Iterator[int]:
    """Yield where papers are named that something that may be a date stands before."""
    sign = -1
    for match in _PAPERS.finditer(text):
        low = max(0, match.start() - _NEAR - _LONGEST_DATE)
        if sign < low:
            found = _DATED.search(text, low)
            if found is None:
                return
            sign = found.start()
        if sign < match.start():
            yield match.start()


def _numbered(text: str) -> Iterator[re.Match[str]]:
    """Find what *_NUMBERED* finds, looking around numbers only."""
    at = 0
    for number in _NUMBER.finditer(text):
        if number.start() >= at:
            low, high = max(at, number.start() - _LEAD), number.start() + _NUMBERED_LENGTH
            match = _NUMBERED.search(text, low, high)
            if match is not None:
                yield match
                at = match.end()


def _whose(word: str) -> str:
    if not word:
        return ""
    if word[0] in "我":
        return "ours"
    return "theirs" if word[0] in "您你贵阁来" else ""


def _english(view: View, base: str) -> Iterator[Reference]:
    text = view.text
    papers = list(_papers(text))
    dates = dates_after(view, (match.end() for match in papers), base, reach=_EN_NEAR)
    for match in papers:
        whose = "theirs" if match["who"][0] in "Yy" else "ours"
        number = bisect_left(dates, match.end(), key=lambda date: date.start)
        date = dates[number] if number < len(dates) and dates[number].start <= match.end() + _EN_NEAR else None
        link = text[match.end() : date.start] if date is not None else ""
        dated = date is not None and _EN_LINK.fullmatch(link) is not None
        if not dated and not match["n"]:
            continue
        end = date.end if dated and date is not None else match.end()
        answers = whose == "theirs" and _EN_ANSWER.search(text[max(0, match.start() - 60) : match.start()]) is not None
        stated = date.edtf.partition("T")[0] if dated and date is not None else ""
        yield Reference(match.start(), end, whose, stated, (match["n"],) if match["n"] else (), answers)
    if any(wire in text for wire in _WIRES):
        for match in _EN_WIRE.finditer(text):
            yield Reference(match.start(), match.end(), "wire:" + match["dir"], "", (match["n"],), False)


def _papers(text: str) -> Iterator[re.Match[str]]:
    """Find *your telegram*, *our note*: not *his reply to your telegram*, which is one paper, and his."""
    at = 0
    for own in _EN_OWN.finditer(text):
        if own.start() < at:
            continue
        stop = _EN_LAST_STOP.match(text, max(at, own.start() - 200), own.start())
        at = stop.end() if stop is not None else at
        while (match := _EN.search(text, at, own.end() + _EN_LENGTH)) and match.start() <= own.start():
            at = match.end()
            if match["who"][0] in "YyMmOo":
                yield match
        at = max(at, own.start())
