"""Words of likelihood as intervals, in one table.

Source: Office of the Director of National Intelligence (United States), Intelligence Community Directive 203,
"Analytic Standards", 2 January 2015, section D.6.e(2)(a): seven steps with their percentages. A case may cite another
table under ``words:``; its entries go before these.
"""

from __future__ import annotations

from types import MappingProxyType

from ._model import Interval

WORDS = MappingProxyType(
    {
        "almost_no_chance": Interval(0.01, 0.05),
        "very_unlikely": Interval(0.05, 0.2),
        "unlikely": Interval(0.2, 0.45),
        "even": Interval(0.45, 0.55),
        "likely": Interval(0.55, 0.8),
        "very_likely": Interval(0.8, 0.95),
        "almost_certain": Interval(0.95, 0.99),
    }
)
"""The seven steps, from least to most likely."""

REST = "rest"
"""What the others leave of probability one."""
