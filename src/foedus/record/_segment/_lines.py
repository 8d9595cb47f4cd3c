"""Where documents begin in a text of lines: what opens one weighed together with what closed the one before.

No single sign decides. A number in a series, a heading, a date, an address and a salutation speak for a beginning; a
signature, a source, a separator before them speak for it too; a colon before them speaks against it, because what
follows is then quoted. `NEEDED` is what they must reach together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from ._opening import (
    Number,
    genre_of,
    is_address,
    is_dated,
    is_enclosure,
    is_head,
    is_memo_line,
    is_section,
    is_separator,
    number_of,
)
from ._paragraphs import (
    Paragraph,
    is_close,
    is_date_line,
    is_distribution,
    is_note,
    is_salutation,
    is_signature,
    is_source,
)

NEEDED = 3.0
MAX_RUN = 12
"""Lines of the head of one document."""
_ENDS = re.compile(r"[。！？!?….;；,，:：][”\"’」』)）\]]{0,2}$")
_POSTSCRIPT = re.compile(r"P\.? ?S\.?\b|P\. ?S\.|Postscript|又及|再启|再者|附言", re.IGNORECASE)
_SOURCES = ("Source:", "[Source:", "Sources:", "来源：", "资料来源：")
_OPENERS = frozenset("NHADL")


@dataclass(frozen=True, slots=True)
class Beginning:
    """A document begins with the paragraph number *first*; its head runs to *last*."""

    first: int
    last: int
    score: float
    label: str = ""
    title: tuple[int, ...] = ()
    """The paragraphs that name it."""
    section: int = -1
    """The paragraph before it that names a part of the book."""


@dataclass(frozen=True)
class Lines:
    """The paragraphs of a text with a letter each for what they look like.

    S part of a book, N number, H heading, A address, D date, L salutation, C close, G signature, Q source, T note,
    I label of an enclosure, X copies, P separator, W short line of another kind, B running text.
    """

    paragraphs: list[Paragraph]
    kinds: list[str]
    numbers: dict[int, Number]
    series: frozenset[int]
    """The paragraphs whose numbers follow one another."""
    dates_first: bool
    """Whether letters here begin with their date: learnt from the first one."""


def classify(paragraphs: list[Paragraph]) -> Lines:
    """Return what each paragraph looks like, each seen with its neighbours."""
    numbers: dict[int, Number] = {}
    kinds = []
    for index, paragraph in enumerate(paragraphs):
        kind = _kind(paragraph)
        if kind in "HWB" and len(paragraph.text) <= 400:
            number = number_of(paragraph)
            if number:
                numbers[index] = number
                kind = "N"
        kinds.append(kind)
    _sign(paragraphs, kinds)
    return Lines(paragraphs, kinds, numbers, _series(numbers), _dates_first(kinds))


def _kind(paragraph: Paragraph) -> str:
    text = paragraph.text
    if len(text) > 400:
        return "Q" if text.startswith(_SOURCES) else "B"
    if is_separator(paragraph):
        return "P"
    if is_source(paragraph):
        return "Q"
    if is_note(paragraph):
        return "T"
    if is_close(paragraph):
        return "C"
    if is_salutation(paragraph):
        return "L"
    if not paragraph.short:
        return "H" if is_head(text) else "B"
    if is_enclosure(paragraph):
        return "I"
    if is_section(paragraph):
        return "S"
    for kind, test in (("X", is_distribution), ("A", is_address)):
        if test(paragraph):
            return kind
    if is_head(text):
        return "H"
    if is_date_line(paragraph):
        return "D"
    return "B" if _ENDS.search(text) and not number_of(paragraph) else "W"


def _sign(paragraphs: list[Paragraph], kinds: list[str]) -> None:
    """Find the signatures: short lines after a close, or between the text and a date, a source or the end."""
    for index, kind in enumerate(kinds):
        if kind not in "WB" or not is_signature(paragraphs[index]) or index == 0:
            continue
        before = next((kinds[back] for back in range(index - 1, max(-1, index - 4), -1) if kinds[back] != "G"), "")
        after = kinds[index + 1] if index + 1 < len(kinds) else "Q"
        if before == "C" or (before in "BT" and after in "QDXHN") or paragraphs[index].text[:1] in "(（[/":
            kinds[index] = "G"


def _dates_first(kinds: list[str]) -> bool:
    for index, kind in enumerate(kinds):
        if kind == "L":
            above = kinds[max(0, index - 4) : index]
            return "D" in above and not set(above) & set("HN")
    return False


def _series(numbers: dict[int, Number]) -> frozenset[int]:
    """Return the paragraphs whose numbers count up, style by style; a style that mostly does not counts nothing.

    A number that names a document weighs more than one before any short line, which may be an item of a list.
    """
    styles: dict[str, list[int]] = defaultdict(list)
    for index, number in numbers.items():
        styles[number.style].append(index)
    kept: set[int] = set()
    for found in styles.values():
        weight: list[float] = []
        before: list[int] = []
        latest: dict[int, int] = {}  # the last place in the heaviest chain that ends with a value
        for place, index in enumerate(found):
            number = numbers[index]
            steps = [latest[number.value - step] for step in (1, 2, 3) if number.value - step in latest]
            behind = max(steps, key=weight.__getitem__, default=-1)
            weight.append((1.0 if number.names else 0.1) + (weight[behind] if behind >= 0 else 0))
            before.append(behind)
            if number.value not in latest or weight[latest[number.value]] <= weight[place]:
                latest[number.value] = place
        place = max(range(len(found)), key=weight.__getitem__)
        if weight[place] >= 2 and 2 * weight[place] >= sum(numbers[index].names for index in found):
            while place >= 0:
                kept.add(found[place])
                place = before[place]
    return frozenset(kept)


def beginnings(text: str, lines: Lines) -> list[Beginning]:
    """Return where documents begin, in order."""
    habit = sum(kind == "H" and is_dated(lines.paragraphs[i].text) for i, kind in enumerate(lines.kinds)) >= 2
    found: list[Beginning] = []
    genres: set[str] = set()
    index = 0
    while index < len(lines.paragraphs):
        if lines.kinds[index] in _OPENERS:
            floor = found[-1].last if found else -1
            begun = _weigh(text, lines, index, habit, genres, floor)
            if begun is None and _context(text, lines, index) < 0 and index not in lines.series:
                index = _run(lines, index)  # quoted or enclosed: nothing of its head begins a document
            if begun:
                found.append(begun)
                genres |= {genre for each in begun.title if (genre := genre_of(lines.paragraphs[each].text))}
                index = begun.last
        index += 1
    return _numbered_only(lines, found)


def _numbered_only(lines: Lines, found: list[Beginning]) -> list[Beginning]:
    """Where nearly all documents are numbered, an unnumbered beginning stands only where a number is missing."""
    counted = [each for each in found if each.first in lines.series]
    if len(counted) < 4 or len(counted) < 0.7 * len(found):
        return found
    kept: list[Beginning] = []
    for index, each in enumerate(found):
        if each.first in lines.series:
            kept.append(each)
            continue
        before = next((other for other in reversed(found[:index]) if other.first in lines.series), None)
        after = next((other for other in found[index:] if other.first in lines.series), None)
        if before and after and lines.numbers[after.first].value - lines.numbers[before.first].value > 1:
            kept.append(each)
    return kept


def _weigh(text: str, lines: Lines, first: int, habit: bool, genres: set[str], floor: int) -> Beginning | None:
    kinds = lines.kinds
    if kinds[first] == "D" and not (lines.dates_first and "L" in kinds[first : first + 4]):
        return None
    if first == 0 and kinds[0] == "H" and kinds[1:2] in (["H"], ["N"]) and not is_dated(lines.paragraphs[0].text):
        return None  # the name of the book
    if (
        floor >= 0
        and first - floor <= 4
        and first not in lines.series
        and not set(kinds[floor + 1 : first]) & set("BCG")
    ):
        return None  # a head below a head, with no text between them
    last = _run(lines, first)
    run = kinds[first : last + 1]
    score = _context(text, lines, first)
    head = next((i for i in range(first, last + 1) if kinds[i] == "H" or _names(lines, i)), None)
    if first in lines.series:
        score += 1.5 if lines.numbers[first].style == "bare" else 3
    elif run[0] == "N":
        score += 1
    if head is not None:
        words = lines.paragraphs[head].text
        score += genre_of(words) in genres
        score += (3 if habit else 2) if is_dated(words) else 2 if "D" in run else 1
    score += 1.5 * ("Q" in run) + 1.5 * ("L" in run) + ("A" in run) + (run[0] == "D")
    memo = sum(is_memo_line(lines.paragraphs[i]) for i in range(first, last + 1))
    score += 2 if memo >= 2 else 0
    if score < NEEDED or not (set(run) & set("NHL") or memo >= 2):
        return None
    first = _with_title(lines, first)
    label = _label(lines, first) if kinds[first] == "N" else ""
    titles = [i for i in range(first, last + 1) if kinds[i] in "HW" or (kinds[i] == "N" and lines.numbers[i].rest)]
    if not titles:
        titles = [
            i for i in range(first, last + 1) if kinds[i] == "A" and lines.paragraphs[i].text.upper().startswith("TO ")
        ]
    section = first - 1
    while section >= 0 and kinds[section] == "P":
        section -= 1
    return Beginning(
        first, last, score, label, tuple(titles), section if section >= 0 and kinds[section] == "S" else -1
    )


def _label(lines: Lines, index: int) -> str:
    """Return the number of a document as printed, without the title on its line."""
    text, rest = lines.paragraphs[index].text, lines.numbers[index].rest
    return text[: text.find(rest)] if rest else text


def _names(lines: Lines, index: int) -> bool:
    number = lines.numbers.get(index)
    return bool(number and is_head(number.rest))


def _run(lines: Lines, first: int) -> int:
    """Return the last line of the head that begins at *first*: to the salutation, or to where running text begins."""
    kinds, last = lines.kinds, first
    while last + 1 < len(kinds) and last - first < MAX_RUN and kinds[last] != "L":
        kind = kinds[last + 1]
        if kind == "N" and (last + 1 in lines.series or "H" in kinds[first : last + 1]):
            break
        if (
            kind in "WB"
            and len(lines.paragraphs[last + 1].text) <= 100
            and not _ENDS.search(lines.paragraphs[last + 1].text)
        ):
            ahead = kinds[last + 2 : last + 4]
            if not set(ahead) & set("HADL") or ("H" in kinds[first : last + 1] and not set(ahead) & set("ADL")):
                break
        elif kind == "Q" and kinds[last] in "HND" and set(kinds[first : last + 1]) & set("HN"):
            pass  # a source note below the heading
        elif kind not in _OPENERS or (
            kind == "H" and "D" in kinds[first : last + 1] and "H" in kinds[first : last + 1]
        ):
            break
        last += 1
    return last


def _context(text: str, lines: Lines, first: int) -> float:
    """Return what stands before a head says for a beginning."""
    kinds, back = lines.kinds, first - 1
    score = 0.0
    while back >= 0 and kinds[back] in "PS":
        score = 1.0
        back -= 1
    if back < 0:
        return 2.0
    before = lines.paragraphs[back]
    gap = text[before.end : lines.paragraphs[first].start]
    if "\f" in gap or gap.count("\n") >= 4:
        score = 1.0
    if (before.text.endswith((":", "：")) and kinds[back] not in "AL") or kinds[back] == "I":
        return score - 3.0
    while back > 0 and (kinds[back] in "TX" or _POSTSCRIPT.match(lines.paragraphs[back].text)):
        back -= 1
    kind = kinds[back]
    if kind == "Q":
        return score + 2.0
    if kind in "CG" or (kind == "D" and not lines.dates_first):
        return score + 1.5
    if kind == "D" and back and kinds[back - 1] in "CG":
        return score + 1.5
    if kind == "W" and back and kinds[back - 1] in "CGD":
        return score + 1.5
    return score


def _with_title(lines: Lines, first: int) -> int:
    """Take in a title line before the head where the document before it is closed already."""
    before = first - 1
    if before < 0 or lines.kinds[before] != "W" or lines.kinds[first] in "NS":
        return first
    if (before and lines.kinds[before - 1] in "QPSX") or (
        before and lines.kinds[before - 1] == "D" and not lines.dates_first
    ):
        return before
    return first


def paragraph_at(lines: Lines, offset: int) -> int:
    """Return the number of the paragraph *offset* stands in."""
    return max(0, bisect_right(lines.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1)
