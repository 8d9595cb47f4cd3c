"""From a scenario and a plan to a game."""

from __future__ import annotations

from foedus.scenario import Scenario

from ._game import CompiledGame
from ._graph import compile_graph, has_perfect_information
from ._program import program_of
from ._tree import compile_tree

NODE_LIMIT = 2_000_000


def compile_game(scenario: Scenario, plan: str | None, *, limit: int = NODE_LIMIT, merged: bool = True) -> CompiledGame:
    """Return the game of *scenario* in which the planner follows *plan*; None fixes nothing.

    Perfect information gives a graph of merged states, everything else a tree with information sets; without
    *merged* everything is a tree.

    Raises:
        LimitError: the game has more than *limit* nodes; the message says where it multiplies.
        ValueError: there is no such plan, or the scenario has mistakes that ``check_scenario`` reports.
    """
    program = program_of(scenario, plan)
    if merged and has_perfect_information(scenario):
        return compile_graph(program, limit=limit)
    return compile_tree(program, limit=limit)
