"""How the lines of a plain text were made, told by statistics: one a paragraph, one a sentence, or wrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

HAN = "\u3400-\u9fff\uf900-\ufaff"
WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’—…]"
)
"""What is printed on the full width of an ideograph and joined to its neighbours without a blank."""

TERMINAL = frozenset("。．.！!？?：:；;…")
"""What a sentence, or the line that announces one, may end with."""

CLOSING = "”’\"'）)」』】》〉]"
"""What may stand behind the end of a sentence."""

_ENDS = re.compile("[\n\r\f\v\x85\u2028\u2029]")
_OTHER_ENDS = ("\f", "\v", "\x85", "\u2028", "\u2029")
_ANY_HAN = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_INNER = re.compile("[，。；、,;](?!$)|[.?!:] ")
_ENUMERATOR = re.compile(
    "(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\\da-zA-Z]{1,3}[）)]|第[一二三四五六七八九十百\\d]{1,4}[，、章条节款项]"
    "|\\d{1,2}[.．、)]|[-*•–—] |[①-⑳]|[a-zA-Z][.)] |[IVX]{1,5}\\. )"
)
_QUOTED = re.compile("(?:>[ \t]?){1,12}")
_FIELD = re.compile("(?:From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Re|Ref|Via|No): ?\\S")
"""How the head of a letter or a telegram names its fields."""
_SAMPLE = 4000
_LATIN_SENTENCES = re.compile('[a-z][.?!]["”)]? [A-Z]')


class Layout(Enum):
    """What the end of a line means."""

    PARAGRAPHS = "paragraphs"
    """The end of a paragraph."""
    SENTENCES = "sentences"
    """The end of a sentence; a paragraph begins with a blank."""
    WRAPPED = "wrapped"
    """Nothing but the end of the paper."""


class Line(NamedTuple):
    """What is printed in one line, without the blanks around it; a tuple, for there may be a million."""

    start: int
    end: int
    indent: int
    """Columns of blanks before it."""
    trailing: bool
    """Whether a blank stands behind it."""
    gap: int
    """Line ends between the line before and this one; a page break counts as one."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a text and what they tell together."""

    text: str
    lines: tuple[Line, ...]
    layout: Layout
    width: int
    """Columns that a full line has; half the characters of Han text."""
    han: bool
    """Whether the text is written in Han characters for the most part."""
    any_han: bool
    """Whether there is one at all."""
    trailing_ends: bool = False
    """Wrapped: whether a blank behind a line marks the end of its paragraph."""
    blank_ends: bool = True
    """Wrapped: whether an empty line marks the end of a paragraph."""
    indent_begins: bool = False
    """Wrapped: whether an indented line begins a paragraph."""


def read_lines(text: str) -> tuple[Line, ...]:
    r"""Return the lines of *text* that are not empty.

    >>> read_lines("One\n\n  two \n")
    (Line(start=0, end=3, indent=0, trailing=False, gap=0), Line(start=7, end=10, indent=2, trailing=True, gap=2))
    """
    lines: list[Line] = []
    at = gap = 0
    for run in _runs(text):
        begin, at = at, at + len(run) + 1
        gap += 1
        body = run.strip()
        if not body or (body[0] == ">" and not body.strip("> ")):
            continue
        lead = run.index(body[0])
        start = begin + lead
        end = start + len(body)
        indent = lead + run.count("\u3000", 0, lead) + 7 * run.count("\t", 0, lead) if lead else 0
        trailing = end < at - 1 and text[end] != "\r"
        lines.append(Line(start, end, indent, trailing, gap if lines else 0))
        gap = 0
    return tuple(lines)


def _runs(text: str) -> list[str]:
    """Return what stands between the line ends; a carriage return before a line feed stays, as a blank at the end."""
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return _ENDS.split(text)
    return _ENDS.split(text) if any(end in text for end in _OTHER_ENDS) else text.split("\n")


def columns(text: str, *, han: bool) -> int:
    """Return the columns *text* takes; an ideograph takes two.

    >>> columns("中国 1953", han=True)
    9
    """
    return len(text.encode("gb18030", "replace")) if han else len(text)


def is_open(text: str, line: Line) -> bool:
    """Tell whether *line* stops inside a sentence."""
    at = line.end - 1
    while at > line.start and text[at] in CLOSING:
        at -= 1
    return text[at] not in TERMINAL


def begins_item(text: str, line: Line) -> bool:
    """Tell whether *line* begins with the number or the dash of an item."""
    return _ENUMERATOR.match(text, line.start) is not None


def quoted(text: str, line: Line) -> int:
    """Return where *line* begins behind the signs > by which a letter quotes another."""
    if text[line.start] != ">":
        return line.start
    found = _QUOTED.match(text, line.start, line.end - 1)
    return found.end() if found else line.start


def begins_field(text: str, line: Line) -> bool:
    """Tell whether *line* names a field of the head of a letter: its subject, its date."""
    return _FIELD.match(text, line.start, line.end) is not None


def is_prose(text: str, line: Line) -> bool:
    """Tell whether *line* looks like running text: long enough, with stops inside it."""
    return line.end - line.start >= 24 and _INNER.search(text, line.start, line.end) is not None


def read_page(text: str, lines: tuple[Line, ...]) -> Page:
    """Return what *lines* of *text* tell together."""
    step = max(1, len(lines) // _SAMPLE)
    picked = range(0, len(lines), step)
    sample = [lines[number] for number in picked]
    letters = text if len(text) < 200_000 else "".join(text[line.start : line.end] for line in sample[:2000])[:200_000]
    any_han = not text.isascii() and _ANY_HAN.search(text) is not None
    han = any_han and sum(map(len, _HAN_RUN.findall(letters))) * 4 > len(letters)
    widths = sorted(columns(text[line.start : line.end], han=han) for line in sample)
    width = widths[len(widths) * 95 // 100] if widths else 0
    if _one_a_sentence(text, lines, sample, han):
        return Page(text, lines, Layout.SENTENCES, width, han, any_han)
    following = [lines[number + 1] if number + 1 < len(lines) else None for number in picked]
    if _is_wrapped(text, sample, following, width, han):
        return Page(text, lines, Layout.WRAPPED, width, han, any_han, **_signs(text, sample, following, width, han))
    return Page(text, lines, Layout.PARAGRAPHS, width, han, any_han)


def _one_a_sentence(text: str, lines: Sequence[Line], sample: Sequence[Line], han: bool) -> bool:
    """Every sentence ends a line, every line ends a sentence, and some lines are marked as beginning a paragraph."""
    if len(lines) < 12:
        return False
    marked = sum(line.indent > 0 or line.gap > 1 for line in sample)
    if not 0.02 * len(sample) < marked < 0.95 * len(sample):
        return False
    if sum(not is_open(text, line) for line in sample) < 0.95 * len(sample):
        return False
    if han:
        stops = text.count("。")
        inside = stops - sum(text.count(f"。{end}") for end in ("\n", "\r", " \n", "”", "’", "」", "』", "）"))
        return stops > 0.8 * len(lines) and inside <= 1 + 0.05 * stops
    inside = sum(_LATIN_SENTENCES.search(text, line.start, line.end) is not None for line in sample)
    return inside < 0.05 * len(sample) and sum(line.end - line.start > 160 for line in sample) > 0.02 * len(sample)


def _is_wrapped(text: str, sample: Sequence[Line], following: Sequence[Line | None], width: int, han: bool) -> bool:
    """Many lines have nearly one width, and most of those stop inside a sentence that the next line carries on."""
    if len(sample) < 8 or not 20 <= width <= 160:
        return False
    full = carried = inner = 0
    for line, after in zip(sample, following, strict=True):
        if after is None or columns(text[line.start : line.end], han=han) < 0.8 * width:
            continue
        full += 1
        inner += _INNER.search(text, line.start, line.end) is not None
        if is_open(text, line) and not begins_item(text, after):
            first = text[quoted(text, after)]
            carried += han or first.islower() or first in "\"'(“‘" or first.isdigit()
    needed = 0.5 if han else 0.4
    return full >= 0.3 * len(sample) and carried >= needed * full and inner >= (0.4 if han else 0.25) * full


def _signs(
    text: str, sample: Sequence[Line], following: Sequence[Line | None], width: int, han: bool
) -> dict[str, bool]:
    """What marks a paragraph in a wrapped text."""
    short = [columns(text[line.start : line.end], han=han) < 0.75 * width for line in sample]
    trailing = [line.trailing for line in sample]
    ends = sum(
        mark and (less or not is_open(text, line)) for mark, less, line in zip(trailing, short, sample, strict=True)
    )
    missed = sum(
        less and not mark and not is_open(text, line) for mark, less, line in zip(trailing, short, sample, strict=True)
    )
    marks = sum(trailing)
    carried = [
        after
        for line, less, after in zip(sample, short, following, strict=True)
        if after and not less and is_open(text, line)
    ]
    apart = sum(after.gap > 1 for after in carried)
    indents = [line.indent for line in sample]
    usual = max(set(indents), key=indents.count)
    indented = sum(indent > usual + 1 for indent in indents)
    return {
        "trailing_ends": marks >= 3 and marks < 0.7 * len(sample) and ends >= 0.8 * marks and missed <= 0.2 * ends,
        "blank_ends": apart < 0.3 * max(1, len(carried)),
        "indent_begins": 0 < indented < 0.5 * len(sample),
    }
