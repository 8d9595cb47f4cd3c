"""The sections of a dossier: each turns a study, read in one language, into the context of one part of the page."""

from ._actors import actors_section
from ._checks import checks_section
from ._claims import claims_section
from ._desk import Desk
from ._hinges import hinges_section
from ._method import method_section
from ._plans import plans_section
from ._play import model_rows, outcome_lines, play_sections
from ._promise import promise_sections
from ._timetable import timetable_section
from ._verdict import verdict_section

__all__ = [
    "Desk",
    "actors_section",
    "checks_section",
    "claims_section",
    "hinges_section",
    "method_section",
    "model_rows",
    "outcome_lines",
    "plans_section",
    "play_sections",
    "promise_sections",
    "timetable_section",
    "verdict_section",
]
