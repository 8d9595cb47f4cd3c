"""What others can read: one format a module, one table of what may be written as what."""

from ._annotations import annotations_json
from ._bibliography import bibliography_bibtex, bibliography_csl, bibliography_ris
from ._calendar import calendar_yaml
from ._cmif import correspondence_cmif
from ._holding import Holding
from ._network import network_graphml
from ._obsidian import obsidian_pages
from ._record import FORMATS, authority_of, export_obsidian, export_record, holdings
from ._tables import RECORD_TABLES, TABLES, Column, RecordTable, Table, codebook_csv, table_csv, table_json
from ._tei import corpus_tei

__all__ = [
    "FORMATS",
    "RECORD_TABLES",
    "TABLES",
    "Column",
    "Holding",
    "RecordTable",
    "Table",
    "annotations_json",
    "authority_of",
    "bibliography_bibtex",
    "bibliography_csl",
    "bibliography_ris",
    "calendar_yaml",
    "codebook_csv",
    "corpus_tei",
    "correspondence_cmif",
    "export_obsidian",
    "export_record",
    "holdings",
    "network_graphml",
    "obsidian_pages",
    "table_csv",
    "table_json",
]
