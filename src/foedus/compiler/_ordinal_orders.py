"""The stated orders over outcomes, closed: of each pair, which is better, that both are alike, or that nothing says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.scenario import Scenario


@dataclass(frozen=True, slots=True, eq=False)
class OutcomeOrder:
    """A partial order over the outcomes in file order; arrays are read-only."""

    rank: NDArray[np.int64]
    """Shape (outcome,): higher for better where the order decides."""
    unknown: NDArray[np.bool_]
    """Shape (outcome, outcome), symmetric: the stated relations do not order the pair, even through others."""


def outcome_order(scenario: Scenario, actor: str, type_: str) -> OutcomeOrder:
    """Return how *actor*, being of *type_*, orders the outcomes: what is stated and what follows from it.

    Raises:
        ValueError: the relations go round in a circle (``foedus check`` says where).
    """
    place = {outcome.id: number for number, outcome in enumerate(scenario.outcomes)}
    above = np.zeros((len(place), len(place)), dtype=np.bool_)
    """Row better than column, or as good."""
    strictly = np.zeros_like(above)
    for preference in scenario.preferences:
        if preference.actor != actor or preference.type not in (None, type_):
            continue
        for relation in preference.relations:
            better, worse = place[relation.better], place[relation.worse]
            above[better, worse] = True
            if relation.equal:
                above[worse, better] = True
            else:
                strictly[better, worse] = True
    above |= np.eye(len(place), dtype=np.bool_)
    for middle in range(len(place)):
        above |= above[:, middle, None] & above[None, middle]
    better_than = (above.astype(np.int64) @ strictly @ above.astype(np.int64)) > 0
    if better_than.diagonal().any():
        raise ValueError(f"the preferences of {actor} go round in a circle")
    rank = np.zeros(len(place), dtype=np.int64)
    for _ in place:  # the longest chain below: settled after as many passes as there are outcomes
        rank = np.where(better_than, rank[None, :] + 1, 0).max(axis=1, initial=0)
    unknown = ~above & ~above.T
    rank.flags.writeable = unknown.flags.writeable = False
    return OutcomeOrder(rank, unknown)
