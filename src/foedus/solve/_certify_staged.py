"""Check claimed strategies of a staged game from the game alone, in plain NumPy, sharing nothing with the solver.

The *certificate* is the largest gain: over every state of every round that play can reach from the initial start by
some moves, the most its mover could add to the expected payoff that counts from that round on, by changing this and
all own later choices while the others keep to their strategies. Strategies without gain are subgame perfect.

Rounds are taken from the last to the first, each from the two numbers a start and player that the next one left: what
the strategies give and what a best reply would. Nothing is kept of a round but these.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from foedus.games import CHANCE, TERMINAL, FloatArray, StagedGraph

_REMEMBERED = 64
"""How many earlier rounds a round is compared with, to find that play repeats."""


@dataclass(frozen=True, slots=True, eq=False)
class StagedCertificate:
    """What strategies of a staged game are worth when recomputed."""

    max_gain: FloatArray
    """Shape (draw,): the largest gain at any state of any round."""
    values: FloatArray
    """Shape (start, player, draw): expected payoffs from the first round on; NaN at starts play cannot reach."""
    error: FloatArray
    """Shape (draw,): the largest amount by which probabilities at a state fail to sum to one or are negative."""
    rounds: int
    """How many rounds were claimed, and checked."""


@dataclass(frozen=True, slots=True)
class _Level:
    """States of one owner that do not lead to each other, their edges side by side, missing ones weighing 0."""

    owner: int
    states: npt.NDArray[np.int64]
    edges: npt.NDArray[np.int64]
    """Shape (state, action)."""
    there: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Round:
    """What a round leaves: values and best replies of the starts, each (start, player, draw), gain and error."""

    value: FloatArray
    best: FloatArray
    gain: FloatArray
    error: FloatArray


def certify_subgame_perfect_staged(
    graph: StagedGraph, parameters: FloatArray, *, policies: Iterable[FloatArray]
) -> StagedCertificate:
    """Return the largest gain at any state of any round, for every draw.

    A round that finds the same numbers and the same array of strategies as one before, as where play repeats, is not
    computed twice.

    Args:
        graph: one round.
        parameters: shape (parameter, draw).
        policies: the strategies of each round from the last to the first, each of shape (edge, draw); chance edges
            and states that play cannot reach are ignored.

    Examples:
        Two rounds of a single choice between 1 and 0, always taking 0: a deviator gains 1 now and 0.5 later.

        >>> from foedus.games import Terms, staged_graph
        >>> whole = np.int32
        >>> coins = staged_graph(
        ...     ("one",), owner=np.array([0], whole), first_edge=np.array([0, 2], whole),
        ...     child=np.array([1, 1], whole), probability=np.array([-1, -1], whole),
        ...     payoffs=Terms(np.array([0, 1, 1], whole), np.array([0], whole), np.ones(1)),
        ...     starts=np.array([0], whole), discount=1, parameter_names=("coin", "factor"),
        ...     state_labels=("choice",), action_labels=("take", "leave"),
        ... )
        >>> leave = np.array([[0.0], [1.0]])
        >>> found = certify_subgame_perfect_staged(coins, np.array([[1.0], [0.5]]), policies=[leave, leave])
        >>> float(found.max_gain[0]), float(found.values[0, 0, 0])
        (1.5, 0.0)
    """
    players, draws = len(graph.players), parameters.shape[1]
    reached, starts = _reached(graph)
    levels = _levels(graph, reached)
    paid = graph.payoffs.evaluate(parameters).reshape(len(graph.child), players, draws)
    ending = graph.final.evaluate(parameters).reshape(len(graph.starts), players, draws)
    now = _Round(ending, ending, np.zeros(draws), np.zeros(draws))
    recent: deque[tuple[_Round, FloatArray, _Round]] = deque(maxlen=_REMEMBERED)
    gain, error, rounds = np.zeros(draws), np.zeros(draws), 0
    for policy in policies:
        rounds += 1
        known = next((after for before, used, after in recent if before is now and used is policy), None)
        if known is not None:
            now = known
            continue
        after = _play(graph, parameters, levels, paid, now, policy)
        # An equal round is replaced by the one met before, so that it is recognised by being that object.
        after = next((old for _, _, old in recent if _equal(old, after, starts)), after)
        recent.append((now, policy, after))
        now = after
        gain, error = np.maximum(gain, now.gain), np.maximum(error, now.error)
    values = np.full((len(graph.starts), players, draws), np.nan)
    values[starts] = now.value[starts]
    return StagedCertificate(gain, values, error, rounds)


def _equal(old: _Round, new: _Round, starts: list[int]) -> bool:
    return all(
        np.array_equal(one, two)
        for one, two in (
            (old.value[starts], new.value[starts]), (old.best[starts], new.best[starts]),
            (old.gain, new.gain), (old.error, new.error),
        )
    )  # fmt: skip


def _play(
    graph: StagedGraph,
    parameters: FloatArray,
    levels: list[_Level],
    paid: FloatArray,
    later: _Round,
    policy: FloatArray,
) -> _Round:
    players, draws = paid.shape[1:]
    factor = parameters[graph.discount] if graph.discount >= 0 else 1.0
    value = np.zeros((graph.nodes + len(graph.starts), players, draws))
    best = np.zeros_like(value)
    value[graph.nodes :], best[graph.nodes :] = factor * later.value, factor * later.best
    gain, error = np.zeros(draws), np.zeros(draws)
    for level in levels:
        below = graph.child[level.edges]
        source = parameters[graph.probability[level.edges]] if level.owner == CHANCE else policy[level.edges]
        weight = np.where(level.there[..., None], source, 0.0)
        error = np.maximum(error, np.abs(weight.sum(axis=1) - 1.0).max(axis=0))
        error = np.maximum(error, -weight.min(axis=(0, 1)))
        each, reply = paid[level.edges] + value[below], paid[level.edges] + best[below]
        value[level.states] = np.einsum("sad,sapd->spd", weight, each)
        best[level.states] = np.einsum("sad,sapd->spd", weight, reply)
        if level.owner >= 0:
            mine = np.where(level.there[..., None], reply[:, :, level.owner], -np.inf).max(axis=1)
            best[level.states, level.owner] = mine
            gain = np.maximum(gain, (mine - value[level.states, level.owner]).max(axis=0))
    return _Round(value[graph.starts], best[graph.starts], gain, error)


def _levels(graph: StagedGraph, reached: npt.NDArray[np.bool_]) -> list[_Level]:
    """Return the reached states by their distance from the end of the round and their owner, nearest first."""
    height = np.zeros(graph.nodes + len(graph.starts), np.int64)
    for state in range(graph.nodes - 1, -1, -1):
        below = graph.child[graph.first_edge[state] : graph.first_edge[state + 1]]
        height[state] = 1 + max(height[below], default=0)
    levels = []
    for far in range(1, int(height.max()) + 1):
        for owner in range(CHANCE, len(graph.players)):
            states = np.flatnonzero(reached & (height[: graph.nodes] == far) & (graph.owner == owner))
            if len(states) == 0:
                continue
            count = np.diff(graph.first_edge)[states]
            place = np.arange(count.max())
            there = place < count[:, None]
            levels.append(_Level(owner, states, np.where(there, graph.first_edge[states][:, None] + place, 0), there))
    return levels


def _reached(graph: StagedGraph) -> tuple[npt.NDArray[np.bool_], list[int]]:
    """Return which states can be reached from the initial start in any round, and which starts."""
    states = np.zeros(graph.nodes, bool)
    starts = np.zeros(len(graph.starts), bool)
    starts[graph.initial] = True
    parent = np.repeat(np.arange(graph.nodes), np.diff(graph.first_edge))
    ends = graph.child >= graph.nodes
    while True:
        before = int(states.sum()) + int(starts.sum())
        states[graph.starts[starts]] = True
        inside = graph.child[~ends & states[parent]]
        states[inside] = True
        starts[graph.child[ends & states[parent]] - graph.nodes] = True
        if int(states.sum()) + int(starts.sum()) == before:
            return states & (graph.owner != TERMINAL), np.flatnonzero(starts).tolist()
