"""What this computer can do at most: bytes from and to memory, floating-point operations, in a second.

*Bandwidth* is the triad of the STREAM benchmark (McCalpin 1995) with its result in place, ``y = y + s x`` on arrays far
larger than the caches: 24 bytes an element, all of which are moved. *Peak* is the product of two matrices of double
precision. Both by the installed BLAS, on one thread and on two, the best of several tries: a limit is what was reached
once.

Each number of threads is measured in a process of its own, since a BLAS fixes its threads when it is loaded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

_ELEMENTS = 12_000_000
"""Numbers in an array of the triad: 96 MB each."""
_ORDER = 1_536
"""Rows of the matrices."""
_TRIES = 9
_LIMIT = 120.0
"""Seconds after which a measuring process counts as hanging."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one number of threads reaches."""

    threads: int
    bytes_per_s: float
    flops_per_s: float


def measure_hardware(*, threads: tuple[int, ...] = (1, 2)) -> tuple[Limits, ...]:
    """Return the limits for each number of threads, in bytes and operations a second."""
    found = []
    for count in threads:
        wanted = str(count)
        names = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "BLIS_NUM_THREADS")
        environment = os.environ | dict.fromkeys(names, wanted)
        code = f"from foedus.bench._hardware import report; report({count})"
        done = subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=_LIMIT
        )
        found.append(Limits(**json.loads(done.stdout)))
    return tuple(found)


def report(threads: int) -> None:
    """Print the limits of this process as JSON."""
    limits = {"threads": threads, "bytes_per_s": _triad(), "flops_per_s": _product()}
    sys.stdout.write(json.dumps(limits))


def _triad() -> float:
    from scipy.linalg.blas import daxpy

    added, total = np.ones(_ELEMENTS), np.zeros(_ELEMENTS)
    return 24.0 * _ELEMENTS / _best(lambda: daxpy(added, total, a=3.0))


def _product() -> float:
    left, right = np.ones((_ORDER, _ORDER)), np.ones((_ORDER, _ORDER))
    out = np.empty((_ORDER, _ORDER))
    seconds = _best(lambda: np.matmul(left, right, out=out))
    return 2.0 * _ORDER**3 / seconds


def _best(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(_TRIES):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)
