"""Documents by their form, where there is no table of contents: a heading or a source note begins the next one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ._inline import Heading, inline_headings
from ._letters import tidy
from ._lines import Beginning, Lines, beginnings, classify
from ._paragraphs import Paragraph, paragraphs
from ._piece import Piece
from ._trim import end_of
from ._vocabulary import BAR, CHRONOLOGY, CITATION, CLOSING_DATE, LABEL, MARKS

_MARK = re.compile(rf"\s{{0,2}}(?:{MARKS})")
_NOTES = re.compile(rf"[^\n]{{0,60}}?(?:{BAR.pattern})|\s{{0,4}}(?:{MARKS})")
_SUBJECT = re.compile(r"(?:Subject|Re|主题|事由)[ ]?[:：]\s{0,3}(.{1,150})$", re.IGNORECASE)
_LEAST_BODY = 4
"""Characters a document holds besides its heading; less is a list of titles."""
_LEAST_UNTITLED = 80
"""Characters behind a source note that must be a document although nothing names it."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place where a document begins."""

    start: int
    heading: tuple[int, int]
    title: str
    label: str = ""
    section: str = ""
    limit: int = -1
    """Where the document before it ends at the latest."""


def split_by_form(text: str) -> tuple[Piece, ...]:
    """Return the documents of *text* that heading, salutation, signature, date and source lines tell apart."""
    headings = inline_headings(text)
    if sum(each.cited for each in headings) < 2:
        headings = [each for each in headings if each.cited]
    cuts = sorted({cut for each in headings for cut in (each.start, each.end)})
    lines = classify(list(_cut(paragraphs(text), cuts)))
    marks = {mark.start: mark for mark in (_of_lines(lines, each) for each in beginnings(text, lines))}
    starts = [each.start for each in headings]
    for start in [start for start, mark in marks.items() if _across(starts, start, mark.heading[1])]:
        del marks[start]
    for each in headings:
        held = next(
            (mark for mark in marks.values() if mark.start <= each.start <= max(mark.heading[1], mark.start)), None
        )
        if held is None:
            marks[each.start] = _of_heading(text, each)
    ordered = sorted(marks.values(), key=lambda mark: mark.start)
    ordered = _drop_lists(text, ordered)
    if len(ordered) >= 2:
        ordered = _with_sources(text, ordered)
    return _pieces(text, ordered)


def _cut(found: Iterable[Paragraph], cuts: list[int]) -> Iterator[Paragraph]:
    """Yield the paragraphs, cut where a heading is glued to something."""
    for paragraph in found:
        at = paragraph.start
        for cut in [*cuts[bisect_right(cuts, at) : bisect_left(cuts, paragraph.end)], paragraph.end]:
            words = paragraph.text[at - paragraph.start : cut - paragraph.start]
            if words.strip():
                first = at + words.find(words.strip()[0])
                yield Paragraph(first, first + len(words.strip()), words.strip())
            at = cut


def _across(starts: list[int], start: int, end: int) -> bool:
    """Tell whether a glued heading begins inside a head of lines: what stands before it closes another document."""
    number = bisect_right(starts, start)
    return number < len(starts) and starts[number] < end


def _of_lines(lines: Lines, each: Beginning) -> _Mark:
    first = lines.paragraphs[each.first]
    named = [lines.paragraphs[index] for index in each.title]
    words = [
        lines.numbers[index].rest
        if index in lines.numbers and lines.numbers[index].rest
        else lines.paragraphs[index].text
        for index in each.title
    ]
    section = tidy(lines.paragraphs[each.section].text) if each.section >= 0 else ""
    limit = lines.paragraphs[each.section].start if each.section >= 0 else -1
    title = _title("：".join(words) if any("\u3400" <= word[0] <= "\u9fff" for word in words) else " ".join(words))
    end = named[-1].end if named else first.start
    dated = next((index for index in each.title[-1:] if lines.kinds[index + 1 : index + 2] == ["D"]), -1)
    if dated >= 0 and lines.paragraphs[dated + 1].text[0] in "（([":
        end = lines.paragraphs[dated + 1].end
    label = each.label
    lead = LABEL.match(title)
    if lead and not label and title[lead.end() :].strip():
        label, title = lead[0], title[lead.end() :].strip(" :：")
    subject = next(
        (
            _SUBJECT.match(line.text)
            for line in lines.paragraphs[each.first : each.last + 1]
            if _SUBJECT.match(line.text)
        ),
        None,
    )
    if not named and subject:
        title = tidy(subject[1])
    elif not named and not label:
        title = tidy(lines.paragraphs[each.last].text).strip(",:，：—- ") if lines.kinds[each.last] == "L" else ""
    elif not named:
        end = first.end
        title = label
    return _Mark(first.start, (first.start, end), title, label.strip(" .:：、—–-[]()") if named else "", section, limit)


def _title(words: str) -> str:
    return tidy(CLOSING_DATE.sub("", _MARK.sub("", words))).strip(" .。") or tidy(words)


def _of_heading(text: str, each: Heading) -> _Mark:
    label = LABEL.match(text, each.start)
    words = text[label.end() if label else each.start : each.end]
    return _Mark(each.start, (each.start, each.end), _title(words), tidy(label[0]) if label else "")


def _drop_lists(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Leave out headings with nothing under them: titles in a list."""
    kept: list[_Mark] = []
    for index, mark in enumerate(marks):
        end = marks[index + 1].start if index + 1 < len(marks) else len(text)
        if len(text[mark.heading[1] : end].strip()) >= _LEAST_BODY:
            kept.append(mark)
    return kept


def _with_sources(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Begin a document behind a source note too, where documents here end with one and no heading follows."""
    starts = [mark.start for mark in marks] + [len(text)]
    added: list[_Mark] = []
    ended = 0
    for mark, after in zip(marks, starts[1:], strict=True):
        for citation in CITATION.finditer(text, mark.heading[1], after):
            rest = text[citation.end() : after].strip()
            ended += len(rest) < _LEAST_UNTITLED
            noted = BAR.search(text, max(mark.heading[1], citation.start() - 300), citation.start())
            if len(rest) >= _LEAST_UNTITLED and not noted and not _NOTES.match(text, citation.end()):
                start = citation.end() + text[citation.end() : after].find(rest[0])
                added.append(_Mark(start, (start, start), ""))
    if 2 * ended < len(marks):
        return marks
    return sorted([*marks, *added], key=lambda mark: mark.start)


def _pieces(text: str, marks: list[_Mark]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    section = ""
    for index, mark in enumerate(marks):
        after = marks[index + 1] if index + 1 < len(marks) else None
        limit = len(text) if after is None else after.limit if after.limit >= 0 else after.start
        section = mark.section or section
        start, heading, title = mark.start, mark.heading, mark.title
        if heading[0] == heading[1] and not title:
            heading, title = _untitled(text, start, limit)
        kind = "chronology" if CHRONOLOGY.search(tidy(title)) else ""
        end = max(end_of(text, heading[1], limit), heading[1])
        pieces.append(Piece(start, end, title, heading, "form", section, mark.label, kind))
    return tuple(pieces)


def _untitled(text: str, start: int, limit: int) -> tuple[tuple[int, int], str]:
    """Return the heading of what begins behind a source note: a chronology names itself."""
    line = text[start : min(limit, start + 60)].split("\n")[0]
    match = CHRONOLOGY.search(line)
    if match:
        mark = _MARK.match(text, start + match.end())
        return (start, mark.end() if mark else start + match.end()), tidy(line[: match.end()])
    return (start, start), ""
