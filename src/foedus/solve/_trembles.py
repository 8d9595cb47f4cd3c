"""Trembles that make a pure profile's beliefs consistent and its choices rational, found by linear programs.

Let every action that is not chosen have a probability ``exp(z)``, far below any chosen one. Then the log odds of two
nodes of an information set are *linear* in the ``z`` of the mistakes on their paths. Nodes to which the same mistakes
lead have fixed odds and count as one; sets whose odds are always alike are taken together. Which odds make the
choices of a set rational is linear too where two nodes matter: an interval. So: choose for every set which of its
nodes count, and ask for a ``z`` that gives them odds in the interval and outweighs all others; a depth-first search
over these choices stops at the first that can be had. Where three or more nodes count, only the most even rational
belief and the one in proportion to chance are tried: the search can miss there, and says "not found", never "found"
in error, for what it finds is certified from the game.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from foedus.games import FloatArray

from ._rational_belief import rational_belief

MISTAKE = -40.0
"""Logarithm of the likeliest mistake: payoffs cannot feel it, but Bayes' rule can."""

_OUTWEIGH = 30.0
"""Log odds that count as certainty."""
_REACH = 400.0
"""The rarest mistake is ``_REACH`` times as rare, in logarithms, as the likeliest."""
_INSIDE = 0.1
"""Beliefs this share of an interval away from its ends are looked for first: there no gain is a tie."""
_PROGRAMS = 2_000
"""Linear programs tried for one profile."""
_MANY = 6
"""Above this number of nodes only single ones, pairs and all of them together are tried."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenSet:
    """An information set whose beliefs the profile leaves open."""

    gains: FloatArray
    """Shape (action, node): what each action adds at each node to the one chosen."""
    log_chance: FloatArray
    """Shape (node,)."""
    mistakes: FloatArray
    """Shape (node, mistake): how often each mistake lies on the path."""


_Rows = tuple[FloatArray, FloatArray]
"""``rows @ z >= bounds``."""


def find_trembles(sets: list[OpenSet], mistakes: int, *, tolerance: float) -> FloatArray | None:
    """Return log probabilities of the mistakes, shape (mistake,), under which every open set is rational, or None.

    Args:
        sets: the information sets that the profile leaves open, earlier ones first.
        mistakes: number of actions not chosen.
        tolerance: gains up to this count as none.
    """
    sets = _joined([_lumped(one) for one in sets])
    for inside in (_INSIDE, 0.0):
        found = _search(sets, mistakes, tolerance=tolerance, inside=inside)
        if found is not None:
            return found
    return None


def _search(sets: list[OpenSet], mistakes: int, *, tolerance: float, inside: float) -> FloatArray | None:
    budget = [_PROGRAMS]

    def search(depth: int, rows: list[_Rows]) -> FloatArray | None:
        if budget[0] <= 0:
            return None
        budget[0] -= 1
        found = _feasible(rows, mistakes)
        if found is None or depth == len(sets):
            return found
        for more in _options(sets[depth], tolerance, inside):
            found = search(depth + 1, [*rows, more])
            if found is not None:
                return found
        return None

    return search(0, [])


def _lumped(one: OpenSet) -> OpenSet:
    """Return *one* with nodes of fixed odds made one, mistakes common to all left out, and nodes in a fixed order."""
    kinds, group = np.unique(one.mistakes - one.mistakes.min(axis=0), axis=0, return_inverse=True)
    gains = np.zeros((len(one.gains), len(kinds)))
    log_chance = np.zeros(len(kinds))
    for kind in range(len(kinds)):
        nodes = np.flatnonzero(group.reshape(-1) == kind)
        top = float(one.log_chance[nodes].max())
        weight = np.exp(one.log_chance[nodes] - top)
        gains[:, kind] = one.gains[:, nodes] @ weight / weight.sum()
        log_chance[kind] = top + np.log(weight.sum())
    return OpenSet(gains, log_chance - log_chance[0], kinds)


def _joined(sets: list[OpenSet]) -> list[OpenSet]:
    """Return the sets with those of the same odds, whatever the mistakes, made one that must be rational for all."""
    alike: dict[tuple[bytes, bytes], list[OpenSet]] = {}
    for one in sets:
        key = one.mistakes.tobytes(), one.log_chance.round(12).tobytes()
        alike.setdefault(key, []).append(one)
    return [
        OpenSet(np.vstack([one.gains for one in same]), same[0].log_chance, same[0].mistakes) for same in alike.values()
    ]


def _feasible(rows: list[_Rows], mistakes: int) -> FloatArray | None:
    """Return the likeliest mistakes that satisfy all rows."""
    from scipy.optimize import linprog

    if not rows:
        return np.full(mistakes, MISTAKE)
    left = np.vstack([row for row, _ in rows])
    right = np.concatenate([bound for _, bound in rows])
    result = linprog(
        -np.ones(mistakes),
        A_ub=-left,
        b_ub=-right,
        bounds=[(MISTAKE * _REACH, MISTAKE)] * mistakes,
        method="highs",
        options={"primal_feasibility_tolerance": 1e-9},
    )
    return None if result.status != 0 or result.x is None else np.asarray(result.x)


def _options(one: OpenSet, tolerance: float, inside: float) -> Iterator[_Rows]:
    """Yield, for every choice of the nodes that count, what the log odds must satisfy."""
    nodes = len(one.log_chance)
    # One node, or two with their interval, leave nothing out; of more, some may have to be outweighed.
    sizes = (nodes,) if nodes <= 2 else range(1, nodes + 1) if nodes <= _MANY else (1, 2, nodes)
    for size in sizes:
        for counting in combinations(range(nodes), size):
            others = [node for node in range(nodes) if node not in counting]
            outweighed = [_odds(one, counting[0], node, _OUTWEIGH) for node in others]
            for asked in _within(one, counting, tolerance, inside):
                rows = outweighed + asked
                yield (
                    np.array([row for row, _ in rows]).reshape(len(rows), one.mistakes.shape[1]),
                    np.array([bound for _, bound in rows]),
                )


def _within(
    one: OpenSet, counting: tuple[int, ...], tolerance: float, inside: float
) -> Iterator[list[tuple[FloatArray, float]]]:
    """Yield what the log odds of the nodes that count must satisfy against one another."""
    gains = one.gains[:, counting]
    if len(counting) == 1:
        if (gains <= tolerance).all():
            yield []
        return
    if len(counting) == 2:
        low, high = _interval(gains, tolerance)
        margin = inside * (high - low)
        low, high = low + margin * (low > 0), high - margin * (high < 1)
        if low <= high:
            a, b = counting
            yield [_odds(one, a, b, _log_odds(low)), _odds(one, b, a, -_log_odds(high))]
        return
    chance = np.exp(one.log_chance[list(counting)] - one.log_chance[list(counting)].max())
    chance /= chance.sum()
    targets = [rational_belief(gains, tolerance=tolerance, least=True)]
    if (gains @ chance <= tolerance).all():
        targets.append(chance)
    for belief in targets:
        if belief is not None:
            rows = []
            for place, node in enumerate(counting[1:], 1):
                odds = float(np.log(belief[0] / belief[place]))
                rows += [_odds(one, counting[0], node, odds), _odds(one, node, counting[0], -odds)]
            yield rows


def _interval(gains: FloatArray, tolerance: float) -> tuple[float, float]:
    """Return the least and the largest rational probability of the first of two nodes."""
    low, high = 0.0, 1.0
    for first, second in gains - tolerance:
        # first * p + second * (1 - p) <= 0
        if first > second:
            high = min(high, -second / (first - second))
        elif first < second:
            low = max(low, second / (second - first))
        elif first > 0:
            return 1.0, 0.0
    return low, high


def _log_odds(probability: float) -> float:
    """Return log odds, certainty being those that outweigh."""
    if probability <= 0:
        return -np.inf
    if probability >= 1:
        return np.inf
    return float(np.log(probability) - np.log1p(-probability))


def _odds(one: OpenSet, a: int, b: int, least: float) -> tuple[FloatArray, float]:
    """Return the row that says: the log odds of node *a* against *b* are at least *least*."""
    bound = min(least, _OUTWEIGH) - float(one.log_chance[a] - one.log_chance[b])
    return one.mistakes[a] - one.mistakes[b], max(bound, -1e6)
