"""A table of contents: where it stands and what it lists, entry by entry.

Three shapes are read: entries that end with leaders and a page number (also when they run on without line breaks),
lines that end with a page number, and plain lists of titles, which end where the first title comes again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from ._letters import letters_of, tidy
from ._vocabulary import CHRONOLOGY, CLOSING_DATE, CONTENTS, FRONT, LABEL, PART, PICTURES, VERB

MAX_HEAD = 400_000
"""A contents begins in the first so many characters."""
MAX_GAP = 1_500
"""Characters between two entries of one contents."""
MAX_ENTRIES = 5_000
_LEADER = re.compile(
    r"(?<![….·．‥_])(?<![….·．‥_] )(?:[….·．‥_] ?){3,}+"
    r"[ \u3000]{0,20}[（(\[]?(?P<page>[0-9０-９]{1,12}|[ivxlc]{1,7}\b)[）)\]]?"
)
_RIGHT = re.compile(r"(?P<title>\S[^\n]{0,300}?)(?:\t|[ \u3000]{1,60})(?P<page>[0-9]{1,4}|[ivxlc]{1,7})[ \t]*$")
_YEAR_NEXT = re.compile(r"[ ]?年")
_NUMBER = re.compile(r"((?:No\.? ?)?(?:[0-9]{1,4}|[IVXLC]{1,8}|[一二三四五六七八九十百]{1,5}))[.、．)）:：] ?(?=\S)")
_DIGITS = "〇一二三四五六七八九"
_AGENT = re.compile(r"[^，。：:；、\n]{2,40}")
_CAPITALS = re.compile(r"[^a-z\u3400-\u9fff]*[A-Z][^a-z\u3400-\u9fff]*$")
_CHAPTER = re.compile(
    r"(?:part|book|section|chapter|volume)\b[^\n]{0,80}$"
    r"|第[一二三四五六七八九十百0-9]{1,4}[编編篇章节節部辑輯][^\n]{0,40}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a contents."""

    title: str
    """Without label, section and date."""
    words: str
    """As printed, without label and section: what is looked for."""
    page: str
    label: str
    section: str
    kind: str
    """``document``, ``chronology``, ``attachment``, ``picture`` or ``front`` (a preface, an index)."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Contents:
    """Where a contents stands in the copy, and its entries."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def find_contents(text: str) -> Contents | None:
    """Return the table of contents of *text*, or None."""
    return _by_leaders(text) or _by_lines(text)


def _by_leaders(text: str) -> Contents | None:
    head = text[:MAX_HEAD]
    groups: list[list[re.Match[str]]] = []
    for match in _LEADER.finditer(head):
        if not groups or match.start() - groups[-1][-1].end() > MAX_GAP:
            groups.append([])
        groups[-1].append(match)
    best = max(groups, key=len, default=[])
    if len(best) < 3:
        return None
    begin = _begin(head, best[0].start())
    raws, at, page = [], begin, 0
    for match in best[:MAX_ENTRIES]:
        number, end = _page(head, match, page)
        if number.isdigit():
            page = int(number)
        raws.append((at, match.start(), number))
        at = end
    return Contents(begin, at, _entries(text, raws))


def _begin(text: str, first: int) -> int:
    """Return where the first entry begins: after the word 'contents', else with its paragraph."""
    earliest = max(0, first - MAX_GAP)
    found = [match.end() for match in CONTENTS.finditer(text, earliest, first)]
    return found[-1] if found else max(earliest, text.rfind("\n", earliest, first) + 1)


def _page(text: str, match: re.Match[str], before: int) -> tuple[str, int]:
    """Return the page and its end: digits that belong to the next entry (a year, say) are left to it."""
    digits, start, end = match["page"], match.start("page"), match.end()
    if not digits[0].isdigit() or (len(digits) <= 4 and not _YEAR_NEXT.match(text, end)):
        return digits, end
    lengths = [size for size in range(1, min(4, len(digits)) + 1) if before <= int(digits[:size]) <= before + 300]
    if len(digits) > 4 and len(digits) - 4 in lengths and _YEAR_NEXT.match(text, end):
        lengths = [len(digits) - 4]
    size = lengths[-1] if lengths else min(4, len(digits))
    return digits[:size], start + size


def _by_lines(text: str) -> Contents | None:
    for mark in CONTENTS.finditer(text, 0, min(len(text), MAX_HEAD)):
        if text[text.rfind("\n", 0, mark.start()) + 1 : mark.start()].strip():
            continue
        lines = _lines(text, mark.end())
        found = _paged(text, lines) or _repeated(text, lines)
        if found and len(found) >= 3:
            return Contents(mark.end(), found[-1][1], _entries(text, found))
    return None


def _lines(text: str, start: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    at = start
    while at < len(text) and len(lines) < MAX_ENTRIES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip():
            lines.append((at, end))
        if end - at > 400:
            break
        at = end + 1
    return lines


def _paged(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Return the entries of lines that end with a page; a line without one belongs to the next that has one.

    The pages must not fall, and at most four lines in a row may have none: a list of figures is no contents.
    """
    found: list[tuple[int, int, str]] = []
    begin, bare, before = -1, 0, 0
    titles: list[str] = []
    for start, end in lines:
        words = letters_of(text[start:end])
        if any(title and words.startswith(title) for title in titles[:3]):  # the text itself has begun
            break
        begin = start if begin < 0 else begin
        match = _RIGHT.fullmatch(text[start:end].strip())
        page = match["page"] if match else ""
        if not match or (page.isdigit() and not before <= int(page) <= before + 500):
            bare += 1
            if bare > 4 or match:
                break
            continue
        found.append((begin, start + text[start:end].find(match["title"]) + len(match["title"]), page))
        titles.append(letters_of(match["title"]))
        before, begin, bare = int(page) if page.isdigit() else before, -1, 0
    return found


def _repeated(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Return the lines before the one that repeats the first: the titles of a list without pages."""
    first = ""
    for number, (start, end) in enumerate(lines):
        words = letters_of(text[start:end])
        if not first:
            first = words
        elif words == first and len(first) >= 4:
            return [(a, b, "") for a, b in lines[:number]]
    return []


def _entries(text: str, raws: list[tuple[int, int, str]]) -> tuple[Entry, ...]:
    agents = _agents(text, raws)
    letters = letters_of(text) if agents else ""
    entries: list[Entry] = []
    section, pictures = "", False
    for start, end, page in raws:
        raw = text[start:end].strip(" \u3000\n\t…·.．_")
        shown = PICTURES.match(raw)
        if shown and len(raw) > shown.end():
            pictures, raw = True, raw[shown.end() :]
        if pictures:
            words = _unnumbered(raw, sum(entry.kind == "picture" for entry in entries) + 1)
            entries.append(Entry(tidy(words), words, page, "", "", "picture", start, end))
            continue
        before, label, words = _parts(raw, agents, letters)
        section = _section(before) or section
        title = tidy(CLOSING_DATE.sub("", words))
        entries.append(Entry(title, words, page, tidy(label), section, _kind(label, words), start, end))
    return _numbered([replace(entry, section="") if entry.kind == "front" else entry for entry in entries])


def _numbered(entries: list[Entry]) -> tuple[Entry, ...]:
    """Take the numbers of the documents for labels where most entries have one."""
    found = [_NUMBER.match(entry.title) if not entry.label else None for entry in entries]
    listed = sum(entry.kind != "picture" for entry in entries)
    if 2 * sum(match is not None for match in found) <= listed:
        return tuple(entries)
    return tuple(
        replace(entry, label=match[1], title=entry.title[match.end() :]) if match else entry
        for entry, match in zip(entries, found, strict=True)
    )


def _kind(label: str, words: str) -> str:
    if FRONT.match(tidy(words)):
        return "front"
    if CHRONOLOGY.search(tidy(words)):
        return "chronology"
    return "attachment" if label.startswith(("附件", "附文", "Encl", "Incl", "ENCL", "INCL", "Attach")) else "document"


def _unnumbered(raw: str, number: int) -> str:
    """Leave out the number of a picture; only the one expected, because titles begin with numerals too."""
    tens, ones = divmod(number, 10)
    chinese = ("" if not tens else ("" if tens == 1 else _DIGITS[tens % 10]) + "十") + (_DIGITS[ones] if ones else "")
    for shown in (chinese, str(number)):
        if raw.startswith(shown) and len(raw) > len(shown):
            return raw[len(shown) :].lstrip(" \u3000.、．)）\n")
    return raw


def _section(before: str) -> str:
    words = tidy(before)
    part = PART.match(words)
    return words[part.end() :] if part and part.end() < len(words) else words


def _parts(raw: str, agents: Counter[str], letters: str) -> tuple[str, str, str]:
    """Split an entry: the name of a section printed before it, its label, and the rest."""
    label = _label(raw)
    if label:
        return raw[: label[0]], raw[label[0] : label[1]], raw[label[1] :].strip(" \u3000\n:：")
    *lines, last = [line for line in raw.split("\n") if line.strip()] or [raw]
    heads = [
        line for line in lines if _CHAPTER.match(line.strip()) or (_CAPITALS.match(line) and not _CAPITALS.match(last))
    ]
    if heads:
        cut = raw.find(heads[-1]) + len(heads[-1])
        return " ".join(heads), "", raw[cut:].strip()
    whole = _agent(raw)
    for agent, _ in agents.most_common():
        before = whole[: -len(agent)]
        if len(before) >= 2 and whole.endswith(agent) and letters.count(letters_of(whole)) <= 2:
            return before, "", raw[len(before) :]
    return "", "", raw


def _label(raw: str) -> tuple[int, int] | None:
    """Return where a label stands that opens an entry, maybe behind the name of a section."""
    for match in LABEL.finditer(raw, 0, 80):
        before = raw[: match.start()]
        if raw[match.end() :].strip() and not re.search(r"[，。：:、]|的$|关于", before):
            return match.span()
    return None


def _agent(raw: str) -> str:
    """Return what stands before the first verb of a Chinese heading; empty where there is none."""
    verb = VERB.search(raw, 1)
    return raw[: verb.start()] if verb and _AGENT.fullmatch(raw[: verb.start()]) else ""


def _agents(text: str, raws: list[tuple[int, int, str]]) -> Counter[str]:
    """Return who acts in two entries or more: the name at the beginning of many entries is no section."""
    found: Counter[str] = Counter()
    for start, end, _ in raws:
        raw = text[start:end].strip()
        label = _label(raw)
        agent = _agent(raw[label[1] :].strip() if label else raw)
        if agent:
            found[agent] += 1
    return Counter({agent: count for agent, count in found.items() if count >= 2})
