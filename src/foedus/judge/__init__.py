"""Plans compared over all admissible draws: verdict, hinges, value and credibility of a promise."""

from ._design import Design, Sample, draw_numbers
from ._judge import Judged, judge_case
from ._solution import METHOD, solve_game
from ._space import Numbers, Space, space_of
from ._types import (
    CertificateSummary,
    CommitmentWorth,
    Comparison,
    Estimate,
    Hinge,
    InfosetPlay,
    Judgement,
    PlanPlay,
    PlanVerdict,
    SelectionCheck,
    Verdict,
)
from ._workshop import Store

__all__ = [
    "METHOD",
    "CertificateSummary",
    "CommitmentWorth",
    "Comparison",
    "Design",
    "Estimate",
    "Hinge",
    "InfosetPlay",
    "Judged",
    "Judgement",
    "Numbers",
    "PlanPlay",
    "PlanVerdict",
    "Sample",
    "SelectionCheck",
    "Space",
    "Store",
    "Verdict",
    "draw_numbers",
    "judge_case",
    "solve_game",
    "space_of",
]
