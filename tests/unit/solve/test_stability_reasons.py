"""Reasons agree with the analysis, their ways are ways, and improvements lead where they say."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.games import Conflict
from foedus.solve import CONCEPTS, Way, improvement_ways, ordinal_stability, stability_reasons


def some_conflict(players: int, states: int, seed: int) -> Conflict:
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.random((players, states, states)) < 0.2, 1)
    return Conflict.of(
        [f"p{player}" for player in range(players)],
        [str(state) for state in range(states)],
        moves=[
            [(int(one), int(two)) for one, two in np.argwhere(rng.random((states, states)) < 0.3)]
            for _ in range(players)
        ],
        rank=(rank := rng.integers(0, 5, (players, states))).tolist(),
        tier=(rank // 2).tolist(),
        unknown=(upper | upper.transpose(0, 2, 1)) if rng.random() < 0.5 else None,
    )


conflicts = st.builds(some_conflict, st.integers(1, 4), st.integers(1, 9), st.integers(0, 2**32))


def is_way(conflict: Conflict, start: int, way: Way) -> bool:
    moves = [set(zip(each.source.tolist(), each.target.tolist(), strict=True)) for each in conflict.moves]
    places = [start, *(state for _, state in way)]
    real = all((here, there) in moves[mover] for (mover, _), (here, there) in zip(way, pairwise(places), strict=True))
    return real and all(one != two for (one, _), (two, _) in pairwise(way))


@given(conflicts, st.booleans(), st.sampled_from("abcd"), st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_state_is_stable_where_every_temptation_is_answered(
    conflict: Conflict, one_step: bool, uncertainty: Any, strong: bool
) -> None:
    rule: Any = "one-step" if one_step else "legal-sequences"
    how: dict[str, Any] = {"sanctions": rule, "uncertainty": uncertainty, "strong": strong}
    found = ordinal_stability(conflict, **how)
    for state in range(len(conflict.states)):
        for reason in stability_reasons(conflict, state, **how):
            for concept in CONCEPTS:
                assert reason.stable(concept) == found.individual[concept][reason.player, state]
            for each in reason.temptations:
                for way in each.answers.values():
                    if way is not None:
                        assert is_way(conflict, each.target, way)
                        assert all(mover != reason.player for mover, _ in way)
                        assert len(way) == 1 or not one_step


@given(conflicts)
@settings(max_examples=50, deadline=None)
def test_improvements_lead_from_the_status_quo(conflict: Conflict) -> None:
    ways = improvement_ways(conflict, 0)
    for state, way in ways.items():
        assert is_way(conflict, 0, way)
        assert way[-1][1] == state
        here = 0
        for mover, there in way:
            assert conflict.rank[mover, there] > conflict.rank[mover, here]
            here = there
    for player, moves in enumerate(conflict.moves):  # and every improvement of one step is found
        for target in moves.target[moves.source == 0].tolist():
            known = conflict.unknown is None or not conflict.unknown[player, 0, target]
            if known and conflict.rank[player, target] > conflict.rank[player, 0]:
                assert len(ways[target]) == 1
