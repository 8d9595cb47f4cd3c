"""Units of work on any executor: results in order, each kept as soon as it is done, recalled when it is kept already.

A *unit* is a call that depends on its arguments alone. So results do not depend on how many workers there are, nor on
the order in which they finish; and what is kept of a run that was stopped is what the next one need not do.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass
from threading import Event
from typing import Generic, Protocol, TypeVar

import numpy as np

from foedus._core import FoedusError, SolveError

T = TypeVar("T")

AHEAD = 256
"""Units handed in beyond the one whose result is awaited."""


class Store(Protocol):
    """Where finished work is kept, by the hash of what it was computed from.

    ``put`` is called from several threads. An entry that ``get`` cannot read whole counts as absent.
    """

    def get(self, key: str) -> dict[str, np.ndarray] | None:
        """Return what was put under *key*, or None."""

    def put(self, key: str, arrays: dict[str, np.ndarray]) -> None:
        """Keep *arrays* under *key*."""


class Cancelled(Exception):
    """The run was asked to stop; what was finished is kept."""


@dataclass(frozen=True, slots=True)
class Unit(Generic[T]):
    """A call to be made once: ``work(*arguments)``, both of which travel to other processes."""

    name: str
    """Said when it fails."""
    work: Callable[..., T]
    arguments: tuple[object, ...]
    recall: Callable[[], T | None] | None = None
    """Gives the result of an earlier run, or None; called in this process, as ``keep`` is."""
    keep: Callable[[T], None] | None = None
    """Called as soon as the work is done, whether or not anybody still waits for it, and before its result is given."""


def finish_units(
    units: Iterable[Unit[T]],
    *,
    executor: Executor,
    ahead: int = AHEAD,
    cancelled: Callable[[], bool] | None = None,
) -> Generator[T]:
    """Give the result of every unit, in their order.

    Args:
        units: taken from as results are; they need not all exist at once.
        executor: anything with ``submit``; it is not shut down.
        ahead: how many units are handed in before the first result is taken; bounds what waits in memory.
        cancelled: asked before each result.

    Raises:
        Cancelled: *cancelled* said yes.
        SolveError: a unit failed or its worker died; the message names the unit. Errors of Foedus keep their kind and
            carry the name as a note.

    Stopped by whatever, it hands in nothing more; units that are running are kept when they are done.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as pool:
    ...     list(finish_units([Unit(f"{n} squared", pow, (n, 2)) for n in range(5)], executor=pool))
    [0, 1, 4, 9, 16]
    """
    waiting: deque[_Begun[T]] = deque()
    coming = iter(units)
    try:
        while True:
            while len(waiting) <= ahead and (unit := next(coming, None)) is not None:
                waiting.append(_Begun(unit, executor))
            if not waiting:
                return
            if cancelled is not None and cancelled():
                raise Cancelled
            yield waiting[0].result()
            waiting.popleft()
    finally:
        for begun in waiting:
            begun.give_up()


class _Begun(Generic[T]):
    """A unit that was recalled or handed in."""

    __slots__ = ("_future", "_recalled", "_settled", "_trouble", "_unit")

    def __init__(self, unit: Unit[T], executor: Executor) -> None:
        self._unit = unit
        self._trouble: Exception | None = None
        self._settled = Event()
        """Set once the result is kept: whoever waits for a future may hear of it before its callbacks are called."""
        self._future: Future[T] | None = None
        self._recalled = unit.recall() if unit.recall is not None else None
        if self._recalled is None:
            try:
                self._future = executor.submit(unit.work, *unit.arguments)
            except BrokenExecutor as error:
                raise self._died() from error
            self._future.add_done_callback(self._keep)

    def result(self) -> T:
        if self._future is None:
            return self._recalled  # type: ignore[return-value]
        try:
            found = self._future.result()
        except FoedusError as error:
            error.add_note(f"({self._unit.name})")
            raise
        except (BrokenExecutor, CancelledError) as error:
            raise self._died() from error
        except Exception as error:
            raise SolveError(f"{self._unit.name} failed: {type(error).__name__}: {error}{self._rest()}") from error
        self._settled.wait()
        if self._trouble is not None:
            raise self._trouble
        return found

    def give_up(self) -> None:
        if self._future is not None:
            self._future.cancel()

    def _keep(self, future: Future[T]) -> None:
        # A pool of threads calls this in the worker, before it takes the next unit.
        try:
            if self._unit.keep is not None and not future.cancelled() and future.exception() is None:
                self._unit.keep(future.result())
        except Exception as error:  # a callback's errors are lost unless they are carried to whoever takes the result
            self._trouble = error
        finally:
            self._settled.set()

    def _died(self) -> SolveError:
        return SolveError(f"{self._unit.name} was lost: its worker or the whole pool ended early{self._rest()}")

    def _rest(self) -> str:
        return "" if self._unit.keep is None else "; what was finished is kept, start it again to go on"
