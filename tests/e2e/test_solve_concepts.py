"""`foedus solve` with each concept: what is found, how it is said, and what happens where a method fails."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

import foedus.solve
from foedus.cli import main
from foedus.solve import MultistartResult
from support.case_folders import SIGNAL, write_case
from support.efg_games import efg_text, kuhn

GOOD, FINDINGS, MISUSE = 0, 1, 2
SEXES = 'NFG 1 R "sexes" { "Ann" "Bob" } { { "boxing" "ballet" } { "boxing" "ballet" } } 2 1 0 0 0 0 1 2'
UNEQUAL = 'NFG 1 R "" { "A" "B" } { { "x" "y" } { "x" "y" } } 2e9 -1 -3e9 1 -1e9 1 1e9 -2'
"""B's stakes are a millionth of A's, so the principal branch ends before B cares."""
ENTRY = """EFG 2 R "entry" { "E" "I" } p "" 1 1 "e" { "out" "in" } 0 t "" 1 "" { 0 2 }
p "" 2 1 "i" { "fight" "share" } 0 t "" 2 "" { -1 -1 } t "" 3 "" { 1 1 }"""
DRIVER = """EFG 2 R "driver" { "Ann" } p "" 1 1 "turn" { "leave" "go on" } 0 t "" 1 "" { 0 }
p "" 1 1 "turn" { "leave" "go on" } 0 t "" 2 "" { 4 } t "" 3 "" { 1 }"""


def foedus_(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(item) for item in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture
def solve(tmp_path: Path) -> Any:
    """Solve the game of a text and return the JSON."""

    def solved(text: str, *arguments: str) -> Any:
        file = tmp_path / f"game.{text[:3].lower()}"
        file.write_text(text, encoding="utf-8")
        result = foedus_("solve", file, *arguments, "--json")
        assert result.exit_code == GOOD, result.output
        return json.loads(result.stdout)

    return solved


def test_all_lists_the_three_equilibria_and_how_each_was_found(solve: Any) -> None:
    told = solve(SEXES, "--concept", "all", "--starts", "24")
    strategies = sorted([round(value, 3) for value in one["strategies"][0][0]] for one in told["equilibria"])
    assert strategies == [[0, 1], [0.667, 0.333], [1, 0]]
    assert told["starts"] == 24
    assert sum(one["found"] for one in told["equilibria"]) + told["lost"] == 24
    for one in told["equilibria"]:
        assert one["method"] == "multistart_sequential"
        assert one["max_gain_share"] <= 1e-6
    assert "3 different" in told["notes"][-1]


def test_all_leaves_out_the_threat_that_nash_lists(solve: Any) -> None:
    (only,) = solve(ENTRY, "--concept", "all")["equilibria"]
    assert only["strategies"] == [[[pytest.approx(0, abs=1e-6), pytest.approx(1)]],
                                  [[pytest.approx(0, abs=1e-6), pytest.approx(1)]]]  # fmt: skip
    nash = solve(ENTRY, "--concept", "nash")
    assert {one["payoffs"]["I"] for one in nash["equilibria"]} == {2.0, 1.0}
    assert nash["infinite"]
    assert nash["components"] == 2
    assert nash["same_outcomes"] == [True, True]


def test_all_adds_the_pure_equilibria_that_no_branch_ends_in(solve: Any) -> None:
    # Beer and quiche (Cho and Kreps 1987): pooling on quiche needs beliefs that rest on the costlier mistake, so no
    # branch ends there; enumeration shows it to be sequential.
    told = solve(efg_text(["Sender", "Receiver"], beer_and_quiche()), "--concept", "all")
    methods = {one["method"] for one in told["equilibria"]}
    assert methods == {"multistart_sequential", "enumerate_pure_sequential"}
    pure = [one for one in told["equilibria"] if one["method"] == "enumerate_pure_sequential"]
    assert [one["intuitive"] for one in pure] == [False]


def beer_and_quiche() -> Any:
    def breakfast(strong: bool) -> Any:
        def duel(beer: bool) -> Any:
            liked = 1 if beer == strong else 0
            ends = [("duel", ("end", (liked, 0 if strong else 1))), ("none", ("end", (liked + 2, 1 if strong else 0)))]
            return (2, "beer seen" if beer else "quiche seen", ends)

        return (1, "strong" if strong else "weak", [("beer", duel(True)), ("quiche", duel(False))])

    return ("chance", [("9/10", breakfast(True)), ("1/10", breakfast(False))])


def test_nash_says_when_there_are_no_others(solve: Any) -> None:
    told = solve(SEXES, "--concept", "nash")
    assert [one["component"] for one in told["equilibria"]] == [1, 2, 3]
    assert not told["infinite"]
    assert told["notes"] == ["these are all extreme equilibria, in 3 components; there are no others"]


def test_nash_of_a_table_too_large_to_enumerate_is_one_by_pivoting(solve: Any) -> None:
    told = solve(efg_text(["Ann", "Bob"], kuhn()), "--concept", "nash")
    (one,) = told["equilibria"]
    assert one["method"] == "lemke_howson_nash"
    assert one["payoffs"]["Ann"] == pytest.approx(-1 / 18)
    assert "27 by 64 plans" in told["notes"][0]


def test_hidden_moves_have_a_subgame_perfect_equilibrium_too(solve: Any) -> None:
    told = solve(SEXES, "--concept", "subgame-perfect")
    assert told["equilibria"][0]["method"] == "logit_sequential"
    assert "every sequential equilibrium is subgame-perfect" in told["notes"][0]
    assert solve(ENTRY, "--concept", "subgame-perfect")["equilibria"][0]["method"] == "backward_subgame_perfect"


def test_a_case_with_hidden_moves_is_solved_as_one(tmp_path: Path) -> None:
    folder = write_case(tmp_path, case_yaml=SIGNAL)
    told = foedus_("solve", folder, "--concept", "subgame-perfect")
    assert told.exit_code == GOOD
    assert "some moves are hidden" in told.stdout


def test_a_lost_principal_branch_is_told_and_another_taken(solve: Any) -> None:
    told = solve(UNEQUAL)
    (one,) = told["equilibria"]
    assert one["method"] == "multistart_sequential: the principal branch was lost"
    assert one["strategies"] == [
        [[pytest.approx(0.6), pytest.approx(0.4)]],
        [[pytest.approx(2 / 7), pytest.approx(5 / 7)]],
    ]
    assert one["max_gain_share"] <= 1e-6
    assert "range of payoffs is left at its end" in told["notes"][0]


def lose_branches(monkeypatch: pytest.MonkeyPatch) -> None:
    real = foedus.solve.logit_sequential

    def lost(*arguments: Any, **options: Any) -> Any:
        result = real(*arguments, **options)
        return replace(result, status=np.ones_like(result.status))

    monkeypatch.setattr(foedus.solve, "logit_sequential", lost)
    monkeypatch.setattr(
        foedus.solve, "multistart_sequential", lambda *_, starts, **__: MultistartResult((), starts, starts)
    )


def test_pure_equilibria_are_the_last_resort(solve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_branches(monkeypatch)
    told = solve(ENTRY)
    assert told["equilibria"][0]["method"] == "enumerate_pure_sequential: the principal branch was lost"
    assert told["equilibria"][0]["strategies"] == [[[0, 1]], [[0, 1]]]
    assert [one["method"] for one in solve(ENTRY, "--concept", "all")["equilibria"]] == ["enumerate_pure_sequential"]


def test_what_no_method_solves_is_said_to_be_unsolved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_branches(monkeypatch)
    (tmp_path / "unequal.nfg").write_text(UNEQUAL, encoding="utf-8")
    for concept in ("sequential", "all", "subgame-perfect"):
        refused = foedus_("solve", tmp_path / "unequal.nfg", "--concept", concept)
        assert refused.exit_code == FINDINGS
        assert "not solved" in refused.stderr
        assert "branches were lost" in refused.stderr


@pytest.mark.parametrize("concept", ["sequential", "subgame-perfect", "pure", "all"])
def test_an_absent_minded_player_is_refused_by_name(concept: str, tmp_path: Path) -> None:
    (tmp_path / "driver.efg").write_text(DRIVER, encoding="utf-8")
    refused = foedus_("solve", tmp_path / "driver.efg", "--concept", concept)
    assert refused.exit_code == FINDINGS
    assert "Ann forgets an own move at information set 'turn', which one play can visit twice" in refused.stderr


@pytest.mark.parametrize(
    ("text", "concept", "word"),
    [(DRIVER, "nash", "two players"), (SEXES.replace("2 1 0", "2 1 1"), "zero-sum", "constant-sum")],
)
def test_a_concept_that_does_not_fit_is_a_finding_with_a_reason(
    text: str, concept: str, word: str, tmp_path: Path
) -> None:
    file = tmp_path / f"game.{text[:3].lower()}"
    file.write_text(text, encoding="utf-8")
    refused = foedus_("solve", file, "--concept", concept)
    assert refused.exit_code == FINDINGS
    assert word in refused.stderr


def test_starts_without_branches_are_misuse(tmp_path: Path) -> None:
    (tmp_path / "sexes.nfg").write_text(SEXES, encoding="utf-8")
    refused = foedus_("solve", tmp_path / "sexes.nfg", "--concept", "nash", "--starts", "5")
    assert refused.exit_code == MISUSE
    assert "--concept all" in refused.stderr


PLAIN = {
    "no decision": 'EFG 2 R "" { "A" "B" } c "" 1 "" { "a" 1/2 "b" 1/2 } 0 t "" 1 "" { 1 2 } t "" 2 "" { 3 4 }',
    "one end": 'EFG 2 R "" { "A" } t "" 1 "" { 1 }',
    "one action": 'EFG 2 R "" { "A" "B" } p "" 1 1 "" { "only" } 0 p "" 2 1 "" { "l" "r" } 0 t "" 1 "" { 1 1 }'
    ' p "" 1 2 "" { "only" } 0 t "" 2 "" { 0 3 }',
    "one player": 'EFG 2 R "" { "A" } c "" 1 "" { "a" 1/3 "b" 2/3 } 0 p "" 1 1 "" { "l" "r" } 0 t "" 1 "" { 1 }'
    ' t "" 2 "" { 0 } p "" 1 1 "" { "l" "r" } 0 t "" 2 "" { 0 } t "" 1 "" { 1 }',
    "chance that never comes": 'EFG 2 R "" { "A" } c "" 1 "" { "a" 1 "b" 0 } 0 p "" 1 1 "" { "l" "r" } 0 t "" 1 ""'
    ' { 1 } t "" 2 "" { 0 } p "" 1 2 "" { "l" "r" } 0 t "" 2 "" { 0 } t "" 1 "" { 1 }',
    "no stakes": 'NFG 1 R "" { "A" "B" } { { "x" "y" } { "x" "y" } } 5 5 5 5 5 5 5 5',
    "payoffs of 1e200": SEXES.rsplit("}", 1)[0] + "} 2e200 1e200 0 0 0 0 1e200 2e200",
    "payoffs of 1e-200": SEXES.rsplit("}", 1)[0] + "} 2e-200 1e-200 0 0 0 0 1e-200 2e-200",
    "a sure million": SEXES.rsplit("}", 1)[0] + "} 1000002 -999999 1000000 -1e6 1000000 -1e6 1000001 -999998",
}


@pytest.mark.parametrize("concept", ["sequential", "subgame-perfect", "pure", "all"])
@pytest.mark.parametrize("name", PLAIN)
def test_games_at_the_edge_are_solved_with_a_certificate(name: str, concept: str, solve: Any) -> None:
    told = solve(PLAIN[name], "--concept", concept)
    assert told["equilibria"]
    for one in told["equilibria"]:
        assert one["max_gain_share"] <= 1e-6
        for sets in one["strategies"]:
            assert all(sum(probabilities) == pytest.approx(1) for probabilities in sets)
