"""Compiled and plain code of the logit branch agree, and a draw's answer is its own whatever is solved beside it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import pytest

from foedus.games import ExtensiveForm
from foedus.solve import SequentialResult, beliefs, logit_quantal_response, logit_sequential
from foedus.solve._kernels import (
    _logit_equations_numba,
    _logit_equations_numpy,
    _logit_factor_numba,
    _logit_factor_numpy,
    _logit_numba,
    _logit_numpy,
)
from foedus.solve._logit import _blank
from foedus.solve._structure import TreeStructure, tree_structure
from support.logit_games import GAMES

FAR = 1e6
"""Precision, in spreads of payoffs, to which the plain branch is followed before its end is extrapolated."""


class Pair(NamedTuple):
    """One draw with random logits, beliefs and values filled in, for both codes."""

    tree: TreeStructure
    x: np.ndarray
    precision: float
    plain_game: _logit_equations_numpy.Game
    plain: _logit_equations_numpy.Point
    game: _logit_equations_numba.Game
    point: _logit_equations_numba.Point


def both(kind: str, seed: int, spread: float) -> Pair:
    rng = np.random.default_rng(seed)
    form, parameters = GAMES[kind](rng, 1)
    tree = tree_structure(form)
    players, nodes, sets = len(form.players), form.nodes, form.infosets
    multiplier, origin = rng.uniform(0.5, 2.0, players), rng.normal(0.0, 1.0, tree.unknowns)
    game = _logit_equations_numba.Game(
        np.zeros((players + 1, len(form.child))), np.zeros((len(form.child), players)), np.ones(nodes),
        np.zeros(nodes), multiplier, origin,
    )  # fmt: skip
    plain_game = _logit_numpy.game_numbers(tree, parameters[:, 0], multiplier, origin)
    found = _logit_numba._fill(tree, parameters, 0, game, np.zeros((nodes, players)), np.zeros((nodes, players)))
    assert found == pytest.approx(_logit_numpy.payoff_spread(tree, plain_game), rel=1e-12)
    sizes = {
        **dict.fromkeys(("log_strategy", "strategy", "gain", "predicted"), form.actions),
        **dict.fromkeys(("log_reach", "belief", "believed"), nodes),
        **dict.fromkeys(("top", "mass"), sets),
        "value": (nodes, players), "derivatives": tree.derivatives, "lower_upper": tree.stored,
        "rows": (int(np.diff(tree.first_action).max()), tree.unknowns),
    }  # fmt: skip
    fields = _logit_equations_numba.Point._fields
    point = _logit_equations_numba.Point(*(np.zeros(sizes.get(name, tree.unknowns)) for name in fields))
    plain = _logit_equations_numpy.empty_point(tree)
    x = rng.normal(0.0, spread, tree.unknowns)
    _logit_equations_numba.evaluate(tree, game, x, point)
    _logit_equations_numpy.evaluate(tree, plain_game, x, plain)
    return Pair(tree, x, float(rng.uniform(0.1, 30.0)), plain_game, plain, game, point)


def cases(seeds: int):
    return pytest.mark.parametrize(
        ("kind", "seed", "spread"),
        [(kind, seed, (0.5, 2.0, 15.0)[seed % 3]) for kind in GAMES for seed in range(seeds)],
    )


@cases(6)
def test_the_equations_are_the_plain_ones(kind: str, seed: int, spread: float) -> None:
    tree, x, precision, plain_game, plain, game, point = both(kind, seed, spread)
    for name in ("probability", "payoff", "log_chance"):
        np.testing.assert_allclose(getattr(game, name), getattr(plain_game, name), rtol=1e-12, atol=1e-12)
    worst = _logit_equations_numba.residual(tree, game, x, precision, point)
    assert worst == pytest.approx(_logit_equations_numpy.residual(tree, plain_game, x, precision, plain), rel=1e-12)
    _logit_equations_numba.derivatives(tree, game, point)
    _logit_equations_numpy.derivatives(tree, plain_game, plain)
    for name in ("log_strategy", "strategy", "log_reach", "belief", "value", "gain", "slope", "residual"):
        np.testing.assert_allclose(getattr(point, name), getattr(plain, name), rtol=1e-12, atol=1e-12, err_msg=name)
    np.testing.assert_allclose(point.derivatives, plain.derivatives, rtol=1e-12, atol=1e-12)
    most = _logit_equations_numba.one_shot_gain(tree, point)
    assert most == pytest.approx(_logit_equations_numpy.one_shot_gain(tree, plain), rel=1e-12, abs=1e-12)


@cases(3)
def test_the_derivatives_are_those_of_the_residual(kind: str, seed: int, spread: float) -> None:
    """Against central differences of the compiled residual, in every entry, within the pattern of blocks or not."""
    tree, x, precision, plain_game, plain, game, point = both(kind, seed, spread)
    _logit_equations_numba.derivatives(tree, game, point)
    plain.derivatives[:] = point.derivatives
    _logit_factor_numpy.factor(tree, plain_game, precision, plain)
    difference = np.zeros((tree.unknowns, tree.unknowns))
    step = 1e-5
    for column in range(tree.unknowns):
        for sign in (1.0, -1.0):
            moved = x.copy()
            moved[column] += sign * step
            _logit_equations_numba.evaluate(tree, game, moved, point)
            _logit_equations_numba.residual(tree, game, moved, precision, point)
            difference[:, column] += sign * point.residual / (2.0 * step)
    np.testing.assert_allclose(plain.lower_upper / precision, difference / precision, atol=1e-6)


@cases(6)
def test_the_factors_are_those_of_the_dense_matrix(kind: str, seed: int, spread: float) -> None:
    tree, x, precision, plain_game, plain, game, point = both(kind, seed, spread)
    _logit_equations_numba.derivatives(tree, game, point)
    _logit_equations_numpy.derivatives(tree, plain_game, plain)
    sign = _logit_factor_numba.factor(tree, game, precision, point)
    assert sign == _logit_factor_numpy.factor(tree, plain_game, precision, plain)
    assert abs(sign) == 1.0
    answer, plain_answer = x.copy(), x.copy()
    _logit_factor_numba.solve(tree, point.lower_upper, answer)
    _logit_factor_numpy.solve(tree, plain.lower_upper, plain_answer)
    size = np.linalg.cond(plain.lower_upper) * np.abs(plain_answer).max()
    np.testing.assert_allclose(answer, plain_answer, rtol=0.0, atol=1e-13 * size)


def test_both_signs_of_the_determinant_are_met() -> None:
    signs = set()
    for seed in range(20):
        tree, _, _, _, _, game, point = both("signalling", seed, 2.0)
        _logit_equations_numba.derivatives(tree, game, point)
        signs.add(_logit_factor_numba.factor(tree, game, 50.0, point))
    assert signs == {1.0, -1.0}


def plain_branch(
    form: ExtensiveForm, parameters: np.ndarray, *, goal: float, to_the_end: bool = True,
    multiplier: np.ndarray | None = None, start: np.ndarray | None = None,
) -> SequentialResult:  # fmt: skip
    """Solve as ``logit_sequential`` does, by the plain code."""
    tree, draws = tree_structure(form), parameters.shape[1]
    origin = np.zeros(tree.unknowns)
    if start is not None:
        for infoset in range(form.infosets):
            logarithm = np.log(start[_logit_equations_numpy.actions_of(tree, infoset)])
            origin[_logit_equations_numpy.unknowns_of(tree, infoset)] = logarithm[1:] - logarithm[0]
    found = _blank(form.actions, draws)
    _logit_numpy.trace_principal_branch(
        tree, parameters, np.ones(len(form.players)) if multiplier is None else multiplier, origin, goal, to_the_end,
        0.2, 0.98, 1e-9, 3000, found.log_strategy, found.status, found.precision, found.gain, found.spread,
        found.steps,
    )  # fmt: skip
    found.strategy[:] = np.exp(found.log_strategy)
    return found


def distance(form: ExtensiveForm, parameters: np.ndarray, one: SequentialResult, other: SequentialResult) -> float:
    """Return the largest difference of a strategy or a belief, on the path or off it.

    Logarithms of what vanishes may differ at will as long as they carry the same beliefs.
    """
    belief = beliefs(form, parameters, one.log_strategy) - beliefs(form, parameters, other.log_strategy)
    return float(max(np.abs(one.strategy - other.strategy).max(), np.abs(belief).max()))


def few(kind: str, count: int) -> int:
    return count if kind != "crisis" else 1


@pytest.mark.parametrize("kind", GAMES)
def test_the_branch_ends_where_the_plain_one_does(kind: str) -> None:
    form, parameters = GAMES[kind](np.random.default_rng(8), few(kind, 4))
    result, plain = logit_sequential(form, parameters), plain_branch(form, parameters, goal=FAR)
    assert not result.status.any()
    assert not plain.status.any()
    np.testing.assert_allclose(result.spread, plain.spread, rtol=1e-12)
    assert distance(form, parameters, result, plain) < 1e-5


def test_the_branch_is_not_left_where_another_is_near() -> None:
    """A game where the plain code in longer steps answers another reply to a message that is never sent."""
    form, parameters = GAMES["signalling"](np.random.default_rng(11), 5)
    result, plain = logit_sequential(form, parameters[:, [3]]), plain_branch(form, parameters[:, [3]], goal=FAR)
    assert distance(form, parameters[:, [3]], result, plain) < 1e-5


@pytest.mark.parametrize("kind", ["at once", "at once, three players", "signalling", "horse", "own beliefs"])
def test_the_branch_from_elsewhere_ends_where_the_plain_one_does(kind: str) -> None:
    rng = np.random.default_rng(5)
    form, parameters = GAMES[kind](rng, 3)
    start = np.concatenate([rng.dirichlet(np.full(size, 2.0)) for size in np.diff(form.first_action)])
    result = logit_sequential(form, parameters, start=start)
    plain = plain_branch(form, parameters, goal=FAR, start=start)
    assert not result.status.any()
    assert not plain.status.any()
    assert distance(form, parameters, result, plain) < 1e-5


@pytest.mark.parametrize("kind", ["at once", "at once, three players", "signalling", "chance below", "audience"])
def test_unequal_precisions_lead_where_the_plain_branch_leads(kind: str) -> None:
    rng = np.random.default_rng(4)
    form, parameters = GAMES[kind](rng, 3)
    multiplier = rng.uniform(0.3, 3.0, len(form.players))
    result = logit_sequential(form, parameters, precision=multiplier)
    plain = plain_branch(form, parameters, goal=FAR, multiplier=multiplier)
    assert not result.status.any()
    assert not plain.status.any()
    assert distance(form, parameters, result, plain) < 1e-5


@pytest.mark.parametrize("kind", GAMES)
@pytest.mark.parametrize("at", [0.7, 12.0, 90.0])
def test_the_quantal_response_is_the_plain_one(kind: str, at: float) -> None:
    rng = np.random.default_rng(6)
    form, parameters = GAMES[kind](rng, few(kind, 2))
    multiplier = rng.uniform(0.5, 2.0, len(form.players))
    result = logit_quantal_response(form, parameters, at=at, precision=multiplier)
    plain = plain_branch(form, parameters, goal=at, to_the_end=False, multiplier=multiplier)
    assert not result.status.any()
    assert not plain.status.any()
    np.testing.assert_allclose(result.precision, at, rtol=1e-9)
    assert distance(form, parameters, result, plain) < 1e-7


def joined(parts: list[SequentialResult]) -> dict[str, bytes]:
    return {
        name: np.concatenate([getattr(part, name) for part in parts], axis=-1).tobytes()
        for name in SequentialResult.__slots__
    }


@pytest.mark.parametrize("kind", ["signalling", "own beliefs", "crisis"])
def test_a_draw_is_solved_alike_alone_in_company_and_on_any_thread(kind: str) -> None:
    draws = 50
    form, parameters = GAMES[kind](np.random.default_rng(2), draws)
    together = joined([logit_sequential(form, parameters)])
    assert joined([logit_sequential(form, parameters[:, [draw]]) for draw in range(draws)]) == together
    for threads in (1, 2, 8):
        shards = np.array_split(parameters, 3 * threads, axis=1)
        with ThreadPoolExecutor(threads) as pool:
            parts = list(pool.map(lambda shard: logit_sequential(form, shard), shards))
        assert joined(parts) == together


def test_a_draw_is_solved_alike_in_another_order() -> None:
    form, parameters = GAMES["signalling"](np.random.default_rng(7), 50)
    order = np.random.default_rng(1).permutation(50)
    together = logit_sequential(form, parameters).log_strategy[:, order]
    assert logit_sequential(form, parameters[:, order]).log_strategy.tobytes() == together.tobytes()
