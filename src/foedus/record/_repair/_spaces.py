"""Blanks thrown into words: told from real ones by how many there are and by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from .._copy import Edit
from ._boundaries import Boundaries
from ._layout import HAN, Layout, Page

_OPEN = "（“‘《〈【〔「『"
_STOP = "，。、；：？！）”’》〉】〕」』"
_BETWEEN = re.compile(f" (?<=[{HAN}] )(?=[{HAN}])")
_NOISY = re.compile(
    f" (?<=[{HAN}\\d%{_OPEN}{_STOP}､] )(?=[{HAN}\\d{_OPEN}{_STOP}､])(?<!\\d (?=\\d))| (?<=—— )(?=[{HAN}])(?<!——— )"
)
_TYPED = re.compile(f" (?:(?<=[{HAN}] )(?=\\d)|(?<=\\d )(?=[{HAN}]))")
_LETTERED = re.compile(f"(?<![{HAN}])[{HAN}](?:[ \u3000]{{1,3}}[{HAN}]){{1,15}}(?![{HAN}])")
_SAMPLE = 2000
_ASKED = 400
"""Blanks of a clean text that are judged by the words around them."""
_WINDOW = 1_000_000
"""Characters of a clean text that are asked for those words."""


def space_edits(page: Page) -> Iterator[Edit]:
    """Yield the blanks of *page* that are no part of what is written.

    A text in which blanks fall into words everywhere (the glyph runs of a PDF) loses all but the boundaries; in any
    other only those go that a word written without blank elsewhere, or letter-spacing, speaks against.
    """
    text = page.text
    if not page.any_han or (" " not in text and "\u3000" not in text):
        return
    if is_noisy(text):
        yield from _noise(page)
    else:
        yield from _strays(text)


def is_noisy(text: str) -> bool:
    """Tell whether blanks fall into words everywhere: many, between characters that elsewhere stand together."""
    sample = list(islice(_BETWEEN.finditer(text), _SAMPLE))
    if len(sample) < 20:
        return False
    reach = sample[-1].end() if len(sample) == _SAMPLE else len(text)
    if len(sample) < 0.002 * reach:
        return False
    window = text[: min(reach, _WINDOW)]
    pairs = {text[match.start() - 1] + text[match.end()] for match in sample[:: max(1, len(sample) // 200)]}
    return sum(pair in window for pair in pairs) > 0.4 * len(pairs)


def _noise(page: Page) -> Iterator[Edit]:
    text = page.text
    boundaries = Boundaries(text)
    breaks = page.layout is Layout.SENTENCES
    for match in _NOISY.finditer(text):
        at = match.start()
        left, right = text[at - 1], text[at + 1]
        if right in _STOP or left in _OPEN:
            yield Edit(at, at + 1, "", "space")
        elif breaks and left in "。？！；：”":
            yield Edit(at, at + 1, "\n", "paragraph")
        elif not boundaries.at(at):
            yield Edit(at, at + 1, "", "space")


def _strays(text: str) -> Iterator[Edit]:
    for match in _LETTERED.finditer(text):
        for gap in re.finditer("[ \u3000]+", match[0]):
            yield Edit(match.start() + gap.start(), match.start() + gap.end(), "", "space")
    boundaries: Boundaries | None = None
    window = text[:_WINDOW]
    known: dict[str, bool] = {}
    for match in _BETWEEN.finditer(text):
        at = match.start()
        words = text[max(0, at - 2) : at] + text[at + 1 : at + 3]
        if words not in known and len(known) < _ASKED:
            known[words] = words[:3] in window or words[1:] in window
        if known.get(words):
            boundaries = boundaries or Boundaries(text)
            if not boundaries.at(at):
                yield Edit(at, at + 1, "", "space")
    for match in _TYPED.finditer(text):
        boundaries = boundaries or Boundaries(text)
        if not boundaries.at(match.start()):
            yield Edit(match.start(), match.end(), "", "space")
