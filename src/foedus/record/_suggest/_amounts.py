"""Amounts with their units, as figures: 4,000－5,000万美元 is 40000000-50000000 美元."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

MOST = 6
"""Amounts told of one clause."""

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8, "万亿": 10**12, "千万": 10**7, "百万": 10**6, "千": 1000, "百": 100}
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "a hundred": 100,
}  # fmt: skip
_TIMES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_UNITS = (
    "美元|卢布|英镑|法郎|马克|日元|人民币|元|公里|公斤|公顷|公尺|米|吨|桶|升|磅|里|亩|军团|集团军|师团|师|军|旅|团|营|连|排|架|辆|艘|门|挺|支|枝|发|枚|颗|台|部|套|条|座"
    "|列|节|匹|头|件|份|箱|名|位|人|户|所|家|艇|项|基数|批|次|%|％"
)
_FIGURE = r"(?:\d{1,3}(?:[,，]\d{3}){1,4}|\d{1,15})(?:\.\d{1,6})?"
_HAN = "[〇零一二两三四五六七八九十百千]{1,8}"
_SCALE = "(?:万亿|千万|百万|万|亿|千|百)?"
_BETWEEN = r"\s?(?:[-－—–~～至到])\s?"
_CHINESE = re.compile(
    rf"(?:(?<![\d.,第])(?<![A-Za-z\u3400-\u9fff]-)(?P<low>{_FIGURE})(?P<lowscale>{_SCALE})(?:{_BETWEEN}(?P<high>{_FIGURE})(?P<highscale>{_SCALE}))?"
    rf"|(?<![第〇零一二两三四五六七八九十百千])(?P<han>{_HAN}(?:、{_HAN})?)(?P<hanscale>[万亿]?))"
    rf"(?P<more>多|余|来)?\s?(?P<each>个|種|种)?(?P<gap>[^\d，。；、的个年月日时号起]{{0,6}}?)(?P<unit>{_UNITS})"
)
_PART = re.compile(
    r"(?P<lower>[一二三四五六七八九十百]{1,3})分之(?P<upper>[一二三四五六七八九十]{1,3})"
    r"|(?<![\d.])(?P<a>\d{1,3})\s?[/／]\s?(?P<b>\d{1,3})(?![\d/／])"
)
_ENGLISH = re.compile(
    rf"(?P<money>[$£€])?(?<![\d.,])\b(?P<low>{_FIGURE}|{'|'.join(_WORDS)})(?:(?:\s?[-–—]\s?|\s(?:to"
    rf"|or)\s)(?P<high>{_FIGURE}|{'|'.join(_WORDS)}))?"
    r"(?:[ -](?P<times>hundred|thousand|million|billion))?(?:\s?(?P<percent>%|per ?cent)"
    r"|\s(?P<words>[A-Za-z][\w-]{1,20}(?:\s[a-z][\w-]{1,20})?))?",
    re.IGNORECASE,
)
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|o'clock|hours?|days?"
    "|weeks?|months?|years?|a\\.?m|p\\.?m|of|or|and|to|in|on|by|the|he|she|it|they|we|i|this|that|was|is|are"
    "|were"
)
_NO_UNIT = re.compile(rf"^(?:{_MONTHS})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity and what it counts."""

    quantity: str
    unit: str
    start: int
    end: int


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts stated in *text*, in order.

    >>> [(each.quantity, each.unit) for each in find_amounts("至少要4,000－5,000万美元，五六个师，五分之一")]
    [('40000000-50000000', '美元'), ('5-6', '师'), ('1/5', '')]
    >>> [(each.quantity, each.unit) for each in find_amounts("we ask for $2.5 million and 10 to 12 heavy guns")]
    [('2500000', '$'), ('10-12', 'heavy guns')]
    """
    if not text.isascii():
        found = [amount for match in _CHINESE.finditer(text) if (amount := _chinese(match))]
        found += [_part(match) for match in _PART.finditer(text)]
    else:
        found = [amount for match in _ENGLISH.finditer(text) if (amount := _english(match))]
    return tuple(sorted(found, key=lambda amount: amount.start)[:MOST])


def _chinese(match: re.Match[str]) -> Amount | None:
    if match["han"]:
        low, high = _han(match["han"])
        if low is None or (low == 1 and high is None and match["unit"] in "次批项部套件份家条种排连节头里国%"):
            return None
        scale = _SCALES.get(match["hanscale"], 1)
        return _amount(low * scale, high * scale if high is not None else None, match)
    top = _SCALES.get(match["highscale"] or "", 1)
    bottom = _SCALES.get(match["lowscale"] or "", 1)
    if match["high"] and bottom == 1:
        bottom = top  # 4,000－5,000万: the scale belongs to both ends
    low = _figure(match["low"]) * bottom
    return _amount(low, _figure(match["high"]) * top if match["high"] else None, match)


def _amount(low: Decimal, high: Decimal | None, match: re.Match[str]) -> Amount:
    return Amount(_range(low, high), match["unit"].replace("％", "%"), match.start(), match.end())


def _range(low: Decimal, high: Decimal | None) -> str:
    return _print(low) if high is None else f"{_print(low)}-{_print(high)}"


def _print(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _figure(text: str) -> Decimal:
    return Decimal(re.sub("[,，]", "", text))


def _han(text: str) -> tuple[Decimal | None, Decimal | None]:
    """Read a Chinese numeral; two neighbouring digits are a range: 五六 is 5 to 6, 八、九 is 8 to 9."""
    ends = text.split("、")
    if len(ends) == 2:
        low, high = _han(ends[0])[0], _han(ends[1])[0]
        return (low, high) if low is not None and high is not None and low < high else (None, None)
    if len(text) >= 2 and all(each in _DIGITS for each in text[-2:]) and _DIGITS[text[-1]] == _DIGITS[text[-2]] + 1:
        low, high = _whole(text[:-1]), _whole(text[:-2] + text[-1])
        return low, high
    if len(text) >= 3 and text[-1] == "十" and all(each in _DIGITS for each in text[-3:-1]):
        return _whole(text[:-3] + text[-3] + "十"), _whole(text[:-3] + text[-2] + "十")
    return _whole(text), None


def _whole(text: str) -> Decimal | None:
    total, digit = 0, None
    for letter in text:
        if letter in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[letter]
        else:
            total += (1 if digit is None else digit) * _TENS[letter]
            digit = None
    value = total + (digit or 0)
    return Decimal(value) if value else None


def _part(match: re.Match[str]) -> Amount:
    if match["lower"]:
        upper, lower = _whole(match["upper"]), _whole(match["lower"])
        quantity = f"{upper}%" if lower == 100 else f"{upper}/{lower}"
    else:
        quantity = f"{match['a']}/{match['b']}"
    return Amount(quantity.removesuffix("%"), "%" if quantity.endswith("%") else "", match.start(), match.end())


def _english(match: re.Match[str]) -> Amount | None:
    unit = match["money"] or ("%" if match["percent"] else match["words"] or "")
    if not match["money"] and _NO_UNIT.match(unit):
        return None
    if not unit or (match["low"].lower() == "one" and not match["times"]):
        return None
    times = _TIMES.get((match["times"] or "").lower(), 1)
    low, high = _english_figure(match["low"]) * times, None
    if match["high"]:
        high = _english_figure(match["high"]) * times
    unit = re.sub(r"\s(?:to|for|in|of|and|or|on|at|by|from|with|as|be|is|are|will|the)$", "", unit)
    return Amount(_range(low, high), unit, match.start(), match.end())


def _english_figure(text: str) -> Decimal:
    word = _WORDS.get(text.lower())
    return Decimal(word) if word is not None else _figure(text)
