"""Blanks in Han text that part one thing from the next: an address, a signature, a date, a number, a citation."""

from __future__ import annotations

import re
from collections import Counter

from ._layout import HAN

_NUMERAL = "一二三四五六七八九十"
_DAY = "\\d{1,2} ?月 ?\\d{1,2} ?日"
_DATE = f"\\d{{4}} ?年 ?{_DAY}"
_CITATION = "同上|同前|选自|译自|摘自|引自|转引自|原载|资料来源|档案来源|来源：|選自|譯自|摘錄自|轉引自|資料來源|來源："
_COPIES = "分送|抄送|抄报|抄報|主送|报送|報送|送[:：]|发[:：]|發[:：]|印发|印發|第\\d{1,3}份"
_CLOSING = (
    "此致|此复|此布|此令|特此|专此|专复|顺致|致以|谨致|谨启|顺颂|敬颂|敬礼|敬祝|祝您|祝你|祝贵"
    "|此復|專此|順致|謹致|謹啟|順頌|敬頌|敬禮|祝貴"
)
_LABEL = f"附录|附錄|附件|附表|附图|附注|附註|附记|备注|備註|又及|另及|第[{_NUMERAL}百]{{1,4}}[章节節篇部编編卷条條]"
_GRADE = (
    "绝密|机密|特急|加急|急电|密码电报|优先拍发|译电|专号|特档|副本|禁止复印|絕密|機密|急電|密碼電報|譯電|專號|特檔"
)
_SIGN = "(?:[①-⑳]|（签名）|（签字）|（簽名）)?"

_BEGINS = re.compile(f"{_CITATION}|{_COPIES}|{_CLOSING}|{_LABEL}|{_GRADE}|第[\\d/、-]{{1,12}}[号號]")
_BEGINS_DATE = re.compile(_DATE)
_BEGINS_DAY = re.compile(f"{_DAY}(?=[ ”\n]|\\Z)")
_BEGINS_ADDRESS = re.compile(f"[{HAN}·、]{{2,24}}[①-⑳]?[：:](?= )")
_ADDRESS = re.compile("[致转轉呈]|大使|(?<=..)(?:同志|先生|阁下|閣下|女士)")
_ENDS = re.compile(
    "(?:第 ?[\\d—－–-]{1,12}[页頁]"
    "|(?:日|签名|签字|簽名|摘录)）"
    "|[时時分日](?:收到|[发發送译譯]出)|转交|轉交"
    "|(?:敬礼|敬禮|健康|此致)[！!]?"
    f"|{_GRADE}|第\\d{{1,3}}份[^ ]{{0,8}}"
    f"|(?:[ \n页頁）]|\\A)(?:附录|附錄|附件|附表)[{_NUMERAL}\\d]{{0,3}})\\Z"
)
_ENTRY = re.compile(f"(?:\\A|\n) ?(?:{_DATE}|{_DAY})(?:[-－—–](?:{_DAY}|\\d{{1,2}} ?日))?\\Z")
_CARRIES = frozenset("在于於至到从從自由是为為以据據和与與及、，（即将將的该該")
"""After these a date is a part of the sentence."""

_SIGNED = re.compile(
    f"(?<![{HAN}·\\d])([{HAN}·]{{2,8}}){_SIGN}[ ”]{{1,2}}"
    f"(?={_DATE}|{_DAY}[ ”\n]|第[\\d/]{{1,8}}[号號]|{_CITATION}|{_COPIES})"
)
_CHUNK = re.compile(f"([{HAN}·]{{2,8}})(?={_SIGN}(?:[ ”\n]|\\Z))")
_APART = re.compile(
    f"(?:(?:{_DATE}|{_DAY})(?:[-－—–](?:{_DAY}|\\d{{1,2}} ?日))? (?![在的至到、，])"
    f"|(?:附录|附錄|附件|附表)[{_NUMERAL}\\d]{{0,3}} "
    f"|[{HAN}·]{{2,8}}{_SIGN}[ ”]{{1,2}}(?={_DATE}|第[\\d/]{{1,8}}[号號]|{_CITATION}|{_COPIES}))"
)

_WINDOW = 1_000_000
"""Characters that are asked whether two stand together."""


def begins_apart(text: str, start: int) -> bool:
    """Tell whether an entry, an appendix or a signature begins at *start*: a blank that parts things follows at once.

    >>> begins_apart("王一 1931年2月3日", 0), begins_apart("王一 来电", 0), begins_apart("3月5日 开会", 0)
    (True, False, True)
    """
    return _APART.match(text, start) is not None


class Boundaries:
    """Which blanks of a text are boundaries; signers are learnt from the text itself.

    >>> text = "来电收到。 部 署已定。 此致 敬礼 王一 1931年2月3日 同上，第 9页 附录 电报"
    >>> [text[at - 1 : at + 2] for at in range(len(text)) if text[at] == " " and Boundaries(text).at(at)]
    ['。 此', '致 敬', '礼 王', '一 1', '日 同', '页 附', '录 电']
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.pairs: dict[str, bool] = {}
        counts = Counter(match[1] for match in _SIGNED.finditer(text))
        self.signers = frozenset(name for name, count in counts.items() if count > 1)

    def at(self, offset: int) -> bool:
        """Tell whether the blank at *offset* parts two things."""
        text = self.text
        after = offset + 1
        if _BEGINS.match(text, after) or self._signature(after):
            return True
        if _BEGINS_DATE.match(text, after) or _BEGINS_DAY.match(text, after):
            return text[offset - 1] not in _CARRIES
        address = _BEGINS_ADDRESS.match(text, after)
        if address and _ADDRESS.search(address[0]) and not self._one_word(text[offset - 1] + text[after]):
            return True
        left = text[max(0, offset - 24) : offset]
        return _ENDS.search(left) is not None or _ENTRY.search(left) is not None

    def _one_word(self, pair: str) -> bool:
        """Tell whether two characters stand together elsewhere."""
        if pair not in self.pairs:
            self.pairs[pair] = pair in self.text[:_WINDOW]
        return self.pairs[pair]

    def _signature(self, start: int) -> bool:
        """Tell whether one who signs elsewhere stands here alone, before a date, a number or the end."""
        chunk = _CHUNK.match(self.text, start)
        if not chunk or chunk[1] not in self.signers:
            return False
        rest = self.text[chunk.end() : chunk.end() + 12].lstrip("①②③④⑤⑥⑦⑧⑨⑩（签名字） ”")
        return not rest or rest[0] in "\n" or rest[0].isdigit() or _BEGINS.match(rest) is not None
