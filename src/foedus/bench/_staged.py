"""Row of the staged game with 72 public states: one very long game, and many draws of a hundred rounds."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType

import numpy as np

from foedus.games import CHANCE, FloatArray, StagedGraph

from ._outcome import TOLERANCE, Outcome, Part, Request, Work
from ._staged_game import draw_staged, staged_game

LONG, SHORT = 100_000, 100
"""Rounds of the long game, and of each game of the batch."""
_LONG_GAMES = 3
"""Long games whose median is told."""
_CERTIFIED = 128
"""Draws certified at once."""


def measure_staged(row: str, request: Request) -> Outcome:
    """Return the median seconds of a long game, and games a second over a batch of draws."""
    begin = time.perf_counter()
    from foedus.solve import backward_subgame_perfect_staged

    importing = time.perf_counter() - begin
    graph = staged_game()
    parameters = draw_staged(max(request.draws, _LONG_GAMES), rng=np.random.default_rng(request.seed))
    begin = time.perf_counter()
    backward_subgame_perfect_staged(graph, parameters[:, :1].copy(), rounds=SHORT)
    cold = importing + time.perf_counter() - begin
    times, computed = [], []
    for draw in range(_LONG_GAMES):
        game = parameters[:, draw : draw + 1].copy()
        begin = time.perf_counter()
        result = backward_subgame_perfect_staged(graph, game, rounds=LONG)
        times.append(time.perf_counter() - begin)
        computed.append(int(result.computed[0]))
    patient = parameters[:, :1].copy()
    patient[graph.discount] = 1.0  # then values grow for ever, and no round repeats another
    begin = time.perf_counter()
    backward_subgame_perfect_staged(graph, patient, rounds=LONG)
    every_round = time.perf_counter() - begin
    batch = parameters[:, : request.draws].copy()
    begin = time.perf_counter()
    backward_subgame_perfect_staged(graph, batch, rounds=SHORT, threads=request.threads)
    seconds = time.perf_counter() - begin
    gains = np.concatenate(
        [
            staged_gains(graph, batch, rounds=SHORT, threads=request.threads),
            *(staged_gains(graph, parameters[:, draw : draw + 1], rounds=LONG) for draw in range(_LONG_GAMES)),
        ]
    )
    return Outcome(
        row,
        (
            Part(
                "100,000 rounds",
                "seconds",
                float(np.median(times)),
                0.02,
                _LONG_GAMES,
                _work(graph, float(np.mean(computed))),
            ),
            Part("100,000 rounds, undiscounted", "seconds", every_round, 0.0, 1, _work(graph, LONG)),
            Part("100 rounds", "games_per_s", request.draws / seconds, 100_000.0, request.draws, _work(graph, SHORT)),
        ),
        unsolved=int((~(gains <= TOLERANCE)).sum()),
        draws=request.draws,
        threads=request.threads,
        seed=request.seed,
        cold_seconds=cold,
        checked="the largest gain at any state of any round, recomputed by certify_subgame_perfect_staged",
        max_gain=float(gains.max()),
        details=MappingProxyType(
            {
                "states": len(graph.starts),
                "batch_seconds": seconds,
                "computed_rounds": float(np.mean(computed)),
            }
        ),
    )


def staged_gains(graph: StagedGraph, parameters: FloatArray, *, rounds: int, threads: int = 1) -> FloatArray:
    """Return the largest gain of each draw at any state of any round, shape (draw,).

    It is scaled so that the smaller of the players' ranges of payments in a round is 1, which is stricter than scaling
    by what a whole game may pay.
    """
    from foedus.solve import certify_subgame_perfect_staged, policies_from_the_last_round

    def certify(part: FloatArray) -> FloatArray:
        policies = policies_from_the_last_round(graph, part, rounds=rounds)
        certificate = certify_subgame_perfect_staged(graph, part, policies=policies)
        paid = graph.payoffs.evaluate(part).reshape(len(graph.child), len(graph.players), -1)
        spread = (paid.max(axis=0) - paid.min(axis=0)).min(axis=0)
        right = (certificate.error <= TOLERANCE) & (certificate.rounds == rounds)
        gains: FloatArray = np.where(right, certificate.max_gain / spread, np.inf)
        return gains

    starts = range(0, parameters.shape[1], _CERTIFIED)
    parts = [parameters[:, start : start + _CERTIFIED].copy() for start in starts]
    with ThreadPoolExecutor(threads) as pool:
        return np.concatenate(list(pool.map(certify, parts)))


def _work(graph: StagedGraph, rounds: float) -> Work:
    """Return the least: parameters read, values written; a product and a sum for a chance edge, sums for a move.

    A move costs one sum for each player and one comparison; a chance edge a product and a sum for each player; the
    value of a start of the next round a product for each player.
    """
    players = len(graph.players)
    by_chance = np.repeat(graph.owner == CHANCE, np.diff(graph.first_edge))
    chances, moves = int(by_chance.sum()), int((~by_chance).sum())
    a_round = 2 * players * chances + (players + 1) * moves + players * len(graph.starts)
    return Work(8.0 * (len(graph.parameter_names) + players), float(rounds) * a_round)
