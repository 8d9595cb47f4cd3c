"""What a node, an edge or a payoff of a compiled game stands for, told from the scenario; computed when asked.

Nothing is stored for it a node. The path to a node is played again on the scenario itself, so that the explanation
also holds what the game leaves out because there was nothing to decide: forced moves and moves that a plan fixes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.games import CHANCE, TERMINAL, ExtensiveForm
from foedus.scenario import Position, Turn, after, outcome, start, to_move

from ._game import CompiledGame, Parameter
from ._source import Source, actor_source, move_source, parameter_sources, plan_sources, stage_source, stages_of


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens on the way.

    ``kind`` is ``type``, ``chance``, ``conjecture``, ``decision`` or ``report``. ``forced`` means that there was
    only one move; ``fixed`` that the plan announces it.
    """

    kind: str
    who: str
    stage: str
    round: int
    move: str
    forced: bool
    fixed: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class NodeExplanation:
    """Where play stands at a node."""

    node: int
    kind: str
    """``type``, ``chance``, ``conjecture``, ``decision``, ``report``, ``start`` (a sure move before all) or ``end``."""
    who: str
    stage: str
    round: int
    facts: tuple[tuple[str, str], ...]
    history: tuple[Happening, ...]
    """Everything that happened before; in a graph of merged states along one of the ways there."""
    outcome: str
    """At an end."""
    sources: tuple[Source, ...]
    """The stage or actor of the node, or the outcome."""


@dataclass(frozen=True, slots=True)
class EdgeExplanation:
    """What choosing an edge means: its own move first, then what follows without a choice."""

    edge: int
    node: int
    happenings: tuple[Happening, ...]
    probability: tuple[tuple[str, Parameter], ...]
    """At chance: ``""`` (the case) and each player that believes otherwise, with the number that says how likely."""


@dataclass(frozen=True, slots=True)
class PayoffPart:
    """``coefficient`` times a number that a draw fixes, and the lines that number comes from."""

    parameter: Parameter
    coefficient: float
    sources: tuple[Source, ...]


def explain_node(game: CompiledGame, node: int) -> NodeExplanation:
    """Return where play stands at *node*.

    Raises:
        IndexError: the game has no such node.
    """
    walk = _walk(game, _path(game, node))
    form, scenario = game.form, game.scenario
    if form.owner[node] == TERMINAL:
        name = outcome(walk.position)
        sources = tuple(
            Source("outcome", item.id, item.label, item.because, item.place)
            for item in scenario.outcomes
            if item.id == name
        )
        return NodeExplanation(node, "end", "", "", 0, _facts(walk.position), tuple(walk.history), name, sources)
    if form.owner[node] == CHANCE and (drawn := _type_drawn(game, int(form.first_edge[node]))):
        about = tuple(actor_source(actor) for actor in scenario.actors if actor.id == drawn[0])
        return NodeExplanation(node, "type", drawn[0], "", 0, _facts(walk.position), tuple(walk.history), "", about)
    if _is_start(game, node):
        return NodeExplanation(node, "start", "", "", 0, _facts(walk.position), (), "", ())
    turn = to_move(walk.position)
    here = tuple(stage_source(stage) for stage in stages_of(scenario.steps) if stage.id == turn.stage)
    return NodeExplanation(
        node, turn.kind, turn.who, turn.stage, turn.round, _facts(walk.position), tuple(walk.history), "", here
    )


def explain_edge(game: CompiledGame, edge: int) -> EdgeExplanation:
    """Return what *edge* means, and where its probability comes from if chance moves.

    Raises:
        IndexError: the game has no such edge.
    """
    node = _node_of(game, edge)
    path = _path(game, node)
    known = len(_walk(game, path).history)
    happenings = _walk(game, [*path, edge]).history[known:]
    return EdgeExplanation(edge, node, tuple(happenings), _probabilities(game, edge))


def explain_payoff(game: CompiledGame, edge: int, *, player: str) -> tuple[PayoffPart, ...]:
    """Return the parts of what *edge* pays to *player*; none where it pays nothing.

    Raises:
        IndexError: the game has no such edge.
        ValueError: the game has no such player.
    """
    form = game.form
    _node_of(game, edge)
    if player not in form.players:
        raise ValueError(f"the game has no player {player!r}; it has {', '.join(form.players)}")
    row = edge * len(form.players) + form.players.index(player)
    found = []
    for term in range(int(form.payoffs.first[row]), int(form.payoffs.first[row + 1])):
        parameter = game.parameters[int(form.payoffs.parameter[term])]
        sources = parameter_sources(game.scenario, parameter)
        if parameter.kind == "constant":  # an audience's loss is the only payoff that no draw fixes
            sources = tuple(actor_source(actor) for actor in game.scenario.actors if actor.id == player)
        found.append(PayoffPart(parameter, float(form.payoffs.coefficient[term]), sources))
    return tuple(found)


def source_of(game: CompiledGame, parameter: Parameter | int) -> tuple[Source, ...]:
    """Return the lines of the scenario that a number of the game comes from (*parameter*: itself or its index)."""
    chosen = game.parameters[parameter] if isinstance(parameter, int) else parameter
    return parameter_sources(game.scenario, chosen)


# The way to a node --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Walk:
    position: Position
    history: list[Happening]


def _node_of(game: CompiledGame, edge: int) -> int:
    if not 0 <= edge < len(game.form.child):
        raise IndexError(f"the game has {len(game.form.child)} edges; there is no edge {edge}")
    return int(np.searchsorted(game.form.first_edge, edge, side="right")) - 1


def _path(game: CompiledGame, node: int) -> list[int]:
    """Return the edges from the root to *node*; in a graph, of one of the ways there."""
    form = game.form
    if not 0 <= node < len(form.owner):
        raise IndexError(f"the game has {len(form.owner)} nodes; there is no node {node}")
    found: list[int] = []
    while node != 0:
        if isinstance(form, ExtensiveForm):
            above = int(form.parent[node])
            first, last = int(form.first_edge[above]), int(form.first_edge[above + 1])
            edge = first + int(np.flatnonzero(form.child[first:last] == node)[0])
        else:
            edge = int(np.flatnonzero(form.child == node)[0])
            above = _node_of(game, edge)
        found.append(edge)
        node = above
    return found[::-1]


def _walk(game: CompiledGame, path: list[int]) -> _Walk:
    """Play *path* on the scenario, and go on as long as there is nothing to choose."""
    node = int(game.form.child[path[-1]]) if path else 0
    drawn = dict(pair for edge in path if (pair := _type_drawn(game, edge)))
    moves = [edge for edge in path if not _type_drawn(game, edge) and not _is_start(game, _node_of(game, edge))]
    walk = _Walk(start(game.scenario, game.plan), _drawn_types(game, path))
    waiting = list(reversed(moves))
    while (turn := to_move(walk.position)).kind != "end":
        if turn.kind == "type":
            if not turn.forced and turn.who not in drawn:
                break
            walk.position = after(walk.position, turn.moves[0] if turn.forced else drawn[turn.who])
            continue
        at = _node_of(game, waiting[-1]) if waiting else node
        if not turn.forced or (turn.kind == "conjecture" and _is_lone_conjecture(game, at)):
            if not waiting:
                break
            move = _move(game, waiting.pop(), turn.moves)
        else:
            move = turn.moves[0]
        walk.history.append(_happening(game, turn, move))
        walk.position = after(walk.position, move)
    return walk


def _move(game: CompiledGame, edge: int, choices: tuple[str, ...]) -> str:
    if edge in game.conjectured:
        return game.conjectured[edge]
    node = _node_of(game, edge)
    if game.form.owner[node] == CHANCE:
        return game.parameters[_row(game, edge)[0]].keys[1]
    return choices[edge - int(game.form.first_edge[node])]


def _happening(game: CompiledGame, turn: Turn, move: str) -> Happening:
    scenario = game.scenario
    sources: tuple[Source, ...] = ()
    for stage in stages_of(scenario.steps):
        if stage.id == turn.stage:
            own = move_source(stage, move)
            sources = (*((own,) if own else ()), stage_source(stage))
    fixes = next((dict(plan.fixes) for plan in scenario.plans if plan.id == game.plan), {})
    fixed = turn.stage in fixes
    if fixed:
        sources = (*sources, *plan_sources(scenario, stage=turn.stage, move=move))
    return Happening(turn.kind, turn.who, turn.stage, turn.round, move, turn.forced, fixed, sources)


def _drawn_types(game: CompiledGame, path: list[int]) -> list[Happening]:
    found = []
    for edge in path:
        if pair := _type_drawn(game, edge):
            sources = parameter_sources(game.scenario, game.parameters[_row(game, edge)[0]])
            found.append(Happening("type", pair[0], "", 0, pair[1], forced=False, fixed=False, sources=sources))
    return found


def _type_drawn(game: CompiledGame, edge: int) -> tuple[str, str] | None:
    """Return actor and type, if *edge* draws a type."""
    number = _row(game, edge)[0]
    if number < 0:
        return None
    parameter = game.parameters[number]
    if parameter.kind == "prior":
        return parameter.keys[1], parameter.keys[2]
    return (parameter.keys[0], parameter.keys[1]) if parameter.kind == "joint" else None


def _is_start(game: CompiledGame, node: int) -> bool:
    """Return whether *node* is the sure move that carries what is paid before anybody moves."""
    first, last = int(game.form.first_edge[node]), int(game.form.first_edge[node + 1])
    return (
        bool(game.form.owner[node] == CHANCE)
        and last - first == 1
        and first not in game.conjectured
        and (game.parameters[_row(game, first)[0]].kind == "constant")
    )


def _is_lone_conjecture(game: CompiledGame, node: int) -> bool:
    """Return whether *node* draws a plan's private move although only one can be expected."""
    first, last = int(game.form.first_edge[node]), int(game.form.first_edge[node + 1])
    return last - first == 1 and first in game.conjectured


def _row(game: CompiledGame, edge: int) -> tuple[int, ...]:
    """Return the chance parameter of *edge*: the case's, then each player's where they may differ."""
    probability = game.form.probability
    return tuple(int(number) for number in (probability[:, edge] if probability.ndim == 2 else probability[[edge]]))


def _probabilities(game: CompiledGame, edge: int) -> tuple[tuple[str, Parameter], ...]:
    numbers = _row(game, edge)
    if numbers[0] < 0:
        return ()
    found = [("", game.parameters[numbers[0]])]
    for player, number in zip(game.form.players, numbers[1:], strict=False):
        if number != numbers[0]:
            found.append((player, game.parameters[number]))
    return tuple(found)


def _facts(position: Position) -> tuple[tuple[str, str], ...]:
    return tuple(
        (fact.id, format(value, "g") if isinstance(value, float) else value)
        for fact, value in zip(position.scenario.facts, position.facts, strict=True)
    )
