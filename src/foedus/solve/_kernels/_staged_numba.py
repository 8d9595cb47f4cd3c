# mypy: ignore-errors
"""Backward induction over the rounds of a staged game, draws in blocks of lanes (Numba).

All that a block of draws needs stands in one workspace, one row a number and lane: the values of one round, of the
next, the payments, the parameters. Two things keep a round short. Ties are rare, so a round is computed without
sharing them (``_round``), and again with (``_round_with_ties``) only if a tie was met; without ties both give the same
numbers. And a round is one map B of the values of the next one, the same every round: V(n) = B(V(n - 1)), n rounds
being left. Once V(n) equals an earlier V(m) in every start and player, V(n + k) = V(m + k) for all k, so whole
multiples of n - m can be left out exactly. This is looked for draw by draw at times that depend on n alone, so that
what is found does not depend on the other draws of the block. (A zero may change its sign between equal values; no
later comparison or amount depends on that, and zeros are written without sign.)

The rounds call nothing but lanes: arrays handed to a function would be counted as used, at every state.
"""

import numpy as np
from numba import njit

from ._lanes_numba import LANES, add, divide, load, multiply, splat, store, subtract, where_greater


@njit(cache=True, nogil=True)
def induce_staged(
    owner, paid, first_edge, child, probability, reward, term_first, term_parameter, term_coefficient, starts, players,
    discount, parameters, ending, rounds, tolerance, first, last, value, trace, ties, computed, period,
):  # fmt: skip
    """Solve draws *first* to *last* - 1; see the NumPy reference for the arguments."""
    entered = (owner.shape[0]) * players
    pay = entered + (starts.shape[0] + 1) * players
    given = pay + term_first.shape[0] - 1
    kept = given + parameters.shape[0]
    near = kept + starts.shape[0] * players
    size = (near + 1 + np.max(np.diff(first_edge)) * players) * LANES
    raw = np.zeros(size + 8)
    skew = (-(raw.ctypes.data % 64) % 64) // 8  # rows that start on a cache line
    work = raw[skew : skew + size]
    tape = _tape(owner, paid, first_edge, child, probability, reward, pay, given)
    left, found = np.zeros(LANES, np.int64), np.zeros(LANES, np.bool_)
    shared, shared_then = np.zeros(LANES), np.zeros(LANES)
    for block in range(first, last, LANES):
        for row in range(parameters.shape[0]):
            for lane in range(LANES):
                work[(given + row) * LANES + lane] = parameters[row, min(block + lane, last - 1)]
        for row in range(term_first.shape[0] - 1):
            total = splat(0.0)
            for term in range(term_first[row], term_first[row + 1]):
                total = add(total, multiply(splat(term_coefficient[term]), load(work, given + term_parameter[term])))
            store(work, pay + row, total)
        for start in range(starts.shape[0]):
            for p in range(players):
                for lane in range(LANES):
                    draw = min(block + lane, last - 1) if ending.shape[2] > 1 else 0
                    work[(starts[start] + p) * LANES + lane] = ending[start, p, draw]
        left[:], found[:], shared[:] = rounds, False, 0.0
        done, since, sharing = 0, -1, False
        while True:
            if done == 0 or done - since >= max(16, since // 8):
                since = done  # remember the values, to compare the next ones with
                for start in range(starts.shape[0]):
                    for p in range(players):
                        store(work, kept + start * players + p, load(work, starts[start] + p))
                shared_then[:] = shared
            else:
                for lane in range(LANES):
                    if found[lane] or work[kept * LANES + lane] != work[starts[0] * LANES + lane]:
                        continue  # as nearly always, by the first number
                    if _same(work, starts, players, kept, lane):
                        found[lane] = True
                        if block + lane < last:
                            period[block + lane] = done - since
                        whole = max(left[lane] - trace.shape[0], 0) // (done - since)
                        left[lane] -= whole * (done - since)
                        shared[lane] += whole * (shared[lane] - shared_then[lane])
                        if block + lane < last:
                            computed[block + lane] -= whole * (done - since)
            more = False
            for lane in range(LANES):
                draw = block + lane
                if draw < last and 0 <= left[lane] <= trace.shape[0]:
                    if left[lane] > 0:
                        _write(work, starts, players, lane, trace[left[lane] - 1], draw)
                    else:
                        _write(work, starts, players, lane, value, draw)
                        ties[draw] = np.int64(shared[lane])
                left[lane] -= 1
                more = more or left[lane] >= 0
            if not more:
                break
            for start in range(starts.shape[0]):
                for p in range(players):
                    later = load(work, starts[start] + p)
                    if discount >= 0:
                        later = multiply(load(work, given + discount), later)
                    store(work, entered + start * players + p, later)
            if not sharing:
                store(work, near, splat(np.inf))
                _round(tape, players, work, near)
                for lane in range(LANES):
                    sharing = sharing or work[near * LANES + lane] <= tolerance
            if sharing:
                store(work, near, splat(0.0))
                _round_with_ties(tape, players, work, near, tolerance)
                sharing = False
                for lane in range(LANES):
                    shared[lane] += work[near * LANES + lane]
                    sharing = sharing or work[near * LANES + lane] > 0.0
            done += 1


@njit(cache=True, nogil=True)
def _same(work, starts, players, kept, lane):
    for start in range(starts.shape[0]):
        for p in range(players):
            if work[(kept + start * players + p) * LANES + lane] != work[(starts[start] + p) * LANES + lane]:
                return False
    return True


@njit(cache=True, nogil=True)
def _write(work, starts, players, lane, out, draw):
    for start in range(starts.shape[0]):
        for p in range(players):
            out[start, p, draw] = work[(starts[start] + p) * LANES + lane] + 0.0


@njit(cache=True, nogil=True)
def _tape(owner, paid, first_edge, child, probability, reward, pay, given):
    """Return all a round needs in the order of use: a state is mover, paid, edges; an edge three rows of the work."""
    tape, at = np.zeros(3 * (owner.shape[0] + child.shape[0]), np.int64), 0
    for place in range(owner.shape[0]):
        tape[at], tape[at + 1], tape[at + 2] = owner[place], paid[place], first_edge[place + 1] - first_edge[place]
        at += 3
        for edge in range(first_edge[place], first_edge[place + 1]):
            tape[at], tape[at + 1], tape[at + 2] = child[edge], given + probability[edge], pay + reward[edge]
            at += 3
    return tape


@njit(cache=True, nogil=True)
def _round(tape, players, work, near):
    """Compute one round as if the best move were always one, and the narrowest lead met into row *near*."""
    narrowest = load(work, near)
    at, row = 0, 0
    while at < tape.shape[0]:
        mover, paid, first = tape[at], tape[at + 1], at + 3
        at = first + 3 * tape[at + 2]
        if mover < 0:
            for p in range(0, players, 2):  # two players at once, of an odd number the last one twice
                q = min(p + 1, players - 1)
                each, other = load(work, tape[first] + p), load(work, tape[first] + q)
                if paid:
                    pay = tape[first + 2]
                    each, other = add(load(work, pay + p), each), add(load(work, pay + q), other)
                chance = load(work, tape[first + 1])
                total, sum_ = multiply(chance, each), multiply(chance, other)
                for edge in range(first + 3, at, 3):
                    each, other = load(work, tape[edge] + p), load(work, tape[edge] + q)
                    if paid:
                        pay = tape[edge + 2]
                        each, other = add(load(work, pay + p), each), add(load(work, pay + q), other)
                    chance = load(work, tape[edge + 1])
                    total, sum_ = add(total, multiply(chance, each)), add(sum_, multiply(chance, other))
                store(work, row + p, total)
                store(work, row + q, sum_)
        else:
            for step in range(max(players - 1, 1)):
                p = step + 1 if step >= mover and players > 1 else step
                best, theirs = load(work, tape[first] + mover), load(work, tape[first] + p)
                if paid:
                    pay = tape[first + 2]
                    best, theirs = add(load(work, pay + mover), best), add(load(work, pay + p), theirs)
                for edge in range(first + 3, at, 3):
                    own, each = load(work, tape[edge] + mover), load(work, tape[edge] + p)
                    if paid:
                        pay = tape[edge + 2]
                        own, each = add(load(work, pay + mover), own), add(load(work, pay + p), each)
                    lead = subtract(where_greater(own, best, own, best), where_greater(own, best, best, own))
                    narrowest = where_greater(narrowest, lead, lead, narrowest)
                    theirs = where_greater(own, best, each, theirs)
                    best = where_greater(own, best, own, best)
                store(work, row + p, theirs)
                store(work, row + mover, best)
        row += players
    store(work, near, narrowest)


@njit(cache=True, nogil=True)
def _round_with_ties(tape, players, work, near, tolerance):
    """Compute one round with the best moves shared, and the number of shared moves into row *near*.

    The rows after *near* take what each edge of a state is worth to each player.
    """
    zero, one, bound = splat(0.0), splat(1.0), splat(tolerance)
    shared = zero
    at, row = 0, 0
    while at < tape.shape[0]:
        mover, paid, count, first = tape[at], tape[at + 1], tape[at + 2], at + 3
        at = first + 3 * count
        best = splat(-np.inf)
        for edge in range(count):
            for p in range(players):
                each = load(work, tape[first + 3 * edge] + p)
                if paid:
                    each = add(load(work, tape[first + 3 * edge + 2] + p), each)
                store(work, near + 1 + edge * players + p, each)
            if mover >= 0:
                own = load(work, near + 1 + edge * players + mover)
                best = where_greater(own, best, own, best)
        for p in range(players):
            total, among = zero, zero
            for edge in range(count):
                each = load(work, near + 1 + edge * players + p)
                if mover < 0:
                    total = add(total, multiply(load(work, tape[first + 3 * edge + 1]), each))
                else:
                    short = subtract(best, load(work, near + 1 + edge * players + mover))
                    total = add(total, where_greater(short, bound, zero, each))
                    among = add(among, where_greater(short, bound, zero, one))
            if mover >= 0:
                total = divide(total, among)
                if p == mover:
                    shared = add(shared, where_greater(among, one, one, zero))
            store(work, row + p, total)
        row += players
    store(work, near, shared)
