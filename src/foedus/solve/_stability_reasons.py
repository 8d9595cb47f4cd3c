"""Why a state is stable or not for a player, and which improvements lead there from the status quo.

Both are found by walking from one state, move by move (breadth first, so the shortest way is given), and share with
the rows of bits of :func:`ordinal_stability` only the relations between two states. A *way* is legal: nobody moves
twice in a row.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from foedus.games import Bits, Conflict

from ._stability import CONCEPTS, Concept, Sanctions, Uncertainty

Way: TypeAlias = tuple[tuple[int, int], ...]
"""Steps: who moves, and to which state."""

_Allowed: TypeAlias = Callable[[int, int, int], bool]


@dataclass(frozen=True, slots=True)
class Temptation:
    """A state a player would move to, with the shortest answer that deters it under each concept but Nash."""

    target: int
    answers: dict[Concept, Way | None]
    """None: nothing the others may do deters it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one state is stable for one player or not: it is where every temptation is answered."""

    player: int
    state: int
    temptations: tuple[Temptation, ...]

    def stable(self, concept: Concept) -> bool:
        """Return whether the state is stable for the player."""
        return not self.temptations if concept == "nash" else all(each.answers[concept] for each in self.temptations)


def stability_reasons(
    conflict: Conflict,
    state: int,
    *,
    sanctions: Sanctions = "legal-sequences",
    uncertainty: Uncertainty = "b",
    strong: bool = False,
) -> list[Reason]:
    """Return for each player why *state* is stable or not.

    >>> moves = [[(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]]  # a bit set: cooperates
    >>> dilemma = Conflict.of(("1", "2"), "0123", moves=moves, rank=[[2, 1, 4, 3], [2, 4, 1, 3]])
    >>> stability_reasons(dilemma, 3)[0].temptations[0].answers["seq"]
    ((1, 0),)
    """
    incentive = conflict.possibly_preferred if uncertainty in "ac" else conflict.preferred
    calm = conflict.possibly_no_better if uncertainty in "cd" else conflict.no_better
    deterrent = conflict.much_worse if strong else calm
    targets = _targets(conflict)
    reasons = []
    for player in range(len(conflict.players)):
        others = [other for other in range(len(conflict.players)) if other != player]

        def deters(reply: int, player: int = player) -> bool:
            return _bit(deterrent[player], state, column=reply)

        def holds(reply: int, player: int = player) -> bool:
            back = targets[player][reply]
            return _bit(deterrent[player], state, column=reply) and all(
                _bit(calm[player], state, column=each) for each in back
            )

        temptations = []
        for target in targets[player][state]:
            if not _bit(incentive[player], state, column=target):
                continue
            answers: dict[Concept, Way | None] = {}
            for concept in CONCEPTS[1:]:
                ways = _ways(
                    targets, target, movers=others, one_step=sanctions == "one-step",
                    allowed=partial(_improves, incentive) if concept == "seq" else _anything,
                )  # fmt: skip
                wanted = holds if concept == "smr" else deters
                answers[concept] = next((way for reply, way in ways.items() if wanted(reply)), None)
            temptations.append(Temptation(target, answers))
        reasons.append(Reason(player, state, tuple(temptations)))
    return reasons


def improvement_ways(conflict: Conflict, start: int) -> dict[int, Way]:
    """Return the shortest way from *start* to each state that improvements lead to, every step one for who takes it.

    >>> chain = Conflict.of(("1", "2"), "012", moves=[[(0, 1)], [(1, 2)]], rank=[[0, 1, 0], [0, 1, 2]])
    >>> improvement_ways(chain, 0)
    {1: ((0, 1),), 2: ((0, 1), (1, 2))}
    """
    return _ways(
        _targets(conflict), start, movers=range(len(conflict.players)), one_step=False,
        allowed=partial(_improves, conflict.preferred),
    )  # fmt: skip


def _targets(conflict: Conflict) -> list[list[list[int]]]:
    """Return for each player and state the states one move away."""
    targets: list[list[list[int]]] = [[[] for _ in conflict.states] for _ in conflict.players]
    for player, moves in enumerate(conflict.moves):
        for source, target in zip(moves.source.tolist(), moves.target.tolist(), strict=True):
            targets[player][source].append(target)
    return targets


def _ways(
    targets: list[list[list[int]]], start: int, *, movers: Sequence[int], one_step: bool, allowed: _Allowed
) -> dict[int, Way]:
    """Return the shortest legal way to each state reached, nearest first."""
    came: dict[tuple[int, int], tuple[int, int]] = {}
    ways: dict[int, Way] = {}
    waiting = deque([(start, -1)])
    while waiting:
        here = waiting.popleft()
        for mover in movers:
            if mover == here[1]:
                continue
            for reached in targets[mover][here[0]]:
                there = (reached, mover)
                if there in came or not allowed(mover, here[0], reached):
                    continue
                came[there] = here
                if reached not in ways:
                    ways[reached] = _back(came, there)
                if not one_step:
                    waiting.append(there)
    return ways


def _back(came: dict[tuple[int, int], tuple[int, int]], there: tuple[int, int]) -> Way:
    steps = []
    while there[1] >= 0:
        steps.append((there[1], there[0]))
        there = came[there]
    return tuple(reversed(steps))


def _anything(_mover: int, _here: int, _there: int) -> bool:
    return True


def _improves(incentive: tuple[Bits, ...], mover: int, here: int, there: int) -> bool:
    return _bit(incentive[mover], here, column=there)


def _bit(relation: Bits, row: int, *, column: int) -> bool:
    return bool(relation[row].view("u1")[column >> 3] >> (7 - (column & 7)) & 1)
