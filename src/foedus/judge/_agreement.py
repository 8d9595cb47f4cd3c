"""The compiled game against the independent interpreter of the scenario: one draw, exact distributions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from foedus.compiler import CompiledGame, compile_game
from foedus.games import ExtensiveForm, edge_weights, reach_probabilities
from foedus.scenario import InfosetKey, outcome_distribution
from foedus.solve import logit_sequential

from ._solution import solve_game
from ._space import Numbers

CHECKED_NODES = 20_000
"""Larger games are not stepped through one by one."""


def interpreter_error(game: CompiledGame, numbers: Numbers) -> float:
    """Return the largest difference in the probability of an outcome at the first of *numbers*; NaN if unchecked.

    A game of merged states is checked through its unmerged tree.
    """
    if game.form.nodes > CHECKED_NODES:
        return float("nan")
    one = {key: values[:1] for key, values in numbers.items()}
    solution = solve_game(game, one)
    tree = game if isinstance(game.form, ExtensiveForm) else compile_game(game.scenario, game.plan, merged=False)
    form = tree.form
    if not isinstance(form, ExtensiveForm) or form.nodes > CHECKED_NODES:
        return float("nan")
    parameters = tree.fill(
        {key: one[key] for key in tree.parameters if key.kind != "constant"} or dict([*one.items()][:1])
    )
    strategy = logit_sequential(form, parameters).strategy
    reach = reach_probabilities(form, edge_weights(form, parameters, strategy=strategy, chance=tree.actual))
    stepped = outcome_distribution(
        game.scenario,
        game.plan,
        numbers={(key.kind, *key.keys): float(values[0]) for key, values in one.items()},
        profile=_profile(tree, strategy[:, 0]),
    )
    names = [outcome.id for outcome in game.scenario.outcomes]
    error = 0.0
    for row, name in enumerate(names):
        compiled = sum(float(reach[node, 0]) for node, outcome in tree.terminal_outcome.items() if outcome == name)
        error = max(error, abs(compiled - stepped.get(name, 0.0)))
        if tree is not game:
            error = max(error, abs(float(solution.outcomes[row, 0]) - compiled))
    return error


def _profile(game: CompiledGame, strategy: np.ndarray) -> Mapping[InfosetKey, Mapping[str, float]]:
    found: dict[InfosetKey, dict[str, float]] = {}
    start = 0
    for key, moves in zip(game.infosets, game.infoset_moves, strict=True):
        found[key] = {move: float(strategy[start + place]) for place, move in enumerate(moves)}
        start += len(moves)
    return found
