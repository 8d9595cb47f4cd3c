"""Lists that grow while a game is compiled, and the arrays they become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from foedus.games import Terms

from ._game import Parameter
from ._rules import Term


@dataclass(slots=True)
class Edge:
    """One edge while it is built: where it leads, its chance parameters (a row a player), what it pays."""

    label: str
    terms: list[Term]
    chance: tuple[int, ...] = ()
    child: int = -1
    actual: float | None = None
    """Under what the plan in fact does, for an edge of a conjecture."""
    number: Parameter | None = None
    """The probability of a chance edge of a graph, where all see it alike."""


@dataclass(slots=True)
class Registry:
    """Numbers the parameters of a game in the order they are met."""

    place: dict[Parameter, int] = field(default_factory=dict)

    def index(self, parameter: Parameter) -> int:
        """Return the number of *parameter*, a new one if it was not met before."""
        return self.place.setdefault(parameter, len(self.place))


def payoff_terms(edges: Iterable[Edge], players: dict[int, int], registry: Registry) -> Terms:
    """Return the payoff rows of *edges*; *players* maps an actor's place to its player, others are dropped."""
    first: list[int] = [0]
    parameter: list[int] = []
    coefficient: list[float] = []
    place: dict[int, int] = {}  # by identity, which is sure while the edges hold the parameters, and fast
    for edge in edges:
        rows: list[dict[int, float] | None] = [None] * len(players)
        for actor, number, amount in edge.terms:
            player = players.get(actor)
            if player is None or amount == 0:
                continue
            index = place.get(id(number))
            if index is None:
                index = place[id(number)] = registry.index(number)
            row = rows[player]
            if row is None:
                rows[player] = {index: amount}
            else:
                row[index] = row.get(index, 0.0) + amount
        for row in rows:
            if row is not None:
                parameter += row
                coefficient += row.values()
            first.append(len(parameter))
    return Terms(np.array(first, np.int32), np.array(parameter, np.int32), np.array(coefficient, np.float64))
