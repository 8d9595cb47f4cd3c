"""What of a staged game has to be computed each round, laid out for the kernels.

Only states that can be reached from the initial start, in any number of rounds, are computed. A state with a single
unpaid edge is its child. Values stand in *rows*, ``players`` to a place: first one place a state, then one a start of
the next round, then one of zeros, where terminal states point.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from foedus.games import CHANCE, TERMINAL, FloatArray, StagedGraph

Places = npt.NDArray[np.int64]


class StagedLayout(NamedTuple):
    """States in the order of computing, each after those it leads to."""

    owner: Places
    """Shape (place,): the mover, or CHANCE."""
    paid: Places
    """Shape (place,): 1 where an edge pays anything to anybody."""
    first_edge: Places
    """Shape (place + 1,)."""
    child: Places
    """Shape (edge,): the first row of the place the edge leads to."""
    probability: Places
    """Shape (edge,): the parameter, 0 on edges that are not by chance."""
    reward: Places
    """Shape (edge,): the first of ``players`` rows of the terms, 0 where the state is unpaid."""
    term_first: Places
    term_parameter: Places
    term_coefficient: FloatArray
    starts: Places
    """Shape (start,): the first row of the value of each start that is computed."""
    players: int
    discount: int
    """The parameter, or -1."""
    solved: Places
    """Shape (start,): which starts of the graph these are."""


def staged_layout(graph: StagedGraph) -> StagedLayout:
    """Return the layout of *graph*."""
    players = len(graph.players)
    states, starts = reachable(graph)
    first = graph.first_edge.tolist()
    child = graph.child.tolist()
    row_first = graph.payoffs.first
    paid = np.array([row_first[first[s] * players] < row_first[first[s + 1] * players] for s in range(graph.nodes)])
    begins = set(graph.starts.tolist())
    passing = {
        state: child[first[state]]
        for state in states
        if graph.owner[state] >= 0 and first[state + 1] == first[state] + 1 and not paid[state] and state not in begins
    }
    depth = [0] * (graph.nodes + len(graph.starts))
    for state in reversed(states):
        depth[state] = 1 + max((depth[below] for below in child[first[state] : first[state + 1]]), default=0)
    kept = sorted(  # states alike side by side: the kernels then take the same branches many times in a row
        (state for state in states if state not in passing and graph.owner[state] != TERMINAL),
        key=lambda state: (depth[state], graph.owner[state], paid[state], first[state + 1] - first[state], -state),
    )
    place = {state: number for number, state in enumerate(kept)}
    entry = {start: len(kept) + number for number, start in enumerate(starts)}
    nothing = len(kept) + len(starts)

    def row(target: int) -> int:
        while target in passing:
            target = passing[target]
        at = entry[target - graph.nodes] if target >= graph.nodes else place.get(target, nothing)
        return at * players

    edges = [edge for state in kept for edge in range(first[state], first[state + 1])]
    reward, term_first = [], [0]
    terms: list[int] = []
    for state in kept:
        for edge in range(first[state], first[state + 1]):
            reward.append(len(term_first) - 1 if paid[state] else 0)
            for player in range(players if paid[state] else 0):
                terms += range(row_first[edge * players + player], row_first[edge * players + player + 1])
                term_first.append(len(terms))
    counts = [first[state + 1] - first[state] for state in kept]
    by_chance = np.repeat(graph.owner[kept] == CHANCE, counts)
    return StagedLayout(
        owner=graph.owner[kept].astype(np.int64),
        paid=paid[kept].astype(np.int64),
        first_edge=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        child=np.array([row(child[edge]) for edge in edges], np.int64),
        probability=np.where(by_chance, graph.probability[edges], 0).astype(np.int64),
        reward=np.array(reward, np.int64),
        term_first=np.array(term_first, np.int64),
        term_parameter=graph.payoffs.parameter[terms].astype(np.int64),
        term_coefficient=graph.payoffs.coefficient[terms],
        starts=np.array([row(int(graph.starts[start])) for start in starts], np.int64),
        players=players,
        discount=graph.discount,
        solved=np.array(starts, np.int64),
    )  # fmt: skip


def reachable(graph: StagedGraph) -> tuple[list[int], list[int]]:
    """Return the states and the starts that play can reach from the initial start, each in order."""
    first, child = graph.first_edge.tolist(), graph.child.tolist()
    starts = {graph.initial}
    states = {int(graph.starts[graph.initial])}
    waiting = list(states)
    while waiting:
        state = waiting.pop()
        for below in child[first[state] : first[state + 1]]:
            if below >= graph.nodes:
                starts.add(below - graph.nodes)
                below = int(graph.starts[below - graph.nodes])
            if below not in states:
                states.add(below)
                waiting.append(below)
    return sorted(states), sorted(starts)
