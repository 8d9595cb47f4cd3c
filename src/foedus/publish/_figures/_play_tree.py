"""The equilibrium as a river: the most likely line runs straight down, other moves leave it to the right.

One decision a row; a line is as thick as the probability of going along it. Text stands in one column to the right of
the drawing, so that it never overlaps and reads in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .._numbers import percent
from ._svg import Svg, wrap

BAR = 46.0
"""How wide the bar of a certain belief is."""


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
    beliefs: list[list[tuple[list[str], float]]] = []
    y = 14.0
    for row in rows:
        head = wrap(row.head, size=15, width=room) if row.head else []
        share = "" if row.share < 0 else f" {percent(row.share)}"
        text = wrap(f"{row.text}{share}", size=14, width=room) if row.text else []
        words.append((head, text))
        tops.append(y)
        height = 17 * len(head) + 17 * len(text)
        told = [(_label(*belief, width=(room if narrow else belief_width - 14)), belief[1]) for belief in row.beliefs]
        beliefs.append(told)
        below = sum(13 * len(lines) + 3 for lines, _ in told) + 2 if told else 0
        height = height + below if narrow else max(height, below)
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
        if told := beliefs[i]:
            if narrow:
                _beliefs(drawing, told, x=text_x, y=base - 2)
            else:
                _beliefs(drawing, told, x=width - belief_width + 10, y=tops[i] + 4)
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


def _label(name: str, belief: float, *, width: float) -> list[str]:
    return wrap(f"{percent(belief)} {name}", size=11.5, width=width - BAR - 6, most=3)


def _beliefs(drawing: Svg, beliefs: Sequence[tuple[list[str], float]], *, x: float, y: float) -> None:
    for lines, belief in beliefs:
        drawing.rect(x, y - 7, BAR, 7, kind="belief-all")
        drawing.rect(x, y - 7, BAR * max(0.0, min(1.0, belief)), 7, kind="belief")
        drawing.lines(x + BAR + 6, y, lines, kind="tick", leading=13)
        y += 13 * len(lines) + 3
