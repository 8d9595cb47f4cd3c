"""The best commitment of one player: a strategy announced and kept, to which the others reply best.

*Definition.* The leader binds itself to a behaviour strategy for the whole game, threats and promises included; every
follower knows it and replies best, and of several best replies the one is played that the leader likes most: a strong
Stackelberg equilibrium (von Stengel and Zamir 2010). With perfect recall binding oneself to a mixture of plans is the
same. Followers' private types need nothing of their own: they are moves of chance.

*Method.* For each pure reply of the followers one linear program gives the best commitment that makes it a best reply;
the best of these is the answer (Conitzer and Sandholm 2006), here over realisation weights, so that the leader's side
is as small as the tree (von Stengel 1996). Replies are taken by what they would give the leader at most, and once
no reply left can give more than the best commitment found, the others need no program.

With one follower that is exact. With several, replies are pure equilibria among them, the leader's favourite:
that is exact if no follower's payoff depends on another's moves; else mixed replies are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from foedus.games import ExtensiveForm, FloatArray, edge_weights, expected_payoffs

from ._best_response import best_response_gains
from ._certify_commitment import commitment_bound
from ._commitment_program import CommitmentGame, Reply, solve_reply
from ._sequence_form import Indices, behaviour, believed_reach, ranges, sequences
from ._strategic_form import check_parameters, count_plans, list_plans, told_number

MOST_REPLIES = 20_000
"""Games where the followers have more replies, reduced plans multiplied over followers, are refused."""

_ENOUGH = 1e-9
"""A reply that promises less than this share of the range of payoffs more than the best needs no program."""
_TIED = 1e-7
"""Replies worse by less than this share of the range of payoffs count as best when ties are told."""
_PENALTIES = (1e3, 1e5, 1e7)
_CELLS = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class CommitmentResult:
    """The leader's best commitment and the followers' reply for every draw, and proof that no other is better."""

    strategy: FloatArray
    """Shape (action, draw): the commitment, and the reply; uniform where a player's own moves never lead."""
    payoffs: FloatArray
    """Shape (player, draw): recomputed from the tree, as each player believes about chance."""
    max_gain: FloatArray
    """Shape (draw,): the most that a follower would gain by another reply, recomputed from the tree."""
    bound: FloatArray
    """Shape (draw,): no commitment gives the leader more, by weak duality recomputed from the tree."""
    gap: FloatArray
    """Shape (draw,): *bound* less what the leader gets."""
    against_ties: FloatArray
    """Shape (draw,): what the leader gets from the same commitment if of tied best replies the worst is played."""
    replies: npt.NDArray[np.int64]
    """Shape (draw,): number of pure replies that were weighed."""
    programs: npt.NDArray[np.int64]
    """Shape (draw,): number of linear programs solved."""


def multiple_lp_commitment(
    form: ExtensiveForm, parameters: FloatArray, *, leader: int, most: int = MOST_REPLIES
) -> CommitmentResult:
    """Return the best commitment of *leader* and the reply to it, for every draw.

    What is guaranteed: the reply is best up to ``max_gain``, and no commitment to which a pure reply is best gives the
    leader more than ``gap`` more. What is not: that the leader would want to keep its word later, that it gets as much
    if ties go against it (``against_ties`` says what this commitment gives then; the best pessimistic value is not
    sought), or that followers' moves where the commitment never leads are sensible.

    Args:
        form: a game with perfect recall.
        parameters: shape (parameter, draw).
        leader: index of the player who commits.
        most: the largest number of pure replies.

    Raises:
        ValueError: a player forgets, there are more replies than *most*, several followers have no pure equilibrium
            under any commitment, there is no such leader, or *parameters* has the wrong shape.
        ArithmeticError: a linear program was not solved.

    Example:
        The game of Conitzer and Sandholm (2006): moving first in pure strategies is worth 3, a mixture 3.5.

        >>> from foedus.games import read_nfg
        >>> game = read_nfg('NFG 1 R "" { "A" "B" } { { "up" "down" } { "left" "right" } } 2 1 1 0 4 0 3 1')
        >>> result = multiple_lp_commitment(game.form, game.parameters, leader=0)
        >>> print(result.strategy[:, 0].round(9), result.payoffs[:, 0].round(9))
        [0.5 0.5 0.  1. ] [3.5 0.5]
        >>> bool(result.max_gain[0] < 1e-9 and abs(result.gap[0]) < 1e-9)
        True
    """
    check_parameters(form, parameters)
    if not 0 <= leader < len(form.players):
        raise ValueError(f"there is no player {leader}; players are 0 to {len(form.players) - 1}")
    indices = sequences(form)
    followers = [player for player in np.unique(form.infoset_player).tolist() if player != leader]
    counts = [count_plans(form, indices, follower) for follower in followers]
    if prod(counts) > most:
        each = ", ".join(f"{form.players[f]} {told_number(c)}" for f, c in zip(followers, counts, strict=True))
        raise ValueError(
            f"the followers have {told_number(prod(counts))} pure replies (plans: {each}); up to {most:,} are weighed"
        )
    plans = {follower: list_plans(form, indices, follower) for follower in followers}
    paid = form.payoffs.evaluate(parameters).reshape(len(form.child), len(form.players), -1)
    low, high = ranges(form, paid)
    spread = np.where(high > low, high - low, 1.0)
    reach = np.stack([believed_reach(form, parameters, row=1 + player) for player in range(len(form.players))])
    found = []
    for draw in range(parameters.shape[1]):
        scaled = reach[:, :, draw] * (paid[:, :, draw] / spread[:, draw]).T
        game = CommitmentGame(form, indices, leader, plans, scaled)
        found.append(_commit(game, parameters[:, [draw]], spread[:, draw]))
    columns = [np.stack([one[place] for one in found], axis=-1) for place in range(7)]
    strategy, payoffs, gain, bound, against, replies, programs = columns
    return CommitmentResult(
        strategy, payoffs, gain, bound, bound - payoffs[leader], against, replies.astype(int), programs.astype(int)
    )


def _commit(game: CommitmentGame, parameters: FloatArray, spread: FloatArray) -> tuple[FloatArray, ...]:
    """Return strategy, payoffs, gain, bound, value against ties, replies and programs of one draw."""
    form, leader = game.form, game.leader
    promises = _promises(game)
    solved: dict[int, Reply] = {}
    best, chosen = -np.inf, -1
    for reply in np.argsort(-promises, kind="stable").tolist():
        if promises[reply] <= best + _ENOUGH:
            break
        one = solve_reply(game, reply, penalty=_PENALTIES[0])
        for penalty in _PENALTIES[1:]:
            if one.paid <= _ENOUGH or one.bound <= best + _ENOUGH:
                break
            one = solve_reply(game, reply, penalty=penalty)
        solved[reply] = one
        if one.paid <= _ENOUGH and one.value > best:
            best, chosen = one.value, reply
    if chosen < 0:
        raise ValueError("whatever the leader does, the followers have no equilibrium in pure replies")
    weights = {leader: solved[chosen].weights}
    for follower, place in game.choices(np.array([chosen])).items():
        weights[follower] = game.plans[follower][place[0]].astype(float)
    strategy = behaviour(form, game.indices, weights)
    gains = best_response_gains(form, parameters, strategy[:, None])[:, 0]
    payoffs = np.array([
        expected_payoffs(form, parameters, edge_weights(form, parameters, strategy=strategy[:, None], row=1 + p))[p, 0]
        for p in range(len(form.players))
    ])  # fmt: skip
    gain = max((float(gains[follower]) for follower in game.plans), default=0.0)
    bound = _certified_bound(game, parameters, spread, solved)
    against = _worst_of_ties(game, weights[leader]) * spread[leader]
    return strategy, payoffs, *map(np.asarray, (gain, bound, against, len(promises), len(solved)))


def _promises(game: CommitmentGame) -> FloatArray:
    """Return what the leader would get at most if each reply were played whatever the leader does, shape (reply,)."""
    sets: dict[int, list[slice]] = {}
    for infoset in np.flatnonzero(game.form.infoset_player == game.leader).tolist():
        actions = slice(int(game.form.first_action[infoset]), int(game.form.first_action[infoset + 1]))
        sets.setdefault(int(game.indices.before[infoset]), []).append(actions)

    def collect(worth: FloatArray, sequence: int) -> FloatArray:
        total = worth[:, sequence]
        for actions in sets.get(sequence, []):
            after = [collect(worth, last) for last in game.indices.of_action[actions].tolist()]
            total = total + np.max(after, axis=0)
        return total

    return np.concatenate([collect(game.leader_payoffs(part), 0) for part in _parts(game)])


def _parts(game: CommitmentGame) -> list[Indices]:
    """Return the numbers of all replies, in portions that fit in memory."""
    count = prod(game.shape)
    return np.array_split(np.arange(count), 1 + count * max(len(game.form.child), 1) // _CELLS)


def _certified_bound(
    game: CommitmentGame, parameters: FloatArray, spread: FloatArray, solved: dict[int, Reply]
) -> FloatArray:
    """Return the upper bound of the leader's value, over replies with a program and those without."""
    form = game.form
    largest = -np.inf
    pure = {f: np.stack([behaviour(form, game.indices, {f: plan.astype(float)}) for plan in plans], axis=1)
            for f, plans in game.plans.items()}  # fmt: skip
    mover = np.repeat(form.infoset_player, np.diff(form.first_action))
    for part in _parts(game):
        replies = np.zeros((form.actions, len(part)))
        for follower, place in game.choices(part).items():
            replies[mover == follower] = pure[follower][np.ix_(mover == follower, place)]
        multipliers = np.zeros((len(form.players), len(part)))
        deviations = replies.copy()
        for column, reply in enumerate(part.tolist()):
            if reply in solved:
                one = solved[reply]
                multipliers[:, column] = one.multipliers * spread[game.leader] / spread
                deviations[:, column] = behaviour(form, game.indices, one.deviations)
        bounds = commitment_bound(
            form, parameters, leader=game.leader, replies=replies, multipliers=multipliers, deviations=deviations
        )
        largest = max(largest, float(bounds.max()))
    return np.asarray(largest)


def _worst_of_ties(game: CommitmentGame, weights: FloatArray) -> float:
    """Return the least the leader gets from a commitment over the replies that are best up to rounding."""
    led = weights[game.indices.on_edge[game.leader]]

    def worth(player: int) -> FloatArray:
        parts = [(game.played(part) * led) @ game.paid[player] for part in _parts(game)]
        return np.concatenate(parts).reshape(game.shape)

    tied = np.ones(game.shape, bool)
    for axis, follower in enumerate(game.plans):
        each = worth(follower)
        tied &= each >= each.max(axis=axis, keepdims=True) - _TIED
    return float(worth(game.leader)[tied].min())
