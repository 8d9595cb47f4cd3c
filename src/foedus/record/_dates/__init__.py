"""Dates in words, in Chinese and English, as EDTF (ISO 8601-2)."""

from ._bounds import bounds
from ._find import find_dates
from ._found import DateFound

__all__ = ["DateFound", "bounds", "find_dates"]
