"""Conflicts for ordinal analysis: states, who can move between them, and who prefers which.

The graph model for conflict resolution (Fang, Hipel and Kilgour 1993). A relation between states is held as rows of
bits: bit *t* of row *s* of ``preferred[i]`` says that player *i* at *s* would rather be at *t*. Preferences may be
unknown, and may be strong; the relations that the stability concepts ask for are made from them here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
"""Shape (state, ⌈states / 64⌉): a row of bits for each state, the first state in the highest bit of the first byte."""


class Moves(NamedTuple):
    """The one-step moves of a player, by state they lead from: source and target of each."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Conflict:
    """States, unilateral moves and ordinal preferences; ``rank`` is higher for better.

    >>> conflict = Conflict.of(("row", "column"), ("CC", "CD"), moves=[[], [(0, 1)]], rank=[[1, 0], [0, 1]])
    >>> conflict.moves[1].target.tolist()
    [1]
    """

    players: tuple[str, ...]
    states: tuple[str, ...]
    moves: tuple[Moves, ...]
    rank: NDArray[np.int64]
    """Shape (player, state)."""
    tier: NDArray[np.int64]
    """Shape (player, state): a preference between states of different tiers is strong; all zero: none is."""
    unknown: NDArray[np.bool_] | None = None
    """Shape (player, state, state), symmetric: pairs whose order is not known; None: all are known."""

    @classmethod
    def of(
        cls, players: Sequence[str], states: Sequence[str], *, moves: Sequence[Sequence[tuple[int, int]]],
        rank: Sequence[Sequence[int]], tier: Sequence[Sequence[int]] | None = None,
        unknown: NDArray[np.bool_] | None = None,
    ) -> Conflict:  # fmt: skip
        """Return the conflict with these moves (pairs of state numbers, one list a player) and ranks.

        Raises:
            ValueError: the numbers do not fit the players and states.
        """
        ranks = np.array(rank, dtype=np.int64).reshape(len(players), len(states))
        tiers = np.zeros_like(ranks) if tier is None else np.array(tier, dtype=np.int64).reshape(ranks.shape)
        if len(moves) != len(players):
            raise ValueError(f"{len(moves)} lists of moves for {len(players)} players")
        lists = []
        for pairs in moves:
            array = np.array(pairs, dtype=np.int64).reshape(-1, 2)
            if len(array) and not (array.min() >= 0 and array.max() < len(states)):
                raise ValueError(f"a move names a state outside 0 to {len(states) - 1}")
            one = np.unique(array[array[:, 0] != array[:, 1]] @ [len(states), 1])
            lists.append(Moves(one // len(states), one % len(states)))
        if unknown is not None and unknown.shape != (len(players), len(states), len(states)):
            raise ValueError("`unknown` needs the shape (player, state, state)")
        if unknown is not None:
            unknown = unknown & ~np.eye(len(states), dtype=np.bool_)  # a state is as good as itself
        return cls(tuple(players), tuple(states), tuple(lists), ranks, tiers, unknown)

    @cached_property
    def preferred(self) -> tuple[Bits, ...]:
        """For each player, bit *t* of row *s*: *t* is preferred to *s*, for certain."""
        return tuple(_frozen(self._better[player] & ~self._unknown(player)) for player in self._all)

    @cached_property
    def possibly_preferred(self) -> tuple[Bits, ...]:
        """Likewise: *t* is preferred to *s*, or that is not known."""
        return tuple(_frozen(self._better[player] | self._unknown(player)) for player in self._all)

    @cached_property
    def no_better(self) -> tuple[Bits, ...]:
        """Likewise: *t* is not preferred to *s*, for certain."""
        return tuple(_frozen(~self._better[player] & ~self._unknown(player)) for player in self._all)

    @cached_property
    def possibly_no_better(self) -> tuple[Bits, ...]:
        """Likewise: *t* is not preferred to *s*, or that is not known."""
        return tuple(_frozen(~self._better[player] | self._unknown(player)) for player in self._all)

    @cached_property
    def above(self) -> tuple[Bits, ...]:
        """Likewise, the other way round: *s* is preferred to *t*, for certain."""
        return tuple(_frozen(_below(self.rank[player]) & ~self._unknown(player)) for player in self._all)

    @cached_property
    def possibly_above(self) -> tuple[Bits, ...]:
        """Likewise: *s* is preferred to *t*, or that is not known."""
        return tuple(_frozen(_below(self.rank[player]) | self._unknown(player)) for player in self._all)

    @cached_property
    def much_worse(self) -> tuple[Bits, ...]:
        """Likewise: *s* is strongly preferred to *t*."""
        return tuple(
            _frozen(
                _packed((rank[:, None] > rank[None, :]) & (tier[None, :] != tier[:, None])) & ~self._unknown(player)
            )
            for player, (rank, tier) in enumerate(zip(self.rank, self.tier, strict=True))
        )

    @cached_property
    def _better(self) -> tuple[Bits, ...]:
        """Bit *t* of row *s*: *t* ranks above *s*, known or not."""
        return tuple(_below(-rank) for rank in self.rank)

    def _unknown(self, player: int) -> Bits:
        if self.unknown is None:
            return np.zeros((1, 1), dtype=np.uint64)
        return _packed(self.unknown[player])

    @property
    def _all(self) -> range:
        return range(len(self.players))


def _below(rank: NDArray[np.int64]) -> Bits:
    """Return for each state the states of lower rank: level by level, each with all below it."""
    states = len(rank)
    levels, level = np.unique(rank, return_inverse=True)
    rows = np.zeros((len(levels) + 1, -(-states // 64) * 8), dtype=np.uint8)
    every = np.arange(states)
    np.bitwise_or.at(rows, (level + 1, every >> 3), (128 >> (every & 7)).astype(np.uint8))
    np.bitwise_or.accumulate(rows.view(np.uint64), axis=0, out=rows.view(np.uint64))
    below: Bits = rows.view(np.uint64)[level]
    return below


def _packed(holds: NDArray[np.bool_]) -> Bits:
    packed = np.packbits(holds, axis=1)
    bits: Bits = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))).view(np.uint64)
    return bits


def _frozen(bits: Bits) -> Bits:
    bits.flags.writeable = False
    return bits
