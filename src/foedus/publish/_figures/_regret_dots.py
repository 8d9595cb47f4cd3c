"""The one picture: mean regret with its interval, and how often each plan is best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .._numbers import decimal, percent, places_for
from ._svg import Svg, ticks, wrap


@dataclass(frozen=True, slots=True)
class RegretDot:
    """One plan: regret with interval, share best."""

    name: str
    leads: bool
    mean: float
    low: float
    high: float
    share: float


def regret_dots(
    dots: Sequence[RegretDot], *, width: float, name: str, title: str, description: str, regret: str, share: str
) -> Markup:
    """Return a dot-and-whisker figure; *regret* and *share* name the two panels."""
    narrow = width < 560
    drawing = Svg(width)
    left = 0.0 if narrow else width * 0.36
    gap = 22.0 if narrow else 40.0
    right = width - 6
    panel = (right - left - gap) * (0.6 if narrow else 0.62)
    x0, x1 = left + 8, left + panel
    s0, s1 = x1 + gap, right - 42
    top = max((dot.high for dot in dots), default=0.1) * 1.06 or 0.1

    def at(value: float) -> float:
        return x0 + (x1 - x0) * value / top

    drawing.text(x0, 14, regret, kind="axis-title")
    drawing.text(s0, 14, share, kind="axis-title")
    y = 34.0
    rows: list[tuple[RegretDot, float]] = []
    for dot in dots:
        labels = wrap(dot.name, size=15 if dot.leads else 14, width=(width - 8) if narrow else left - 22, most=3)
        kind = "label strong" if dot.leads else "label"
        if narrow:
            y = drawing.lines(0, y + 12, labels, kind=kind, leading=17) + 8
            rows.append((dot, y))
            y += 22
        else:
            height = max(46, 17 * len(labels) + 16)
            drawing.lines(0, y + height / 2 - 8.5 * len(labels) + 13, labels, kind=kind, leading=17)
            rows.append((dot, y + height / 2))
            y += height
    bottom = y + 4
    places = places_for(top)
    bands = [(middle - 11, middle + 11) for _, middle in rows] if narrow else [(26.0, bottom)]
    for value in ticks(0, top, about=3 if narrow else 5):
        drawing.upright(at(value), bands, kind="grid")
        drawing.text(at(value), bottom + 16, decimal(value, places=places), kind="tick", anchor="middle")
    drawing.upright(x0, bands, kind="axis")
    drawing.upright(s0, bands, kind="axis")
    for dot, middle in rows:
        kind = "leader" if dot.leads else "plan"
        drawing.line(at(dot.low), middle, at(dot.high), middle, kind=f"whisker {kind}")
        drawing.circle(at(dot.mean), middle, 6 if dot.leads else 5, kind=f"dot {kind}")
        length = (s1 - s0) * max(0.0, min(1.0, dot.share))
        drawing.rect(s0, middle - 6, length, 12, kind=f"bar {kind}")
        drawing.text(s0 + length + 6, middle + 4.5, percent(dot.share), kind="value strong" if dot.leads else "value")
    return drawing.finish(bottom + 24, name=name, title=title, description=description)
