"""Which orders of each player make a wished state stable, as JSON and in words (the inverse problem)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ._reasons import KINDS, listed

if TYPE_CHECKING:
    from foedus.games import Conflict
    from foedus.solve import Concept, Sanctions

MOST_TOLD = 6
"""Alternatives told in words; the JSON has them all."""


def wish_json(
    conflict: Conflict, wish: int, *, concept: Concept, sanctions: Sanctions, stable: Sequence[bool],
    labels: Sequence[Any], moves: Mapping[tuple[str, int, int], str] | None, outcomes: Sequence[str] | None,
) -> dict[str, Any]:  # fmt: skip
    """Return for each player and each of its moves from *wish* what its order must say.

    ``needs`` lists alternatives: sets of states (of outcomes, where states have them) none of which the player may
    prefer to the wished one; one of the sets is enough, and an empty set asks for nothing.
    """
    from foedus.solve import least_alternatives, stabilising_orders

    classes = (
        labels if outcomes is None else [outcome or label for outcome, label in zip(outcomes, labels, strict=True)]
    )
    order = {name: place for place, name in reversed(list(enumerate(classes)))}
    players = []
    for number, player in enumerate(conflict.players):
        conditions = stabilising_orders(conflict, wish, player=number, concept=concept, sanctions=sanctions)
        rows = []
        for target, alternatives in conditions.items():
            needs = least_alternatives(alternatives, classes=classes, state=wish)
            name = {} if moves is None else {"move": moves[player, wish, target]}
            row = {"to": labels[target], **name, "needs": [sorted(each, key=order.__getitem__) for each in needs]}
            rows.append(row)
        players.append({"player": player, "stable": bool(stable[number]), "moves": rows})
    return {
        "state": labels[wish],
        **({} if outcomes is None else {"outcome": outcomes[wish]}),
        "concept": concept,
        "stable": all(stable),
        "players": players,
    }


def wish_lines(wish: Mapping[str, Any]) -> list[str]:
    """Return the same in words, a line a move."""
    wished = wish["outcome"] if wish.get("outcome") else wish["state"]
    kind = KINDS[wish["concept"]]
    given = ", given the others' orders" if wish["concept"] == "seq" else ", whatever the others' orders"
    lines = [f"what makes {wish['state']} {kind}{given}:"]
    for each in wish["players"]:
        now = "it is, as things stand" if each["stable"] else "it is not, as things stand"
        binding = [row for row in each["moves"] if [] not in row["needs"]]
        if not binding:
            why = "no move of its own leads away" if not each["moves"] else "none of its moves can pay"
            lines.append(f"  {each['player']}: any order will do; {why}")
            continue
        lines.append(f"  {each['player']} ({now}):")
        for needs, to in _by_needs(binding):
            lines.append(f"    its move to {to} is stopped if {wished} is at least as good for it {_one_of(needs)}")
    return lines


def _by_needs(rows: Iterable[Mapping[str, Any]]) -> list[tuple[list[list[Any]], str]]:
    """Return what is asked, with all the moves that ask for it."""
    found: dict[str, tuple[list[list[Any]], list[str]]] = {}
    for row in rows:
        by = f" (by {row['move']})" if "move" in row else ""
        found.setdefault(str(row["needs"]), (row["needs"], []))[1].append(f"{row['to']}{by}")
    return [(needs, listed(targets, "or")) for needs, targets in found.values()]


def _one_of(needs: Sequence[Sequence[Any]]) -> str:
    told = [f"as {'each of ' if len(each) > 1 else ''}{listed([*map(str, each)], 'and')}" for each in needs]
    more = [f"as one of {len(told) - MOST_TOLD} others (see --json)"] if len(told) > MOST_TOLD else []
    return ", or ".join([*told[:MOST_TOLD], *more])
