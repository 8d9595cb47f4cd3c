"""Lines to paragraphs: in the copy a line feed ends a paragraph and nothing else does."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator

from .._copy import Edit
from ._boundaries import begins_apart
from ._layout import TERMINAL, WIDE, Layout, Line, Page, begins_field, begins_item, columns, is_open, is_prose, quoted

_HYPHEN = re.compile("([A-Za-zÀ-ÿ]{2,30})[-\u2010\u00ad]\\Z")
_WORD = re.compile("[a-zà-ÿ]{2,30}")
_WORDS = 4_000_000
"""Characters of the text that are asked whether a word is written with a hyphen."""


def paragraph_edits(page: Page, furniture: frozenset[int]) -> Iterator[Edit]:
    r"""Yield what is read between the lines of *page*, leaving out the lines whose numbers are in *furniture*.

    >>> from ._layout import read_lines, read_page
    >>> text = "First.\r\n\r\n  Second."
    >>> [edit.now for edit in paragraph_edits(read_page(text, read_lines(text)), frozenset())]
    ['\n']
    """
    text = page.text
    hyphens = _Hyphens(text)
    ends = _finder(page)
    before: Line | None = None
    skipped = False
    for number, line in enumerate(page.lines):
        if number in furniture:
            skipped = True
            continue
        if before is None:
            if line.start:
                yield Edit(0, line.start, "", "furniture" if skipped else "paragraph")
        elif ends(before, line, skipped):
            if skipped or line.start - before.end != 1 or text[before.end] != "\n":
                yield Edit(before.end, line.start, "\n", "furniture" if skipped else "paragraph")
        else:
            cut, now = hyphens.join(before, line)
            yield Edit(before.end - cut, quoted(text, line), now, "furniture" if skipped else "line")
        before, skipped = line, False
    start = before.end if before else 0
    if skipped or text[start:] not in ("", "\n"):
        yield Edit(start, len(text), "\n" if before else "", "furniture" if skipped else "paragraph")


def joint(before: str, after: str) -> str:
    """Return what is read between two lines that belong together: a blank, or nothing beside a wide character.

    >>> joint("中", "国"), joint("a", "b"), joint("国", "b")
    ('', ' ', '')
    """
    if before < "\u1100" and after < "\u1100":
        return " "
    return "" if WIDE.match(before) or WIDE.match(after) else " "


class _Hyphens:
    """How two lines are joined; a hyphen at the end goes unless the text writes the word with one elsewhere."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.written: frozenset[str] | None = None

    def join(self, before: Line, after: Line) -> tuple[int, str]:
        """Return how many characters at the end of *before* are left out, and what is read between."""
        text = self.text
        last, first = text[before.end - 1], text[quoted(text, after)]
        if last in "-\u2010\u00ad" and (left := _HYPHEN.search(text, max(before.start, before.end - 32), before.end)):
            right = _WORD.match(text, quoted(text, after))
            if right:
                whole = f"{left[1]}-{right[0]}".lower()
                return (0, "") if whole in self._hyphenated() else (1, "")
        if last.isdigit() and first.isdigit():
            return 0, "" if WIDE.match(last) or self._around(before, after) else " "
        return 0, joint(last, first)

    def _around(self, before: Line, after: Line) -> bool:
        """Tell whether digits on both sides of a line end stand in Han text, where no blank parts words."""
        return WIDE.search(self.text, max(before.start, before.end - 6), before.end) is not None

    def _hyphenated(self) -> frozenset[str]:
        if self.written is None:
            found = re.findall("[A-Za-zÀ-ÿ]{2,30}-[a-zà-ÿ]{2,30}", self.text[:_WORDS])
            self.written = frozenset(word.lower() for word in found)
        return self.written


def _finder(page: Page) -> _Ends:
    if page.layout is Layout.SENTENCES:
        return _Sentences(page)
    if page.layout is Layout.WRAPPED:
        return _Wrapped(page)
    return _Paragraphs(page)


class _Ends(ABC):
    """Whether a paragraph ends between two lines."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = page.text

    @abstractmethod
    def __call__(self, before: Line, after: Line, skipped: bool) -> bool:
        """Tell so of two lines; *skipped* says that furniture stood between them."""

    def _goes_on(self, before: Line, after: Line) -> bool:
        """Tell whether a sentence runs from one line into the next whatever stands between."""
        text = self.text
        last, first = text[before.end - 1], text[quoted(text, after)]
        if not is_open(text, before) or begins_item(text, after) or after.indent > 3:
            return False
        if WIDE.match(last) or WIDE.match(first):
            return last.isalnum() or last in "，、（“—" if self.page.han else False
        return first.islower() and (last.isalnum() or last in ",-—")


class _Sentences(_Ends):
    """A sentence ends with its line, a paragraph before a line that begins with a blank."""

    def __call__(self, before: Line, after: Line, skipped: bool) -> bool:
        return after.indent > 0 or (after.gap > 1 and not skipped) or begins_apart(self.text, after.start)


class _Paragraphs(_Ends):
    """A line is a paragraph, unless running text stops inside a sentence: a page ended there."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        prose = [line for line in page.lines[:2000] if is_prose(page.text, line)]
        ended = sum(not is_open(page.text, line) for line in prose)
        self.told = len(prose) >= 4 and ended >= 0.75 * len(prose)

    def __call__(self, before: Line, after: Line, skipped: bool) -> bool:
        if not self.told and not skipped:
            return True
        text = self.text
        last = text[before.end - 1]
        if last in TERMINAL or not (last.isalnum() or last in "，、,-—（“"):
            return True
        if not is_prose(text, before) or not self._goes_on(before, after):
            return True
        tail = before.end - before.start >= 60 and not is_open(text, after)
        return not (skipped or tail or is_prose(text, after))


class _Wrapped(_Ends):
    """A line ends with the paper; what marks a paragraph the text itself has told."""

    def __call__(self, before: Line, after: Line, skipped: bool) -> bool:
        page, text = self.page, self.text
        if page.trailing_ends:
            return before.trailing
        if self._quotes(before) != self._quotes(after) or begins_field(text, after):
            return True
        apart = after.gap > 1 and page.blank_ends
        if apart and not skipped:
            return not self._page_break(before, after)
        opened = is_open(text, before)
        if page.indent_begins and after.indent >= 2 and after.indent > before.indent + 1:
            return not opened or after.indent >= 4
        if not opened and begins_item(text, after):
            return True
        return self._short(before, after, opened)

    def _quotes(self, line: Line) -> int:
        """How deep a quotation stands in other letters."""
        text = self.text
        return text.count(">", line.start, quoted(text, line)) if text[line.start] == ">" else 0

    def _page_break(self, before: Line, after: Line) -> bool:
        full = columns(self.text[before.start : before.end], han=self.page.han) >= 0.8 * self.page.width
        return full and after.indent <= before.indent and self._goes_on(before, after)

    def _short(self, before: Line, after: Line, opened: bool) -> bool:
        """Tell whether what follows would have had room in the line before."""
        page, text = self.page, self.text
        used = before.end - before.start
        if page.han:
            used = columns(text[before.start : before.end], han=True)
            return used <= page.width - 6 and (not opened or used < 0.7 * page.width)
        stop = text.find(" ", after.start, after.end)
        room = used + 1 + (stop if stop > 0 else after.end) - after.start
        if room > 0.85 * page.width:
            return False
        return not text[quoted(text, after)].islower() or not opened
