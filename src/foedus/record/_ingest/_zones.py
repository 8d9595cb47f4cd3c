"""Primary text and commentary on one page, kept apart by the form of the page.

A page about a document often holds the document itself. What it is, the page's form says: a block to unfold, a
section under a heading such as "Original text" / 原文, a section under a heading such as "Commentary" / 解读 with the
text before it, or a long quotation that has the form of a letter. Where none of these stands, the page is one text and
has no zones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .._reading import Block
from .._visible import Visible

_PRIMARY = re.compile(
    r"原文|全文|原件|原信|原电|原電|正文|史料|文献内容|文獻內容|文本|译文|譯文|电文|電文|信文|条文|條文"
    r"|\b(?:original|primary|source|full|complete)\s{1,9}(?:text|document|letter|telegram|source|cable|treaty|wording)\b"
    r"|\btext\s{1,9}of\s{1,9}the\b|\btranscript(?:ion)?\b|\btranslation\b|\bthe\s{1,9}(?:document|letter|telegram|text)\s*\Z"
    r"|\A\W{0,9}(?:original|document|text|letter|telegram|treaty|wortlaut|quelle|texte\s{1,9}original)\W{0,9}\Z",
    re.IGNORECASE,
)
_COMMENTARY = re.compile(
    r"解读|解讀|评析|評析|点评|點評|评论|評論|述评|述評|赏析|賞析|思考|导读|導讀|分析|研究札记|编者按|編者按|按语|按語|背景|启示|啟示"
    r"|\bcommentar(?:y|ies)\b|\banalys[ie]s\b|\binterpretation\b|\bdiscussion\b|\bcontext\b|\bbackground\b|\bremarks?\b"
    r"|\breading\s{1,9}notes\b|\bmy\s{1,9}notes\b|\bsignificance\b|\bassessment\b|\bsummary\b|\babstract\b|摘要|内容提要|提要",
    re.IGNORECASE,
)
_SALUTATION = re.compile(r"[：:，,]\s*\Z")
_CLOSES = re.compile(
    r"[12][0-9]{3}|[一二三四五六七八九〇零○]{4}\s*年|此致|敬礼|敬禮|\b(?:yours|sincerely|respectfully|signed)\b",
    re.IGNORECASE,
)
LEAST = 200
"""Letters a quotation needs to be taken for a whole document."""


def zones(blocks: Sequence[Block], seen: Visible, *, start: int, end: int) -> list[Block]:
    """Return ``primary`` and ``commentary`` blocks, or none where the page is one text.

    Args:
        blocks: Leaves and containers of the page, in order.
        seen: The text.
        start: Where the page begins, after its front matter.
        end: Where it ends.
    """
    primary = (
        _unfolded(blocks, seen)
        or _under_heading(blocks, seen, end)
        or _before_commentary(blocks, seen, start)
        or _quoted(blocks, seen)
    )
    if not primary:
        return []
    leaves = [
        block for block in blocks if block.kind in ("heading", "paragraph", "item", "row", "code", "note", "caption")
    ]
    found = [Block("primary", first, last) for first, last in primary]
    edges = [start, *[edge for span in primary for edge in span], end]
    for first, last in list(pairwise(edges))[::2]:
        inside = [leaf for leaf in leaves if first <= leaf.start and leaf.end <= last]
        if any(leaf.kind != "heading" for leaf in inside):
            found.append(Block("commentary", inside[0].start, inside[-1].end))
    return sorted(found, key=lambda zone: zone.start) if len(found) > len(primary) else []


def _unfolded(blocks: Sequence[Block], seen: Visible) -> list[tuple[int, int]]:
    """The blocks to unfold that their summary calls the text; else the longest that has the form of a document."""
    folded = [block for block in blocks if block.kind == "details"]
    summaries = [block for block in blocks if block.kind == "summary"]
    named: list[tuple[int, int]] = []
    other: list[tuple[int, int]] = []
    for block in folded:
        if named and block.start < named[-1][1]:
            continue  # inside one already taken
        inner = next((leaf for leaf in summaries if block.start <= leaf.start < block.end), None)
        words = seen.words(inner.start, inner.end) if inner else ""
        begin, stop = seen.trim(inner.end if inner else block.start, block.end)
        if begin >= stop:
            continue
        if _PRIMARY.search(words):
            named.append((begin, stop))
        elif not _COMMENTARY.search(words):
            other.append((begin, stop))
    if named:
        return named
    other = [span for span in other if _letters(seen, span) >= LEAST and _is_document(blocks, seen, span)]
    return [max(other, key=lambda span: span[1] - span[0])] if other else []


def _under_heading(blocks: Sequence[Block], seen: Visible, end: int) -> list[tuple[int, int]]:
    headings = _headings(blocks, seen)
    found: list[tuple[int, int]] = []
    for number, (block, words) in enumerate(headings):
        if (found and block.start < found[-1][1]) or not _PRIMARY.search(words) or _COMMENTARY.search(words):
            continue
        after = (later.start for later, _ in headings[number + 1 :] if later.level <= block.level)
        begin, stop = seen.trim(block.end, next(after, end))
        if begin < stop:
            found.append((begin, stop))
    return found


def _before_commentary(blocks: Sequence[Block], seen: Visible, start: int) -> list[tuple[int, int]]:
    """What stands before the first heading that says commentary, if it has the form of a document."""
    headings = _headings(blocks, seen)
    first = next((block for block, words in headings if _COMMENTARY.search(words)), None)
    if first is None:
        return []
    title = next((block.end for block, _ in headings if block.level == 1 and block.end <= first.start), start)
    if any(title < block.start < first.start for block, _ in headings):
        return []  # sections of a text of its own
    span = seen.trim(title, first.start)
    if _letters(seen, span) < LEAST or not _is_document(blocks, seen, span):
        return []
    return [span]


def _quoted(blocks: Sequence[Block], seen: Visible) -> list[tuple[int, int]]:
    """A quotation that has the form of a whole letter, on a page that says more than that."""
    found: list[tuple[int, int]] = []
    for block in blocks:
        if block.kind == "quote" and not (found and block.start < found[-1][1]):
            span = seen.trim(block.start, block.end)
            if _letters(seen, span) >= LEAST and _is_document(blocks, seen, span):
                found.append(span)
    return found


def _is_document(blocks: Sequence[Block], seen: Visible, span: tuple[int, int]) -> bool:
    """Tell whether a stretch opens like a letter or closes with a date: at least three paragraphs and one of these."""
    inside = [
        block for block in blocks
        if block.kind in ("paragraph", "item", "heading") and span[0] <= block.start and block.end <= span[1]
    ]  # fmt: skip
    if len(inside) < 3:
        return False
    opening = any(
        block.end - block.start <= 120 and _SALUTATION.search(seen.words(block.start, block.end))
        for block in inside[:4]
    )
    closing = any(
        block.end - block.start <= 120 and _CLOSES.search(seen.words(block.start, block.end)) for block in inside[-4:]
    )
    return opening or closing


def _headings(blocks: Sequence[Block], seen: Visible) -> list[tuple[Block, str]]:
    return [(block, seen.words(block.start, block.end)) for block in blocks if block.kind == "heading"]


def _letters(seen: Visible, span: tuple[int, int]) -> int:
    return sum(map(str.isalnum, seen.words(*span)))
