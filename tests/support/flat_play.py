"""Play a compiled game by walking its arrays, in plain Python: the other half of the interpreter's law.

Also draws what such a play needs: a number for every parameter and a completely mixed move for every information set.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from foedus.compiler import CompiledGame, Parameter
from foedus.games import CHANCE, TERMINAL, ExtensiveForm
from foedus.scenario import InfosetKey

Profile = dict[InfosetKey, dict[str, float]]


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


def draw_profile(game: CompiledGame, rng: random.Random) -> Profile:
    """Return a completely mixed move at every information set."""
    found: Profile = {}
    for key, moves in zip(game.infosets, game.infoset_moves, strict=True):
        weights = [rng.uniform(0.1, 1) for _ in moves]
        found[key] = {move: weight / sum(weights) for move, weight in zip(moves, weights, strict=True)}
    return found


def play(game: CompiledGame, numbers: dict[Parameter, float], profile: Profile) -> FlatPlay:
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
            here = profile[game.infosets[number]]
            shares = [here[move] for move in game.infoset_moves[number]]
        for edge, share in zip(range(first, last), shares, strict=True):
            payoffs += reach[node] * share * paid[edge]
            reach[form.child[edge]] += reach[node] * share
    return FlatPlay(dict(outcomes), dict(zip(form.players, payoffs.tolist(), strict=True)))
