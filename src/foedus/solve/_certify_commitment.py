"""What a leader can get at most by committing: an upper bound from the multipliers of each reply, by the tree alone.

Suppose the followers' pure reply ``q`` is a best reply to a commitment ``x``. Then no follower f
gains by any other strategy d_f, so for multipliers m_f >= 0

    leader(x, q)  <=  leader(x, q) + sum over f of m_f * (f(x, q) - f(x, q with d_f in place of f's part)),

and the right side is at most its maximum over all commitments: a decision of the leader alone, found by induction over
the tree. The largest of these maxima over all replies bounds the leader's value. This is weak duality, whatever the
multipliers are and wherever they come from. Shares nothing with the programs.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from foedus.games import CHANCE, ExtensiveForm, FloatArray

_CELLS = 2_000_000
"""Numbers held at once in one array."""


def commitment_bound(
    form: ExtensiveForm,
    parameters: FloatArray,
    *,
    leader: int,
    replies: FloatArray,
    multipliers: FloatArray,
    deviations: FloatArray,
) -> FloatArray:
    """Return the most the leader can get where each reply is best, shape (reply,).

    Args:
        form: a game with perfect recall.
        parameters: shape (parameter, 1).
        leader: the player who commits.
        replies: shape (action, reply): what the followers do; the leader's rows are not read.
        multipliers: shape (player, reply), not negative; the leader's row is not read.
        deviations: shape (action, reply): what each follower could do instead; the leader's rows are not read.
    """
    count = replies.shape[1]
    bound = np.empty(count)
    step = max(1, _CELLS // max(form.nodes, len(form.child), 1))
    for start in range(0, count, step):
        part = slice(start, start + step)
        bound[part] = _bound(form, parameters, leader, replies[:, part], multipliers[:, part], deviations[:, part])
    return bound


def _bound(
    form: ExtensiveForm, parameters: FloatArray, leader: int, replies: FloatArray, multipliers: FloatArray,
    deviations: FloatArray,
) -> FloatArray:  # fmt: skip
    players = len(form.players)
    payoffs = form.payoffs.evaluate(parameters).reshape(len(form.child), players)
    paid = _passing(form, parameters, leader, replies, believer=leader) * payoffs[:, [leader]]
    mover = np.repeat(form.infoset_player, np.diff(form.first_action))
    for follower in range(players):
        weight = multipliers[follower]
        if follower == leader or not weight.any():
            continue
        other = np.where((mover == follower)[:, None], deviations, replies)
        difference = _passing(form, parameters, leader, replies, believer=follower)
        difference -= _passing(form, parameters, leader, other, believer=follower)
        paid += weight * difference * payoffs[:, [follower]]
    return _best(form, leader, paid)


def _passing(
    form: ExtensiveForm, parameters: FloatArray, leader: int, strategy: FloatArray, *, believer: int
) -> FloatArray:
    """Return how likely chance, as *believer* has it, and the followers let each edge be taken, shape (edge, reply)."""
    reach = np.zeros((form.nodes, strategy.shape[1]))
    reach[0] = 1.0
    passing = np.zeros((len(form.child), strategy.shape[1]))
    for node in range(form.nodes):
        first, last = int(form.first_edge[node]), int(form.first_edge[node + 1])
        start = int(form.first_action[form.infoset[node]]) if form.owner[node] >= 0 else 0
        for edge in range(first, last):
            if form.owner[node] == leader:
                passing[edge] = reach[node]
                reach[form.child[edge]] = reach[node]
                continue
            if form.owner[node] == CHANCE:
                weight = parameters[form.probability[1 + believer, edge]]
            else:
                weight = strategy[start + edge - first]
            passing[edge] = reach[node] * weight
            reach[form.child[edge]] += passing[edge]
    return passing


def _best(form: ExtensiveForm, leader: int, paid: FloatArray) -> FloatArray:
    """Return the most the leader can collect of *paid*, shape (edge, reply), which the others' play already weighs."""
    value = np.zeros((form.nodes, paid.shape[1]))
    depth = _depths(form, leader)
    own = form.owner == leader
    for level in range(int(depth.max()), -1, -1):
        for infoset in np.unique(form.infoset[(depth == level) & own]).tolist():
            _choose(form, value, paid, np.flatnonzero(form.infoset == infoset))
        for node in np.flatnonzero((depth == level) & ~own)[::-1].tolist():
            edges = np.arange(form.first_edge[node], form.first_edge[node + 1])
            value[node] = paid[edges].sum(axis=0) + value[np.unique(form.child[edges])].sum(axis=0)
    top: FloatArray = value[0]
    return top


def _choose(form: ExtensiveForm, value: FloatArray, paid: FloatArray, nodes: npt.NDArray[np.int64]) -> None:
    """Set *value* at the nodes of one information set of the leader to that of the best action."""
    size = int(form.first_edge[nodes[0] + 1] - form.first_edge[nodes[0]])
    each = np.empty((size, len(nodes), paid.shape[1]))
    for place in range(size):
        edges = form.first_edge[nodes] + place
        each[place] = paid[edges] + value[form.child[edges]]
    best = each.sum(axis=1).argmax(axis=0)
    value[nodes] = np.take_along_axis(each, best[None, None, :], axis=0)[0]


def _depths(form: ExtensiveForm, leader: int) -> npt.NDArray[np.int64]:
    """Return how many moves of the leader lie above each node."""
    depth = np.zeros(form.nodes, np.int64)
    for node in range(1, form.nodes):
        above = int(form.parent[node])
        depth[node] = depth[above] + (form.owner[above] == leader)
    return depth
