"""Backward induction against hand-solved games and against the logit limit."""

import numpy as np
import pytest

from foedus.games import unrolled, unrolled_parameters
from foedus.solve import backward_subgame_perfect, certify_subgame_perfect
from foedus.solve._backward import TIE
from foedus.solve._kernels._backward_numpy import induce_backward
from support.staged import random_staged
from support.trees import graph


def centipede(rounds):
    """Rosenthal 1981: the mover may stop; the pot grows; stopping at once is the only equilibrium."""
    node = None
    for step in reversed(range(rounds)):
        mover, pot = ("A", "B")[step % 2], step + 1
        stop = (pot + 1, pot - 1) if mover == "A" else (pot - 1, pot + 1)
        go = (rounds, rounds) if node is None else ()
        node = (mover, f"s{step}", [(stop, None), (go, node)])
    return graph(["A", "B"], node)


def test_centipede_stops_at_once():
    states, parameters = centipede(6)
    result = backward_subgame_perfect(states, parameters)
    assert result.values[:, 0].tolist() == [2.0, 0.0]
    assert certify_subgame_perfect(states, parameters, result.strategy).max_gain[0] == 0


def test_chance_is_averaged():
    lottery = ("chance", [(0.25, (4, 0), None), (0.75, (0, 0), None)])
    states, parameters = graph(["A", "B"], ("A", "a", [((), lottery), ((0.9, 5), None)]))
    result = backward_subgame_perfect(states, parameters)
    assert result.values[:, 0] == pytest.approx([1.0, 0.0])


def test_ties_are_shared_and_counted():
    states, parameters = graph(["A", "B"], ("A", "a", [((1, 0), None), ((1, 4), None), ((0, 9), None)]))
    result = backward_subgame_perfect(states, parameters)
    assert result.strategy[:, 0].tolist() == [0.5, 0.5, 0.0]
    assert result.values[:, 0].tolist() == [1.0, 2.0]
    assert result.ties.tolist() == [1]


def test_certificate_sees_an_empty_threat():
    states, parameters = graph(
        ["E", "I"], ("E", "e", [((0, 2), None), ((), ("I", "i", [((-1, -1), None), ((1, 1), None)]))])
    )
    fight = np.array([[1.0], [0.0], [1.0], [0.0]])
    assert certify_subgame_perfect(states, parameters, fight).max_gain[0] == pytest.approx(2.0)


@pytest.mark.parametrize("ties", [False, True])
def test_the_compiled_kernel_says_what_plain_numpy_says(ties):
    shared = 0
    for seed in range(10):
        staged, draw = random_staged(np.random.default_rng(seed), players=1 + seed % 3, ties=ties)
        states, parameters = unrolled(staged, rounds=3), unrolled_parameters(staged, draw(9), rounds=3)
        compiled = backward_subgame_perfect(states, parameters)
        value = np.zeros((states.nodes, len(states.players), 9))
        strategy, count = np.zeros((len(states.child), 9)), np.zeros(9, np.int64)
        terms = states.payoffs
        induce_backward(
            states.owner, states.first_edge, states.child, states.probability, terms.first, terms.parameter,
            terms.coefficient, parameters, TIE, value, strategy, count,
        )  # fmt: skip
        assert np.array_equal(compiled.strategy, strategy)
        assert np.array_equal(compiled.values, value[0])
        assert np.array_equal(compiled.ties, count)
        shared += int(count.sum())
    assert (shared > 0) >= ties
