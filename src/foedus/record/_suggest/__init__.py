"""Commitments that passages may express, offered by rules or a model, and what the analyst decided about them."""

from ._decisions import Decision, append_decision, apply_decisions, read_decisions
from ._suggest import suggest, suggestion_id

__all__ = [
    "Decision",
    "append_decision",
    "apply_decisions",
    "read_decisions",
    "suggest",
    "suggestion_id",
]
