"""Rules about numbers: probabilities that can add up to one, ranges that hold something, weights in proportion."""

from __future__ import annotations

import math
from collections.abc import Sequence

from foedus._core import Place

from .._model import CHANCE, Actor, Interval, Likelihood
from .._numbers import interval_text, number_text
from ._findings import Findings, listed
from ._index import Index

_SLACK = 1e-9


def check_numbers(index: Index, findings: Findings) -> None:
    """Report priors, chances and weights that cannot be drawn or are out of proportion."""
    for actor in index.scenario.actors:
        if len(actor.types) > 1 or (actor.types and actor.types[0].prior.interval is None):
            shares = [(kind.id, kind.prior, kind.place or actor.place) for kind in actor.types]
            _shares(f"the prior of `{actor.id}`", shares, actor.place, findings)
        _neutral_prior(actor, findings)
    _beliefs(index, findings)
    _joint(index, findings)
    for seat in index.seats:
        _moves(index, seat.number, findings)
    _considerations(index, findings)
    _conjecture(index, findings)
    for word, interval in index.scenario.words:
        _proper(f"the word of likelihood `{word}`", interval, index.scenario.place, findings, unit=True)


def _proper(what: str, interval: Interval, at: Place | None, findings: Findings, *, unit: bool = False) -> bool:
    """Return whether a range is one; report it if not."""
    low, high = interval.low, interval.high
    if not (math.isfinite(low) and math.isfinite(high)):
        findings.error("bad-interval", f"{what} is not a finite range", at=at, hint="write `0.1..0.3`, say")
    elif low > high:
        findings.error(
            "bad-interval",
            f"{what} ends before it begins: {number_text(low)}..{number_text(high)}",
            at=at,
            why="nothing can be drawn from an empty range",
            hint=f"write `{number_text(high)}..{number_text(low)}`",
        )
    elif unit and not 0 <= low <= high <= 1:
        findings.error(
            "bad-interval",
            f"{what} is {interval_text(interval)}; it must lie between 0 and 1",
            at=at,
            why="it is a probability",
            hint="write `0.1..0.3`, say",
        )
    else:
        return True
    return False


def _shares(
    what: str, shares: Sequence[tuple[str, Likelihood, Place | None]], at: Place | None, findings: Findings
) -> None:
    """Report probabilities that cannot add up to one."""
    stated: list[Interval] = []
    rests: list[tuple[str, Place | None]] = []
    for name, prior, place in shares:
        if prior.interval is None:
            rests.append((name, place))
        elif _proper(f"{what}, `{name}`", prior.interval, prior.place or place, findings, unit=True):
            stated.append(prior.interval)
        else:
            return
    if len(rests) > 1:
        findings.error(
            "several-rests",
            f"{what} has `rest` for {listed([name for name, _ in rests])}",
            at=rests[1][1] or at,
            why="`rest` is what all others leave, so that only one can have it",
            hint="give all but one of them a range",
        )
        return
    low, high = sum(item.low for item in stated), sum(item.high for item in stated)
    if low > 1 + _SLACK:
        findings.error(
            "impossible-sum",
            f"{what} adds up to at least {number_text(round(low, 6))}",
            at=at,
            why="probabilities add up to 1, so that no draw is admissible",
            hint="lower some of the ranges",
        )
    elif not rests and high < 1 - _SLACK:
        findings.error(
            "impossible-sum",
            f"{what} adds up to at most {number_text(round(high, 6))}",
            at=at,
            why="probabilities add up to 1, so that no draw is admissible",
            hint="raise some of the ranges, or write `rest` for one",
        )
    elif rests and low > 1 - _SLACK:
        findings.warning(
            "empty-rest",
            f"{what} leaves nothing for `{rests[0][0]}`: the others add up to at least 1",
            at=rests[0][1] or at,
            why="what has probability 0 is not in the model",
            hint="lower the other ranges",
        )


def _neutral_prior(actor: Actor, findings: Findings) -> None:
    what = f"`neutral` of `{actor.id}`"
    if actor.neutral is None or not _proper(what, actor.neutral, actor.place, findings, unit=True):
        return
    for kind in actor.types if len(actor.types) > 1 else ():
        interval = kind.prior.interval
        if interval is not None and not _holds(actor.neutral, interval):
            findings.warning(
                "neutral-too-narrow",
                f"{what} ({interval_text(actor.neutral)}) does not hold the prior of `{kind.id}` "
                f"({interval_text(interval)})",
                at=kind.place or actor.place,
                why="the neutral range is what one would think without the claim; a claim can only narrow it",
                hint="widen `neutral`, or narrow the prior",
            )


def _holds(outer: Interval, inner: Interval) -> bool:
    return outer.low <= inner.low + _SLACK and inner.high <= outer.high + _SLACK


def _beliefs(index: Index, findings: Findings) -> None:
    held: set[tuple[str, str]] = set()
    for belief in index.scenario.beliefs:
        what = f"the belief of `{belief.holder}` about `{belief.about}`"
        if (belief.holder, belief.about) in held:
            findings.error("duplicate-belief", f"{what} stands twice", at=belief.place, hint="remove one of them")
        held.add((belief.holder, belief.about))
        if belief.holder == belief.about:
            findings.error(
                "belief-about-self",
                f"`{belief.holder}` is given a belief about its own type",
                at=belief.place,
                why="an actor knows its type",
                hint="name another holder, or another actor it is about",
            )
        _shares(what, [(item.id, item.prior, item.place) for item in belief.types], belief.place, findings)
        missing = [kind for kind in index.types(belief.about) if kind not in {item.id for item in belief.types}]
        if missing:
            findings.error(
                "belief-incomplete",
                f"{what} says nothing of {listed(missing)}",
                at=belief.place,
                why="what has no probability is taken to be impossible",
                hint=f"add `{missing[0]}: rest`",
            )
        if belief.neutral is not None:
            _proper(f"`neutral` of {what}", belief.neutral, belief.place, findings, unit=True)


def _joint(index: Index, findings: Findings) -> None:
    cells = index.scenario.joint
    if not cells:
        return
    actors = [name for name, _ in cells[0].types]
    whole = True
    seen: dict[frozenset[tuple[str, str]], Place | None] = {}
    for cell in cells:
        names = [name for name, _ in cell.types]
        if sorted(names) != sorted(set(actors)):
            whole = False
            findings.error(
                "joint-uneven",
                f"a line of the joint prior is about {listed(names)}, another about {listed(actors)}",
                at=cell.place,
                why="each line is one combination of the types of the same actors",
                hint=f"name a type for each of {listed(actors)}, once",
            )
        key = frozenset(cell.types)
        if key in seen:
            text = ", ".join(f"{name}: {kind}" for name, kind in cell.types)
            findings.error(
                "joint-duplicate",
                f"the joint prior has the combination {text} twice",
                at=cell.place,
                why="one combination has one probability",
                hint="remove one of the lines",
                related=(("the first one", seen[key]),),
            )
        seen.setdefault(key, cell.place)
    shares = [(", ".join(kind for _, kind in cell.types), cell.prior, cell.prior.place or cell.place) for cell in cells]
    _shares("the joint prior", shares, cells[0].place, findings)
    for name in actors if whole else ():
        covered = {kind for cell in cells for actor, kind in cell.types if actor == name}
        missing = [kind for kind in index.types(name) if kind not in covered]
        if missing:
            findings.error(
                "joint-incomplete",
                f"the joint prior never has `{name}` as {listed(missing)}",
                at=cells[0].place,
                why="a type without any probability is not in the model, and what rests on it is undefined",
                hint="add a line for it, or remove the type",
            )


def _moves(index: Index, number: int, findings: Findings) -> None:
    stage = index.seats[number].stage
    if stage.by != CHANCE:
        for move in stage.moves:
            if move.prior is not None:
                findings.error(
                    "unexpected-probability",
                    f"move `{move.id}` of stage `{stage.id}` has a probability, but `{stage.by}` chooses it",
                    at=move.place or stage.place,
                    why="what an actor chooses is solved, not assumed",
                    hint="remove `p`, or write `by: chance`",
                )
        return
    if not stage.moves:
        findings.error("no-moves", f"chance has no moves at stage `{stage.id}`", at=stage.place, hint="add `moves:`")
        return
    for move in stage.moves:
        if move.when is not None:
            findings.error(
                "guarded-chance",
                f"the chance move `{move.id}` of stage `{stage.id}` has a guard",
                at=move.place or stage.place,
                why="without it the other probabilities would no longer add up to 1",
                hint="put the guard on the stage, and write two stages where the chances differ",
            )
        if move.prior is None:
            findings.error(
                "missing-probability",
                f"the chance move `{move.id}` of stage `{stage.id}` has no probability",
                at=move.place or stage.place,
                hint="add `p: likely`, a range, or `p: rest`",
            )
    shares = [(move.id, move.prior, move.place or stage.place) for move in stage.moves if move.prior is not None]
    if len(shares) == len(stage.moves):
        _shares(f"the chances at stage `{stage.id}`", shares, stage.place, findings)


def _considerations(index: Index, findings: Findings) -> None:
    for item in index.scenario.considerations:
        what = f"the range of consideration `{item.id}`"
        if not _proper(what, item.range, item.place, findings):
            continue
        largest = max(abs(item.range.low), abs(item.range.high))
        if largest > 1:
            findings.warning(
                "weight-over-one",
                f"{what} reaches {number_text(largest)}",
                at=item.place,
                why="1 is the whole distance from the worst outcome to the best: this would outweigh every order",
                hint="a consideration is a small additional interest; write it as a share of that distance",
            )
        if item.neutral is None or not _proper(f"`neutral` of `{item.id}`", item.neutral, item.place, findings):
            continue
        if not _holds(item.neutral, item.range):
            findings.warning(
                "neutral-too-narrow",
                f"`neutral` of consideration `{item.id}` ({interval_text(item.neutral)}) does not hold its range "
                f"({interval_text(item.range)})",
                at=item.place,
                why="the neutral range is what one would think without the claim; a claim can only narrow it",
                hint="widen `neutral`, or narrow `range`",
            )


def _conjecture(index: Index, findings: Findings) -> None:
    scenario = index.scenario
    plans = {plan.id: plan for plan in scenario.plans}
    for plan, weight in scenario.conjecture:
        if plan not in plans:
            findings.unknown("plan", plan, plans, at=scenario.place, where="`conjecture`")
        if not (math.isfinite(weight) and weight > 0):
            findings.error(
                "bad-weight",
                f"the weight of plan `{plan}` in the conjecture is {number_text(weight)}",
                at=scenario.place,
                why="what others think possible has a weight over 0; what has none is left out",
                hint="write a number over 0, or remove the line",
            )
