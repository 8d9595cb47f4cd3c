"""Private types, hidden moves, moves made together: the game as a tree with information sets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from foedus._core import LimitError
from foedus.games import CHANCE, TERMINAL, ExtensiveForm
from foedus.scenario import Actor, InfosetKey

from ._assemble import Edge, Registry, payoff_terms
from ._game import CompiledGame, Parameter
from ._limits import too_large
from ._program import Program, players_of
from ._rules import Turn, due_promises, final_terms, first_state, go_on, make, report_terms
from ._state import State, facts_text

Waiting: TypeAlias = "tuple[dict[str, str] | State, list[Edge], int]"
"""Types drawn so far or a state of play, the edges that lead to it (several for a merged report), their node."""


@dataclass(slots=True)
class _Tree:
    """The tree while it grows; one entry a node in each of the first lists."""

    program: Program
    limit: int
    players: dict[int, int]
    """Place of an actor that moves → player."""
    registry: Registry = field(default_factory=Registry)
    owner: list[int] = field(default_factory=list)
    infoset: list[int] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    edges: list[list[Edge]] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    sets: dict[InfosetKey, int] = field(default_factory=dict)
    moves: list[tuple[str, ...]] = field(default_factory=list)
    due: list[tuple[str, ...]] = field(default_factory=list)
    outcomes: dict[int, str] = field(default_factory=dict)

    def add(self, owner: int, infoset: int, waiting: Waiting, state: str) -> int:
        """Add a node at the end of its edges and return its number."""
        _, edges, parent = waiting
        if len(self.owner) >= self.limit:
            raise LimitError(too_large(self.program, self.limit))
        node = len(self.owner)
        self.owner.append(owner)
        self.infoset.append(infoset)
        self.parent.append(parent)
        self.edges.append([])
        self.states.append(state)
        for edge in edges:
            edge.child = node
        return node


def compile_tree(program: Program, *, limit: int) -> CompiledGame:
    """Return the information-set tree of *program*.

    Raises:
        LimitError: it has more than *limit* nodes.
    """
    scenario = program.scenario
    order = players_of(program)
    tree = _Tree(program, limit, {place: player for player, place in enumerate(order)})
    waiting: list[Waiting] = [({}, [], -1)]
    while waiting:
        waiting += reversed(_expand(tree, waiting.pop()))
    edges = [edge for out in tree.edges for edge in out]
    payoffs = payoff_terms(edges, tree.players, tree.registry)
    names = tuple(scenario.actors[place].id for place in order)
    probability = np.full((1 + len(order), len(edges)), -1, np.int32)
    for place, edge in enumerate(edges):
        if edge.chance:
            probability[:, place] = edge.chance
    keys = tuple(tree.sets)
    form = ExtensiveForm(
        players=names,
        owner=np.array(tree.owner, np.int32),
        infoset=np.array(tree.infoset, np.int32),
        parent=np.array(tree.parent, np.int32),
        first_edge=_starts([len(out) for out in tree.edges]),
        child=np.array([edge.child for edge in edges], np.int32),
        probability=probability,
        payoffs=payoffs,
        infoset_player=np.array([names.index(key.actor) for key in keys], np.int32),
        first_action=_starts([len(moves) for moves in tree.moves]),
        parameter_names=tuple(map(str, tree.registry.place)),
        infoset_labels=tuple(label_of(key) for key in keys),
        action_labels=tuple(move for moves in tree.moves for move in moves),
        node_labels=tuple(tree.states),
    )
    drawn = {place: edge for place, edge in enumerate(edges) if edge.actual is not None}
    return CompiledGame(
        scenario=scenario,
        plan=program.plan,
        form=form,
        parameters=tuple(tree.registry.place),
        infosets=keys,
        infoset_moves=tuple(tree.moves),
        terminal_outcome=tree.outcomes,
        conjectured={place: edge.label for place, edge in drawn.items()},
        actual={place: float(edge.actual or 0.0) for place, edge in drawn.items()},
        due=tuple(tree.due),
    )


def _starts(sizes: list[int]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)


def label_of(key: InfosetKey) -> str:
    """Return a short unique text for an information set."""
    seen = " ".join(f"{item.stage}{f'@{item.round}' if item.round else ''}={item.move}" for item in key.seen)
    return f"{key.actor}.{key.type} {key.stage}{f'@{key.round}' if key.round else ''} [{seen}]"


def _expand(tree: _Tree, waiting: Waiting) -> list[Waiting]:
    """Make the node that is waiting and return what then waits below it."""
    here, edges, _ = waiting
    program = tree.program
    if isinstance(here, dict):
        actor = next((actor for actor in _type_order(program) if actor.id not in here), None)
        if actor is not None:
            return _draw_type(tree, waiting, actor, here)
        here = first_state(program, tuple(_type(actor, here) for actor in program.scenario.actors))
    turn, state, terms = go_on(program, here)
    if not edges and (turn is None or terms):
        return [_certain(tree, waiting, here)]  # what is paid before anybody moves needs an edge to stand on
    for edge in edges:
        edge.terms += terms
    facts = facts_text(program.names, state)
    if turn is None:
        outcome, paid = final_terms(program, state)
        for edge in edges:
            edge.terms += paid
        tree.outcomes[tree.add(TERMINAL, -1, waiting, facts)] = outcome
        return []
    if turn.kind in ("chance", "conjecture"):
        return _chance(tree, waiting, state, turn, facts)
    return _decision(tree, waiting, state, turn, facts)


def _certain(tree: _Tree, waiting: Waiting, state: State) -> Waiting:
    """Put one sure chance move before *state*."""
    node = tree.add(CHANCE, -1, waiting, "")
    number = tree.registry.index(Parameter("constant", ("1",)))
    edge = Edge("", [], (number,) * (1 + len(tree.players)))
    tree.edges[node].append(edge)
    return state, [edge], node


def _decision(tree: _Tree, waiting: Waiting, state: State, turn: Turn, facts: str) -> list[Waiting]:
    program, stage = tree.program, turn.stage
    key = InfosetKey(stage.stage.by, state.types[stage.actor], stage.stage.id, state.round, state.seen[stage.actor])
    infoset = tree.sets.setdefault(key, len(tree.sets))
    if infoset == len(tree.moves):
        tree.moves.append(turn.moves)
        promises = due_promises(program, stage, state)
        tree.due.append(tuple(program.scenario.commitments[place].id for place in promises))
    elif tree.moves[infoset] != turn.moves:
        raise ValueError(f"{label_of(key)}: the moves open there depend on what {stage.stage.by} has not seen")
    node = tree.add(tree.players[stage.actor], infoset, waiting, facts)
    outs = [Edge(move, report_terms(program, state, turn, move)) for move in turn.moves]
    tree.edges[node] = outs
    if turn.kind == "report" and program.names.audiences[stage.stage.by] in program.merged_audiences:
        return [(make(program, state, turn, turn.moves[0]), outs, node)]
    return [(make(program, state, turn, out.label), [out], node) for out in outs]


def _chance(tree: _Tree, waiting: Waiting, state: State, turn: Turn, facts: str) -> list[Waiting]:
    node = tree.add(CHANCE, -1, waiting, facts)
    found: list[Waiting] = []
    for place, move in enumerate(turn.moves):
        if turn.kind == "chance":
            number = Parameter("chance", (turn.stage.stage.id, move))
            actual = None
        else:
            number = Parameter("constant", (repr(turn.shares[place]),))
            actual = float(move == turn.stage.fixed)
        edge = Edge(move, [], (tree.registry.index(number),) * (1 + len(tree.players)), actual=actual)
        tree.edges[node].append(edge)
        found.append((make(tree.program, state, turn, move), [edge], node))
    return found


def _draw_type(tree: _Tree, waiting: Waiting, actor: Actor, drawn: dict[str, str]) -> list[Waiting]:
    node = tree.add(CHANCE, -1, waiting, "")
    scenario = tree.program.scenario
    holders = [""] + [scenario.actors[place].id for place in tree.players]
    believed = {(belief.holder, belief.about) for belief in scenario.beliefs}
    found: list[Waiting] = []
    for type_, number in _type_numbers(tree.program, actor, drawn):
        chance = tuple(
            tree.registry.index(
                Parameter("prior", (holder, actor.id, type_)) if (holder, actor.id) in believed else number
            )
            for holder in holders
        )
        edge = Edge(f"{actor.id}.{type_}", [], chance)
        tree.edges[node].append(edge)
        found.append((drawn | {actor.id: type_}, [edge], node))
    return found


def _type(actor: Actor, drawn: dict[str, str]) -> str:
    if actor.id in drawn:
        return drawn[actor.id]
    return actor.types[0].id if actor.types else "only"


def _type_order(program: Program) -> list[Actor]:
    """Return the actors with several types, the planner first, so that a plan's value can be taken type by type."""
    several = [actor for actor in program.scenario.actors if len(actor.types) > 1]
    return sorted(several, key=lambda actor: actor.id != program.scenario.planner)


def _type_numbers(program: Program, actor: Actor, drawn: dict[str, str]) -> list[tuple[str, Parameter]]:
    """Return the types of *actor* that can follow those drawn, each with its probability."""
    cells = [dict(cell.types) for cell in program.scenario.joint]
    if not any(actor.id in cell for cell in cells):
        return [(item.id, Parameter("prior", ("", actor.id, item.id))) for item in actor.types]
    given = [(other, type_) for other, type_ in drawn.items() if any(other in cell for cell in cells)]
    fitting = [cell for cell in cells if all(cell.get(other, type_) == type_ for other, type_ in given)]
    pairs = tuple(f"{other}={type_}" for other, type_ in given)
    return [
        (item.id, Parameter("joint", (actor.id, item.id, *pairs)))
        for item in actor.types
        if any(cell.get(actor.id, item.id) == item.id for cell in fitting)
    ]
