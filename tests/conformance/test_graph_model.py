"""Ordinal stability against published answers, and against the definitions spelt out state by state."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus._core import CaseError
from foedus.games import Conflict, NamedConflict, read_conflicts
from foedus.solve import CONCEPTS, Concept, coalition_stability, ordinal_stability

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "gmcr" / "conflicts.json"

# Elmira: moves and ordinal payoffs of Hipel, Kilgour, Fang and Peng 1997; s5, s8, s9 strong, s1 and s4 only GMR, SMR
ELMIRA: dict[str, Any] = {
    "dms": ["ministry", "firm", "town"],
    "states": [1, 2, 3, 4, 5, 6, 7, 8, 9],
    "moves": [
        [[1, 2], [3, 4], [5, 6], [7, 8]],
        [[1, 3], [1, 9], [2, 4], [2, 9], [3, 9], [4, 9], [5, 7], [5, 9], [6, 8], [6, 9], [7, 9], [8, 9]],
        [[1, 5], [5, 1], [2, 6], [6, 2], [7, 3], [3, 7], [4, 8], [8, 4]],
    ],
    "payoffs_ordinal": {
        "ministry": [4, 3, 8, 7, 5, 2, 9, 6, 1],
        "firm": [9, 2, 4, 8, 6, 1, 3, 7, 5],
        "town": [6, 2, 8, 3, 7, 4, 9, 5, 1],
    },
}  # fmt: skip


def equilibria(named: NamedConflict, **how: Any) -> dict[str, list[int]]:
    found = ordinal_stability(named.conflict, **how)
    return {concept: sorted(int(named.conflict.states[s]) for s in found.equilibria(concept)) for concept in CONCEPTS}


def test_elmira() -> None:
    (named,) = read_conflicts(json.dumps(ELMIRA), file="e.json")
    assert equilibria(named) == {
        "nash": [5, 8, 9], "gmr": [1, 4, 5, 8, 9], "smr": [1, 4, 5, 8, 9], "seq": [5, 8, 9],
    }  # fmt: skip


def test_chicken_by_options() -> None:
    # Fang, Hipel and Kilgour 1993: both swerving is metarational and not sequentially stable
    text = json.dumps(
        {"dms": ["1", "2"], "options": [["1", "swerve"], ["2", "swerve"]],
         "preference_vectors": {"1": [2, 3, 1, 0], "2": [1, 3, 2, 0]}}
    )  # fmt: skip
    (named,) = read_conflicts(text, file="c.json")
    assert equilibria(named) == {"nash": [1, 2], "gmr": [1, 2, 3], "smr": [1, 2, 3], "seq": [1, 2]}


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent: no stored answers to agree with")
def test_every_stored_answer() -> None:
    cases = {case["name"]: case for case in json.loads(SHARED.read_text())["cases"]}
    checked = 0
    for named in read_conflicts(SHARED.read_text(), file="conflicts.json"):
        case = cases[named.name]
        textbook = case.get("recomputed_textbook_multi_step_sanctions", case.get("recomputed", {}))
        for rule, answers in (("legal-sequences", textbook), ("one-step", case.get("recomputed", {}))):
            mine = equilibria(named, sanctions=rule)
            for concept in set(answers) & set(CONCEPTS):
                assert mine[concept] == sorted(answers[concept]), (named.name, rule, concept)
                checked += 1
    assert checked == 40  # all that have options or moves; two as stored by another program have neither


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent: no published analysis to agree with")
def test_the_published_analyses_of_a_stand_off() -> None:
    # nine analyses by hand; an option that cannot be undone is `forward`. The third row says that invading cannot be
    # undone, but its answer is the one for where it can: otherwise the strike in reply keeps the other side at 12.
    case = next(case for case in json.loads(SHARED.read_text())["cases"] if "published" in case)
    for number, row in enumerate(case["published"]):
        final = row["invasion_irreversible"] and number != 2
        data = {
            "dms": case["dms"], "infeasible": case["infeasible"],
            "preference_vectors": case["preference_vectors"][row["preferences"]],
            "options": [
                [*option, "forward" if place == 0 or (place == 2 and final) else "both"]
                for place, option in enumerate(case["options"])
            ],
        }  # fmt: skip
        (named,) = read_conflicts(json.dumps(data), file="k.json")
        assert equilibria(named)[row["concept"]] == row["recomputed_plain"], row


conflicts = st.builds(
    lambda players, states, seed: random_conflict(players, states, np.random.default_rng(seed)),
    st.integers(2, 3), st.integers(2, 6), st.integers(0, 2**32),
)  # fmt: skip


def random_conflict(players: int, states: int, rng: np.random.Generator) -> Conflict:
    pairs = [pair for pair in product(range(states), repeat=2) if pair[0] != pair[1]]
    return Conflict.of(
        [str(player) for player in range(players)],
        [str(state) for state in range(states)],
        moves=[[pair for pair in pairs if rng.random() < 0.4] for _ in range(players)],
        rank=rng.integers(0, 4, (players, states)).tolist(),
    )


def spelt_out(conflict: Conflict, concept: Concept, group: tuple[int, ...], one_step: bool) -> list[bool]:
    """Return stability by the definitions, walking legal sequences with explicit sets."""
    moves = [set(zip(each.source.tolist(), each.target.tolist(), strict=True)) for each in conflict.moves]
    rank = conflict.rank

    def walk(start: int, members: list[int], allowed: Callable[[int, int, int], bool], one: bool) -> set[int]:
        seen: set[tuple[int, int]] = set()
        waiting = [(start, -1)]
        while waiting:
            state, last = waiting.pop()
            for member in members:
                if member == last:
                    continue
                for here, there in moves[member]:
                    if here == state and allowed(member, here, there) and (there, member) not in seen:
                        seen.add((there, member))
                        if not one:
                            waiting.append((there, member))
        return {state for state, _ in seen}

    def anything(_member: int, _here: int, _there: int) -> bool:
        return True

    def better(member: int, here: int, there: int) -> bool:
        return bool(rank[member, there] > rank[member, here])

    others = [player for player in range(len(conflict.players)) if player not in group]
    stable = []
    for state in range(len(conflict.states)):
        tempting = {
            there for there in walk(state, list(group), anything, False) if all(better(m, state, there) for m in group)
        }

        def deterred(there: int, state: int = state) -> bool:
            return any(not better(member, state, there) for member in group)

        def answered(there: int, state: int = state) -> bool:
            replies = walk(there, others, better if concept == "seq" else anything, one_step)
            return any(
                deterred(reply, state)
                and (
                    concept != "smr" or all(deterred(last, state) for last in walk(reply, list(group), anything, False))
                )
                for reply in replies
            )

        stable.append(not tempting if concept == "nash" else all(answered(there) for there in tempting))
    return stable


@given(conflicts, st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_rows_of_bits_say_what_the_definitions_say(conflict: Conflict, one_step: bool) -> None:
    rule: Any = "one-step" if one_step else "legal-sequences"
    found = ordinal_stability(conflict, sanctions=rule)
    groups = coalition_stability(conflict, sanctions=rule)
    for concept in CONCEPTS:
        for player in range(len(conflict.players)):
            assert found.individual[concept][player].tolist() == spelt_out(conflict, concept, (player,), one_step)
        for group, stable in groups[concept].items():
            assert stable.tolist() == spelt_out(conflict, concept, group, one_step)


@given(conflicts)
@settings(max_examples=30, deadline=None)
def test_the_concepts_are_nested(conflict: Conflict) -> None:
    # Fang, Hipel and Kilgour 1993: Nash is in SMR and SEQ, both are in GMR
    found = ordinal_stability(conflict).individual
    assert not (found["nash"] & ~found["smr"]).any()
    assert not (found["smr"] & ~found["gmr"]).any()
    assert not (found["nash"] & ~found["seq"]).any()
    assert not (found["seq"] & ~found["gmr"]).any()


def test_an_unknown_preference_moves_only_where_it_counts_as_a_reason() -> None:
    unknown = np.zeros((2, 2, 2), dtype=np.bool_)
    unknown[0] = ~np.eye(2, dtype=np.bool_)
    conflict = Conflict.of(("i", "j"), "01", moves=[[(0, 1)], []], rank=[[0, 0], [0, 0]], unknown=unknown)
    stable = {mode: ordinal_stability(conflict, uncertainty=mode).equilibria("nash") for mode in ("a", "b", "c", "d")}  # type: ignore[arg-type]
    assert stable == {"a": [1], "b": [0, 1], "c": [1], "d": [0, 1]}


def test_a_mild_sanction_does_not_deter_where_strong_ones_are_asked_for() -> None:
    def conflict(tier: list[int]) -> Conflict:
        return Conflict.of(
            ("i", "j"), "012", moves=[[(0, 1)], [(1, 2)]], rank=[[1, 2, 0], [0, 0, 0]], tier=[tier, [0, 0, 0]]
        )

    assert 0 in ordinal_stability(conflict([0, 0, 0])).equilibria("gmr")
    assert 0 not in ordinal_stability(conflict([0, 0, 0]), strong=True).equilibria("gmr")
    assert 0 in ordinal_stability(conflict([1, 1, 0]), strong=True).equilibria("gmr")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "JSON"),
        ("[]", "no conflict"),
        ('{"dms": ["a", "a"]}', "dms"),
        ('{"dms": ["a"], "options": [["b", "x"]]}', "dms"),
        ('{"dms": ["a"], "states": [1, 2], "payoffs": {"a": {"1": 0, "2": 1}}}', "moves"),
        ('{"dms": ["a"], "options": [["a", "x"]], "payoffs": {"a": {"0": 0}}}', "rank every state"),
        ('{"dms": ["a"], "options": [["a", "x", "sideways"]]}', "forward"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_what_is_wrong_with_a_conflict_is_said(text: str, word: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_conflicts(text, file="x.json")
    assert word in caught.value.diagnostics[0].message
