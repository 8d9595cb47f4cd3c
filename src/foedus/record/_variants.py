"""One sign, several forms: a fold for searching that keeps every character where it is.

Traditional and simplified, full and half width, and the forms of older type (尙 for 尚, 硏 for 研) are one sign to
a reader who searches. The fold maps character to character, never a word to a word, so the folded text is as long as
the text and an offset in one is an offset in the other. It is for matching alone: what is shown stays as printed, and
fingerprints of quotations (`_fold`) do not know it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

_OLD = (
    "尙硏淸吿靑槪緖鄕郞敍兪浄飮倂姸廐廏畧劎汚凖著藉讬妳牠祇囘廻囬晩歳歩寛徳愼戦増寜甯寗斎擧覇厰凢凣氷竝竸"
    "栢砲礮礟碁緜罸膓臯皐蘓甦蕐衞覩觧諌讃賍軰迺廼逰隣鉄銕鎻鑛鑵閙鬪鬭険隠靣韮頬頼駈髙鼔囯圀囶荅僊噐塲壻夀"
    "姉孼宼寃尅帋恊悤怱慙懽憇敺斈昬暎曁朞桺梹欵氊涖湼濶灋烱煖燄牋牐璢瑠甎皷眎眡穨窓窻竢簷粧紥緐縂羢胷脇臈"
    "葊蔴藁虵衹讐讎雠賸躱躭辤遯酧醻釡銲阬阯鞌鞵韈頫頥顋飜餧髩鬀鹻龝"
)
"""Forms of older type, and signs of another usage, that the tables of OpenCC leave."""

_NEW = (
    "尚研清告青概绪乡郎叙俞净饮并妍厩厩略剑污准着借托你它只回回回晚岁步宽德慎战增宁宁宁斋举霸厂凡凡冰并竞"
    "柏炮炮炮棋绵罚肠皋皋苏苏华卫睹解谏赞赃辈乃乃游邻铁铁锁矿罐闹斗斗险隐面韭颊赖驱高鼓国国国答仙器场婿寿"
    "姊孽寇冤克纸协匆匆惭欢憩驱学昏映暨期柳槟款毡莅涅阔法炯暖焰笺闸琉琉砖鼓视视颓窗窗俟檐妆扎繁总绒胸胁腊"
    "庵麻稿蛇只仇仇仇剩躲耽辞遁酬酬釜焊坑址鞍鞋袜俯颐腮翻喂鬓剃碱秋"
)


def search_fold(text: str) -> str:
    """Return *text* with variants of one sign as one character; as long as *text*.

    >>> search_fold("聯合國軍，他們藉口ＵＮ１９５０")
    '联合国军,他们借口un1950'
    """
    return text.translate(_TABLE)


def simplify(text: str) -> str:
    """Return *text* with traditional signs as simplified ones, by their words; as long as *text*, all else as printed.

    >>> simplify("Ｕ聯合國軍，他們藉口")
    'Ｕ联合国军，他们借口'
    """
    whole = _simplify()(text)
    return whole if len(whole) == len(text) else "".join(_one(_simplify()(sign), sign) for sign in text)


class _Table(dict[int, str]):
    """Learns a character when it first meets it, so that only the characters of a text are ever converted."""

    def __missing__(self, code: int) -> str:
        made = self[code] = _folded(chr(code))
        return made


_TABLE = _Table()


def _folded(character: str) -> str:
    if character.isascii():
        return character.lower()
    form = _one(unicodedata.normalize("NFKC", character), character)
    form = _one(form.casefold(), form)
    at = _OLD.find(form)
    if at >= 0:
        return _NEW[at]
    if form < "\u2e80" or "\ud800" <= form <= "\uf8ff":
        return form  # no sign of Han writing: half of a pair, private use
    for _ in range(2):  # 薴 takes two steps
        form = _one(_simplify()(form), form)
    at = _OLD.find(form)
    return _NEW[at] if at >= 0 else form


def _one(wanted: str, otherwise: str) -> str:
    return wanted if len(wanted) == 1 else otherwise


@lru_cache(maxsize=1)
def _simplify() -> Callable[[str], str]:
    from opencc import OpenCC  # reads its tables when it is made; most texts need none of them

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
