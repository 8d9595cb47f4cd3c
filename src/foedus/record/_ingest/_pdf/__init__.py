"""PDF files: characters in boxes to lines, lines to paragraphs, and the furniture of pages."""

from ._read_pdf import read_pdf

__all__ = ["read_pdf"]
