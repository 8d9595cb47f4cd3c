"""The command line: a door to the same room as the library; no domain logic."""

from ._main import main

__all__ = ["main"]
