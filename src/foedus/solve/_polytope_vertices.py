"""The vertices of a best-reply polytope in exact arithmetic, by the double description method.

*Method.* The polytope ``{x >= 0, rows @ x <= 1}`` is the cone ``{(x, t): x >= 0, rows @ x <= t}`` cut at ``t = 1``.
Rows are added one by one to the positive orthant; a new row keeps the rays on its good side and adds, for every pair
of *adjacent* rays that it separates, the one between them (Motzkin, Raiffa, Thompson and Thrall 1953). Two rays are
adjacent if no third one makes all the inequalities tight that both make tight (Fukuda and Prodon 1996). Numbers are
whole, so ties are ties: a vertex in which many inequalities meet comes once.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

import numpy as np
import numpy.typing as npt

MOST_CONSTRAINTS = 62
"""Inequalities are kept as the bits of one number."""

Vertex = tuple[Fraction, ...]


def polytope_vertices(rows: Sequence[Sequence[Fraction]], *, most: int) -> tuple[list[Vertex], npt.NDArray[np.int64]]:
    """Return the vertices of ``{x >= 0, rows @ x <= 1}`` other than 0, and which inequalities are tight at each.

    Args:
        rows: positive numbers, so that the polytope is bounded.
        most: the largest number of rays to keep.

    Returns:
        The vertices; and for each the bits of its tight inequalities: bit ``i`` is ``x[i] >= 0``, bit ``len(x) + j``
        is row ``j``.

    Raises:
        ValueError: there are more rays than *most*.

    Example:
        >>> from fractions import Fraction
        >>> vertices, tight = polytope_vertices([[Fraction(1), Fraction(2)]], most=10)
        >>> print([[str(number) for number in vertex] for vertex in vertices], tight.tolist())
        [['1', '0'], ['0', '1/2']] [6, 5]
    """
    size = len(rows[0])
    whole = [_cleared(row) for row in rows]
    everything = (1 << size) - 1
    rays = [[int(place == other) for other in range(size + 1)] for place in range(size + 1)]
    tight = [everything & ~(1 << place) for place in range(size)] + [everything]
    # The bit that stands for t >= 0 while rays are compared; it goes once every ray has t > 0.
    floor = 1 << (size + len(rows))
    tight = [bits | floor for bits in tight[:-1]] + [tight[-1]]
    for place, row in enumerate(whole):
        bit = 1 << (size + place)
        value = [sum(a * b for a, b in zip(row, ray, strict=True)) for ray in rays]
        pairs = _adjacent(np.array(tight, np.int64), np.array([(v > 0) - (v < 0) for v in value]), size + 1)
        new_rays, new_tight = [], []
        for up, down in pairs:
            ray = [a * -value[down] + b * value[up] for a, b in zip(rays[up], rays[down], strict=True)]
            common = gcd(*ray)
            new_rays.append([number // common for number in ray])
            new_tight.append(tight[up] & tight[down] | bit)
        good = [i for i, v in enumerate(value) if v >= 0]
        tight = [tight[i] | (bit if value[i] == 0 else 0) for i in good] + new_tight
        rays = [rays[i] for i in good] + new_rays
        if len(rays) > most:
            raise ValueError(f"the best-reply polytope has more than {most:,} vertices")
    kept = [i for i, ray in enumerate(rays) if any(ray[:size])]
    vertices = [tuple(Fraction(number, rays[i][size]) for number in rays[i][:size]) for i in kept]
    return vertices, np.array([tight[i] & ~floor for i in kept], np.int64)


def _cleared(row: Sequence[Fraction]) -> list[int]:
    """Return whole numbers in proportion to ``(-row, 1)``."""
    common = lcm(*[number.denominator for number in row])
    return [-int(number * common) for number in row] + [common]


def _adjacent(tight: npt.NDArray[np.int64], sign: npt.NDArray[np.int64], dimension: int) -> list[tuple[int, int]]:
    """Return the adjacent pairs of a ray with positive and one with negative sign."""
    found = []
    below = np.flatnonzero(sign < 0)
    for up in np.flatnonzero(sign > 0).tolist():
        both = tight[up] & tight[below]
        enough = np.bitwise_count(both) >= dimension - 2
        for down, common in zip(below[enough].tolist(), both[enough].tolist(), strict=True):
            if np.count_nonzero((tight & common) == common) == 2:
                found.append((up, down))
    return found
