"""Subgame-perfect equilibrium of perfect-information games by backward induction on merged states.

Zermelo (1913), Kuhn (1953). Ties within ``TIE`` payoff units are broken uniformly, as the logit limit does, and
counted: with ties other subgame-perfect equilibria exist.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from foedus.games import FloatArray, StateGraph

TIE = 1e-12
"""Payoffs closer than this count as equal."""


@dataclass(frozen=True, slots=True, eq=False)
class SubgamePerfectResult:
    """One subgame-perfect equilibrium for every draw."""

    strategy: FloatArray
    """Shape (edge, draw); on chance edges the probability."""
    values: FloatArray
    """Shape (player, draw): expected payoffs at the initial state."""
    ties: npt.NDArray[np.int64]
    """Shape (draw,): number of states where the mover was indifferent between best moves."""


def backward_subgame_perfect(graph: StateGraph, parameters: FloatArray) -> SubgamePerfectResult:
    """Return a subgame-perfect equilibrium of *graph* for every draw.

    Args:
        graph: merged states in topological order.
        parameters: shape (parameter, draw).

    Raises:
        ValueError: *parameters* has the wrong shape.
    """
    from ._kernels._backward_numba import induce_backward

    if parameters.ndim != 2 or parameters.shape[0] != len(graph.parameter_names):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(graph.parameter_names)}, draws)")
    draws = parameters.shape[1]
    value = np.zeros((len(graph.owner), len(graph.players), draws))
    strategy = np.zeros((len(graph.child), draws))
    ties = np.zeros(draws, np.int64)
    induce_backward(
        graph.owner, graph.first_edge, graph.child, graph.probability, graph.payoffs.first,
        graph.payoffs.parameter, graph.payoffs.coefficient, np.ascontiguousarray(parameters, dtype=np.float64), TIE,
        value, strategy, ties,
    )  # fmt: skip
    return SubgamePerfectResult(strategy, value[0].copy(), ties)
