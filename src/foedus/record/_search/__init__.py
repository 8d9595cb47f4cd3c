"""Full-text search over a record, and what its documents say together: reuse, correspondence, time."""

from ._facets import Facet
from ._hits import Snippet, Span
from ._index import update_index
from ._match import Filters
from ._query import parse_query
from ._search import Hit, SearchPage, search

__all__ = ["Facet", "Filters", "Hit", "SearchPage", "Snippet", "Span", "parse_query", "search", "update_index"]
