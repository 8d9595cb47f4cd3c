"""Ordinal stability of a conflict: which states nobody leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedus._core import read_bounded

from .._output import json_option, print_json

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
@json_option
def command(file: Path, sanctions: str, coalitions: bool, as_json: bool) -> None:
    """Say which states of a conflict are stable: Nash, general and symmetric metarationality, sequential.

    The graph model for conflict resolution. The file holds one conflict or several: `dms`, `options` (or `states` and
    `moves`), and `payoffs`, `ranking` or `preference_vectors`.

    \b
    Example:
      foedus stability elmira.json --json
    """
    from foedus.games import read_conflicts

    try:
        text = read_bounded(file, limit=FILE_LIMIT).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file} is not UTF-8 text (byte {error.start}).") from error
    found = [_analyse(each, sanctions, coalitions) for each in read_conflicts(text, file=file.name)]
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


def _analyse(named: NamedConflict, sanctions: Any, coalitions: bool) -> dict[str, Any]:
    from foedus.solve import coalition_stability, ordinal_stability

    conflict = named.conflict
    labels = [int(state) if state.isdecimal() else state for state in conflict.states]
    result = ordinal_stability(conflict, sanctions=sanctions)
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
    if coalitions:
        entry["coalitions"] = {
            concept: [
                {
                    "members": [conflict.players[member] for member in group],
                    "stable": [labels[state] for state in stable.nonzero()[0]],
                }
                for group, stable in groups.items()
            ]
            for concept, groups in coalition_stability(conflict, sanctions=sanctions).items()
        }
    return entry
