"""Find where the nodes of a text, and the characters inside its scalars, stand in the file."""

from __future__ import annotations

import bisect
import re

from foedus._core import Place, YamlMapping, YamlNode, YamlScalar, YamlSequence

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Locator:
    """A text with its lines; None stands for what was built in Python and has no places."""

    def __init__(self, text: str | None, *, file: str) -> None:
        self.source = text
        self.file = file
        self._aligned: tuple[YamlScalar, list[int]] | None = None
        self._lines = [0, *(match.end() for match in _BREAK.finditer(text or ""))]

    def at(self, start: int, end: int) -> Place:
        """Return the place from offset *start* to *end*."""
        line = bisect.bisect_right(self._lines, start)
        return Place(self.file, line, start - self._lines[line - 1] + 1, start, max(start, end))

    def place(self, node: YamlNode, until: YamlNode | None = None) -> Place | None:
        """Return the place of *node*, or from it until the end of another; None for what was built in Python."""
        if self.source is None:
            return None
        start = node.place.start
        end = self._end(node)
        return self.at(start, end if until is None else max(end, self._end(until)))

    def _end(self, node: YamlNode) -> int:
        # A block collection ends, for YAML, where the next thing begins; we want where its last line ends.
        source = self.source or ""
        end = node.place.end
        opening = source[node.place.start : node.place.start + 1]
        if isinstance(node, YamlScalar):
            if not node.text and not node.quoted:
                return node.place.start if node.place.end <= node.place.start else end
        elif isinstance(node, YamlSequence) and opening != "[":
            return self._end(node.items[-1]) if node.items else node.place.start
        elif isinstance(node, YamlMapping) and opening != "{" and node.entries:
            key, value = node.entries[-1]
            empty = isinstance(value, YamlScalar) and not value.text and not value.quoted
            return key.place.end if empty else self._end(value)
        while end > node.place.start and source[end - 1].isspace():
            end -= 1
        return end

    def within(self, node: YamlScalar, start: int, end: int) -> Place | None:
        """Return the place of characters *start* to *end* of a scalar's text, past quotes, escapes and folding."""
        if self.source is None:
            return None
        first = self.offset(node, start)
        last = self.offset(node, end - 1) + 1 if end > start else first
        return self.at(first, last)

    def offset(self, node: YamlScalar, index: int) -> int:
        """Return where in the file character *index* of the scalar's text stands."""
        if self._aligned is None or self._aligned[0] is not node:
            self._aligned = node, self._offsets(node)
        offsets = self._aligned[1]
        return offsets[index] if index < len(offsets) else self._end(node)

    def _offsets(self, node: YamlScalar) -> list[int]:
        # Each character of the text stands at or after the one before it; quotes, escapes and folding lie between.
        source = self.source or ""
        at, end = node.place.start, max(node.place.end, node.place.start)
        opening = source[at : at + 1]
        if node.quoted and opening in "|>":
            at = max(source.find("\n", at, end) + 1, at)
        elif node.quoted:
            at += 1
        offsets = []
        for character in node.text:
            if not character.isspace():
                hit = source.find(character, at, end)
                at = at if hit < 0 else hit
            offsets.append(min(at, end))
            at += 1
        return offsets


def is_nothing(node: YamlNode) -> bool:
    """Return whether a scalar says nothing: empty, ``''`` or an unquoted ``~``."""
    return isinstance(node, YamlScalar) and (not node.text.strip() or (node.text == "~" and not node.quoted))
