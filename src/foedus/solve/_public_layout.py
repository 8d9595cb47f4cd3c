"""What the kernels of two-player public trees need of a game at one draw, as plain arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from foedus.games import CHANCE, FloatArray, IntArray, PublicTree

_INDEPENDENT = 1e-13
"""A prior that differs by less than this from the product of its shares counts as independent."""


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
    seen_as: IntArray
    """Shape (node,): the first node that the mover cannot tell from this one."""
    next_alike: IntArray
    """Shape (node,): the next node that the mover cannot tell from this one, -1 after the last."""
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
    """Sum of the strategies so far, each weighted by own reach and the square of the number of its iteration."""
    change: FloatArray
    """Shape (entry,): work."""
    first_reach: FloatArray
    """Shape (node, type of the first): how likely its own moves make a node, times its share of types."""
    second_reach: FloatArray
    first_value: FloatArray
    """Shape (node, type): what a type gets from a node on, times how likely the other and chance make it."""
    second_value: FloatArray


def public_games(tree: PublicTree, parameters: FloatArray) -> Iterator[PublicGame]:
    """Yield the numbers of one draw after the other, from parameters of shape (parameter, draw)."""
    priors = np.exp(tree.log_prior(parameters))
    amounts = np.ascontiguousarray(tree.amounts.evaluate(parameters).T)
    next_alike = _next_alike(tree)
    first_entry, drawn = tree.first_entry, np.flatnonzero(tree.mover == CHANCE)
    row = tree.paid[:, :, 0].T
    own = np.ascontiguousarray([tree.paid[:, 0, 1], tree.paid[:, 1, 2]])
    other = np.ascontiguousarray([tree.paid[:, 0, 2], tree.paid[:, 1, 1]])
    both = np.ascontiguousarray(tree.paid[:, :, 3].T)
    for draw, amount in enumerate(amounts):
        prior = np.ascontiguousarray(priors[:, draw]).reshape(tree.types.tolist())
        total = prior.sum()
        shares = prior.sum(axis=1), prior.sum(axis=0) / total
        chance = np.ones(tree.nodes)
        chance[drawn] = parameters[tree.probability[0, drawn], draw]
        alike = np.where(row >= 0, amount[row], 0.0) if len(amount) else np.zeros(row.shape)
        yield PublicGame(
            owner=tree.owner,
            first_child=tree.first_child,
            first_entry=first_entry,
            seen_as=tree.seen_as,
            next_alike=next_alike,
            chance=chance,
            prior=prior,
            independent=bool(np.abs(prior - np.outer(*shares)).max() <= _INDEPENDENT),
            first_share=shares[0],
            second_share=shares[1],
            alike=np.ascontiguousarray(alike),
            own=own,
            other=other,
            both=both,
            amount=amount,
        )


def _next_alike(tree: PublicTree) -> IntArray:
    found = np.full(tree.nodes, -1, np.int32)
    order = np.argsort(tree.seen_as, kind="stable")
    same = tree.seen_as[order[1:]] == tree.seen_as[order[:-1]]
    found[order[:-1][same]] = order[1:][same]
    return found


def cfr_state(tree: PublicTree) -> CfrState:
    """Return room for the iterations; ``run`` starts it from uniform play."""
    one, two = tree.types.tolist()
    return CfrState(
        np.zeros(tree.entries), np.zeros(tree.entries), np.zeros(tree.entries), np.zeros(tree.entries),
        np.zeros((tree.nodes, one)), np.zeros((tree.nodes, two)),
        np.zeros((tree.nodes, one)), np.zeros((tree.nodes, two)),
    )  # fmt: skip
