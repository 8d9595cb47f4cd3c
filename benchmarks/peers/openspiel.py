"""OpenSpiel: reading, CFR+ (a heuristic where the game is not zero-sum), and the sequence-form linear program."""

from __future__ import annotations

import time
from importlib.metadata import version as version_of
from typing import Any

import pyspiel


def version() -> str:
    return f"open_spiel {version_of('open_spiel')}"


def read(text: str) -> tuple[float, list[float]]:
    """Return seconds, and each player's payoff when all play uniformly, which shows that the game was understood."""
    begin = time.perf_counter()
    game = pyspiel.load_efg_game(text)
    seconds = time.perf_counter() - begin
    uniform = pyspiel.UniformRandomPolicy(game)
    return seconds, list(pyspiel.expected_returns(game.new_initial_state(), [uniform] * game.num_players(), -1, True))


def cfr_plus(text: str, iterations: int) -> tuple[float, list[float]]:
    """Return seconds of CFR+ and its average policy: by player, information set in order of play, and action."""
    game = pyspiel.load_efg_game(text)
    begin = time.perf_counter()
    solver = pyspiel.CFRPlusSolver(game)
    for _ in range(iterations):
        solver.evaluate_and_update_policy()
    policy = solver.average_policy()
    return time.perf_counter() - begin, _flat(game, policy)


def linear_program(text: str) -> tuple[float, list[float]]:
    """Return seconds of the sequence-form linear program of a zero-sum game, and both values."""
    from open_spiel.python.algorithms import sequence_form_lp

    game = pyspiel.load_efg_game(text)
    begin = time.perf_counter()
    found = sequence_form_lp.solve_zero_sum_game(game)
    return time.perf_counter() - begin, [float(found[0]), float(found[1])]


def _flat(game: Any, policy: Any) -> list[float]:
    seen: list[dict[str, list[float]]] = [{} for _ in range(game.num_players())]
    waiting = [game.new_initial_state()]
    while waiting:
        state = waiting.pop()
        if state.is_terminal():
            continue
        actions = state.legal_actions()
        if not state.is_chance_node():
            key = state.information_state_string()
            if key not in seen[state.current_player()]:
                chances = dict(policy.action_probabilities(state))
                seen[state.current_player()][key] = [chances[action] for action in actions]
        waiting += [state.child(action) for action in reversed(actions)]
    return [chance for sets in seen for chances in sets.values() for chance in chances]


TASKS = {"version": version, "read": read, "cfr_plus": cfr_plus, "linear_program": linear_program}
