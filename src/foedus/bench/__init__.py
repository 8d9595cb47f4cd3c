"""Work of known difficulty, timed on this computer, with every answer checked outside the clock."""

from ._bimatrix import payoff_tables, table_gains
from ._crisis_game import SIZES, CrisisSize, crisis_game, draw_crisis
from ._hardware import Limits, measure_hardware
from ._outcome import TOLERANCE, Outcome, Part, Request, Work
from ._rows import ROWS, Row, measure_row, rows_named, together
from ._spread import payoff_spread
from ._versions import versions

__all__ = [
    "ROWS",
    "SIZES",
    "TOLERANCE",
    "CrisisSize",
    "Limits",
    "Outcome",
    "Part",
    "Request",
    "Row",
    "Work",
    "crisis_game",
    "draw_crisis",
    "measure_hardware",
    "measure_row",
    "payoff_spread",
    "payoff_tables",
    "rows_named",
    "table_gains",
    "together",
    "versions",
]
