"""Dates of TEI as EDTF: ``when``, ``from``/``to``, ``notBefore``/``notAfter``, with the doubt the markup states."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from .._reading import DateRead
from ._tei_tree import MAX_NAME, Element, Tree

_POINT = re.compile(
    r"(?P<year>-?[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?P<time>T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?"
    r"(?:\.[0-9]{1,9})?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?)?"
)
_DOUBT = {"low": "?", "unknown": "?", "medium": "?"}
_ROLES = (
    (re.compile(r"recei|empf|arriv", re.IGNORECASE), "received"),
    (re.compile(r"decipher|decoded", re.IGNORECASE), "deciphered"),
    (re.compile(r"forward", re.IGNORECASE), "forwarded"),
    (re.compile(r"meeting|conversation|session", re.IGNORECASE), "meeting"),
    (re.compile(r"sent|transmi|dispatch|post", re.IGNORECASE), "sent"),
    (re.compile(r"publi|print", re.IGNORECASE), "published"),
)


def edtf_of(element: Element) -> str:
    """Return the EDTF an element's attributes state; nothing where they state none.

    >>> from ._tei_tree import parse
    >>> def date(written):
    ...     return edtf_of(parse(f"<date {written}/>", file="a").root.children[0])
    >>> date('when="1958-02-12T18:15:00-05:00"'), date('from="1958-02" to="1958-03"'), date('notBefore="1958-02-03"')
    ('1958-02-12T18:15:00-05:00', '1958-02/1958-03', '1958-02-03/..')
    >>> date('when="1958" cert="low"'), date('when="soon"')
    ('1958?', '')
    """
    when = _point(_first(element, "when", "when-iso"))
    if when:
        return when + _doubt(element) if "T" not in when else when
    first = _point(_first(element, "from", "notBefore", "from-iso", "notBefore-iso"))
    last = _point(_first(element, "to", "notAfter", "to-iso", "notAfter-iso"))
    if not first and not last:
        return ""
    if first == last:
        return first
    return f"{first or '..'}/{last or '..'}"


def role_of(element: Element, otherwise: str) -> str:
    """Return what a date is the date of, by its type; *otherwise* where the markup does not say."""
    said = f"{element.get('type')} {element.get('subtype')}"
    return next((role for form, role in _ROLES if form.search(said)), otherwise)


def read_dates(tree: Tree, elements: Iterator[Element], *, role: str) -> list[DateRead]:
    """Return the dates stated in *elements*, each at its words, in order."""
    found = []
    for element in elements:
        edtf = edtf_of(element)
        if edtf:
            start, end = tree.trim(element, without=("note",))
            words = tree.words(element, without=("note",), most=MAX_NAME)
            found.append(DateRead(role_of(element, role), edtf, words, start, end, "markup"))
    return found


def day_of(edtf: str) -> str:
    """Return *edtf* without times of day.

    >>> day_of("1958-02-12T18:15:00-05:00"), day_of("1958-02/1958-03")
    ('1958-02-12', '1958-02/1958-03')
    """
    days = list(dict.fromkeys(part.partition("T")[0] for part in edtf.split("/")))
    return "/".join(days)


def stated_range(element: Element) -> str:
    """Return the days between which a volume's editors place a document (``doc-dateTime-min`` and ``-max``).

    The two are moments in Washington time; the last one of a day ends that day.
    """
    first = _point(element.get("doc-dateTime-min"))
    last = _point(element.get("doc-dateTime-max"))
    if not first or not last:
        return day_of(first or last)
    return days_between(first, last)


def days_between(first: str, last: str) -> str:
    """Return the shortest way to write all days from *first* to *last*.

    >>> days_between("1958-02-01", "1958-02-28"), days_between("1958-01-01", "1958-12-31")
    ('1958-02', '1958')
    """
    first, last = first.partition("T")[0], last.partition("T")[0]
    if first == last:
        return first
    if first[:4] == last[:4] and first[4:] == "-01-01" and last[4:] == "-12-31":
        return first[:4]
    if first[:7] == last[:7] and first[7:] == "-01" and _is_last_day(last):
        return first[:7]
    return f"{first}/{last}"


def _is_last_day(day: str) -> bool:
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).day == 1
    except (ValueError, OverflowError):
        return False


def _point(written: str) -> str:
    """Return a W3C date as EDTF; nothing where it is none, or no day of the calendar."""
    match = _POINT.fullmatch(written)
    if match is None or match["year"].startswith("-"):
        return ""
    month, day = match["month"], match["day"]
    if month is not None:
        try:
            dt.date(max(int(match["year"]), 1), int(month), int(day or 1))
        except ValueError:
            return ""
    edtf = "-".join(part for part in (match["year"], month, day) if part is not None)
    return edtf + (match["time"] or "") + ((match["zone"] or "") if match["time"] else "")


def _first(element: Element, *names: str) -> str:
    return next((element.get(name) for name in names if element.get(name)), "")


def _doubt(element: Element) -> str:
    if element.get("cert") in _DOUBT:
        return "?"
    return "~" if element.get("precision") in ("low", "medium") else ""
