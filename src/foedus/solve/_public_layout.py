"""What the kernels of two-player public trees need of a game at one draw, as plain arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from foedus.games import CHANCE, FloatArray, IntArray, PublicTree

_INDEPENDENT = 1e-13


class PublicGame(NamedTuple):
    """One draw of a two-player game; a named tuple, because the kernels take it whole.

    What player ``p`` is paid on entering node ``n`` is ``alike[p, n]``, and, where the row is not -1,
    ``amount[own[p, n] + t]`` by the own type, ``amount[other[p, n] + s]`` by the other's, and
    ``amount[both[p, n] + k]`` by the combination ``k``.
    """

    owner: IntArray
    first_child: IntArray
    first_entry: IntArray
    """Shape (node,): first entry of the move to a node, -1 where no player makes it."""
    chance: FloatArray
    """Shape (node,): probability of the chance move to a node, 1 for others."""
    prior: FloatArray
    """Shape (type of the first, type of the second)."""
    independent: bool
    """Whether the prior is the product of the next two."""
    first_share: FloatArray
    """Shape (type,): how likely the first player's types are."""
    second_share: FloatArray
    alike: FloatArray
    """This and the next three of shape (player, node)."""
    own: IntArray
    other: IntArray
    both: IntArray
    amount: FloatArray
    """Shape (row,)."""


class CfrState(NamedTuple):
    """What counterfactual regret minimisation keeps, and its work arrays."""

    regret: FloatArray
    """This and the next two of shape (entry,)."""
    strategy: FloatArray
    average: FloatArray
    """Sum of the strategies so far, each weighted by own reach and the number of its iteration."""
    first_reach: FloatArray
    """Shape (node, type of the first): how likely its own moves make a node, times its share of types."""
    second_reach: FloatArray
    first_value: FloatArray
    """Shape (node, type): what a type gets from a node on, times how likely the other and chance make it."""
    second_value: FloatArray


def public_game(tree: PublicTree, parameters: FloatArray) -> PublicGame:
    """Return the numbers of one draw, from parameters of shape (parameter, 1)."""
    prior = np.exp(tree.log_prior(parameters)[:, 0]).reshape(tree.types.tolist())
    shares = prior.sum(axis=1), prior.sum(axis=0)
    amount = tree.amounts.evaluate(parameters)[:, 0]
    chance = np.ones(tree.nodes)
    drawn = np.flatnonzero(tree.mover == CHANCE)
    chance[drawn] = parameters[tree.probability[0, drawn], 0]
    row = tree.paid[:, :, 0].T
    alike = np.where(row >= 0, amount[row] if len(amount) else 0.0, 0.0)
    return PublicGame(
        owner=tree.owner,
        first_child=tree.first_child,
        first_entry=tree.first_entry,
        chance=chance,
        prior=prior,
        independent=bool(np.abs(prior - np.outer(*shares) / prior.sum()).max() <= _INDEPENDENT),
        first_share=shares[0],
        second_share=shares[1] / prior.sum(),
        alike=np.ascontiguousarray(alike),
        own=np.ascontiguousarray([tree.paid[:, 0, 1], tree.paid[:, 1, 2]]),
        other=np.ascontiguousarray([tree.paid[:, 0, 2], tree.paid[:, 1, 1]]),
        both=np.ascontiguousarray(tree.paid[:, :, 3].T),
        amount=amount,
    )


def cfr_state(tree: PublicTree) -> CfrState:
    """Return the state before the first iteration: uniform play."""
    one, two = tree.types.tolist()
    moves = np.diff(tree.first_child)
    mover, parent = tree.mover, tree.parent
    decided = np.flatnonzero(mover >= 0)
    uniform = np.repeat(1.0 / moves[parent[decided]], tree.types[mover[decided]])
    return CfrState(
        np.zeros(tree.entries), uniform, np.zeros(tree.entries),
        np.zeros((tree.nodes, one)), np.zeros((tree.nodes, two)),
        np.zeros((tree.nodes, one)), np.zeros((tree.nodes, two)),
    )  # fmt: skip
