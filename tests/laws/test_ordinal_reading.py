"""The ordinal reading has exactly the moves the text gives, read a second time by the interpreter's evaluator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from foedus.casebook import case_directory, slugs
from foedus.compiler import ordinal_readings
from foedus.scenario import CHANCE, Assign, Repeat, Scenario, Stage, Together, options
from foedus.scenario._evaluate import View, evaluate, holds, number
from foedus.solve import ordinal_stability
from foedus.study import read_case

PLAIN = [slug for slug in slugs() if slug != "tumen-cooperation"]
"""The cases in which no move adds to a fact that others add to, so that their states need no numbers of times."""


def scenario_of(slug: str) -> Scenario:
    case, _ = read_case(case_directory(slug))
    assert case is not None
    return case.scenario


def stages(scenario: Scenario) -> Iterator[tuple[Stage, int]]:
    for step in scenario.steps:
        for item in step.body if isinstance(step, Repeat) else (step,):
            for stage in item.stages if isinstance(item, Together) else (item,):
                yield stage, step.rounds if isinstance(step, Repeat) else 0


def literal(scenario: Scenario, state: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield mover, move and what is then so, for every move whose guards hold in some round."""
    facts = {fact.id: fact for fact in scenario.facts}
    for stage, rounds in stages(scenario):
        for move in options(stage):
            for round_ in range(1, rounds + 1) or (0,):
                here: dict[str, Any] = {each.id: "none" for each, _ in stages(scenario)}
                here |= {fact.id: float(fact.values[0]) if fact.numeric else fact.values[0] for fact in scenario.facts}
                here |= state
                here["round"] = float(round_)
                view = View(here, no_calls)
                if not (holds(stage.when, view) and holds(move.when, view)):
                    continue
                here[stage.id] = move.id
                for effect in move.effects:
                    if not isinstance(effect, Assign):
                        continue
                    fact, old = facts[effect.fact], here[effect.fact]
                    if not fact.numeric:
                        word = getattr(effect.value, "id", None)
                        here[fact.id] = word if word in fact.values else evaluate(effect.value, View(here, no_calls))
                        continue
                    amount = number(effect.value, View(here, no_calls))
                    new = {"=": amount, "+=": old + amount, "-=": old - amount}[effect.operator]
                    here[fact.id] = min(max(new, min(map(float, fact.values))), max(map(float, fact.values)))
                yield stage.by, f"{stage.id}.{move.id}", here


def no_calls(function: str, argument: str) -> float:
    raise AssertionError(f"{function}({argument}) is read by no guard and no effect")


@pytest.mark.parametrize("slug", PLAIN)
@pytest.mark.parametrize("every_fact", [False, True])
def test_moves_are_those_of_the_text(slug: str, every_fact: bool) -> None:
    scenario = scenario_of(slug)
    reading = ordinal_readings(scenario, every_fact=every_fact)[0]
    plain = [{name: value for name, value in state if "(" not in name} for state in reading.coordinates]
    place = {tuple(state.items()): at for at, state in enumerate(plain)}
    assert len(place) == len(plain)  # in these cases a number of times says nothing that the facts do not
    found = set()
    for at, state in enumerate(plain):
        for mover, _, after in literal(scenario, state):
            reached = place.get(tuple((name, after[name]) for name in state))
            if mover == CHANCE or reached == at:
                continue
            assert reached is not None, (slug, reading.conflict.states[at], mover, after)
            found.add((mover, at, reached))
    assert found == set(reading.moves)
    for outcome, state in zip(reading.outcomes, plain, strict=True):
        view = View({**{each.id: "none" for each, _ in stages(scenario)}, **state, "round": 0.0}, no_calls)
        live = {**{fact.id: fact.values[0] for fact in scenario.facts}, **view.names}
        assert outcome == next(item.id for item in scenario.outcomes if holds(item.when, View(live, no_calls)))


@pytest.mark.parametrize("slug", PLAIN)
def test_facts_on_which_no_outcome_hangs_change_no_nash_and_no_sequential_stability(slug: str) -> None:
    scenario = scenario_of(slug)
    types = {actor.id: actor.types[-1].id for actor in scenario.actors if len(actor.types) > 1}
    (short,) = ordinal_readings(scenario, types=types)
    (full,) = ordinal_readings(scenario, types=types, every_fact=True)
    place = {state: at for at, state in enumerate(short.coordinates)}
    names = [name for name, _ in short.coordinates[0]]
    onto = [place[tuple((name, dict(state)[name]) for name in names)] for state in full.coordinates]
    assert set(onto) == set(place.values())
    less, more = ordinal_stability(short.conflict).individual, ordinal_stability(full.conflict).individual
    for row, player in enumerate(full.conflict.players):
        for concept in ("nash", "gmr", "smr", "seq"):
            found = more[concept][row]
            if player not in short.conflict.players:  # its moves change nothing that matters: it never leaves
                assert found.all()
                continue
            kept = less[concept][short.conflict.players.index(player)][onto]
            # moves that change nothing that matters let others move twice running: more answers, never fewer
            assert not (kept & ~found).any()
            if concept in ("nash", "seq"):
                np.testing.assert_array_equal(kept, found)
