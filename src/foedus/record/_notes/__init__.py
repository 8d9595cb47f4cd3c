"""Notes: what a book says about its own text, taken out of the running text and joined to the marks that ask for it."""

from ._find import NotesFound, find_notes

__all__ = ["NotesFound", "find_notes"]
