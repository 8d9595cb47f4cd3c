"""A suggestion: a commitment that a passage may express, offered to the analyst and never more than offered."""

from __future__ import annotations

from dataclasses import dataclass

ACTS = (
    "request", "promise", "grant", "conditional", "refuse", "accept", "reject", "propose", "report-delivery", "remind",
    "thank", "threat", "assurance",
)  # fmt: skip
"""What may be done with words about a commitment."""

COARSE_ACTS = {
    "request": "ask", "propose": "ask", "remind": "ask",
    "promise": "give", "grant": "give", "conditional": "give", "accept": "give", "assurance": "give",
    "refuse": "refuse", "reject": "refuse",
    "threat": "threat", "report-delivery": "delivery", "thank": "thanks",
}  # fmt: skip
"""The coarser reading, on which people agree better."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One commitment as a rule or a model reads it; *quote* stands at *start* to *end* of the source."""

    id: str
    """Stable: made of the document's id, the act and the letters of the quotation."""
    document: str
    act: str
    speaker: str
    """Who speaks, which need not be who sends: a telegram reports what others said."""
    addressee: str
    quote: str
    """As stored, character by character."""
    start: int
    end: int
    object: str = ""
    quantity: str = ""
    unit: str = ""
    condition: str = ""
    deadline: str = ""
    """As printed, or EDTF where it is a date."""
    rule: str = ""
    """What suggested it: the name of a rule, or ``model:NAME``."""
    reported: bool = False
    """Whether the speaker is quoted or reported by another."""
    status: str = "open"
    """``open``, ``accepted``, ``edited`` or ``rejected``."""
