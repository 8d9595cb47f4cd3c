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
_ONE_INSIDE = tuple(re.compile(f"{sign}(?<=[0-9].)(?=[0-9])") for sign in ("I", "\\|"))
_ZEROES = tuple(re.compile(f"{sign}(?<=[0-9].)(?=[0-9,年月日时分%万亿])") for sign in "OО○〇")
"""One pattern a sign: a search for one sign runs many times faster than one for any of several."""
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
    signs = [(pattern, "1") for pattern in (_ONE, _ONE_YEAR, *_ONE_INSIDE)] + [(pattern, "0") for pattern in _ZEROES]
    for pattern, now in signs:
        for match in pattern.finditer(text):
            yield Edit(match.start(), match.end(), now, "digit")
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
