"""Ordinal stability: which states of a conflict nobody, or no coalition, leaves.

For player *i* at state *s*, its unilateral improvements UI(s) and the others N−i (Fang, Hipel and Kilgour 1993):

* **nash**: UI(s) is empty.
* **gmr** (general metarationality): to every improvement the others can answer with some s2 no better for i than s.
* **smr** (symmetric metarationality): likewise, and from s2 i cannot reach anything better than s.
* **seq** (sequential stability): likewise to gmr, but the others answer with improvements of their own.

*Sanctions* of several players are legal sequences, in which nobody moves twice in a row (the textbook's rule), or
``one-step`` moves of one of them (GMCR+'s rule); they differ for three players and more, so the rule is always named.

Preferences that are not known follow Li, Hipel, Kilgour and Fang (2004): ``a`` counts them as reasons to move only,
``b`` as neither, ``c`` as both reasons and sanctions, ``d`` as sanctions only. With ``strong`` only much worse states
deter (Hamouda, Kilgour and Hipel 2004). A coalition improves where all its members do, and is deterred where one of
them is (Kilgour, Hipel, Fang and Peng 2001; Inohara and Hipel 2008).

All relations are rows of bits: for each state those that are better, say, or reached from it. Compiled code looks at a
state no longer than until it finds a temptation without an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.games import Bits, Conflict, Moves

from ._legal_sequences import COMPILED_FROM, LegalSequences, is_transitive

Concept = Literal["nash", "gmr", "smr", "seq"]
CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq")
Sanctions = Literal["legal-sequences", "one-step"]
Uncertainty = Literal["a", "b", "c", "d"]

BoolArray = NDArray[np.bool_]

_KEPT = 8
"""Rows of bits of 4,096 states take 2 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Stability:
    """Stable states by concept; every array is read-only."""

    conflict: Conflict
    sanctions: Sanctions
    uncertainty: Uncertainty
    strong: bool
    individual: dict[Concept, BoolArray]
    """Shape (player, state): whether the state is stable for the player."""

    def equilibria(self, concept: Concept) -> list[int]:
        """Return the states stable for every player."""
        return [int(state) for state in np.flatnonzero(self.individual[concept].all(axis=0))]


def ordinal_stability(
    conflict: Conflict,
    *,
    sanctions: Sanctions = "legal-sequences",
    uncertainty: Uncertainty = "b",
    strong: bool = False,
) -> Stability:
    """Return which states are stable for whom, under each concept.

    Args:
        conflict: States, moves and preferences.
        sanctions: What several sanctioning players may do.
        uncertainty: How unknown preferences count.
        strong: Whether only much worse states deter.

    >>> moves = [[(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]]  # a bit set: cooperates
    >>> dilemma = Conflict.of(("1", "2"), "0123", moves=moves, rank=[[2, 1, 4, 3], [2, 4, 1, 3]])
    >>> found = ordinal_stability(dilemma)
    >>> found.equilibria("nash"), found.equilibria("seq")
    ([0], [0, 3])
    """
    relations = _Relations(conflict, sanctions, uncertainty, strong)
    by_player = [relations.stable((player,)) for player in range(len(conflict.players))]
    individual: dict[Concept, BoolArray] = {}
    for concept in CONCEPTS:
        individual[concept] = np.stack([stable[concept] for stable in by_player])
        individual[concept].flags.writeable = False
    return Stability(conflict, sanctions, uncertainty, strong, individual)


def coalition_stability(
    conflict: Conflict,
    *,
    sanctions: Sanctions = "legal-sequences",
    uncertainty: Uncertainty = "b",
    strong: bool = False,
) -> dict[Concept, dict[tuple[int, ...], BoolArray]]:
    """Return for each concept and each coalition of two and more which states the coalition does not leave."""
    relations = _Relations(conflict, sanctions, uncertainty, strong)
    players = range(len(conflict.players))
    coalitions = [group for size in range(2, len(players) + 1) for group in combinations(players, size)]
    found: dict[tuple[int, ...], dict[Concept, BoolArray]] = {}
    for group in coalitions:
        others = tuple(player for player in players if player not in group)
        for each in (group, others):  # what one reaches is what the other answers with: found once
            if len(each) > 1 and each not in found:
                found[each] = relations.stable(each)
    return {concept: {group: found[group][concept] for group in coalitions} for concept in CONCEPTS}


class _Relations:
    """The relations that the concepts are made of, with what several concepts need computed once."""

    def __init__(self, conflict: Conflict, sanctions: Sanctions, uncertainty: Uncertainty, strong: bool) -> None:
        self._states = len(conflict.states)
        self._one_step = sanctions == "one-step"
        incentive = conflict.possibly_preferred if uncertainty in "ac" else conflict.preferred
        calm = conflict.possibly_no_better if uncertainty in "cd" else conflict.no_better
        self._incentive = np.stack(incentive)
        self._deterrent = np.stack(conflict.much_worse if strong else calm)
        # what is not calm, the other way round
        self._above = np.stack(conflict.above if uncertainty in "cd" else conflict.possibly_above)
        self._moves = {False: list(conflict.moves), True: []}
        for moves, relation in zip(conflict.moves, incentive, strict=True):
            keep = _holds(relation, moves.source, moves.target)
            self._moves[True].append(Moves(moves.source[keep], moves.target[keep]))
        # what tempts never deters, so that a start reached again is no answer, unless unknown counts as both
        may_drop = len(conflict.players) > 3 and (uncertainty != "c" or conflict.unknown is None)
        self._transitive = {
            improving: [may_drop and is_transitive(each, self._states) for each in moves]
            for improving, moves in self._moves.items()
        }
        self._reached: dict[tuple[tuple[int, ...], bool, bool], Bits] = {}

    def stable(self, group: tuple[int, ...]) -> dict[Concept, BoolArray]:
        """Return under each concept the states that *group* does not leave."""
        others = tuple(player for player in range(len(self._incentive)) if player not in group)
        members = np.array(group, dtype=np.int32)
        back, replies = self._reach(group), self._reach(others, answering=True)
        improvements = self._reach(others, improving=True, answering=True)
        kept = _states_kept(self._states)(
            members, self._incentive, self._deterrent, self._above, back, replies, improvements
        )
        return dict(zip(CONCEPTS, kept, strict=True))

    def _reach(self, group: tuple[int, ...], *, improving: bool = False, answering: bool = False) -> Bits:
        """Return what *group* reaches from each state; only the last few are kept, which a group and the rest share."""
        one_step = answering and self._one_step
        key = (group, improving, one_step)
        if key not in self._reached:
            moves = [self._moves[improving][player] for player in group]
            transitive = all(self._transitive[improving][player] for player in group)
            sequences = LegalSequences(moves, states=self._states, one_step=one_step, transitive=transitive)
            if len(self._reached) >= _KEPT:
                del self._reached[next(iter(self._reached))]
            self._reached[key] = sequences.reached
        return self._reached[key]


def _states_kept(states: int) -> Callable[..., BoolArray]:
    """Return compiled code where it is quicker than loading it."""
    if states < COMPILED_FROM:
        from ._kernels._stability_numpy import states_kept as plain

        return plain
    from ._kernels._stability_numba import states_kept as compiled

    kept: Callable[..., BoolArray] = compiled
    return kept


def _holds(relation: Bits, row: NDArray[np.int64], column: NDArray[np.int64]) -> BoolArray:
    """Return bit *column* of row *row*, for each pair."""
    bit = relation.view(np.uint8)[row, column >> 3] >> (7 - (column & 7)).astype(np.uint8) & 1
    held: BoolArray = bit.astype(np.bool_)
    return held
