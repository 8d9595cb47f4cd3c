"""Offices abroad by whatever words: 苏联驻朝鲜民主主义人民共和国大使 and 驻朝大使 are one post.

A diplomatic post is known by the country that sends, the country it is in, and its rank; each has several names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_COUNTRIES = (
    # short name, one character, other names, capital
    ("中国", "华", "中华人民共和国 中华民国 中", "北京 北平"),
    ("朝鲜", "朝", "朝鲜民主主义人民共和国 北朝鲜 北韩", "平壤"),
    ("韩国", "韩", "大韩民国 南朝鲜 南韩", "汉城 首尔"),
    ("苏联", "苏", "苏维埃社会主义共和国联盟 苏维埃联盟", "莫斯科"),
    ("俄国", "俄", "俄罗斯 俄罗斯联邦 帝俄 沙俄", "圣彼得堡"),
    ("美国", "美", "美利坚合众国 合众国", "华盛顿"),
    ("英国", "英", "大不列颠及北爱尔兰联合王国 联合王国", "伦敦"),
    ("法国", "法", "法兰西共和国 法兰西", "巴黎"),
    ("德国", "德", "德意志联邦共和国 德意志民主共和国 西德 东德 民主德国 联邦德国 普鲁士", "柏林 波恩"),
    ("日本", "日", "日本国", "东京"),
    ("印度", "印", "印度共和国", "新德里"),
    ("越南", "越", "越南民主共和国", "河内"),
    ("蒙古", "蒙", "蒙古人民共和国", "乌兰巴托"),
    ("波兰", "波", "波兰人民共和国", "华沙"),
    ("捷克斯洛伐克", "捷", "", "布拉格"),
    ("匈牙利", "匈", "匈牙利人民共和国", "布达佩斯"),
    ("罗马尼亚", "罗", "", "布加勒斯特"),
    ("保加利亚", "保", "", "索非亚"),
    ("阿尔巴尼亚", "阿", "", "地拉那"),
    ("南斯拉夫", "南", "", "贝尔格莱德"),
    ("缅甸", "缅", "缅甸联邦", "仰光"),
    ("印度尼西亚", "印尼", "印尼", "雅加达"),
    ("巴基斯坦", "巴", "", "卡拉奇 伊斯兰堡"),
    ("埃及", "埃", "", "开罗"),
    ("古巴", "古", "", "哈瓦那"),
    ("意大利", "意", "", "罗马"),
    ("奥地利", "奥", "奥匈帝国", "维也纳"),
    ("土耳其", "土", "奥斯曼帝国", "安卡拉"),
    ("伊朗", "伊", "波斯", "德黑兰"),
    ("加拿大", "加", "", "渥太华"),
    ("澳大利亚", "澳", "", "堪培拉"),
    ("瑞典", "瑞典", "", "斯德哥尔摩"),
    ("瑞士", "瑞士", "", "伯尔尼"),
    ("西班牙", "西", "", "马德里"),
)  # fmt: skip
_RANKS = (
    "大使馆临时代办|大使馆代办|大使馆参赞|大使馆经济参赞|大使馆武官|大使馆"
    "|特命全权大使|临时代办|总领事|大使|公使|代办|领事|武官|代表"
)
_NAMES = {
    name: row[0] for row in _COUNTRIES for name in (row[0], row[1], *row[2].split()) if len(name) > 1 or name == row[1]
}
CAPITALS = {city: row[0] for row in _COUNTRIES for city in row[3].split()}
"""Capital → the short name of its country."""
_SHORT = {row[0]: row[1] for row in _COUNTRIES}
_LETTERS = {name: row[0] for row in _COUNTRIES for name in (row[1], *row[2].split()) if len(name) == 1}
_LONGEST = "|".join(sorted(_NAMES, key=len, reverse=True))
COUNTRIES = "|".join(sorted((name for name in _NAMES if len(name) > 1), key=len, reverse=True))
"""Names of countries as alternatives of a regular expression."""
_ABROAD = re.compile(
    f"(?:(?P<sends>{_LONGEST})(?:政府)?)?驻(?P<host>{_LONGEST})(?:的)?(?:特命全权|临时)?(?P<rank>{_RANKS})"
)
_IN_CAPITAL = re.compile(
    f"(?P<city>{'|'.join(CAPITALS)})的?(?P<sends>{COUNTRIES})(?P<rank>大使馆|大使|公使|总领事|领事|代办)"
)
_ENGLISH = re.compile(
    r"(?:(?P<sends>[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+)?) )?(?P<rank>Ambassador|Minister"
    r"|Chargé d.Affaires|Consul General|Embassy|Legation)"
    r" (?:to|in|at) (?:the )?(?P<host>[A-Z][A-Za-z.]+(?: (?:of )?[A-Z][A-Za-z.]+){0,4})"
)


@dataclass(frozen=True, slots=True)
class Office:
    """A post abroad; ``sends`` is empty where the words do not say whose it is."""

    sends: str
    host: str
    rank: str

    @property
    def name(self) -> str:
        """Return its usual name: 苏联驻朝大使."""
        if self.host.isascii():
            return f"{self.sends} {self.rank} to {self.host}".strip()
        return f"{self.sends}驻{_SHORT.get(self.host, self.host)}{self.rank}"

    def may_be(self, other: Office) -> bool:
        """Tell whether both may be one post: what one leaves open is no difference."""
        same = self.host == other.host and self.rank == other.rank
        return same and (not self.sends or not other.sends or self.sends == other.sends)


_COUNTRY_LAST = re.compile(f"(?:{COUNTRIES})$")


def is_country(name: str) -> bool:
    """Tell whether *name* is a name of a country or its capital, or ends in one."""
    return name in _NAMES or name in CAPITALS or _COUNTRY_LAST.search(name) is not None


def countries(letters: str) -> list[str]:
    """Return the countries of an enumeration of one-character names, or none where it is something else.

    >>> countries("中法"), countries("中学")
    (['中国', '法国'], [])
    """
    named = [_LETTERS.get(letter, "") for letter in letters]
    return named if len(named) > 1 and all(named) else []


def office(words: str) -> Office | None:
    """Return the post abroad that *words* name, or None where they name none.

    >>> office("苏驻朝大使") == office("苏联驻朝鲜民主主义人民共和国大使") == office("平壤苏联大使")
    True
    >>> office("British Ambassador to the Soviet Union").name
    'British Ambassador to Soviet Union'
    """
    return _office(words[:200].strip())


@lru_cache(maxsize=4096)
def _office(words: str) -> Office | None:
    match = _ABROAD.search(words)
    if match is not None:
        sends = match["sends"]
        rank = match["rank"].removeprefix("特命全权")
        return Office(_NAMES[sends] if sends else "", _NAMES[match["host"]], rank)
    match = _IN_CAPITAL.search(words)
    if match is not None and _NAMES[match["sends"]] != CAPITALS[match["city"]]:
        return Office(_NAMES[match["sends"]], CAPITALS[match["city"]], match["rank"])
    match = _ENGLISH.search(words)
    if match is not None:
        return Office(match["sends"] or "", match["host"], match["rank"])
    return None
