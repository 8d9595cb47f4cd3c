"""A staged game written out round by round, for checking and for short games.

Round ``t`` (from 0) of the graph has one copy of every state that can be reached then. A state graph has no discount,
so a payment of round ``t`` is a payment of the parameter times the discount to the power ``t``; these products are
parameters of their own, which ``unrolled_parameters`` computes.
"""

from __future__ import annotations

import numpy as np

from ._extensive_form import TERMINAL, FloatArray, Terms
from ._staged_graph import StagedGraph
from ._state_graph import StateGraph


def unrolled(graph: StagedGraph, *, rounds: int) -> StateGraph:
    """Return the states of all *rounds* as one graph of merged states.

    Its parameters are those of *graph* once for each round and once for the end: block ``t`` holds them times the
    discount to the power ``t``. Probabilities refer to block 0.

    Args:
        graph: one round.
        rounds: how often it is played, at least once.

    Raises:
        ValueError: *rounds* is below one.

    Examples:
        >>> from foedus.games import staged_graph
        >>> save = staged_graph(
        ...     ("saver",), owner=np.array([0], np.int32), first_edge=np.array([0, 1], np.int32),
        ...     child=np.array([1], np.int32), probability=np.array([-1], np.int32),
        ...     payoffs=Terms(np.array([0, 1], np.int32), np.array([0], np.int32), np.ones(1)),
        ...     starts=np.array([0], np.int32), discount=1, parameter_names=("coin", "factor"),
        ...     state_labels=("month",), action_labels=("save",),
        ... )
        >>> unrolled(save, rounds=3).state_labels
        ('month (1)', 'month (2)', 'month (3)', 'month (end)')
        >>> unrolled_parameters(save, np.array([[1.0], [0.5]]), rounds=3)[:, 0].tolist()
        [1.0, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125, 0.0625]
    """
    if rounds < 1:
        raise ValueError(f"rounds is {rounds}; expected at least 1")
    players, states, parameters = len(graph.players), graph.nodes, len(graph.parameter_names)
    place: dict[tuple[int, int], int] = {}
    entered = {graph.initial}
    for round_ in range(rounds):
        entered = _round(graph, round_, entered, place)
    for start in sorted(entered):
        place.setdefault((rounds, int(graph.starts[start])), len(place))
    owner: list[int] = []
    first_edge, first_term = [0], [0]
    child: list[int] = []
    probability: list[int] = []
    term_parameter: list[int] = []
    coefficient: list[float] = []
    labels: list[str] = []
    actions: list[str] = []
    for round_, state in place:
        last = round_ == rounds
        owner.append(TERMINAL if last else int(graph.owner[state]))
        labels.append(f"{graph.state_labels[state]} ({'end' if last else round_ + 1})")
        for edge in () if last else range(graph.first_edge[state], graph.first_edge[state + 1]):
            below = int(graph.child[edge])
            start = below - states
            child.append(place[(round_, below) if start < 0 else (round_ + 1, int(graph.starts[start]))])
            probability.append(int(graph.probability[edge]))
            actions.append(graph.action_labels[edge])
            paid = [(graph.payoffs, edge, round_)]
            if start >= 0 and round_ == rounds - 1:
                paid.append((graph.final, start, rounds))
            for player in range(players):
                for terms, row, block in paid:
                    piece = slice(terms.first[row * players + player], terms.first[row * players + player + 1])
                    term_parameter += (terms.parameter[piece] + block * parameters).tolist()
                    coefficient += terms.coefficient[piece].tolist()
                first_term.append(len(coefficient))
        first_edge.append(len(child))
    return StateGraph(
        players=graph.players,
        owner=np.array(owner, np.int32),
        first_edge=np.array(first_edge, np.int32),
        child=np.array(child, np.int32),
        probability=np.array(probability, np.int32),
        payoffs=Terms(np.array(first_term, np.int32), np.array(term_parameter, np.int32), np.array(coefficient, float)),
        parameter_names=tuple(f"{name}@{block}" for block in range(rounds + 1) for name in graph.parameter_names),
        state_labels=tuple(labels),
        action_labels=tuple(actions),
    )


def unrolled_parameters(graph: StagedGraph, parameters: FloatArray, *, rounds: int) -> FloatArray:
    """Return the parameters of ``unrolled(graph, rounds=rounds)``, shape ((rounds + 1) * parameter, draw).

    Args:
        graph: one round.
        parameters: shape (parameter, draw).
        rounds: as in ``unrolled``.
    """
    factor = parameters[graph.discount] if graph.discount >= 0 else np.ones(parameters.shape[1])
    return np.concatenate([parameters * factor**block for block in range(rounds + 1)])


def _round(graph: StagedGraph, round_: int, entered: set[int], place: dict[tuple[int, int], int]) -> set[int]:
    """Number the states reached in a round entered at some starts, in order; return the starts of the next."""
    reached = np.zeros(graph.nodes, bool)
    reached[graph.starts[sorted(entered)]] = True
    following = set()
    for state in range(graph.nodes):
        if reached[state]:
            place[round_, state] = len(place)
            for below in graph.child[graph.first_edge[state] : graph.first_edge[state + 1]].tolist():
                if below < graph.nodes:
                    reached[below] = True
                else:
                    following.add(below - graph.nodes)
    return following
