"""A small SVG writer: elements in order, every text and attribute escaped, numbers with at most one decimal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html import escape

from markupsafe import Markup

_NARROW = frozenset("ijlftrI.,;:'’|!()[] ")
_WIDE_LATIN = frozenset("mwMW%—")
_NOT_FIRST = frozenset("，。；：、？！）】》”’％%,.;:!?)]")
_NOT_LAST = frozenset("（【《“‘([")


def number(value: float) -> str:
    """Return a coordinate with at most one decimal.

    >>> number(12.0), number(3.14159), number(-0.01)
    ('12', '3.1', '0')
    """
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def measure(text: str, size: float) -> float:
    """Return about how wide *text* is in a sans-serif of *size*: enough to lay out labels without a font.

    >>> measure("中国", 10) > measure("il", 10)
    True
    """
    width = 0.0
    for letter in text:
        if unicodedata.east_asian_width(letter) in "WF":
            width += 1.0
        elif letter in _NARROW:
            width += 0.31
        elif letter in _WIDE_LATIN:
            width += 0.88
        else:
            width += 0.67 if letter.isupper() else 0.56
    return width * size


def wrap(text: str, *, size: float, width: float, most: int = 0) -> list[str]:
    """Return *text* in lines no wider than *width*: broken at spaces, or between Chinese characters.

    With *most*, no more than that many lines; the last one then ends in an ellipsis.

    >>> wrap("one two three", size=10, width=40)
    ['one two', 'three']
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and measure((line + piece).rstrip(), size) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece.lstrip() if not line else piece
    if line.strip() or not lines:
        lines.append(line.rstrip())
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and measure(last + "…", size) > width:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip(" ,，、;；") + "…"]
    return lines


def _pieces(text: str) -> list[str]:
    """Split *text* where a line may break, keeping Chinese punctuation with its neighbour."""
    pieces: list[str] = []
    current = ""
    for letter in text:
        wide = unicodedata.east_asian_width(letter) in "WF"
        joins = letter in _NOT_FIRST or (current and current[-1] in _NOT_LAST)
        previous_wide = bool(current) and unicodedata.east_asian_width(current[-1]) in "WF"
        if current and not joins and (wide or previous_wide or current[-1] == " "):
            pieces.append(current)
            current = ""
        current += letter
    return [*pieces, current] if current else pieces


class Svg:
    """A drawing under construction; ``finish`` gives the markup."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.parts: list[str] = []

    def element(self, tag: str, attributes: Sequence[tuple[str, str | float]], content: str = "") -> None:
        """Add an element; *content* is text and is escaped."""
        written = "".join(
            f' {name}="{escape(value if isinstance(value, str) else number(value))}"' for name, value in attributes
        )
        self.parts.append(f"<{tag}{written}>{escape(content)}</{tag}>" if content else f"<{tag}{written}/>")

    def text(self, x: float, y: float, content: str, *, kind: str = "", anchor: str = "start") -> None:
        """Add one line of text with its baseline at *y*."""
        pairs: list[tuple[str, str | float]] = [("x", x), ("y", y)]
        if kind:
            pairs.append(("class", kind))
        if anchor != "start":
            pairs.append(("text-anchor", anchor))
        self.element("text", pairs, content)

    def lines(self, x: float, y: float, content: Sequence[str], *, kind: str, leading: float = 15) -> float:
        """Add lines of text and return the baseline after the last."""
        for line in content:
            self.text(x, y, line, kind=kind)
            y += leading
        return y

    def line(self, x1: float, y1: float, x2: float, y2: float, *, kind: str) -> None:
        """Add a straight line."""
        self.element("line", [("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("class", kind)])

    def upright(self, x: float, bands: Sequence[tuple[float, float]], *, kind: str) -> None:
        """Add a vertical line in pieces, one a band, so that labels between the bands stay clear of it."""
        for top, bottom in bands:
            self.line(x, top, x, bottom, kind=kind)

    def rect(self, x: float, y: float, width: float, height: float, *, kind: str, round_: float = 0) -> None:
        """Add a rectangle, never of negative size."""
        pairs: list[tuple[str, str | float]] = [
            ("x", x), ("y", y), ("width", max(0.0, width)), ("height", max(0.0, height)),
        ]  # fmt: skip
        if round_:
            pairs.append(("rx", round_))
        self.element("rect", [*pairs, ("class", kind)])

    def circle(self, x: float, y: float, radius: float, *, kind: str) -> None:
        """Add a disc."""
        self.element("circle", [("cx", x), ("cy", y), ("r", radius), ("class", kind)])

    def path(self, shape: str, *, kind: str, thickness: float = 0) -> None:
        """Add a path; *thickness* is the stroke's width."""
        pairs: list[tuple[str, str | float]] = [("d", shape), ("class", kind)]
        if thickness:
            pairs.append(("stroke-width", thickness))
        self.element("path", pairs)

    def finish(self, height: float, *, name: str, title: str, description: str, kind: str = "") -> Markup:
        """Return the drawing; *name* makes its ids unique on the page."""
        size = f"{number(self.width)} {number(height)}"
        head = (
            f'<svg class="fig {escape(kind)}" viewBox="0 0 {size}" width="{number(self.width)}" '
            f'height="{number(height)}" role="img" aria-labelledby="{escape(name)}-t {escape(name)}-d">'
            f'<title id="{escape(name)}-t">{escape(title)}</title>'
            f'<desc id="{escape(name)}-d">{escape(description)}</desc>'
        )
        # Everything between was escaped where it was added.
        return Markup(head + "".join(self.parts) + "</svg>")  # noqa: S704


def ticks(low: float, high: float, *, about: int = 4) -> list[float]:
    """Return round numbers that divide the range into about that many parts.

    >>> ticks(0, 0.31)
    [0.0, 0.1, 0.2, 0.3]
    """
    span = high - low
    if span <= 0:
        return [low]
    rough = span / about
    power = 1.0
    while power > rough:
        power /= 10
    while power * 10 <= rough:
        power *= 10
    step = min((power * factor for factor in (1, 2, 5, 10)), key=lambda value: abs(value - rough))
    first = int(low / step) - 1
    values = [round(step * (first + i), 10) for i in range(about * 4)]
    return [value + 0.0 for value in values if low - 1e-9 <= value <= high + 1e-9]
