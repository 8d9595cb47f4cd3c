"""Who wrote to whom: the correspondence as weighted edges, for Gephi and its kind."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .._dates import bounds
from ._cmif import split_parties
from ._holding import Holding
from ._xml import element, text


@dataclass(slots=True)
class Edge:
    """All letters from one party to another."""

    source: str
    target: str
    weight: int = 0
    first: str = ""
    last: str = ""


def correspondence(holdings: Iterable[Holding]) -> list[Edge]:
    """Return one edge for each pair of sender and recipient, by name; a letter to two counts for both."""
    edges: dict[tuple[str, str], Edge] = {}
    for holding in holdings:
        one = holding.document
        first, last = bounds(one.date) if one.date else ("", "")
        for sender in split_parties(one.sender):
            for recipient in split_parties(one.recipient):
                edge = edges.setdefault((sender, recipient), Edge(sender, recipient))
                edge.weight += 1
                edge.first = min(filter(None, (edge.first, first)), default="")
                edge.last = max(edge.last, last)
    return [edges[key] for key in sorted(edges)]


def network_csv(holdings: Iterable[Holding]) -> Iterator[str]:
    """Yield the edges as CSV with the columns Gephi reads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Source", "Target", "Weight", "first", "last"])
    for edge in correspondence(holdings):
        writer.writerow([edge.source, edge.target, edge.weight, edge.first, edge.last])
    yield out.getvalue()


def network_graphml(holdings: Iterable[Holding]) -> Iterator[str]:
    """Yield the network as GraphML (http://graphml.graphdrawing.org)."""
    edges = correspondence(holdings)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for key, where, kind in (("weight", "edge", "int"), ("first", "edge", "string"), ("last", "edge", "string")):
        yield element("key", "", id=key, for_=where, **{"attr.name": key, "attr.type": kind}) + "\n"
    yield '<key id="label" for="node" attr.name="label" attr.type="string"/>\n<graph edgedefault="directed">\n'
    names = sorted({name for edge in edges for name in (edge.source, edge.target)})
    number = {name: f"n{position}" for position, name in enumerate(names)}
    for name in names:
        yield element("node", element("data", text(name), key="label"), id=number[name]) + "\n"
    for edge in edges:
        data = "".join(
            element("data", text(str(value)), key=key)
            for key, value in (("weight", edge.weight), ("first", edge.first), ("last", edge.last))
            if value
        )
        yield element("edge", data, source=number[edge.source], target=number[edge.target]) + "\n"
    yield "</graph>\n</graphml>\n"
