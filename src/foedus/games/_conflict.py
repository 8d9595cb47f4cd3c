"""Conflicts for ordinal analysis: states, who can move between them, and who prefers which.

The graph model for conflict resolution (Fang, Hipel and Kilgour 1993). A relation between states is held as rows of
bits: bit *s* of row *t* of ``preferred[i]`` says that player *i* at *s* would rather be at *t*. Preferences may be
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
            array = np.array(sorted({pair for pair in pairs if pair[0] != pair[1]}), dtype=np.int64).reshape(-1, 2)
            if len(array) and not (array.min() >= 0 and array.max() < len(states)):
                raise ValueError(f"a move names a state outside 0 to {len(states) - 1}")
            lists.append(Moves(array[:, 0].copy(), array[:, 1].copy()))
        if unknown is not None and unknown.shape != (len(players), len(states), len(states)):
            raise ValueError("`unknown` needs the shape (player, state, state)")
        return cls(tuple(players), tuple(states), tuple(lists), ranks, tiers, unknown)

    @cached_property
    def preferred(self) -> tuple[Bits, ...]:
        """For each player, bit *s* of row *t*: *t* is preferred to *s*, for certain."""
        return tuple(self._bits(player, self._better(player), if_unknown=False) for player in self._all)

    @cached_property
    def possibly_preferred(self) -> tuple[Bits, ...]:
        """Likewise: *t* is preferred to *s*, or that is not known."""
        return tuple(self._bits(player, self._better(player), if_unknown=True) for player in self._all)

    @cached_property
    def no_better(self) -> tuple[Bits, ...]:
        """Likewise: *t* is not preferred to *s*, for certain."""
        return tuple(self._bits(player, ~self._better(player), if_unknown=False) for player in self._all)

    @cached_property
    def possibly_no_better(self) -> tuple[Bits, ...]:
        """Likewise: *t* is not preferred to *s*, or that is not known."""
        return tuple(self._bits(player, ~self._better(player), if_unknown=True) for player in self._all)

    @cached_property
    def much_worse(self) -> tuple[Bits, ...]:
        """Likewise: *s* is strongly preferred to *t*."""
        return tuple(
            self._bits(player, self._better(player).T & (tier[None, :] != tier[:, None]), if_unknown=False)
            for player, tier in enumerate(self.tier)
        )

    def _better(self, player: int) -> NDArray[np.bool_]:
        """Return, in row *t* and column *s*, whether *t* ranks above *s*."""
        rank = self.rank[player]
        better: NDArray[np.bool_] = rank[None, :] < rank[:, None]
        return better

    @property
    def _all(self) -> range:
        return range(len(self.players))

    def _bits(self, player: int, holds: NDArray[np.bool_], *, if_unknown: bool) -> Bits:
        if self.unknown is not None:
            holds = np.where(self.unknown[player], if_unknown, holds)
        packed = np.packbits(holds, axis=1)
        bits: Bits = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))).view(np.uint64)
        bits.flags.writeable = False
        return bits
