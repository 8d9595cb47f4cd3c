"""Who wrote to whom, when: parties as columns, documents in order of date going down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ._svg import Svg, wrap


@dataclass(frozen=True, slots=True)
class Letter:
    """One document; ``recipient`` is empty where it was addressed to the public."""

    number: int
    date: str
    sender: str
    recipient: str


def correspondence(letters: Sequence[Letter], *, name: str, title: str, description: str) -> Markup:
    """Return the drawing; it is as wide as its parties need."""
    parties = list(dict.fromkeys(party for item in letters for party in (item.sender, item.recipient) if party))
    if not parties:
        return Markup("")
    left = 138.0
    column = min(130.0, max(84.0, (760 - left) / len(parties)))
    drawing = Svg(left + column * len(parties))
    place = {party: left + column * (i + 0.5) for i, party in enumerate(parties)}
    heads = {party: wrap(party, size=12, width=column - 12, most=3) for party in parties}
    top = 12 + 14 * max(len(lines) for lines in heads.values())
    for party, lines in heads.items():
        for i, line in enumerate(lines):
            drawing.text(place[party], 12 + 14 * i, line, kind="label small", anchor="middle")
    bottom = top + 26 * len(letters) + 4
    for party in parties:
        drawing.line(place[party], top, place[party], bottom, kind="lane")
    y = top + 16
    for item in letters:
        drawing.text(0, y + 4, f"{item.number}", kind="tick strong")
        drawing.text(22, y + 4, item.date, kind="tick")
        a = place.get(item.sender)
        b = place.get(item.recipient)
        if a is not None and b is not None and a != b:
            step = 7 if b > a else -7
            drawing.line(a, y, b - step, y, kind="letter")
            drawing.path(_arrow(b, y, step), kind="arrow")
            drawing.circle(a, y, 3.5, kind="dot plan")
        elif a is not None:
            drawing.circle(a, y, 8, kind="ring")
            drawing.circle(a, y, 3.5, kind="dot plan")
        elif b is not None:
            drawing.circle(b, y, 3.5, kind="dot hollow")
        y += 26
    return drawing.finish(bottom, name=name, title=title, description=description, kind="natural")


def _arrow(x: float, y: float, step: float) -> str:
    return f"M{x:.1f} {y:.1f}L{x - step:.1f} {y - 4:.1f}L{x - step:.1f} {y + 4:.1f}Z"
