"""One round of a staged game of perfect information, as an acyclic graph of states played again and again.

A *staged game* repeats one round: play enters at a *start state*, moves through the states of the round, and the last
edge leads to a start state of the next round, which plays by the same graph. What is paid on edges counts in full in
the first round and by one more factor, the discount, in every later one. How many rounds there are is said when the
game is solved, so that a long game is no larger than a short one.

Index conventions. The states of the round are numbered so that a state precedes those it leads to within the round;
the edges of state ``n`` are ``first_edge[n] .. first_edge[n + 1] - 1``. With ``states`` states, ``child[edge]`` below
``states`` is a later state of the same round, and ``states + s`` is start ``s`` of the next round; start ``s`` is the
state ``starts[s]``. After the last round, arriving at start ``s`` ends the game and pays row ``s`` of ``final``. A
state owned by ``TERMINAL`` ends the game at once, with nothing more paid.

As in a ``StateGraph``, merging is only right where nothing later depends on how a state was reached.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from ._extensive_form import CHANCE, TERMINAL, IntArray, Terms


@dataclass(frozen=True, slots=True, eq=False)
class StagedGraph:
    """One round; see the module for the index conventions, and ``staged_graph`` for a checked one."""

    players: tuple[str, ...]
    owner: IntArray
    """Shape (state,): the player who moves, CHANCE (-1) or TERMINAL (-2)."""
    first_edge: IntArray
    """Shape (state + 1,)."""
    child: IntArray
    """Shape (edge,): a later state of the round, or the number of states plus a start of the next round."""
    probability: IntArray
    """Shape (edge,): the parameter with the probability of a chance edge, else -1."""
    payoffs: Terms
    """Paid on an edge; rows are ``edge * len(players) + player``."""
    starts: IntArray
    """Shape (start,): the state at which a round begins."""
    initial: int
    """The start of the first round."""
    discount: int
    """The parameter with the factor by which the next round counts, -1 for no discounting."""
    final: Terms
    """Paid for the start reached after the last round; rows are ``start * len(players) + player``."""
    parameter_names: tuple[str, ...]
    state_labels: tuple[str, ...]
    action_labels: tuple[str, ...]
    """One an edge."""

    def __post_init__(self) -> None:
        for array in (self.owner, self.first_edge, self.child, self.probability, self.starts):
            array.flags.writeable = False

    def __reduce__(self) -> tuple[type[StagedGraph], tuple[object, ...]]:
        """Travel between processes through the constructor, so that arrays arrive read-only."""
        return type(self), tuple(getattr(self, field.name) for field in fields(self))

    @property
    def nodes(self) -> int:
        """Number of states of one round."""
        return len(self.owner)


def staged_graph(
    players: tuple[str, ...],
    *,
    owner: IntArray,
    first_edge: IntArray,
    child: IntArray,
    probability: IntArray,
    payoffs: Terms,
    starts: IntArray,
    parameter_names: tuple[str, ...],
    state_labels: tuple[str, ...],
    action_labels: tuple[str, ...],
    initial: int = 0,
    discount: int = -1,
    final: Terms | None = None,
) -> StagedGraph:
    """Return the staged game, checked.

    Args:
        players: their names, by number.
        owner: shape (state,), the player who moves, CHANCE or TERMINAL.
        first_edge: shape (state + 1,).
        child: shape (edge,), a later state, or the number of states plus a start of the next round.
        probability: shape (edge,), the parameter of a chance edge, -1 elsewhere.
        payoffs: paid on edges, rows ``edge * len(players) + player``.
        starts: shape (start,), the state of each start.
        parameter_names: by number.
        state_labels: one a state.
        action_labels: one an edge.
        initial: the start of the first round.
        discount: the parameter with the discount factor of a round, -1 for none.
        final: paid for the start reached after the last round, rows ``start * len(players) + player``; nothing if
            left out.

    Raises:
        ValueError: the arrays do not fit together; the message says which and where.

    Examples:
        Saving: each round one coin comes in, which counts 0.5 of a coin in the round before.

        >>> saving = staged_graph(
        ...     ("saver",), owner=np.array([0], np.int32), first_edge=np.array([0, 1], np.int32),
        ...     child=np.array([1], np.int32), probability=np.array([-1], np.int32),
        ...     payoffs=Terms(np.array([0, 1], np.int32), np.array([0], np.int32), np.ones(1)),
        ...     starts=np.array([0], np.int32), discount=1, parameter_names=("coin", "factor"),
        ...     state_labels=("month",), action_labels=("save",),
        ... )
        >>> saving.nodes
        1
    """
    states, edges, parameters = len(owner), len(child), len(parameter_names)
    if final is None:
        final = Terms(np.zeros(len(starts) * len(players) + 1, np.int32), np.zeros(0, np.int32), np.zeros(0))
    if len(first_edge) != states + 1 or [*first_edge[[0, -1]]] != [0, edges] or (np.diff(first_edge) < 0).any():
        raise ValueError(f"first_edge must rise from 0 to the {edges} edges in {states + 1} entries")
    for name, labels, size in (("state_labels", state_labels, states), ("action_labels", action_labels, edges)):
        if len(labels) != size:
            raise ValueError(f"{name} has {len(labels)} entries; expected {size}")
    if len(probability) != edges:
        raise ValueError(f"probability has {len(probability)} entries; expected one for each of {edges} edges")
    if len(starts) == 0 or ((starts < 0) | (starts >= states)).any() or len(np.unique(starts)) < len(starts):
        raise ValueError(f"starts must name one or more of the states 0 to {states - 1}, each once")
    if (owner[starts] == TERMINAL).any():
        raise ValueError(
            "starts must not name a TERMINAL state: let the edge lead to a terminal state of its own round"
        )
    if not 0 <= initial < len(starts):
        raise ValueError(f"initial is {initial}; the starts are 0 to {len(starts) - 1}")
    if not -1 <= discount < parameters:
        raise ValueError(f"discount is {discount}; give a parameter below {parameters}, or -1 for none")
    if ((owner < TERMINAL) | (owner >= len(players))).any():
        raise ValueError(f"owner must be a player below {len(players)}, CHANCE or TERMINAL")
    parent = np.repeat(np.arange(states), np.diff(first_edge))
    wrong = np.flatnonzero((child <= parent) | (child >= states + len(starts)))
    if len(wrong):
        raise ValueError(
            f"edge {wrong[0]} of state {parent[wrong[0]]} leads to {child[wrong[0]]}; expected a later state of the"
            f" round, or {states} plus one of {len(starts)} starts"
        )
    ending = np.diff(first_edge) == 0
    wrong = np.flatnonzero(ending != (owner == TERMINAL))
    if len(wrong):
        raise ValueError(f"state {wrong[0]} must have edges unless it is TERMINAL, and none if it is")
    by_chance = owner[parent] == CHANCE
    wrong = np.flatnonzero(np.where(by_chance, (probability < 0) | (probability >= parameters), probability != -1))
    if len(wrong):
        raise ValueError(f"probability of edge {wrong[0]} must be a parameter on chance edges and -1 on others")
    for name, terms, rows in (("payoffs", payoffs, edges), ("final", final, len(starts))):
        _check_terms(name, terms, rows * len(players), parameters)
    return StagedGraph(
        players, owner, first_edge, child, probability, payoffs, starts, initial, discount, final,
        parameter_names, state_labels, action_labels,
    )  # fmt: skip


def _check_terms(name: str, terms: Terms, rows: int, parameters: int) -> None:
    if len(terms.first) != rows + 1 or terms.first[0] != 0 or (np.diff(terms.first) < 0).any():
        raise ValueError(f"{name} must have {rows} rows, one for each place and player")
    if not len(terms.parameter) == len(terms.coefficient) == terms.first[-1]:
        raise ValueError(f"{name} must have as many parameters and coefficients as its rows say, {terms.first[-1]}")
    if ((terms.parameter < 0) | (terms.parameter >= parameters)).any():
        raise ValueError(f"{name} names a parameter outside 0 to {parameters - 1}")
