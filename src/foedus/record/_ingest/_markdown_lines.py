"""Lines of Markdown: paragraphs, headings, lists, quotes, tables, fences, definitions of notes.

The rules are those of CommonMark 0.31 and of Obsidian for what pages of sources use; what they do with indented code
is left out, because in Chinese pages an indent begins a paragraph. One expression finds the lines that mean something,
so that plain lines cost nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .._fold import Skip
from .._reading import Block

_LINE = re.compile(
    r"^[ \t]*(?:"
    r"(?P<blank>\r?$)"
    r"|(?P<quote>(?:>[ \t]?){1,64})"
    r"|(?P<head>#{1,6})(?=[ \t\r\n]|\Z)"
    r"|(?P<fence>```+|~~~+)"
    r"|(?P<rule>(?:-[ \t]{0,9}){3,200}\r?$|(?:\*[ \t]{0,9}){3,200}\r?$|(?:_[ \t]{0,9}){3,200}\r?$)"
    r"|(?P<under>=+[ \t]*\r?$)"
    r"|(?P<bullet>[-*+])(?=[ \t])"
    r"|(?P<order>[0-9]{1,9}[.)])(?=[ \t])"
    r"|(?P<note>\[\^[^\]\s]{1,64}\]:)[ \t]*"
    r"|(?P<defines>\[[^\]\[\n^]{1,200}\]:[ \t]*[^\s]{1,2000}[ \t]*(?:\"[^\"\n]{0,400}\")?[ \t]*\r?$)"
    r"|(?P<bar>\|)"
    r")",
    re.MULTILINE,
)
_INNER = re.compile(
    r"[ \t]*(?:(?P<blank>\r?$)|(?P<head>#{1,6})(?=[ \t\r\n]|\Z)|(?P<bullet>[-*+])(?=[ \t])"
    r"|(?P<order>[0-9]{1,9}[.)])(?=[ \t])"
    r"|(?P<callout>\[![\w-]{1,40}\][-+]?))",
    re.MULTILINE,
)
_TABLE_RULE = re.compile(
    r"\|?(?:[ \t]{0,99}:?-{1,200}:?[ \t]{0,99}\|){0,200}(?:[ \t]{0,99}:?-{1,200}:?[ \t]{0,99})?\|?[ \t]*\r?\Z"
)
_TASK = re.compile(r"[ \t]+\[[ xX]\](?=[ \t])")
_HEAD_END = re.compile(r"[ \t]+#{1,200}[ \t]*\Z")


@dataclass
class Lines:
    """What the lines of a page are; spans are not trimmed."""

    runs: list[Block] = field(default_factory=list)
    containers: list[Block] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    """Marks of form that are not read: ``#``, ``>``, bullets, fences, rules of tables."""
    rules: list[int] = field(default_factory=list)
    """Where a thematic break stands."""


def lines(text: str, start: int) -> Lines:
    r"""Return the runs of *text* from *start* on: one for each paragraph, heading, item, row or note.

    >>> found = lines("# A\nb\nc\n\n> d\n- e", 0)
    >>> [(run.kind, run.start, run.end) for run in found.runs]
    [('heading', 1, 3), ('paragraph', 4, 7), ('paragraph', 11, 12), ('item', 14, 16)]
    """
    return _Reader(text, start).read()


class _Reader:
    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.found = Lines()
        self.kind = ""  # of the open run; empty where none is open
        self.start = self.last = start  # of the open run, and where its last line ends
        self.level = 0
        self.label = ""
        self.quote: tuple[int, str] | None = None  # where an open quote begins, and what it is called
        self.group: tuple[str, int] | None = None  # an open list or table
        self.group_end = start
        self.open_fences: set[str] = set()

    def read(self) -> Lines:
        text, at = self.text, self.start
        while (match := _LINE.search(text, at)) is not None:
            start = match.start()
            end = _line_end(text, match.end())
            if start > at:  # plain lines in between
                self._plain(at, start)
            if match["quote"] is None:
                self._leave_quote(start)
            if match["fence"] is not None:
                end = self._fence(match["fence"], start, end)
            else:
                self._line(match, start, end)
            at = end + 1
            if at > len(text):
                break
        if at < len(text):
            self._plain(at, len(text))
        self._close()
        self._leave_group()
        self._leave_quote(len(text))
        return self.found

    def _fence(self, mark: str, start: int, end: int) -> int:
        """Take a fence and what it holds; return where its last line ends."""
        self._close()
        self._leave_group()
        self.found.skips.append(Skip(start, end))
        if mark in self.open_fences:
            close = None
        else:
            close = re.compile(rf"^[ \t]*{re.escape(mark)}[`~]*[ \t]*\r?$", re.MULTILINE).search(self.text, end)
        if close is None:  # nothing closes it: the line alone is left out
            self.open_fences.add(mark)
            return end
        self._run("code", end, close.start())
        last = _line_end(self.text, close.end())
        self.found.skips.append(Skip(close.start(), last))
        return last

    def _plain(self, start: int, end: int) -> None:
        if self.quote is not None and self.kind != "paragraph":
            self._leave_quote(start)
        if not self.kind:
            self._leave_group()
            self._open("paragraph", start)
        self.last = end - 1 if self.text[end - 1] == "\n" else end

    def _line(self, match: re.Match[str], start: int, end: int) -> None:
        name = match.lastgroup
        if name == "blank":
            self._close()
        elif name == "quote":
            self._quoted(match, start, end)
        elif name == "head":
            self._close()
            self._leave_group()
            self._heading(match.start("head"), match.end("head"), end)
        elif name in ("rule", "under"):
            self._underline(match[0].strip()[:1], start, end)
        elif name == "order" and self.kind == "paragraph" and match["order"][:-1] != "1":
            self._plain(start, end)  # a paragraph may run on with a number
        elif name in ("bullet", "order"):
            self._item(match.start(name), match.end(name), start, end)
        elif name == "note":
            self._close()
            self._leave_group()
            self.found.skips.append(Skip(start, match.end()))
            self._open("note", match.start("note"), level=start, label=match["note"][:-1])
            self.last = end
        elif name == "defines":
            self._close()
            self.found.skips.append(Skip(start, end))
        else:
            self._row(start, end)

    def _quoted(self, match: re.Match[str], start: int, end: int) -> None:
        begin = match.end()
        if self.quote is None:
            self._close()
            self._leave_group()
        inner = _INNER.match(self.text, begin, end)
        name = inner.lastgroup if inner is not None else None
        self.found.skips.append(Skip(start, begin))
        if self.quote is None:
            self.quote = (start, inner["callout"][2:].rstrip("+-]").lower() if inner and name == "callout" else "")
        if inner is not None and name == "callout":
            begin = inner.end()
            self.found.skips.append(Skip(inner.start(), begin))
        elif inner is not None and name == "blank":
            self._close()
            return
        elif inner is not None and name == "head":
            self._close()
            self._heading(inner.start("head"), inner.end("head"), end)
            return
        elif inner is not None and name is not None:
            self._item(inner.start(name), inner.end(name), start, end)
            return
        if self.kind not in ("paragraph", "item"):
            self._open("paragraph", begin)
        self.last = end

    def _heading(self, start: int, after: int, end: int) -> None:
        self.found.skips.append(Skip(start, after))
        tail = _HEAD_END.search(self.text, after, end)
        if tail is not None:
            self.found.skips.append(Skip(tail.start(), end))
        self._run("heading", after, tail.start() if tail else end, level=after - start)

    def _underline(self, mark: str, start: int, end: int) -> None:
        if self.kind == "paragraph" and mark in "=-" and self.last - self.start < 400:
            self.kind, self.level = "heading", 1 if mark == "=" else 2
            self._close()
            self.found.skips.append(Skip(start, end))
        elif mark == "=":
            self._plain(start, end)
        else:
            self._close()
            self._leave_group()
            self.found.skips.append(Skip(start, end))
            self.found.rules.append(start)

    def _item(self, mark: int, after: int, start: int, end: int) -> None:
        self._close()
        if self.group is None or self.group[0] != "list":
            self._leave_group()
            self.group = ("list", mark)
        bullet = self.text[mark] in "-*+"
        task = _TASK.match(self.text, after, end)
        if bullet:
            self.found.skips.append(Skip(mark, task.end() if task else after))
        indent = len(self.text[start:mark].expandtabs(4)) if self.quote is None else 0
        self._open("item", after if bullet else mark, level=1 + indent // 2)
        self.last = end

    def _row(self, start: int, end: int) -> None:
        self._close()
        if self.group is None or self.group[0] != "table":
            self._leave_group()
            self.group = ("table", start)
        line = self.text[start:end]
        if len(line) < 10_000 and _TABLE_RULE.match(line.strip()):
            self.found.skips.append(Skip(start, end))
            return
        first, last = line.index("|"), line.rstrip().rfind("|")
        self.found.skips.append(Skip(start, start + first + 1))
        if last > first and last == len(line.rstrip()) - 1:
            self.found.skips.append(Skip(start + last, end))
        self._run("row", start, end, level=start)

    def _open(self, kind: str, start: int, *, level: int = 0, label: str = "") -> None:
        self.kind, self.start, self.level, self.label = kind, start, level, label

    def _run(self, kind: str, start: int, end: int, *, level: int = 0) -> None:
        self._open(kind, start, level=level)
        self.last = end
        self._close()

    def _close(self) -> None:
        if self.kind and self.last > self.start:
            self.found.runs.append(Block(self.kind, self.start, self.last, self.level, self.label))
            self.group_end = self.last
        self.kind = ""

    def _leave_group(self) -> None:
        if self.group is not None:
            self.found.containers.append(Block(self.group[0], self.group[1], max(self.group_end, self.group[1])))
            self.group = None

    def _leave_quote(self, at: int) -> None:
        if self.quote is not None:
            self._close()
            self._leave_group()
            self.found.containers.append(Block("quote", self.quote[0], at, label=self.quote[1]))
            self.quote = None


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
