"""Ordinal stability of a conflict: which states nobody leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedus._core import read_bounded

from .._output import json_option, print_json
from .._reasons import reason_json, reason_lines, way_json

if TYPE_CHECKING:
    from foedus.games import NamedConflict

FILE_LIMIT = 16_000_000


@click.command()
@click.argument("file", metavar="CONFLICT.json", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--sanctions",
    type=click.Choice(["legal-sequences", "one-step"]),
    default="legal-sequences",
    show_default=True,
    help="What several sanctioning players may do.",
)
@click.option("--coalitions", is_flag=True, help="Also say which states each coalition leaves.")
@click.option(
    "--unknown",
    "uncertainty",
    type=click.Choice(["a", "b", "c", "d"]),
    default="b",
    show_default=True,
    help="What unknown preferences count as: a reasons to move, b nothing, c reasons and sanctions, d sanctions.",
)
@click.option("--strong", is_flag=True, help="Only much worse states deter (see `strength` in the file).")
@click.option("--explain", metavar="STATE", default=None, help="Say for each player why this state is stable or not.")
@json_option
def command(
    file: Path, sanctions: str, coalitions: bool, uncertainty: str, strong: bool, explain: str | None, as_json: bool
) -> None:
    """Say which states of a conflict are stable: Nash, general and symmetric metarationality, sequential.

    The graph model for conflict resolution. The file holds one conflict or several: `dms`, `options` (or `states` and
    `moves`), and `payoffs`, `ranking`, `preference_vectors` or `prioritising`. Where it says the status quo, the
    shortest way from there by improvements is given for each equilibrium.

    \b
    Examples:
      foedus stability elmira.json --json
      foedus stability elmira.json --explain 5
    """
    from foedus.games import read_conflicts

    try:
        text = read_bounded(file, limit=FILE_LIMIT).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file} is not UTF-8 text (byte {error.start}).") from error
    how = {"sanctions": sanctions, "uncertainty": uncertainty, "strong": strong}
    named = read_conflicts(text, file=file.name)
    if explain is not None and not any(explain in each.conflict.states for each in named):
        states = named[0].conflict.states
        shown = ", ".join(states[:12]) + (", …" if len(states) > 12 else "")
        raise click.UsageError(f"There is no state {explain!r}; states are {shown}.")
    found = [_analyse(each, how, coalitions, explain) for each in named]
    if as_json:
        print_json(
            {"sanctions": sanctions, **found[0]} if len(found) == 1 else {"sanctions": sanctions, "cases": found}
        )
        return
    for number, each in enumerate(found):
        if number:
            click.echo()
        click.echo(" / ".join(part for part in (each["name"], each["variant"]) if part) + f" (sanctions: {sanctions})")
        for concept, states in each["equilibria"].items():
            click.echo(f"  {concept:5} {', '.join(map(str, states)) or '(none)'}")
        for line in [*_way_lines(each), *_reason_lines(named[number], how, explain)]:
            click.echo(f"  {line}")


def _way_lines(entry: dict[str, Any]) -> list[str]:
    """Return, for each state that is an equilibrium of some kind, how improvements lead to it."""
    if "from_status_quo" not in entry:
        return []
    lines = []
    for row in entry["from_status_quo"]:
        way, state = row["way"], row["state"]
        if way is None:
            lines.append(f"no improvements lead from the status quo to {state}")
        elif way:
            steps = ", ".join(f"{step['player']} to {step['state']}" for step in way)
            lines.append(f"from the status quo to {state}: {steps}")
    return lines


def _reason_lines(named: NamedConflict, how: dict[str, Any], explain: str | None) -> list[str]:
    from foedus.solve import stability_reasons

    conflict = named.conflict
    if explain not in conflict.states:
        return []
    reasons = stability_reasons(conflict, conflict.states.index(explain), **how)
    return [
        line for reason in reasons for line in reason_lines(reason, players=conflict.players, labels=conflict.states)
    ]


def _analyse(named: NamedConflict, how: dict[str, Any], coalitions: bool, explain: str | None) -> dict[str, Any]:
    from foedus.solve import coalition_stability, improvement_ways, ordinal_stability, stability_reasons

    conflict = named.conflict
    labels = [int(state) if state.isdecimal() else state for state in conflict.states]
    result = ordinal_stability(conflict, **how)
    entry: dict[str, Any] = {
        "name": named.name,
        "variant": named.variant,
        "status_quo": labels[named.status_quo] if named.status_quo >= 0 else None,
        "equilibria": {
            concept: [labels[state] for state in result.equilibria(concept)] for concept in result.individual
        },
        "individual": {
            concept: {
                player: [labels[state] for state in stable[number].nonzero()[0]]
                for number, player in enumerate(conflict.players)
            }
            for concept, stable in result.individual.items()
        },
    }
    if named.status_quo >= 0:
        ways = {**improvement_ways(conflict, named.status_quo), named.status_quo: ()}
        steady = sorted({state for concept in result.individual for state in result.equilibria(concept)})
        entry["from_status_quo"] = [
            {
                "state": labels[state],
                "way": way_json(ways[state], players=conflict.players, labels=labels) if state in ways else None,
            }
            for state in steady
        ]
    if explain in conflict.states:
        entry["explained"] = [
            reason_json(reason, players=conflict.players, labels=labels)
            for reason in stability_reasons(conflict, conflict.states.index(explain), **how)
        ]
    if coalitions:
        entry["coalitions"] = {
            concept: [
                {
                    "members": [conflict.players[member] for member in group],
                    "stable": [labels[state] for state in stable.nonzero()[0]],
                }
                for group, stable in groups.items()
            ]
            for concept, groups in coalition_stability(conflict, **how).items()
        }
    return entry
