"""The rows of the benchmark: one for each line of the table "Numbers to beat", under fixed names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from ._bimatrix import measure_bimatrix
from ._crisis import measure_batch, measure_single
from ._interchange import measure_interchange
from ._outcome import Outcome, Part, Request
from ._stability import measure_stability
from ._staged import measure_staged
from ._versions import cores


@dataclass(frozen=True, slots=True)
class Row:
    """One line of work that is measured."""

    slug: str
    number: int
    """The line of the table "Numbers to beat"; 0: not in it."""
    work: str
    goal: str
    draws: int
    """How many games are solved if nobody says otherwise."""
    threaded: bool
    """Whether draws are split over threads if nobody says otherwise; a row of single games uses one."""
    measure: Callable[[str, Request], Outcome]


ROWS: tuple[Row, ...] = (
    Row(
        "tiny", 0, "sequential equilibrium of the crisis game with 4 information sets", "none set",
        10_000, True, partial(measure_batch, size="tiny", goal=0.0),
    ),
    Row(
        "crisis-14", 1, "sequential equilibrium of the crisis game with 14 information sets",
        "1,700 games/s, then 3,300 games/s", 10_000, True, partial(measure_batch, size="14", goal=1_700.0),
    ),
    Row(
        "crisis-124", 2, "sequential equilibrium of one crisis game with 124 information sets", "20 ms",
        21, False, partial(measure_single, size="124", goal=0.02),
    ),
    Row(
        "crisis-1020", 2, "sequential equilibrium of one crisis game with 1,020 information sets", "1 s",
        3, False, partial(measure_single, size="1020", goal=1.0),
    ),
    Row(
        "staged", 3, "subgame-perfect equilibrium of a staged game with 72 public states:"
        " 100,000 rounds, and 10,000 draws of 100 rounds", "20 ms; 0.1 s", 10_000, True, measure_staged,
    ),
    Row(
        "efg", 4, "read and write a game of 12,257 nodes in Gambit's .efg format", "30 ms each",
        9, False, measure_interchange,
    ),
    Row(
        "stability", 5, "ordinal stability of 4,096 states: every concept, player and coalition", "1 s",
        3, False, measure_stability,
    ),
    Row(
        "bimatrix", 6, "a Nash equilibrium of 4 by 4 bimatrix games", "55,000 games/s", 10_000, True, measure_bimatrix,
    ),
)  # fmt: skip
"""In the order of the table."""


def rows_named(name: str) -> tuple[Row, ...]:
    """Return the rows of this name, or of this line of the table.

    Raises:
        ValueError: there is none.

    >>> [row.slug for row in rows_named("2")]
    ['crisis-124', 'crisis-1020']
    """
    found = tuple(row for row in ROWS if name in (row.slug, str(row.number or "")))
    if not found:
        names = ", ".join(row.slug for row in ROWS)
        raise ValueError(f"There is no row {name!r}; rows are {names}, or 1 to {max(row.number for row in ROWS)}.")
    return found


def together(name: str, outcomes: Sequence[Outcome]) -> Outcome:
    """Return the outcomes of the rows of one line as one, each row a part of it."""
    if len(outcomes) == 1:
        return outcomes[0]
    gains = [each.max_gain for each in outcomes if each.max_gain is not None]
    return Outcome(
        name,
        tuple(
            Part(each.row, part.unit, part.value, part.goal, part.draws, part.work)
            for each in outcomes
            for part in each.parts
        ),
        unsolved=sum(each.unsolved for each in outcomes),
        draws=sum(each.draws for each in outcomes),
        threads=max(each.threads for each in outcomes),
        seed=outcomes[0].seed,
        cold_seconds=sum(each.cold_seconds for each in outcomes),
        checked=outcomes[0].checked,
        max_gain=max(gains) if gains else None,
        details=MappingProxyType(
            {f"{each.row} {key}": value for each in outcomes for key, value in each.details.items()}
        ),
    )


def measure_row(row: Row, *, draws: int | None = None, threads: int | None = None, seed: int = 0) -> Outcome:
    """Return the outcome of one row.

    Args:
        row: the work.
        draws: how many games; as the row says if not given.
        threads: over how many threads draws are split; all cores if not given, and one for rows of single games.
        seed: of the first draw.

    >>> outcome = measure_row(rows_named("tiny")[0], draws=5, threads=1)
    >>> outcome.unsolved, outcome.draws
    (0, 5)
    """
    count = threads or (cores() if row.threaded else 1)
    return row.measure(row.slug, Request(draws or row.draws, count, seed))
