"""The least arithmetic of one path to an equilibrium, counted on the tree and not measured.

One Newton step on the logit equations of a game needs at least, by operations:

* values: two (a product and a sum) for every edge and player; reach: one for every edge;
* the Jacobian: two for every pair of decision nodes, one below the other, and every pair of their free actions;
* elimination, information set by information set, by least degree on the pattern that those pairs leave: with *k* free
  actions eliminated and *m* coupled to them, ``2/3 k³ + 2 k² m + 2 k m²``; and ``2 k² + 4 k m`` to substitute.

A path of *steps* steps is counted with one Newton step each, which is the least. The bytes are those that no method
can spare: a draw's parameters read, its strategy written. Everything between fits into a processor's caches.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from foedus.games import ExtensiveForm

from ._outcome import Work

_NUMBER = 8
"""Bytes of a number."""


def newton_work(form: ExtensiveForm, *, steps: float) -> Work:
    """Return the least that one game costs on a path of *steps* steps.

    >>> from foedus.games import read_efg
    >>> game = read_efg('EFG 2 R "" { "A" } p "" 1 1 "" { "l" "r" } 0 t "" 1 "" { -1 } t "" 2 "" { 3 }')
    >>> newton_work(game.form, steps=1)  # 6 for values and reach, 2 + 2/3 + 2 for one unknown
    Work(bytes_moved=32.0, flops=10.66...)
    """
    return Work(float(_NUMBER * (len(form.parameter_names) + form.actions)), steps * _flops_of_a_step(form))


@lru_cache(maxsize=32)
def _flops_of_a_step(form: ExtensiveForm) -> float:
    edges, players = len(form.child), len(form.players)
    free = np.diff(form.first_action) - 1
    coupled: list[set[int]] = [set() for _ in range(form.infosets)]
    above: list[tuple[int, ...]] = [()] * form.nodes
    jacobian = 0.0
    for node in range(form.nodes):
        own = int(form.infoset[node])
        path = above[node]
        if own >= 0:
            path = (*path, own)
            for other in path:
                jacobian += 2.0 * free[own] * free[other] * (1 if other == own else 2)
                if other != own:
                    coupled[own].add(other)
                    coupled[other].add(own)
        for child in form.child[form.first_edge[node] : form.first_edge[node + 1]]:
            above[child] = path
    return float(edges * (2.0 * players + 1.0) + jacobian) + _elimination(coupled, free.tolist())


def _elimination(coupled: list[set[int]], free: list[int]) -> float:
    flops = 0.0
    left = set(range(len(free)))
    while left:
        pivot = min(left, key=lambda item: (sum(free[other] for other in coupled[item]), item))
        neighbours = coupled[pivot]
        k, m = free[pivot], sum(free[other] for other in neighbours)
        flops += 2 / 3 * k**3 + 2 * k * k * m + 2 * k * m * m + 2 * k * k + 4 * k * m
        for other in neighbours:
            coupled[other] |= neighbours
            coupled[other] -= {other, pivot}
        left.remove(pivot)
    return flops
