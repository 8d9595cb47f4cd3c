"""Work of known difficulty, timed on this computer, with every answer checked outside the clock."""

from ._bimatrix import payoff_tables, table_gains
from ._crisis_game import SIZES, CrisisSize, crisis_game, draw_crisis
from ._distance import distance_to_limits
from ._hardware import Limits, measure_hardware
from ._outcome import TOLERANCE, Outcome, Part, Request, Work
from ._public_crisis_game import public_crisis_game
from ._rows import ROWS, Row, measure_row, rows_named, together
from ._shards import solve_in_shards
from ._spread import payoff_spread
from ._staged_game import draw_staged, staged_game
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
    "distance_to_limits",
    "draw_crisis",
    "draw_staged",
    "measure_hardware",
    "measure_row",
    "payoff_spread",
    "payoff_tables",
    "public_crisis_game",
    "rows_named",
    "solve_in_shards",
    "staged_game",
    "table_gains",
    "together",
    "versions",
]
