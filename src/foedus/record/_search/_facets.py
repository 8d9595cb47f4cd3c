"""Facets: how many of the documents found are of each kind, sender, year and so on."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from ._query import wrong_query

FACETED = 10_000
"""Documents counted at most: the first ones by date; a facet says whether there were more."""
MOST_VALUES = 50

_VALUES = {
    "kind": "SELECT d.kind AS value FROM found JOIN documents d USING (number)",
    "sender": "SELECT d.sender AS value FROM found JOIN documents d USING (number)",
    "recipient": "SELECT d.recipient AS value FROM found JOIN documents d USING (number)",
    "year": "SELECT substr(d.first, 1, 4) AS value FROM found JOIN documents d USING (number)",
    "language": "SELECT d.language AS value FROM found JOIN documents d USING (number)",
    "file": "SELECT f.name AS value FROM found JOIN documents d USING (number) JOIN files f ON f.number = d.file",
    "tag": "SELECT j.value AS value FROM found JOIN documents d USING (number), json_each(d.tags) j",
    "party": "SELECT DISTINCT p.document, p.name AS value FROM found JOIN parties p ON p.document = found.number",
}


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: its commonest values first, each with the number of documents."""

    name: str
    counts: tuple[tuple[str, int], ...]
    exact: bool
    """Whether all documents found were counted."""


def count_facets(
    connection: sqlite3.Connection, condition: str, values: Sequence[object], *, names: Sequence[str]
) -> tuple[Facet, ...]:
    """Return the facets called *names* of the documents that *condition* (what follows FROM) finds."""
    unknown = [name for name in names if name not in _VALUES]
    if unknown:
        raise wrong_query(f"{unknown[0]} is no facet", f"use {', '.join(_VALUES)}")
    found = (
        "WITH found(number) AS MATERIALIZED (SELECT full_text.rowid FROM "  # noqa: S608
        f"{condition} ORDER BY full_text.rowid LIMIT {FACETED + 1})"
    )
    facets = []
    for name in names:
        query = (
            f"{found} SELECT value, count(*) AS n, (SELECT count(*) FROM found) FROM ({_VALUES[name]}) "  # noqa: S608
            f"WHERE value <> '' GROUP BY value ORDER BY n DESC, value LIMIT {MOST_VALUES}"
        )
        rows = connection.execute(query, list(values)).fetchall()
        exact = not rows or rows[0][2] <= FACETED
        facets.append(Facet(name, tuple((row[0], row[1]) for row in rows), exact))
    return tuple(facets)
