"""Pure mathematics: games as labelled arrays, no prose and no evidence."""

from ._conflict import Bits, Conflict, Moves
from ._extensive_form import CHANCE, TERMINAL, ExtensiveForm, FloatArray, IntArray, Terms
from ._interchange import Game, NamedConflict, read_conflicts, read_efg, read_nfg, write_efg
from ._profile import (
    Override,
    continuation_values,
    edge_weights,
    expected_payoffs,
    reach_probabilities,
    terminal_distribution,
)
from ._state_graph import StateGraph

__all__ = [
    "CHANCE",
    "TERMINAL",
    "Bits",
    "Conflict",
    "ExtensiveForm",
    "FloatArray",
    "Game",
    "IntArray",
    "Moves",
    "NamedConflict",
    "Override",
    "StateGraph",
    "Terms",
    "continuation_values",
    "edge_weights",
    "expected_payoffs",
    "reach_probabilities",
    "read_conflicts",
    "read_efg",
    "read_nfg",
    "terminal_distribution",
    "write_efg",
]
