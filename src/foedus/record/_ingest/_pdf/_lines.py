"""Characters in boxes to lines, in reading order: columns one after the other, text set upright or downwards.

Characters that follow each other on one height make a *segment*; segments of one height in one column make a line.
Two columns are taken for columns where a gap stands at one place over several rows and the lines beside it fill their
columns; the cells of a table do not, and are read row by row. (Breuel 2003, on white space as the mark of layout, and
the line grouping of pdfminer.six were looked at; the rules here are our own.)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from ._glyphs import Glyphs

COLUMN_GAP = 1.2
"""Gap between two segments, in sizes."""
LEAST_ROWS = 4
"""Rows that a gap between columns crosses at least."""
MAX_CUTS = 6
"""Times a page is cut into columns within columns."""
FILLED = 0.7
"""Share of a column that its lines fill."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; coordinates in points, upwards, turned so that it reads from left to right."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    first: float = 0.0
    """Width of its first word."""
    turned: bool = False
    """Whether it runs in another direction than the page."""
    raised: tuple[tuple[int, int], ...] = ()
    """Spans of its text that are small and raised: marks of notes."""


@dataclass
class _Segment:
    left: float
    bottom: float
    right: float
    top: float
    turned: bool
    pieces: list[str] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    bottoms: list[float] = field(default_factory=list)
    first: float = 0.0
    ends_first: bool = False

    def line(self) -> Line:
        size = sorted(self.sizes)[int(0.7 * (len(self.sizes) - 1))]  # marks of notes are small, and may be many
        base = median(low for low, each in zip(self.bottoms, self.sizes, strict=True) if each >= 0.9 * size)
        raised, start, at = [], -1, 0
        for piece, low, small in zip(self.pieces, self.bottoms, self.sizes, strict=True):
            if small < 0.88 * size and low > base + 0.15 * size and not self.turned:
                start = at + len(piece) - len(piece.lstrip()) if start < 0 else start
            elif start >= 0:
                raised.append((start, at))
                start = -1
            at += len(piece)
        if start >= 0:
            raised.append((start, at))
        first = self.first or self.right - self.left
        return Line(
            "".join(self.pieces), self.left, self.bottom, self.right, self.top, size, first, self.turned, tuple(raised)
        )


def lines(page: Glyphs) -> list[Line]:
    """Return the lines of a page in reading order."""
    segments = _segments(page)
    upright = [segment.line() for segment in segments if not segment.turned]
    turned = [segment.line() for segment in segments if segment.turned]
    return _in_columns(upright) + turned


def _segments(page: Glyphs) -> list[_Segment]:
    boxes, angles = _upright(page)
    sizes = _sizes(page, boxes)
    segments: list[_Segment] = []
    now: _Segment | None = None
    last: tuple[float, float, float, float] | None = None
    space = False
    for code, box, size, angle in zip(page.codes, boxes, sizes, angles, strict=True):
        if code in (0x0D, 0x0A, 0) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            space = True
            continue
        if code in (0x02, 0xFFFE, 0xFFFF):
            code = 0x2D  # a hyphen at the end of a line
        character = chr(code)
        left, bottom, right, top = box
        if character.isspace():
            space = True
            continue
        if not character.isprintable() or (right <= left and top <= bottom):
            continue
        if now is not None and box == last:  # a second letter of a ligature
            now.pieces[-1] += character
            space = False
            continue
        last = box
        turned = angle
        if now is not None and _follows(now, box, size, turned):
            gap = left - now.right
            if space and (gap > 0.08 * size or not _wide(code)):
                now.pieces.append(" " + character)
                now.ends_first = True
            else:
                now.pieces.append(character)
            if not now.ends_first and not _wide(code):
                now.first = right - now.left
            else:
                now.ends_first = True
            now.sizes.append(size)
            now.bottoms.append(bottom)
            now.bottom, now.top = min(now.bottom, bottom), max(now.top, top)
            now.right = max(now.right, right)
        else:
            now = _Segment(left, bottom, right, top, turned, [character], [size], [bottom], right - left, _wide(code))
            segments.append(now)
        space = False
    return segments


def _follows(now: _Segment, box: tuple[float, float, float, float], size: float, turned: bool) -> bool:
    left, bottom, _, top = box
    if turned != now.turned:
        return False
    if turned:
        return (
            math.hypot(left - now.right, (bottom + top) / 2 - (now.bottoms[-1] + now.bottoms[-1] + size) / 2) < 3 * size
        )
    height = max(0.1, min(top - bottom, now.sizes[-1]))
    low, high = now.bottoms[-1], now.bottoms[-1] + now.sizes[-1] * 1.1
    if min(top, high) - max(bottom, low) < 0.45 * height:
        return False
    gap = left - now.right
    return -0.6 * size < gap < COLUMN_GAP * max(size, now.sizes[-1])


def _wide(code: int) -> bool:
    return (
        0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFFEF or 0x20000 <= code <= 0x3FFFF
    )


def _upright(page: Glyphs) -> tuple[list[tuple[float, float, float, float]], list[bool]]:
    """Return the boxes turned so that most of the text reads from left to right, and which characters do not."""
    quarter = [round(angle / (math.pi / 2)) % 4 if _is_right(angle) else -1 for angle in page.angles]
    seen = Counter(turn for turn, code in zip(quarter, page.codes, strict=True) if turn >= 0 and code > 0x20)
    most = seen.most_common(1)[0][0] if seen else 0
    boxes = list(zip(page.left, page.bottom, page.right, page.top, strict=True))
    if most == 3:  # angles run clockwise
        boxes = [(bottom, -right, top, -left) for left, bottom, right, top in boxes]
    elif most == 2:
        boxes = [(-right, -top, -left, -bottom) for left, bottom, right, top in boxes]
    elif most == 1 or _runs_down(page):
        boxes = [(-top, left, -bottom, right) for left, bottom, right, top in boxes]
    return boxes, [turn != most for turn in quarter]


def _is_right(angle: float) -> bool:
    return abs(math.remainder(angle, math.pi / 2)) < 0.06


def _runs_down(page: Glyphs) -> bool:
    """Tell whether the characters of a page follow each other downwards, as in Chinese set in columns."""
    down = across = 0
    last: tuple[float, float] | None = None
    for code, left, bottom in zip(page.codes, page.left, page.bottom, strict=True):
        if code <= 0x20:
            continue
        if last is not None:
            if abs(left - last[0]) < 2 and last[1] - bottom > 2:
                down += 1
            elif abs(bottom - last[1]) < 3:
                across += 1
        last = (left, bottom)
    return down > 20 and down > 2 * across


def _sizes(page: Glyphs, boxes: Sequence[tuple[float, float, float, float]]) -> list[float]:
    """Return the sizes of the characters; the file's own where they agree with the boxes, which they need not."""
    ratios = [
        (box[3] - box[1]) / size
        for box, size, code in zip(boxes, page.sizes, page.codes, strict=True)
        if size > 0 and code > 0x20 and box[3] > box[1]
    ]
    scale = median(ratios) if ratios else 1.0
    if 0.9 <= scale <= 1.6:
        return list(page.sizes)
    return [size * scale / 1.15 for size in page.sizes]


def _in_columns(segments: Sequence[Line], *, depth: int = 0) -> list[Line]:
    """Put segments into lines, column by column where there are columns."""
    if not segments:
        return []
    rows = _rows(segments)
    cut = _gutter(rows) if depth < MAX_CUTS else None
    if cut is None:
        return [_joined(row) for row in rows]
    found: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def flush() -> None:
        found.extend(_in_columns(left, depth=depth + 1))
        found.extend(_in_columns(right, depth=depth + 1))
        left.clear()
        right.clear()

    for row in rows:
        if any(segment.left < cut - 1 and segment.right > cut + 1 for segment in row):
            flush()
            found.append(_joined(row))
            continue
        left += [segment for segment in row if segment.right <= cut + 1]
        right += [segment for segment in row if segment.right > cut + 1]
    flush()
    return found


def _rows(segments: Sequence[Line]) -> list[list[Line]]:
    """Put segments of one height together, from the top down, each row from left to right."""
    rows: list[list[Line]] = []
    for segment in sorted(segments, key=lambda segment: -(segment.bottom + segment.top)):
        middle = (segment.bottom + segment.top) / 2
        row = rows[-1] if rows else None
        if (
            row is not None
            and row[0].bottom < middle < row[0].top
            and min(segment.top, row[0].top) - max(segment.bottom, row[0].bottom)
            > 0.4 * min(segment.top - segment.bottom, row[0].top - row[0].bottom)
        ):
            row.append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda segment: segment.left) for row in rows]


def _gutter(rows: Sequence[Sequence[Line]]) -> float | None:
    """Return where two columns part, or None."""
    gaps = [
        (before.right, after.left)
        for row in rows
        for before, after in pairwise(row)
        if after.left - before.right > 0.8 * min(before.size, after.size)
    ]
    if len(gaps) < LEAST_ROWS:
        return None
    best, cut = 0, 0.0
    for place in sorted({(start + end) / 2 for start, end in gaps})[:200]:
        count = sum(start < place < end for start, end in gaps)
        if count > best:
            best, cut = count, place
    if best < max(LEAST_ROWS, 0.3 * len(rows)):
        return None
    for side in (-1, 1):
        widths, edges = [], []
        for row in rows:
            if any(segment.left < cut < segment.right for segment in row):
                continue
            inside = [segment for segment in row if (segment.right <= cut) == (side < 0)]
            if inside:
                widths.append(inside[-1].right - inside[0].left)
                edges.append((inside[0].left, inside[-1].right))
        if not widths:
            return None
        width = max(edge[1] for edge in edges) - min(edge[0] for edge in edges)
        if median(widths) < FILLED * width or width < 8 * median(segment.size for row in rows for segment in row):
            return None
    return cut


def _joined(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    size = median(_weighted(row))
    base = median(each.bottom for each in row if each.size >= 0.9 * size)
    text, raised = "", []
    for segment in row:
        above = segment.size < 0.88 * size and segment.bottom > base + 0.15 * size
        if text and not above:
            text += " "
        if above:
            raised.append((len(text), len(text) + len(segment.text)))
        raised += [(start + len(text), end + len(text)) for start, end in segment.raised]
        text += segment.text
    return replace(
        row[0], text=text, right=row[-1].right, bottom=min(each.bottom for each in row),
        top=max(each.top for each in row), size=size, raised=tuple(raised),
    )  # fmt: skip


def _weighted(row: Iterable[Line]) -> list[float]:
    return [segment.size for segment in row for _ in range(min(50, len(segment.text)))]
