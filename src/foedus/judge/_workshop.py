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
from ._solution import METHOD, TOLERANCE, Arrays, solve_game
from ._space import Numbers

SHARD = 32
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
        waiting: dict[str, list[Future[Arrays]]] = {}
        for plan, game in games.items():
            waiting[plan] = [
                self.executor.submit(_unit, game, _cut(sample, start), play, precision, self.store)
                for start in range(0, sample.draws, SHARD)
            ]
            self.handed += len(waiting[plan])
        found: dict[str, Arrays] = {}
        try:
            for plan, futures in waiting.items():
                parts = [self._take(future) for future in futures]
                found[plan] = {name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]}
        except Cancelled:
            for futures in waiting.values():
                for future in futures:
                    future.cancel()
            raise
        return found

    def _take(self, future: Future[Arrays]) -> Arrays:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        arrays = future.result()
        self.done += 1
        good = arrays["gain"] <= TOLERANCE
        self.solved += int(good.sum())
        self.unsolved += int((~good).sum())
        if good.any():
            self.max_gain = max(self.max_gain, float(arrays["gain"][good].max()))
            self.belief_error = max(self.belief_error, float(arrays["belief_error"][good].max()))
        if self.progress is not None:
            self.progress(self.done, max(self.handed + self.expected, self.done), self._label)
        return arrays


def _cut(sample: Sample, start: int) -> Numbers:
    return {key: values[start : start + SHARD] for key, values in sample.numbers.items()}


def _unit(
    game: CompiledGame,
    numbers: Numbers,
    play: bool,
    precision: Mapping[str, float] | None,
    store: Store | None,
) -> Arrays:
    multiplier = None
    if precision is not None:
        multiplier = np.array([precision.get(player, 1.0) for player in game.form.players])
    key = _address(game, numbers, play, multiplier)
    if store is not None and (kept := store.get(key)) is not None:
        return kept
    arrays = solve_game(game, numbers, precision=multiplier).arrays(play=play)
    if store is not None:
        store.put(key, arrays)
    return arrays


def _address(game: CompiledGame, numbers: Numbers, play: bool, multiplier: FloatArray | None) -> str:
    digest = hashlib.sha256(f"{__version__} {METHOD} {play} {game.plan}".encode())
    form = game.form
    for name in form.__slots__:
        value = getattr(form, name)
        if isinstance(value, np.ndarray):
            digest.update(np.ascontiguousarray(value).tobytes())
        elif isinstance(value, tuple):
            digest.update("\0".join(value).encode())
    for array in (form.payoffs.first, form.payoffs.parameter, form.payoffs.coefficient):
        digest.update(np.ascontiguousarray(array).tobytes())
    digest.update(repr(sorted(game.actual.items())).encode())
    digest.update(repr(sorted(game.terminal_outcome.items())).encode())
    for parameter in game.parameters:
        if parameter.kind != "constant":
            digest.update(np.ascontiguousarray(numbers[parameter]).tobytes())
    if multiplier is not None:
        digest.update(multiplier.tobytes())
    return digest.hexdigest()
