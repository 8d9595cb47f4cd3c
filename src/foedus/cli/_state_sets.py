"""A set of states told by what decides: the facts on which membership hangs, the others left free.

A fact is left free where the states that agree on the rest are all in the set or all outside it. So the telling is
exact for the states of the conflict, and short. Facts listed last are tried first, so that what a case writes first
stays in the telling.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

Row = tuple[str, ...]


def told_sets(states: Sequence[Row], members: Collection[int], *, names: Sequence[str]) -> list[str]:
    """Return lines that together hold for the states *members* and for no others.

    Args:
        states: The values of every state, in the order of *names*.
        members: Numbers of the states to tell.
        names: What the values are values of.

    >>> told_sets([("no", "1"), ("no", "2"), ("yes", "1"), ("yes", "2")], [2, 3], names=["crossed", "thirds"])
    ['crossed=yes']
    """
    if not members:
        return []
    inside, outside = set(members), [number for number in range(len(states)) if number not in members]
    shown = [place for place in range(len(names)) if len({state[place] for state in states}) > 1]
    for place in reversed(list(shown)):
        rest = [other for other in shown if other != place]
        kept = {tuple(states[number][other] for other in rest) for number in inside}
        if kept.isdisjoint(tuple(states[number][other] for other in rest) for number in outside):
            shown = rest
    if not shown:
        return ["every state"]
    every = [list(dict.fromkeys(state[place] for state in states)) for place in shown]
    rows = dict.fromkeys(tuple(frozenset({states[number][place]}) for place in shown) for number in sorted(inside))
    for place in range(len(shown)):
        merged: dict[tuple[frozenset[str], ...], frozenset[str]] = {}
        for row in rows:
            rest_of_row = row[:place] + row[place + 1 :]
            merged[rest_of_row] = merged.get(rest_of_row, frozenset()) | row[place]
        rows = dict.fromkeys((*rest[:place], values, *rest[place:]) for rest, values in merged.items())
    return [
        ", ".join(
            f"{names[place]}={'|'.join(value for value in all_ if value in held)}"
            for place, all_, held in zip(shown, every, row, strict=True)
            if len(held) < len(all_)
        )
        or "every state"
        for row in rows
    ]
