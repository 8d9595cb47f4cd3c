"""How far reversing each claim moves the leader's margin; where a bar crosses zero the leader changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .._numbers import places_for, signed
from ._svg import Svg, measure, ticks, wrap


@dataclass(frozen=True, slots=True)
class Bar:
    """One claim: the leader's margin with the claim withdrawn and reversed; None where there is nothing to compare."""

    name: str
    number: int
    hinge: bool
    withdrawn: float | None
    reversed: float | None


def tornado(
    bars: Sequence[Bar], *, base: float, width: float, name: str, title: str, description: str, axis: str, zero: str
) -> Markup:
    """Return the picture; *base* is the margin with all claims standing."""
    narrow = width < 560
    drawing = Svg(width)
    left = 0.0 if narrow else width * 0.42
    values = [0.0, base, *(v for bar in bars for v in (bar.withdrawn, bar.reversed) if v is not None)]
    low, high = min(values), max(values)
    pad = (high - low) * 0.1 or 0.05
    low, high = low - pad, high + pad
    x0, x1 = left + 6, width - 10

    def at(value: float) -> float:
        return x0 + (x1 - x0) * (value - low) / (high - low)

    drawing.text(x0, 14, axis, kind="axis-title")
    y = 40.0
    placed: list[tuple[Bar, float]] = []
    for bar in bars:
        text = f"[{bar.number}] {bar.name}"
        size = 15.0 if bar.hinge else 14.0  # bold is wider
        labels = wrap(text, size=size, width=width - 8 if narrow else left - 22, most=4 if narrow else 3)
        kind = "label strong" if bar.hinge else "label"
        if narrow:
            y = drawing.lines(0, y + 12, labels, kind=kind, leading=16) + 4
            placed.append((bar, y))
            y += 20
        else:
            height = max(38, 16 * len(labels) + 12)
            drawing.lines(0, y + height / 2 - 8 * len(labels) + 12, labels, kind=kind, leading=16)
            placed.append((bar, y + height / 2))
            y += height
    bottom = y + 2
    bands = [(middle - 11, middle + 11) for _, middle in placed] if narrow else [(26.0, bottom)]
    for upper, lower in bands:
        drawing.rect(x0, upper, at(0) - x0, lower - upper, kind="other-side")
    for value in ticks(low, high, about=3 if narrow else 5):
        drawing.upright(at(value), bands, kind="grid")
        places = places_for(low, high)
        drawing.text(at(value), bottom + 15, signed(value, places=places), kind="tick", anchor="middle")
    drawing.upright(at(0), bands, kind="axis")
    drawing.upright(at(base), bands, kind="base")
    if at(0) - x0 > measure(zero, 11.5) + 8:
        drawing.text(at(0) - 5, 30 if narrow else 38, zero, kind="tick", anchor="end")
    for bar, middle in placed:
        kind = "hinge" if bar.hinge else "plan"
        if bar.reversed is not None:
            a, b = sorted((at(base), at(bar.reversed)))
            drawing.rect(a, middle - 6, max(b - a, 1.5), 12, kind=f"bar {kind}")
        if bar.withdrawn is not None:
            drawing.circle(at(bar.withdrawn), middle, 4, kind="dot hollow")
    return drawing.finish(bottom + 22, name=name, title=title, description=description)
