# mypy: disable-error-code="no-untyped-def"
"""Which states a group of players does not leave, from rows of bits, with a look at no more than is needed (Numba)."""

import sys

import numpy as np
from numba import njit

TWIST = 7 if sys.byteorder == "little" else 63
"""Exclusive or of a bit's place in a word, from the lowest, and of the state it stands for among the word's 64."""


@njit(cache=True, nogil=True)
def states_kept(members, incentive, deterrent, above, back, replies, improvements):
    """Return, with shape (concept, state), the states stable for the group: nash, gmr, smr, seq.

    Relations have the shape (player, state, word), what is reached the shape (state, word): bit *t* of row *s* tells of
    going from *s* to *t*; in ``above`` that *s* is better than *t*, or that this is feared. ``back`` is what the group
    reaches, ``replies`` what the others do, ``improvements`` what they do by improvements.
    """
    states, words = back.shape
    kept = np.ones((4, states), np.bool_)
    returns, known = np.empty((states, words), np.uint64), np.zeros(states, np.bool_)
    best = _all_of(members, above)
    for s in range(states):
        for w in range(words):
            tempting = back[s, w]
            for m in members:
                tempting &= incentive[m, s, w]
                if tempting == 0:
                    break
            while tempting:
                t = 64 * w + (_lowest(tempting) ^ TWIST)
                tempting &= tempting - np.uint64(1)
                kept[0, s] = False
                if kept[1, s] and not _deterred(members, s, replies, t, deterrent):
                    kept[1:, s] = False
                if kept[3, s] and not _deterred(members, s, improvements, t, deterrent):
                    kept[3, s] = False
                if kept[2, s] and not _stopped(members, s, replies, t, deterrent, best, back, returns, known):
                    kept[2, s] = False
                if not (kept[1, s] or kept[2, s] or kept[3, s]):
                    break
            if not (kept[1, s] or kept[2, s] or kept[3, s]):
                break
    return kept


@njit(cache=True, nogil=True)
def _all_of(members, relation):
    rows = relation[members[0]].copy()
    for m in members[1:]:
        for s in range(rows.shape[0]):
            for w in range(rows.shape[1]):
                rows[s, w] &= relation[m, s, w]
    return rows


@njit(cache=True, nogil=True)
def _deterred(members, s, replies, t, deterrent):
    """Return whether a reply to *t* deters a member at *s*."""
    for w in range(replies.shape[1]):
        reply = replies[t, w]
        if reply:
            for m in members:
                if reply & deterrent[m, s, w]:
                    return True
    return False


@njit(cache=True, nogil=True)
def _stopped(members, s, replies, t, deterrent, best, back, returns, known):
    """Return whether a reply deters from which the group cannot go back to anything better for all than *s*."""
    word, bit = s >> 6, np.uint64(1) << np.uint64((s & 63) ^ TWIST)
    for w in range(replies.shape[1]):
        reply = replies[t, w]
        if reply == 0:
            continue
        answers = np.uint64(0)
        for m in members:
            answers |= reply & deterrent[m, s, w]
        while answers:
            r = 64 * w + (_lowest(answers) ^ TWIST)
            answers &= answers - np.uint64(1)
            if not known[r]:
                _note_returns(r, best, back, returns, known)
            if returns[r, word] & bit == 0:
                return True
    return False


@njit(cache=True, nogil=True)
def _note_returns(r, best, back, returns, known):
    """Note, as bits of row *r*, the states than which the group, from *r*, gets to a better one for all."""
    words = back.shape[1]
    known[r] = True
    returns[r] = 0
    for w in range(words):
        reached = back[r, w]
        while reached:
            t = 64 * w + (_lowest(reached) ^ TWIST)
            reached &= reached - np.uint64(1)
            if known[t] and t != r:
                same = True
                for v in range(words):
                    if back[t, v] != back[r, v]:
                        same = False
                        break
                if same:  # states that reach each other
                    returns[r] = returns[t]
                    return
            for v in range(words):
                returns[r, v] |= best[t, v]


@njit(cache=True, nogil=True)
def _lowest(word):
    """Return the place of the lowest bit that is set."""
    place = 0
    for size in (32, 16, 8, 4, 2, 1):
        if word & ((np.uint64(1) << np.uint64(size)) - np.uint64(1)) == 0:
            word >>= np.uint64(size)
            place += size
    return place
