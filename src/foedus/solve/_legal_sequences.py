"""What several players reach by legal sequences: moves of theirs in which nobody moves twice in a row.

*A mover about to move at a state* is a node. Nodes that reach each other, the strongly connected components (Tarjan
1972), reach the same; so a union over everything reached takes one pass over the components, once they are in order.
The plain way, repeated until nothing changes, stands beside it as the reference and serves small conflicts, which are
done before a compiler has loaded.

Where each mover can do in one move what it can do in two, nobody gains by moving twice in a row, and the ban may be
dropped: of a shortest way no two steps in a row are one mover's. Only the start itself may then be reached where it is
not by a legal sequence. So states alone are the nodes, which are fewer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from foedus.games import Bits, Moves

COMPILED_FROM = 256
"""States from which on compiled code is quicker than loading it."""


class LegalSequences:
    """The legal sequences of these movers, or with ``one_step`` the moves of one of them."""

    def __init__(
        self, moves: Sequence[Moves], *, states: int, one_step: bool = False, compiled: bool | None = None,
        transitive: bool = False,
    ) -> None:  # fmt: skip
        """Hold the moves.

        Args:
            moves: Those of each mover, by state they lead from.
            states: How many states there are.
            one_step: Whether only one of them moves, once.
            compiled: Whether compiled code is used; None: where it is worth loading.
            transitive: Each mover can do in one move what it can do in two, and whether a start is itself reached does
                not matter.
        """
        self._states = states
        self._one_step = one_step or len(moves) < 2
        self._free = transitive and not self._one_step
        self._moves = tuple(moves)
        self._compiled = states >= COMPILED_FROM if compiled is None else compiled

    def spread(self, rows: Bits) -> Bits:
        """Return for each state the union of *rows* over what is reached from it in one move or more."""
        if not self._compiled or not self._moves:
            return spread_by_passes(rows, moves=self._moves, one_step=self._one_step)
        from ._kernels._legal_sequences_numba import spread_along, spread_once

        first, target = self._flat
        if self._one_step:
            once: Bits = spread_once(first, target, rows)
            return once
        result: Bits = spread_along(first, target, *self._components, rows)
        return result

    @cached_property
    def reached(self) -> Bits:
        """The states reached from each, one row of bits a state."""
        if self._free and self._compiled:
            from ._kernels._closure_numba import closure

            found: Bits = closure(*self._flat)
        else:
            rows = np.zeros((self._states, -(-self._states // 64) * 8), dtype=np.uint8)
            every = np.arange(self._states)
            rows[every, every >> 3] = 128 >> (every & 7)
            found = self.spread(rows.view(np.uint64))
        found.flags.writeable = False
        return found

    @cached_property
    def _flat(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return, for each mover and state, where its targets begin, and all targets."""
        first, total = [], 0
        for moves in self._moves:
            counts = np.bincount(moves.source, minlength=self._states)
            first.append(total + np.concatenate(([0], np.cumsum(counts))))
            total += len(moves.source)
        return np.array(first, dtype=np.int64), np.concatenate([moves.target for moves in self._moves])

    @cached_property
    def _components(self) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
        """Return the component of each node, the nodes by component, and where each component begins."""
        from ._kernels._legal_sequences_numba import components

        component, found = components(*self._flat, self._states)
        order = np.argsort(component, kind="stable")
        return component, order, np.searchsorted(component[order], np.arange(found + 1))


def spread_by_passes(rows: Bits, *, moves: Sequence[Moves], one_step: bool) -> Bits:
    """Return the same by passes over all moves until nothing changes."""
    slots = [_slots(each) for each in moves]
    reached = [_union(rows, each) for each in slots]
    while len(moves) > 1 and not one_step:
        changed = False
        for mover, each in enumerate(slots):
            others = reduce(np.bitwise_or, [found for other, found in enumerate(reached) if other != mover])
            further = reached[mover] | _union(others, each)
            if not np.array_equal(further, reached[mover]):
                reached[mover], changed = further, True
        if not changed:
            break
    union: Bits = reduce(np.bitwise_or, reached, np.zeros_like(rows))
    return union


def is_transitive(moves: Moves, states: int) -> bool:
    """Return whether every state reached in two moves, but for the one left, is reached in one.

    >>> is_transitive(Moves(np.array([0, 1]), np.array([1, 2])), 3)
    False
    """
    once = LegalSequences([moves], states=states)
    twice = once.spread(once.reached).view(np.uint8)
    further = twice & ~once.reached.view(np.uint8)
    every = np.arange(states)
    further[every, every >> 3] &= ~(128 >> (every & 7)).astype(np.uint8)
    return not further.any()


def _slots(moves: Moves) -> list[Moves]:
    """Return the moves in groups in which every state occurs once as source: the first, then the second."""
    begins = np.flatnonzero(np.diff(moves.source, prepend=-1))
    sizes = np.diff(begins, append=len(moves.source))
    slot = np.arange(len(moves.source)) - np.repeat(begins, sizes)
    return [Moves(moves.source[slot == each], moves.target[slot == each]) for each in range(int(sizes.max(initial=0)))]


def _union(rows: Bits, slots: Sequence[Moves]) -> Bits:
    """Return for each state the union of *rows* over the states one move away."""
    result = np.zeros_like(rows)
    for source, target in slots:
        result[source] |= rows[target]
    return result
