"""Methods for shards that leave a trace, pause, fail or die, at the top of a module so that they can travel."""

from __future__ import annotations

import os
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import numpy as np

from foedus.games import FloatArray
from foedus.solve import certified_logit_sequential

Arrays = dict[str, np.ndarray]


def doubled(game: Any, parameters: FloatArray, *, trace: str = "", pause: float = 0.0) -> Arrays:
    """Return twice the first parameter; write a file for every shard that is really computed."""
    if trace:
        (Path(trace) / f"{int(parameters[0, 0])}-{uuid.uuid4().hex}").touch()
    time.sleep(pause)
    return {"twice": 2 * parameters[:1] + game, "gain": np.zeros(parameters.shape[1])}


def slow_at_first(game: Any, parameters: FloatArray) -> Arrays:
    """Like ``doubled``, but the earlier a shard, the later it is done."""
    time.sleep(max(0.0, 0.05 - parameters[0, 0] / 1000))
    return doubled(game, parameters)


def failing_at(game: Any, parameters: FloatArray, *, draw: int, trace: str) -> Arrays:
    """Like ``doubled``, but the shard that holds *draw* fails."""
    if draw in parameters[0]:
        raise ZeroDivisionError("nothing to divide by")
    return doubled(game, parameters, trace=trace)


def dying_at(game: Any, parameters: FloatArray, *, draw: int, trace: str) -> Arrays:
    """Like ``doubled``, but the shard that holds *draw* takes its process with it."""
    if draw in parameters[0]:
        os.kill(os.getpid(), 9)
    return doubled(game, parameters, trace=trace)


def without_gain(game: Any, parameters: FloatArray) -> Arrays:
    """Return no certificate."""
    return {"twice": 2 * parameters[:1]}


def where_it_ran(game: Any, parameters: FloatArray) -> Arrays:
    """Return in which process a game was solved, as which object, and whether its arrays are read-only."""
    found = certified_logit_sequential(game, parameters)
    draws = parameters.shape[1]
    return {
        "gain": found["gain"],
        "process": np.full(draws, os.getpid()),
        "object": np.full(draws, id(game)),
        "writeable": np.full(draws, game.owner.flags.writeable or game.payoffs.coefficient.flags.writeable),
        "own": np.full(draws, parameters.flags.writeable),
    }


class Memory:
    """A store in memory that counts."""

    def __init__(self) -> None:
        self.kept: dict[str, Arrays] = {}
        self.lock = threading.Lock()

    def get(self, key: str) -> Arrays | None:
        with self.lock:
            return self.kept.get(key)

    def put(self, key: str, arrays: Arrays) -> None:
        with self.lock:
            self.kept[key] = arrays
