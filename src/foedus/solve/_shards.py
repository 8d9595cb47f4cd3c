"""A large batch of draws in shards on any executor: threads, processes or a cluster; every shard certified.

A shard is solved by a *method*: a function of the game and of some draws that gives named arrays with the draw on the
last axis, among them ``gain``, the certificate of each draw. Which draws make a shard depends on their number alone,
so the numbers are the same, bit for bit, for any executor and any number of workers on machines of one kind.

With a store every shard is kept as soon as it is done, under the hash of the game, its draws, the method and what is
kept of it. An interruption so loses at most the shard that each worker has in hand.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from foedus.games import FloatArray

from ._content import content_key
from ._shared import Shared
from ._units import AHEAD, Store, Unit, finish_units

SHARD = 64
"""Draws of one shard, unless it is said otherwise."""

Arrays = dict[str, np.ndarray]
"""By name; the draw is the last axis."""

Method = Callable[[Any, FloatArray], Arrays]
"""Solves and certifies: of a game and of parameters (parameter, draw). At the top of a module, or a ``partial`` of such
a function, if it is to travel to other processes."""

Reduction = Callable[[Arrays], Mapping[str, np.ndarray]]
"""Takes what is wanted of a shard, where it was solved."""


@dataclass(frozen=True, slots=True)
class Keep:
    """A reduction to some of the arrays; ``gain`` is kept in any case.

    >>> Keep("values", single=("strategy",))({"values": np.ones(1), "strategy": np.ones(1), "log": np.ones(1)})
    {'values': array([1.]), 'strategy': array([1.], dtype=float32)}
    """

    names: tuple[str, ...]
    single: tuple[str, ...]
    """Kept in single precision."""

    def __init__(self, *names: str, single: tuple[str, ...] = ()) -> None:
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "single", single)

    def __call__(self, arrays: Arrays) -> Arrays:
        """Return the arrays that are wanted."""
        kept = {name: arrays[name] for name in self.names}
        return kept | {name: arrays[name].astype(np.float32) for name in self.single}


def solve_in_shards(
    method: Method,
    game: object,
    *,
    parameters: FloatArray,
    executor: Executor,
    reduce: Reduction | None = None,
    store: Store | None = None,
    shard: int = SHARD,
    ahead: int = AHEAD,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Arrays:
    """Return what *method* gives for every draw, joined in the order of the draws.

    Args:
        method: such as ``certified_logit_sequential``.
        game: what the method takes first.
        parameters: shape (parameter, draw), at least one draw.
        executor: where shards are solved; it is not shut down. A Dask client's is ``client.get_executor()``.
        reduce: what to keep of a shard, for what does not fit into memory; everything if left out.
        store: where shards are kept and looked for.
        shard: draws of a shard.
        ahead: shards handed in beyond the one awaited.
        progress: called with draws done and draws in all.
        cancelled: asked before each shard is taken.

    Raises:
        Cancelled: *cancelled* said yes.
        SolveError: a shard failed, or its method gave no ``gain`` for each draw; the message names the draws.
        ValueError: there is no draw, or *shard* or *ahead* is not positive.
        TypeError: with a store, the content of the method or of the game cannot be told.

    Examples:
        >>> from concurrent.futures import ThreadPoolExecutor
        >>> from foedus.games import read_efg
        >>> from foedus.solve import certified_logit_sequential
        >>> game = read_efg('EFG 2 R "" { "A" } p "" 1 1 "" { "l" "r" } 0 t "" 1 "" { 1 } t "" 2 "" { 3 }')
        >>> with ThreadPoolExecutor(2) as pool:
        ...     found = solve_in_shards(
        ...         certified_logit_sequential, game.form, parameters=np.tile(game.parameters, 100), executor=pool,
        ...         reduce=Keep("values"),
        ...     )
        >>> {name: array.shape for name, array in sorted(found.items())}, bool((found["gain"] < 1e-6).all())
        ({'gain': (100,), 'values': (1, 100)}, True)
    """
    shards = iterate_shards(
        method, game, parameters=parameters, executor=executor, reduce=reduce, store=store, shard=shard, ahead=ahead,
        progress=progress, cancelled=cancelled,
    )  # fmt: skip
    with closing(shards):
        parts = list(shards)
    return {name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]}


def iterate_shards(
    method: Method,
    game: object,
    *,
    parameters: FloatArray,
    executor: Executor,
    reduce: Reduction | None = None,
    store: Store | None = None,
    shard: int = SHARD,
    ahead: int = AHEAD,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Generator[Arrays]:
    """Give what *method* gives for each shard, in the order of the draws, and hold no more than is under way.

    Arguments and errors as for ``solve_in_shards``.
    """
    if parameters.ndim != 2 or parameters.shape[1] < 1:
        raise ValueError(
            f"parameters has shape {parameters.shape}; expected (parameters, draws) with at least one draw"
        )
    for name, number in (("shard", shard), ("ahead", ahead)):
        if number < 1:
            raise ValueError(f"{name} is {number}; expected at least 1")
    return _iterate(method, game, parameters, executor, reduce, store, shard, ahead, progress, cancelled)


def _iterate(
    method: Method,
    game: object,
    parameters: FloatArray,
    executor: Executor,
    reduce: Reduction | None,
    store: Store | None,
    shard: int,
    ahead: int,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Generator[Arrays]:
    draws = parameters.shape[1]
    shared, same = Shared(game), content_key(method, reduce, game) if store is not None else ""

    def units() -> Iterator[Unit[Arrays]]:
        for first in range(0, draws, shard):
            part = np.array(parameters[:, first : first + shard], dtype=np.float64, order="C")
            name = f"the shard of draws {first} to {first + part.shape[1] - 1}"
            if store is None:
                yield Unit(name, _solve_shard, (method, shared, part, reduce))
            else:
                key = content_key(same, part)
                yield Unit(
                    name, _solve_shard, (method, shared, part, reduce),
                    recall=partial(_recall, store, key, part.shape[1]), keep=partial(store.put, key),
                )  # fmt: skip

    done = 0
    finished = finish_units(units(), executor=executor, ahead=ahead, cancelled=cancelled)
    with closing(finished):
        for arrays in finished:
            done += arrays["gain"].shape[-1]
            if progress is not None:
                progress(done, draws)
            yield arrays


def _solve_shard(method: Method, shared: Shared[object], parameters: FloatArray, reduce: Reduction | None) -> Arrays:
    # What comes from another process may be read-only, for which kernels would be compiled anew.
    own = parameters if parameters.flags.writeable else parameters.copy()
    found = method(shared.value, own)
    kept = dict(found if reduce is None else reduce(found))
    kept["gain"] = found["gain"] if "gain" in found else np.zeros(0)
    if not _whole(kept, parameters.shape[1]):
        shapes = {name: array.shape for name, array in kept.items()}
        raise ValueError(f"expected arrays with {parameters.shape[1]} draws on the last axis, and `gain`; got {shapes}")
    return kept


def _recall(store: Store, key: str, draws: int) -> Arrays | None:
    kept = store.get(key)
    return kept if kept is not None and _whole(kept, draws) else None


def _whole(arrays: Mapping[str, np.ndarray], draws: int) -> bool:
    return "gain" in arrays and all(array.ndim > 0 and array.shape[-1] == draws for array in arrays.values())
