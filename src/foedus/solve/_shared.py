"""A value that many units of work share: sent to other processes once packed, unpacked there once.

Plans made for a game (its elimination order, say) are remembered by the game as an object. A process that unpacked the
game anew for every shard would make them anew each time, so it keeps the few values it met last.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, TypeVar

from foedus import __version__
from foedus._core import SolveError

T = TypeVar("T")


class Shared(Generic[T]):
    """Holds ``value``; threads see the same object, another process one copy however many units name it.

    >>> import pickle
    >>> parcel = pickle.dumps(Shared(("a", "game")))
    >>> pickle.loads(parcel).value, pickle.loads(parcel).value is pickle.loads(parcel).value
    (('a', 'game'), True)
    """

    __slots__ = ("_packed", "value")

    def __init__(self, value: T) -> None:
        self.value = value
        self._packed: bytes | None = None

    def __reduce__(self) -> tuple[Callable[[bytes, str], Shared[Any]], tuple[bytes, str]]:
        if self._packed is None:
            self._packed = pickle.dumps(self.value, protocol=pickle.HIGHEST_PROTOCOL)
        return _unpacked, (self._packed, __version__)


@lru_cache(maxsize=8)
def _unpacked(packed: bytes, version: str) -> Shared[Any]:
    if version != __version__:
        raise SolveError(
            f"this worker has Foedus {__version__}, but is sent work by {version}: install the same on both"
        )
    shared: Shared[Any] = Shared(pickle.loads(packed))  # noqa: S301 - from our own process, as the call itself is
    shared._packed = packed
    return shared
