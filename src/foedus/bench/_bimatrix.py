"""Row of bimatrix games: the smallest crisis game as a table of plans, 4 by 4, many draws."""

from __future__ import annotations

import time
from itertools import product
from types import MappingProxyType

import numpy as np

from foedus.games import ExtensiveForm, FloatArray, edge_weights, expected_payoffs

from ._crisis_game import SIZES, crisis_game, draw_crisis
from ._outcome import TOLERANCE, Outcome, Part, Request, Work
from ._shards import solve_in_shards

_GOAL = 55_000.0
"""Games a second of QuantEcon on the computer of the comparison."""


def measure_bimatrix(row: str, request: Request) -> Outcome:
    """Return games a second by Lemke and Howson's method."""
    begin = time.perf_counter()
    from foedus.solve import lemke_howson_nash

    importing = time.perf_counter() - begin
    form = crisis_game(SIZES["tiny"])
    payoffs = payoff_tables(form, draw_crisis(SIZES["tiny"], draws=request.draws, seed=request.seed))
    begin = time.perf_counter()
    lemke_howson_nash(payoffs[0, :, :, :1].copy(), payoffs[1, :, :, :1].copy())
    cold = importing + time.perf_counter() - begin
    begin = time.perf_counter()
    results = solve_in_shards(
        lambda shard: lemke_howson_nash(*shard.reshape(*payoffs.shape[:3], -1)),
        payoffs.reshape(-1, request.draws),
        threads=request.threads,
    )
    seconds = time.perf_counter() - begin
    gains = table_gains(
        payoffs,
        np.concatenate([result.row_strategy for result in results], axis=1),
        np.concatenate([result.column_strategy for result in results], axis=1),
    )
    pivots = float(np.concatenate([result.pivots for result in results]).mean())
    return Outcome(
        row,
        (Part("batch", "games_per_s", request.draws / seconds, _GOAL, request.draws, _work(pivots)),),
        unsolved=int((~(gains <= TOLERANCE)).sum()),
        draws=request.draws,
        threads=request.threads,
        seed=request.seed,
        cold_seconds=cold,
        checked="the largest gain of either player from another plan, recomputed from the tables",
        max_gain=float(gains.max()),
        details=MappingProxyType({"batch_seconds": seconds, "mean_pivots": pivots}),
    )


def payoff_tables(form: ExtensiveForm, parameters: FloatArray) -> FloatArray:
    """Return both players' expected payoffs by their plans, shape (player, row, column, draw).

    A plan is an action at each of a player's information sets; the first set's action changes slowest.
    """
    plans = []
    for player in range(2):
        sets = np.flatnonzero(form.infoset_player == player)
        plans.append(list(product(*(range(form.first_action[i], form.first_action[i + 1]) for i in sets))))
    tables = np.empty((2, len(plans[0]), len(plans[1]), parameters.shape[1]))
    for row, own in enumerate(plans[0]):
        for column, other in enumerate(plans[1]):
            strategy = np.zeros((form.actions, parameters.shape[1]))
            strategy[[*own, *other]] = 1.0
            weights = edge_weights(form, parameters, strategy=strategy)
            tables[:, row, column] = expected_payoffs(form, parameters, weights)
    return tables


def table_gains(payoffs: FloatArray, row: FloatArray, column: FloatArray) -> FloatArray:
    """Return the largest gain of either player in each draw, shape (draw,), with each player's payoffs in [0, 1].

    Something that is no pair of probabilities gains infinitely.
    """
    by_row = np.einsum("ijd,jd->id", payoffs[0], column)
    by_column = np.einsum("ijd,id->jd", payoffs[1], row)
    spread = np.maximum(payoffs.max(axis=(1, 2)) - payoffs.min(axis=(1, 2)), 1e-300)
    gains = np.maximum(
        (by_row.max(axis=0) - (row * by_row).sum(axis=0)) / spread[0],
        (by_column.max(axis=0) - (column * by_column).sum(axis=0)) / spread[1],
    )
    apart = np.maximum(np.abs(row.sum(axis=0) - 1.0), np.abs(column.sum(axis=0) - 1.0))
    proper = (apart <= TOLERANCE) & (row.min(axis=0) >= -TOLERANCE) & (column.min(axis=0) >= -TOLERANCE)
    result: FloatArray = np.where(proper, np.maximum(gains, 0.0), np.inf)
    return result


def _work(pivots: float) -> Work:
    """Return the least: both tables read and both strategies written; a pivot changes a tableau of 4 by 9."""
    return Work(8.0 * (2 * 16 + 2 * 4), pivots * 2 * 4 * 9)
