"""What was undertaken and what happened, on one axis of months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ._svg import Svg, measure, wrap


@dataclass(frozen=True, slots=True)
class Happening:
    """An event on the axis."""

    day: dt.date
    cited: bool
    text: str


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation: its window (from, to), whether it is a span or a deadline, and what fulfilled it."""

    name: str
    public: bool
    start: dt.date | None
    end: dt.date | None
    deadline: bool
    done: tuple[Happening, ...]


def timeline(
    duties: Sequence[Duty], *, width: float, name: str, title: str, description: str, months: Sequence[str]
) -> Markup:
    """Return the chart; *months* are the twelve short names of months."""
    days = [d for duty in duties for d in (duty.start, duty.end, *(h.day for h in duty.done)) if d is not None]
    if not days:
        return Markup("")
    narrow = width < 560
    first = min(days).replace(day=1)
    last = max(days)
    last = dt.date(last.year + last.month // 12, last.month % 12 + 1, 1)
    drawing = Svg(width)
    left = 0.0 if narrow else width * 0.3
    x0, x1 = left + 6, width - 12
    span = max((last - first).days, 1)

    def at(day: dt.date) -> float:
        return x0 + (x1 - x0) * (day - first).days / span

    rows: list[tuple[Duty, float]] = []
    y = 34.0
    for duty in duties:
        labels = wrap(duty.name, size=14, width=width - 8 if narrow else left - 18, most=2)
        if narrow:
            y = drawing.lines(0, y + 14, labels, kind="label", leading=17) + 8
            rows.append((duty, y))
            y += 24
        else:
            height = max(46, 17 * len(labels) + 14)
            drawing.lines(0, y + height / 2 - 8.5 * len(labels) + 13, labels, kind="label", leading=17)
            rows.append((duty, y + height / 2))
            y += height
    bands = [(middle - 12, middle + 12) for _, middle in rows] if narrow else [(26.0, y)]
    _months(drawing, first, last, at=at, bands=bands, months=months, step_width=(x1 - x0) / (span / 30.4))
    for duty, middle in rows:
        kind = "public" if duty.public else "private"
        if duty.start is not None and duty.end is not None:
            a, b = at(duty.start), at(duty.end + dt.timedelta(days=1))
            if duty.deadline:
                drawing.line(a, middle, b, middle, kind=f"lead-up {kind}")
                drawing.line(b, middle - 8, b, middle + 8, kind=f"deadline {kind}")
            else:
                drawing.rect(a, middle - 8, b - a, 16, kind=f"window {kind}", round_=2)
        for event in duty.done:
            x = at(event.day)
            drawing.circle(x, middle, 5.5, kind="event cited" if event.cited else "event uncited")
            width_of = measure(event.text, 12)
            left_of = x + 10 + width_of > width
            drawing.text(
                x - 10 if left_of else x + 10, middle - 11 if _covered(duty, event.day) else middle + 4,
                event.text, kind="value", anchor="end" if left_of else "start",
            )  # fmt: skip
    return drawing.finish(y + 8, name=name, title=title, description=description)


def _covered(duty: Duty, day: dt.date) -> bool:
    return duty.start is not None and duty.end is not None and duty.end >= day


def _months(
    drawing: Svg,
    first: dt.date,
    last: dt.date,
    *,
    at: Callable[[dt.date], float],
    bands: Sequence[tuple[float, float]],
    months: Sequence[str],
    step_width: float,
) -> None:
    every = 1 if step_width > 34 else 2 if step_width > 17 else 3 if step_width > 11 else 12
    day = first
    while day <= last:
        x = at(day)
        january = day.month == 1
        if (day.month - 1) % every == 0:
            drawing.upright(x, bands, kind="axis" if january else "grid")
            if day < last:
                drawing.text(x + 3, 22, str(day.year) if every == 12 else months[day.month - 1], kind="tick")
        if every < 12 and day < last and (january or day == first):
            drawing.text(x + 3, 9, str(day.year), kind="tick strong")
        day = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
