"""What was written: real documents read, found, cited; citations that survive another copy of the text."""

import importlib
from typing import TYPE_CHECKING

from ._anchor import anchor_citations
from ._calendar import Anchor, Calendar, Document, Fingerprint, Passage
from ._cite import Quotation, cite, cite_quotation
from ._fingerprint import fingerprint
from ._fold import Folded, Skip, fold
from ._ingest import Part, SourcesFound, SourceText, find_sources, read_source, survey_sources
from ._print_calendar import calendar_entry, print_calendar
from ._read_calendar import read_calendar

if TYPE_CHECKING:
    from ._authority import Authority, Party, Post
    from ._copy import Edit, ReadingCopy
    from ._edit_authority import merge_parties, split_party
    from ._export import FORMATS, authority_of, export_obsidian, export_record, holdings
    from ._file_read import FileRead
    from ._read_file import read_file
    from ._read_record import RecordSummary, read_record, rebuild_record
    from ._reading import DOCUMENT_KINDS, Contradiction, DateRead, DocumentRead, Link, NoteRead, PartyRead
    from ._search import Filters, Hit, SearchPage, search
    from ._store import (
        RecordStore,
        StoredDocument,
        StoredFile,
        StoredText,
        learnt_parties,
        source_text,
        stored_document,
        stored_documents,
        stored_findings,
        stored_repairs,
        stored_suggestions,
        stored_text,
    )
    from ._suggest import ChatEndpoint, Decision, append_decision
    from ._suggestion import ACTS, COARSE_ACTS, Suggestion
    from ._suggestions import DECISIONS, ask_model, record_suggestions

_LAZY = {
    "Authority": "_authority",
    "Party": "_authority",
    "Post": "_authority",
    "Edit": "_copy",
    "ReadingCopy": "_copy",
    "DECISIONS": "_suggestions",
    "ask_model": "_suggestions",
    "record_suggestions": "_suggestions",
    "FORMATS": "_export",
    "authority_of": "_export",
    "export_obsidian": "_export",
    "export_record": "_export",
    "holdings": "_export",
    "FileRead": "_file_read",
    "read_file": "_read_file",
    "RecordSummary": "_read_record",
    "read_record": "_read_record",
    "rebuild_record": "_read_record",
    "DOCUMENT_KINDS": "_reading",
    "Contradiction": "_reading",
    "DateRead": "_reading",
    "DocumentRead": "_reading",
    "Link": "_reading",
    "NoteRead": "_reading",
    "PartyRead": "_reading",
    "Filters": "_search",
    "Hit": "_search",
    "SearchPage": "_search",
    "search": "_search",
    "RecordStore": "_store",
    "StoredDocument": "_store",
    "StoredFile": "_store",
    "StoredText": "_store",
    "learnt_parties": "_store",
    "source_text": "_store",
    "stored_document": "_store",
    "stored_documents": "_store",
    "stored_findings": "_store",
    "stored_repairs": "_store",
    "stored_suggestions": "_store",
    "stored_text": "_store",
    "ChatEndpoint": "_suggest",
    "Decision": "_suggest",
    "append_decision": "_suggest",
    "merge_parties": "_edit_authority",
    "split_party": "_edit_authority",
    "ACTS": "_suggestion",
    "COARSE_ACTS": "_suggestion",
    "Suggestion": "_suggestion",
}
"""Where the names of reading stand: a case needs none of them, so they are imported when first asked for (PEP 562)."""


def __getattr__(name: str) -> object:
    """Import a name of reading."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f".{_LAZY[name]}", __name__), name)


__all__ = [
    "ACTS",
    "COARSE_ACTS",
    "DECISIONS",
    "DOCUMENT_KINDS",
    "FORMATS",
    "Anchor",
    "Authority",
    "Calendar",
    "ChatEndpoint",
    "Contradiction",
    "DateRead",
    "Decision",
    "Document",
    "DocumentRead",
    "Edit",
    "FileRead",
    "Filters",
    "Fingerprint",
    "Folded",
    "Hit",
    "Link",
    "NoteRead",
    "Part",
    "Party",
    "PartyRead",
    "Passage",
    "Post",
    "Quotation",
    "ReadingCopy",
    "RecordStore",
    "RecordSummary",
    "SearchPage",
    "Skip",
    "SourceText",
    "SourcesFound",
    "StoredDocument",
    "StoredFile",
    "StoredText",
    "Suggestion",
    "anchor_citations",
    "append_decision",
    "ask_model",
    "authority_of",
    "calendar_entry",
    "cite",
    "cite_quotation",
    "export_obsidian",
    "export_record",
    "find_sources",
    "fingerprint",
    "fold",
    "holdings",
    "learnt_parties",
    "merge_parties",
    "print_calendar",
    "read_calendar",
    "read_file",
    "read_record",
    "read_source",
    "rebuild_record",
    "record_suggestions",
    "search",
    "source_text",
    "split_party",
    "stored_document",
    "stored_documents",
    "stored_findings",
    "stored_repairs",
    "stored_suggestions",
    "stored_text",
    "survey_sources",
]
