"""Writing XML: escaped text, and dates as the TEI's attributes say them."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from .._store import day_bounds

TEI = "http://www.tei-c.org/ns/1.0"

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def text(value: str) -> str:
    r"""Return *value* as character data; what XML 1.0 cannot hold becomes U+FFFD.

    >>> text("a < b\x00").encode("ascii", "backslashreplace")
    b'a &lt; b\\ufffd'
    """
    return escape(_FORBIDDEN.sub("\ufffd", value))


def element(name: str, content: str, **attributes: str) -> str:
    """Return an element of ready *content*; an attribute's trailing underscore is dropped, ``__`` is a colon.

    >>> element("ref", text("A & B"), target="#x", xml__id="r")
    '<ref target="#x" xml:id="r">A &amp; B</ref>'
    """
    head = name + "".join(
        f" {key.rstrip('_').replace('__', ':')}={quoteattr(_FORBIDDEN.sub(' ', value))}"
        for key, value in attributes.items()
        if value
    )
    return f"<{head}>{content}</{name}>" if content else f"<{head}/>"


def date_attributes(edtf: str) -> dict[str, str]:
    """Return the TEI attributes of an EDTF date: ``when``, or ``notBefore`` and ``notAfter``, and ``cert``.

    >>> date_attributes("1958-02-19"), date_attributes("1958-03/1958-04?")
    ({'when': '1958-02-19'}, {'notBefore': '1958-03-01', 'notAfter': '1958-04-30', 'cert': 'low'})
    """
    if not edtf:
        return {}
    doubt = {"cert": "low"} if any(mark in edtf for mark in "~?%") else {}
    bare = edtf.rstrip("~?%")
    if _DAY.fullmatch(bare):
        return {"when": bare, **doubt}
    if _DAY.fullmatch(bare[:10]) and bare[10:11] == "T":
        return {"when": bare[:10], **doubt}
    first, last = day_bounds(edtf)
    found = {"notBefore": first, "notAfter": last} if first != last else {"when": first}
    return {key: value for key, value in found.items() if value} | doubt
