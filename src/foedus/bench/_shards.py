"""Draws of a benchmark in shards on threads: kernels release the interpreter lock, so threads are enough."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from foedus.games import FloatArray

T = TypeVar("T")

_PER_THREAD = 8
"""Shards a thread, so that a thread with easy draws takes more of them."""
_LEAST = 32
"""Draws a shard, so that what a call costs at once is spread over enough of them."""


def solve_in_shards(solve: Callable[[FloatArray], T], parameters: FloatArray, *, threads: int) -> list[T]:
    """Return what *solve* gives for each shard of the draws, in the order of the draws.

    >>> [shard.shape[1] for shard in solve_in_shards(lambda part: part, np.zeros((2, 100)), threads=2)]
    [34, 33, 33]
    """
    if threads == 1:
        return [solve(parameters)]
    from foedus.solve import Unit, finish_units  # not at import: what solvers load is timed by the rows

    count = max(1, min(threads * _PER_THREAD, parameters.shape[1] // _LEAST))
    shards = [np.ascontiguousarray(shard) for shard in np.array_split(parameters, count, axis=1)]
    units = [Unit(f"shard {number} of {count}", solve, (shard,)) for number, shard in enumerate(shards, 1)]
    with ThreadPoolExecutor(threads) as pool:
        return list(finish_units(units, executor=pool))
