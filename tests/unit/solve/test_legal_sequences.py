"""Unions along legal sequences: by components and by passes, the same; and how fast."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.games import Bits, Conflict, Moves
from foedus.solve import CONCEPTS, coalition_stability, ordinal_stability
from foedus.solve._legal_sequences import LegalSequences, spread_by_passes


@given(st.integers(1, 4), st.integers(1, 90), st.floats(0.0, 0.2), st.booleans(), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_the_compiled_way_is_the_plain_way(
    movers: int, states: int, density: float, one_step: bool, seed: int
) -> None:  # fmt: skip
    rng = np.random.default_rng(seed)
    moves = [
        Moves(*np.nonzero((rng.random((states, states)) < density) & ~np.eye(states, dtype=np.bool_)))
        for _ in range(movers)
    ]
    rows: Bits = rng.integers(0, 2**63, (states, -(-states // 64)), dtype=np.uint64)
    compiled = LegalSequences(moves, states=states, one_step=one_step, compiled=True).spread(rows)
    np.testing.assert_array_equal(compiled, spread_by_passes(rows, moves=moves, one_step=one_step))


def test_nobody_moves_twice_in_a_row() -> None:
    rows = np.array([[1], [2], [4]], dtype=np.uint64)
    one = Moves(np.array([0, 1]), np.array([1, 2]))  # 0 -> 1 -> 2 takes the one player two moves running
    nothing = Moves(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    for compiled in (False, True):
        alone = LegalSequences([one, nothing], states=3, compiled=compiled).spread(rows)
        assert alone.ravel().tolist() == [2, 4, 0]
        relay = LegalSequences([one, one], states=3, compiled=compiled).spread(rows)
        assert relay.ravel().tolist() == [6, 4, 0]


def twelve_options(players: int = 4, options: int = 3) -> Conflict:
    rng = np.random.default_rng(0)
    states = 1 << players * options
    moves = [
        [(state, state ^ bits << options * player) for state in range(states) for bits in range(1, 1 << options)]
        for player in range(players)
    ]
    ranks = [rng.permutation(states).tolist() for _ in range(players)]
    return Conflict.of(
        [str(player) for player in range(players)], [str(state) for state in range(states)], moves=moves, rank=ranks
    )


def test_large_and_small_conflicts_are_analysed_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = twelve_options(players=3)
    found = ordinal_stability(conflict), coalition_stability(conflict)
    monkeypatch.setattr("foedus.solve._legal_sequences.COMPILED_FROM", 10_000)
    plain = ordinal_stability(conflict), coalition_stability(conflict)
    for concept in CONCEPTS:
        np.testing.assert_array_equal(found[0].individual[concept], plain[0].individual[concept])
        for group, stable in found[1][concept].items():
            np.testing.assert_array_equal(stable, plain[1][concept][group])
