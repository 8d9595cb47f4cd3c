"""Which points of the space are drawn: independently scrambled Sobol replicates, the same on every machine.

Eight replicates (Owen 1995 scrambling of Sobol's 1967 sequence) are drawn side by side; a block takes the next 32
admissible points of each. Means over a replicate are unbiased and independent between replicates, so their spread
gives honest intervals (Student's t, seven degrees of freedom). Extending a design never changes earlier draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from foedus._core import stream
from foedus.games import FloatArray
from foedus.scenario import Scenario

from ._space import Line, Numbers, Space, space_of

REPLICATES = 8
POINTS = 32
"""Admissible points of each replicate in one full block."""
PATIENCE = 200_000
"""Points tried for one replicate before a set of draws counts as empty."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Some draws: their numbers, the replicate of each, and how rare they were."""

    numbers: Numbers
    replicate: np.ndarray[tuple[int], np.dtype[np.int64]]
    share: float
    """Share of the possible points that were wanted."""

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.replicate)


@dataclass(frozen=True, slots=True)
class Design:
    """A space with a seed and what is wanted of it; what was sampled and how cannot be separated.

    With *relaxed* lines the draws are wanted that break at least one of them; without ``broken``, all.
    """

    space: Space
    seed: int
    relaxed: frozenset[Line] = frozenset()
    name: str = ""
    """Names the stream of points: different names are independent."""
    broken: bool = True
    """Whether draws that keep the relaxed lines are unwanted."""

    def sample(self, first: int, last: int) -> Sample | None:
        """Return the wanted draws *first* to *last* of every replicate, or None if there are too few to be found."""
        parts, replicates, shares = [], [], []
        for replicate in range(REPLICATES):
            found = self._replicate(replicate, last)
            if found is None:
                return None
            numbers, share = found
            parts.append({key: values[first:last] for key, values in numbers.items()})
            replicates.append(np.full(last - first, replicate))
            shares.append(share)
        numbers = {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
        return Sample(numbers, np.concatenate(replicates), float(np.mean(shares)))

    def _replicate(self, replicate: int, wanted: int) -> tuple[Numbers, float] | None:
        dimensions = max(self.space.coordinates(self.relaxed), 1)
        sequence = qmc.Sobol(dimensions, scramble=True, rng=stream(self.seed, self.name, number=replicate))
        kept: list[Numbers] = []
        have, tried, hits, size = 0, 0, 0, max(64, 1 << (wanted - 1).bit_length())
        while have < wanted:
            if tried >= PATIENCE or (tried >= 20_000 and hits == 0):
                return None
            points: FloatArray = np.clip(sequence.random(size).T, 1e-12, 1 - 1e-12)
            numbers, possible, inside = self.space.draw(np.ascontiguousarray(points), self.relaxed)
            good = possible & ~inside if self.relaxed and self.broken else possible
            kept.append({key: values[good] for key, values in numbers.items()})
            have += int(good.sum())
            hits += int(good.sum())
            tried += int(possible.sum()) or size
            size = min(2 * size, 1 << 15)
        return {key: np.concatenate([part[key] for part in kept])[:wanted] for key in kept[0]}, hits / tried


def draw_numbers(scenario: Scenario, *, count: int, seed: int) -> Numbers:
    """Return *count* admissible draws of the numbers of *scenario*, for a look at single games.

    Raises:
        ValueError: no draw satisfies the case's claims.
    """
    sample = Design(space_of(scenario), seed).sample(0, -(-count // REPLICATES))
    if sample is None:
        raise ValueError("no draw satisfies the case's claims: its probabilities cannot sum to one")
    return {key: values[:count] for key, values in sample.numbers.items()}
