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

All relations are rows of bits, so that one step of the recursion handles every starting state at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.games import Bits, Conflict, Moves

from ._legal_sequences import LegalSequences

Concept = Literal["nash", "gmr", "smr", "seq"]
CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq")
Sanctions = Literal["legal-sequences", "one-step"]
Uncertainty = Literal["a", "b", "c", "d"]

BoolArray = NDArray[np.bool_]


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
    players = range(len(conflict.players))
    individual: dict[Concept, BoolArray] = {}
    for concept in CONCEPTS:
        rows = np.stack([relations.stable((player,), concept) for player in players])
        rows.flags.writeable = False
        individual[concept] = rows
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
    return {concept: {group: relations.stable(group, concept) for group in coalitions} for concept in CONCEPTS}


class _Relations:
    """The relations that the concepts are made of, with what several concepts need computed once."""

    def __init__(self, conflict: Conflict, sanctions: Sanctions, uncertainty: Uncertainty, strong: bool) -> None:
        self._states = len(conflict.states)
        self._sanctions = sanctions
        self._moves = conflict.moves
        self._incentive = conflict.possibly_preferred if uncertainty in "ac" else conflict.preferred
        calm = conflict.possibly_no_better if uncertainty in "cd" else conflict.no_better
        self._deterrent = conflict.much_worse if strong else calm
        self._calm = calm
        self._improving = []
        for moves, incentive in zip(conflict.moves, self._incentive, strict=True):
            keep = _holds(incentive, moves.target, moves.source)
            self._improving.append(Moves(moves.source[keep], moves.target[keep]))
        self._sequences: dict[tuple[tuple[int, ...], bool, bool], LegalSequences] = {}

    def stable(self, group: tuple[int, ...], concept: Concept) -> BoolArray:
        """Return the states that *group* does not leave."""
        tempting = reduce(np.bitwise_and, [self._incentive[member] for member in group])
        if concept != "nash":
            tempting = tempting & ~self._sanctioned(group, concept)
        stable = np.ones(self._states, dtype=np.bool_)
        if len(group) == 1:  # one move away: no need to look at other starting states
            source, target = self._moves[group[0]]
            stable[source[_holds(tempting, target, source)]] = False
            return stable
        every = np.arange(self._states)
        return ~_holds(self._reached(group).spread(tempting), every, every)

    def _sanctioned(self, group: tuple[int, ...], concept: Concept) -> Bits:
        """Return, as bit *s* of row *t*: whether leaving *s* for *t* is answered."""
        others = tuple(player for player in range(len(self._moves)) if player not in group)
        deterred = reduce(np.bitwise_or, [self._deterrent[member] for member in group])
        if concept == "smr":  # no way back to anything better than where the group started
            better = ~reduce(np.bitwise_or, [self._calm[member] for member in group])
            deterred = deterred & ~self._reached(group).spread(better)
        one_step = self._sanctions == "one-step"
        return self._reached(others, improving=concept == "seq", one_step=one_step).spread(deterred)

    def _reached(self, group: tuple[int, ...], *, improving: bool = False, one_step: bool = False) -> LegalSequences:
        key = (group, improving, one_step)
        if key not in self._sequences:
            moves = [(self._improving if improving else self._moves)[player] for player in group]
            self._sequences[key] = LegalSequences(moves, states=self._states, one_step=one_step)
        return self._sequences[key]


def _holds(relation: Bits, row: NDArray[np.int64], column: NDArray[np.int64]) -> BoolArray:
    """Return bit *column* of row *row*, for each pair."""
    bit = relation.view(np.uint8)[row, column >> 3] >> (7 - (column & 7)).astype(np.uint8) & 1
    held: BoolArray = bit.astype(np.bool_)
    return held
