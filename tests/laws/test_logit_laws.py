"""Names, the order of actions, and the zero and the unit of payoffs change nothing at the end of the logit branch.

Payoffs are random numbers, so that games are generic: where two actions are worth the same by design the end of the
branch may depend on rounding. Only a common factor for all players is free; one for each would change the branch.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.solve import logit_sequential
from support.trees import tree

PLAYERS = ["A", "B", "C"]

Node = tuple[Any, ...] | None


def small_game(shape: str, sizes: list[int], seed: int) -> Node:
    """Return a game of up to three players, each moving once, with random payoffs.

    A chance move that A alone sees may come first; B sees A's move or not; C sees nothing but that it is asked.
    """
    rng = np.random.default_rng(seed)
    a, b, c = sizes

    def end() -> tuple[Any, ...]:
        return (tuple(rng.random(3).tolist()), None)

    def third() -> tuple[Any, ...]:
        return ((), ("C", "c", [end() for _ in range(c)]))

    def second(action: int) -> tuple[Any, ...]:
        name = "b" if shape == "unseen" else f"b{action}"
        return ((), ("B", name, [end(), *(third() for _ in range(b - 1))]))

    def first(kind: int) -> Node:
        return ("A", f"a{kind}", [second(action) for action in range(a)])

    if shape == "types":
        share = float(rng.uniform(0.2, 0.8))
        return ("chance", [(share, (), first(0)), (1.0 - share, (), first(1))])
    return first(0)


games = st.builds(
    small_game,
    st.sampled_from(["seen", "unseen", "types"]),
    st.lists(st.integers(2, 3), min_size=3, max_size=3),
    st.integers(0, 2**32),
)


def choices(players: list[str], root: Node) -> dict[str, np.ndarray]:
    """Return the strategy of every information set."""
    form, parameters = tree(players, root)
    result = logit_sequential(form, parameters)
    assert result.status[0] == 0
    strategy, first = result.strategy[:, 0], form.first_action
    return {name: strategy[first[k] : first[k + 1]] for k, name in enumerate(form.infoset_labels)}


def mapped(node: Node, pays: Any, order: Any) -> Node:
    """Return the game with payoffs mapped and edges reordered: ``order(node)`` is a list of places."""
    if node is None:
        return None
    edges = [(*edge[:-2], pays(edge[-2]) if edge[-2] else (), mapped(edge[-1], pays, order)) for edge in node[-1]]
    return (*node[:-1], [edges[place] for place in order(node)])


def in_order(node: tuple[Any, ...]) -> range:
    return range(len(node[-1]))


def same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> None:
    """Fail where strategies differ by more than an end that is taken may: the solver allows a small gain."""
    assert one.keys() == other.keys()
    for name, strategy in one.items():
        np.testing.assert_allclose(strategy, other[name], atol=1e-4, err_msg=name)


@given(games, st.permutations(range(3)))
@settings(max_examples=60, deadline=None)
def test_the_order_of_players_changes_nothing(root: Node, order: list[int]) -> None:
    moved = mapped(root, lambda pays: tuple(pays[place] for place in order), in_order)
    same(choices(PLAYERS, root), choices([PLAYERS[place] for place in order], moved))


@given(games, st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_permuting_actions_permutes_the_answer(root: Node, seed: int) -> None:
    orders: dict[str, list[int]] = {}

    def order(node: tuple[Any, ...]) -> list[int]:
        name = node[1] if isinstance(node[1], str) else "chance"
        if name not in orders:
            rng = np.random.default_rng([seed, len(orders)])
            orders[name] = rng.permutation(len(node[-1])).tolist()
        return orders[name]

    moved = choices(PLAYERS, mapped(root, tuple, order))
    same({name: strategy[orders[name]] for name, strategy in choices(PLAYERS, root).items()}, moved)


@given(games, st.integers(0, 2), st.floats(-20.0, 20.0))
@settings(max_examples=60, deadline=None)
def test_a_constant_added_to_a_player_changes_nothing(root: Node, player: int, constant: float) -> None:
    def raised(pays: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(pay + constant * (place == player) for place, pay in enumerate(pays))

    same(choices(PLAYERS, root), choices(PLAYERS, mapped(root, raised, in_order)))


@given(games, st.floats(1e-3, 1e3))
@settings(max_examples=60, deadline=None)
def test_a_common_factor_changes_nothing(root: Node, factor: float) -> None:
    scaled = mapped(root, lambda pays: tuple(pay * factor for pay in pays), in_order)
    same(choices(PLAYERS, root), choices(PLAYERS, scaled))


def test_a_factor_for_one_player_alone_changes_the_end_of_some_branch() -> None:
    """The laws above could not fail if the solver answered the same for all payoffs: here they must matter."""
    changed = 0
    for seed in range(200):
        root = small_game("unseen", [2, 2, 2], seed)
        scaled = mapped(root, lambda pays: (30.0 * pays[0], *pays[1:]), in_order)
        one, other = choices(PLAYERS, root), choices(PLAYERS, scaled)
        changed += any(np.abs(one[name] - other[name]).max() > 0.1 for name in one)
    assert changed > 0
