"""Staged games against the comparison's own tables and a formula of the literature, where those are at hand."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

from foedus.bench._staged_game import BASE, draw_staged, staged_game
from foedus.solve import backward_subgame_perfect_staged
from support.staged import trigger

SHARED = Path(__file__).resolve().parents[3] / "shared"
RULES = SHARED / "bench" / "phased.py"
FORMULAS = SHARED / "data" / "literature" / "closed-forms.json"


@pytest.mark.skipif(not RULES.is_file(), reason="the shared benchmark is not beside this checkout")
def test_the_long_game_has_the_values_of_the_comparison():
    spec = importlib.util.spec_from_file_location("phased", RULES)
    rules = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rules)
    after_patron, after_adversary, incident = rules.dag()
    game, parameters = staged_game(), draw_staged(3, rng=np.random.default_rng(1))
    for draw in range(3):
        numbers = dict(zip(BASE, parameters[:, draw].tolist(), strict=False))
        paid = np.array([[rules.flow(s, 0, 0, b, numbers) for b in (0, 1)] for s in range(rules.S)])
        value = np.zeros((rules.S, 2))
        for _ in range(100):
            each = paid + rules.DISC * value[after_adversary]
            moved = each[np.arange(rules.S), each[:, :, 1].argmax(axis=1)]
            new = np.zeros_like(value)
            for s in range(rules.S):
                for happens in (0, 1):
                    reached = [after for after in after_patron[s, happens] if after >= 0]
                    best = moved[max(reached, key=lambda after: moved[after, 0])]
                    new[s] += (incident[s] if happens else 1 - incident[s]) * best
            value = new
        result = backward_subgame_perfect_staged(game, parameters[:, draw : draw + 1], rounds=100)
        reached = ~np.isnan(result.values[:, 0, 0])
        assert reached.sum() == 60
        assert result.values[reached, :, 0] == pytest.approx(value[reached], abs=1e-10)
        assert reached[rules.idx(0, 0, 0, 2)]
        assert game.initial == rules.idx(0, 0, 0, 2)


@pytest.mark.skipif(not FORMULAS.is_file(), reason="the shared data are not beside this checkout")
def test_a_violation_is_deterred_as_the_arithmetic_of_triggers_says():
    cases = json.loads(FORMULAS.read_text(encoding="utf-8"))["cases"]
    expected = next(case for case in cases if case["id"] == "trigger_reintervention")["expected"]
    assert len(expected) >= 3
    for case in expected:
        parameters = np.array([[case["gain"]], [case["loss_per_period"]], [case["delta"]]])
        deterred = [violates(parameters, periods)[0] == 0 for periods in range(1, 20)]
        assert deterred[case["periods"] - 1] == case["deterred"]
        assert deterred.index(True) + 1 == case["min_periods"]
        free = parameters * [[100.0], [1.0], [1.0]]  # a gain nothing deters shows what the punishment is worth
        assert 100 * case["gain"] - violates(free, case["periods"])[1] == pytest.approx(case["punishment_value"])


def violates(parameters, periods):
    """Return the probability that the violator violates, and its expected payoff."""
    result = backward_subgame_perfect_staged(trigger(periods), parameters, rounds=periods + 1, policy_rounds=1)
    return result.strategy[0, 0, 0], result.initial_values[0, 0]


@pytest.mark.parametrize(
    ("gain", "loss", "delta", "periods"), [(1.0, 0.5, 0.9, 3), (0.5, 0.3, 0.8, 2), (2.0, 0.7, 0.5, 6)]
)
def test_punishment_is_worth_the_geometric_sum(gain, loss, delta, periods):
    # Own twin of the above: L * delta * (1 - delta^tau) / (1 - delta), by hand for each row.
    worth = loss * sum(delta**k for k in range(1, periods + 1))
    probability, payoff = violates(np.array([[gain], [loss], [delta]]), periods)
    assert probability == (1.0 if gain > worth else 0.0)
    assert payoff == pytest.approx(max(gain - worth, 0.0))
