"""Documents by the table of contents: each entry looked for in the text behind it, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ._contents import Contents, Entry
from ._letters import Letters, letters_of, tidy
from ._match import Found, match_entries
from ._piece import Piece
from ._trim import end_of
from ._vocabulary import CITATION, LABEL, TRAILING_MARKS

_OPENERS = "《“\"'‘（(【[「『〈"
_CLOSERS = "》”\"'’）)】]」』〉.。:："
_NUMBER_LINE = re.compile(
    r"(?:^|\n)[ \u3000]{0,8}((?:No|Doc|Document|Number)s?\.?[ ]?\d{1,5}|\d{1,5}"
    r"|第?[ ]?[0-9一二三四五六七八九十百〇]{1,6}[ ]?[号號件])[.:：]?\s{0,4}$",
    re.IGNORECASE,
)
_LABEL_BEFORE = 40


@dataclass(frozen=True, slots=True)
class ByContents:
    """The documents a contents lists, and its entries that are not in the text."""

    pieces: tuple[Piece, ...]
    missing: tuple[Entry, ...]
    listed: int
    """Entries that are to be documents."""


def split_by_contents(text: str, contents: Contents) -> ByContents:
    """Return the documents of *text* that *contents* lists."""
    letters = Letters.of(text)
    entries = [entry for entry in contents.entries if entry.kind != "picture"]
    loose = [entry.words for entry in contents.entries if entry.kind == "picture"]
    loose += list(dict.fromkeys(entry.section for entry in entries if entry.section))

    def weigh(start: int, end: int) -> float:
        return _likeness(text, letters.place(start), letters.after(end))

    found = match_entries(
        [_key(entry) for entry in entries], letters.text, start=letters.position(contents.end), weigh=weigh
    )
    pieces = _pieces(text, letters, entries, found, loose)
    matched = {each.number for each in found}
    missing = tuple(entry for number, entry in enumerate(entries) if number not in matched and entry.kind != "front")
    return ByContents(pieces, missing, sum(entry.kind != "front" for entry in entries))


def _key(entry: Entry) -> str:
    """Return the letters to look for; a title too short to be told from other words is looked for with its label."""
    words = letters_of(entry.words)
    return words if len(words) >= 6 else letters_of(entry.label) + words


def _likeness(text: str, start: int, end: int) -> float:
    """Return how much a place looks like a heading: at the beginning of a line, alone on it, behind a citation."""
    before = text[max(0, start - 4) : start].rstrip(" \u3000")
    score = 0.3
    if not before or before[-1] in "\n\f":
        score = 0.8
    elif before[-1] in "页頁）)。.":
        score = 0.5
    after = text[end : end + 4].lstrip(" .。：:）)》")
    return score + (0.2 if not after or after[0] in "\n\f" else 0.0)


def _pieces(
    text: str, letters: Letters, entries: list[Entry], found: list[Found], loose: list[str]
) -> tuple[Piece, ...]:
    headings = [_heading(text, letters, each) for each in found]
    starts = [start for start, _, _, _ in headings] + [len(text)]
    pieces: list[Piece] = []
    owner = -1
    for index, each in enumerate(found):
        entry = entries[each.number]
        start, heading_start, heading_end, label = headings[index]
        if entry.kind == "front":
            owner = -1
            continue
        attached = entry.kind == "attachment" and owner >= 0
        end = end_of(text, heading_end, starts[index + 1], loose=loose)
        if attached:
            pieces[owner] = replace(pieces[owner], end=end)
            end = _before_citation(text, heading_end, end)
        else:
            owner = len(pieces)
        kind = {"chronology": "chronology", "attachment": "attachment"}.get(entry.kind, "")
        pieces.append(
            Piece(
                start, end, entry.title, (heading_start, heading_end), "contents", entry.section, label or entry.label,
                kind, owner if attached else -1, entry.page,
            )
        )  # fmt: skip
    return tuple(pieces)


def _before_citation(text: str, start: int, end: int) -> int:
    """Return where an attachment ends: the citation below it is that of the document it is attached to."""
    match = CITATION.search(text, start, end)
    return start + len(text[start : match.start()].rstrip()) if match else end


def _heading(text: str, letters: Letters, found: Found) -> tuple[int, int, int, str]:
    """Return where the document and its heading begin, where the heading ends, and its label as printed."""
    start, end = letters.place(found.start), letters.after(found.end)
    while start > 0 and text[start - 1] in _OPENERS:
        start -= 1
    while end < len(text) and text[end] in _CLOSERS:
        end += 1
    marks = TRAILING_MARKS.match(text, end)
    end = marks.end() if marks else end
    begin = max(0, start - _LABEL_BEFORE)
    label = ""
    for match in LABEL.finditer(text, begin, start + 1):
        if match.end() <= start and match.start() < start and not text[match.end() : start].strip(" \u3000:：\n"):
            start, label = match.start(), tidy(match[0])
            break
    number = _NUMBER_LINE.search(text, max(0, start - _LABEL_BEFORE), start)
    if number:
        start, label = number.start(1), label or tidy(number[1])
    return start, start, end, label
