"""Pure mathematics: games as labelled arrays, no prose and no evidence."""

from ._conflict import Bits, Conflict, Moves
from ._extensive_form import CHANCE, TERMINAL, ExtensiveForm, FloatArray, IntArray, Terms
from ._interchange import (
    Game,
    NamedConflict,
    read_conflict_file,
    read_conflicts,
    read_efg,
    read_game,
    read_game_json,
    read_nfg,
    write_efg,
    write_game_json,
    write_nfg,
)
from ._profile import (
    Override,
    continuation_values,
    edge_weights,
    expected_payoffs,
    reach_probabilities,
    terminal_distribution,
)
from ._staged_graph import StagedGraph, staged_graph
from ._state_graph import StateGraph
from ._unrolled import unrolled, unrolled_parameters

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
    "StagedGraph",
    "StateGraph",
    "Terms",
    "continuation_values",
    "edge_weights",
    "expected_payoffs",
    "reach_probabilities",
    "read_conflict_file",
    "read_conflicts",
    "read_efg",
    "read_game",
    "read_game_json",
    "read_nfg",
    "staged_graph",
    "terminal_distribution",
    "unrolled",
    "unrolled_parameters",
    "write_efg",
    "write_game_json",
    "write_nfg",
]
