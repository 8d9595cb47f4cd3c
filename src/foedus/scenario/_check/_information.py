"""Rules about who knows what: facts are public, and nobody acts on what it has not seen.

An information set is what an actor has seen, its own moves included, so nobody ever forgets a move. The one way to
imperfect recall is a type that changes after its actor has moved: the actor would no longer know what it was.
"""

from __future__ import annotations

from foedus._core import Place

from .._expression import Assign, Become, Expression
from .._model import CHANCE
from ._findings import Findings, listed
from ._index import Index, Seat
from ._states import Reach, told
from ._terms import Mentions, effect_values, mentions


def check_information(index: Index, findings: Findings) -> None:
    """Report guards on what was not seen, hidden moves that change facts, and types that would be forgotten."""
    for seat in index.seats:
        _seen_by(index, seat, findings)
        _guards(index, seat, findings)
        _effects(index, seat, findings)
        _group(index, seat, findings)


def _seen_by(index: Index, seat: Seat, findings: Findings) -> None:
    stage = seat.stage
    for name in stage.seen_by or ():
        if index.is_audience(name):
            findings.error(
                "audience-sees-secret",
                f"`seen_by` of stage `{stage.id}` names the audience `{name}`",
                at=stage.place,
                why="an audience judges from what is public",
                hint=f"leave `{name}` out, or leave out `seen_by` so that everyone sees the move",
            )


def _guards(index: Index, seat: Seat, findings: Findings) -> None:
    stage = seat.stage
    if stage.by == CHANCE or stage.by not in index.actors:
        return
    guards: list[tuple[str, Expression | None, Place | None]] = [
        (f"the guard of stage `{stage.id}`", stage.when, stage.place)
    ]
    guards += [
        (f"the guard of move `{move.id}` of stage `{stage.id}`", move.when, move.place or stage.place)
        for move in stage.moves
    ]
    for what, guard, place in guards:
        for source, through in sources(index, mentions(guard)):
            if index.sees(stage.by, source):
                continue
            hidden = index.stages[source].stage
            findings.error(
                "guard-reads-unseen",
                f"{what} reads {through}, but `{stage.by}` does not see the move at `{source}`",
                at=place,
                why=f"what is open to `{stage.by}` would tell it what it must not know",
                hint=f"add `{stage.by}` to `seen_by` of `{source}`, or let the guard read something public",
                related=((f"`{source}` is seen by {_seers(hidden.seen_by)}", hidden.place),),
            )


def _seers(seen_by: tuple[str, ...] | None) -> str:
    return f"its mover and {listed(seen_by)}" if seen_by else "nobody but its mover"


def sources(index: Index, read: Mentions) -> list[tuple[str, str]]:
    """Return the stages whose moves decide what is read, each with how it is read."""
    found = [(name, f"`{name}`") for name in sorted(read.names) if name in index.stages and name not in index.facts]
    for name in sorted(read.arguments("breached", "kept")):
        commitment = index.commitments.get(name)
        if commitment is not None:
            through = f"what became of the promise `{name}`"
            found += [(seat.stage.id, through) for seat in index.due[name]]
            condition = mentions(commitment.condition).names
            found += [(stage, through) for stage in sorted(condition) if stage in index.stages]
    return found


def _effects(index: Index, seat: Seat, findings: Findings) -> None:
    stage = seat.stage
    unseeing = index.unseeing(stage.id)
    for move in stage.moves:
        place = move.place or stage.place
        sets = [effect.fact for effect in move.effects if isinstance(effect, Assign)]
        if sets and unseeing:
            findings.error(
                "hidden-move-sets-fact",
                f"move `{move.id}` of stage `{stage.id}` sets {listed(sets)}, but not everyone sees it: "
                f"{listed(unseeing)} {'do' if len(unseeing) > 1 else 'does'} not",
                at=place,
                why="facts are public, so that a change of one gives the secret away",
                hint=f"let later moves read `{stage.id}` instead of a fact, or leave out `seen_by`",
            )
        for source, through in sources(index, mentions(*effect_values(move.effects))):
            if index.unseeing(source):
                findings.error(
                    "effect-reads-unseen",
                    f"an effect of move `{move.id}` of stage `{stage.id}` reads {through}, which not everyone sees",
                    at=place,
                    why="facts are public, so that the effect would give the secret away",
                    hint="let the effect read facts and moves that everyone has seen",
                    related=((f"stage `{source}`", index.stages[source].stage.place),),
                )


def _group(index: Index, seat: Seat, findings: Findings) -> None:
    if seat.together is None:
        return
    stage = seat.stage
    inside = {item.id: item for item in seat.together.stages if item.id != stage.id}
    for name in sorted(mentions(stage.when, *(move.when for move in stage.moves)).names):
        deciding = {name} if name in index.stages and name not in index.facts else index.setters.get(name, frozenset())
        for other in sorted(deciding & inside.keys()):
            findings.warning(
                "guard-reads-group",
                f"a guard of stage `{stage.id}` reads `{name}`, which `{other}` in the same group decides",
                at=stage.place,
                why="the moves of a group are chosen before any is seen: the guard reads how things stood before it",
                hint="take one of the stages out of the group, or guard by something earlier",
                related=((f"stage `{other}`", inside[other].place),),
            )


def check_recall(index: Index, reach: Reach, findings: Findings) -> None:
    """Report actors whose type changes between two choices of theirs."""
    for (actor, number), example in reach.forgetting.items():
        stage = index.seats[number].stage
        changes = [
            (f"`{actor}` changes at `{seat.stage.id}`", move.place or seat.stage.place)
            for seat in index.seats
            for move in seat.stage.moves
            if any(isinstance(effect, Become) and effect.actor == actor for effect in move.effects)
        ]
        findings.error(
            "imperfect-recall",
            f"`{actor}` chooses at `{stage.id}` after its type has changed, having chosen before: {told(example)}",
            at=stage.place,
            why="what an actor knows of itself is its present type: it would forget what it was when it first chose, "
            "and no solver here treats forgetting",
            hint=f"let the change come before the first choice of `{actor}`, or tell the change by a fact",
            related=tuple(changes),
        )
