"""Work units: a game, some draws, a store and an executor; the same results for any number of workers.

A unit is addressed by its content: the arrays of the game, the drawn parameters and the version. So a run that was
stopped goes on where it was, and two variants that come to the same game are solved once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from foedus import __version__
from foedus.compiler import CompiledGame
from foedus.games import FloatArray

from ._design import Sample
from ._solution import METHOD, TOLERANCE, Arrays, solve_alike
from ._space import Numbers

SHARD = 64
"""Draws of one unit."""


class Store(Protocol):
    """Where finished units are kept, by content."""

    def get(self, key: str) -> dict[str, np.ndarray] | None:
        """Return what was put under *key*, or None."""

    def put(self, key: str, arrays: dict[str, np.ndarray]) -> None:
        """Keep *arrays* under *key*."""


class Cancelled(Exception):
    """The run was asked to stop."""


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
        waiting: list[tuple[list[str], list[Future[list[Arrays]]]]] = []
        for plans in _alike(games):
            same = [games[plan] for plan in plans]
            futures = [
                self.executor.submit(_unit, same, _cut(sample, start), play, precision, self.store)
                for start in range(0, sample.draws, SHARD)
            ]
            self.handed += len(futures) * len(plans)
            waiting.append((plans, futures))
        found: dict[str, Arrays] = {}
        try:
            for plans, futures in waiting:
                parts = [self._take(future) for future in futures]
                for place, plan in enumerate(plans):
                    found[plan] = {
                        name: np.concatenate([part[place][name] for part in parts], axis=-1) for name in parts[0][place]
                    }
        except Cancelled:
            for _, futures in waiting:
                for future in futures:
                    future.cancel()
            raise
        return {plan: found[plan] for plan in games}

    def _take(self, future: Future[list[Arrays]]) -> list[Arrays]:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        found = future.result()
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
    games: list[CompiledGame],
    numbers: Numbers,
    play: bool,
    precision: Mapping[str, float] | None,
    store: Store | None,
) -> list[Arrays]:
    multiplier = None
    if precision is not None:
        multiplier = np.array([precision.get(player, 1.0) for player in games[0].form.players])
    keys = [_address(game, numbers, play, multiplier) for game in games]
    if store is not None:
        kept = [store.get(key) for key in keys]
        whole = [arrays for arrays in kept if arrays is not None]
        if len(whole) == len(games):
            return whole
    found = [solution.arrays(play=play) for solution in solve_alike(games, numbers, precision=multiplier, play=play)]
    if store is not None:
        for key, arrays in zip(keys, found, strict=True):
            store.put(key, arrays)
    return found


def _address(game: CompiledGame, numbers: Numbers, play: bool, multiplier: FloatArray | None) -> str:
    digest = _structure(game)
    digest.update(f"{__version__} {METHOD} {play}".encode())
    digest.update(repr(sorted(game.actual.items())).encode())
    for parameter in game.parameters:
        if parameter.kind != "constant":
            digest.update(np.ascontiguousarray(numbers[parameter]).tobytes())
    if multiplier is not None:
        digest.update(multiplier.tobytes())
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
