"""Actions that no equilibrium can choose, ruled out by bounds on what may follow."""

from __future__ import annotations

import numpy as np

from foedus.games import CHANCE, TERMINAL, ExtensiveForm, FloatArray


def undominated(form: ExtensiveForm, parameters: FloatArray, paid: FloatArray, *, tolerance: float) -> list[list[int]]:
    """Return the actions of every information set that may be chosen in some equilibrium.

    An action goes if another is better at every node, even where the worst follows the other and the best follows it;
    then again with what is left. With perfect information and no ties one action stays everywhere.
    """
    left = [list(range(size)) for size in np.diff(form.first_action).tolist()]
    nodes: list[list[int]] = [[] for _ in left]
    for node in np.flatnonzero(form.owner >= 0).tolist():
        nodes[form.infoset[node]].append(node)
    while True:
        low, high = _bounds(form, parameters, paid, left)
        dropped = False
        for infoset, player in enumerate(form.infoset_player.tolist()):
            if len(left[infoset]) == 1:
                continue
            edges = form.first_edge[nodes[infoset]][:, None] + np.array(left[infoset])
            worst = paid[edges, player] + low[form.child[edges], player]
            best = paid[edges, player] + high[form.child[edges], player]
            beaten = (best[:, :, None] < worst[:, None, :] - tolerance).all(axis=0).any(axis=1)
            if beaten.any():
                left[infoset] = [action for action, gone in zip(left[infoset], beaten, strict=True) if not gone]
                dropped = True
        if not dropped:
            return left


def _bounds(
    form: ExtensiveForm, parameters: FloatArray, paid: FloatArray, left: list[list[int]]
) -> tuple[FloatArray, FloatArray]:
    """Return the least and the most each player may get from each node on, shape (node, player)."""
    low = np.zeros((form.nodes, len(form.players)))
    high = np.zeros_like(low)
    for node in range(form.nodes - 1, -1, -1):
        edges = np.arange(form.first_edge[node], form.first_edge[node + 1])
        if form.owner[node] == CHANCE:
            weight = parameters[form.probability[1:, edges], 0].T
            low[node] = (weight * (paid[edges] + low[form.child[edges]])).sum(axis=0)
            high[node] = (weight * (paid[edges] + high[form.child[edges]])).sum(axis=0)
        elif form.owner[node] != TERMINAL:
            kept = edges[0] + np.array(left[form.infoset[node]])
            low[node] = (paid[kept] + low[form.child[kept]]).min(axis=0)
            high[node] = (paid[kept] + high[form.child[kept]]).max(axis=0)
    return low, high
