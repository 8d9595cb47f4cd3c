"""Headings inside running text: extraction has glued them to the citation, note or caption before them.

Such a heading says who does what to whom and ends with its date in brackets. It counts only where a document may
begin: at the start of a paragraph, behind a source citation, or behind the notes below one. What of the words before
the date belongs to the heading is learnt from the other headings: a name that opens several of them opens this one too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace

from ._letters import letters_of
from ._vocabulary import BAR, BRACKET_DATE, CITATION, EDITOR, GENRE_ZH, LABEL, MARKS, TRAILING_MARKS, VERB

MAX_HEADING = 150
MAX_NOTES = 3_000
"""Characters of notes between a citation and the next heading."""
_CUT = re.compile(rf"[。！？；!?;\n\f”」]|{BAR.pattern}|{EDITOR.pattern}")
_GENRE_END = re.compile(rf"(?:{GENRE_ZH})(?:[（(][^（）()]{{1,12}}[)）])?(?:{MARKS})?$")
_GOES_ON = re.compile(r"\s{0,2}[，,。、；;：:的中里内以]")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the copy."""

    start: int
    end: int
    agent: str = ""
    """What stands before the first verb."""
    cited: bool = False
    """Whether a citation or the notes below one stand before it."""
    free: bool = False
    """Whether something that is no part of it may stand before it, a caption say."""


def inline_headings(text: str) -> list[Heading]:
    """Return the headings with a date in brackets, in order."""
    dates = list(BRACKET_DATE.finditer(text))
    if not dates:
        return []
    ends = [match.end() for match in CITATION.finditer(text)]
    found: list[Heading] = []
    last = 0
    for match in dates:
        heading = _heading(text, match, max(last, match.start() - MAX_HEADING), ends)
        if heading:
            found.append(heading)
            last = heading.end
    return _cut_to_agents(text, found)


def _heading(text: str, date: re.Match[str], low: int, ends: list[int]) -> Heading | None:
    if _GOES_ON.match(text, date.end()):
        return None
    cut, strong, noted = _cut(text, date.start(), low, ends)
    if cut is None:
        return None
    cited = noted
    while cut < date.start() and text[cut].isspace():
        cut += 1
    label = next(
        (each for each in LABEL.finditer(text, cut, date.start()) if _HAN.search(text, each.end(), date.start())), None
    )
    if label and not VERB.search(text, cut, label.start()):
        cut = label.start()
    words = text[label.end() if label and cut == label.start() else cut : date.start()].strip()
    verb = VERB.search(words, 1)
    if len(letters_of(words)) < 4 or not (verb or label or cited or _GENRE_END.search(words)):
        return None
    marks = TRAILING_MARKS.match(text, date.end())
    agent = words[: verb.start()].strip() if verb else ""
    return Heading(
        cut, marks.end() if marks else date.end(), "" if len(agent) > 40 else agent, cited, strong and not label
    )


def _cut(text: str, end: int, low: int, ends: list[int]) -> tuple[int | None, bool, bool]:
    """Return where the words of a heading begin, or None; whether a caption may stand there; whether notes do."""
    cut = None
    for match in _CUT.finditer(text, low, end):
        cut = match
    number = bisect_right(ends, end)
    citation = ends[number - 1] if number else -1
    if citation >= low and (cut is None or citation >= cut.end()):
        return citation, True, True
    if cut is None:
        return (low, True, False) if low == 0 else (None, False, False)
    between = (
        text[max(citation, cut.end() - MAX_NOTES) : cut.end()]
        if citation >= 0 and cut.end() - citation <= MAX_NOTES
        else ""
    )
    if BAR.search(between, 0, 400) or re.match(rf"\s{{0,4}}(?:{MARKS})", between):
        return cut.end(), True, True
    if cut[0] in "\n\f":
        return cut.end(), True, False
    return None, False, False


def _cut_to_agents(text: str, found: list[Heading]) -> list[Heading]:
    """Move the start of a heading to the name that opens others, where something else stands before it."""
    agents = Counter(letters_of(each.agent) for each in found if each.agent)
    support = {
        agent: sum(times for other, times in agents.items() if other.endswith(agent))
        for agent in agents
        if len(agent) >= 2
    }
    known = sorted(
        (agent for agent, times in support.items() if agents[agent] >= 2 or times >= 3), key=len, reverse=True
    )
    letters = letters_of(text) if known else ""
    return [_moved(text, each, known, agents, letters) for each in found]


def _moved(text: str, heading: Heading, known: list[str], agents: Counter[str], letters: str) -> Heading:
    agent = letters_of(heading.agent)
    if not heading.free or agents[agent] > 1:
        return heading
    for name in known:
        if len(agent) >= len(name) + 2 and agent.endswith(name) and letters.count(agent) <= 2:
            for start in range(heading.start + 1, heading.end):
                if (
                    letters_of(text[start])
                    and letters_of(text[start : start + 60]).startswith(name)
                    and len(letters_of(text[heading.start : start])) == len(agent) - len(name)
                ):
                    while text[start].isspace():
                        start += 1
                    return replace(heading, start=start)
    return heading
