"""Outcome distributions as stacked bars, one plan a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .._numbers import percent
from ._svg import Svg, measure, wrap


@dataclass(frozen=True, slots=True)
class OutcomeBar:
    """One plan: outcome shares in the order of the scenario, with the number of each outcome's colour."""

    name: str
    leads: bool
    shares: tuple[tuple[int, float], ...]


def outcome_bars(bars: Sequence[OutcomeBar], *, width: float, name: str, title: str, description: str) -> Markup:
    """Return the bars; colours are the classes ``o1`` to ``o8``, explained by the legend beside."""
    narrow = width < 560
    drawing = Svg(width)
    left = 0.0 if narrow else width * 0.36
    y = 4.0
    for bar in bars:
        labels = wrap(bar.name, size=15 if bar.leads else 14, width=width - 8 if narrow else left - 22, most=3)
        kind = "label strong" if bar.leads else "label"
        if narrow:
            y = drawing.lines(0, y + 14, labels, kind=kind, leading=17) - 6
            top, y = y, y + 32
        else:
            height = max(44, 17 * len(labels) + 12)
            drawing.lines(0, y + height / 2 - 8.5 * len(labels) + 13, labels, kind=kind, leading=17)
            top, y = y + height / 2 - 13, y + height
        total = sum(share for _, share in bar.shares) or 1.0
        x = left
        for colour, share in bar.shares:
            length = (width - left) * share / total
            drawing.rect(x, top, max(0.0, length - 1), 26, kind=f"o{colour}")
            text = percent(share)
            if length > measure(text, 12) + 10:
                drawing.text(x + length / 2, top + 17.5, text, kind=f"in-bar t{colour}", anchor="middle")
            x += length
    return drawing.finish(y + 4, name=name, title=title, description=description)
