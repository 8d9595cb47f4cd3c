"""What was written: documents, passages and citations that survive another copy of the text."""

from ._calendar import Anchor, Calendar, Document, Fingerprint, Passage

__all__ = ["Anchor", "Calendar", "Document", "Fingerprint", "Passage"]
