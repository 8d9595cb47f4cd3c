"""Rows of the crisis game: a batch of draws, and one game at a time, each answer certified."""

from __future__ import annotations

import time
from types import MappingProxyType

import numpy as np

from foedus.games import ExtensiveForm, FloatArray

from ._count_newton import newton_work
from ._crisis_game import SIZES, crisis_game, draw_crisis
from ._outcome import TOLERANCE, Outcome, Part, Request
from ._shards import solve_in_shards
from ._spread import payoff_spread

_CHECKED = "the largest conditional gain at any information set, reached or not, recomputed by certify_sequential"
_AT_ONCE = 2_000_000
"""Numbers an array of the certificate may hold: nodes times draws."""


def measure_batch(row: str, request: Request, *, size: str, goal: float) -> Outcome:
    """Return games a second over a batch of draws; the shards of a thread are one call each."""
    begin = time.perf_counter()
    from foedus.solve import logit_sequential

    importing = time.perf_counter() - begin
    form = crisis_game(SIZES[size])
    parameters = draw_crisis(SIZES[size], draws=request.draws, seed=request.seed)
    begin = time.perf_counter()
    logit_sequential(form, np.ascontiguousarray(parameters[:, :1]))
    cold = importing + time.perf_counter() - begin
    begin = time.perf_counter()
    results = solve_in_shards(lambda part: logit_sequential(form, part), parameters, threads=request.threads)
    seconds = time.perf_counter() - begin
    gains = scaled_gains(form, parameters, np.concatenate([result.log_strategy for result in results], axis=1))
    steps = float(np.concatenate([result.steps for result in results]).mean())
    rate = request.draws / seconds
    return Outcome(
        row,
        (Part("batch", "games_per_s", rate, goal, request.draws, newton_work(form, steps=steps)),),
        unsolved=int((~(gains <= TOLERANCE)).sum()),
        draws=request.draws,
        threads=request.threads,
        seed=request.seed,
        cold_seconds=cold,
        checked=_CHECKED,
        max_gain=float(gains.max()),
        details=MappingProxyType(
            {
                "information_sets": form.infosets,
                "nodes": form.nodes,
                "batch_seconds": seconds,
                "games_per_s_and_thread": rate / request.threads,
                "mean_steps": steps,
                "median_gain": float(np.median(gains)),
            }
        ),
    )


def measure_single(row: str, request: Request, *, size: str, goal: float) -> Outcome:
    """Return the median seconds of one game; every draw is a game of its own, solved and timed alone."""
    begin = time.perf_counter()
    from foedus.solve import logit_sequential

    importing = time.perf_counter() - begin
    form = crisis_game(SIZES[size])
    parameters = draw_crisis(SIZES[size], draws=request.draws, seed=request.seed)
    games = [np.ascontiguousarray(parameters[:, draw : draw + 1]) for draw in range(request.draws)]
    begin = time.perf_counter()
    logit_sequential(form, games[0])
    cold = importing + time.perf_counter() - begin
    again = crisis_game(SIZES[size])  # equal, yet another object: nothing planned for it is at hand
    begin = time.perf_counter()
    logit_sequential(again, games[0])
    new_tree = time.perf_counter() - begin

    def solve(shard: FloatArray) -> list[tuple[float, FloatArray, float]]:
        answers = []
        for draw in range(shard.shape[1]):
            game = np.ascontiguousarray(shard[:, draw : draw + 1])
            begin = time.perf_counter()
            result = logit_sequential(form, game)
            answers.append((time.perf_counter() - begin, result.log_strategy, float(result.steps[0])))
        return answers

    answers = [answer for shard in solve_in_shards(solve, parameters, threads=request.threads) for answer in shard]
    gains = scaled_gains(form, parameters, np.concatenate([strategy for _, strategy, _ in answers], axis=1))
    times = np.array([seconds for seconds, _, _ in answers])
    steps = float(np.mean([steps for _, _, steps in answers]))
    return Outcome(
        row,
        (Part("one game", "seconds", float(np.median(times)), goal, request.draws, newton_work(form, steps=steps)),),
        unsolved=int((~(gains <= TOLERANCE)).sum()),
        draws=request.draws,
        threads=request.threads,
        seed=request.seed,
        cold_seconds=cold,
        checked=_CHECKED,
        max_gain=float(gains.max()),
        details=MappingProxyType(
            {
                "information_sets": form.infosets,
                "nodes": form.nodes,
                "fastest_seconds": float(times.min()),
                "slowest_seconds": float(times.max()),
                "new_tree_seconds": new_tree,
                "mean_steps": steps,
                "median_gain": float(np.median(gains)),
            }
        ),
    )


def scaled_gains(form: ExtensiveForm, parameters: FloatArray, log_strategy: FloatArray) -> FloatArray:
    """Return the largest conditional gain of each draw, shape (draw,), with each player's payoffs in [0, 1]."""
    from foedus.solve import certify_sequential

    count = max(1, _AT_ONCE // form.nodes)
    found = []
    for start in range(0, parameters.shape[1], count):
        part = np.ascontiguousarray(parameters[:, start : start + count])
        gain = certify_sequential(form, part, log_strategy[:, start : start + count]).gain
        found.append((gain / payoff_spread(form, part)[form.infoset_player]).max(axis=0))
    return np.concatenate(found)
