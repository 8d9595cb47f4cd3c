"""Description: what kind of document it is, who wrote to whom and when, and how documents point to one another."""

from ._document import describe

__all__ = ["describe"]
