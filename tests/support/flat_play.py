"""Play a compiled game by walking its arrays, in plain Python: the other half of the interpreter's law.

Also draws what such a play needs, a number for every parameter and a completely mixed move for every information set,
and pairs the information sets of both.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from foedus.compiler import CompiledGame, Parameter
from foedus.games import CHANCE, TERMINAL, ExtensiveForm, edge_weights, expected_payoffs, terminal_distribution
from foedus.scenario import InfosetKey, after, information_sets, outcome, start, to_move


@dataclass(frozen=True)
class FlatPlay:
    """Exact results of one draw."""

    outcomes: dict[str, float]
    payoffs: dict[str, float]


def draw_numbers(game: CompiledGame, rng: random.Random) -> dict[Parameter, float]:
    """Return a number for every parameter that is no constant; probabilities of one draw add up to 1."""
    groups: dict[tuple[str, ...], list[Parameter]] = defaultdict(list)
    found: dict[Parameter, float] = {}
    for parameter in dict.fromkeys(game.parameters):
        match parameter.kind:
            case "constant":
                continue
            case "prior":
                groups["prior", *parameter.keys[:2]].append(parameter)
            case "joint":
                groups["joint", parameter.keys[0], *parameter.keys[2:]].append(parameter)
            case "chance":
                groups["chance", parameter.keys[0]].append(parameter)
            case _:
                found[parameter] = rng.uniform(-1, 1)
    for members in groups.values():
        weights = [rng.uniform(0.1, 1) for _ in members]
        found |= {member: weight / sum(weights) for member, weight in zip(members, weights, strict=True)}
    return found


def draw_moves(game: CompiledGame, rng: random.Random) -> list[dict[str, float]]:
    """Return a completely mixed move for every information set (every decision state of a graph)."""
    found = []
    for moves in game.infoset_moves:
        weights = [rng.uniform(0.1, 1) for _ in moves]
        found.append({move: weight / sum(weights) for move, weight in zip(moves, weights, strict=True)})
    return found


def met(game: CompiledGame) -> dict[InfosetKey, int]:
    """Return the interpreter's information sets, each with its number in *game*, which must have the same moves.

    The states of a graph merge histories and have no keys of their own; there the interpreter and the graph walk side
    by side, and must agree on who moves, on the moves, and on the outcome.
    """
    if isinstance(game.form, ExtensiveForm):
        numbers = {key: number for number, key in enumerate(game.infosets)}
        assert len(numbers) == len(game.infosets)
        compiled = {key: game.infoset_moves[number] for key, number in numbers.items()}
        assert compiled == information_sets(game.scenario, game.plan)
        return numbers
    form = game.form
    decisions = {int(node): number for number, node in enumerate(np.flatnonzero(np.asarray(form.owner) >= 0))}
    found: dict[InfosetKey, int] = {}
    reached = {0}
    stack = [(start(game.scenario, game.plan), 0)]
    if form.owner[0] == CHANCE and form.first_edge[1] == 1:  # nobody decides and nothing is drawn
        stack = [(start(game.scenario, game.plan), int(form.child[0]))]
    while stack:
        position, node = stack.pop()
        turn = to_move(position)
        reached.add(node)
        if turn.kind == "end":
            assert game.terminal_outcome[node] == outcome(position)
        elif turn.forced:
            stack.append((after(position, turn.moves[0]), node))
        else:
            edges = range(int(form.first_edge[node]), int(form.first_edge[node + 1]))
            if turn.key is not None:
                number = found[turn.key] = decisions[node]
                assert form.players[form.owner[node]] == turn.who
                assert game.infoset_moves[number] == turn.moves
            assert tuple(form.action_labels[edge] for edge in edges) == turn.moves
            stack += [(after(position, form.action_labels[edge]), int(form.child[edge])) for edge in edges]
    reached.add(0)
    assert reached == set(range(len(form.owner)))
    return found


def play(game: CompiledGame, numbers: dict[Parameter, float], moves: list[dict[str, float]]) -> FlatPlay:
    """Return outcome probabilities and expected payoffs under what the plan really does."""
    form = game.form
    matrix = game.fill({parameter: np.array([value]) for parameter, value in numbers.items()})
    case_prior = form.probability[0] if isinstance(form, ExtensiveForm) else form.probability
    paid = form.payoffs.evaluate(matrix)[:, 0].reshape(-1, len(form.players))
    reach = [0.0] * len(form.owner)
    reach[0] = 1.0
    outcomes: dict[str, float] = defaultdict(float)
    payoffs = np.zeros(len(form.players))
    decisions = [node for node, owner in enumerate(form.owner) if owner >= 0]
    state_sets = {node: number for number, node in enumerate(decisions)}
    for node, owner in enumerate(form.owner):
        if owner == TERMINAL:
            outcomes[game.terminal_outcome[node]] += reach[node]
            continue
        first, last = int(form.first_edge[node]), int(form.first_edge[node + 1])
        if owner == CHANCE:
            shares = [
                game.actual[edge] if edge in game.conjectured else float(matrix[case_prior[edge], 0])
                for edge in range(first, last)
            ]
        else:
            number = int(form.infoset[node]) if isinstance(form, ExtensiveForm) else state_sets[node]
            shares = [moves[number][move] for move in game.infoset_moves[number]]
        for edge, share in zip(range(first, last), shares, strict=True):
            payoffs += reach[node] * share * paid[edge]
            reach[form.child[edge]] += reach[node] * share
    return FlatPlay(dict(outcomes), dict(zip(form.players, payoffs.tolist(), strict=True)))


def play_by_games(game: CompiledGame, numbers: dict[Parameter, float], moves: list[dict[str, float]]) -> FlatPlay:
    """Return the same by the library's own functions, for a tree."""
    form = game.form
    assert isinstance(form, ExtensiveForm)
    matrix = game.fill({parameter: np.array([value]) for parameter, value in numbers.items()})
    strategy = np.array([[share] for here in moves for share in here.values()]).reshape(-1, 1)
    really = {edge: np.array([share]) for edge, share in game.actual.items()}
    weights = edge_weights(form, matrix, strategy=strategy, chance=really)
    outcomes: dict[str, float] = defaultdict(float)
    for node, share in terminal_distribution(form, weights).items():
        outcomes[game.terminal_outcome[node]] += float(share[0])
    payoffs = expected_payoffs(form, matrix, weights)[:, 0].tolist()
    return FlatPlay(dict(outcomes), dict(zip(form.players, payoffs, strict=True)))
