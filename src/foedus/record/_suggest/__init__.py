"""Commitments that passages may express, offered by rules or a model, and what the analyst decided about them."""

from ._decisions import Decision, append_decision, apply_decisions, read_decisions
from ._model import ModelReading, suggest_by_model
from ._provider import ChatEndpoint, ModelProvider
from ._suggest import suggest, suggestion_id

__all__ = [
    "ChatEndpoint",
    "Decision",
    "ModelProvider",
    "ModelReading",
    "append_decision",
    "apply_decisions",
    "read_decisions",
    "suggest",
    "suggest_by_model",
    "suggestion_id",
]
