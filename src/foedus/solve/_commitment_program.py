"""The linear program of one reply: the leader's best commitment to which the followers' pure plans are best replies.

Over the leader's realisation weights r (see ``_sequence_form``) and, for each follower, the worths v of information
sets (the dual of the follower's own program: v[0] is at least what any strategy would get):

    maximise   c . r  -  K * sum of z
    such that  E r = e;  for every sequence s of a follower  (B r)[s] <= (F' v)[s];  v[0] <= b . r + z;  r, z >= 0,

where c, B and b are what leader and follower are paid given the others' plans. z lets a follower be paid K for bearing
with a worse reply: so the program has a solution even if no commitment makes the reply best, its dual solution bounds
the leader's value all the same, and for K large enough z is zero wherever it can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from foedus.games import ExtensiveForm, FloatArray

from ._sequence_form import Indices, Sequences, equations
from ._strategic_form import Plans

_METHODS = (("highs-ds", 1e-10), ("highs-ds", 1e-9), ("highs-ipm", 1e-9), ("highs-ds", 1e-7))
"""Tried in turn: at the tightest tolerance the simplex method now and then ends without an answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Reply:
    """The solution of one program."""

    weights: FloatArray
    """Shape (sequence of the leader,)."""
    value: float
    """What the leader gets."""
    bound: float
    """What the program says the leader gets at most where the reply is best."""
    paid: float
    """The sum of z: zero if the reply is best."""
    multipliers: FloatArray
    """Shape (player,): how much of the leader's value each follower's incentive costs."""
    deviations: dict[int, FloatArray]
    """By follower: realisation weights of the tempting strategy."""


@dataclass(frozen=True, slots=True, eq=False)
class CommitmentGame:
    """One draw of a game with a leader, as its sequences and what they pay."""

    form: ExtensiveForm
    indices: Sequences
    leader: int
    plans: dict[int, Plans]
    """By follower."""
    paid: FloatArray
    """Shape (player, edge): payoffs times the probability that chance, as the player has it, allows the edge."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of plans of each follower."""
        return tuple(len(plans) for plans in self.plans.values())

    def choices(self, replies: Indices) -> dict[int, Indices]:
        """Return which plan of each follower makes up each reply, by follower, shape (reply,)."""
        places = np.unravel_index(replies, self.shape) if self.plans else ()
        return dict(zip(self.plans, places, strict=True))

    def played(self, replies: Indices, *, without: int | None = None) -> FloatArray:
        """Return whether the followers' plans, but for one follower's, allow each edge, shape (reply, edge)."""
        allowed = np.ones((len(replies), len(self.form.child)))
        for follower, place in self.choices(replies).items():
            if follower != without:
                allowed *= self.plans[follower][np.ix_(place, self.indices.on_edge[follower])]
        return allowed

    def leader_payoffs(self, replies: Indices) -> FloatArray:
        """Return what each sequence of the leader pays the leader, shape (reply, sequence)."""
        from scipy.sparse import csr_array

        sequence = self.indices.on_edge[self.leader]
        to_sequence = csr_array(
            (np.ones(len(sequence)), (np.arange(len(sequence)), sequence)),
            shape=(len(sequence), self.indices.count[self.leader]),
        )
        each: FloatArray = (self.played(replies) * self.paid[self.leader]) @ to_sequence
        return each


def solve_reply(game: CommitmentGame, reply: int, *, penalty: float) -> Reply:
    """Return the best commitment to which *reply*, a number of one plan a follower, is a best reply.

    Raises:
        ArithmeticError: the program was not solved.
    """
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    indices, leader = game.indices, game.leader
    weights = indices.count[leader]
    row, column, entry, sets = equations(game.form, indices, leader)
    rows, columns, entries, height = [], [], [], 0
    width = weights
    starts: dict[int, tuple[int, int]] = {}
    for follower, place in game.choices(np.array([reply])).items():
        allowed = game.played(np.array([reply]), without=follower)[0] * game.paid[follower]
        on_edge, count = indices.on_edge[follower], indices.count[follower]
        worth, sequence, coefficient, worths = equations(game.form, indices, follower)
        starts[follower] = (height, height + count)
        mine = game.plans[follower][place[0]][on_edge]
        rows += [height + on_edge, height + sequence, np.full(int(mine.sum()), height + count), [height + count] * 2]
        columns += [indices.on_edge[leader], width + worth, indices.on_edge[leader][mine], [width, width + worths]]
        entries += [allowed, -coefficient, -allowed[mine], [1.0, -1.0]]
        height, width = height + count + 1, width + worths + 1
    cost = np.zeros(width)
    cost[:weights] = -game.leader_payoffs(np.array([reply]))[0]
    slack = _slack_columns(game, weights)
    cost[slack] = penalty
    # The stubs of linprog do not know that it takes sparse matrices and bounds as an array.
    bounds: Any = np.tile([-np.inf, np.inf], (width, 1))
    bounds[:weights, 0] = 0.0
    bounds[slack, 0] = 0.0
    below: Any = None
    if rows:
        below = coo_array(
            (np.concatenate(entries), (np.concatenate(rows), np.concatenate(columns))), shape=(height, width)
        ).tocsr()
    right = np.zeros(sets)
    right[0] = 1.0
    equal: Any = coo_array((entry, (row, column)), shape=(sets, width)).tocsr()
    program = (cost, below, np.zeros(height) if rows else None, equal, right, bounds)
    solve: Any = linprog
    result: Any = None
    for method, tolerance in _METHODS:
        options = {"primal_feasibility_tolerance": tolerance, "dual_feasibility_tolerance": tolerance}
        result = solve(*program, method=method, options=options)
        if result.status == 0:
            break
    else:
        raise ArithmeticError(f"the linear program of a reply was not solved: {result.message}")
    multipliers = np.zeros(len(game.form.players))
    deviations = {}
    for follower, (start, best) in starts.items():
        multipliers[follower] = max(-float(result.ineqlin.marginals[best]), 0.0)
        deviations[follower] = np.maximum(-np.asarray(result.ineqlin.marginals[start:best]), 0.0)
    found = np.asarray(result.x[:weights])
    value = float(-cost[:weights] @ found)
    return Reply(found, value, -float(result.fun), float(result.x[slack].sum()), multipliers, deviations)


def _slack_columns(game: CommitmentGame, weights: int) -> list[int]:
    """Return the column of each follower's z: the last after the worths."""
    columns, width = [], weights
    for follower in game.plans:
        width += 2 + int((game.form.infoset_player == follower).sum())
        columns.append(width - 1)
    return columns
