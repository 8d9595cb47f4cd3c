"""Characters of another key: l for 1, O for 0, full-width digits and letters, stops that slipped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._copy import Edit
from ._layout import HAN

_UNITS = (
    "年月日时時分号號页頁条條个個名人架辆輛门門支师師军軍团團营營连連艘吨噸公万萬亿億千百点點次份位种種台套发發枚挺"
)
_ONE = re.compile(f"l(?<![A-Za-z]l)(?=\\d|[,.]\\d|[{_UNITS}])")
_ONE_YEAR = re.compile("I(?<![A-Za-z\\d]I)(?=[89]\\d{2}(?!\\d))")
_INSIDE = re.compile("[0-9](?:([lI|])(?=\\d)|[OoО○〇](?=[\\d,年月日时分%万亿]))")
_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:[．，](?<=[０-９].)(?=[０-９])[０-９]+)*")
_THOUSANDS = re.compile("，(?<=\\d，)(?=\\d{3}(?!\\d))(?<!\\d{4}，)")
_COMMA = re.compile(f",(?<=[{HAN}],)(?=[{HAN}])")
_HALF = re.compile("､")
_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_STOPS = "，。、；：？！"


def character_edits(text: str, *, han: bool = True) -> Iterator[Edit]:
    """Yield characters that were typed or recognised for another, where digits or marks beside them leave no doubt.

    Args:
        text: Any text.
        han: Whether there are Han characters in it; else only digits are looked at.

    >>> text = "l953年2l月，收到１９架､ ，共l,000吨"
    >>> [(edit.now, edit.kind) for edit in sorted(character_edits(text))]
    [('1', 'digit'), ('1', 'digit'), ('19', 'width'), ('', 'mark'), ('1', 'digit')]
    """
    for pattern in (_ONE, _ONE_YEAR):
        for match in pattern.finditer(text):
            yield Edit(match.start(), match.end(), "1", "digit")
    for match in _INSIDE.finditer(text):
        yield Edit(match.end() - 1, match.end(), "1" if match[1] else "0", "digit")
    if not han:
        return
    for match in _WIDTH.finditer(text):
        yield Edit(match.start(), match.end(), match[0].translate(_TO_ASCII), "width")
    for pattern in (_THOUSANDS, _COMMA):
        for match in pattern.finditer(text):
            yield Edit(match.start(), match.end(), "," if pattern is _THOUSANDS else "，", "width")
    for match in _HALF.finditer(text):
        beside = text[match.end() : match.end() + 2].lstrip(" ")[:1]
        yield (
            Edit(match.start(), match.end(), "", "mark")
            if beside and beside in _STOPS
            else Edit(match.start(), match.end(), "、", "width")
        )
