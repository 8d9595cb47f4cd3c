"""Printed signs that may stand for another: reported as candidates, never mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .._copy import ReadingCopy
from .._reading import Contradiction

_BLANK = re.compile("年(?<=\\d{4}年)(?:一月一日|一月\\d{1,2}日|\\d{1,2}月一日)")
_ARABIC = re.compile("\\d{4}年\\d{1,2}月\\d{1,2}日")

_CONFUSED = (
    "冈同 间问 閒問 遗遣 遺遣 末未 未末 己已 已己 巳已 曰日 令今 撒撤 绘给 繪給 嚣器 囂器 颔领 "
    "旎施 土上 连述 要耍 似以 命令 太大 大太 人入 入人 士土 干千 千干 王主 主王 天夫 夫天 折拆 "
    "析折 侯候 候侯 载戴 孤狐 拔拨 拨拔 治冶 刺剌 辩辨 辨辩 栗粟 茶荼 徒徙 晴睛 睛晴 蓝篮 扰抗 "
    "仑仓 篡纂 陷隐 贷货 货贷 免兔 竞竟 竟竞 钓钧 钧钓 代伐 伐代 住往 往住 何向 向何 延廷 廷延 "
)
"""Pairs: a sign, and the one it is taken for by a reading machine or a tired eye."""
_WRONG = {sign: [pair[1] for pair in _CONFUSED.split() if pair[0] == sign] for sign in set(_CONFUSED) - {" "}}
_SIGN = re.compile(f"[{''.join(sorted(set(_CONFUSED) - {' '}))}]")

_WINDOW = 2_000_000
_RARE = 4
"""A doubtful word is printed this often at most."""
_LEAST = 10
"""The likely word must be this many times as frequent as the doubtful one."""
_MOST = 200


def find_doubtful(copy: ReadingCopy, *, han: bool = True) -> tuple[Contradiction, ...]:
    """Return the blank dates and the look-alikes of *copy*; there are none unless *han* characters are in it.

    >>> [each.code for each in find_doubtful(ReadingCopy.of("1951年3月2日、1951年3月9日，拟于1951年一月一日。"))]
    ['blank-date']
    """
    return (*_blank_dates(copy), *_look_alikes(copy)) if han else ()


def _blank_dates(copy: ReadingCopy) -> Iterator[Contradiction]:
    """An Arabic year with a Chinese first, in a text whose other dates are Arabic: the first may be a dash."""
    text = copy.text
    found = list(_BLANK.finditer(text)) if "年一月" in text or "月一日" in text else []
    if not found or _ARABIC.search(text) is None:
        return
    for match in found[:_MOST]:
        start = match.start() - 4
        message = (
            f"“{text[start : match.end()]}” mixes two ways of writing numbers: 一 may be a dash for a day left open"
        )
        yield Contradiction("blank-date", message, (copy.to_source(start, match.end()),))


def _look_alikes(copy: ReadingCopy) -> Iterator[Contradiction]:
    """A sign that makes a word with neither neighbour, where the sign it resembles makes a frequent one."""
    text = copy.text[:_WINDOW]
    places = [match.start() for match in _SIGN.finditer(text)]
    lefts, rights = [text[at - 1 : at + 1] for at in places], [text[at : at + 2] for at in places]
    left, right = Counter(lefts), Counter(rights)
    rare_left = {pair for pair, count in left.items() if count <= _RARE}
    rare_right = {pair for pair, count in right.items() if count <= _RARE}
    told = 0
    for at, with_left, with_right in zip(places, lefts, rights, strict=True):
        if with_left not in rare_left or with_right not in rare_right:
            continue
        for meant in _WRONG.get(text[at], ()):
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            here = (left[before + text[at]], right[text[at] + after])
            there = (left[before + meant] * _is_han(before), right[meant + after] * _is_han(after))
            number = max(there)
            if max(here) <= _RARE and number >= _LEAST * max(2, *here) and told < _MOST:
                told += 1
                second = there[1] == number
                printed = text[at] + after if second else before + text[at]
                word = meant + after if second else before + meant
                message = f"“{printed}” may stand for “{word}”, which is printed {number} times"
                yield Contradiction("look-alike", message, (copy.to_source(at, at + 1),))
                break


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"
