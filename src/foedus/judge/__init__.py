"""Plans compared over all admissible draws: verdict, hinges, value and credibility of a promise."""

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

__all__ = [
    "CertificateSummary",
    "CommitmentWorth",
    "Comparison",
    "Estimate",
    "Hinge",
    "InfosetPlay",
    "Judgement",
    "PlanPlay",
    "PlanVerdict",
    "SelectionCheck",
    "Verdict",
]
