"""The cases that ship with Foedus."""

from ._catalogue import case_directory, case_title, copy_to, slugs

__all__ = ["case_directory", "case_title", "copy_to", "slugs"]
