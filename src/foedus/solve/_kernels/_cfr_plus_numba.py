# mypy: disable-error-code="no-untyped-def"
"""Counterfactual regret minimisation on a public tree, types in the inner, contiguous loop (Numba).

Arrays are indexed rather than sliced: a slice is counted, and that costs as much as the arithmetic on ten types. Sums
over types may be taken in any order. Numba does not notice changes of ``_public_layout`` in what it has cached.
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def descend(game, player, strategy, reach):
    """Fill ``reach`` (node, type): how likely the player's own moves and chance make each node."""
    owner, first_child, first_entry, chance = game.owner, game.first_child, game.first_entry, game.chance
    types = reach.shape[1]
    for t in range(types):
        reach[0, t] = 1.0
        if game.independent:
            reach[0, t] = game.first_share[t] if player == 0 else game.second_share[t]
    for node in range(owner.shape[0]):
        if owner[node] == player:
            for child in range(first_child[node], first_child[node + 1]):
                start = first_entry[child]
                for t in range(types):
                    reach[child, t] = reach[node, t] * strategy[start + t]
        else:
            for child in range(first_child[node], first_child[node + 1]):
                for t in range(types):
                    reach[child, t] = reach[node, t] * chance[child]


@njit(cache=True, nogil=True)
def accumulate(game, player, strategy, reach, weight, average):
    """Add the player's strategy to ``average``, weighted by ``weight`` and own reach."""
    owner, first_child, first_entry = game.owner, game.first_child, game.first_entry
    for node in range(owner.shape[0]):
        if owner[node] == player and game.seen_as[node] == node:
            for child in range(first_child[node], first_child[node + 1]):
                start = first_entry[child]
                for t in range(reach.shape[1]):
                    average[start + t] += weight * reach[node, t] * strategy[start + t]


@njit(cache=True, nogil=True, fastmath={"reassoc", "contract"})
def pay(game, player, reach, value):
    """Fill ``value`` (node, type) with what each type is paid on entering each node, weighted by the other's reach."""
    types, others = value.shape[1], reach.shape[1]
    alike, own, other, both = game.alike[player], game.own[player], game.other[player], game.both[player]
    amount, prior = game.amount, game.prior
    for node in range(value.shape[0]):
        if own[node] < 0 and other[node] < 0 and both[node] < 0 and alike[node] == 0.0:
            for t in range(types):
                value[node, t] = 0.0
        elif game.independent and both[node] < 0:
            mass, total = 0.0, 0.0
            for s in range(others):
                mass += reach[node, s]
            if other[node] >= 0:
                start = other[node]
                for s in range(others):
                    total += reach[node, s] * amount[start + s]
            total += mass * alike[node]
            if own[node] < 0:
                for t in range(types):
                    value[node, t] = total
            else:
                start = own[node]
                for t in range(types):
                    value[node, t] = total + mass * amount[start + t]
        else:
            for t in range(types):
                mine = alike[node]
                if own[node] >= 0:
                    mine += amount[own[node] + t]
                total = 0.0
                for s in range(others):
                    weight = reach[node, s]
                    if not game.independent:
                        weight *= prior[t, s] if player == 0 else prior[s, t]
                    each = mine
                    if other[node] >= 0:
                        each += amount[other[node] + s]
                    if both[node] >= 0:
                        each += amount[both[node] + (t * others + s if player == 0 else s * types + t)]
                    total += weight * each
                value[node, t] = total


@njit(cache=True, nogil=True)
def _choose(first_child, next_alike, first, value):
    """Add to ``value`` at the nodes alike from ``first`` on that of the one move that is best for all together."""
    moves = first_child[first + 1] - first_child[first]
    for t in range(value.shape[1]):
        chosen, most = 0, -np.inf
        for move in range(moves):
            total, node = 0.0, first
            while node >= 0:
                total += value[first_child[node] + move, t]
                node = next_alike[node]
            if total > most:
                chosen, most = move, total
        node = first
        while node >= 0:
            value[node, t] += value[first_child[node] + chosen, t]
            node = next_alike[node]


@njit(cache=True, nogil=True)
def best_reply(game, player, reach, value):
    """Fill ``value`` (node, type) under best replies to the other's ``reach``; return the expected payoff."""
    owner, first_child, seen_as, next_alike = game.owner, game.first_child, game.seen_as, game.next_alike
    types = value.shape[1]
    best = np.empty(types)
    pay(game, player, reach, value)
    for node in range(owner.shape[0] - 1, -1, -1):
        first, last = first_child[node], first_child[node + 1]
        if owner[node] == player and (next_alike[node] >= 0 or seen_as[node] != node):
            if seen_as[node] == node:
                _choose(first_child, next_alike, node, value)
        elif owner[node] == player:
            for t in range(types):
                best[t] = value[first, t]
            for child in range(first + 1, last):
                for t in range(types):
                    best[t] = max(best[t], value[child, t])
            for t in range(types):
                value[node, t] += best[t]
        else:
            for child in range(first, last):
                for t in range(types):
                    value[node, t] += value[child, t]
    total = 0.0
    for t in range(types):
        share = 1.0
        if game.independent:
            share = game.first_share[t] if player == 0 else game.second_share[t]
        total += value[0, t] * share
    return total


@njit(cache=True, nogil=True)
def _add_others(first_child, first_entry, next_alike, first, strategy, change, value):
    """Fill ``change`` with the regrets at the nodes alike after ``first``, and ``value`` there."""
    moves = first_child[first + 1] - first_child[first]
    for child in range(first_child[first], first_child[first + 1]):
        for t in range(value.shape[1]):
            change[first_entry[child] + t] = 0.0
    node = next_alike[first]
    while node >= 0:
        for t in range(value.shape[1]):
            now = 0.0
            for move in range(moves):
                now += strategy[first_entry[first_child[first] + move] + t] * value[first_child[node] + move, t]
            for move in range(moves):
                change[first_entry[first_child[first] + move] + t] += value[first_child[node] + move, t] - now
            value[node, t] += now
        node = next_alike[node]


@njit(cache=True, nogil=True)
def update(game, player, reach, regret, strategy, value, change):
    """Add the player's regrets against the other's ``reach``, floored at zero.

    Play in proportion to what the regrets will be if they change once more as now. ``change`` (entry,) is for work.
    """
    owner, first_child, first_entry = game.owner, game.first_child, game.first_entry
    seen_as, next_alike = game.seen_as, game.next_alike
    types = value.shape[1]
    now, total = np.empty(types), np.empty(types)
    pay(game, player, reach, value)
    for node in range(owner.shape[0] - 1, -1, -1):
        first, last = first_child[node], first_child[node + 1]
        if owner[node] == player and seen_as[node] != node:
            continue
        if owner[node] == player:
            hidden = next_alike[node] >= 0
            if hidden:
                _add_others(first_child, first_entry, next_alike, node, strategy, change, value)
            for t in range(types):
                now[t] = 0.0
                total[t] = 0.0
            for child in range(first, last):
                start = first_entry[child]
                for t in range(types):
                    now[t] += strategy[start + t] * value[child, t]
            for child in range(first, last):
                start = first_entry[child]
                for t in range(types):
                    more = value[child, t] - now[t]
                    if hidden:
                        more += change[start + t]
                    kept = regret[start + t] + more
                    kept = kept if kept > 0.0 else 0.0
                    regret[start + t] = kept
                    kept += more
                    kept = kept if kept > 0.0 else 0.0
                    strategy[start + t] = kept
                    total[t] += kept
            for t in range(types):
                value[node, t] += now[t]
                some = total[t] > 0.0
                now[t] = 1.0 / total[t] if some else 0.0
                total[t] = 0.0 if some else 1.0 / (last - first)
            for child in range(first, last):
                start = first_entry[child]
                for t in range(types):
                    strategy[start + t] = strategy[start + t] * now[t] + total[t]
        else:
            for child in range(first, last):
                for t in range(types):
                    value[node, t] += value[child, t]


@njit(cache=True, nogil=True)
def iterate(game, state, done, count):
    """Run *count* iterations after *done*, the first player's update before the second's."""
    for iteration in range(done, done + count):
        descend(game, 1, state.strategy, state.second_reach)
        accumulate(game, 1, state.strategy, state.second_reach, float(iteration) ** 2, state.average)
        update(game, 0, state.second_reach, state.regret, state.strategy, state.first_value, state.change)
        descend(game, 0, state.strategy, state.first_reach)
        accumulate(game, 0, state.strategy, state.first_reach, float(iteration + 1) ** 2, state.average)
        update(game, 1, state.first_reach, state.regret, state.strategy, state.second_value, state.change)


@njit(cache=True, nogil=True)
def normalise(game, types, weights, out):
    """Fill ``out`` (entry,) with the moves' shares of ``weights`` at each information set; even where all are zero.

    ``types`` (player,) says how many each player has.
    """
    owner, first_child, first_entry = game.owner, game.first_child, game.first_entry
    for node in range(owner.shape[0]):
        if owner[node] >= 0:
            first, last = first_child[node], first_child[node + 1]
            for t in range(types[owner[node]]):
                total = 0.0
                for child in range(first, last):
                    total += weights[first_entry[child] + t]
                for child in range(first, last):
                    entry = first_entry[child] + t
                    out[entry] = weights[entry] / total if total > 0.0 else 1.0 / (last - first)


@njit(cache=True, nogil=True)
def best_replies(game, state, strategy):
    """Return what best replies to ``strategy`` are worth to both players together."""
    descend(game, 1, strategy, state.second_reach)
    first = best_reply(game, 0, state.second_reach, state.first_value)
    descend(game, 0, strategy, state.first_reach)
    return first + best_reply(game, 1, state.first_reach, state.second_value)


@njit(cache=True, nogil=True)
def run(game, state, types, first_look, goal, most, best):
    """Iterate from uniform play until best replies are worth no more than ``goal``; return the iterations made.

    ``best`` (entry,) is the best play looked at: uniform, the last ones and the averages, at first after ``first_look``
    iterations, then after every quarter more. ``most`` is the largest number of iterations.
    """
    state.regret[:] = 0.0
    state.average[:] = 0.0
    normalise(game, types, state.regret, state.strategy)
    look = np.empty_like(best)
    least, done = best_replies(game, state, state.strategy), 0
    best[:] = state.strategy
    while done < most and least > goal:
        count = min(max(first_look, done // 4), most - done)
        iterate(game, state, done, count)
        done += count
        worth = best_replies(game, state, state.strategy)
        if worth < least:
            least = worth
            best[:] = state.strategy
        normalise(game, types, state.average, look)
        worth = best_replies(game, state, look)
        if worth < least:
            least = worth
            best[:] = look
    return done
