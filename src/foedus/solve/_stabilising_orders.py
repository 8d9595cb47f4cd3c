"""The inverse problem: which orders of a player make a wished state stable for it.

Whatever the concept, stability for a player depends on its own order only through which states are better than the
wished one. So the answer is a condition on that set, and holds for every order that meets it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from foedus.games import Conflict

from ._stability import Concept, Sanctions
from ._stability_reasons import _anything, _improves, _targets, _ways

H = TypeVar("H", bound=Hashable)


def stabilising_orders(
    conflict: Conflict, state: int, *, player: int, concept: Concept, sanctions: Sanctions = "legal-sequences"
) -> dict[int, list[frozenset[int]]]:
    """Return for each move of *player* from *state* the sets of states of which one must hold nothing better.

    The others' moves and preferences are the conflict's; all preferences count as known.

    >>> moves = [[(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]]  # a bit set: cooperates
    >>> dilemma = Conflict.of(("1", "2"), "0123", moves=moves, rank=[[2, 1, 4, 3], [2, 4, 1, 3]])
    >>> [sorted(each) for each in stabilising_orders(dilemma, 3, player=0, concept="seq")[2]]
    [[2], [0]]
    """
    targets = _targets(conflict)
    others = [other for other in range(len(conflict.players)) if other != player]
    conditions = {}
    for target in targets[player][state]:
        alternatives = [frozenset((target,))]
        if concept != "nash":
            ways = _ways(
                targets, target, movers=others, one_step=sanctions == "one-step",
                allowed=partial(_improves, conflict.preferred) if concept == "seq" else _anything,
            )  # fmt: skip
            for reply in ways:
                back = targets[player][reply] if concept == "smr" else []
                alternatives.append(frozenset((reply, *back)) - {state})
        conditions[target] = alternatives
    return conditions


def least_alternatives(
    alternatives: Iterable[frozenset[int]], *, classes: Sequence[H], state: int
) -> list[frozenset[H]]:
    """Return the alternatives without those that ask for more than another, told in classes of equal worth.

    States of one class are worth the same to the player, so the class of *state* itself asks for nothing; an empty set
    means that the condition is met whatever the order.

    Args:
        alternatives: Sets of states, one of which must hold nothing better than *state*.
        classes: The class of each state: its outcome, or the state itself.
        state: The wished state.

    >>> least_alternatives([frozenset({1}), frozenset({1, 2}), frozenset({2, 3})], classes=range(4), state=0)
    [frozenset({1}), frozenset({2, 3})]
    """
    asked: dict[frozenset[H], int] = {}
    for held in alternatives:
        asked.setdefault(frozenset(classes[one] for one in held) - {classes[state]}, len(asked))
    if frozenset() in asked:
        return [frozenset()]
    kept: dict[H, list[frozenset[H]]] = {}
    least = []
    for each in sorted(asked, key=len):
        if not any(smaller <= each for member in each for smaller in kept.get(member, ())):
            kept.setdefault(next(iter(each)), []).append(each)
            least.append(each)
    return sorted(least, key=asked.__getitem__)
