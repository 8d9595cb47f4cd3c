# mypy: disable-error-code="no-untyped-def"
"""The equations of the agent logit correspondence and their derivatives, at one draw and one profile (Numba).

Values go up the tree, beliefs down. Reach is carried as a sum of logarithms, so beliefs off the path stay defined when
strategies underflow. Numba does not notice changes of this file in what it has cached of ``_logit_numba``.
"""

from typing import NamedTuple

import numpy as np
from numba import njit


class Game(NamedTuple):
    """The numbers of one draw."""

    probability: np.ndarray
    """(1 + player, edge)."""
    payoff: np.ndarray
    """(edge, player)."""
    between: np.ndarray
    """(node,): the product of chance since the last separating decision."""
    log_chance: np.ndarray
    """(node,): logarithm of all chance above, as the mover believes it."""
    multiplier: np.ndarray
    """(player,)."""
    origin: np.ndarray
    """(unknown,): the logits where the branch starts; zero for the principal one."""


class Point(NamedTuple):
    """A profile and what follows from it; work arrays that are filled again and again."""

    log_strategy: np.ndarray
    strategy: np.ndarray
    log_reach: np.ndarray
    belief: np.ndarray
    value: np.ndarray
    """(node, player)."""
    gain: np.ndarray
    """(action,): expected payoff of each action."""
    top: np.ndarray
    mass: np.ndarray
    derivatives: np.ndarray
    lower_upper: np.ndarray
    rows: np.ndarray
    """(action, unknown): the rows of an information set while they are eliminated."""
    inverse: np.ndarray
    """(unknown,): one over each pivot."""
    slope: np.ndarray
    """(unknown,): dF / dprecision, and what becomes of it."""
    residual: np.ndarray
    """(unknown,): F, and the correction."""
    predicted: np.ndarray
    """(action,): the strategy a step of the path predicts."""
    believed: np.ndarray
    """(node,): the beliefs it predicts."""


@njit(cache=True, nogil=True)
def evaluate(tree, game, x, point):
    """Fill strategies, beliefs, node values and action values at logits x."""
    log_strategy, strategy, log_reach, belief = point.log_strategy, point.strategy, point.log_reach, point.belief
    value, gain, top, mass = point.value, point.gain, point.top, point.mass
    owner, infoset, first_edge, child, edge_action = (
        tree.owner, tree.infoset, tree.first_edge, tree.child, tree.edge_action,
    )  # fmt: skip
    up_node, up_action, first_action, first_unknown = (
        tree.up_node, tree.up_action, tree.first_action, tree.first_unknown,
    )  # fmt: skip
    payoff, probability, log_chance = game.payoff, game.probability, game.log_chance
    nodes, players = value.shape
    for i in range(first_action.shape[0] - 1):
        first, last, unknown = first_action[i], first_action[i + 1], first_unknown[i]
        highest = 0.0
        for k in range(last - first - 1):
            highest = max(highest, x[unknown + k])
        strategy[first] = np.exp(-highest)
        total = strategy[first]
        for k in range(last - first - 1):
            strategy[first + 1 + k] = np.exp(x[unknown + k] - highest)
            total += strategy[first + 1 + k]
        shift = highest + np.log(total)
        log_strategy[first] = -shift
        strategy[first] /= total
        for k in range(last - first - 1):
            log_strategy[first + 1 + k] = x[unknown + k] - shift
            strategy[first + 1 + k] /= total
    top[:] = -np.inf
    mass[:] = 0.0
    for n in range(nodes):
        above = up_node[n]
        log_reach[n] = 0.0 if above < 0 else log_reach[above] + log_strategy[up_action[n]]
        if owner[n] >= 0:
            belief[n] = log_reach[n] + log_chance[n]
            top[infoset[n]] = max(top[infoset[n]], belief[n])
    for n in range(nodes):
        if owner[n] >= 0:
            belief[n] = np.exp(belief[n] - top[infoset[n]])
            mass[infoset[n]] += belief[n]
    gain[:] = 0.0
    for n in range(nodes - 1, -1, -1):
        for p in range(players):
            value[n, p] = 0.0
        if owner[n] >= 0:
            belief[n] /= mass[infoset[n]]
            mover = owner[n]
            for e in range(first_edge[n], first_edge[n + 1]):
                below, action = child[e], edge_action[e]
                for p in range(players):
                    value[n, p] += strategy[action] * (payoff[e, p] + value[below, p])
                gain[action] += belief[n] * (payoff[e, mover] + value[below, mover])
        else:
            for e in range(first_edge[n], first_edge[n + 1]):
                for p in range(players):
                    value[n, p] += probability[1 + p, e] * (payoff[e, p] + value[child[e], p])


@njit(cache=True, nogil=True)
def residual(tree, game, x, precision, point):
    """Fill ``slope`` = dF/dprecision and ``residual`` = F after ``evaluate``; return the largest scaled residual."""
    worst = 0.0
    infoset_player, first_action, first_unknown = tree.infoset_player, tree.first_action, tree.first_unknown
    multiplier, origin, gain = game.multiplier, game.origin, point.gain
    slope, out = point.slope, point.residual
    for i in range(infoset_player.shape[0]):
        first, unknown = first_action[i], first_unknown[i]
        scale = multiplier[infoset_player[i]]
        for k in range(first_action[i + 1] - first - 1):
            row = unknown + k
            slope[row] = scale * (gain[first + 1 + k] - gain[first])
            out[row] = precision * slope[row] - (x[row] - origin[row])
            worst = max(worst, abs(out[row]) / (1.0 + abs(x[row])))
    return worst


@njit(cache=True, nogil=True)
def derivatives(tree, game, point):
    """Fill the blocks d v[row action] / d x[column unknown]: from below through play, from above through beliefs."""
    strategy, belief, value, gain, out = point.strategy, point.belief, point.value, point.gain, point.derivatives
    owner, infoset, first_action, first_edge, child, edge_action = (
        tree.owner, tree.infoset, tree.first_action, tree.first_edge, tree.child, tree.edge_action,
    )  # fmt: skip
    up_node, up_action, first_pair, down_block, up_block = (
        tree.up_node, tree.up_action, tree.first_pair, tree.down_block, tree.up_block,
    )  # fmt: skip
    payoff, between = game.payoff, game.between
    out[:] = 0.0
    for n in range(owner.shape[0]):
        if owner[n] < 0:
            continue
        mover = owner[n]
        first = first_edge[n]
        actions = first_edge[n + 1] - first
        weight = between[n]
        step, pair = n, first_pair[n]
        while up_node[step] >= 0:
            above, action = up_node[step], up_action[step]
            there, judge = infoset[above], owner[above]
            local = action - first_action[there]
            # Play at n moves the value of the action above that leads here.
            chance = belief[above] * weight
            if chance > 1e-30:
                start = down_block[pair] + local * (actions - 1)
                for b in range(1, actions):
                    e = first + b
                    change = payoff[e, judge] + value[child[e], judge] - value[n, judge]
                    out[start + b - 1] += chance * strategy[edge_action[e]] * change
            # Play above moves the belief at n.
            if up_block[pair] >= 0 and belief[n] > 1e-30:
                others = first_action[there + 1] - first_action[there]
                for a in range(actions):
                    e = first + a
                    action_here = edge_action[e]
                    excess = belief[n] * (payoff[e, mover] + value[child[e], mover] - gain[action_here])
                    start = up_block[pair] + a * (others - 1)
                    for b in range(1, others):
                        out[start + b - 1] -= excess * strategy[first_action[there] + b]
                    if local > 0:
                        out[start + local - 1] += excess
            weight *= strategy[action] * between[above]
            step = above
            pair += 1


@njit(cache=True, nogil=True)
def one_shot_gain(tree, point):
    """Return the most that one changed choice adds at any information set, after ``evaluate``."""
    most = 0.0
    for i in range(tree.infoset_player.shape[0]):
        best, now = -np.inf, 0.0
        for a in range(tree.first_action[i], tree.first_action[i + 1]):
            best = max(best, point.gain[a])
            now += point.strategy[a] * point.gain[a]
        most = max(most, best - now)
    return most
