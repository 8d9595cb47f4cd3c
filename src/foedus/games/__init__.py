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
from ._public_expanded import expanded, expanded_parameters
from ._public_profile import public_payoffs, public_ranges, public_reach
from ._public_tree import BoolArray, PublicTree
from ._public_view import PublicView, public_view
from ._staged_graph import StagedGraph, staged_graph
from ._state_graph import StateGraph
from ._unrolled import unrolled, unrolled_parameters

__all__ = [
    "CHANCE",
    "TERMINAL",
    "Bits",
    "BoolArray",
    "Conflict",
    "ExtensiveForm",
    "FloatArray",
    "Game",
    "IntArray",
    "Moves",
    "NamedConflict",
    "Override",
    "PublicTree",
    "PublicView",
    "StagedGraph",
    "StateGraph",
    "Terms",
    "continuation_values",
    "edge_weights",
    "expanded",
    "expanded_parameters",
    "expected_payoffs",
    "public_payoffs",
    "public_ranges",
    "public_reach",
    "public_view",
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
