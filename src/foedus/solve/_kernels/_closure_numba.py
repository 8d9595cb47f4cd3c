# mypy: disable-error-code="no-untyped-def"
"""What is reached by any number of moves of anybody, as rows of bits (Numba)."""

import sys

import numpy as np
from numba import njit

TWIST = 7 if sys.byteorder == "little" else 63
"""Exclusive or of a bit's place in a word, from the lowest, and of the state it stands for among the word's 64."""


@njit(cache=True, nogil=True)
def closure(first, target):
    """Return, with shape (state, word), the states reached from each in one move or more.

    The moves of mover *m* from state *s* are ``target[first[m, s] : first[m, s + 1]]``. Strongly connected components
    (Tarjan 1972, with the stack of calls written out) are met in such an order that what they lead to is known.
    """
    movers, states = first.shape[0], first.shape[1] - 1
    words = (states + 63) // 64
    reached = np.zeros((states, words), np.uint64)
    index, low = np.zeros(states, np.int32), np.zeros(states, np.int32)
    done = np.zeros(states, np.bool_)
    mover, edge = np.zeros(states, np.int32), np.zeros(states, np.int64)
    calls, stack = np.empty(states, np.int32), np.empty(states, np.int32)
    value = np.zeros(words, np.uint64)
    count = height = 0
    for root in range(states):
        if index[root]:
            continue
        calls[0], depth = root, 1
        while depth:
            s = calls[depth - 1]
            if not index[s]:
                count += 1
                index[s] = low[s] = count
                stack[height] = s
                height += 1
                edge[s] = first[0, s]
            entered = False
            while mover[s] < movers:
                if edge[s] == first[mover[s], s + 1]:
                    mover[s] += 1
                    if mover[s] < movers:
                        edge[s] = first[mover[s], s]
                    continue
                t = target[edge[s]]
                edge[s] += 1
                if not index[t]:
                    calls[depth] = t
                    depth += 1
                    entered = True
                    break
                if not done[t]:
                    low[s] = min(low[s], index[t])
            if entered:
                continue
            depth -= 1
            if low[s] == index[s]:
                begin = height - 1
                while stack[begin] != s:
                    begin -= 1
                _take(stack[begin:height], first, target, done, reached, value)
                height = begin
            if depth:
                low[calls[depth - 1]] = min(low[calls[depth - 1]], low[s])
    return reached


@njit(cache=True, nogil=True)
def _take(members, first, target, done, reached, value):
    """Give every member of a component all that it leads to; what lies outside is known already."""
    value[:] = 0
    for s in members:
        for m in range(first.shape[0]):
            for e in range(first[m, s], first[m, s + 1]):
                t = target[e]
                bit = np.uint64(1) << np.uint64((t & 63) ^ TWIST)
                if value[t >> 6] & bit == 0:
                    value[t >> 6] |= bit
                    if done[t]:
                        for w in range(len(value)):
                            value[w] |= reached[t, w]
    for s in members:
        done[s] = True
        for w in range(len(value)):
            reached[s, w] = value[w]
