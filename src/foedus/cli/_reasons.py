"""Why a state of a conflict is stable for a player, in words and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from foedus.solve import Reason, Temptation, Way

KINDS = {
    "nash": "Nash stable",
    "gmr": "generally metarational",
    "smr": "symmetrically metarational",
    "seq": "sequentially stable",
}

Named: TypeAlias = Mapping[tuple[str, int, int], str]
"""Player, state, state reached → the move's name, where moves have names."""


def way_json(
    way: Way, *, start: int, players: Sequence[str], labels: Sequence[Any], moves: Named | None = None
) -> list[dict[str, Any]]:
    """Return the steps of a way from *start*: who moves, to which state, and by which move where moves have names."""
    steps = []
    for mover, state in way:
        name = {} if moves is None else {"move": moves[players[mover], start, state]}
        steps.append({"player": players[mover], "state": labels[state], **name})
        start = state
    return steps


def reason_json(
    reason: Reason, *, players: Sequence[str], labels: Sequence[Any], moves: Named | None = None
) -> dict[str, Any]:
    """Return for each concept whether the state is stable, and each improvement with its answers."""

    def answer(start: int, way: Way) -> list[dict[str, Any]]:
        return way_json(way, start=start, players=players, labels=labels, moves=moves)

    return {
        "state": labels[reason.state],
        "player": players[reason.player],
        "stable": {concept: reason.stable(concept) for concept in KINDS},  # type: ignore[arg-type]
        "improvements": [
            {
                "state": labels[each.target],
                **({} if moves is None else {"move": moves[players[reason.player], reason.state, each.target]}),
                "answers": {
                    concept: None if way is None else answer(each.target, way) for concept, way in each.answers.items()
                },
            }
            for each in reason.temptations
        ],
    }


def reason_lines(
    reason: Reason, *, players: Sequence[str], labels: Sequence[Any], moves: Named | None = None
) -> list[str]:
    """Return one sentence a concept."""
    start = f"state {labels[reason.state]} is"
    player = players[reason.player]
    if not reason.temptations:
        return [f"{start} Nash stable for {player}, and so stable under every concept: no move of its own improves."]

    def told(target: int) -> str:
        by = "" if moves is None else f" (by {moves[player, reason.state, target]})"
        return f"{labels[target]}{by}"

    targets = [told(each.target) for each in reason.temptations]
    lines = [f"{start} not Nash stable for {player}: it would rather move to {listed(targets, 'or')}."]
    for concept in ("gmr", "smr", "seq"):
        free = [told(each.target) for each in reason.temptations if each.answers[concept] is None]
        no_way = " for good" if concept == "smr" else " by an improvement of their own" if concept == "seq" else ""
        if free:
            lines.append(
                f"{start} not {KINDS[concept]} for {player}: nobody can answer its improvement to"
                f" {listed(free, 'or')}{no_way}."
            )
            continue
        answers = [
            f"to {target}, can be answered by {_told(each, concept, players, labels, moves)}"
            for target, each in zip(targets, reason.temptations, strict=True)
        ]
        only = "its only improvement" if len(answers) == 1 else "each improvement"
        last = "; from there it cannot move to anything better" if concept == "smr" else ""
        lines.append(f"{start} {KINDS[concept]} for {player}: {only}, {listed(answers, 'and')}{last}.")
    return lines


def way_text(way: Way, *, start: int, players: Sequence[str], labels: Sequence[Any], moves: Named | None = None) -> str:
    """Return the steps of a way from *start* in words."""
    steps = way_json(way, start=start, players=players, labels=labels, moves=moves)
    return ", then ".join(
        f"{step['player']} moving to {step['state']}" + (f" (by {step['move']})" if "move" in step else "")
        for step in steps
    )


def _told(
    temptation: Temptation, concept: str, players: Sequence[str], labels: Sequence[Any], moves: Named | None
) -> str:
    way = temptation.answers[concept] or ()  # type: ignore[index]
    return way_text(way, start=temptation.target, players=players, labels=labels, moves=moves)


def listed(words: Sequence[str], joint: str) -> str:
    """Return words as a list in prose."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"
