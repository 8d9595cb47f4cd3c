"""Citations: where a document is printed or kept, as the line at its end says, and what *ibid.* stands for."""

from ._find import body_end, find_citation
from ._read import CitationRead
from ._resolve import resolve_citations
from ._shape import ends_cited

__all__ = ["CitationRead", "body_end", "ends_cited", "find_citation", "resolve_citations"]
