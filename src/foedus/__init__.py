"""Foedus: from a documentary record to a strategic analysis that anyone can check."""

from importlib.metadata import version as _version

__version__ = _version("foedus")
__all__ = ["__version__"]
