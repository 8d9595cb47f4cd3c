"""All Nash equilibria of a small bimatrix game, in exact arithmetic.

*Definition.* A pair of mixed strategies is a Nash equilibrium if every action played is a best reply. An equilibrium
is *extreme* if both strategies are, scaled, vertices of the players' best-reply polytopes; a pair of vertices is one if
every action is either not played or a best reply (Mangasarian 1964). All equilibria are mixtures of extreme ones: join
two vertices where they form an equilibrium, then each maximal set of rows and columns all joined to each other is a
*Nash subset*, any mixture of its rows against any mixture of its columns is an equilibrium, and there are no others
(Winkels 1979; Jansen 1981; Avis, Rosenberg, Savani and von Stengel 2010). Subsets that share an extreme equilibrium
hang together in one component. The equilibria are infinitely many unless every subset is a single pair.

Payoffs are read as the simplest fractions within 1e-12 of the range of the player's payoffs, so that 1/3 is a third
and ties are kept; what is found is checked against the payoffs as given.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

import numpy as np
import numpy.typing as npt

from foedus.games import FloatArray

from ._polytope_vertices import MOST_CONSTRAINTS, polytope_vertices

MOST_VERTICES = 20_000
"""Games whose best-reply polytopes have more vertices on the way are refused."""
MOST_SUBSETS = 10_000

_SNAP = Fraction(1, 10**12)


@dataclass(frozen=True, slots=True, eq=False)
class NashEnumeration:
    """All Nash equilibria of a bimatrix game: extreme ones, and how they mix."""

    row_strategies: FloatArray
    """Shape (row vertex, row action): the different row strategies of extreme equilibria."""
    column_strategies: FloatArray
    """Shape (column vertex, column action)."""
    pairs: npt.NDArray[np.int64]
    """Shape (equilibrium, 2): row and column vertex of every extreme equilibrium."""
    payoffs: FloatArray
    """Shape (equilibrium, player)."""
    gains: FloatArray
    """Shape (equilibrium, player): what the best action would add, recomputed from the payoffs as given."""
    subsets: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    """The Nash subsets: row vertices and column vertices, of which all mixtures are equilibria."""
    component: npt.NDArray[np.int64]
    """Shape (equilibrium,): the connected component that each extreme equilibrium lies in, from 0."""

    @property
    def infinite(self) -> bool:
        """Whether there are infinitely many equilibria."""
        return any(len(rows) > 1 or len(columns) > 1 for rows, columns in self.subsets)


def vertex_enumeration_nash(
    row_payoffs: FloatArray, column_payoffs: FloatArray, *, most: int = MOST_VERTICES
) -> NashEnumeration:
    """Return all Nash equilibria of one bimatrix game, as extreme equilibria and the subsets they span.

    What is guaranteed: the list is complete, for payoffs within 1e-12 of the range of those given. What is not: that
    equilibria of the table behind a tree are sensible where play never comes.

    Args:
        row_payoffs: shape (row action, column action).
        column_payoffs: the same shape.
        most: the largest number of vertices of a best-reply polytope.

    Raises:
        ValueError: shapes differ, a payoff is not finite, or the game is too large.

    Example:
        The column player does not care if the row player goes up: a whole edge of equilibria.

        >>> import numpy as np
        >>> found = vertex_enumeration_nash(np.array([[1.0, 1.0], [0.0, 2.0]]), np.array([[1.0, 1.0], [0.0, 2.0]]))
        >>> found.row_strategies[found.pairs[:, 0]].tolist(), found.column_strategies[found.pairs[:, 1]].tolist()
        ([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]])
        >>> found.subsets, found.component.tolist(), found.infinite
        ((((0,), (0, 1)), ((1,), (2,))), [0, 0, 1], True)
    """
    row_payoffs, column_payoffs = np.asarray(row_payoffs, np.float64), np.asarray(column_payoffs, np.float64)
    if row_payoffs.ndim != 2 or row_payoffs.shape != column_payoffs.shape or not row_payoffs.size:
        raise ValueError(
            f"payoffs have shapes {row_payoffs.shape} and {column_payoffs.shape}; expected one table twice"
        )
    if not (np.isfinite(row_payoffs).all() and np.isfinite(column_payoffs).all()):
        raise ValueError("some payoffs are not finite")
    m, n = row_payoffs.shape
    if m + n > MOST_CONSTRAINTS - 2:
        raise ValueError(f"{m} by {n} plans; all equilibria are enumerated where there are at most 60 together")
    rows, row_tight = polytope_vertices(_fractions(column_payoffs.T), most=most)
    columns, column_tight = polytope_vertices(_fractions(row_payoffs), most=most)
    # Labels: row actions, then column actions. Rows' vertices have theirs in this order, columns' the other way round.
    turned = (column_tight >> n) | ((column_tight & ((1 << n) - 1)) << m)
    joined = (row_tight[:, None] | turned[None, :]) == (1 << (m + n)) - 1
    rows_used, columns_used = np.flatnonzero(joined.any(axis=1)), np.flatnonzero(joined.any(axis=0))
    # Sorted, so that the order does not hang on that of the vertices.
    row_order = sorted(rows_used.tolist(), key=lambda i: _strategy(rows[i]), reverse=True)
    column_order = sorted(columns_used.tolist(), key=lambda i: _strategy(columns[i]), reverse=True)
    graph = joined[np.ix_(row_order, column_order)]
    row_strategies = np.array([[float(x) for x in _strategy(rows[i])] for i in row_order])
    column_strategies = np.array([[float(x) for x in _strategy(columns[i])] for i in column_order])
    pairs = np.argwhere(graph)
    payoffs, gains = _certificate(row_payoffs, column_payoffs, row_strategies, column_strategies, pairs)
    subsets = _subsets(graph)
    return NashEnumeration(row_strategies, column_strategies, pairs, payoffs, gains, subsets, _components(graph, pairs))


def _strategy(vertex: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    total = sum(vertex)
    return tuple(number / total for number in vertex)


def _fractions(payoffs: FloatArray) -> list[list[Fraction]]:
    """Return payoffs mapped to [1, 2], each as the simplest fraction close enough."""
    low, high = Fraction(float(payoffs.min())), Fraction(float(payoffs.max()))
    spread = high - low or Fraction(1)
    return [[1 + _simplest((Fraction(float(value)) - low) / spread) for value in row] for row in payoffs]


def _simplest(value: Fraction) -> Fraction:
    """Return the fraction of least denominator within ``_SNAP`` of *value* and within [0, 1] if that is."""
    low, high = max(value - _SNAP, Fraction(0)), min(value + _SNAP, Fraction(1))
    return _between(low, high)


def _between(low: Fraction, high: Fraction) -> Fraction:
    """Return the simplest fraction in [low, high], by continued fractions."""
    whole = floor(low)
    if whole == low:
        return low
    if whole + 1 <= high:
        return Fraction(whole + 1)
    return whole + 1 / _between(1 / (high - whole), 1 / (low - whole))


def _certificate(
    row_payoffs: FloatArray, column_payoffs: FloatArray, rows: FloatArray, columns: FloatArray,
    pairs: npt.NDArray[np.int64],
) -> tuple[FloatArray, FloatArray]:  # fmt: skip
    x, y = rows[pairs[:, 0]], columns[pairs[:, 1]]
    against, others = y @ row_payoffs.T, x @ column_payoffs
    payoffs = np.stack([(x * against).sum(axis=1), (y * others).sum(axis=1)], axis=1)
    return payoffs, np.stack([against.max(axis=1), others.max(axis=1)], axis=1) - payoffs


def _subsets(graph: npt.NDArray[np.bool_]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Return the maximal complete bipartite subgraphs: what rows share is closed under intersection."""
    shared: set[frozenset[int]] = set()
    for row in graph:
        mine = frozenset(np.flatnonzero(row).tolist())
        shared |= {common for other in shared if (common := mine & other)} | {mine}
        if len(shared) > MOST_SUBSETS:
            raise ValueError(f"the equilibria mix in more than {MOST_SUBSETS:,} ways")
    found = []
    for columns in shared:
        rows = tuple(i for i, row in enumerate(graph) if row[list(columns)].all())
        found.append((rows, tuple(sorted(columns))))
    return tuple(sorted(found))


def _components(graph: npt.NDArray[np.bool_], pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the connected component of every pair."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    total = sum(graph.shape)
    ends = pairs[:, 0], pairs[:, 1] + graph.shape[0]
    _, label = connected_components(coo_array((np.ones(len(pairs)), ends), shape=(total, total)), directed=False)
    _, number = np.unique(label[pairs[:, 0]], return_inverse=True)
    return np.asarray(number, np.int64)
