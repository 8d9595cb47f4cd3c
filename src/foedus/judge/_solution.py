"""One plan's game solved for some draws, certified and read: the same answer for trees and for merged graphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from foedus.compiler import CompiledGame, Parameter
from foedus.games import (
    CHANCE,
    ExtensiveForm,
    FloatArray,
    StateGraph,
    continuation_values,
    edge_weights,
    reach_probabilities,
)
from foedus.solve import (
    backward_subgame_perfect,
    beliefs,
    certify_sequential,
    certify_subgame_perfect,
    logit_sequential,
)

from ._space import Numbers

METHOD = "logit_sequential"
"""Solves games with private information; those of perfect information go to ``backward_subgame_perfect``."""

TOLERANCE = 1e-6
"""A draw counts as solved when nobody can gain more than this anywhere."""

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """What is kept of a solved batch; the draw is the last axis everywhere."""

    values: FloatArray
    """(planner type, draw): the planner's value, given its type and what the plan in fact does."""
    outcomes: FloatArray
    """(outcome, draw): probabilities under the case's prior and what the plan in fact does."""
    gain: FloatArray
    """(draw,): the certificate."""
    belief_error: FloatArray
    """(draw,)."""
    strategy: FloatArray
    """(action, draw)."""
    reach: FloatArray
    """(infoset, draw)."""
    believed: FloatArray
    """(belief, draw), in the order of ``believed_types``."""

    def arrays(self, *, play: bool) -> Arrays:
        """Return the arrays to keep, single precision for what is only shown."""
        kept: Arrays = {
            "values": self.values,
            "outcomes": self.outcomes,
            "gain": self.gain,
            "belief_error": self.belief_error,
        }
        if play:
            kept |= {
                "strategy": self.strategy.astype(np.float32),
                "reach": self.reach.astype(np.float32),
                "believed": self.believed.astype(np.float32),
            }
        return kept


def solve_game(game: CompiledGame, numbers: Numbers, *, precision: FloatArray | None = None) -> Solution:
    """Return the solution of *game* at the drawn *numbers*, which may hold more than it needs."""
    return solve_alike([game], numbers, precision=precision, play=True)[0]


def solve_alike(
    games: Sequence[CompiledGame], numbers: Numbers, *, precision: FloatArray | None = None, play: bool = False
) -> list[Solution]:
    """Return the solution of each of *games*, which share one form and differ only in what the plan really does.

    Without *play* what only serves to show the play (reach, beliefs) is left empty.
    """
    parameters = games[0].fill(numbers)
    if isinstance(games[0].form, StateGraph):
        return [_solve_graph(game, games[0].form, parameters) for game in games]
    return _solve_tree(games, games[0].form, parameters, precision, play)


def planner_types(game: CompiledGame) -> tuple[str, ...]:
    """Return the types of the planner, or ``("only",)``."""
    planner = next(actor for actor in game.scenario.actors if actor.id == game.scenario.planner)
    return tuple(item.id for item in planner.types) or ("only",)


def _solve_tree(
    games: Sequence[CompiledGame],
    form: ExtensiveForm,
    parameters: FloatArray,
    precision: FloatArray | None,
    play: bool,
) -> list[Solution]:
    result = logit_sequential(form, parameters, precision=precision)
    certificate = certify_sequential(form, parameters, result.log_strategy)
    shown = _believed(games[0], form, parameters, result.log_strategy) if play else np.zeros((0, parameters.shape[1]))
    members = _members(form)
    found = []
    for game in games:
        weights = edge_weights(form, parameters, strategy=result.strategy, chance=game.actual)
        reach = reach_probabilities(form, weights)
        at_sets = [reach[nodes].sum(axis=0) for nodes in members] if play else []
        found.append(
            Solution(
                _values_by_type(game, form, parameters, weights),
                _outcomes(game, reach),
                certificate.max_gain,
                certificate.belief_error,
                result.strategy,
                np.array(at_sets).reshape(len(at_sets), parameters.shape[1]),
                shown,
            )
        )
    return found


def _believed(game: CompiledGame, form: ExtensiveForm, parameters: FloatArray, log_strategy: FloatArray) -> FloatArray:
    node_beliefs = beliefs(form, parameters, log_strategy)
    types = types_at_nodes(game)
    members = _members(form)
    rows = believed_types(game)
    found = np.zeros((len(rows), parameters.shape[1]))
    for row, (infoset, actor, type_) in enumerate(rows):
        found[row] = node_beliefs[[node for node in members[infoset] if types[node].get(actor) == type_]].sum(axis=0)
    return found


def _solve_graph(game: CompiledGame, graph: StateGraph, parameters: FloatArray) -> Solution:
    result = backward_subgame_perfect(graph, parameters)
    certificate = certify_subgame_perfect(graph, parameters, result.strategy)
    reach = reach_probabilities(graph, result.strategy)
    planner = graph.players.index(game.scenario.planner)
    deciding = np.flatnonzero(graph.owner >= 0)
    edges = [edge for state in deciding for edge in range(graph.first_edge[state], graph.first_edge[state + 1])]
    return Solution(
        result.values[[planner]],
        _outcomes(game, reach),
        certificate.max_gain,
        np.zeros(parameters.shape[1]),
        result.strategy[edges],
        reach[deciding],
        np.zeros((0, parameters.shape[1])),
    )


def _members(form: ExtensiveForm) -> list[list[int]]:
    members: list[list[int]] = [[] for _ in range(form.infosets)]
    for node, infoset in enumerate(form.infoset):
        if infoset >= 0:
            members[infoset].append(node)
    return members


def _outcomes(game: CompiledGame, reach: FloatArray) -> FloatArray:
    names = [outcome.id for outcome in game.scenario.outcomes]
    found = np.zeros((len(names), reach.shape[1]))
    for node, outcome in game.terminal_outcome.items():
        found[names.index(outcome)] += reach[node]
    return found


def _values_by_type(game: CompiledGame, form: ExtensiveForm, parameters: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the planner's expected payoff given each of its types, which the first chance move draws."""
    planner = form.players.index(game.scenario.planner)
    value = continuation_values(form, parameters, weights, player=planner)
    kinds = planner_types(game)
    if len(kinds) == 1:
        return value[[0]]
    after = {type_of(game, edge): int(form.child[edge]) for edge in range(form.first_edge[0], form.first_edge[1])}
    rows = form.payoffs.evaluate(parameters).reshape(len(form.child), len(form.players), -1)
    paid = {type_of(game, edge): rows[edge, planner] for edge in range(form.first_edge[0], form.first_edge[1])}
    return np.array([paid[kind] + value[after[kind]] for kind in kinds])


def type_of(game: CompiledGame, edge: int) -> str:
    """Return the type that a chance edge draws."""
    parameter = _drawn(game, edge)
    return parameter.keys[1 if parameter.kind == "joint" else 2]


def _drawn(game: CompiledGame, edge: int) -> Parameter:
    if not isinstance(game.form, ExtensiveForm):
        raise TypeError("a graph of merged states draws no types")
    return game.parameters[int(game.form.probability[0, edge])]


def types_at_nodes(game: CompiledGame) -> list[dict[str, str]]:
    """Return, for every node of a tree, the types drawn above it."""
    form = game.form
    found: list[dict[str, str]] = [{} for _ in range(form.nodes)]
    for node in range(form.nodes):
        for edge in range(form.first_edge[node], form.first_edge[node + 1]):
            below = dict(found[node])
            if form.owner[node] == CHANCE and (parameter := _drawn(game, edge)).kind in ("prior", "joint"):
                actor = parameter.keys[0] if parameter.kind == "joint" else parameter.keys[1]
                below[actor] = type_of(game, edge)
            found[form.child[edge]] = below
    return found


def believed_types(game: CompiledGame) -> list[tuple[int, str, str]]:
    """Return (information set, other actor, type) for every belief that is shown."""
    several = [(actor.id, item.id) for actor in game.scenario.actors if len(actor.types) > 1 for item in actor.types]
    return [
        (infoset, actor, type_)
        for infoset, key in enumerate(game.infosets)
        for actor, type_ in several
        if actor != key.actor
    ]
