"""Other tools are judged fairly and stopped in time; the page of results is what the results give."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from foedus.bench import SIZES, crisis_game, draw_crisis
from foedus.games import read_efg
from foedus.solve import logit_sequential, sequence_form_zero_sum

ROOT = Path(__file__).resolve().parents[3]

PEER = """
import time

def sleep(seconds):
    time.sleep(seconds)
    return seconds

def refuse():
    raise ValueError("no such game")

TASKS = {"version": lambda: "1", "sleep": sleep, "refuse": refuse}
"""

# B sees nothing of A's choice: matching pennies after a choice of A to stay out.
PENNIES = """EFG 2 R "pennies" { "A" "B" }
""
p "" 1 1 "" { "heads" "tails" } 0
p "" 2 1 "" { "heads" "tails" } 0
t "" 1 "" { 1 -1 }
t "" 2 "" { -1 1 }
p "" 2 1 "" { "heads" "tails" } 0
t "" 3 "" { -1 1 }
t "" 4 "" { 1 -1 }
"""


@pytest.fixture
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that imports a module of the benchmarks, which stand outside the package."""
    monkeypatch.syspath_prepend(str(ROOT))
    return lambda name: importlib.import_module(f"benchmarks.{name}")


def test_regret_is_what_a_best_reply_adds(benchmarks: Any) -> None:
    answers = benchmarks("peers.answers")
    game = read_efg(PENNIES)
    half = np.full((4, 1), 0.5)
    assert answers.regret(game.form, game.parameters, half) == pytest.approx(0.0, abs=1e-9)
    pure = np.array([[1.0], [0.0], [1.0], [0.0]])  # both heads: B would get 1 for -1, all there is
    assert answers.regret(game.form, game.parameters, pure) == pytest.approx(1.0, abs=1e-9)


def test_an_equilibrium_has_no_regret_and_the_uniform_profile_has(benchmarks: Any) -> None:
    answers = benchmarks("peers.answers")
    form, numbers = crisis_game(SIZES["14"]), draw_crisis(SIZES["14"], draws=1)
    assert answers.regret(form, numbers, logit_sequential(form, numbers).strategy) < 1e-6
    assert answers.regret(form, numbers, np.full((form.actions, 1), 1 / 3)) > 1e-2


def test_strategies_come_in_the_order_of_the_file(benchmarks: Any) -> None:
    answers = benchmarks("peers.answers")
    form = crisis_game(SIZES["14"])
    order = answers.in_file_order(form)
    owners = [
        int(form.infoset_player[np.searchsorted(form.first_action, action, side="right") - 1]) for action in order
    ]
    assert sorted(order) == list(range(form.actions))
    assert owners == sorted(owners)
    assert (answers.as_strategy(form, order)[:, 0] == np.arange(form.actions)).all()


def test_the_zero_sum_variant_is_one(benchmarks: Any) -> None:
    answers = benchmarks("peers.answers")
    form, numbers = answers.zero_sum(crisis_game(SIZES["tiny"]), draw_crisis(SIZES["tiny"], draws=1))
    value = sequence_form_zero_sum(form, numbers).values[:, 0]
    assert value.sum() == pytest.approx(0.0, abs=1e-9)
    paid = form.payoffs.evaluate(numbers).reshape(-1, 2)
    assert np.abs(paid.sum(axis=1)).max() < 1e-12
    assert np.abs(paid).max() > 0.1


def test_a_peer_that_does_not_answer_is_stopped_and_can_be_asked_again(
    benchmarks: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "some_peer.py").write_text(PEER, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    child = benchmarks("peers.child")
    peer = child.Child("some_peer")
    try:
        assert child.available(peer, "version") == "1"
        with pytest.raises(child.GaveNoAnswer, match="no answer within"):
            peer.call("sleep", 60, limit=0.2)
        assert peer.call("sleep", 0, limit=60) == 0
        with pytest.raises(child.GaveNoAnswer, match="no such game"):
            peer.call("refuse", limit=60)
    finally:
        peer.close()


def test_a_peer_that_is_not_installed_is_said_to_be_absent(benchmarks: Any) -> None:
    child = benchmarks("peers.child")
    assert child.available(child.Child("no_such_peer_anywhere"), "version") == ""


def test_the_page_is_what_the_results_give() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.page", "--check"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_chart_is_the_same_for_the_same_numbers_and_shows_every_point(benchmarks: Any) -> None:
    drawing = benchmarks("drawing")
    panel = drawing.Panel("a & b", "x", "y", (drawing.Line("one", ((1.0, 2.0), (10.0, 30.0), (100.0, 5.0))),), goal=4.0)
    first, second = (drawing.draw([panel], title="t", description="d") for _ in range(2))
    assert first == second
    assert first.count("<circle") == 3
    assert "a &amp; b" in first
    assert first.count("stroke-dasharray") == 1


def test_charts_need_no_points(benchmarks: Any) -> None:
    drawing = benchmarks("drawing")
    assert "not measured" in drawing.draw([drawing.Panel("a", "x", "y", ())], title="t", description="d")
