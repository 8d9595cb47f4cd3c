# mypy: disable-error-code="no-untyped-def"
"""Legal sequences of moves: strongly connected components, and unions of rows of bits along them (Numba)."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def components(first, target, states):
    """Return the component of each node, those reached numbered before those that reach them, and their number.

    Node ``mover * states + state`` is *mover about to move at state*; after a move another mover follows. Tarjan 1972,
    with the stack of calls written out.
    """
    movers = first.shape[0]
    nodes = movers * states
    component = np.full(nodes, -1, np.int32)
    low, index = np.zeros(nodes, np.int32), np.zeros(nodes, np.int32)
    step = np.zeros(nodes, np.int64)
    calls, stack = np.empty(nodes, np.int32), np.empty(nodes, np.int32)
    count = found = depth = height = 0
    for root in range(nodes):
        if index[root]:
            continue
        calls[0], depth = root, 1
        while depth:
            node = calls[depth - 1]
            mover, state = node // states, node % states
            if not index[node]:
                count += 1
                index[node] = low[node] = count
                stack[height] = node
                height += 1
            begin = first[mover, state]
            last = (first[mover, state + 1] - begin) * movers
            entered = False
            while step[node] < last:
                edge, follower = divmod(step[node], movers)
                step[node] += 1
                if follower == mover:
                    continue
                child = follower * states + target[begin + edge]
                if not index[child]:
                    calls[depth] = child
                    depth += 1
                    entered = True
                    break
                if component[child] < 0:
                    low[node] = min(low[node], index[child])
            if entered:
                continue
            depth -= 1
            if low[node] == index[node]:
                while True:
                    height -= 1
                    component[stack[height]] = found
                    if stack[height] == node:
                        break
                found += 1
            if depth:
                low[calls[depth - 1]] = min(low[calls[depth - 1]], low[node])
    return component, found


@njit(cache=True, nogil=True)
def spread_along(first, target, component, order, bounds, rows):
    """Return for each state the union of *rows* over what the movers reach from it in one move or more.

    ``order`` lists the nodes by component and ``bounds`` where each begins, so that one pass is enough.
    """
    movers, states, words = first.shape[0], rows.shape[0], rows.shape[1]
    found = bounds.shape[0] - 1
    value = np.zeros((found, words), np.uint64)
    met_state, met_component = np.full(states, -1, np.int32), np.full(found, -1, np.int32)
    for c in range(found):
        for node in order[bounds[c] : bounds[c + 1]]:
            mover, state = node // states, node % states
            for e in range(first[mover, state], first[mover, state + 1]):
                reached = target[e]
                if met_state[reached] != c:
                    met_state[reached] = c
                    for w in range(words):
                        value[c, w] |= rows[reached, w]
                for follower in range(movers):
                    d = component[follower * states + reached]
                    if follower != mover and d != c and met_component[d] != c:
                        met_component[d] = c
                        for w in range(words):
                            value[c, w] |= value[d, w]
    result = np.zeros((states, words), np.uint64)
    for mover in range(movers):
        for state in range(states):
            c = component[mover * states + state]
            for w in range(words):
                result[state, w] |= value[c, w]
    return result


@njit(cache=True, nogil=True)
def spread_once(first, target, rows):
    """Return for each state the union of *rows* over what one move of one of the movers reaches."""
    movers, states, words = first.shape[0], rows.shape[0], rows.shape[1]
    result = np.zeros((states, words), np.uint64)
    for mover in range(movers):
        for state in range(states):
            for e in range(first[mover, state], first[mover, state + 1]):
                for w in range(words):
                    result[state, w] |= rows[target[e], w]
    return result
