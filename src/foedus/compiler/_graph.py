"""Perfect information: the game as a graph of merged states.

Two histories merge when they agree on everything that can still matter. What matters is worked out from the text: a
fact, a stage's last move or a promise counts only if a later guard, effect, promise, consideration or outcome reads
it; everything else is set to one value before states are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from foedus._core import LimitError
from foedus.games import CHANCE, TERMINAL, StateGraph
from foedus.scenario import Assign, InfosetKey, Repeat, Scenario, Stage, Together, options

from ._assemble import Edge, Registry, payoff_terms
from ._expressions import reads
from ._game import CompiledGame, Parameter
from ._limits import too_large
from ._program import Begin, Group, Program, players_of
from ._rules import Turn, due_promises, final_terms, first_state, go_on, make
from ._state import NOTHING, State, facts_text


def has_perfect_information(scenario: Scenario) -> bool:
    """Return whether every actor always knows everything that has happened."""
    if any(len(actor.types) > 1 or actor.audience is not None for actor in scenario.actors):
        return False
    for step in scenario.steps:
        for item in step.body if isinstance(step, Repeat) else (step,):
            if isinstance(item, Together) or item.seen_by is not None:
                return False
    return True


@dataclass(slots=True)
class _Graph:
    program: Program
    limit: int
    live: tuple[frozenset[str], ...]
    """For each step, the names something at or after it reads."""
    place: dict[State, int] = field(default_factory=dict)
    owner: list[int] = field(default_factory=list)
    turns: list[Turn | None] = field(default_factory=list)
    rounds: list[int] = field(default_factory=list)
    due: list[tuple[str, ...]] = field(default_factory=list)
    edges: list[list[Edge]] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    outcomes: dict[int, str] = field(default_factory=dict)


def compile_graph(program: Program, *, limit: int) -> CompiledGame:
    """Return the graph of merged states of *program*, which must have perfect information.

    Raises:
        LimitError: it has more than *limit* states.
    """
    scenario = program.scenario
    order = players_of(program)
    players = {place: player for player, place in enumerate(order)}
    graph = _Graph(program, limit, _live(program))
    start = Edge("", [], number=Parameter("constant", ("1",)))
    waiting = [(first_state(program, tuple(_only(scenario, place) for place in range(len(scenario.actors)))), start)]
    while waiting:
        state, edge = waiting.pop()
        waiting += _visit(graph, state, edge, players)
    if start.terms:  # what is paid before anybody moves needs an edge to stand on
        _put_first(graph, start)
    rank = _topological(graph.edges)
    old = np.argsort(rank)
    edges = [edge for node in old for edge in graph.edges[node]]
    registry = Registry()
    chance = [registry.index(edge.number) if edge.number else -1 for edge in edges]
    payoffs = payoff_terms(edges, players, registry)
    turns = [graph.turns[node] for node in old]
    form = StateGraph(
        players=tuple(scenario.actors[place].id for place in order),
        owner=np.array([graph.owner[node] for node in old], np.int32),
        first_edge=np.concatenate([[0], np.cumsum([len(graph.edges[node]) for node in old])]).astype(np.int32),
        child=np.array([rank[edge.child] for edge in edges], np.int32),
        probability=np.array(chance, np.int32),
        payoffs=payoffs,
        parameter_names=tuple(map(str, registry.place)),
        state_labels=tuple(graph.states[node] for node in old),
        action_labels=tuple(edge.label for edge in edges),
    )
    decisions = [(turn, graph.rounds[node]) for turn, node in zip(turns, old, strict=True) if _decides(turn)]
    return CompiledGame(
        scenario=scenario,
        plan=program.plan,
        form=form,
        parameters=tuple(registry.place),
        infosets=tuple(
            InfosetKey(turn.stage.stage.by, _only(scenario, turn.stage.actor), turn.stage.stage.id, round_, ())
            for turn, round_ in decisions
            if turn is not None
        ),
        infoset_moves=tuple(turn.moves for turn, _ in decisions if turn is not None),
        terminal_outcome={int(rank[node]): outcome for node, outcome in graph.outcomes.items()},
        conjectured={},
        actual={},
        due=tuple(graph.due[node] for node in old if _decides(graph.turns[node])),
    )


def _put_first(graph: _Graph, start: Edge) -> None:
    """Put one sure chance move, *start*, before the first state."""
    start.child = 0
    graph.owner.insert(0, CHANCE)
    graph.turns.insert(0, None)
    graph.rounds.insert(0, 0)
    graph.due.insert(0, ())
    graph.states.insert(0, "")
    graph.edges.insert(0, [start])
    for edge in (edge for out in graph.edges for edge in out):
        edge.child += 1
    graph.outcomes = {node + 1: outcome for node, outcome in graph.outcomes.items()}


def _decides(turn: Turn | None) -> bool:
    return turn is not None and turn.kind == "decision"


def _only(scenario: Scenario, place: int) -> str:
    types = scenario.actors[place].types
    return types[0].id if types else "only"


def _visit(graph: _Graph, state: State, edge: Edge, players: dict[int, int]) -> list[tuple[State, Edge]]:
    program = graph.program
    turn, state, terms = go_on(program, state)
    edge.terms += terms
    outcome = ""
    if turn is None:
        outcome, paid = final_terms(program, state)
        edge.terms += paid
    key = _reduced(graph, state, outcome)
    if key in graph.place:
        edge.child = graph.place[key]
        return []
    node = graph.place[key] = edge.child = len(graph.owner)
    if node >= graph.limit:
        raise LimitError(too_large(program, graph.limit))
    graph.owner.append(TERMINAL if turn is None else CHANCE if turn.kind == "chance" else players[turn.stage.actor])
    graph.turns.append(turn)
    graph.rounds.append(state.round)
    promises = due_promises(program, turn.stage, state) if turn is not None else []
    graph.due.append(tuple(program.scenario.commitments[place].id for place in promises))
    graph.states.append(facts_text(program.names, state))
    graph.edges.append([])
    if turn is None:
        graph.outcomes[node] = outcome
        return []
    found = []
    for move in turn.moves:
        out = Edge(move, [])
        if turn.kind == "chance":
            out.number = Parameter("chance", (turn.stage.stage.id, move))
        graph.edges[node].append(out)
        found.append((make(program, state, turn, move), out))
    return found


def _reduced(graph: _Graph, state: State, outcome: str) -> State:
    """Return *state* with everything that can no longer matter set to one value."""
    names = graph.program.names
    nobody = ((),) * len(state.seen)
    if outcome:  # all terminal states of one outcome are one: what is paid for them stands on the edges
        return State(state.at, 0, (), (outcome,), (), (), nobody, (), (), (), ())
    live = graph.live[state.at]
    facts = tuple(value if name in live else "" for name, value in zip(names.facts, state.facts, strict=True))
    last = tuple(move if name in live else NOTHING for name, move in zip(names.stages, state.last, strict=True))
    promises = tuple(
        (kept and f"kept({name})" in live, breached and f"breached({name})" in live, released)
        for name, (kept, breached, released) in zip(names.commitments, state.promises, strict=True)
    )
    return state._replace(facts=facts, last=last, promises=promises, seen=nobody, plans=())


def _live(program: Program) -> tuple[frozenset[str], ...]:
    """Return, for every step of the program and for its end, the names read from there on."""
    scenario = program.scenario
    final = frozenset().union(
        *(reads(item.when) for item in scenario.outcomes),
        *(reads(item.per) for item in scenario.considerations if not item.each_round),
    )
    promised = frozenset().union(*(reads(item.condition) for item in scenario.commitments), frozenset())
    counted = frozenset().union(*(reads(item.per) for item in scenario.considerations if item.each_round), frozenset())
    until = iter(item for item in scenario.steps if isinstance(item, Repeat))
    own: list[frozenset[str]] = []
    blocks: list[tuple[int, int]] = []
    for place, step in enumerate(program.steps):
        if isinstance(step, Group):
            own.append(frozenset().union(promised, *(_stage_reads(stage.stage) for stage in step.stages)))
        elif isinstance(step, Begin):
            own.append(frozenset())
        else:
            own.append(counted | reads(next(until).until))
            blocks.append((step.first, place))
    for first, end in blocks:  # inside a block, all of the block is still to come
        whole = frozenset().union(*own[first : end + 1])
        own[first : end + 1] = [whole] * (end + 1 - first)
    live, after = [final], final
    for names in reversed(own):
        after = after | names
        live.append(after)
    return tuple(reversed(live))


def _stage_reads(stage: Stage) -> frozenset[str]:
    found = [reads(stage.when)]
    for move in options(stage):
        found.append(reads(move.when))
        for effect in move.effects:
            if isinstance(effect, Assign):
                found.append(reads(effect.value) | ({effect.fact} if effect.operator != "=" else set()))
    return frozenset().union(*found)


def _topological(edges: list[list[Edge]]) -> np.ndarray:
    """Return the rank of each node so that every edge goes to a higher rank, node 0 first."""
    entering = np.zeros(len(edges), np.int64)
    for out in edges:
        for edge in out:
            entering[edge.child] += 1
    rank = np.zeros(len(edges), np.int64)
    ready, count = [0], 0
    while ready:
        node = ready.pop()
        rank[node] = count
        count += 1
        for edge in edges[node]:
            entering[edge.child] -= 1
            if entering[edge.child] == 0:
                ready.append(edge.child)
    return rank
