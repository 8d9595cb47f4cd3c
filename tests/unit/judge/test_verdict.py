"""Plans compared: every number worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t as student

from foedus.judge import Estimate
from foedus.judge._verdict import compare, estimate, leader_of, regret_of, separated, settled, verdict_of

PLANS = ("left", "right")
REPLICATE = np.repeat(np.arange(4), 2)


def test_the_interval_is_students_t_over_the_replicates() -> None:
    found = estimate(np.array([0.0, 2.0, 1.0, 3.0, 2.0, 4.0, 3.0, 5.0]), REPLICATE)
    # means of the replicates 1, 2, 3, 4: standard deviation sqrt(5/3), so error sqrt(5/12)
    half = student.ppf(0.975, 3) * np.sqrt(5 / 12)
    assert found == Estimate(2.5, pytest.approx(2.5 - half), pytest.approx(2.5 + half))


def test_one_replicate_says_nothing_about_chance() -> None:
    found = estimate(np.array([1.0, 2.0]), np.zeros(2, np.int64))
    assert found.mean == 1.5
    assert not separated(found)


def test_regret_is_the_loss_against_the_best_plan_of_each_draw() -> None:
    assert regret_of(np.array([[1.0, 0.0], [0.5, 0.75]])).tolist() == [[0.0, 0.75], [0.5, 0.0]]


def test_the_verdict_of_eight_draws() -> None:
    values = np.array([[[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.5]], [[0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]]])
    outcomes = np.array([[[0.25] * 8, [0.75] * 8], [[1.0] * 8, [0.0] * 8]])
    verdict = verdict_of(
        PLANS, values, outcomes, REPLICATE, advised=0, types=("only",), outcome_names=("peace", "war"), happened="war"
    )
    left, right = verdict.plans
    assert (left.id, left.mean_regret.mean, left.max_regret) == ("left", 0.5 / 8, 0.5)
    assert (right.id, right.mean_regret.mean, right.max_regret) == ("right", 6 * 0.5 / 8, 0.5)
    # the last draw is a tie, shared
    assert left.share_best.mean == pytest.approx(6.5 / 8)
    assert right.share_best.mean == pytest.approx(1.5 / 8)
    assert left.worst_decile.mean == 0.0
    assert dict(left.outcomes)["war"].mean == 0.75
    assert left.happened is not None
    assert left.happened.mean == 0.75
    assert right.happened is not None
    assert right.happened.mean == 0.0
    (pair,) = verdict.comparisons
    assert (pair.left_better, pair.right_better) == (6 / 8, 1 / 8)
    assert pair.difference.mean == pytest.approx((0.5 - 3) / 8)


def test_a_difference_within_chance_leaves_no_leader() -> None:
    regret = np.array([[0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.9, 0.9], [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]])
    assert leader_of(PLANS, regret, REPLICATE) is None
    assert leader_of(PLANS, np.array([np.zeros(8), np.ones(8)]), REPLICATE) == "left"
    assert leader_of(("alone",), np.zeros((1, 8)), REPLICATE) == "alone"


def test_rounding_makes_no_leader() -> None:
    regret = np.array([np.zeros(8), np.full(8, 1e-9)])
    assert leader_of(PLANS, regret, REPLICATE) is None
    (pair,) = compare(PLANS, regret, REPLICATE)
    assert not pair.separated
    assert settled(pair)


def test_an_open_comparison_is_not_settled() -> None:
    regret = np.array([[0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.9, 0.9], [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]])
    (pair,) = compare(PLANS, regret, REPLICATE)
    assert not settled(pair)
