"""Section 4: what a promise is worth, and what makes it credible."""

from __future__ import annotations

import math

from foedus.judge import CommitmentWorth
from foedus.scenario import Commitment

from .._contexts import PromiseSection
from .._names import flat_stages
from .._numbers import decimal, edtf, interval, percent, places_for, signed
from ._desk import Desk


def promise_sections(desk: Desk) -> tuple[PromiseSection, ...]:
    """Return one section a commitment and plan; a commitment that was not studied is shown without numbers."""
    scenario, say, names = desk.study.case.scenario, desk.strings, desk.names
    sections = []
    for promise in scenario.commitments:
        worths: list[CommitmentWorth | None] = [
            item for item in desk.study.judgement.commitments if item.commitment == promise.id
        ]
        then = say("list.comma").join(_move_anywhere(desk, move) for move in promise.then)
        for worth in worths or [None]:
            value, sentence = "", say("promise.unstudied")
            if worth is not None:
                places = places_for(worth.value.mean)
                advised, plan = names.typed(scenario.advises), names.plan(worth.plan)
                mean, low, high = (
                    signed(number, places=places) for number in (worth.value.mean, worth.value.low, worth.value.high)
                )
                value = f"{mean} [{low}, {high}]"
                sign = "plus" if worth.value.low > 0 else "minus" if worth.value.high < 0 else "zero"
                amount = (
                    interval(worth.value, places=places)
                    if sign == "zero"
                    else decimal(abs(worth.value.mean), places=places)
                )
                sentence = say(f"promise.value.{sign}", type=advised, plan=plan, value=amount)
            sections.append(
                PromiseSection(
                    names.commitment(promise.id), say.known(f"form.{promise.form}", promise.form),
                    names.actor(promise.by), names.actor(promise.to), desk.words(promise.condition), then,
                    edtf(promise.expires, desk.language), value, sentence,
                    *_thresholds(desk, promise, worth),
                    tuple((names.typed(who), percent(p), p) for who, p in worth.kept) if worth else (),
                    desk.cite(promise.because),
                )
            )  # fmt: skip
    return tuple(sections)


def _thresholds(
    desk: Desk, promise: Commitment, worth: CommitmentWorth | None
) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return the quantiles of the breach cost that is enough, and a sentence where they do not say it all."""
    say = desk.strings
    if worth is None:
        return (), ""
    if not worth.threshold:
        return (), say("promise.threshold.unknown" if promise.breach else "promise.threshold.no-breach")
    if all(math.isinf(cost) for _, cost in worth.threshold):
        return (), say("promise.threshold.never", quantile=worth.threshold[0][0])
    items = []
    for quantile, cost in worth.threshold:
        if math.isinf(cost):
            items.append((say("promise.threshold.over"), say("promise.threshold.over.text", quantile=quantile)))
        elif cost == 0:
            items.append((decimal(cost), say("promise.threshold.free", quantile=quantile)))
        else:
            items.append((decimal(cost), say("promise.threshold.item", quantile=quantile, value=decimal(cost))))
    return tuple(items), say("promise.threshold.text")


def _move_anywhere(desk: Desk, move: str) -> str:
    for stage in flat_stages(desk.study.case.scenario.steps):
        for option in stage.moves:
            if option.id == move:
                return desk.names.move(stage.id, move)
    return desk.names.word(move)
