"""The grammar of Chinese dates (and of Korean and Japanese ones written with the same signs)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from . import _chinese_words as lexicon
from ._chinese_words import GAP, Word
from ._context import Context
from ._point import Point, interval, since, spell, until

_SENTENCE = 300
"""As far back as a year named in the same sentence is looked for."""
_BLANK = re.compile(GAP + "{0,3}")
_YEARS_APART = re.compile("[-至到]")
_FIGURES_APART = re.compile("[./]")
_FIGURES = re.compile("[0-9l]+")
_OF_MONTH = re.compile(f"{GAP}|[月份]")
_OF_DAY = re.compile(f"{GAP}|[日号]")
_DATES = (
    "year",
    "years",
    "decade",
    "short",
    "relyear",
    "month",
    "months",
    "relmonth",
    "relday",
    "day",
    "part",
    "dotted",
)


def chinese_dates(text: str, base: dt.date | None) -> list[tuple[int, int, str]]:
    """Return start, end and EDTF of the dates in *text*, which has been folded character by character."""
    parser = _Parser(text, lexicon.words(text), Context(base))
    return parser.parse()


class _Parser:
    def __init__(self, text: str, words: list[Word], context: Context) -> None:
        self.text = text
        self.words = words
        self.context = context
        self.found: list[tuple[int, int, str]] = []
        self.clause = 0
        """Where the sentence begins."""

    def parse(self) -> list[tuple[int, int, str]]:
        at = 0
        while at < len(self.words):
            at = self.expression(at)
        return self.found

    def touches(self, at: int) -> bool:
        """Tell whether word *at* follows the one before with nothing but spaces between."""
        if not 0 < at < len(self.words):
            return False
        end, start = self.words[at - 1].end, self.words[at].start
        return end == start or _BLANK.fullmatch(self.text, end, start) is not None

    def kind(self, at: int, *, first: bool = False) -> str:
        """Return the kind of word *at* if it belongs to the expression, else nothing."""
        if at >= len(self.words) or not (first or self.touches(at)):
            return ""
        return self.words[at].kind

    def expression(self, at: int) -> int:
        """Read one expression that begins at word *at*; return the number of the word after it."""
        begin = at
        lead = self.kind(at, first=True)
        if lead == "lunar":  # another calendar: its days are not ours
            at += 1
            while self.kind(at) in ("year", "month", "day", "part"):
                at += 1
            return at
        if lead in ("from", "about"):
            at += 1
        if self.kind(at, first=at == begin) not in _DATES:
            return begin + 1
        begins = max(self.clause, self.words[at].start - _SENTENCE)
        self.clause = max(begins, *(self.text.rfind(mark, begins, self.words[at].start) + 1 for mark in "。!?;\n"))
        if self.kind(at, first=at == begin) == "years":
            years = [lexicon.year(each) for each in _YEARS_APART.split(self.words[at].text)]
            if years[0] <= years[1]:
                self.add(self.words[at].start, self.words[at].end, f"{years[0]:04d}/{years[1]:04d}")
            return at + 1
        point, after = self.point(at, None)
        if point is None:
            return max(after, begin + 1)
        start = self.words[begin].start if lead == "about" else point.start
        if lead == "about":
            point = replace(point, mark="~")
        return self.rest(point, start, after, ranged=lead == "from", begin=self.words[begin].start)

    def rest(self, point: Point, start: int, at: int, *, ranged: bool, begin: int) -> int:
        """Read what follows a first date: the end of a range, *before*, *after*, or more days of the same month."""
        if self.kind(at) == "to" and self.kind(at + 1) in _DATES:
            last, after = self.point(at + 1, point)
            text = interval(point, last) if last is not None else ""
            if last is not None and text:
                self.context.remember(point)
                self.context.remember(last)
                self.add(begin if ranged else start, last.end, text)
                return after
        if self.kind(at) == "before" and not self.word_continues(at):
            self.context.remember(point)
            self.add(start, self.words[at].end, until(point))
            return at + 1
        if self.kind(at) == "after" and point.minute is None and not self.word_continues(at):
            self.context.remember(point)
            self.add(begin if ranged else start, self.words[at].end, since(point))
            return at + 1
        end = point.end
        if self.kind(at) == "around":
            point, end, at = replace(point, mark="~"), self.words[at].end, at + 1
        elif self.kind(at) == "unsure":
            point, end, at = replace(point, mark="?"), self.words[at].end, at + 1
        self.context.remember(point)
        self.add(start, end, spell(point))
        while self.kind(at) == "and" and self.kind(at + 1) == "day" and point.month is not None:
            other, after = self.point(at + 1, point)
            if other is None or not spell(other):
                break
            point, at = other, after
            self.context.remember(point)
            self.add(point.start, point.end, spell(point))
        return at

    def word_continues(self, at: int) -> bool:
        """前 and 后 are one character: 起 as in 起义, 后 as in 后勤 belong to what follows."""
        word = self.words[at]
        return word.text == "起" and self.text[word.end : word.end + 1] in tuple("义草来诉飞源运")

    def point(self, at: int, model: Point | None) -> tuple[Point | None, int]:
        """Read year, month, day and time from word *at*; *model* gives what the end of a range leaves out."""
        first = at
        start = self.words[at].start
        point = Point(start, start)
        kind = self.kind(at, first=True)
        if kind == "dotted":
            numbers = [int(each) for each in _FIGURES_APART.split(self.words[at].text)]
            return Point(start, self.words[at].end, numbers[0], numbers[1], numbers[2]), at + 1
        if kind == "decade":
            return self.decade(point, at)
        if kind in ("year", "short", "relyear"):
            year = self.year_of(self.words[at])
            if year is None:
                return None, at + 1
            at += 1
            point = replace(point, year=year)
        elif kind == "blank" or (kind == "day" and model is None) or self.is_piece(kind, at):
            return None, at + 1
        point, at, complete = self.below_year(point, at, first, model)
        if not complete:
            return None, at
        point = replace(point, end=self.words[at - 1].end)
        completed = self.context.complete(point, clause=self.clause)
        return completed, at

    def is_piece(self, kind: str, at: int) -> bool:
        """A piece of a month or a year needs its month or year, but for 年底 and the like."""
        return kind == "part" and not self.words[at].text.startswith("年")

    def decade(self, point: Point, at: int) -> tuple[Point | None, int]:
        """Read ten years; *the beginning of* them is read as the ten years, which hold it."""
        century, tens = lexicon.decades(self.words[at].text)
        if century is None:
            year = self.context.shift_year(0)
            century = None if year is None else year // 100
        after = at + 1 + (self.kind(at + 1) == "part")
        if century is None or not all(tens):
            return None, after
        spelled = [f"{(century * 100 + each) // 10:03d}X" for each in tens]
        return replace(point, ready="/".join(spelled), end=self.words[at].end), after

    def below_year(self, point: Point, at: int, first: int, model: Point | None) -> tuple[Point, int, bool]:
        kind = self.kind(at, first=at == first)
        if kind in ("relday",) and point.year is None:
            day = self.day_of(self.words[at])
            if day is None:
                return point, at + 1, False
            return self.clock(replace(point, year=day.year, month=day.month, day=day.day, stated_year=False), at + 1)
        if kind == "relmonth" and point.year is None:
            shifted = self.month_of(self.words[at])
            if shifted is None:
                return point, at + 1, False
            point = replace(point, year=shifted[0], month=shifted[1], stated_year=False)
            return self.below_month(point, at + 1)
        if kind == "months":
            numbers = [lexicon.number(each) for each in _FIGURES.findall(self.words[at].text)]
            return self.span_of_months(point, numbers, at)
        if kind == "month":
            month = lexicon.number(_OF_MONTH.sub("", self.words[at].text))
            if not 1 <= month <= 12:
                return point, at + 1, False
            inherited = model.year if model is not None and point.year is None else point.year
            stated = point.year is not None
            return self.below_month(replace(point, month=month, year=inherited, stated_year=stated), at + 1)
        if kind == "day" and model is not None and point.year is None:
            point = replace(point, year=model.year, month=model.month, stated_year=model.stated_year)
            return self.below_month(point, at)
        if kind == "blank" and point.year is not None:
            return point, at + 1, True
        if kind in ("part", "quarter", "season"):
            word = self.words[at].text
            if point.year is None:  # "at the end of the year" said of the year of the document
                year = self.context.shift_year(0)
                if year is None or not word.startswith("年"):
                    return point, at + 1, False
                point = replace(point, year=year, stated_year=False)
            part = lexicon.part(word)
            if part in ("first", "second", "third"):
                return point, at + 1, False
            return replace(point, part=part), at + 1, True
        return point, at, point.year is not None

    def span_of_months(self, point: Point, numbers: list[int], at: int) -> tuple[Point, int, bool]:
        low, high = (replace(point, month=number) for number in numbers)
        first = self.context.complete(low, clause=self.clause)
        if first is None:
            return point, at + 1, False
        text = interval(first, replace(high, year=first.year))
        return replace(point, ready=text), at + 1, bool(text)

    def below_month(self, point: Point, at: int) -> tuple[Point, int, bool]:
        kind = self.kind(at)
        if kind == "day":
            day = lexicon.number(_OF_DAY.sub("", self.words[at].text))
            if not 1 <= day <= 31:
                return point, at + 1, False
            return self.clock(replace(point, day=day), at + 1)
        if kind == "blank":
            return point, at + 1, True
        if kind == "part" and not self.words[at].text.endswith("年"):
            return replace(point, part=lexicon.part(self.words[at].text)), at + 1, True
        return point, at, True

    def clock(self, point: Point, at: int) -> tuple[Point, int, bool]:
        after = at + (self.kind(at) == "and" and self.words[at].text == ",")
        if self.kind(after) == "time" and (after == at or self.touches(after)):
            minute = lexicon.minutes(self.words[after].text)
            if minute is not None:
                return replace(point, minute=minute), after + 1, True
        return point, at, True

    def year_of(self, word: Word) -> int | None:
        if word.kind == "year":
            return lexicon.year(word.text) or None
        if word.kind == "short":
            century = self.context.shift_year(0)
            return None if century is None else century // 100 * 100 + int(word.text[:2])
        if word.text in lexicon.RELATIVE_YEARS:
            return self.context.shift_year(lexicon.RELATIVE_YEARS[word.text])
        last = self.context.last
        year = last.year if last is not None else self.context.year[0]
        return year + lexicon.SAME_YEARS[word.text] if year else None

    def month_of(self, word: Word) -> tuple[int, int] | None:
        bare = word.text.removesuffix("份")
        if bare in lexicon.RELATIVE_MONTHS:
            return self.context.shift_month(lexicon.RELATIVE_MONTHS[bare])
        last = self.context.last
        if last is None or last.year is None or last.month is None:
            return None
        count = last.year * 12 + last.month - 1 + lexicon.SAME_MONTHS[bare]
        return count // 12, count % 12 + 1

    def day_of(self, word: Word) -> dt.date | None:
        if word.text in lexicon.RELATIVE_DAYS:
            return self.context.shift_day(lexicon.RELATIVE_DAYS[word.text])
        return self.context.after_last(lexicon.SAME_DAYS[word.text])

    def add(self, start: int, end: int, edtf: str) -> None:
        if edtf:
            self.found.append((start, end, edtf))
