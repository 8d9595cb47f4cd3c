"""What a promise is worth to the planner, and which breach cost makes it credible."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from foedus.compiler import CompiledGame, Parameter
from foedus.games import FloatArray
from foedus.scenario import Commitment, Scenario, remove

from ._design import Sample
from ._solution import Arrays
from ._types import CommitmentWorth
from ._verdict import estimate

HIGHEST = 2.0
"""Breach costs are tried up to this share of the distance from the worst to the best outcome."""
STEPS = 7
"""Halvings of that range: the threshold is found to 1/64."""

Solve = Callable[[dict[str, CompiledGame], Sample, str], dict[str, Arrays]]


def worth_of(
    commitment: Commitment,
    scenario: Scenario,
    game: CompiledGame,
    sample: Sample,
    *,
    advised: int,
    compile_plans: Callable[[Scenario], dict[str, CompiledGame]],
    solve: Solve,
) -> CommitmentWorth:
    """Return value and credibility of *commitment* in the plan of *game*, over the draws of *sample*.

    The value is the planner's value with the promise minus without it, draw by draw. The threshold is the smallest
    breach cost at which every type carries the promise out with probability a half or more wherever it falls due.
    """
    plan = game.plan
    bare = compile_plans(remove(scenario, "commitment", id=commitment.id))[plan]
    with_it = solve({plan: game}, sample, f"value of {commitment.id}")[plan]
    without_it = solve({plan: bare}, sample, f"value of {commitment.id}")[plan]
    rows = _rows(game, commitment)
    kept: dict[str, list[float]] = {}
    for type_, actions in rows:
        share = with_it["strategy"][actions].sum(axis=0)
        kept.setdefault(f"{commitment.by}.{type_}", []).append(float(share.mean()))
    threshold: tuple[tuple[str, float], ...] = ()
    if commitment.breach:
        costs = _thresholds(commitment, game, sample, rows, solve)
        threshold = tuple(
            (f"{round(100 * level)}%", float(np.quantile(costs, level, method="higher"))) for level in (0.1, 0.5, 0.9)
        )
    return CommitmentWorth(
        commitment.id,
        plan,
        estimate(with_it["values"][advised] - without_it["values"][advised], sample.replicate),
        threshold,
        tuple((name, float(np.mean(shares))) for name, shares in kept.items()),
        sample.draws,
    )


def is_due(game: CompiledGame, commitment: str) -> bool:
    """Tell whether the promise falls due anywhere in the game, reached or not."""
    return any(commitment in due for due in game.due)


def _rows(game: CompiledGame, commitment: Commitment) -> list[tuple[str, list[int]]]:
    """Return, for every information set where the promise is due, the type and the actions that keep it."""
    found, start = [], 0
    for key, moves, due in zip(game.infosets, game.infoset_moves, game.due, strict=True):
        if commitment.id in due:
            found.append((key.type, [start + place for place, move in enumerate(moves) if move in commitment.then]))
        start += len(moves)
    return found


def _thresholds(
    commitment: Commitment, game: CompiledGame, sample: Sample, rows: list[tuple[str, list[int]]], solve: Solve
) -> FloatArray:
    """Return each draw's threshold by bisection; infinite where even the highest cost does not bind."""
    low, high = np.zeros(sample.draws), np.full(sample.draws, HIGHEST)

    def holds(cost: FloatArray) -> np.ndarray:
        numbers = {**sample.numbers, Parameter("weight", (commitment.breach,)): -cost}
        changed = Sample(numbers, sample.replicate, sample.share)
        strategy = solve({game.plan: game}, changed, f"credibility of {commitment.id}")[game.plan]["strategy"]
        shares = np.array([strategy[actions].sum(axis=0) for _, actions in rows])
        return np.asarray(shares.min(axis=0) >= 0.5)

    never = ~holds(high)
    at_once = holds(low)
    for _ in range(STEPS):
        middle = (low + high) / 2
        enough = holds(middle)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.where(never, np.inf, np.where(at_once, 0.0, high))
