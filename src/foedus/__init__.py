"""Foedus: from a documentary record to a strategic analysis that anyone can check."""

__version__ = "0.2.0"
__all__ = ["__version__"]
