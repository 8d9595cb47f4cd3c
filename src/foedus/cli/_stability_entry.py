"""One analysed conflict as JSON: what is stable, for whom, why, and how improvements lead there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foedus._core import LimitError

from ._reasons import reason_json, way_json
from ._wish import wish_json

if TYPE_CHECKING:
    from foedus.games import Conflict
    from foedus.solve import Concept, Sanctions, Uncertainty


COALITION_LIMIT = 5_000_000
"""Coalitions times states that a page of text or JSON can hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A conflict with what names its states and moves for a reader."""

    conflict: Conflict
    labels: Sequence[Any]
    status_quo: int
    """-1: not said."""
    moves: Mapping[tuple[str, int, int], str] | None = None
    outcomes: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be found out."""

    sanctions: Sanctions
    uncertainty: Uncertainty
    strong: bool
    coalitions: bool
    concept: Concept

    @property
    def how(self) -> dict[str, Any]:
        """The options of every analysis."""
        return {"sanctions": self.sanctions, "uncertainty": self.uncertainty, "strong": self.strong}


def entry_of(shown: Shown, asked: Asked, *, explain: int | None, wish: int | None) -> dict[str, Any]:
    """Return everything asked about one conflict; states are given by their labels."""
    from foedus.solve import ordinal_stability

    conflict, labels = shown.conflict, shown.labels
    result = ordinal_stability(conflict, **asked.how)
    entry: dict[str, Any] = {
        "equilibria": {
            concept: [labels[state] for state in result.equilibria(concept)] for concept in result.individual
        },
        "individual": {
            concept: {
                player: [labels[state] for state in stable[number].nonzero()[0].tolist()]
                for number, player in enumerate(conflict.players)
            }
            for concept, stable in result.individual.items()
        },
    }
    if shown.status_quo >= 0:
        steady = sorted({state for concept in result.individual for state in result.equilibria(concept)})
        entry["from_status_quo"] = _ways(shown, steady)
    if explain is not None:
        entry["explained"] = _reasons(shown, asked, explain)
    if asked.coalitions:
        entry["coalitions"] = _coalitions(shown, asked)
        entry["coalition_equilibria"] = {
            concept: _in_all(entry["equilibria"][concept], [row["stable"] for row in rows])
            for concept, rows in entry["coalitions"].items()
        }
    if wish is not None:
        stable = result.individual[asked.concept][:, wish].tolist()
        entry["wish"] = wish_json(
            conflict, wish, concept=asked.concept, sanctions=asked.sanctions, stable=stable,
            labels=labels, moves=shown.moves, outcomes=shown.outcomes,
        )  # fmt: skip
    return entry


def _ways(shown: Shown, steady: list[int]) -> list[dict[str, Any]]:
    from foedus.solve import improvement_ways

    start, labels = shown.status_quo, shown.labels
    ways = {**improvement_ways(shown.conflict, start), start: ()}
    told: dict[str, Any] = {"start": start, "players": shown.conflict.players, "labels": labels, "moves": shown.moves}
    return [
        {"state": labels[state], "way": way_json(ways[state], **told) if state in ways else None} for state in steady
    ]


def _reasons(shown: Shown, asked: Asked, state: int) -> list[dict[str, Any]]:
    from foedus.solve import stability_reasons

    told: dict[str, Any] = {"players": shown.conflict.players, "labels": shown.labels, "moves": shown.moves}
    return [reason_json(reason, **told) for reason in stability_reasons(shown.conflict, state, **asked.how)]


def _coalitions(shown: Shown, asked: Asked) -> dict[str, Any]:
    from foedus.solve import coalition_stability

    players, labels = shown.conflict.players, shown.labels
    groups = 2 ** len(players) - len(players) - 1
    if groups * len(labels) > COALITION_LIMIT:
        raise LimitError(
            f"{groups:,} coalitions of {len(players)} players over {len(labels):,} states are too many to list; the"
            f" limit is {COALITION_LIMIT:,} pairs: let fewer players or states in"
        )
    return {
        concept: [
            {
                "members": [players[member] for member in group],
                "stable": [labels[state] for state in stable.nonzero()[0].tolist()],
            }
            for group, stable in groups.items()
        ]
        for concept, groups in coalition_stability(shown.conflict, **asked.how).items()
    }


def _in_all(labels: list[Any], lists: list[list[Any]]) -> list[Any]:
    kept = set(labels).intersection(*lists)
    return [label for label in labels if label in kept]
