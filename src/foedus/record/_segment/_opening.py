"""What a paragraph at the beginning of a document looks like: a number, a heading, a part of a book, a separator."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ._paragraphs import Paragraph
from ._vocabulary import DATE, GENRE_ZH, LABEL, MARKS

_GENRE = (
    r"(?:Telegram|Cable|Letter|Memorand(?:um|a)|Memo|Note|Despatch|Dispatch|Report|Minutes?|Record"
    r"|Resolutions?|Decree|Order"
    r"|Circular|Instructions?|Aide[- ]M[ée]moire|Protocol|Treaty|Agreement|Convention|Statement"
    r"|Communiqu[ée]|Speech|Address"
    r"|Proclamation|Editorial Note|Message|Declaration|Petition|Draft|Summary|Conversation|Extracts?"
    r"|Directive|Airgram|Paper"
    r"|National Intelligence Estimate|Notification|Reply|Answer|Verbal Note|Note Verbale|Decision"
    r"|Ordinance|Act|Report)"
)
_SPACE = re.compile(r"\s+")
_SMALL = {
    "of",
    "the",
    "and",
    "to",
    "at",
    "in",
    "from",
    "for",
    "de",
    "du",
    "des",
    "von",
    "van",
    "la",
    "le",
    "di",
    "on",
    "der",
    "a",
    "by",
    "&",
}
_SEPARATOR = re.compile(r"(?:[*＊✱·•◆◇○●~＿_=\-—–─#][ \u3000]{0,4}){1,60}$")
_SECTION = re.compile(
    r"(?:(?:part|book|section|chapter|volume)[ ]?(?:the )?(?:[0-9]{1,3}|[ivxlc]{1,8}|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|first|second|third)\b"
    r"[^\n]{0,100}|第[ ]?[一二三四五六七八九十百0-9]{1,4}[ ]?[编編篇章部辑輯卷][^。\n]{0,40})$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?P<word>No|Nr|N°|Nos|Document|Doc|Letter|Despatch|Dispatch|Telegram|Resolution|Minute|Item|文件"
    r"|文献|第|编号|决议|電|电)s?"
    r"[ ]?\.?[ ]?(?:No\.?[ ]?|第)?(?P<value>[0-9]{1,5}|[IVXLC]{1,8}"
    r"|[一二三四五六七八九十百〇零]{1,6})(?![0-9A-Za-z])[ ]?(?P<unit>[号號件封篇份次]?)[.:：、—–\-]{0,2}"
    r"(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DOTTED = re.compile(
    r"[\[(]?(?P<value>[0-9]{1,5}|[IVXLC]{1,8})(?P<mark>[.\])、．]{1,2})[ \u3000]{0,4}(?P<rest>[^\n]*)$"
)
_BARE = re.compile(r"[\[(—–\- ]{0,3}(?P<value>[0-9]{1,4}|[IVXLC]{1,8})[\])—–\- .]{0,3}$")
_ENGLISH_HEAD = re.compile(
    rf"(?:(?:The |A |An )?(?:[A-Z][\w'’\-]{{0,20}} ){{0,4}}){_GENRE}\b[^\n]{{0,140}}\b(?:from|to|of|by"
    rf"|between|on|for|concerning|regarding|with|adopted|passed|held)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"(?:^|\s)to\s|^TO\s", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?i:To|From|Subject|Participants|Present|Reference|Ref|In attendance|Place|Date|Time|Via"
    r"|For)[ ]?[:：]|TO [A-Z][A-Z .,'’&\-]{2,80}$"
    r"|(?:致|由|发自|發自|发往|收件人|发件人|主席|出席|列席|时间|時間|地点|地點|缺席|记录|紀錄|纪录"
    r"|主持)[：: ]|[（(\[][Rr]eceived\b[^\n]{0,60}[)）\]]\.?$"
    r"|[（(\[](?:Extract|Secret|Confidential|Private|Copy|Translation|Telegraphic)[^\n]{0,40}[)）\]]\.?$"
    r"|(?:绝密|機密|机密|密件|急电|特急|万急|限即刻到)"
)
_ZH_HEAD = re.compile(
    rf"(?:{LABEL.pattern})?[^。！？；\n]{{0,90}}(?:{GENRE_ZH})(?:稿|草案|全文|摘录|摘要"
    rf"|节录)?(?:[（(][^（）()\n]{{1,30}}[)）]){{0,3}}(?:{MARKS})?$"
)
_ZH_ACT = re.compile(r"[^。！？；，,：:\n]{2,24}(?:致|复|覆|给|給|答|上|呈)[^。！？；\n]{2,80}$")
_DATED = re.compile(
    rf"[（(\[,，:：—\-]?\s{{0,3}}(?:on |of |dated )?{DATE}[^。；\n]{{0,30}}[)）\]]?\.?(?:{MARKS})?$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[。！？!?….;；,，:：]$")
_MEMO = re.compile(r"(?:From|To|Subject|发件人|收件人|主题|事由)[ ]?[:：]", re.IGNORECASE)
_ENCLOSURE = re.compile(
    r"[\[(（]?(?:(?:Inclosure|Enclosure|Attachment|Annex|Tab)\b|附件|附文)[^。！？\n]{0,70}$", re.IGNORECASE
)
_FIRST_GENRE = re.compile(rf"\b{_GENRE}\b", re.IGNORECASE)
_LAST_GENRE = re.compile(rf"(?:{GENRE_ZH})(?=(?:[（(][^（）()]{{1,30}}[)）])*$)")
_INNER_SENTENCE = re.compile(r"[a-z]{4}\. [A-Z]")
_WORD = re.compile(r"[^\W\d_]{1,40}")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may be that of a document."""

    style: str
    value: int
    rest: str
    """What follows it on the line."""
    names: bool = True
    """Whether the line says that a document is numbered, not an item of a list."""


def number_of(paragraph: Paragraph) -> Number | None:
    """Return the number a paragraph begins with, if it may be that of a document."""
    text = paragraph.text
    if len(text) > 400:
        return None
    match = _NUMBER.match(text)
    if (
        match
        and (match["unit"] or match["word"] not in "第电電")
        and not match["rest"].rstrip().endswith(("。", "；", ";", ","))
    ):
        return _number(match["word"].lower() + match["unit"], match["value"], match["rest"])
    match = _DOTTED.match(text)
    if match and (not match["rest"] or match["rest"][0].isupper() or _HAN.match(match["rest"])):
        names = is_head(match["rest"]) or not match["rest"]
        if names or not _SENTENCE_END.search(text):
            return _number(match["mark"] if match["rest"] else "bare", match["value"], match["rest"], names=names)
    match = _BARE.match(text)
    return _number("bare", match["value"], "") if match else None


def _number(style: str, printed: str, rest: str, *, names: bool = True) -> Number | None:
    value = value_of(printed)
    return Number(style, value, rest.strip(" .:：、—–-"), names) if value else None


_DIGITS = {each: number for number, each in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def value_of(printed: str) -> int:
    """Return the number that digits, Roman or Chinese numerals spell; 0 where they spell none.

    >>> value_of("17"), value_of("XLIV"), value_of("二十三"), value_of("一〇五")
    (17, 44, 23, 105)
    """
    if printed.isdecimal():
        return int(printed)
    if printed in ("L", "C", "D", "M", "l", "c"):
        return 0  # an initial
    if printed.isascii():
        values = [_ROMAN.get(each, 0) for each in printed.lower()]
        return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
    if "十" not in printed and "百" not in printed:
        return int("".join(str(_DIGITS.get(each, 0)) for each in printed))
    total, digit = 0, 0
    for each in printed:
        if each in "十百":
            total += (digit or 1) * (10 if each == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.get(each, 0)
    return total + digit


def is_head(text: str) -> bool:
    """Tell whether a line names a document: what it is, or from whom to whom."""
    if not 4 <= len(text) <= 400:
        return False
    if _HAN.search(text):
        return len(text) <= 110 and bool(_ZH_HEAD.match(text) or (_ZH_ACT.match(text) and text[-1] not in "：:，,"))
    return text[-1] not in ",;:-" and (
        _named(text)
        or bool(_ENGLISH_HEAD.match(text) and text[0].isupper() and _titled(text) and not _INNER_SENTENCE.search(text))
    )


def _titled(text: str) -> bool:
    """Tell whether half of the longer words of an English line have capitals."""
    words = [word for word in _WORD.findall(text[:200]) if len(word) > 3 and word.lower() not in _SMALL]
    return 2 * len([word for word in words if word[0].isupper()]) >= len(words)


def _named(text: str) -> bool:
    """Tell whether an English line runs 'Somebody to Somebody': every word but the small ones has a capital."""
    to = _TO.search(text, 1)
    if not to or len(text) > 140:
        return False
    words = [word for word in _SPACE.split(text.strip(" .()[]")) if word and not word[0].isdigit()]
    capital = [word[0].isupper() or word.lower().strip(".,") in _SMALL or word[0] in "(['\"“&—–-" for word in words]
    return (
        bool(words)
        and all(capital)
        and words[0][0].isupper()
        and words[0].lower() not in _SMALL - {"the"}
        and len(words) <= 22
    )


def genre_of(text: str) -> str:
    """Return what a heading calls its document; empty where it does not say."""
    match = _LAST_GENRE.search(text) if _HAN.search(text) else _FIRST_GENRE.search(text)
    return match[0].lower() if match else ""


def is_enclosure(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is the label of an enclosure."""
    return len(paragraph.text) <= 90 and bool(_ENCLOSURE.match(paragraph.text))


def is_dated(text: str) -> bool:
    """Tell whether a heading ends with a date."""
    return bool(_DATED.search(text[-70:]))


def is_section(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph names a part of a book."""
    return len(paragraph.text) <= 100 and bool(_SECTION.match(paragraph.text))


def is_separator(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph only separates: asterisks, dashes."""
    return len(paragraph.text) <= 120 and bool(_SEPARATOR.match(paragraph.text))


def is_memo_line(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a line 'From: …' or 'To: …' of the head of a memorandum or message."""
    return paragraph.short and bool(_MEMO.match(paragraph.text))


def is_address(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a line of the head of a document: to whom, from whom, received, present."""
    return paragraph.short and bool(_ADDRESS.match(paragraph.text))
