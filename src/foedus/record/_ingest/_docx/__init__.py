"""Word files: the package unpacked within limits, its paragraphs, notes and numbers read from the XML itself."""

from ._read_docx import read_docx

__all__ = ["read_docx"]
