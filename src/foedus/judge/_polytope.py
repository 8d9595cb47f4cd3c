"""Exact uniform draws from an order polytope.

The order polytope of a finite partial order ``P`` on ``n`` elements is the set of ``x`` in the unit cube with
``x[i] <= x[j]`` whenever ``i < j`` in ``P``. It is cut by the linear extensions of ``P`` into ``e(P)`` simplices of
equal volume ``1/n!`` (Stanley 1986, "Two poset polytopes"). So a uniform draw is a uniform linear extension
together with ``n`` sorted uniform numbers: the smallest goes to the first element, and so on.

Linear extensions are counted by dynamic programming over down-sets (Brightwell and Winkler 1991 show that counting is
#P-complete, so the work is bounded, not polynomial). Connected components of the order are independent, and only each
component's down-sets are listed: an order that says nothing about most outcomes stays cheap.

Every draw is a function of a point of the unit cube, so low-discrepancy points give low-discrepancy draws.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from foedus._core import LimitError
from foedus.games import FloatArray

MAX_DOWN_SETS = 200_000


@dataclass(frozen=True, slots=True)
class OrderPolytope:
    """A strict partial order on ``size`` elements, given by pairs ``(lower, higher)``.

    >>> chain = OrderPolytope(3, ((0, 1), (1, 2)))
    >>> chain.extensions, chain.volume == 1 / 6
    (1, True)
    """

    size: int
    relations: tuple[tuple[int, int], ...] = ()

    @property
    def extensions(self) -> int:
        """Number of linear extensions, exact."""
        parts = [_component(len(members), relations) for members, relations in self._components()]
        total = math.factorial(self.size)
        for part in parts:
            total = total // math.factorial(part.size) * part.counts[0]
        return total

    @property
    def volume(self) -> float:
        """The volume within the unit cube: the share of unrestricted draws that satisfy the order."""
        return self.extensions / math.factorial(self.size)

    @property
    def coordinates(self) -> int:
        """How many numbers of the unit interval one draw takes."""
        return sum(_component(len(members), relations).coordinates for members, relations in self._components())

    def draw(self, points: FloatArray) -> FloatArray:
        """Return one draw a column, shape (size, draw), for points of shape (coordinates, draw)."""
        values = np.empty((self.size, points.shape[1]))
        used = 0
        for members, relations in self._components():
            part = _component(len(members), relations)
            values[list(members)] = part.draw(points[used : used + part.coordinates])
            used += part.coordinates
        return values

    def _components(self) -> list[tuple[tuple[int, ...], tuple[tuple[int, int], ...]]]:
        """Return the connected parts: their members, and their relations in the members' own numbering."""
        root = list(range(self.size))

        def find(element: int) -> int:
            while root[element] != element:
                element = root[element]
            return element

        for low, high in self.relations:
            root[find(low)] = find(high)
        parts = []
        for top in sorted({find(element) for element in range(self.size)}):
            members = tuple(element for element in range(self.size) if find(element) == top)
            place = {element: index for index, element in enumerate(members)}
            relations = {(place[low], place[high]) for low, high in self.relations if low in place}
            parts.append((members, tuple(sorted(relations))))
        return parts


@dataclass(frozen=True, slots=True, eq=False)
class _Component:
    """The lattice of down-sets of a connected order, as flat arrays; down-set 0 is the empty one."""

    size: int
    counts: tuple[int, ...]
    """Ways to complete each down-set."""
    first: tuple[int, ...]
    """Steps out of down-set ``d`` are ``first[d] .. first[d + 1] - 1``."""
    element: np.ndarray[tuple[int], np.dtype[np.int64]]
    target: np.ndarray[tuple[int], np.dtype[np.int64]]
    cumulative: FloatArray
    """Share of completions up to and including each step."""

    @property
    def coordinates(self) -> int:
        return self.size + (self.counts[0] > 1)

    def draw(self, points: FloatArray) -> FloatArray:
        ordered = np.sort(points[: self.size], axis=0)
        values = np.empty_like(ordered)
        draws = points.shape[1]
        state = np.zeros(draws, np.int64)
        rank = points[self.size].copy() if self.coordinates > self.size else np.full(draws, 0.5)
        for position in range(self.size):
            chosen = np.empty(draws, np.int64)
            for down_set in np.unique(state):
                here = np.flatnonzero(state == down_set)
                low, high = self.first[down_set], self.first[down_set + 1]
                ends = self.cumulative[low:high]
                step = np.minimum(np.searchsorted(ends, rank[here], side="right"), high - low - 1)
                starts = np.concatenate(([0.0], ends))[step]
                # what is left of the coordinate, stretched, is again uniform and picks the next step
                rank[here] = (rank[here] - starts) / (ends[step] - starts)
                chosen[here] = low + step
            values[self.element[chosen], np.arange(draws)] = ordered[position]
            state = self.target[chosen]
        return values


@lru_cache(maxsize=256)
def _component(size: int, relations: tuple[tuple[int, int], ...]) -> _Component:
    below = [0] * size
    for low, high in relations:
        below[high] |= 1 << low
    index = {0: 0}
    masks = [0]
    steps: list[list[tuple[int, int]]] = []
    for mask in masks:  # grows while it is read: down-sets in order of size
        found = []
        for element in range(size):
            if not mask >> element & 1 and below[element] & ~mask == 0:
                grown = mask | 1 << element
                if grown not in index:
                    if len(masks) >= MAX_DOWN_SETS:
                        raise LimitError(
                            f"an order over {size} outcomes has more than {MAX_DOWN_SETS:,} down-sets; "
                            "state more relations, or merge outcomes"
                        )
                    index[grown] = len(masks)
                    masks.append(grown)
                found.append((element, index[grown]))
        steps.append(found)
    full = (1 << size) - 1
    if full not in index:
        raise ValueError("the relations contain a cycle, so there is no order to draw from")
    counts = [0] * len(masks)
    for here in range(len(masks) - 1, -1, -1):
        counts[here] = 1 if masks[here] == full else sum(counts[there] for _, there in steps[here])
    first, cumulative = [0], []
    for here, found in enumerate(steps):
        running = 0
        for _, there in found:
            running += counts[there]
            cumulative.append(running / counts[here])
        first.append(first[-1] + len(found))
    flat = [step for found in steps for step in found]
    return _Component(
        size,
        tuple(counts),
        tuple(first),
        np.array([element for element, _ in flat], np.int64),
        np.array([there for _, there in flat], np.int64),
        np.array(cumulative),
    )
