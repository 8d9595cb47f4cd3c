"""Who wrote to whom and when: the correspondence as a network, the record as a timeline."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .._authority import Authority
from .._reading import several
from .._store import RecordStore, learnt_parties, merge_authority, read_authority

NOT_EVENTS = ("editorial-note", "commentary", "analysis", "chronology", "list", "chapter", "article")
"""Kinds that report on time rather than happen in it; an editorial note may carry the dates of a whole volume."""


@dataclass(frozen=True, slots=True)
class Node:
    """A correspondent."""

    id: str
    """In the authority file; the name where it is not known there."""
    name: str
    kind: str
    """``person``, ``body`` or ``place``; empty where it is not known."""
    sent: int
    received: int


@dataclass(frozen=True, slots=True)
class Edge:
    """All that one wrote to another."""

    sender: str
    """Id of a node."""
    recipient: str
    weight: int
    """Documents."""
    first: str
    """Day of the first, ISO; empty where none is dated."""
    last: str
    documents: tuple[str, ...]
    """Their ids, in order."""


@dataclass(frozen=True, slots=True)
class Network:
    """Correspondents and what passed between them, the busiest first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A document in time."""

    document: str
    title: str
    kind: str
    date: str
    """EDTF, as the document is cited."""
    first: str
    """The first day it may mean, ISO; empty where open or unknown."""
    last: str
    uncertain: bool
    """Whether the date is marked as doubtful or covers more than a day."""
    sender: str
    recipient: str


def network(store: RecordStore, *, authority: Authority | None = None) -> Network:
    """Return who wrote to whom, several senders or recipients of one document each counted.

    Args:
        store: An open record.
        authority: Who is meant by which name; the record's own by default.

    Raises:
        CaseError: ``authority.yaml`` cannot be used.
    """
    known = authority or merge_authority(read_authority(store.folder), learnt_parties(store))
    nodes: dict[str, list[int]] = {}
    names: dict[str, tuple[str, str]] = {}
    edges: dict[tuple[str, str], list[tuple[str, str, str]]] = {}

    def node(name: str) -> str:
        party = known.find(name)
        id_ = party.id if party else name
        names.setdefault(id_, (party.name, party.kind) if party else (name, ""))
        nodes.setdefault(id_, [0, 0])
        return id_

    for id_, sender, recipient, first, last in store.connection.execute(
        "SELECT id, sender, recipient, first, last FROM documents ORDER BY number"
    ):
        senders = list(dict.fromkeys(node(name) for name in several(sender)))
        recipients = list(dict.fromkeys(node(name) for name in several(recipient)))
        for one in senders:
            nodes[one][0] += 1
        for other in recipients:
            nodes[other][1] += 1
        for one in senders:
            for other in recipients:
                edges.setdefault((one, other), []).append((id_, first, last))
    found = [Node(id_, *names[id_], sent, received) for id_, (sent, received) in nodes.items()]
    lines = [_edge(*pair, documents) for pair, documents in edges.items()]
    return Network(
        tuple(sorted(found, key=lambda node: (-node.sent - node.received, node.id))),
        tuple(sorted(lines, key=lambda edge: (-edge.weight, edge.sender, edge.recipient))),
    )


def timeline(store: RecordStore, *, without: Collection[str] = NOT_EVENTS) -> Iterator[Event]:
    """Yield the documents in the order of their dates (the first day first), the undated last.

    Args:
        store: An open record.
        without: Kinds of documents that are left out.
    """
    rows = store.connection.execute(
        "SELECT id, title, kind, date, first, last, sender, recipient FROM documents ORDER BY number"
    )
    for id_, title, kind, date, first, last, sender, recipient in rows:
        if kind not in without:
            doubtful = first != last or any(mark in date for mark in "?~%")
            yield Event(id_, title, kind, date, first, last, doubtful, sender, recipient)


def _edge(sender: str, recipient: str, documents: list[tuple[str, str, str]]) -> Edge:
    first = min((first for _, first, _ in documents if first), default="")
    last = max((last for _, _, last in documents if last), default="")
    return Edge(sender, recipient, len(documents), first, last, tuple(id_ for id_, _, _ in documents))
