"""The equilibrium as a river: the most likely line runs straight down, other moves leave it to the right.

One decision a row; a line is as thick as the probability of going along it. Text stands in one column to the right of
the drawing, so that it never overlaps and reads in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .._numbers import percent
from ._svg import Svg, measure, wrap


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One row: a decision (``kind`` is ``decision``, ``chance`` or ``test``), a side move (``side``) or an ``end``.

    ``parent`` is the row it hangs on, -1 for the first; ``main`` says whether it continues its parent's line.
    """

    kind: str
    parent: int
    main: bool
    flow: float
    head: str
    text: str
    share: float
    """Probability of the move in ``text``."""
    beliefs: tuple[tuple[str, float], ...] = ()
    dead: bool = False
    """True where nothing in the solved play comes here."""
    cut: bool = False


def play_tree(rows: Sequence[TreeRow], *, width: float, name: str, title: str, description: str) -> Markup:
    """Return the drawing of *rows*, which come in the order of reading."""
    if not rows:
        return Markup("")
    narrow = width < 560
    step = 15.0 if narrow else 24.0
    columns = _columns(rows)
    first = 12.0
    text_x = first + step * max(columns) + (20 if narrow else 28)
    belief_width = 0.0 if narrow else 232.0
    room = width - text_x - belief_width - 4
    drawing = Svg(width)
    tops: list[float] = []
    words: list[tuple[list[str], list[str]]] = []
    y = 14.0
    for row in rows:
        head = wrap(row.head, size=15, width=room) if row.head else []
        share = "" if row.share < 0 else f" {percent(row.share)}"
        text = wrap(f"{row.text}{share}", size=14, width=room) if row.text else []
        words.append((head, text))
        tops.append(y)
        height = 17 * len(head) + 17 * len(text)
        if narrow and row.beliefs:
            height += 16 * len(row.beliefs) + 2
        elif row.beliefs:
            height = max(height, 16 * len(row.beliefs) + 2)
        y += height + (16 if row.kind not in {"side", "end"} else 9)
    _rivers(drawing, rows, columns, tops, first=first, step=step)
    for i, row in enumerate(rows):
        x = first + step * columns[i]
        head, text = words[i]
        kind = "dead" if row.dead else row.kind
        drawing.circle(x, tops[i], {"side": 3.5, "end": 3.5}.get(row.kind, 6), kind=f"node {kind}")
        drawing.line(x + 9, tops[i], text_x - 6, tops[i], kind="leader-line")
        base = drawing.lines(
            text_x, tops[i] + 4.5, head, kind=f"label {'test-head' if row.kind == 'test' else 'strong'}", leading=17
        )
        base = drawing.lines(
            text_x, base, text, kind="side-text" if row.kind in {"side", "end"} else "label", leading=17
        )
        if row.beliefs:
            if narrow:
                _beliefs(drawing, row.beliefs, x=text_x, y=base - 2, width=room)
            else:
                _beliefs(drawing, row.beliefs, x=width - belief_width + 10, y=tops[i] + 4, width=belief_width - 14)
    return drawing.finish(y, name=name, title=title, description=description)


def _columns(rows: Sequence[TreeRow]) -> list[int]:
    columns: list[int] = []
    for row in rows:
        columns.append(0 if row.parent < 0 else columns[row.parent] + (0 if row.main else 1))
    return columns


def _thickness(flow: float) -> float:
    return max(0.8, 9.0 * flow)


def _rivers(
    drawing: Svg, rows: Sequence[TreeRow], columns: list[int], tops: list[float], *, first: float, step: float
) -> None:
    for i, row in enumerate(rows):
        if row.parent < 0:
            continue
        x, y = first + step * columns[i], tops[i]
        px, py = first + step * columns[row.parent], tops[row.parent]
        kind = "river dead" if row.dead else "river"
        if row.main:
            drawing.path(f"M{px:.1f} {py:.1f}V{y:.1f}", kind=kind, thickness=_thickness(row.flow))
        else:
            bend = min(step, max(y - py, 4.0))
            drawing.path(
                f"M{px:.1f} {py:.1f}V{y - bend:.1f}Q{px:.1f} {y:.1f} {x:.1f} {y:.1f}",
                kind=kind, thickness=_thickness(row.flow),
            )  # fmt: skip


def _beliefs(drawing: Svg, beliefs: Sequence[tuple[str, float]], *, x: float, y: float, width: float) -> None:
    bar = 46.0
    for label, belief in beliefs:
        drawing.rect(x, y - 7, bar, 7, kind="belief-all")
        drawing.rect(x, y - 7, bar * max(0.0, min(1.0, belief)), 7, kind="belief")
        text = f"{percent(belief)} {label}"
        room = width - bar - 6
        drawing.text(
            x + bar + 6,
            y,
            text if measure(text, 11) <= room else wrap(text, size=11, width=room, most=1)[0],
            kind="tick",
        )
        y += 16
