"""Bibliographies: CSL-JSON as the master, BibTeX and RIS made from it.

Chinese names are ``literal``: programs that split them into family and given name lose or shorten them. Cite keys are
ASCII, made of the document's id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from .._reading import several
from .._store import day_bounds
from ._holding import Holding

Item = dict[str, Any]

_TYPES = {
    "telegram": "personal_communication", "letter": "personal_communication", "note": "personal_communication",
    "treaty": "treaty", "communique": "treaty", "protocol": "treaty", "article": "article-journal",
    "analysis": "article-journal", "chapter": "chapter", "speech": "speech",
}  # fmt: skip
_RIS = {
    "personal_communication": "PCOMM",
    "treaty": "LEGAL",
    "article-journal": "JOUR",
    "chapter": "CHAP",
    "speech": "GEN",
}
_BIBTEX = {"article-journal": "article", "chapter": "incollection"}
_SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


def csl_items(holdings: Iterable[Holding]) -> Iterator[Item]:
    """Yield one CSL-JSON item a document (Citation Style Language 1.0.2)."""
    for holding in holdings:
        one = holding.document
        item: Item = {
            "id": cite_key(one.id),
            "type": _TYPES.get(one.kind, "manuscript"),
            "title": one.title,
            "genre": one.kind,
            "author": _names(one.sender) or [{"literal": each.name} for each in one.parties if each.role == "author"],
            "recipient": _names(one.recipient),
            "issued": _issued(one.date),
            "archive_location": one.citation,
            "number": one.reference,
            "page": one.page,
            "event-place": one.place,
            "language": one.language,
            "URL": one.url,
            "source": holding.file,
        }
        yield {key: value for key, value in item.items() if value}


def bibliography_csl(holdings: Iterable[Holding]) -> Iterator[str]:
    """Yield a CSL-JSON file."""
    separator = "[\n"
    for item in csl_items(holdings):
        yield separator + json.dumps(item, ensure_ascii=False)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def bibliography_bibtex(holdings: Iterable[Holding]) -> Iterator[str]:
    """Yield a BibTeX file (UTF-8, biber's fields)."""
    for item in csl_items(holdings):
        fields = {
            "title": "{" + item.get("title", "").translate(_SPECIAL) + "}",
            "author": " and ".join("{" + name["literal"].translate(_SPECIAL) + "}" for name in item.get("author", ())),
            "date": _first(item),
            "year": _first(item)[:4],
            "howpublished": item.get("archive_location", "").translate(_SPECIAL),
            "number": item.get("number", "").translate(_SPECIAL),
            "pages": item.get("page", "").translate(_SPECIAL),
            "note": "; ".join(_addressed(item)).translate(_SPECIAL),
            "langid": item.get("language", ""),
            "url": item.get("URL", "").translate(_SPECIAL),
        }
        body = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
        yield f"@{_BIBTEX.get(item['type'], 'misc')}{{{item['id']},\n{body}}}\n\n"


def bibliography_ris(holdings: Iterable[Holding]) -> Iterator[str]:
    """Yield a RIS file (Research Information Systems, tags of 2011)."""
    for item in csl_items(holdings):
        lines = [("TY", _RIS.get(item["type"], "MANSCPT")), ("ID", item["id"]), ("TI", item.get("title", ""))]
        lines += [("AU", name["literal"]) for name in item.get("author", ())]
        lines += [("A2", name["literal"]) for name in item.get("recipient", ())]
        lines += [
            ("DA", _first(item).replace("-", "/")), ("PY", _first(item)[:4]), ("AV", item.get("archive_location", "")),
            ("M1", item.get("number", "")), ("SP", item.get("page", "")), ("CY", item.get("event-place", "")),
            ("LA", item.get("language", "")), ("UR", item.get("URL", "")),
        ]  # fmt: skip
        yield "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines if value) + "ER  - \r\n\r\n"


def cite_key(identifier: str) -> str:
    """Return an ASCII cite key.

    >>> cite_key("1958-02-19-ab12 声明")
    '1958-02-19-ab12'
    """
    return re.sub(r"[^A-Za-z0-9:._-]+", "-", identifier).strip("-") or "document"


def _names(who: str) -> list[dict[str, str]]:
    return [{"literal": part} for part in several(who)]


def _issued(date: str) -> dict[str, Any]:
    if not date:
        return {}
    plain = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?([~?%])?", date)
    if plain:
        found: dict[str, Any] = {"date-parts": [[int(part) for part in plain.groups()[:3] if part]]}
        return found | {"circa": True} if plain[4] else found
    first, last = day_bounds(date)
    parts = [[int(piece) for piece in day.split("-")] for day in (first, last) if day]
    return {"date-parts": parts, "raw": date} if parts else {"raw": date}


def _first(item: Item) -> str:
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return "-".join(f"{part:02d}" for part in parts)


def _addressed(item: Item) -> list[str]:
    return [f"to {name['literal']}" for name in item.get("recipient", ())]


def _one_line(value: str) -> str:
    return re.sub(r"\s+", " ", value)
