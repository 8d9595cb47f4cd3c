"""Measure how fast games are solved on this computer, every answer checked."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from .._output import FINDINGS, json_option, print_json

if TYPE_CHECKING:
    from foedus.bench import Limits, Outcome, Row

ALL, HARDWARE = "all", "hardware"

_FEWER = 10
"""Beside the limits a row is measured with so many times fewer games: only its rate is asked for."""


@click.command()
@click.argument("row", metavar="[ROW]", required=False)
@click.option("--draws", type=click.IntRange(min=1), default=None, help="How many games [default: as the row says].")
@click.option(
    "--threads",
    type=click.IntRange(min=1, max=1024),
    default=None,
    help="Threads to split the draws over [default: all cores; 1 for rows of single games].",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of the first draw.")
@json_option
def command(row: str | None, draws: int | None, threads: int | None, seed: int, as_json: bool) -> None:
    """Measure one ROW of work, `all` of them, or the limits of the `hardware`; without ROW list the rows.

    The first call is told apart (cold): it loads the kernels, or compiles them. Every answer is checked after the
    clock has stopped; the exit code is 1 if any fails its check, and never depends on time.

    \b
    Examples:
      foedus bench crisis-14 --json
      foedus bench tiny --draws 100 --threads 1
      foedus bench hardware
    """  # fmt: skip
    if row is None:
        _list(as_json)
    elif row == HARDWARE:
        _hardware(as_json)
    else:
        _measure(row, {"draws": draws, "threads": threads, "seed": seed}, as_json)


def _list(as_json: bool) -> None:
    from foedus.bench import ROWS

    if as_json:
        print_json(
            {
                "rows": [
                    {"row": each.slug, "number": each.number or None, "work": each.work, "goal": each.goal,
                     "draws": each.draws}
                    for each in ROWS
                ]
            }
        )  # fmt: skip
        return
    for each in ROWS:
        number = str(each.number) if each.number else "-"
        click.echo(f"{number:>2}  {each.slug:<12} {each.work} (goal: {each.goal})")
    click.echo("\n`foedus bench ROW` measures one, `foedus bench all` all, `foedus bench hardware` the limits.")


def _hardware(as_json: bool) -> None:
    from foedus.bench import ROWS, distance_to_limits, measure_hardware, measure_row, versions

    limits = measure_hardware()
    shares = {}
    with click.progressbar(
        ROWS, label="bench", file=sys.stderr, hidden=as_json, item_show_func=lambda row: row.slug if row else ""
    ) as bar:
        for row in bar:
            few = max(1, row.draws // _FEWER)
            shares[row.slug] = distance_to_limits(measure_row(row, draws=few, threads=1), limits[0])
    if as_json:
        print_json({"hardware": [_limits_json(each) for each in limits], "rows": shares, "versions": versions()})
        return
    for each in limits:
        threads = f"{each.threads} thread{'s' if each.threads > 1 else ''}"
        click.echo(f"{threads}: {each.bytes_per_s / 1e9:.1f} GB/s, {each.flops_per_s / 1e9:.1f} GFLOP/s (f64)")
    click.echo("\nThe least work of each row on one thread, as a share of these limits:")
    lines = [("row", "part", "bytes a game", "operations a game", "of the bandwidth", "of the arithmetic")]
    lines += [
        (
            slug, part, f"{found['bytes']:,.0f}", f"{found['flops']:,.0f}" if found["flops"] else "-",
            f"{found['of_bandwidth']:.1e}", f"{found['of_peak']:.1e}" if found["flops"] else "-",
        )
        for slug, parts in shares.items()
        for part, found in parts.items()
    ]  # fmt: skip
    _print_columns(lines)


def _limits_json(limits: Limits) -> dict[str, Any]:
    return {"threads": limits.threads, "bytes_per_s": limits.bytes_per_s, "flops_per_s": limits.flops_per_s}


def _measure(name: str, how: dict[str, int | None], as_json: bool) -> None:
    from foedus.bench import ROWS, rows_named, versions

    try:
        rows = ROWS if name == ALL else rows_named(name)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    hidden = as_json or len(rows) == 1
    with click.progressbar(
        rows, label="bench", file=sys.stderr, hidden=hidden, item_show_func=lambda row: row.slug if row else ""
    ) as bar:
        outcomes = [_outcome(row, how) for row in bar]
    if as_json:
        about = versions()
        print_json(
            {"rows": [each.to_json() for each in outcomes], "versions": about}
            if name == ALL
            else {**_together(name, outcomes).to_json(), "versions": about}
        )
    else:
        _table(outcomes)
        click.echo(", ".join(f"{key} {value}" for key, value in versions().items()))
    if any(each.unsolved for each in outcomes):
        raise click.exceptions.Exit(FINDINGS)


def _together(name: str, outcomes: list[Outcome]) -> Outcome:
    from foedus.bench import together

    return together(name, outcomes)


def _outcome(row: Row, how: dict[str, int | None]) -> Outcome:
    from foedus.bench import measure_row

    return measure_row(row, draws=how["draws"], threads=how["threads"], seed=how["seed"] or 0)


def _table(outcomes: list[Outcome]) -> None:
    lines = [("row", "part", "measured", "goal", "largest gain", "unsolved", "draws", "threads", "cold")]
    for each in outcomes:
        for part in each.parts:
            gain = "-" if each.max_gain is None else f"{each.max_gain:.1e}" if each.max_gain else "0"
            lines.append(
                (
                    each.row, part.name, _amount(part.value, part.unit), _amount(part.goal, part.unit), gain,
                    str(each.unsolved), str(part.draws), str(each.threads), _amount(each.cold_seconds, "seconds"),
                )
            )  # fmt: skip
    _print_columns(lines)


def _print_columns(lines: Sequence[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _amount(value: float, unit: str) -> str:
    if not value:
        return "-"
    if unit == "games_per_s":
        return f"{value:,.0f}/s"
    return f"{value:.3g} s" if value >= 1 else f"{1e3 * value:.3g} ms"
