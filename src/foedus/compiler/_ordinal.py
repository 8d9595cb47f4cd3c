"""The ordinal reading: a scenario as a graph model for conflict resolution (Fang, Hipel and Kilgour 1993).

States are assignments of the facts; an actor can go from *s* to *t* if one of its moves has its guards true at *s* and
its effects give *t*; the order of stages is dropped; the status quo is the initial state. Preferences are the stated
orders over outcomes, each state counting as the outcome whose condition holds there, as if things rested. So the
reading has no chance, no secrets, no costs and no clock; what that leaves out of a case is listed with it.

Where guards, effects or outcomes read what facts do not carry, the state carries it too: the last move of a stage, what
became of a promise. A move that adds to a fact may be made as often as play comes to its stage. Facts on which no
outcome can ever hang are left out of the states unless every fact is asked for. See ``docs/decisions/0010``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from foedus._core import LimitError, SolveError
from foedus.games import Conflict
from foedus.scenario import CHANCE, Scenario

from ._ordinal_graph import Coordinates, OrdinalGraph, ordinal_graph
from ._ordinal_names import types_read
from ._ordinal_orders import outcome_order
from ._program import Program, program_of
from ._state import Value, stages_of

STATE_LIMIT = 4_096
COMBINATION_LIMIT = 16
ANY = "any"
"""Chosen as a type: analyse every type of that actor."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a case holds and its ordinal reading does not."""

    facts: tuple[str, ...]
    """No outcome can ever hang on them."""
    actors: tuple[str, ...]
    """None of their moves leads to another state; audiences among them."""
    stages: tuple[str, ...]
    """Stages at which no move leads to another state; chance and audiences among them."""
    outcomes: tuple[str, ...]
    """No state that moves lead to is one of them."""
    impossible: tuple[str, ...]
    """Moves whose effect gives, in some order that play never has, a fact no value it has; they are closed there."""


@dataclass(frozen=True, slots=True, eq=False)
class OrdinalReading:
    """A conflict made from a scenario for one type of each actor; state 0 is the status quo."""

    conflict: Conflict
    types: tuple[tuple[str, str], ...]
    """Actor and type, for the players with several types."""
    coordinates: tuple[Coordinates, ...]
    """Everything each state is made of; the label of a state shows what differs from the status quo."""
    outcomes: tuple[str, ...]
    """Outcome of each state; empty where no outcome's condition holds."""
    moves: Mapping[tuple[str, int, int], str]
    """Player, state, state reached → ``stage.move``."""
    left_out: LeftOut


def ordinal_readings(
    scenario: Scenario,
    *,
    types: Mapping[str, str] | None = None,
    plan: str | None = None,
    every_fact: bool = False,
    nature: bool = False,
    limit: int = STATE_LIMIT,
) -> tuple[OrdinalReading, ...]:
    """Return the conflict of *scenario*, once for every combination of types that is left open.

    The planner is of the type the case advises unless *types* says otherwise; other players are of every type in turn.
    Only states that moves lead to from the initial state are kept.

    Args:
        scenario: A scenario without mistakes that ``check_scenario`` reports as errors.
        types: Actor → type, or ``any`` for every type of the actor.
        plan: The planner makes at the stages this plan fixes the moves it fixes; None: any.
        every_fact: Whether facts on which no outcome hangs are part of the states too.
        nature: Whether chance is a player that is indifferent among all states; otherwise it never moves.
        limit: The number of states allowed.

    Raises:
        LimitError: there are more states, or more than 16 combinations of types.
        SolveError: nobody can change anything.
        ValueError: no such plan, actor or type.

    >>> from foedus.scenario import ScenarioBuilder
    >>> build = ScenarioBuilder.begin("patents", planner="firm", title="Patents").actor("firm").actor("rival")
    >>> build = build.fact("patents", ["closed", "open"]).fact("market", ["held", "raided"])
    >>> build = build.stage("reform", by="firm", moves={"release": "patents = open", "keep": ""})
    >>> build = build.stage("answer", by="rival", moves={"raid": "market = raided", "keep_off": ""})
    >>> build = build.outcome("loss", "market == raided").outcome("reformed", "patents == open")
    >>> build = build.outcome("old_ways", "otherwise").prefer("rival", "loss > old_ways")
    >>> reading = ordinal_readings(build.prefer("firm", "reformed > old_ways > loss").build())[0]
    >>> reading.conflict.states
    ('status_quo', 'patents=open', 'market=raided', 'patents=open,market=raided')
    """
    program = program_of(scenario, plan)
    chosen = _chosen(scenario, types or {})
    graphs: dict[tuple[str, ...], OrdinalGraph] = {}

    def graph_of(combination: Mapping[str, str]) -> OrdinalGraph:
        given = tuple(combination[actor.id] for actor in scenario.actors)
        key = given if promised else ()
        if key not in graphs:
            graphs[key] = ordinal_graph(program, types=given, every_fact=every_fact, nature=nature, limit=limit)
        return graphs[key]

    first = {actor.id: chosen.get(actor.id) or _types(scenario, actor.id)[0] for actor in scenario.actors}
    promised: frozenset[str] = frozenset()
    graph = graph_of(first)
    if not graph.movers:
        raise SolveError(
            f"no move of {scenario.case} changes anything an outcome reads, so every state is stable:"
            " let moves set facts (`do:`) and outcomes read them"
        )
    promised = types_read(scenario, graph.remembered.promises)
    open_ = [
        actor.id
        for actor in scenario.actors
        if actor.id not in chosen and len(actor.types) > 1 and (actor.id in graph.movers or actor.id in promised)
    ]
    count = int(np.prod([len(_types(scenario, actor)) for actor in open_], dtype=np.int64))
    if count > COMBINATION_LIMIT:
        raise LimitError(
            f"{count} combinations of types of {', '.join(open_)}; the limit is {COMBINATION_LIMIT}: choose the type of"
            f" some, as in {open_[0]}={_types(scenario, open_[0])[0]}"
        )
    readings = []
    for combination in product(*(_types(scenario, actor) for actor in open_)):
        held = {**first, **dict(zip(open_, combination, strict=True))}
        readings.append(_reading(program, graph_of(held), held))
    return tuple(readings)


def _chosen(scenario: Scenario, types: Mapping[str, str]) -> dict[str, str]:
    """Return the types that are settled.

    Raises:
        ValueError: there is no such actor, or it has no such type.
    """
    advised, _, type_ = scenario.advises.partition(".")
    chosen = {advised: type_ or _types(scenario, advised)[0]} if advised else {}
    known = [actor.id for actor in scenario.actors]
    for actor, wanted in types.items():
        if actor not in known:
            raise ValueError(f"there is no actor {actor!r}; actors are {', '.join(known)}")
        its = _types(scenario, actor)
        if wanted in its:
            chosen[actor] = wanted
        elif wanted == ANY:
            chosen.pop(actor, None)
        else:
            has = "has no types" if its == ("only",) else f"is {', '.join(its)} or {ANY}"
            raise ValueError(f"{actor} cannot be {wanted!r}; it {has}")
    return chosen


def _types(scenario: Scenario, actor: str) -> tuple[str, ...]:
    declared = next(each.types for each in scenario.actors if each.id == actor)
    return tuple(item.id for item in declared) or ("only",)


def _reading(program: Program, graph: OrdinalGraph, types: Mapping[str, str]) -> OrdinalReading:
    scenario, players = program.scenario, graph.movers
    states = len(graph.states)
    place = {outcome.id: number for number, outcome in enumerate(scenario.outcomes)}
    number = np.array([place.get(outcome, -1) for outcome in graph.outcomes])
    rank = np.zeros((len(players), states), dtype=np.int64)
    unknown = np.zeros((len(players), states, states), dtype=np.bool_)
    nowhere = number < 0
    for row, player in enumerate(players):
        if player == CHANCE:
            continue
        order = outcome_order(scenario, player, types[player])
        rank[row] = order.rank[number]
        unknown[row] = order.unknown[np.ix_(number, number)] | nowhere | nowhere[:, None]
        np.fill_diagonal(unknown[row], False)
    moves = [[(source, target) for who, source, target in graph.moves if who == player] for player in players]
    conflict = Conflict.of(
        players, _labels(graph.states), moves=moves, rank=rank.tolist(), unknown=_known_or(unknown)
    )  # fmt: skip
    several = [actor for actor in players if actor != CHANCE and len(_types(scenario, actor)) > 1]
    return OrdinalReading(
        conflict,
        tuple((actor, types[actor]) for actor in several),
        graph.states,
        graph.outcomes,
        graph.moves,
        _left_out(scenario, graph),
    )


def _known_or(unknown: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    return unknown if unknown.any() else None


def _labels(states: Sequence[Coordinates]) -> list[str]:
    """Return what differs from the first state; numbers of moves and fates of promises only where nothing else does."""
    shown = [place for place in range(len(states[0])) if len({state[place] for state in states}) > 1]
    for place in list(reversed(shown)):
        if "(" in states[0][place][0]:
            rest = [other for other in shown if other != place]
            if len({tuple(state[other] for other in rest) for state in states}) == len(states):
                shown = rest
    return [
        ",".join(
            f"{name}={value_text(value)}"
            for name, value in (state[place] for place in shown)
            if value != dict(states[0])[name]
        )
        or "status_quo"
        for state in states
    ]


def value_text(value: Value) -> str:
    """Return a value as it is written in a case."""
    return value if isinstance(value, str) else format(value, "g")


def _left_out(scenario: Scenario, graph: OrdinalGraph) -> LeftOut:
    met = set(graph.outcomes)
    return LeftOut(
        tuple(fact.id for fact in scenario.facts if fact.id not in graph.remembered.facts),
        tuple(actor.id for actor in scenario.actors if actor.id not in graph.movers),
        tuple(stage.id for stage in stages_of(scenario) if stage.id not in graph.acting),
        tuple(outcome.id for outcome in scenario.outcomes if outcome.id not in met),
        graph.impossible,
    )
