"""Line charts on two logarithmic axes as SVG: a few panels, the same bytes for the same numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

INK, PALE, GRID = "#222222", "#6b6b6b", "#dddddd"
COLOURS = ("#0b5fa5", "#b5460f", "#3d7a33")
FONT = "font-family='Helvetica, Arial, sans-serif'"
WIDTH, HEIGHT = 380.0, 270.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 84.0, 40.0, 46.0
MARGIN = 12.0
LEADING = 13.0
"""Least distance between two labels, from baseline to baseline."""
_STEPS = ((1.0,), (1.0, 2.0, 5.0), (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0))
_ENOUGH, _FEW = 3, 5
"""Ticks that are enough, and points few enough to have a tick each."""


@dataclass(frozen=True)
class Line:
    """One line of a chart: a name and its points, all positive."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Panel:
    """One chart; ``goal`` draws a level to compare with, 0 none."""

    title: str
    across: str
    up: str
    lines: tuple[Line, ...]
    goal: float = 0.0


def draw(panels: Sequence[Panel], *, title: str, description: str, columns: int = 2) -> str:
    """Return the panels in rows as one SVG document."""
    rows = -(-len(panels) // columns)
    width, height = columns * WIDTH + 2 * MARGIN, rows * HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}"',
        f'width="{_n(width)}" height="{_n(height)}" role="img" aria-labelledby="title description">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="description">{escape(description)}</desc>',
        f'<rect width="{_n(width)}" height="{_n(height)}" fill="#ffffff"/>',
    ]
    for place, panel in enumerate(panels):
        left, top = MARGIN + place % columns * WIDTH, MARGIN + place // columns * HEIGHT
        parts += [f'<g transform="translate({_n(left)} {_n(top)})">', *_panel(panel), "</g>"]
    return "\n".join([*parts, "</svg>", ""])


def _panel(panel: Panel) -> list[str]:
    xs = [x for line in panel.lines for x, _ in line.points]
    ys = [y for line in panel.lines for _, y in line.points] + ([panel.goal] if panel.goal else [])
    if not xs:
        return [_text(LEFT, TOP, f"{panel.title}: not measured", size=12, colour=PALE)]
    across = _Axis(min(xs), max(xs), LEFT, WIDTH - RIGHT)
    up = _Axis(min(ys), max(ys), HEIGHT - BOTTOM, TOP)
    parts = [_text(LEFT, 16, panel.title, size=13, weight="600")]
    parts.append(_text(LEFT, 31, panel.up, size=11, colour=PALE))
    for value in up.ticks():
        y = up.at(value)
        parts.append(_stroke(LEFT, y, WIDTH - RIGHT, y, colour=GRID))
        parts.append(_text(LEFT - 6, y + 3.5, short(value), size=10.5, anchor="end", colour=PALE))
    for value in sorted(set(xs)) if len(set(xs)) <= _FEW else across.ticks():
        x = across.at(value)
        parts.append(_stroke(x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 4, colour=PALE))
        parts.append(_text(x, HEIGHT - BOTTOM + 16, short(value), size=10.5, anchor="middle", colour=PALE))
    parts.append(_stroke(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, colour=PALE))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, panel.across, size=11, anchor="middle", colour=PALE))
    labels = []
    if panel.goal:
        y = up.at(panel.goal)
        parts.append(_stroke(LEFT, y, WIDTH - RIGHT, y, colour=PALE, dash="4 3"))
        labels.append((y, "goal", PALE))
    for colour, line in zip(COLOURS, panel.lines, strict=False):
        places = [(across.at(x), up.at(y)) for x, y in line.points]
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{_n(x)}" cy="{_n(y)}" r="2.8" fill="{colour}"/>' for x, y in places]
        if line.name:
            labels.append((places[-1][1], line.name, colour))
    for y, name, colour in _apart(labels):
        parts.append(_text(WIDTH - RIGHT + 6, y + 3.5, name, size=11, colour=colour))
    return parts


class _Axis:
    """A logarithmic axis that takes in a little more than its numbers."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self._low, self._high = math.log10(low), math.log10(high)
        if self._high - self._low < 0.3:
            middle = (self._high + self._low) / 2
            self._low, self._high = middle - 0.15, middle + 0.15
        room = 0.04 * (self._high - self._low)
        self._low, self._high = self._low - room, self._high + room
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._start + share * (self._end - self._start)

    def ticks(self) -> list[float]:
        """Return powers of ten, with numbers between them where the axis is short."""
        powers = range(math.floor(self._low), math.ceil(self._high) + 1)
        values: list[float] = []
        for steps in _STEPS:
            every = [step * 10.0**power for power in powers for step in steps]
            values = [value for value in every if self._low <= math.log10(value) <= self._high]
            if len(values) >= _ENOUGH:
                break
        return values


def _apart(labels: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Move labels down until no two overlap."""
    placed: list[tuple[float, str, str]] = []
    for y, name, colour in sorted(labels):
        placed.append((max(y, placed[-1][0] + LEADING) if placed else y, name, colour))
    return placed


def short(value: float) -> str:
    """Return a number for an axis."""
    if value >= 1e6:
        return f"{value / 1e6:g}M"
    if value >= 1e4:
        return f"{value / 1e3:g}k"
    if value >= 1:
        return f"{value:,g}"
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _stroke(x1: float, y1: float, x2: float, y2: float, *, colour: str, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{colour}"{dashes}/>'


def _text(
    x: float, y: float, content: str, *, size: float, anchor: str = "start", colour: str = INK, weight: str = "400"
) -> str:
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" {FONT} font-size="{_n(size)}" font-weight="{weight}" fill="{colour}"'
        f' text-anchor="{anchor}">{escape(content)}</text>'
    )
