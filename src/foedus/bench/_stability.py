"""Row of ordinal stability: a conflict of 4,096 states, every concept, every coalition.

Twelve options, three to a player, each to be switched by its owner alone; the players rank the states by chance. The
answers are compared at a sample of states with a plain reading of the definitions (Fang, Hipel and Kilgour 1993),
which shares nothing with the solver but the conflict.
"""

from __future__ import annotations

import time
from types import MappingProxyType

import numpy as np

from foedus.games import Conflict

from ._outcome import Outcome, Part, Request, Work

PLAYERS, OPTIONS = 4, 3
"""Players, and options of each."""
_SAMPLE = 8
"""States at which the definitions are gone through."""


def option_conflict(players: int, options: int, *, seed: int) -> Conflict:
    """Return a conflict of ``2 ** (players * options)`` states, ranked by chance without ties.

    >>> conflict = option_conflict(2, 1, seed=0)
    >>> len(conflict.states), conflict.moves[1].target.tolist()
    (4, [2, 3, 0, 1])
    """
    states = np.arange(2 ** (players * options))
    rng = np.random.default_rng(seed)
    moves = [
        [(int(state), int(state) ^ (1 << (player * options + option))) for state in states for option in range(options)]
        for player in range(players)
    ]
    rank = [rng.permutation(len(states)).tolist() for _ in range(players)]
    return Conflict.of([f"P{player}" for player in range(players)], list(map(str, states)), moves=moves, rank=rank)


def measure_stability(row: str, request: Request) -> Outcome:
    """Return the median seconds for all concepts, players and coalitions; each draw is a conflict of its own."""
    begin = time.perf_counter()
    from foedus.solve import coalition_stability, ordinal_stability

    importing = time.perf_counter() - begin
    times, wrong, cold = [], 0, 0.0
    for draw in range(-1, request.draws):  # the first is the cold call
        conflict = option_conflict(PLAYERS, OPTIONS, seed=request.seed + max(draw, 0))
        begin = time.perf_counter()
        alone = ordinal_stability(conflict)
        together = coalition_stability(conflict)
        spent = time.perf_counter() - begin
        if draw < 0:
            cold = importing + spent
            continue
        times.append(spent)
        plain = _Plain(conflict)
        for state in np.random.default_rng(draw).choice(len(conflict.states), _SAMPLE, replace=False).tolist():
            for player in range(PLAYERS):
                found = {concept: bool(rows[player, state]) for concept, rows in alone.individual.items()}
                wrong += found != plain.stable(player, state)
            wrong += sum(bool(rows[state]) == plain.improves(group, state) for group, rows in together["nash"].items())
    states, flips = 2 ** (PLAYERS * OPTIONS), PLAYERS * OPTIONS
    return Outcome(
        row,
        (Part("all", "seconds", float(np.median(times)), 1.0, request.draws, _work(states, flips)),),
        unsolved=wrong,
        draws=request.draws,
        threads=1,
        seed=request.seed,
        cold_seconds=cold,
        checked=(
            f"{_SAMPLE} states of each conflict by the definitions: every concept for every player, and for"
            " coalitions whether they can improve; unsolved counts the answers that differ"
        ),
        details=MappingProxyType({"states": states, "players": PLAYERS, "coalitions": 2**PLAYERS - 1 - PLAYERS}),
    )


def _work(states: int, moves: int) -> Work:
    """Return the least: for each sanctioning group one sweep over its moves, a row of bits for each state.

    A sweep reads two rows and writes one for every move. Groups sanction by any moves (gmr and smr together) and by
    improvements, of which half the moves are some: one and a half sweeps. Every player belongs to half of the groups.
    """
    groups = 2**PLAYERS - 1
    sweeps = 1.5 * groups * states * moves / 2
    return Work(sweeps * 3 * states / 8, 0.0)


class _Plain:
    """The definitions, gone through answer by answer."""

    def __init__(self, conflict: Conflict) -> None:
        self._rank: list[list[int]] = conflict.rank.tolist()
        self._moves: list[dict[int, list[int]]] = [{} for _ in conflict.players]
        for ways, moves in zip(self._moves, conflict.moves, strict=True):
            for source, target in zip(moves.source.tolist(), moves.target.tolist(), strict=True):
                ways.setdefault(source, []).append(target)

    def stable(self, player: int, state: int) -> dict[str, bool]:
        """Return whether *state* is stable for *player* under each concept."""
        rank = self._rank[player]
        others = tuple(other for other in range(len(self._moves)) if other != player)
        tempting = [target for target in self._moves[player].get(state, []) if rank[target] > rank[state]]
        result = {"nash": not tempting, "gmr": True, "smr": True, "seq": True}
        for target in tempting:
            answers = [after for after in self._reached(others, target, improving=False) if rank[after] <= rank[state]]
            held = (all(rank[back] <= rank[state] for back in self._moves[player].get(each, [])) for each in answers)
            wise = self._reached(others, target, improving=True)
            result["gmr"] &= bool(answers)
            result["smr"] &= any(held)
            result["seq"] &= any(rank[after] <= rank[state] for after in wise)
        return result

    def improves(self, group: tuple[int, ...], state: int) -> bool:
        """Return whether *group* can reach a state that all its members prefer."""
        ranks = [self._rank[member] for member in group]
        reached = self._reached(group, state, improving=False)
        return any(all(rank[after] > rank[state] for rank in ranks) for after in reached)

    def _reached(self, group: tuple[int, ...], state: int, *, improving: bool) -> set[int]:
        """Return where sequences of moves of *group* lead in which nobody moves twice in a row."""
        seen: set[tuple[int, int]] = set()
        waiting = [(state, -1)]
        while waiting:
            at, last = waiting.pop()
            for member in group:
                rank = self._rank[member]
                for target in self._moves[member].get(at, []) if member != last else []:
                    if (rank[target] > rank[at] or not improving) and (target, member) not in seen:
                        seen.add((target, member))
                        waiting.append((target, member))
        return {target for target, _ in seen}
