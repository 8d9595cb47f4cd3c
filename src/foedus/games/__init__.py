"""Pure mathematics: games as labelled arrays, no prose and no evidence."""

from ._extensive_form import CHANCE, TERMINAL, ExtensiveForm, FloatArray, IntArray, Terms
from ._profile import Override, edge_weights, expected_payoffs, reach_probabilities, terminal_distribution
from ._state_graph import StateGraph

__all__ = [
    "CHANCE",
    "TERMINAL",
    "ExtensiveForm",
    "FloatArray",
    "IntArray",
    "Override",
    "StateGraph",
    "Terms",
    "edge_weights",
    "expected_payoffs",
    "reach_probabilities",
    "terminal_distribution",
]
