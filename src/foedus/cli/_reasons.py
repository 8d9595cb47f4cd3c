"""Why a state of a conflict is stable for a player, in words and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foedus.solve import Reason, Way

KINDS = {
    "nash": "Nash stable",
    "gmr": "generally metarational",
    "smr": "symmetrically metarational",
    "seq": "sequentially stable",
}


def way_json(way: Way, *, players: Sequence[str], labels: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the steps of a way: who moves, and to which state."""
    return [{"player": players[mover], "state": labels[state]} for mover, state in way]


def reason_json(reason: Reason, *, players: Sequence[str], labels: Sequence[Any]) -> dict[str, Any]:
    """Return for each concept whether the state is stable, and each improvement with its answers."""
    return {
        "state": labels[reason.state],
        "player": players[reason.player],
        "stable": {concept: reason.stable(concept) for concept in KINDS},  # type: ignore[arg-type]
        "improvements": [
            {
                "state": labels[each.target],
                "answers": {
                    concept: None if way is None else way_json(way, players=players, labels=labels)
                    for concept, way in each.answers.items()
                },
            }
            for each in reason.temptations
        ],
    }


def reason_lines(reason: Reason, *, players: Sequence[str], labels: Sequence[Any]) -> list[str]:
    """Return one sentence a concept."""
    start = f"state {labels[reason.state]} is"
    player = players[reason.player]
    if not reason.temptations:
        return [f"{start} Nash stable for {player}, and so stable under every concept: no move of its own improves."]
    targets = [str(labels[each.target]) for each in reason.temptations]
    lines = [f"{start} not Nash stable for {player}: it would rather move to {_listed(targets, 'or')}."]
    for concept in ("gmr", "smr", "seq"):
        free = [str(labels[each.target]) for each in reason.temptations if each.answers[concept] is None]
        no_way = " for good" if concept == "smr" else " by an improvement of their own" if concept == "seq" else ""
        if free:
            lines.append(
                f"{start} not {KINDS[concept]} for {player}: nobody can answer its improvement to"
                f" {_listed(free, 'or')}{no_way}."
            )
            continue
        answers = [
            f"to {target}, can be answered by {_told(each.answers[concept] or (), players, labels)}"
            for target, each in zip(targets, reason.temptations, strict=True)
        ]
        only = "its only improvement" if len(answers) == 1 else "each improvement"
        last = "; from there it cannot move to anything better" if concept == "smr" else ""
        lines.append(f"{start} {KINDS[concept]} for {player}: {only}, {_listed(answers, 'and')}{last}.")
    return lines


def _told(way: Way, players: Sequence[str], labels: Sequence[Any]) -> str:
    return ", then ".join(f"{players[mover]} moving to {labels[state]}" for mover, state in way)


def _listed(words: Sequence[str], joint: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"
