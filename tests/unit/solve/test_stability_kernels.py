"""Compiled and plain code agree, and dropping the ban on moving twice changes nothing where it may be dropped."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.games import Bits, Conflict, Moves
from foedus.solve import CONCEPTS, coalition_stability, ordinal_stability
from foedus.solve._kernels import _closure_numba, _closure_numpy, _stability_numba, _stability_numpy
from foedus.solve._legal_sequences import LegalSequences, is_transitive


def bits(matrix: np.ndarray) -> Bits:
    packed = np.packbits(matrix, axis=-1)
    width = [(0, 0)] * (matrix.ndim - 1) + [(0, -packed.shape[-1] % 8)]
    rows: Bits = np.ascontiguousarray(np.pad(packed, width)).view(np.uint64)
    return rows


def matrix(rows: Bits) -> np.ndarray:
    return np.unpackbits(rows.view(np.uint8), axis=1, count=len(rows)).astype(bool)


@given(st.integers(1, 4), st.integers(1, 150), st.floats(0, 0.1), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_the_closure_is_the_plain_one(movers: int, states: int, density: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    moves = [np.nonzero(rng.random((states, states)) < density) for _ in range(movers)]
    starts, total = [], 0
    for source, _ in moves:
        starts.append(total + np.concatenate(([0], np.cumsum(np.bincount(source, minlength=states)))))
        total += len(source)
    first, target = np.array(starts), np.concatenate([each for _, each in moves])
    plain = _closure_numpy.closure(first, target)
    np.testing.assert_array_equal(_closure_numba.closure(first, target), plain)


@given(st.integers(1, 4), st.integers(1, 130), st.floats(0, 0.5), st.integers(0, 2**32))
@settings(max_examples=80, deadline=None)
def test_the_states_kept_are_the_plain_ones(players: int, states: int, density: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    relations = [bits(rng.random((players, states, states)) < share) for share in (0.4, 0.5, 0.4)]
    reached = [bits(rng.random((states, states)) < density) for _ in range(3)]
    reached[2] &= reached[1]  # an improvement is a reply
    members = np.sort(rng.permutation(players)[: rng.integers(1, players + 1)]).astype(np.int32)
    compiled = _stability_numba.states_kept(members, *relations, *reached)
    np.testing.assert_array_equal(compiled, _stability_numpy.states_kept(members, *relations, *reached))


def with_options(players: int, options: int, seed: int, *, one_way: bool = False) -> Conflict:
    rng = np.random.default_rng(seed)
    states = 1 << players * options
    moves = [
        [
            (state, state ^ flip << options * player)
            for state in range(states)
            for flip in range(1, 1 << options)
            if not (one_way and state >> options * player & flip)
        ]
        for player in range(players)
    ]
    rank = rng.integers(0, 5, (players, states)).tolist()
    return Conflict.of([*map(str, range(players))], [*map(str, range(states))], moves=moves, rank=rank)


@pytest.mark.parametrize("one_way", [False, True])
def test_dropping_the_ban_adds_no_state_but_the_start(one_way: bool) -> None:
    conflict = with_options(4, 2, 1, one_way=one_way)
    states = len(conflict.states)
    assert all(is_transitive(moves, states) for moves in conflict.moves)
    for movers in ((0, 1, 2), (0, 1, 2, 3)):
        moves = [conflict.moves[mover] for mover in movers]
        free = matrix(LegalSequences(moves, states=states, transitive=True, compiled=True).reached)
        legal = matrix(LegalSequences(moves, states=states, compiled=True).reached)
        np.testing.assert_array_equal(free | np.eye(states, dtype=bool), legal | np.eye(states, dtype=bool))


def test_two_steps_that_are_not_one_are_no_transitive_moves() -> None:
    assert not is_transitive(Moves(np.array([0, 1]), np.array([1, 2])), 3)
    assert is_transitive(Moves(np.array([0, 1, 0]), np.array([1, 2, 2])), 3)
    assert is_transitive(Moves(np.array([0, 1]), np.array([1, 0])), 3)


def analyses(conflict: Conflict, **how: Any) -> list[np.ndarray]:
    individual = ordinal_stability(conflict, **how).individual
    groups = coalition_stability(conflict, **how)
    return [individual[concept] for concept in CONCEPTS] + [
        stable for concept in CONCEPTS for stable in groups[concept].values()
    ]


@pytest.mark.parametrize("sanctions", ["legal-sequences", "one-step"])
@pytest.mark.parametrize("uncertainty", ["a", "b", "c", "d"])
def test_no_short_cut_changes_an_answer(monkeypatch: pytest.MonkeyPatch, sanctions: str, uncertainty: str) -> None:
    conflict = with_options(4, 2, 7)  # 256 states: compiled
    rng = np.random.default_rng(3)
    upper = np.triu(rng.random((4, 256, 256)) < 0.1, 1)
    some = Conflict.of(
        conflict.players, conflict.states, moves=[list(zip(*map(np.ndarray.tolist, each), strict=True)) for each in
                                                  conflict.moves],
        rank=conflict.rank.tolist(), tier=(conflict.rank // 2).tolist(), unknown=upper | upper.transpose(0, 2, 1),
    )  # fmt: skip
    how: dict[str, Any] = {"sanctions": sanctions, "uncertainty": uncertainty}
    found = [analyses(each, strong=strong, **how) for each in (conflict, some) for strong in (False, True)]
    module = sys.modules["foedus.solve._stability"]
    never: Callable[..., bool] = lambda *_: False  # noqa: E731
    monkeypatch.setattr(module, "is_transitive", never)
    monkeypatch.setattr(module, "COMPILED_FROM", 10_000)
    plain = [analyses(each, strong=strong, **how) for each in (conflict, some) for strong in (False, True)]
    for one, two in zip(found, plain, strict=True):
        for left, right in zip(one, two, strict=True):
            np.testing.assert_array_equal(left, right)
