"""Solvers together with their certificate, as named arrays: the methods of ``solve_in_shards``.

The draw is the last axis of every array. ``gain`` is the certificate, recomputed by code that shares nothing with the
solver, in units of payoff; ``values`` (player, draw) are expected payoffs at the start of the game.
"""

from __future__ import annotations

import numpy as np

from foedus.games import ExtensiveForm, FloatArray, StagedGraph, StateGraph, edge_weights, expected_payoffs

from ._backward import backward_subgame_perfect
from ._certify import certify_sequential, certify_subgame_perfect
from ._certify_staged import certify_subgame_perfect_staged
from ._logit import logit_sequential
from ._staged import backward_subgame_perfect_staged
from ._staged_policy import policies_from_the_last_round

Arrays = dict[str, np.ndarray]


def certified_logit_sequential(
    form: ExtensiveForm, parameters: FloatArray, *, precision: FloatArray | None = None
) -> Arrays:
    """Return ``logit_sequential`` and its certificate.

    Returns:
        ``strategy`` and ``log_strategy`` (action, draw), ``values``, ``gain``, ``belief_error``, ``status``, ``steps``.
    """
    result = logit_sequential(form, parameters, precision=precision)
    certificate = certify_sequential(form, parameters, result.log_strategy)
    weights = edge_weights(form, parameters, strategy=result.strategy)
    return {
        "strategy": result.strategy,
        "log_strategy": result.log_strategy,
        "values": expected_payoffs(form, parameters, weights),
        "gain": certificate.max_gain,
        "belief_error": certificate.belief_error,
        "status": result.status,
        "steps": result.steps,
    }


def certified_backward_subgame_perfect(graph: StateGraph, parameters: FloatArray) -> Arrays:
    """Return ``backward_subgame_perfect`` and its certificate.

    Returns:
        ``strategy`` (edge, draw), ``values``, ``gain``, ``ties``.
    """
    result = backward_subgame_perfect(graph, parameters)
    certificate = certify_subgame_perfect(graph, parameters, result.strategy)
    return {
        "strategy": result.strategy, "values": result.values, "gain": certificate.max_gain, "ties": result.ties,
    }  # fmt: skip


def certified_backward_subgame_perfect_staged(graph: StagedGraph, parameters: FloatArray, *, rounds: int) -> Arrays:
    """Return ``backward_subgame_perfect_staged`` and its certificate: ``values``, ``gain``, ``ties``.

    A draw whose claimed strategies are no probabilities, or not of all rounds, gets an infinite gain.
    """
    result = backward_subgame_perfect_staged(graph, parameters, rounds=rounds)
    policies = policies_from_the_last_round(graph, parameters, rounds=rounds)
    certificate = certify_subgame_perfect_staged(graph, parameters, policies=policies)
    right = (certificate.error <= 1e-9) & (certificate.rounds == rounds)
    return {
        "values": np.array(result.initial_values),
        "gain": np.where(right, certificate.max_gain, np.inf),
        "ties": result.ties,
    }
