"""Full-text search over a record, and what its documents say together: reuse, correspondence, time."""

from ._facets import Facet
from ._hits import Snippet, Span
from ._index import update_index
from ._match import Filters
from ._network import Edge, Event, Network, Node, network, timeline
from ._query import parse_query
from ._reuse import Reuse, text_reuse
from ._search import Hit, SearchPage, search

__all__ = [
    "Edge",
    "Event",
    "Facet",
    "Filters",
    "Hit",
    "Network",
    "Node",
    "Reuse",
    "SearchPage",
    "Snippet",
    "Span",
    "network",
    "parse_query",
    "search",
    "text_reuse",
    "timeline",
    "update_index",
]
