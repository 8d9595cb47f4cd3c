"""What a profile of strategies means: reach, expected payoffs, distribution over ends; vectorised over draws.

All take strategies of shape (action, draw) in the flat order of actions, and chance as player *row - 1* believes it
(*row* 0 is the case's own prior). ``chance`` may override the probability of single chance edges: a mapping from edge
to a number or an array over draws.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ._extensive_form import TERMINAL, ExtensiveForm, FloatArray
from ._state_graph import StateGraph

Override = Mapping[int, float | FloatArray]


def edge_weights(
    form: ExtensiveForm,
    parameters: FloatArray,
    *,
    strategy: FloatArray,
    row: int = 0,
    chance: Override | None = None,
) -> FloatArray:
    """Return the probability of every edge at its node, shape (edge, draw)."""
    start = form.first_edge[:-1]
    counts = np.diff(form.first_edge)
    node = np.repeat(np.arange(form.nodes), counts)
    place = np.arange(len(form.child)) - start[node]
    weights = np.empty((len(form.child), parameters.shape[1]))
    decided = form.owner[node] >= 0
    weights[decided] = strategy[form.first_action[form.infoset[node[decided]]] + place[decided]]
    weights[~decided] = parameters[form.probability[row, ~decided]]
    for edge, value in (chance or {}).items():
        weights[edge] = value
    return weights


def reach_probabilities(form: ExtensiveForm | StateGraph, weights: FloatArray) -> FloatArray:
    """Return the probability that each node is reached, shape (node, draw), from edge weights."""
    reach = np.zeros((form.nodes, weights.shape[1]))
    reach[0] = 1.0
    for node in range(form.nodes):
        first, last = int(form.first_edge[node]), int(form.first_edge[node + 1])
        for edge in range(first, last):
            reach[form.child[edge]] += reach[node] * weights[edge]
    return reach


def expected_payoffs(form: ExtensiveForm | StateGraph, parameters: FloatArray, weights: FloatArray) -> FloatArray:
    """Return every player's expected payoff, shape (player, draw), from edge weights."""
    reach = reach_probabilities(form, weights)
    node = np.repeat(np.arange(form.nodes), np.diff(form.first_edge))
    passing = reach[node] * weights
    players = len(form.players)
    rows = form.payoffs.evaluate(parameters).reshape(len(form.child), players, -1)
    expected: FloatArray = np.einsum("ed,epd->pd", passing, rows)
    return expected


def terminal_distribution(form: ExtensiveForm | StateGraph, weights: FloatArray) -> dict[int, FloatArray]:
    """Return the probability of every terminal node, each of shape (draw,), from edge weights."""
    reach = reach_probabilities(form, weights)
    return {int(node): reach[node] for node in np.flatnonzero(form.owner == TERMINAL)}


def continuation_values(
    form: ExtensiveForm | StateGraph, parameters: FloatArray, weights: FloatArray, *, player: int
) -> FloatArray:
    """Return what *player* expects from each node on, shape (node, draw), from edge weights."""
    players = len(form.players)
    paid = form.payoffs.evaluate(parameters).reshape(len(form.child), players, -1)[:, player]
    value = np.zeros((form.nodes, weights.shape[1]))
    for node in range(form.nodes - 1, -1, -1):
        edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
        if edges.stop > edges.start:
            value[node] = (weights[edges] * (paid[edges] + value[form.child[edges]])).sum(axis=0)
    return value
