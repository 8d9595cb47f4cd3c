"""The dossier: a small static site, in English and Chinese, that opens from disk."""

from ._write import build_dossier, render_page, write_dossier

__all__ = ["build_dossier", "render_page", "write_dossier"]
