"""The only place where an integer seed becomes a source of random numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def generator(seed: int) -> np.random.Generator:
    """Return NumPy's default generator for *seed*.

    >>> int(generator(0).integers(1000)) == int(generator(0).integers(1000))
    True
    """
    import numpy as np

    return np.random.default_rng(seed)


def spawn_seeds(seed: int, count: int) -> list[np.random.SeedSequence]:
    """Return *count* independent child seeds of *seed*, the same on every machine."""
    import numpy as np

    return np.random.SeedSequence(seed).spawn(count)
