"""The dates of a document: every one with its role, the one it is cited by, and where they contradict each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from .._dates import DateFound, bounds
from .._reading import Contradiction, DateRead
from ._view import View

_AFTER = (
    ("received", re.compile("^(?:[（(][^）)]{0,10}[)）])?(?:收到|收讫|收悉|抵达|到达|送达|收(?![入集]))(?!时间|日期)")),
    ("deciphered", re.compile("^(?:译出|译毕|译电)(?!时间|日期)")),
    (
        "sent",
        re.compile(
            "^(?:[（(][^）)]{0,10}[)）])?(?:发出|拍发|发报|发电|发自|寄出|寄发|发往|发(?=[\n，。]|$))(?!时间|日期)"
        ),
    ),
    ("forwarded", re.compile("^(?:转交|送出|转发|转送|转出|转呈|送达|递交)(?!时间|日期)")),
)
_BEFORE = (
    ("received", re.compile("(?:收到|收文|收报|接收|到达)(?:时间|日期)?：?$")),
    ("sent", re.compile("(?:发出|发文|发报|拍发|发电)(?:时间|日期)?：?$")),
    ("deciphered", re.compile("(?:译出|译电)(?:时间|日期)?：?$")),
    ("forwarded", re.compile("(?:转交|送出|转发)(?:时间|日期)?：?$")),
)
_SPOKEN = re.compile("[您你我他她它们的]")
_NOTE_SENT = re.compile("(?:电|信|函|件)[^。]{0,12}于?$")
_ORDER = ("heading", "drafted", "sent", "received", "deciphered", "forwarded", "meeting", "published", "noted")


def header_dates(view: View, end: int, base: str, *, talk: bool) -> list[DateRead]:
    """Return the dates the opening of *view* gives to the document, up to the character *end*."""
    found: list[DateRead] = []
    limit = max(end, 0)
    for date in view.dates(base, end=max(limit, 120) + 60):
        if date.start > max(limit, 120):
            break
        role = _role(view.text, date)
        if not role:
            if date.start >= limit and not (talk and not found and date.start < 40):
                continue
            if talk:
                role = "meeting"
            else:
                role = "sent" if "T" in date.edtf else "drafted"
        elif date.start >= limit and _inside_sentence(view.text, date):
            continue
        found.append(_read(view, date, role, "opening"))
    return found


def _role(text: str, date: DateFound) -> str:
    after = text[date.end : date.end + 16].lstrip()
    role = next((role for role, pattern in _AFTER if pattern.match(after)), "")
    return role or next(
        (role for role, pattern in _BEFORE if pattern.search(text[max(0, date.start - 12) : date.start])), ""
    )


def _inside_sentence(text: str, date: DateFound) -> bool:
    """A date that a sentence of the text speaks of is none of the document's own."""
    line = text.rfind("\n", 0, date.start) + 1
    begin = max(line, text.rfind("。", 0, date.start) + 1)
    return _SPOKEN.search(text, begin, date.start) is not None


def closing_date(view: View, date: DateFound) -> DateRead:
    """Return a date under the text as the one the document was drafted on."""
    return _read(view, date, "drafted", "closing")


def title_date(view: View, date: DateFound, basis: str = "heading") -> DateRead:
    """Return the date of a heading."""
    return _read(view, date, "heading", basis)


def _read(view: View, date: DateFound, role: str, basis: str) -> DateRead:
    start, end = view.source(date.start, date.end)
    return DateRead(role, date.edtf, view.shown[date.start : date.end], start, end, basis)


def noted_dates(text: str, start: int, end: int, dates: Iterable[DateFound]) -> list[DateRead]:
    """Return what a note says of when the document itself was sent or received."""
    read = []
    for date in dates:
        role = _role(text, date)
        if role in ("sent", "received") and _NOTE_SENT.search(text[: date.start]):
            read.append(DateRead(role, date.edtf, date.text, start, end, "note"))
    return read


def precise(edtf: str) -> bool:
    """Tell whether a date names one day."""
    first, last = bounds(edtf)
    return first[:10] == last[:10] and not edtf.endswith(("?", "~"))


def principal(dates: Sequence[DateRead]) -> str:
    """Return the date a document is sorted and cited by, as docs/decisions/0009-reading.md orders them.

    The day its heading names; else the day it was drafted; else the first there is of the other roles, a day before a
    month. A date that stands inside a message passed on, or only in a note, comes last.
    """
    ranked = sorted(
        dates,
        key=lambda date: (
            not precise(date.edtf),
            date.basis in ("note", "quotation", "relayed"),
            _ORDER.index(date.role),
        ),
    )
    if not ranked:
        return ""
    day, _, time = ranked[0].edtf.partition("T")
    if time == "00:00" and "24" in ranked[0].text:  # midnight still belongs to the day that is printed
        return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()
    return day


def sent_at(dates: Sequence[DateRead]) -> str:
    """Return when the document was dispatched: as it says, or the hour under or over its text, or else in a note.

    The hour under a message that another passes on is that of the message; under one that is only quoted it is not.
    """
    own = [date for date in dates if date.basis not in ("note", "quotation")]
    for chosen in (
        [date for date in own if date.role == "sent"],
        [date for date in own if date.role == "forwarded"]
        if not any(date.role == "deciphered" for date in own)
        else [],
        [date for date in own if date.role == "drafted" and "T" in date.edtf],
        [date for date in dates if date.role == "sent"],
    ):
        if chosen:
            timed = [date for date in chosen if "T" in date.edtf]
            return (timed or chosen)[0].edtf
    return ""


def contradictions(dates: Sequence[DateRead]) -> tuple[Contradiction, ...]:
    """Report where the heading and the date under the text cannot both be right."""
    found = []
    heads = [date for date in dates if date.role == "heading"]
    for head in heads[:1]:
        for date in dates:
            if date.role == "drafted" and date.basis == "closing" and _apart(head.edtf, date.edtf):
                message = f"the heading gives {head.text.strip('（）()')}, but {date.text} stands under the text"
                found.append(Contradiction("dates-differ", message, ((head.start, head.end), (date.start, date.end))))
    return tuple(found)


def _apart(one: str, other: str) -> bool:
    first, second = bounds(one), bounds(other)
    return first[1][:10] < second[0][:10] or second[1][:10] < first[0][:10]
