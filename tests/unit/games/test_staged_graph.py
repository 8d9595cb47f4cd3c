"""A staged game is refused where its arrays do not fit, and is written out round by round."""

import numpy as np
import pytest

from foedus.games import CHANCE, TERMINAL, Terms, staged_graph, unrolled, unrolled_parameters
from support.staged import packed, random_staged, trigger


def whole(*numbers):
    return np.array(numbers, np.int32)


GOOD = {
    "owner": whole(0, CHANCE, TERMINAL),
    "first_edge": whole(0, 2, 4, 4),
    "child": whole(1, 3, 2, 3),
    "probability": whole(-1, -1, 1, 1),
    "payoffs": packed([[(0, 2.0)], [], [(0, -1.0)], []]),
    "starts": whole(0),
    "parameter_names": ("unit", "half"),
    "state_labels": ("a", "b", "c"),
    "action_labels": ("l", "r", "x", "y"),
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"first_edge": whole(0, 2, 4)}, "first_edge must rise from 0 to the 4 edges in 4 entries"),
        ({"child": whole(1, 4, 2, 3)}, "edge 1 of state 0 leads to 4; expected a later state"),
        ({"child": whole(0, 3, 2, 3)}, "edge 0 of state 0 leads to 0; expected a later state"),
        ({"starts": whole(3)}, "starts must name one or more of the states 0 to 2"),
        ({"starts": whole()}, "starts must name"),
        ({"starts": whole(0, 0)}, "each once"),
        ({"starts": whole(0, 2)}, "starts must not name a TERMINAL state"),
        ({"initial": 1}, "initial is 1; the starts are 0 to 0"),
        ({"discount": 2}, "discount is 2"),
        ({"owner": whole(1, CHANCE, TERMINAL)}, "owner must be a player below 1"),
        ({"owner": whole(0, CHANCE, 0)}, "state 2 must have edges unless"),
        ({"owner": whole(0, TERMINAL, TERMINAL)}, "state 1 must have edges unless"),
        ({"probability": whole(0, -1, 1, 1)}, "probability of edge 0"),
        ({"probability": whole(-1, -1, -1, 1)}, "probability of edge 2"),
        ({"payoffs": packed([[]])}, "payoffs must have 4 rows"),
        ({"payoffs": packed([[(2, 1.0)], [], [], []])}, "payoffs names a parameter outside 0 to 1"),
        ({"final": packed([[], []])}, "final must have 1 rows"),
        ({"final": Terms(whole(0, 1), whole(0), np.zeros(2))}, "as many parameters and coefficients"),
        ({"state_labels": ("a",)}, "state_labels has 1 entries; expected 3"),
        ({"action_labels": ("a",)}, "action_labels has 1 entries; expected 4"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(change, message):
    assert staged_graph(("p",), **GOOD).nodes == 3
    with pytest.raises(ValueError, match=message):
        staged_graph(("p",), **(GOOD | change))


def test_arrays_are_read_only():
    graph = staged_graph(
        ("p",), **{name: value.copy() if hasattr(value, "copy") else value for name, value in GOOD.items()}
    )
    with pytest.raises(ValueError, match="read-only"):
        graph.child[0] = 2


def test_only_what_is_reached_in_a_round_is_written_out():
    flat = unrolled(trigger(2), rounds=2)
    assert flat.state_labels == ("open (1)", "2 to go (2)", "peace (2)", "1 to go (end)", "peace (end)")
    assert flat.owner.tolist() == [0, 0, 0, TERMINAL, TERMINAL]
    assert flat.child.tolist() == [1, 2, 3, 4]
    paid = flat.payoffs.evaluate(unrolled_parameters(trigger(2), np.array([[1.0], [3.0], [0.5]]), rounds=2))
    assert paid[:, 0].tolist() == [1.0, 0.0, -1.5, 0.0]  # the loss of the second round counts half


def test_states_precede_those_they_lead_to():
    for seed in range(10):
        graph, _ = random_staged(np.random.default_rng(seed), states=20, players=3)
        flat = unrolled(graph, rounds=4)
        parent = np.repeat(np.arange(flat.nodes), np.diff(flat.first_edge))
        assert (flat.child > parent).all()
        assert flat.state_labels[0] == f"{graph.starts[graph.initial]} (1)"


def test_no_rounds_are_refused():
    with pytest.raises(ValueError, match="at least 1"):
        unrolled(trigger(1), rounds=0)
