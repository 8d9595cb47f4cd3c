"""Rules about what can happen: stages, moves and promises out of reach, facts that leave their range."""

from __future__ import annotations

from .._model import Repeat
from .._numbers import number_text
from .._unparse import print_effects
from ._findings import Findings, plural
from ._index import Index
from ._reach import MAX_WORK
from ._states import Reach, told, value_text
from ._terms import short


def check_reachability(index: Index, reach: Reach, findings: Findings) -> None:
    """Report what the search of the reachable states shows about the course of play."""
    if not reach.tried:
        findings.note(
            "search-skipped",
            "whether every stage, move and outcome can be reached was not looked into",
            at=index.scenario.place,
            why="some effects could not be read",
            hint="mend the errors first and check again",
        )
        return
    if not reach.complete:
        findings.note(
            "search-bounded",
            f"the reachable states are too many to visit all of them (over {MAX_WORK:,} steps of work)",
            at=index.scenario.place,
            why="some final state may be covered by no outcome, and some stage out of reach, without a word here",
            hint="fewer rounds, moves or facts read by guards would let the check finish",
        )
    else:
        _never(index, reach, findings)
    _outside(index, reach, findings)
    _blocked(index, reach, findings)


def _never(index: Index, reach: Reach, findings: Findings) -> None:
    for seat in index.seats:
        stage = seat.stage
        if seat.number not in reach.visited:
            findings.error(
                "unreachable-stage",
                f"play never comes to stage `{stage.id}`",
                at=stage.place,
                why="what can never be played only looks like part of the model",
                hint="give the repeat at least one round, or remove the stage",
            )
        elif seat.number not in reach.entered:
            guard = short(stage.when) if stage.when is not None else ""
            findings.error(
                "unreachable-stage",
                f"stage `{stage.id}` is never reached: `{guard}` holds in no state play can come to there",
                at=stage.place,
                why="what can never be played only looks like part of the model",
                hint="correct the guard, let an earlier move bring it about, or remove the stage",
            )
        else:
            _never_open(index, reach, findings, number=seat.number)
    for step in index.scenario.steps:
        if isinstance(step, Repeat) and step.until is not None and id(step) not in reach.ended_early:
            findings.warning(
                "until-never-holds",
                f"the repeat never ends early: `{short(step.until)}` holds after no round",
                at=step.place,
                why=f"all {plural(step.rounds, 'round')} are always played",
                hint="correct `until`, or remove it",
            )
    for commitment in index.commitments.values():
        if commitment.id not in reach.due and index.due[commitment.id]:
            findings.warning(
                "commitment-never-due",
                f"commitment `{commitment.id}` never falls due: `{short(commitment.condition)}` holds nowhere that "
                f"`{commitment.by}` could act on it",
                at=commitment.place,
                why="a promise that cannot be tested changes nothing",
                hint="correct the condition, or let a stage with a promised move come after the trigger",
            )


def _never_open(index: Index, reach: Reach, findings: Findings, *, number: int) -> None:
    seat = index.seats[number]
    for written in seat.stage.moves:
        names = [option.id for option, origin in seat.options if origin is written]
        shut = [name for name in names if (number, name) not in reach.opened]
        if not shut or written.when is None:
            continue
        which = f"`{written.id}`" if len(shut) == len(names) else ", ".join(f"`{name}`" for name in shut)
        findings.error(
            "move-never-open",
            f"at stage `{seat.stage.id}` the move {which} is never open: `{short(written.when)}` holds in no state "
            "play can come to there",
            at=written.place or seat.stage.place,
            why="a threat or an offer that can never be made only looks like part of the model",
            hint="correct the guard, let an earlier move bring it about, or remove the move",
        )


def _outside(index: Index, reach: Reach, findings: Findings) -> None:
    for (number, option, effect_number), (example, value) in reach.outside.items():
        seat = index.seats[number]
        move, written = next((move, written) for move, written in seat.options if move.id == option)
        effect = print_effects((move.effects[effect_number],))
        fact = index.facts[getattr(written.effects[effect_number], "fact", "")]
        limits = [float(text) for text in fact.values] if fact.numeric else []
        beyond = isinstance(value, float) and bool(limits) and not min(limits) <= value <= max(limits)
        message = (
            f"move `{option}` of stage `{seat.stage.id}` can take `{fact.id}` to {value_text(value)}, which is not "
            f"among its values: `{effect}` {told(example)}"
        )
        place = written.place or seat.stage.place
        if beyond:
            findings.warning(
                "effect-beyond-range",
                message,
                at=place,
                why="the fact stays at the end of its range, so that the move then changes nothing",
                hint=f"add a guard to the move, such as `when: {_within(fact.id, effect, limits)}`, or widen the range",
            )
        else:
            findings.error(
                "effect-outside-values",
                message,
                at=place,
                why="a fact has no value outside its list",
                hint="add the value to the fact, or a guard to the move",
            )


def _within(fact: str, effect: str, limits: list[float]) -> str:
    if "-=" in effect:
        return f"{fact} > {number_text(min(limits))}"
    return f"{fact} < {number_text(max(limits))}"


def _blocked(index: Index, reach: Reach, findings: Findings) -> None:
    for (plan_id, stage), example in reach.blocked.items():
        plan = next(item for item in index.scenario.plans if item.id == plan_id)
        move = dict(plan.fixes)[stage]
        if move not in index.stages[stage].choices:
            continue
        findings.warning(
            "plan-move-not-open",
            f"plan `{plan.id}` fixes `{move}` at `{stage}`, but that move is not always open there: not "
            f"{told(example)}",
            at=plan.place,
            why="a fixed move that is not open is not made, and the planner makes no other: the stage is passed over",
            hint="make sure that this is meant; otherwise leave the stage to the game, or drop the guard of the move",
        )
