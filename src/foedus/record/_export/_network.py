"""Who wrote to whom, as GraphML for Gephi and its kind."""

from __future__ import annotations

from collections.abc import Iterator

from .._search import Network
from ._xml import element, text

_KEYS = (
    ("label", "node", "string"), ("kind", "node", "string"), ("sent", "node", "int"), ("received", "node", "int"),
    ("weight", "edge", "int"), ("first", "edge", "string"), ("last", "edge", "string"),
)  # fmt: skip


def network_graphml(network: Network) -> Iterator[str]:
    """Yield a network as GraphML (http://graphml.graphdrawing.org)."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for key, where, kind in _KEYS:
        yield element("key", "", id=key, for_=where, **{"attr.name": key, "attr.type": kind}) + "\n"
    yield '<graph edgedefault="directed">\n'
    number = {node.id: f"n{position}" for position, node in enumerate(network.nodes)}
    for node in network.nodes:
        yield (
            element(
                "node",
                _data(label=node.name, kind=node.kind, sent=node.sent, received=node.received),
                id=number[node.id],
            )
            + "\n"
        )
    for edge in network.edges:
        data = _data(weight=edge.weight, first=edge.first, last=edge.last)
        yield element("edge", data, source=number[edge.sender], target=number[edge.recipient]) + "\n"
    yield "</graph>\n</graphml>\n"


def _data(**values: str | int) -> str:
    return "".join(element("data", text(str(value)), key=key) for key, value in values.items() if value != "")
