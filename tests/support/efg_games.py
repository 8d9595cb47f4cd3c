"""Games written as .efg text by code that knows nothing of the reader, and what to ask of their solutions.

A node is ``("end", payoffs)``, ``("chance", [(probability, node), …])`` or ``(player, infoset, [(action, node), …])``
with players as numbers from 1. Numbers may be strings, written as they are.
"""

import numpy as np

from foedus.games import TERMINAL, edge_weights, expected_payoffs, read_efg
from foedus.solve import beliefs, certify_sequential, logit_sequential


def efg_text(players, root, title=""):
    sets, lines, chances = {}, [], [0]

    def write(node):
        if node[0] == "end":
            lines.append(f't "" {len(lines) + 1} "" {{ {" ".join(map(str, node[1]))} }}')
            return
        if node[0] == "chance":
            chances[0] += 1
            pairs = " ".join(f'"{place}" {probability}' for place, (probability, _) in enumerate(node[1]))
            lines.append(f'c "" {chances[0]} "" {{ {pairs} }} 0')
        else:
            number = sets.setdefault(node[:2], len(sets) + 1)
            actions = " ".join(f'"{action}"' for action, _ in node[2])
            lines.append(f'p "" {node[0]} {number} "{node[1]}" {{ {actions} }} 0')
        for branch in node[-1]:
            write(branch[1])

    write(root)
    names = " ".join(f'"{name}"' for name in players)
    return f'EFG 2 R "{title}" {{ {names} }} ""\n' + "\n".join(lines)


def spread(game):
    """Return the largest range of a player's payoffs over the ends of play."""
    form = game.form
    players = len(form.players)
    rows = form.payoffs.evaluate(game.parameters).reshape(len(form.child), players)
    total = np.zeros((form.nodes, players))
    for node in range(form.nodes):
        for edge in range(form.first_edge[node], form.first_edge[node + 1]):
            total[form.child[edge]] = total[node] + rows[edge]
    ends = total[form.owner == TERMINAL]
    return max(float((ends.max(axis=0) - ends.min(axis=0)).max()), 1e-300)


class Solution:
    """A game's sequential equilibrium as our solver finds it, certified, with questions to ask."""

    def __init__(self, game):
        self.game = game
        self.result = logit_sequential(game.form, game.parameters)
        self.strategy = self.result.strategy
        certificate = certify_sequential(game.form, game.parameters, self.result.log_strategy)
        self.regret = certificate.max_gain[0] / spread(game)
        assert self.result.status[0] == 0
        assert self.regret <= 1e-6

    @property
    def payoffs(self):
        return payoffs(self.game, self.strategy)

    def __call__(self, infoset, action):
        """Return the probability of *action* at *infoset*."""
        form = self.game.form
        place = form.infoset_labels.index(infoset)
        actions = range(form.first_action[place], form.first_action[place + 1])
        return float(self.strategy[next(a for a in actions if form.action_labels[a] == action), 0])


def payoffs(game, strategy):
    """Return each player's expected payoff."""
    weights = edge_weights(game.form, game.parameters, strategy=strategy)
    return expected_payoffs(game.form, game.parameters, weights)[:, 0]


def logit_error(game, log_strategy, precision):
    """Return the largest error in log odds = precision * (difference of conditional payoffs), over all actions."""
    form, column = game.form, game.parameters
    weights = edge_weights(form, column, strategy=np.exp(log_strategy))[:, 0]
    rows = form.payoffs.evaluate(column).reshape(len(form.child), len(form.players))
    value = np.zeros((form.nodes, len(form.players)))
    for node in reversed(range(form.nodes)):
        edges = slice(form.first_edge[node], form.first_edge[node + 1])
        value[node] = weights[edges] @ (rows[edges] + value[form.child[edges]])
    belief = beliefs(form, column, log_strategy)[:, 0]
    worth = np.zeros(form.actions)
    for node in np.flatnonzero(form.owner >= 0):
        edges = slice(form.first_edge[node], form.first_edge[node + 1])
        start = form.first_action[form.infoset[node]]
        own = (rows[edges] + value[form.child[edges]])[:, form.owner[node]]
        worth[start : start + len(own)] += belief[node] * own
    error = 0.0
    for first, last in zip(form.first_action[:-1], form.first_action[1:], strict=True):
        odds = log_strategy[first:last, 0] - log_strategy[first, 0]
        error = max(error, np.abs(odds - precision * (worth[first:last] - worth[first])).max())
    return error


def solve_text(players, root):
    return Solution(read_efg(efg_text(players, root)))


def kuhn():
    """Kuhn 1950: three cards, ante 1, one bet of 1; the first player's value is -1/18."""

    def end(amount):
        return ("end", (amount, -amount))

    def deal(one, two):
        sign = 1 if one > two else -1
        second = ("fold", end(-1)), ("call", end(2 * sign))
        checked = (2, f"{two} after check", [
            ("check", end(sign)),
            ("bet", (1, f"{one} after check and bet", second)),
        ])  # fmt: skip
        bet = (2, f"{two} after bet", [("fold", end(1)), ("call", end(2 * sign))])
        return (1, f"{one}", [("check", checked), ("bet", bet)])

    return ("chance", [("1/6", deal(one, two)) for one in range(3) for two in range(3) if one != two])
