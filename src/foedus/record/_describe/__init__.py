"""Description: what kind of document it is, who wrote to whom and when, and how documents point to one another."""

from ._document import describe
from ._learn import learn_authority
from ._links import link_documents

__all__ = ["describe", "learn_authority", "link_documents"]
