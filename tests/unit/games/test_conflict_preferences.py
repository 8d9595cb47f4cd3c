"""Preferences of a conflict file: statements over options, unknown pairs, tiers, options that cannot be undone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from foedus._core import CaseError
from foedus.games import Conflict, read_conflicts
from foedus.solve import ordinal_stability

CHICKEN: dict[str, Any] = {
    "dms": ["1", "2"],
    "options": [["1", "swerve"], ["2", "give way"]],
    # each wants the other to give way, then not to crash, then not to give way itself
    "prioritising": {
        "1": ['"give way"', "swerve or 1", "not swerve"],
        "2": ["swerve", "swerve or 1", 'not "give way"'],
    },
}


def read(**changes: Any) -> Conflict:
    (named,) = read_conflicts(json.dumps({**CHICKEN, **changes}), file="c.json")
    return named.conflict


def test_statements_rank_states() -> None:
    # worked by hand: player 1 has 10 > 11 > 01 > 00 (option 1, then option 0, as bits)
    assert read().rank.tolist() == [[0, 1, 3, 2], [0, 3, 1, 2]]
    assert ordinal_stability(read()).equilibria("seq") == [1, 2]


@pytest.mark.parametrize(
    ("statement", "true_at"),
    [
        ("swerve iff 1", [0, 3]),
        ("swerve if 1", [0, 1, 3]),
        ("not (swerve and 1)", [0, 1, 2]),
        ("not swerve and 1", [2]),
        ("swerve or 1 and not 1", [1, 3]),
        ("not not swerve", [1, 3]),
    ],
)
def test_a_statement_is_true_where_it_says(statement: str, true_at: list[int]) -> None:
    rank = read(prioritising={"1": [statement], "2": ["0"]}).rank[0]
    assert [state for state in range(4) if rank[state] == 1] == true_at


def test_an_option_that_cannot_be_undone_is_left_as_it_is() -> None:
    moves = read(irreversible=["swerve"]).moves[0]
    assert list(zip(moves.source.tolist(), moves.target.tolist(), strict=True)) == [(0, 1), (2, 3)]


def test_unknown_pairs_are_unknown_both_ways_and_to_one_player() -> None:
    conflict = read(unknown={"2": [[0, 3]]})
    assert conflict.unknown is not None
    assert [tuple(map(int, each)) for each in zip(*conflict.unknown.nonzero(), strict=True)] == [(1, 0, 3), (1, 3, 0)]


def test_tiers_say_which_preferences_are_strong() -> None:
    assert read(strength={"1": [[1, 2, 3], [0]]}).tier.tolist() == [[0, 1, 1, 1], [0, 0, 0, 0]]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"prioritising": {"1": ["swerve"]}}, "of 2"),
        ({"prioritising": {"1": ["swerve and"], "2": ["0"]}}, "ends"),
        ({"prioritising": {"1": ["(swerve"], "2": ["0"]}}, "bracket"),
        ({"prioritising": {"1": ["swerve 1"], "2": ["0"]}}, "too many"),
        ({"prioritising": {"1": ["brake"], "2": ["0"]}}, "no option"),
        ({"prioritising": {"1": ['"swerve'], "2": ["0"]}}, "quote"),
        ({"prioritising": {"1": ["(" * 900], "2": ["0"]}}, "deep"),
        ({"prioritising": {"1": ["not " * 400 + "0"], "2": ["0"]}}, "deep"),
        ({"prioritising": {"1": ["9"], "2": ["0"]}}, "no option"),
        ({"irreversible": ["brake"]}, "irreversible"),
        ({"unknown": {"3": []}}, "unknown"),
        ({"unknown": {"1": [[0, 9]]}}, "pairs"),
        ({"unknown": {"1": 4}}, "pairs"),
        ({"strength": {"1": [[0], [1, 2, 3]]}}, "higher tier"),
        ({"strength": {"1": [[0]]}}, "rank every state"),
    ],
)
def test_what_is_wrong_with_preferences_is_said(changes: dict[str, Any], word: str) -> None:
    with pytest.raises(CaseError) as caught:
        read(**changes)
    assert word in caught.value.diagnostics[0].message
