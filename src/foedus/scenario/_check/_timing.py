"""Rules about rounds and dates: repeats of a sensible length, windows that follow one another."""

from __future__ import annotations

import itertools

from foedus._core import PartialDate

from .._keys import MAX_ROUNDS
from .._model import Repeat
from .._numbers import interval_text
from ._findings import Findings, plural
from ._index import Index, Seat


def check_timing(index: Index, findings: Findings) -> None:
    """Report repeats that do not end or do not begin, discounts out of range, and windows out of order."""
    for step in index.scenario.steps:
        if isinstance(step, Repeat):
            _repeat(step, findings)
    _windows(index, findings)
    for commitment in index.commitments.values():
        if commitment.expires and _date(commitment.expires) is None:
            findings.error(
                "bad-date",
                f"commitment `{commitment.id}` expires on `{commitment.expires}`, which is no date",
                at=commitment.place,
                hint="write 1961, 1961-07 or 1961-07-11",
            )
    for item in index.scenario.considerations:
        if item.each_round and all(seat.repeat is None for seat in index.seats):
            findings.warning(
                "each-round-without-repeat",
                f"consideration `{item.id}` accrues in each round, but nothing is repeated",
                at=item.place,
                why="it is counted at the end of every round, so here it is never counted",
                hint="remove `each: round`, or put the stages it is about into a repeat",
            )


def _repeat(step: Repeat, findings: Findings) -> None:
    if not 1 <= step.rounds <= MAX_ROUNDS:
        findings.error(
            "bad-rounds",
            f"the repeat is played {plural(step.rounds, 'round')}; it must be 1 to {MAX_ROUNDS}",
            at=step.place,
            why="a game without an end cannot be solved backwards, and each round multiplies its size",
            hint="write the number of rounds the record shows, and `until:` for the condition that ends them early",
        )
    if not step.body:
        findings.error("empty-repeat", "the repeat has no stages", at=step.place, hint="list them under `stages:`")
    low, high = step.discount.low, step.discount.high
    if not 0 <= low <= high <= 1:
        findings.error(
            "bad-interval",
            f"the discount is {interval_text(step.discount)}; it must lie between 0 and 1",
            at=step.place,
            why="what comes later counts for less, not for more",
            hint="write `discount: 0.9..0.99`, or leave it out",
        )


def _windows(index: Index, findings: Findings) -> None:
    latest: tuple[Seat, PartialDate] | None = None
    for seat in index.seats:
        stage = seat.stage
        dates = [_date(window) for window in stage.windows]
        for window, date in zip(stage.windows, dates, strict=True):
            if date is None:
                findings.error(
                    "bad-date",
                    f"the window `{window}` of stage `{stage.id}` is no date",
                    at=stage.place,
                    hint="write 1958, 1958-02, 1958-02-19 or 1958-03/1958-04",
                )
        rounds = seat.repeat.rounds if seat.repeat is not None else 1
        if len(dates) > 1 and len(dates) != rounds:
            findings.error(
                "window-count",
                f"stage `{stage.id}` has {plural(len(dates), 'window')} for {plural(rounds, 'round')}",
                at=stage.place,
                why="each window belongs to one round",
                hint="write one window for all rounds, or one a round",
            )
        known = [date for date in dates if date is not None]
        if any(later.last < earlier.first for earlier, later in itertools.pairwise(known)):
            findings.warning(
                "windows-out-of-order",
                f"the windows of stage `{stage.id}` go back in time",
                at=stage.place,
                why="rounds follow one another",
                hint="write the windows in the order of the rounds",
            )
        if not known:
            continue
        if latest is not None and known[0].last < latest[1].first and seat.together is None:
            findings.warning(
                "windows-out-of-order",
                f"stage `{stage.id}` ({known[0]}) is over before stage `{latest[0].stage.id}` ({latest[1]}) begins",
                at=stage.place,
                why="stages are played in the order written",
                hint="change the order of the stages, or the dates",
                related=((f"stage `{latest[0].stage.id}`", latest[0].stage.place),),
            )
        if latest is None or known[0].first > latest[1].first:
            latest = seat, known[0]


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None
