"""One SQLite file per record, the originals beside it, and the user's own files, which nothing here overwrites."""

from ._authority_file import AUTHORITY, UserParty, merge_authority, read_authority, user_authority
from ._order import day_bounds, day_number, first_key, sort_day
from ._originals import Original, digest_of, keep_original, known_originals, note_name
from ._pack import pack, unpack
from ._read_back import (
    StoredDocument,
    StoredText,
    learnt_parties,
    lost_original,
    shifted,
    source_text,
    stored_document,
    stored_documents,
    stored_findings,
    stored_furniture,
    stored_repairs,
    stored_suggestions,
    stored_text,
    window_of,
)
from ._schema import Repair
from ._store import DATABASE, ORIGINALS, RecordStore, StoredFile
from ._write import Written, remove_file, replace_links, write_failure, write_file

__all__ = [
    "AUTHORITY",
    "DATABASE",
    "ORIGINALS",
    "Original",
    "RecordStore",
    "Repair",
    "StoredDocument",
    "StoredFile",
    "StoredText",
    "UserParty",
    "Written",
    "day_bounds",
    "day_number",
    "digest_of",
    "first_key",
    "keep_original",
    "known_originals",
    "learnt_parties",
    "lost_original",
    "merge_authority",
    "note_name",
    "pack",
    "read_authority",
    "remove_file",
    "replace_links",
    "shifted",
    "sort_day",
    "source_text",
    "stored_document",
    "stored_documents",
    "stored_findings",
    "stored_furniture",
    "stored_repairs",
    "stored_suggestions",
    "stored_text",
    "unpack",
    "user_authority",
    "window_of",
    "write_failure",
    "write_file",
]
