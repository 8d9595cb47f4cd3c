"""Merging states changes nothing: of every scenario of perfect information, graph and tree are the same game.

For random scenarios and random numbers, backward induction on the merged states and on the tree, where every history
is a node of its own, gives every player the same payoff and every outcome the same probability. In the tree every
node is alone in its information set, so a state that hides what matters later would show.
"""

from __future__ import annotations

import random
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.compiler import CompiledGame, compile_game
from foedus.games import ExtensiveForm, StateGraph, terminal_distribution
from foedus.scenario import Scenario
from foedus.solve import backward_subgame_perfect
from support.flat_play import draw_numbers
from support.scenarios import ALL_FEATURES, SAMPLES, read, scenarios

PERFECT = ALL_FEATURES - {"types", "private", "together", "audience", "becomes", "beliefs", "joint"}
DRAWS = 5


def unmerged(form: ExtensiveForm) -> StateGraph:
    """Return a tree of perfect information as a graph in which every node is a state."""
    assert np.bincount(form.infoset[form.infoset >= 0], minlength=form.infosets).tolist() == [1] * form.infosets
    return StateGraph(
        form.players, form.owner.copy(), form.first_edge.copy(), form.child.copy(), form.probability[0].copy(),
        form.payoffs, form.parameter_names, tuple(map(str, range(form.nodes))), ("",) * len(form.child),
    )  # fmt: skip


def solved(game: CompiledGame, states: StateGraph, parameters: np.ndarray) -> tuple[dict[str, list[float]], dict]:
    """Return every player's payoffs and every outcome's probabilities, over the draws."""
    result = backward_subgame_perfect(states, parameters)
    outcomes: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(DRAWS))
    for node, probability in terminal_distribution(states, result.strategy).items():
        outcomes[game.terminal_outcome[node]] += probability
    return dict(zip(states.players, result.values.tolist(), strict=True)), outcomes


def agree(scenario: Scenario, plan: str, seed: int) -> tuple[int, int]:
    """Fail where merged states and tree differ; return how many nodes each has."""
    merged, tree = compile_game(scenario, plan), compile_game(scenario, plan, merged=False)
    assert isinstance(merged.form, StateGraph)
    assert isinstance(tree.form, ExtensiveForm)
    rng = random.Random(seed)  # noqa: S311 - a test's own dice
    draws = [draw_numbers(tree, rng) for _ in range(DRAWS)]
    numbers = {parameter: np.array([draw[parameter] for draw in draws]) for parameter in draws[0]}
    assert {parameter for parameter in merged.parameters if parameter.kind != "constant"} <= set(numbers)
    found = []
    for game, states in ((merged, merged.form), (tree, unmerged(tree.form))):
        parameters = game.fill(numbers) if numbers else np.repeat(game.fill({}), DRAWS, axis=1)
        found.append(solved(game, states, parameters))
    (payoffs, outcomes), (tree_payoffs, tree_outcomes) = found
    assert payoffs.keys() == tree_payoffs.keys()
    for player, expected in tree_payoffs.items():
        assert payoffs[player] == pytest.approx(expected, abs=1e-12)
    for outcome in outcomes.keys() | tree_outcomes.keys():
        assert outcomes[outcome] == pytest.approx(tree_outcomes[outcome], abs=1e-12)
    return merged.form.nodes, tree.form.nodes


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(scenario=scenarios(features=PERFECT), seed=st.integers(0, 2**32))
def test_merged_states_and_tree_are_the_same_game(scenario: Scenario, seed: int) -> None:
    for plan in scenario.plans:
        agree(scenario, plan.id, seed)


def test_the_sample_agrees() -> None:
    scenario = read(SAMPLES["entry"])
    for plan in scenario.plans:
        agree(scenario, plan.id, 0)


STAGES = """\
case: thirds
title: Leaving in thirds
planner: leaver
actors: {leaver: {}, rival: {}}
facts:
  units: 3..0
  crossed: 0..2
  back: [no, yes]
stages:
  - repeat:
      rounds: 4
      discount: 0.8..0.9
      stages:
        - incident: {by: chance, moves: {calm: {p: 0.7}, shots: {p: rest}}}
        - move:
            by: leaver
            moves:
              hold:
              leave: {do: units -= 1, when: units > 0}
              return: {do: back = yes, when: incident == shots}
        - test: {by: rival, moves: {wait: , cross: {do: crossed += 1, when: crossed < 2}}}
outcomes:
  war: back == yes and crossed > 0
  gone: units == 0
  standoff: otherwise
preferences:
  leaver: [gone > standoff > war]
  rival: [gone > standoff > war]
considerations:
  garrison: {of: leaver, per: units, each: round, range: -0.05..-0.01}
  spoils: {of: rival, per: crossed * (back == no), each: round, range: 0.01..0.1}
plans:
  stay: {}
"""


def test_a_repeated_block_merges_and_agrees() -> None:
    scenario = read(STAGES)
    states, nodes = agree(scenario, "stay", 0)
    assert nodes > 20 * states
