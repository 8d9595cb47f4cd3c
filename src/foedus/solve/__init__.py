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

__all__ = [
    "STATUS_TEXT",
    "SequentialCertificate",
    "SequentialResult",
    "SubgamePerfectCertificate",
    "SubgamePerfectResult",
    "backward_subgame_perfect",
    "beliefs",
    "certify_sequential",
    "certify_subgame_perfect",
    "logit_quantal_response",
    "logit_sequential",
]
