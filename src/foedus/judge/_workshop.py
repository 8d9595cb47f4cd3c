"""Work units: a game, some draws, a store and an executor; the same results for any number of workers.

A unit is addressed by its content: the arrays of the game, the drawn parameters and the version. So a run that was
stopped goes on where it was, and two variants that come to the same game are solved once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

import numpy as np

from foedus import __version__
from foedus.compiler import CompiledGame
from foedus.games import FloatArray
from foedus.solve import Cancelled, Shared, Store, Unit, finish_units

from ._design import Sample
from ._solution import METHOD, TOLERANCE, Arrays, solve_alike
from ._space import Numbers

__all__ = ["SHARD", "Cancelled", "Store", "Workshop"]

SHARD = 64
"""Draws of one unit."""


@dataclass(slots=True)
class Workshop:
    """Solves units and counts what was done."""

    executor: Executor
    store: Store | None = None
    progress: Callable[[int, int, str], None] | None = None
    cancelled: Callable[[], bool] | None = None
    expected: int = 0
    """Units that are still expected beyond those handed in."""
    handed: int = 0
    done: int = 0
    solved: int = 0
    unsolved: int = 0
    max_gain: float = 0.0
    belief_error: float = 0.0
    _label: str = field(default="")

    def solve(
        self,
        games: Mapping[str, CompiledGame],
        sample: Sample,
        *,
        label: str,
        play: bool = False,
        precision: Mapping[str, float] | None = None,
    ) -> dict[str, Arrays]:
        """Return each plan's arrays over the draws of *sample*, draws in their order.

        Raises:
            Cancelled: the run was asked to stop; finished units are in the store.
        """
        self._label = label
        units: list[Unit[list[Arrays]]] = []
        groups = _alike(games)
        for plans in groups:
            units += self._units([games[plan] for plan in plans], sample, play, precision)
            self.handed += -(-sample.draws // SHARD) * len(plans)
        found: dict[str, Arrays] = {}
        with closing(finish_units(units, executor=self.executor, cancelled=self.cancelled)) as finished:
            for plans in groups:
                parts = [self._count(part) for part in islice(finished, -(-sample.draws // SHARD))]
                for place, plan in enumerate(plans):
                    found[plan] = {
                        name: np.concatenate([part[place][name] for part in parts], axis=-1) for name in parts[0][place]
                    }
        return {plan: found[plan] for plan in games}

    def _units(
        self, games: list[CompiledGame], sample: Sample, play: bool, precision: Mapping[str, float] | None
    ) -> list[Unit[list[Arrays]]]:
        multiplier = None
        if precision is not None:
            multiplier = np.array([precision.get(player, 1.0) for player in games[0].form.players])
        shared, same = Shared(games), [_beginning(game, play, multiplier) for game in games]
        units = []
        for start in range(0, sample.draws, SHARD):
            numbers = _cut(sample, start)
            recall = keep = None
            if self.store is not None:
                keys = [_address(begun, game, numbers) for begun, game in zip(same, games, strict=True)]
                draws = min(SHARD, sample.draws - start)
                recall, keep = partial(_recall, self.store, keys, draws), partial(_keep, self.store, keys)
            name = f"{self._label}: {' and '.join(game.plan for game in games)}, from draw {start + 1} on"
            units.append(Unit(name, _unit, (shared, numbers, play, multiplier), recall, keep))
        return units

    def _count(self, found: list[Arrays]) -> list[Arrays]:
        self.done += len(found)
        for arrays in found:
            good = arrays["gain"] <= TOLERANCE
            self.solved += int(good.sum())
            self.unsolved += int((~good).sum())
            if good.any():
                self.max_gain = max(self.max_gain, float(arrays["gain"][good].max()))
                self.belief_error = max(self.belief_error, float(arrays["belief_error"][good].max()))
        if self.progress is not None:
            self.progress(self.done, max(self.handed + self.expected, self.done), self._label)
        return found


def _alike(games: Mapping[str, CompiledGame]) -> list[list[str]]:
    """Group plans whose games differ only in what a private move really was: they are solved once."""
    groups: dict[bytes, list[str]] = {}
    for plan, game in games.items():
        groups.setdefault(_structure(game).digest(), []).append(plan)
    return list(groups.values())


def _cut(sample: Sample, start: int) -> Numbers:
    return {key: values[start : start + SHARD] for key, values in sample.numbers.items()}


def _unit(
    shared: Shared[list[CompiledGame]], numbers: Numbers, play: bool, multiplier: FloatArray | None
) -> list[Arrays]:
    solved = solve_alike(shared.value, numbers, precision=multiplier, play=play)
    return [solution.arrays(play=play) for solution in solved]


def _recall(store: Store, keys: list[str], draws: int) -> list[Arrays] | None:
    kept = [store.get(key) for key in keys]
    whole = [arrays for arrays in kept if arrays is not None and "gain" in arrays and len(arrays["gain"]) == draws]
    return whole if len(whole) == len(keys) else None


def _keep(store: Store, keys: list[str], found: list[Arrays]) -> None:
    for key, arrays in zip(keys, found, strict=True):
        store.put(key, arrays)


def _beginning(game: CompiledGame, play: bool, multiplier: FloatArray | None) -> hashlib._Hash:
    """Return a digest under way that has taken in all but the drawn numbers."""
    digest = _structure(game)
    digest.update(f"{__version__} {METHOD} {play}".encode())
    digest.update(repr(sorted(game.actual.items())).encode())
    if multiplier is not None:
        digest.update(multiplier.tobytes())
    return digest


def _address(begun: hashlib._Hash, game: CompiledGame, numbers: Numbers) -> str:
    digest = begun.copy()
    for parameter in game.parameters:
        if parameter.kind != "constant":
            digest.update(np.ascontiguousarray(numbers[parameter]).tobytes())
    return digest.hexdigest()


def _structure(game: CompiledGame) -> hashlib._Hash:
    """Return a digest under way that has taken in everything but what the plan in fact does."""
    form = game.form
    digest = hashlib.sha256()
    for name in form.__slots__:
        value = getattr(form, name)
        if isinstance(value, np.ndarray):
            digest.update(np.ascontiguousarray(value).tobytes())
        elif isinstance(value, tuple):
            digest.update("\0".join(value).encode())
    for array in (form.payoffs.first, form.payoffs.parameter, form.payoffs.coefficient):
        digest.update(np.ascontiguousarray(array).tobytes())
    digest.update(repr(sorted(game.terminal_outcome.items())).encode())
    return digest
