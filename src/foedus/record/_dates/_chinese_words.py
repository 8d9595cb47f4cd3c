"""The words Chinese dates are made of, each found alone; the grammar joins those that touch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

GAP = "[ \t\u3000\u00a0]"
_G = GAP + "{0,3}"
_DIGITS = {character: number for number, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "O": 0,
    "两": 2,
    "元": 1,
}
_ERAS = {"民国": 1911, "主体": 1911, "昭和": 1925, "大正": 1911, "明治": 1867, "平成": 1988, "令和": 2018}
_CN = "一二三四五六七八九十廿卅"
_NUMBER = f"(?:[0-9l]{{1,2}}|[{_CN}]{{1,3}})"
_TENS = "(?:[1-9]0|[二三四五六七八九]十)"
_YEAR = "(?:[12][0-9l]{3}|[一二][〇零○O一二三四五六七八九]{3})"

RELATIVE_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "来年": 1, "后年": 2}
SAME_YEARS = {"同年": 0, "该年": 0, "翌年": 1, "次年": 1}
RELATIVE_MONTHS = {"本月": 0, "这个月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
SAME_MONTHS = {"同月": 0, "当月": 0, "该月": 0, "次月": 1}
RELATIVE_DAYS = {
    "今天": 0, "今日": 0, "本日": 0, "今晨": 0, "今早": 0, "今晚": 0, "昨天": -1, "昨日": -1, "昨晚": -1, "前天": -2,
    "明天": 1, "明日": 1, "明晨": 1, "后天": 2,
}  # fmt: skip
SAME_DAYS = {"同日": 0, "同天": 0, "当日": 0, "当天": 0, "该日": 0, "次日": 1, "翌日": 1, "第二天": 1}
_PARTS = {
    "上旬": "first", "中旬": "second", "下旬": "third", "初期": "early", "初": "early", "中期": "mid", "底": "late",
    "末期": "late", "末": "late", "上半年": "half-1", "前半年": "half-1", "下半年": "half-2", "后半年": "half-2",
    "上半月": "half-1", "下半月": "half-2",
}  # fmt: skip
_SEASONS = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
_LATE_DAY = ("下午", "傍晚", "晚上", "晚间", "晚", "午后", "夜间", "夜")


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_PLAIN = "(?<![0-9])(?<![0-9][.,])"
"""Where a number begins: not inside 1,950 or 19.50."""
_CENTURY = f"(?:1[5-9]|2[01]|十[五六七八九]|二十一?){_G}世纪{_G}(?:(?:[1-9]0|[二三四五六七八九]十?)[、至到-])?"
_HALF_DAY = "上午|下午|早上|早晨|清晨|凌晨|晨|中午|傍晚|晚上|晚间|晚|午后|夜间|夜|早"
_MINUTES = f"(?:[0-9l]{{1,2}}|[〇零{_CN}]{{1,3}}){_G}分(?!之|队|配|别|钟)"
_HIDDEN = "[-_×□○X]{1,8}"
_ZONE = rf"(?:[\u4e00-\u9fff]{{2,5}}时间{_G})?"
_FORMS = {
    "lunar": "农历|阴历|旧历|夏历|古历",
    "years": rf"{_PLAIN}{_YEAR}{_G}年?{_G}[-至到]{_G}{_YEAR}{_G}年(?!代)",
    "decade": rf"(?:{_CENTURY}|(?<![0-9、{_CN}])){_TENS}{_G}年代|(?<![0-9])[12][0-9][0-9]0{_G}年代",
    "year": rf"{_PLAIN}(?:{_YEAR}|(?:{_any(_ERAS)}){_G}(?:[0-9l]{{1,3}}|[元{_CN}百]{{1,5}})){_G}年(?![代级])",
    "short": rf"{_PLAIN}[0-9]{{2}}{_G}年(?={_G}[0-9l]{{1,2}}{_G}月)",
    "relyear": _any([*RELATIVE_YEARS, *SAME_YEARS]),
    "months": rf"{_PLAIN}[0-9l]{{1,2}}{_G}-{_G}[0-9l]{{1,2}}{_G}月(?!球|亮)份?",
    "month": rf"(?<![{_CN}个]){_PLAIN}{_NUMBER}{_G}月(?!球|亮)份?",
    "relmonth": f"(?:{_any([*RELATIVE_MONTHS, *SAME_MONTHS])})份?",
    "relday": f"(?<!日)(?:{_any(RELATIVE_DAYS)})|(?:{_any(SAME_DAYS)})(?!本)",
    "day": rf"(?<![第{_CN}]){_PLAIN}{_NUMBER}{_G}(?:日(?!元|圆)|号(?!令|文件|楼|线|机|电|舰|院))",
    "blank": (rf"(?<=月)(?:{GAP}{{1,12}}|{_G}{_HIDDEN}{_G})日(?!本)|(?<=年){_G}{_HIDDEN}{_G}月{_G}{_HIDDEN}{_G}日"),
    "time": (
        rf"(?:(?:{_HALF_DAY}){_G})?{_ZONE}"
        rf"(?<!第){_PLAIN}(?:[0-2]?[0-9l]|[{_CN}]{{1,3}}){_G}"
        rf"(?:[时点](?!间|候|期|代|刻钟|名|燃){_G}(?:{_MINUTES}|半)?整?|:[0-5][0-9](?![0-9]))"
    ),
    "part": ("年?(?:上旬|中旬|下旬|初期|中期|末期|初(?!步|级|次|审|稿)|底(?!下|线|子)|末)|[上下前后]半[年月]"),
    "quarter": "第?[一二三四1-4]季度",
    "season": "[春夏秋冬](?:季|天|间)?",
    # 前提 and 前进 are words, but 前提供 and 前进入 are 前 and a verb
    "before": "以前|之前|前(?![后往来线去方途景者天年夕言]|提(?![供交出请取])|进(?![入口驻])|任(?!命))|为止",
    "after": "以后|之后|以来|起|开始|后(?![来方者勤果退])|至今",
    "about": "大约|大概|大致|约",
    "around": "左右|前后|上下",
    "unsure": r"[(\[]\?[)\]]",
    "from": "自从|自|从|由",
    "to": "至(?!今)|到|-|迄",
    "and": "以及|和|及|或|与|、|,",
    "dotted": (
        r"(?<![0-9/-])(?<![0-9][.,])(?:1[0-9]{3}|20[0-9]{2})(?P<sign>[./])[0-9]{1,2}(?P=sign)[0-9]{1,2}(?![0-9./])"
    ),
}
_SIGN = re.compile("[年月日号]|[今昨前明后同当][天晚晨早]|第二天|[12][0-9]{3}[./]")
_AROUND = 30
_ONE_GAP = re.compile(GAP)
_TENS_APART = re.compile("[、至到-]")
_HOUR = re.compile(rf"([0-9l]{{1,2}}|[{_CN}]{{1,3}}){_G}(?:[时点:])")
_BEGINS = (
    "[0-9l\t \u00a0\u3000(,[\\-X_×□○、一二三四五六七八九十廿卅主令大平明昭民上下中初前后年底末今去同本来次翌该这当昨"
    "第之以为开至起到迄约左从由自与及和或春夏秋冬早晚晨清凌午傍夜农阴旧古]"
)
"""What words begin with; a zone of time, which is named before the hour, may begin with any sign."""
_ANY = "|".join(f"(?P<{kind}>{form})" for kind, form in _FORMS.items())
_WORD = re.compile(f"(?={_BEGINS})(?:{_ANY.replace(_ZONE, '')})")
_WORD_WITH_ZONE = re.compile(_ANY)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a date."""

    kind: str
    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words dates are made of, in order, from wherever a date may be."""
    word = _WORD_WITH_ZONE if "时间" in text else _WORD
    return [
        Word(str(match.lastgroup), match[0], match.start(), match.end())
        for start, end in _windows(text)
        for match in word.finditer(text, start, end)
    ]


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The pieces of *text* around the signs that every date has one of; looking at the rest would be in vain."""
    start = end = -1
    for match in _SIGN.finditer(text):
        if match.start() - _AROUND > end:
            if end > 0:
                yield start, end
            start = max(0, match.start() - _AROUND)
        end = match.end() + _AROUND
    if end > 0:
        yield start, min(end, len(text))


def number(text: str) -> int:
    """Return the value of a number of at most two digits, Arabic or Chinese; 0 where it is none."""
    digits = text.replace("l", "1")
    if digits.isascii():
        return int(digits) if digits.isdigit() else 0
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return positional(text)
    tens, _, ones = text.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return 0
    return _DIGITS.get(tens, 1 if not tens else 0) * 10 + _DIGITS.get(ones, 0)


def positional(text: str) -> int:
    """Return the value of digits written one by one, as in 一九五八."""
    value = 0
    for character in text:
        digit = _DIGITS.get(character)
        if digit is None:
            return 0
        value = value * 10 + digit
    return value


def year(text: str) -> int:
    """Return the year of a word of kind ``year``."""
    bare = _ONE_GAP.sub("", text).rstrip("年")
    for name, before in _ERAS.items():
        if bare.startswith(name):
            rest = bare[len(name) :].replace("l", "1")
            count = int(rest) if rest.isdigit() and rest.isascii() else number(rest.replace("元", "一"))
            return before + count if count else 0
    bare = bare.replace("l", "1")
    return int(bare) if bare.isascii() else positional(bare)


def decades(text: str) -> tuple[int | None, list[int]]:
    """Return the century (19 for 19xx) if said, and the tens of years, of a word of kind ``decade``."""
    bare = _ONE_GAP.sub("", text).removesuffix("年代")
    if bare.isdigit() and bare.isascii() and len(bare) == 4:
        return int(bare[:2]), [int(bare[2:])]
    head, said, tail = bare.rpartition("世纪")
    tens = [number(each) for each in _TENS_APART.split(tail)]
    return (number(head) - 1 if said else None), [each if each >= 10 else each * 10 for each in tens]


def minutes(text: str) -> int | None:
    """Return the minutes after midnight of a word of kind ``time``."""
    match = _HOUR.search(text)
    if match is None:
        return None
    hour = number(match[1])
    rest = _ONE_GAP.sub("", text[match.end() :])
    minute = 30 if rest.startswith("半") else number(rest.rstrip("整").rstrip("分").lstrip("〇零0") or "0")
    if any(text.startswith(word) for word in _LATE_DAY) and hour < 12:
        hour += 12
    total = hour * 60 + minute
    return total if hour <= 24 and minute < 60 and total <= 1440 else None


def part(text: str) -> str:
    """Return the code of a word of kind ``part``, ``quarter`` or ``season``."""
    if text[0] in _SEASONS:
        return _SEASONS[text[0]]
    if text.endswith("季度"):
        return f"quarter-{'一二三四'.find(text[-3]) + 1 or int(text[-3])}"
    return _PARTS.get(text) or _PARTS[text.removeprefix("年")]
