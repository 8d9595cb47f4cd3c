"""Files to texts: one module a format, and the choice between them."""

from ._find import SourcesFound, find_sources, survey_sources
from ._read import read_source
from ._source import Part, SourceText, span

__all__ = ["Part", "SourceText", "SourcesFound", "find_sources", "read_source", "span", "survey_sources"]
