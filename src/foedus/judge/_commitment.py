"""What a promise is worth to the planner, and which breach cost makes it credible."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from foedus.compiler import CompiledGame, Parameter
from foedus.games import FloatArray
from foedus.scenario import Commitment, Scenario, remove

from ._design import Sample
from ._solution import TOLERANCE, Arrays
from ._space import Numbers
from ._types import CommitmentWorth
from ._verdict import estimate

HIGHEST = 2.0
"""Breach costs are tried up to this share of the distance from the worst to the best outcome."""
THRESHOLD_DRAWS = 64
"""Draws for which the threshold is sought."""
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
) -> CommitmentWorth | None:
    """Return value and credibility of *commitment* in the plan of *game*, over the draws of *sample*.

    The value is the planner's value with the promise minus without it, draw by draw. The threshold is the smallest
    breach cost at which every type carries the promise out with probability a half or more wherever it falls due. None
    where no draw could be solved both ways.
    """
    plan = game.plan
    bare = compile_plans(remove(scenario, "commitment", id=commitment.id))[plan]
    label = f"value of {commitment.id}"
    with_it, without_it = solve({plan: game}, sample, label)[plan], solve({plan: bare}, sample, label)[plan]
    good = (with_it["gain"] <= TOLERANCE) & (without_it["gain"] <= TOLERANCE)
    if not good.any():
        return None
    rows = _rows(game, commitment)
    kept: dict[str, list[float]] = {}
    for type_, actions in rows:
        share = with_it["strategy"][actions][:, good].sum(axis=0)
        kept.setdefault(f"{commitment.by}.{type_}", []).append(float(share.mean()))
    threshold: tuple[tuple[str, float], ...] = ()
    if commitment.breach:
        costs = _thresholds(commitment, game, _first(sample, THRESHOLD_DRAWS), rows, solve)
        threshold = tuple(
            (f"{round(100 * level)}%", float(np.quantile(costs, level, method="higher")))
            for level in (0.1, 0.5, 0.9)
            if len(costs)
        )
    return CommitmentWorth(
        commitment.id,
        plan,
        estimate((with_it["values"][advised] - without_it["values"][advised])[good], sample.replicate[good]),
        threshold,
        tuple((name, float(np.mean(shares))) for name, shares in kept.items()),
        int(good.sum()),
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
    """Return each draw's threshold by bisection; infinite where even the highest cost does not bind.

    Draws that could not be solved at every cost tried are left out. Where the promise is kept at some costs and broken
    at higher ones, bisection finds one of the crossings.
    """
    low, high = np.zeros(sample.draws), np.full(sample.draws, HIGHEST)
    good = np.ones(sample.draws, np.bool_)

    def holds(cost: FloatArray) -> np.ndarray:
        changed = Sample(_charged(sample.numbers, commitment.breach, cost), sample.replicate, sample.share)
        solved = solve({game.plan: game}, changed, f"credibility of {commitment.id}")[game.plan]
        np.logical_and(good, solved["gain"] <= TOLERANCE, out=good)
        shares = np.array([solved["strategy"][actions].sum(axis=0) for _, actions in rows])
        return np.asarray(shares.min(axis=0) >= 0.5)

    never = ~holds(high)
    at_once = holds(low)
    for _ in range(STEPS):
        middle = (low + high) / 2
        enough = holds(middle)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.where(never, np.inf, np.where(at_once, 0.0, high))[good]


def _charged(numbers: Numbers, breach: str, cost: FloatArray) -> Numbers:
    """Return *numbers* with another breach cost; where it is charged every round, later rounds keep their discount."""
    base = numbers[Parameter("weight", (breach,))]
    changed = dict(numbers)
    for key, value in numbers.items():
        if key.kind == "weight" and key.keys[0] == breach:
            changed[key] = -cost * np.divide(value, base, out=np.ones_like(base), where=base != 0)
    return changed


def _first(sample: Sample, draws: int) -> Sample:
    """Return the first draws of every replicate, about *draws* together."""
    groups = np.unique(sample.replicate)
    each = -(-draws // len(groups))
    chosen = np.concatenate([np.flatnonzero(sample.replicate == group)[:each] for group in groups])
    return Sample({key: value[chosen] for key, value in sample.numbers.items()}, sample.replicate[chosen], sample.share)
