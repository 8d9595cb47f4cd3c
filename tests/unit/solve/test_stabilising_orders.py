"""An order meets the condition exactly where the analysis of the conflict with that order finds the state stable."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.games import Conflict
from foedus.solve import CONCEPTS, least_alternatives, ordinal_stability, stabilising_orders


@given(st.integers(1, 3), st.integers(2, 7), st.booleans(), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_the_condition_is_met_exactly_by_the_orders_that_stabilise(
    players: int, states: int, one_step: bool, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    moves = [
        [(int(one), int(two)) for one, two in np.argwhere(rng.random((states, states)) < 0.4)] for _ in range(players)
    ]
    names = [str(player) for player in range(players)], [str(state) for state in range(states)]
    rank = rng.integers(0, 4, (players, states))
    rule: Any = "one-step" if one_step else "legal-sequences"
    conflict = Conflict.of(*names, moves=moves, rank=rank.tolist())
    conditions = {
        concept: stabilising_orders(conflict, 0, player=0, concept=concept, sanctions=rule) for concept in CONCEPTS
    }
    for _ in range(5):
        rank[0] = rng.integers(0, 4, states)
        found = ordinal_stability(Conflict.of(*names, moves=moves, rank=rank.tolist()), sanctions=rule)
        better = set(np.flatnonzero(rank[0] > rank[0, 0]).tolist())
        for concept in CONCEPTS:
            met = all(any(not each & better for each in sets) for sets in conditions[concept].values())
            assert met == found.individual[concept][0, 0]


@given(st.integers(2, 3), st.lists(st.integers(0, 3), min_size=4, max_size=6), st.booleans(), st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_of_all_orders_over_outcomes_those_that_meet_the_condition_stabilise(
    players: int, outcomes: list[int], one_step: bool, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    states = len(outcomes)
    moves = [
        [(int(one), int(two)) for one, two in np.argwhere(rng.random((states, states)) < 0.4)] for _ in range(players)
    ]
    names = [str(player) for player in range(players)], [str(state) for state in range(states)]
    rank = rng.integers(0, 4, (players, states))
    rule: Any = "one-step" if one_step else "legal-sequences"
    conflict = Conflict.of(*names, moves=moves, rank=rank.tolist())
    least = {
        concept: [
            least_alternatives(sets, classes=outcomes, state=0)
            for sets in stabilising_orders(conflict, 0, player=0, concept=concept, sanctions=rule).values()
        ]
        for concept in CONCEPTS
    }
    for sets in (each for rows in least.values() for each in rows):  # none asks for more than another
        assert not any(one < two for one in sets for two in sets)
    for order in product(range(4), repeat=4):  # every weak order of four outcomes, and many of them twice
        rank[0] = [order[outcome] for outcome in outcomes]
        found = ordinal_stability(Conflict.of(*names, moves=moves, rank=rank.tolist()), sanctions=rule)
        better = {outcome for outcome in range(4) if order[outcome] > order[outcomes[0]]}
        for concept in CONCEPTS:
            met = all(any(not each & better for each in sets) for sets in least[concept])
            assert met == found.individual[concept][0, 0]
