"""Figures as deterministic inline SVG: text as text, colours by CSS classes, each with a title and a description."""

from ._correspondence import Letter, correspondence
from ._outcome_bars import OutcomeBar, outcome_bars
from ._play_tree import TreeRow, play_tree
from ._regret_dots import RegretDot, regret_dots
from ._svg import measure, wrap
from ._timeline import Duty, Happening, timeline
from ._tornado import Bar, tornado

__all__ = [
    "Bar",
    "Duty",
    "Happening",
    "Letter",
    "OutcomeBar",
    "RegretDot",
    "TreeRow",
    "correspondence",
    "measure",
    "outcome_bars",
    "play_tree",
    "regret_dots",
    "timeline",
    "tornado",
    "wrap",
]
