"""Sentences and clauses: the pieces in which acts are looked for, with their place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 600
"""Characters a clause may have; a longer one is cut, so that every rule runs over bounded text."""
MOST = 48
"""Clauses a sentence may have; a longer one is cut, for the same reason."""

_SENTENCE = re.compile(r"[。！？!?\n.](?:(?<=\.)(?=[\"'”’)]{0,8}(?:\s|$))|(?<!\.)[。！？!?\n]*[”’」』\"')）]*)")
"""A stop of a sentence. What may begin it stands first, so that text without any is passed over at once."""
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Gov|Lt|Amb|St|No|Nos|vol|p|pp|art|cf|etc|[A-Z])|\b[A-Z]\.[A-Z])$"
)
_REPORTING = (
    "said", "says", "stated", "replied", "answered", "added", "declared", "remarked", "observed", "explained",
    "stressed", "noted", "indicated", "told me", "told him",
)  # fmt: skip
_STOP = r"[，；：;,:—](?:(?<=[，；：;])[，；：;]*|(?<=[,:])(?=[\s“”‘’\"'\u3400-\u9fff])|(?<=[\u3400-\u9fff],)|(?<=—)—+)"
"""A stop of a clause. What may begin it stands first, so that text without any is passed over at once."""
_CLAUSE = re.compile(_STOP)
_CLAUSE_THAT = re.compile(
    rf"{_STOP}|\s(?<= that\s)(?:" + "|".join(rf"(?<=\b{verb} that\s)" for verb in _REPORTING) + ")"
)
_EDGE = " \t\r\u3000…“”‘’「」『』\"'（）()"
_LABEL = re.compile(
    r"(?:第(?P<a>[一二三四五六七八九十]{1,3})|(?P<b>[一二三四五六七八九十]{1,3})|\(?(?P<c>\d{1,2}))(?:[、．)]|\.(?!\d))"
    r"|（(?P<d>[一二三四五六七八九十\d]{1,3})）|第(?P<e>[一二三四五六七八九十]{1,3})$"
)
_FIGURES = {figure: number for number, figure in enumerate("一二三四五六七八九", 1)}


class Clause(NamedTuple):
    """What stands between two stops."""

    start: int
    end: int
    text: str
    stop: str
    """The stop after it."""
    label: int = 0
    """The number of the item of a list that begins with it: 1 of ``一、``, 0 of none."""


class Sentence(NamedTuple):
    """Clauses up to a full stop."""

    clauses: tuple[Clause, ...]
    question: bool
    new_line: bool
    """Whether a paragraph begins with it."""


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of *text* with their clauses.

    >>> [[clause.text for clause in each.clauses] for each in sentences("如你同意，我们可以派人。行吗？")]
    [['如你同意', '我们可以派人'], ['行吗']]
    """
    start, fresh = 0, True
    for match in _SENTENCE.finditer(text):
        if match[0][0] == "." and _ABBREVIATED.search(text, max(start, match.start() - 8), match.start()):
            continue
        clauses = tuple(_clauses(text, start, match.start(), match[0]))
        for at in range(0, len(clauses), MOST):
            yield Sentence(clauses[at : at + MOST], "？" in match[0] or "?" in match[0], fresh)
            fresh = False
        fresh = fresh or "\n" in match[0]
        start = match.end()
    clauses = tuple(_clauses(text, start, len(text), ""))
    for at in range(0, len(clauses), MOST):
        yield Sentence(clauses[at : at + MOST], False, fresh)
        fresh = False


def _clauses(text: str, start: int, end: int, stop: str) -> Iterator[Clause]:
    at, label = start, 0
    stops = _CLAUSE_THAT if text.find(" that", start, end) >= 0 else _CLAUSE
    for match in stops.finditer(text, start, end):
        for piece in _pieces(text, at, match.start(), match[0][0] if not match[0].isspace() else " ", label):
            label = 0 if piece.text else piece.label  # 第一，…: the label is a clause of its own
            if piece.text:
                yield piece
        at = match.end()
    yield from (piece for piece in _pieces(text, at, end, stop[:1], label) if piece.text)


def _pieces(text: str, start: int, end: int, stop: str, number: int) -> Iterator[Clause]:
    while start < end and text[start] in _EDGE and not (text[start] in "（(" and _LABEL.match(text, start, end)):
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    label = _LABEL.match(text, start, end)
    if label:
        number = _number(next(each for each in label.groups() if each))
        start = label.end()
        while start < end and text[start] in _EDGE:
            start += 1
        if start >= end:
            yield Clause(end, end, "", stop, number)
    for begin in range(start, end, LONGEST):
        stretch = min(end, begin + LONGEST)
        yield Clause(begin, stretch, text[begin:stretch], stop if stretch == end else "", number)
        number = 0


def _number(figures: str) -> int:
    """Return the number of a label: 12 of 十二 and of 12."""
    if figures.isdecimal():
        return int(figures)
    tens, ten, ones = figures.rpartition("十")
    return (_FIGURES.get(tens, 1) * 10 if ten else 0) + _FIGURES.get(ones, 0)
