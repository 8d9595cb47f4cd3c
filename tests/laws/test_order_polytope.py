"""What must hold for every partial order."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.judge._polytope import OrderPolytope


@st.composite
def orders(draw: st.DrawFn, *, largest: int = 6) -> OrderPolytope:
    size = draw(st.integers(1, largest))
    label = draw(st.permutations(range(size)))
    pairs = [(label[i], label[j]) for i in range(size) for j in range(i + 1, size)]
    return OrderPolytope(size, tuple(draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else ()))


def extensions(order: OrderPolytope) -> list[tuple[int, ...]]:
    return [
        ranking
        for ranking in itertools.permutations(range(order.size))
        if all(ranking.index(low) < ranking.index(high) for low, high in order.relations)
    ]


@given(orders())
def test_counts_equal_brute_force(order: OrderPolytope) -> None:
    assert order.extensions == len(extensions(order))


@given(orders(), st.integers(0, 2**32 - 1))
def test_every_draw_satisfies_every_relation(order: OrderPolytope, seed: int) -> None:
    values = order.draw(np.random.default_rng(seed).random((order.coordinates, 50)))
    assert values.shape == (order.size, 50)
    assert ((values >= 0) & (values <= 1)).all()
    for low, high in order.relations:
        assert (values[low] <= values[high]).all()


@settings(max_examples=25, deadline=None)
@given(orders(largest=4), st.integers(0, 2**32 - 1))
def test_linear_extensions_are_equally_likely_and_marginal_means_exact(order: OrderPolytope, seed: int) -> None:
    draws = 4000
    values = order.draw(np.random.default_rng(seed).random((order.coordinates, draws)))
    possible = extensions(order)
    rankings, counts = np.unique(np.argsort(values, axis=0), axis=1, return_counts=True)
    assert sorted(map(tuple, rankings.T.tolist())) == possible
    share = 1 / len(possible)
    assert np.abs(counts / draws - share).max() < 6 * math.sqrt(share * (1 - share) / draws) + 1e-12
    # given the extension, the element at place k has mean (k + 1) / (n + 1)
    exact = [
        np.mean([ranking.index(element) + 1 for ranking in possible]) / (order.size + 1)
        for element in range(order.size)
    ]
    assert np.abs(values.mean(axis=1) - exact).max() < 6 * math.sqrt(1 / 12 / draws)


@pytest.mark.parametrize("size", [1, 3, 8, 30])
def test_chains_and_antichains_have_their_exact_means_and_volumes(size: int) -> None:
    rng = np.random.default_rng(size)
    chain = OrderPolytope(size, tuple((i, i + 1) for i in range(size - 1)))
    assert chain.extensions == 1
    means = chain.draw(rng.random((chain.coordinates, 4000))).mean(axis=1)
    assert np.abs(means - np.arange(1, size + 1) / (size + 1)).max() < 0.03
    free = OrderPolytope(size)
    assert free.extensions == math.factorial(size)
    assert free.coordinates == size
    assert np.abs(free.draw(rng.random((size, 4000))).mean(axis=1) - 0.5).max() < 0.03


def test_a_cycle_is_refused() -> None:
    with pytest.raises(ValueError, match="cycle"):
        _ = OrderPolytope(3, ((0, 1), (1, 2), (2, 0))).extensions
