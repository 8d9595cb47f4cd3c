"""What was written: documents, passages and citations that survive another copy of the text."""

from ._anchor import anchor_citations
from ._calendar import Anchor, Calendar, Document, Fingerprint, Passage
from ._cite import Quotation, cite, cite_quotation
from ._fingerprint import fingerprint
from ._fold import Folded, Skip, fold
from ._ingest import Part, SourcesFound, SourceText, find_sources, read_source, survey_sources
from ._print_calendar import calendar_entry, print_calendar
from ._read_calendar import read_calendar

__all__ = [
    "Anchor",
    "Calendar",
    "Document",
    "Fingerprint",
    "Folded",
    "Part",
    "Passage",
    "Quotation",
    "Skip",
    "SourceText",
    "SourcesFound",
    "anchor_citations",
    "calendar_entry",
    "cite",
    "cite_quotation",
    "find_sources",
    "fingerprint",
    "fold",
    "print_calendar",
    "read_calendar",
    "read_source",
    "survey_sources",
]
