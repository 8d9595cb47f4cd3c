"""The grammar of English dates, and of dates in figures."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from ._context import Context
from ._point import Point, bounds_or_none, interval, since, spell, until

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
_M = rf"(?:{_NAMES}|{_NAMES.upper()}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?![a-z])\.?)"
_S = "[ \t\u00a0\n]{1,3}"
_S0 = "[ \t\u00a0\n]{0,3}"
_C = f",?{_S}"
_Y = "(?:1[0-9]{3}|20[0-9]{2})(?![0-9])"
_D = "(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
_TH = "(?:st|nd|rd|th|d)?"
_HOUR = r"(?:0?[1-9]|1[0-2])(?:[:.][0-5][0-9])?"
_TIME = re.compile(
    rf"(?:{_C}|,|{_S0}-{_S0})(?:at{_S})?(?:(?P<word>noon|midnight)"
    rf"|(?P<hour>{_HOUR})[ \u00a0]?(?:-{_HOUR}[ \u00a0]?)?(?P<half>[apAP])(?:\.[mM]\.|\.?[mM](?![A-Za-z]))"
    rf"|(?P<clock>(?:[01]?[0-9]|2[0-4]):[0-5][0-9])(?![0-9:])"
    rf"|(?P<military>(?:[01][0-9]|2[0-4])[0-5][0-9])[ \u00a0]?(?:hours|hrs|[ZH])(?![A-Za-z]))"
)
_TO_DAY = rf"(?:{_S0}(?P<join>-|to|and|&|through){_S0}(?:the{_S})?(?P<b>{_D}){_TH}(?![0-9A-Za-z:]))?"
_TO_LAST = _TO_DAY.replace("<join>", "<join2>").replace("<b>", "<b2>")
_FORMS = (
    rf"(?P<iso>{_Y}-(?:0[1-9]|1[0-2])(?![0-9])(?:-{_D}(?:T[0-2][0-9]:[0-5][0-9])?)?(?![0-9-]))",
    rf"(?P<dotted>{_Y}(?P<dot>[./])[0-9]{{1,2}}(?P=dot)[0-9]{{1,2}}(?![0-9/]))",
    rf"(?P<roman>{_D}\.?{_S0}(?P<numeral>[ivxIVX]{{1,4}})\.?{_S0}(?P<romanyear>{_Y}))",
    rf"(?P<slashed>[0-9]{{1,2}}(?P<sign>[./])[0-9]{{1,2}}(?P=sign)(?:{_Y}|[0-9]{{2}})(?![0-9/]))",
    r"(?P<decade>1[0-9][0-9]0|20[0-9]0)'?s(?![A-Za-z])",
    rf"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?:{_S}of)?{_C}(?P<seasonyear>{_Y})",
    rf"(?P<dmy>(?P<dd>{_D}){_TH}\.?{_TO_DAY}(?:{_S}day)?(?:{_S}of)?{_S}(?P<dm>{_M})(?![A-Za-z])(?:{_C}(?:of{_S})?(?P<dy>{_Y}))?)",
    rf"(?P<mdy>(?P<mm>{_M}){_S}(?:the{_S})?(?P<md>{_D}){_TH}(?![A-Za-z:]){_TO_LAST}(?:{_C}(?P<my>{_Y}))?)",
    rf"(?P<month>(?P<nm>{_M})(?![A-Za-z])(?:{_C}(?:of{_S})?(?P<ny>{_Y}))?)",
    rf"(?P<relday>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|this{_S}(?:morning|afternoon|evening)|last{_S}night)(?![A-Za-z])",
    rf"(?P<relative>(?P<which>this|last|next){_S}(?P<unit>month|year))(?![A-Za-z])",
    rf"(?P<instant>(?P<instday>{_D}){_TH}{_S}(?P<inst>inst|instant|ult|ultimo|prox|proximo)(?![A-Za-z])\.?)",
    rf"(?P<year>{_Y}(?!-?[A-Za-z0-9%]|[,.][0-9]|{_S}(?:troops|men|tons|copies|people|persons|soldiers|miles|pounds|dollars)))",
)
_FOLLOWS = re.compile(f"(?:{'|'.join(_FORMS)})")
_POINT = re.compile(f"(?<![A-Za-z0-9/.,$£€#])(?:{'|'.join(_FORMS)})")
_PART = re.compile(
    rf"(?:\b(?P<part>early|mid|middle|late|beginning|start|end|first half|second half)"
    rf"(?:{_S}(?:in|of)|-|{_S}part{_S}of)?{_S0}(?:the{_S})?(?:year{_S})?)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    rf"(?:\b(?:circa|ca\.?|c\.|about|around|approximately|approx\.?|towards?|on{_S}or{_S}about){_S0}(?:the{_S})?)$",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"(?:\b(?:by|before|until|till|up{_S}to|prior{_S}to|not?{_S}later{_S}than|at{_S}the{_S}latest{_S}by){_S}(?:the{_S})?)$",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"(?:\b(?:since|after|from|beginning|starting|effective){_S}(?:the{_S})?)$", re.IGNORECASE)
_FROM = re.compile(rf"(?:\b(?P<word>from|between){_S}(?:the{_S})?)$", re.IGNORECASE)
_TO = re.compile(rf",?{_S0}(?:-|to|until|till|through|thru)(?:{_S0}|{_S}the{_S})")
_AND = re.compile(rf"{_S}and{_S}(?:the{_S})?")
_LONE_YEAR = re.compile(
    r"(?:\b(?:in|of|since|by|before|after|until|till|during|from|to|and|year|between|circa|about|around|early|late|mid"
    rf"|end|through|into|for|ca\.?|c\.)[ \t\u00a0\n-]{{1,3}}(?:the{_S})?|[(\[])$",
    re.IGNORECASE,
)
_LONE_MONTH = re.compile(r"(?:\b(?:in|of|since|by|before|until|during|from|to|and|last|next|this)\s)$", re.IGNORECASE)
_PART_OF = re.compile(rf"(?P<part>early|mid|late|end|beginning)(?:{_S}of|-)?{_S0}", re.IGNORECASE)
_ONWARDS = re.compile(rf"{_S}(?:on|onwards?)(?![A-Za-z])")
_OLD_STYLE = re.compile(rf"{_S0}[(\[]?O\.?{_S0}S\.?[)\]]?(?![A-Za-z])")
_UNSURE = re.compile(r"[ ]?(?:[(\[]\?[)\]]|\?(?=\]))")
_SIGN = re.compile("[A-Za-z]{3}|[0-9][./-][0-9]")
"""What an English date or one in figures has; Chinese text mostly has none."""
_FIGURES_APART = re.compile("[./]")
_NUMBER = re.compile("[0-9]+")
_BEHIND = 40
"""As far before a date as the words that bear on it are looked for."""
_PARTS = {
    "early": "early",
    "beginning": "early",
    "start": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "late",
}


def english_dates(text: str, base: dt.date | None) -> list[tuple[int, int, str]]:
    """Return start, end and EDTF of the dates in *text*, which has been folded character by character."""
    if _SIGN.search(text) is None:
        return []
    return _Reader(text, Context(base)).read()


class _Reader:
    def __init__(self, text: str, context: Context) -> None:
        self.text = text
        self.context = context
        self.found: list[tuple[int, int, str]] = []

    def read(self) -> list[tuple[int, int, str]]:
        at = 0
        while (match := _POINT.search(self.text, at)) is not None:
            at = max(self.expression(match), match.end() if match.end() > at else at + 1)
        return self.found

    def before(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        return pattern.search(self.text, max(0, start - _BEHIND), start)

    def expression(self, match: re.Match[str]) -> int:
        """Read the expression whose first date is *match*; return where to go on."""
        point = self.point(match)
        if point is None:
            return match.end()
        old = _OLD_STYLE.match(self.text, point.end)
        if old is not None:  # the Julian calendar: its days are not ours
            return old.end()
        point = self.with_part(point)
        joined = self.joined(point, match)
        if joined:
            return joined
        completed = self.complete(point)
        if completed is None or not self.alone(completed, match):
            return match.end()
        self.context.remember(completed)
        return self.qualified(completed)

    def joined(self, point: Point, match: re.Match[str]) -> int:
        """Read a range from *point* to the date that follows; return where it ends, or 0 where there is none."""
        days = match.groupdict()
        day = days.get("b") or days.get("b2")
        if day is not None:
            whole = self.complete(point)
            if whole is None:
                return match.end()
            last = replace(whole, day=int(day))
            self.context.remember(last)
            if (days.get("join") or days.get("join2")) in ("and", "&") and not self.before(_FROM, point.start):
                self.add(
                    point.start, point.end, f"{{{spell(whole)},{spell(last)}}}" if spell(whole) and spell(last) else ""
                )
            else:
                self.add(self.range_start(point.start), point.end, interval(whole, last))
            return match.end()
        lead = self.before(_FROM, point.start)
        between = lead is not None and lead["word"].lower() == "between"
        link = _TO.match(self.text, point.end) or (_AND.match(self.text, point.end) if between else None)
        follows = _FOLLOWS.match(self.text, link.end()) if link is not None else None
        if link is None:
            return 0
        part = _PART_OF.match(self.text, link.end())
        if follows is None and part is not None:
            follows = _FOLLOWS.match(self.text, part.end())
        elif follows is not None:
            part = None
        last_point = self.point(follows) if follows is not None else None
        if last_point is None or follows is None:
            return 0
        if part is not None:
            last_point = replace(last_point, part=_PARTS[part["part"].lower()])
        last_whole = self.complete(last_point)
        if last_whole is None or follows["b"] or follows["b2"]:
            return 0
        if point.year is None and point.month is not None and last_point.stated_year:
            year = last_whole.year
            if year is not None and point.month > (last_whole.month or 12):
                year -= 1
            point = replace(point, year=year)
        first = self.complete(point)
        text = interval(first, last_whole) if first is not None else ""
        if not text or first is None:
            return 0
        if first.month is None and last_whole.month is None and lead is None and not self.alone(first, match):
            return 0
        self.context.remember(first)
        self.context.remember(last_whole)
        self.add(self.range_start(point.start), last_whole.end, text)
        return last_whole.end

    def range_start(self, start: int) -> int:
        lead = self.before(_FROM, start)
        return lead.start("word") if lead is not None else start

    def with_part(self, point: Point) -> Point:
        if point.day is not None or point.ready or point.part:
            return point
        part = self.before(_PART, point.start)
        if part is None:
            return point
        word = part["part"].lower()
        if word == "end" and point.month is None and point.decade is None and not point.stated_year:
            return point
        if word in _PARTS:
            return (
                replace(point, part=_PARTS[word], start=part.start("part"))
                if point.decade is None
                else replace(point, start=part.start("part"))
            )
        if point.month is None and point.decade is None:
            return replace(point, part="half-1" if word == "first half" else "half-2", start=part.start("part"))
        return point

    def complete(self, point: Point) -> Point | None:
        begins = max(point.start - 300, 0)
        clause = max(self.text.rfind(mark, begins, point.start) + 1 for mark in (". ", ";", "\n", "。", "? "))
        return self.context.complete(point, clause=max(clause, begins))

    def alone(self, point: Point, match: re.Match[str]) -> bool:
        """A number of four digits is a year only where a word says so; *May* and *March* are words as well."""
        if match.lastgroup == "year" or match["year"]:
            return point.start != match.start() or self.before(_LONE_YEAR, match.start()) is not None
        if match["month"] and not match["ny"]:
            return (
                point.start != match.start()
                or _LONE_MONTH.search(self.text[max(0, match.start() - 10) : match.start()]) is not None
            )
        return True

    def qualified(self, point: Point) -> int:
        """Add *point* with the words before and after it that say *about*, *until* or *since*."""
        start, end = point.start, point.end
        about = self.before(_ABOUT, start)
        unsure = _UNSURE.match(self.text, end)
        if about is not None:
            point, start = replace(point, mark="~"), start - len(about[0])
        elif unsure is not None:
            point, end = replace(point, mark="?"), unsure.end()
        limit = self.before(_UNTIL, start)
        since_ = self.before(_SINCE, start)
        onwards = _ONWARDS.match(self.text, end)
        if limit is not None:
            self.add(start - len(limit[0]), end, until(point))
        elif since_ is not None and (onwards is not None or not since_[0].lower().startswith("from")):
            self.add(start - len(since_[0]), onwards.end() if onwards else end, since(point))
        elif onwards is not None and point.day is not None:
            self.add(start, onwards.end(), since(point))
        else:
            self.add(start, end, spell(point))
        return end

    def point(self, match: re.Match[str]) -> Point | None:
        """Return the date of *match*, as far as it gives one."""
        got = match.groupdict()
        point = Point(match.start(), match.end())
        if got["iso"]:
            pieces = match[0].partition("T")[0].split("-")
            if len(pieces) == 3:
                return replace(point, ready=match[0]) if bounds_or_none(match[0]) else None
            return replace(point, year=int(pieces[0]), month=int(pieces[1]))
        if got["dotted"]:
            year, month, day = (int(each) for each in _FIGURES_APART.split(match[0]))
            return replace(point, year=year, month=month, day=day)
        if got["roman"]:
            numeral = got["numeral"].lower()
            if numeral not in _ROMAN:
                return None
            day = int(_NUMBER.match(match[0])[0])  # type: ignore[index]
            return replace(point, year=int(got["romanyear"]), month=_ROMAN.index(numeral) + 1, day=day)
        if got["slashed"]:
            return self.in_figures(point, match[0])
        if got["decade"]:
            return replace(point, decade=int(got["decade"]))
        if got["season"]:
            name = got["season"].lower()
            return replace(point, year=int(got["seasonyear"]), part="autumn" if name == "fall" else name)
        if got["dmy"]:
            return self.clock(self.dated(point, got["dm"], got["dd"], got["dy"]))
        if got["mdy"]:
            return self.clock(self.dated(point, got["mm"], got["md"], got["my"]))
        if got["month"]:
            return self.dated(point, got["nm"], None, got["ny"])
        if got["year"]:
            return replace(point, year=int(match[0]))
        return self.relative(point, got)

    def dated(self, point: Point, month: str, day: str | None, year: str | None) -> Point:
        number = _MONTHS.index(month[:3].lower()) + 1
        return replace(
            point, month=number, day=int(day) if day else None, year=int(year) if year else None, stated_year=bool(year)
        )

    def relative(self, point: Point, got: dict[str, str | None]) -> Point | None:
        point = replace(point, stated_year=False)
        if got["relday"]:
            word = got["relday"].lower()
            day = self.context.shift_day(
                -1 if word.startswith(("yest", "last")) else 1 if word.startswith("tom") else 0
            )
            return replace(point, year=day.year, month=day.month, day=day.day) if day is not None else None
        if got["instant"]:
            shift = {"u": -1, "p": 1}.get((got["inst"] or "i")[0], 0)
            month = self.context.shift_month(shift)
            return (
                replace(point, year=month[0], month=month[1], day=int(got["instday"] or 0))
                if month is not None
                else None
            )
        shift = {"last": -1, "next": 1}.get(got["which"] or "", 0)
        if got["unit"] == "year":
            year = self.context.shift_year(shift)
            return replace(point, year=year) if year is not None else None
        month = self.context.shift_month(shift)
        return replace(point, year=month[0], month=month[1]) if month is not None else None

    def in_figures(self, point: Point, text: str) -> Point | None:
        """Read 25/7/1958; where day and month may be the other way round, both are possible."""
        one, other, last = _FIGURES_APART.split(text)
        if len(last) == 2:
            year = self.century(int(last))
            if year is None:
                return None
        else:
            year = int(last)
        orders = {
            spell(replace(point, year=year, month=month, day=day))
            for day, month in ((int(one), int(other)), (int(other), int(one)))
        } - {""}
        if not orders:
            return None
        both = sorted(orders)
        return replace(point, ready=both[0] if len(both) == 1 else f"[{','.join(both)}]")

    def century(self, two: int) -> int | None:
        year = self.context.shift_year(0)
        if year is None:
            return None
        return min((year // 100 * 100 + two + shift for shift in (-100, 0, 100)), key=lambda full: abs(full - year))

    def clock(self, point: Point) -> Point:
        time = _TIME.match(self.text, point.end)
        if time is None or point.day is None:
            return point
        minute = _minutes(time)
        return point if minute is None else replace(point, minute=minute, end=time.end())

    def add(self, start: int, end: int, edtf: str) -> None:
        if edtf:
            self.found.append((start, end, edtf))


def _minutes(time: re.Match[str]) -> int | None:
    if time["word"]:
        return 720 if time["word"] == "noon" else None  # midnight begins a day or ends it: not said
    if time["clock"]:
        hour, _, minute = time["clock"].partition(":")
    elif time["military"]:
        hour, minute = time["military"][:2], time["military"][2:]
    else:
        hour, _, minute = time["hour"].replace(".", ":").partition(":")
        hour = str(int(hour) % 12 + (12 if time["half"] in "pP" else 0))
    total = int(hour) * 60 + int(minute or 0)
    return total if total <= 1440 else None
