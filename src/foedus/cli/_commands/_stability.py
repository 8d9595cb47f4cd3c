"""Ordinal stability of a conflict, or of a case read as one: which states nobody leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedus._core import read_bounded

from .._case import load_case
from .._output import json_option, print_diagnostics, print_json
from .._reasons import reason_lines
from .._stability_case import case_entry, case_lines, chosen_types, readings_of
from .._stability_entry import Asked, Shown, entry_of
from .._wish import wish_lines

if TYPE_CHECKING:
    from foedus.games import NamedConflict

FILE_LIMIT = 16_000_000


@click.command()
@click.argument("conflict", metavar="CASE|CONFLICT.json")
@click.option(
    "--sanctions",
    type=click.Choice(["legal-sequences", "one-step"]),
    default="legal-sequences",
    show_default=True,
    help="What several sanctioning players may do.",
)
@click.option("--coalitions", is_flag=True, help="Also say which states no coalition leaves; with --json for each.")
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
@click.option("--wish", metavar="STATE", default=None, help="Say which orders of each player make this state stable.")
@click.option(
    "--concept",
    type=click.Choice(["nash", "gmr", "smr", "seq"]),
    default="seq",
    show_default=True,
    help="For --wish: stable in which sense.",
)
@click.option(
    "--as",
    "types",
    metavar="ACTOR=TYPE,…",
    multiple=True,
    help="For a case: types of actors, `any` for each in turn [default: the type advised, the others any].",
)
@click.option("--plan", default=None, help="For a case: the planner's moves are this plan's [default: any].")
@click.option("--all-facts", is_flag=True, help="For a case: states are made of facts on which no outcome hangs too.")
@click.option("--nature", is_flag=True, help="For a case: chance is a player, indifferent; otherwise it never moves.")
@json_option
def command(
    conflict: str, sanctions: str, coalitions: bool, uncertainty: str, strong: bool, explain: str | None,
    wish: str | None, concept: str, types: tuple[str, ...], plan: str | None, all_facts: bool, nature: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Say which states of a conflict are stable: Nash, general and symmetric metarationality, sequential.

    The graph model for conflict resolution. A CONFLICT.json holds one conflict or several: `dms`, `options` (or
    `states` and `moves`), and `payoffs`, `ranking`, `preference_vectors` or `prioritising`. Where it says the status
    quo, the shortest way from there by improvements is given for each equilibrium.

    A CASE is read ordinally: states are assignments of its facts, the order of stages is dropped, and each actor
    prefers states as its order over outcomes says. A STATE is then `status_quo`, or values that differ from there, as
    in `cpv_thirds=1,line_crossed=yes`.

    \b
    Examples:
      foedus stability elmira.json --json
      foedus stability elmira.json --explain 5
      foedus stability korea-1958 --as us=opportunist --wish cpv_thirds=0
    """
    asked = Asked(sanctions, uncertainty, strong, coalitions, concept)  # type: ignore[arg-type]
    path = Path(conflict)
    if path.suffix.lower() == ".json" or (path.is_file() and path.name != "case.yaml"):
        for option, given in (("--as", types), ("--plan", plan), ("--all-facts", all_facts), ("--nature", nature)):
            if given:
                raise click.UsageError(f"{option} is for a case, and {conflict} is a file of conflicts.")
        _file(path, asked, explain, wish, as_json)
        return
    if strong:
        raise click.UsageError("--strong needs `strength`, which a file of conflicts may have and a case has not.")
    case, _ = load_case(conflict)
    readings = readings_of(case.scenario, types=chosen_types(types), plan=plan, every_fact=all_facts, nature=nature)
    entry = case_entry(case.scenario, readings, asked, explain=explain, wish=wish, nature=nature)
    if as_json:
        print_json(entry)
        return
    for line in case_lines(readings, entry, asked, explain=explain):
        click.echo(line)


def _file(path: Path, asked: Asked, explain: str | None, wish: str | None, as_json: bool) -> None:
    from foedus.games import read_conflict_file

    if not path.is_file():
        raise click.UsageError(f"There is no file {path}.")
    try:
        text = read_bounded(path, limit=FILE_LIMIT).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{path} is not UTF-8 text (byte {error.start}).") from error
    named, said = read_conflict_file(text, file=path.name)
    for wanted in (explain, wish):
        _must_be_a_state(named, wanted)
    found = [_analyse(each, asked, explain, wish) for each in named]
    if as_json:
        head: dict[str, Any] = {"sanctions": asked.sanctions}
        if said:
            head["diagnostics"] = [each.to_json() for each in said]
        print_json({**head, **found[0]} if len(found) == 1 else {**head, "cases": found})
        return
    print_diagnostics(said)
    for number, each in enumerate(found):
        if number:
            click.echo()
        name = " / ".join(part for part in (each["name"], each["variant"]) if part)
        click.echo(f"{name} (sanctions: {asked.sanctions})")
        for concept, states in each["equilibria"].items():
            click.echo(f"  {concept:5} {', '.join(map(str, states)) or '(none)'}")
        for concept, states in each.get("coalition_equilibria", {}).items():
            click.echo(f"  {concept:5} and no coalition leaves: {', '.join(map(str, states)) or '(none)'}")
        told = [*_way_lines(each), *_reason_lines(named[number], asked, explain)]
        for line in [*told, *(wish_lines(each["wish"]) if "wish" in each else [])]:
            click.echo(f"  {line}")


def _must_be_a_state(named: list[NamedConflict], wanted: str | None) -> None:
    if wanted is not None and not any(wanted in each.conflict.states for each in named):
        states = named[0].conflict.states
        shown = ", ".join(states[:12]) + (", …" if len(states) > 12 else "")
        raise click.UsageError(f"There is no state {wanted!r}; states are {shown}.")


def _analyse(named: NamedConflict, asked: Asked, explain: str | None, wish: str | None) -> dict[str, Any]:
    states = named.conflict.states
    labels = [int(state) if state.isdecimal() else state for state in states]
    at = {wanted: states.index(wanted) for wanted in (explain, wish) if wanted is not None and wanted in states}
    entry = entry_of(
        Shown(named.conflict, labels, named.status_quo), asked,
        explain=at.get(explain or ""), wish=at.get(wish or ""),
    )  # fmt: skip
    quo = labels[named.status_quo] if named.status_quo >= 0 else None
    return {"name": named.name, "variant": named.variant, "status_quo": quo, **entry}


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


def _reason_lines(named: NamedConflict, asked: Asked, explain: str | None) -> list[str]:
    from foedus.solve import stability_reasons

    conflict = named.conflict
    if explain not in conflict.states:
        return []
    reasons = stability_reasons(conflict, conflict.states.index(explain), **asked.how)
    return [
        line for reason in reasons for line in reason_lines(reason, players=conflict.players, labels=conflict.states)
    ]
