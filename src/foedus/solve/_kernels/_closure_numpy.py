"""The plain reference of ``_closure_numba``: a matrix of zeros and ones, squared until nothing is added."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.games import Bits


def closure(first: NDArray[np.int64], target: NDArray[np.int64]) -> Bits:
    """Return, with shape (state, word), the states reached from each in one move or more.

    The moves of mover *m* from state *s* are ``target[first[m, s] : first[m, s + 1]]``.
    """
    states = first.shape[1] - 1
    reached = np.zeros((states, states), dtype=np.float32)
    for begins in first:
        moves = slice(int(begins[0]), int(begins[-1]))
        reached[np.repeat(np.arange(states), np.diff(begins)), target[moves]] = 1
    while True:
        further = np.minimum(reached + reached @ reached, 1)
        if np.array_equal(further, reached):
            break
        reached = further
    packed = np.packbits(reached > 0, axis=1)
    bits: Bits = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))).view(np.uint64)
    return bits
