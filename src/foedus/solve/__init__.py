"""Algorithms on games: each named by its solution concept, each result checked by code it does not share."""

from ._backward import SubgamePerfectResult, backward_subgame_perfect
from ._certify import (
    SequentialCertificate,
    SubgamePerfectCertificate,
    beliefs,
    certify_sequential,
    certify_subgame_perfect,
)
from ._logit import STATUS_TEXT, SequentialResult, logit_quantal_response, logit_sequential
from ._stability import (
    CONCEPTS,
    Concept,
    Sanctions,
    Stability,
    Uncertainty,
    coalition_stability,
    ordinal_stability,
)

__all__ = [
    "CONCEPTS",
    "STATUS_TEXT",
    "Concept",
    "Sanctions",
    "SequentialCertificate",
    "SequentialResult",
    "Stability",
    "SubgamePerfectCertificate",
    "SubgamePerfectResult",
    "Uncertainty",
    "backward_subgame_perfect",
    "beliefs",
    "certify_sequential",
    "certify_subgame_perfect",
    "coalition_stability",
    "logit_quantal_response",
    "logit_sequential",
    "ordinal_stability",
]
