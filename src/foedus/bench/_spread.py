"""How far a player's payoffs reach: from the worst end of play to the best."""

from __future__ import annotations

import numpy as np

from foedus.games import TERMINAL, ExtensiveForm, FloatArray


def payoff_spread(form: ExtensiveForm, parameters: FloatArray) -> FloatArray:
    """Return each player's best payoff at an end of play less the worst, shape (player, draw).

    >>> from foedus.games import read_efg
    >>> game = read_efg('EFG 2 R "" { "A" } p "" 1 1 "" { "l" "r" } 0 t "" 1 "" { -1 } t "" 2 "" { 3 }')
    >>> payoff_spread(game.form, game.parameters).tolist()
    [[4.0]]
    """
    players, draws = len(form.players), parameters.shape[1]
    paid = form.payoffs.evaluate(parameters).reshape(len(form.child), players, draws)
    total = np.zeros((form.nodes, players, draws))
    for node in range(form.nodes):
        edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
        total[form.child[edges]] = total[node] + paid[edges]
    ends = total[form.owner == TERMINAL]
    spread: FloatArray = np.maximum(ends.max(axis=0) - ends.min(axis=0), 1e-300)
    return spread
