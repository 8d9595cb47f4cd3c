"""Judging what a tool answers: strategies in our order, the gain from replying best, the ends of play."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from foedus.bench import payoff_spread
from foedus.games import TERMINAL, ExtensiveForm, FloatArray, Terms, edge_weights, terminal_distribution
from foedus.solve import certify_sequential

SAME = 1e-2
"""Two answers agree if no end of play is reached with probabilities further apart (Gambit stops the path earlier)."""
_TINY = 1e-12
"""What stands for a probability of zero where a logarithm is needed."""


def in_file_order(form: ExtensiveForm) -> list[int]:
    """Return our actions in the order in which a .efg file shows them: by player, then by first appearance."""
    seen: dict[int, None] = {}
    stack = [0]
    while stack:
        node = stack.pop()
        if form.infoset[node] >= 0:
            seen.setdefault(int(form.infoset[node]))
        stack.extend(reversed(form.child[form.first_edge[node] : form.first_edge[node + 1]].tolist()))
    sets = sorted(seen, key=lambda item: int(form.infoset_player[item]))
    return [action for item in sets for action in range(form.first_action[item], form.first_action[item + 1])]


def as_strategy(form: ExtensiveForm, flat: Sequence[float]) -> FloatArray:
    """Return probabilities in the order of the file as a strategy, shape (action, 1)."""
    strategy = np.empty((form.actions, 1))
    strategy[in_file_order(form), 0] = flat
    return strategy


def ends(form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray) -> FloatArray:
    """Return the probability of every end of play."""
    weights = edge_weights(form, parameters, strategy=strategy)
    return np.array([value[0] for value in terminal_distribution(form, weights).values()])


def conditional_gain(form: ExtensiveForm, parameters: FloatArray, log_strategy: FloatArray) -> float:
    """Return the largest gain at any information set, reached or not, with payoffs in [0, 1]: our certificate."""
    gain = certify_sequential(form, parameters, log_strategy).gain
    return float((gain / payoff_spread(form, parameters)[form.infoset_player]).max())


def regret(form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray) -> float:
    """Return the most a player gains by replying best to *strategy* from the start, with payoffs in [0, 1].

    That is less than the certificate asks: what a player would do where play never comes does not count.
    """
    # It is the certificate's gain at the player's first information sets, weighted by how often they are reached;
    # zero probabilities are replaced by tiny ones, which changes payoffs by as little.
    certificate = certify_sequential(form, parameters, np.log(np.maximum(strategy, _TINY)))
    weights = edge_weights(form, parameters, strategy=strategy)
    reach = np.zeros(form.nodes)
    reach[0] = 1.0
    last: list[frozenset[int]] = [frozenset()] * form.nodes
    gains = np.zeros(len(form.players))
    for node in range(form.nodes):
        owner = int(form.owner[node])
        if owner >= 0 and owner not in last[node]:
            gains[owner] += reach[node] * certificate.gain[form.infoset[node], 0]
        below = last[node] | {owner} if owner >= 0 else last[node]
        for edge in range(form.first_edge[node], form.first_edge[node + 1]):
            reach[form.child[edge]] = reach[node] * weights[edge, 0]
            last[form.child[edge]] = below
    return float((gains / payoff_spread(form, parameters)[:, 0]).max())


def zero_sum(form: ExtensiveForm, parameters: FloatArray) -> tuple[ExtensiveForm, FloatArray]:
    """Return one draw of the game in which each side gets what it had less what the other had."""
    paid = form.payoffs.evaluate(parameters).reshape(len(form.child), 2)
    rows = np.flatnonzero(form.owner[form.child] == TERMINAL)
    counts = np.zeros((len(form.child), 2), np.int32)
    counts[rows] = 1
    numbers = np.concatenate([parameters[:, 0], paid[rows, 0] - paid[rows, 1]])
    terms = Terms(
        np.concatenate([[0], np.cumsum(counts.ravel())]).astype(np.int32),
        np.repeat(len(parameters) + np.arange(len(rows), dtype=np.int32), 2),
        np.tile([1.0, -1.0], len(rows)),
    )
    names = (*form.parameter_names, *(f"end {number}" for number in range(len(rows))))
    variant = ExtensiveForm(
        form.players, form.owner, form.infoset, form.parent, form.first_edge, form.child, form.probability, terms,
        form.infoset_player, form.first_action, names, form.infoset_labels, form.action_labels,
    )  # fmt: skip
    return variant, numbers[:, None]
