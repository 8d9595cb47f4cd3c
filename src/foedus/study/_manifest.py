"""What makes a run repeatable. There is no clock in it: the same inputs give the same bytes."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import foedus

from ._types import Case, Manifest

LIBRARIES = ("numpy", "scipy", "numba", "pyyaml")
"""Those whose release can change a digit."""


def manifest_of(case: Case, *, seed: int, draws: int, method: str, complete: bool) -> Manifest:
    """Return the manifest of a run of *case* with the releases that are installed here."""
    return Manifest(
        version=foedus.__version__,
        seed=seed,
        draws=draws,
        method=method,
        hashes=case.hashes,
        libraries=tuple((name, _release(name)) for name in LIBRARIES),
        complete=complete,
    )


def _release(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
