"""Plans compared over draws: regret, shares, dominance, and whether one of them leads."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

from foedus.games import FloatArray

from ._types import Comparison, Estimate, PlanVerdict, Verdict

BEST = 1e-6
"""Within this of the best, a plan shares the first place."""

Replicates = npt.NDArray[np.int64]


def estimate(values: FloatArray, replicate: Replicates) -> Estimate:
    """Return the mean of *values* with a 95 % interval from the means of the replicates.

    >>> estimate(np.array([1.0, 1.0, 3.0, 3.0]), np.array([0, 0, 1, 1])).mean
    2.0
    """
    groups = np.unique(replicate)
    means = np.array([values[replicate == group].mean() for group in groups])
    mean = float(means.mean())
    half = interval(means)
    return Estimate(mean, mean - half, mean + half)


def proportion(values: FloatArray, replicate: Replicates) -> Estimate:
    """Return ``estimate`` for shares and probabilities: the interval ends at 0 and 1."""
    found = estimate(values, replicate)
    return Estimate(found.mean, max(found.low, 0.0), min(found.high, 1.0))


def interval(means: FloatArray) -> float:
    """Return half the width of the 95 % interval of the mean of independent replicate *means*."""
    if len(means) < 2:
        return float("inf")
    error = float(means.std(ddof=1)) / len(means) ** 0.5
    return float(student.ppf(0.975, len(means) - 1) * error)


def separated(difference: Estimate) -> bool:
    """Tell whether the interval excludes every difference that counts as a tie."""
    return difference.low > BEST or difference.high < -BEST


def settled(comparison: Comparison) -> bool:
    """Tell whether more draws would not help: the plans are separated, or tie in every single draw."""
    return comparison.separated or comparison.left_better == comparison.right_better == 0.0


def regret_of(values: FloatArray) -> FloatArray:
    """Return what each plan loses against the best in each draw, shapes (plan, draw)."""
    regret: FloatArray = values.max(axis=0) - values
    return regret


def compare(plans: tuple[str, ...], regret: FloatArray, replicate: Replicates) -> tuple[Comparison, ...]:
    """Return every pair of plans, compared draw by draw."""
    found = []
    for one in range(len(plans)):
        for two in range(one + 1, len(plans)):
            difference = regret[one] - regret[two]
            spread = estimate(difference, replicate)
            found.append(
                Comparison(
                    plans[one],
                    plans[two],
                    spread,
                    separated(spread),
                    float((difference < -BEST).mean()),
                    float((difference > BEST).mean()),
                )
            )
    return tuple(found)


def leader_of(plans: tuple[str, ...], regret: FloatArray, replicate: Replicates) -> str | None:
    """Return the plan of least mean regret, or None where its interval does not separate from the next."""
    if len(plans) == 1:
        return plans[0]
    first, second = np.argsort(regret.mean(axis=1), kind="stable")[:2]
    return plans[first] if separated(estimate(regret[first] - regret[second], replicate)) else None


def verdict_of(
    plans: tuple[str, ...],
    values: FloatArray,
    outcomes: FloatArray,
    replicate: Replicates,
    *,
    advised: int,
    types: tuple[str, ...],
    outcome_names: tuple[str, ...],
    happened: str | None,
) -> Verdict:
    """Return the verdict.

    Args:
        plans: their ids.
        values: shape (plan, planner type, draw).
        outcomes: shape (plan, outcome, draw).
        replicate: shape (draw,).
        advised: the planner type whose value decides.
        types: names of the planner's types.
        outcome_names: names of the outcomes.
        happened: the outcome that in fact came, if the case says so.
    """
    deciding = values[:, advised]
    regret = regret_of(deciding)
    best = regret <= BEST
    share = best / best.sum(axis=0)
    found = []
    for row, plan in enumerate(plans):
        worst = np.quantile(deciding[row], 0.1)
        found.append(
            PlanVerdict(
                plan,
                estimate(deciding[row], replicate),
                tuple((kind, estimate(values[row, place], replicate)) for place, kind in enumerate(types)),
                estimate(regret[row], replicate),
                float(regret[row].max()),
                proportion(share[row], replicate),
                _worst_decile(deciding[row], float(worst), replicate),
                tuple((name, proportion(outcomes[row, place], replicate)) for place, name in enumerate(outcome_names)),
                proportion(outcomes[row, outcome_names.index(happened)], replicate) if happened else None,
            )
        )
    found.sort(key=lambda item: (item.mean_regret.mean, plans.index(item.id)))
    return Verdict(
        leader_of(plans, regret, replicate),
        tuple(found),
        compare(plans, regret, replicate),
        len(replicate),
        len(np.unique(replicate)),
    )


def _worst_decile(values: FloatArray, bound: float, replicate: Replicates) -> Estimate:
    """Return the mean over the worst tenth of all draws, its interval from the replicates' own worst tenths."""
    mean = float(values[values <= bound].mean())
    own = []
    for group in np.unique(replicate):
        part = np.sort(values[replicate == group])
        own.append(part[: max(1, len(part) // 10)].mean())
    half = interval(np.array(own))
    return Estimate(mean, mean - half, mean + half)
