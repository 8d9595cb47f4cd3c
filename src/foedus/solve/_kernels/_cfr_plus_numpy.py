"""Counterfactual regret minimisation on a public tree in plain NumPy: what ``_cfr_plus_numba`` must say too."""

from __future__ import annotations

import numpy as np

from foedus.games import FloatArray, IntArray

from .._public_layout import CfrState, PublicGame


def descend(game: PublicGame, player: int, strategy: FloatArray, reach: FloatArray) -> None:
    """Fill ``reach`` (node, type): how likely the player's own moves and chance make each node."""
    share = (game.first_share, game.second_share)[player]
    reach[0] = share if game.independent else 1.0
    types = np.arange(reach.shape[1])
    for node in range(len(game.owner)):
        for child in range(game.first_child[node], game.first_child[node + 1]):
            own = game.owner[node] == player
            step = strategy[game.first_entry[child] + types] if own else game.chance[child]
            reach[child] = reach[node] * step


def accumulate(game: PublicGame, player: int, strategy: FloatArray, reach: FloatArray, weight: float,
               average: FloatArray) -> None:  # fmt: skip
    """Add the player's strategy to ``average``, weighted by ``weight`` and own reach."""
    types = np.arange(reach.shape[1])
    for node in np.flatnonzero((game.owner == player) & (game.seen_as == np.arange(len(game.owner)))):
        for child in range(game.first_child[node], game.first_child[node + 1]):
            entry = game.first_entry[child] + types
            average[entry] += weight * reach[node] * strategy[entry]


def pay(game: PublicGame, player: int, reach: FloatArray, value: FloatArray) -> None:
    """Fill ``value`` (node, type) with what each type is paid on entering each node, weighted by the other's reach."""
    types, others = np.arange(value.shape[1]), np.arange(reach.shape[1])
    prior = game.prior if player == 0 else game.prior.T
    for node in range(len(value)):
        weight = np.tile(reach[node], (len(types), 1)) if game.independent else prior * reach[node]
        total = np.full(weight.shape, game.alike[player, node])
        if game.own[player, node] >= 0:
            total += game.amount[game.own[player, node] + types][:, None]
        if game.other[player, node] >= 0:
            total += game.amount[game.other[player, node] + others]
        if game.both[player, node] >= 0:
            table = game.amount[game.both[player, node] + np.arange(game.prior.size)].reshape(game.prior.shape)
            total += table if player == 0 else table.T
        value[node] = (weight * total).sum(axis=1)


def best_reply(game: PublicGame, player: int, reach: FloatArray, value: FloatArray) -> float:
    """Fill ``value`` (node, type) under best replies to the other's ``reach``; return the expected payoff."""
    pay(game, player, reach, value)
    for node in range(len(game.owner) - 1, -1, -1):
        children = np.arange(game.first_child[node], game.first_child[node + 1])
        if game.owner[node] != player:
            value[node] += value[children].sum(axis=0)
        elif game.seen_as[node] == node:
            alike = np.flatnonzero(game.seen_as == node)
            below = value[game.first_child[alike][:, None] + np.arange(len(children))]
            choice = below.sum(axis=0).argmax(axis=0)
            value[alike] += np.take_along_axis(below, choice[None, None], axis=1)[:, 0]
    share = (game.first_share, game.second_share)[player]
    return float((value[0] * share).sum() if game.independent else value[0].sum())


def update(
    game: PublicGame, player: int, reach: FloatArray, regret: FloatArray, strategy: FloatArray, value: FloatArray,
    change: FloatArray,
) -> None:  # fmt: skip
    """Add the player's regrets against the other's ``reach``, floored at zero.

    Play in proportion to what the regrets will be if they change once more as now. ``change`` (entry,) is for work.
    """
    types = np.arange(value.shape[1])
    pay(game, player, reach, value)
    for node in range(len(game.owner) - 1, -1, -1):
        children = np.arange(game.first_child[node], game.first_child[node + 1])
        if game.owner[node] != player:
            value[node] += value[children].sum(axis=0)
        elif game.seen_as[node] == node:
            alike = np.flatnonzero(game.seen_as == node)
            below = value[game.first_child[alike][:, None] + np.arange(len(children))]
            entry = game.first_entry[children][:, None] + types
            now = (strategy[entry] * below).sum(axis=1)
            value[alike] += now
            change[entry] = (below - now[:, None]).sum(axis=0)
            regret[entry] = np.maximum(regret[entry] + change[entry], 0.0)
            kept = np.maximum(regret[entry] + change[entry], 0.0)
            total = kept.sum(axis=0)
            strategy[entry] = np.where(total > 0, kept / np.where(total > 0, total, 1.0), 1.0 / len(children))


def iterate(game: PublicGame, state: CfrState, done: int, count: int) -> None:
    """Run *count* iterations after *done*, the first player's update before the second's."""
    for iteration in range(done, done + count):
        descend(game, 1, state.strategy, state.second_reach)
        accumulate(game, 1, state.strategy, state.second_reach, float(iteration) ** 2, state.average)
        update(game, 0, state.second_reach, state.regret, state.strategy, state.first_value, state.change)
        descend(game, 0, state.strategy, state.first_reach)
        accumulate(game, 0, state.strategy, state.first_reach, float(iteration + 1) ** 2, state.average)
        update(game, 1, state.first_reach, state.regret, state.strategy, state.second_value, state.change)


def normalise(game: PublicGame, types: IntArray, weights: FloatArray, out: FloatArray) -> None:
    """Fill ``out`` (entry,) with the moves' shares of ``weights`` at each information set; even where all are zero.

    ``types`` (player,) says how many each player has.
    """
    for node in np.flatnonzero(game.owner >= 0):
        children = np.arange(game.first_child[node], game.first_child[node + 1])
        entry = game.first_entry[children][:, None] + np.arange(types[game.owner[node]])
        total = weights[entry].sum(axis=0)
        out[entry] = np.where(total > 0, weights[entry] / np.where(total > 0, total, 1.0), 1.0 / len(children))


def best_replies(game: PublicGame, state: CfrState, strategy: FloatArray) -> float:
    """Return what best replies to ``strategy`` are worth to both players together."""
    descend(game, 1, strategy, state.second_reach)
    first = best_reply(game, 0, state.second_reach, state.first_value)
    descend(game, 0, strategy, state.first_reach)
    return first + best_reply(game, 1, state.first_reach, state.second_value)


def run(
    game: PublicGame, state: CfrState, types: IntArray, first_look: int, goal: float, most: int, best: FloatArray
) -> int:
    """Iterate from uniform play until best replies are worth no more than ``goal``; return the iterations made.

    ``best`` (entry,) is the best play looked at: uniform, the last ones and the averages, at first after ``first_look``
    iterations, then after every quarter more. ``most`` is the largest number of iterations.
    """
    state.regret[:] = 0.0
    state.average[:] = 0.0
    normalise(game, types, state.regret, state.strategy)
    average = np.empty_like(best)
    least, done = best_replies(game, state, state.strategy), 0
    best[:] = state.strategy
    while done < most and least > goal:
        count = min(max(first_look, done // 4), most - done)
        iterate(game, state, done, count)
        done += count
        normalise(game, types, state.average, average)
        for play in (state.strategy, average):
            worth = best_replies(game, state, play)
            if worth < least:
                least = worth
                best[:] = play
    return done
