"""Subgame-perfect equilibrium of staged games of perfect information, by backward induction over the rounds.

Zermelo (1913), Kuhn (1953); a round is one step of value iteration for the player who moves (Shapley 1953). Ties
within ``TIE`` of the payoffs that count from the round on are broken uniformly and counted, as in
``backward_subgame_perfect``. Rounds whose values repeat earlier ones bit for bit are left out, which is exact: the
recursion is the same map every round. With a discount below one that ends any number of rounds after some thousand.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from foedus.games import FloatArray, StagedGraph

from ._backward import TIE
from ._staged_layout import Places, staged_layout
from ._staged_policy import greedy_policies

_SHARE = 64
"""Draws a thread takes are a multiple of this, so that hardly a block of lanes is cut."""


@dataclass(frozen=True, slots=True, eq=False)
class StagedResult:
    """One subgame-perfect equilibrium of a staged game for every draw."""

    values: FloatArray
    """Shape (start, player, draw): expected payoffs from the first round on; NaN at starts play cannot reach."""
    initial: int
    """The start of the first round."""
    strategy: FloatArray
    """Shape (round, edge, draw): the first rounds asked for; on chance edges the probability, NaN out of reach."""
    ties: Places
    """Shape (draw,): states of all rounds together where the mover was indifferent between best moves."""
    rounds: int
    """How often the round is played."""
    computed: Places
    """Shape (draw,): how many of the rounds had to be computed."""
    period: Places
    """Shape (draw,): after how many rounds the values repeat exactly; 0 where that was not met."""

    @property
    def initial_values(self) -> FloatArray:
        """Return the expected payoffs of the game, shape (player, draw)."""
        values: FloatArray = self.values[self.initial]
        return values


def backward_subgame_perfect_staged(
    graph: StagedGraph, parameters: FloatArray, *, rounds: int, policy_rounds: int = 0, threads: int = 1
) -> StagedResult:
    """Return a subgame-perfect equilibrium of *rounds* rounds for every draw.

    Exact but for rounding; without ties the equilibrium is the only one. Numbers do not depend on the other draws,
    nor on *threads*. Memory grows with draws and *policy_rounds*, not with *rounds*.

    Args:
        graph: one round.
        parameters: shape (parameter, draw).
        rounds: how often the round is played, at least once.
        policy_rounds: of how many first rounds to give the strategy.
        threads: how many threads share the draws.

    Raises:
        ValueError: an argument has the wrong shape or size, or a parameter is not finite.

    Examples:
        Each round one may take 1 and end the game, or wait; what is taken a round later counts 0.9, but it is 2
        after the last round. Two rounds: waiting is worth 0.9 * 0.9 * 2.

        >>> from foedus.games import TERMINAL, Terms, staged_graph
        >>> whole = np.int32
        >>> waiting = staged_graph(
        ...     ("patient",), owner=np.array([0, TERMINAL], whole), first_edge=np.array([0, 2, 2], whole),
        ...     child=np.array([1, 2], whole), probability=np.array([-1, -1], whole),
        ...     payoffs=Terms(np.array([0, 1, 1], whole), np.array([0], whole), np.ones(1)),
        ...     starts=np.array([0], whole), discount=1, parameter_names=("one", "factor"),
        ...     final=Terms(np.array([0, 1], whole), np.array([0], whole), np.array([2.0])),
        ...     state_labels=("choice", "end"), action_labels=("take", "wait"),
        ... )
        >>> result = backward_subgame_perfect_staged(waiting, np.array([[1.0], [0.9]]), rounds=2, policy_rounds=2)
        >>> round(float(result.initial_values[0, 0]), 12), result.strategy[:, :, 0].tolist()
        (1.62, [[0.0, 1.0], [0.0, 1.0]])
        >>> result = backward_subgame_perfect_staged(waiting, np.array([[1.0], [0.9]]), rounds=1_000_000)
        >>> float(result.initial_values[0, 0]), int(result.period[0]), int(result.computed[0]) < 100
        (1.0, 1, True)
    """
    from ._kernels._staged_numba import induce_staged

    if parameters.ndim != 2 or parameters.shape[0] != len(graph.parameter_names):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(graph.parameter_names)}, draws)")
    if not np.isfinite(parameters).all():
        raise ValueError("parameters must be finite numbers")
    for name, number, least in (("rounds", rounds, 1), ("policy_rounds", policy_rounds, 0), ("threads", threads, 1)):
        if number < least:
            raise ValueError(f"{name} is {number}; expected at least {least}")
    if policy_rounds > rounds:
        raise ValueError(f"policy_rounds is {policy_rounds}; there are {rounds} rounds")
    draws, players = parameters.shape[1], len(graph.players)
    parameters = np.ascontiguousarray(parameters, dtype=np.float64)
    layout = staged_layout(graph)
    solved = len(layout.solved)
    value = np.empty((solved, players, draws))
    trace = np.empty((policy_rounds, solved, players, draws))
    ties, period, computed = np.zeros(draws, np.int64), np.zeros(draws, np.int64), np.full(draws, rounds, np.int64)
    ending = ending_values(graph, parameters)[layout.solved]

    def solve(first: int, last: int) -> None:
        induce_staged(*layout[:-1], parameters, ending, rounds, TIE, first, last, value, trace, ties, computed, period)

    share = -(-draws // (threads * _SHARE)) * _SHARE
    pieces = [(first, min(first + share, draws)) for first in range(0, draws, share)] if draws else []
    if len(pieces) <= 1:
        for piece in pieces:
            solve(*piece)
    else:
        with ThreadPoolExecutor(len(pieces)) as pool:
            list(pool.map(lambda piece: solve(*piece), pieces))
    strategy = greedy_policies(graph, parameters, trace, solved=layout.solved, tolerance=TIE)
    values = np.full((len(graph.starts), players, draws), np.nan)
    values[layout.solved] = value
    return StagedResult(values, graph.initial, strategy, ties, rounds, computed, period)


def ending_values(graph: StagedGraph, parameters: FloatArray) -> FloatArray:
    """Return what the starts pay after the last round, shape (start, player, draw), or one draw of zeros."""
    shape = (len(graph.starts), len(graph.players))
    if len(graph.final.coefficient) == 0:
        return np.zeros((*shape, 1))
    return graph.final.evaluate(parameters).reshape(*shape, -1)
