"""Walk through a case."""

import random

import click

from foedus._core import LANGUAGES

from .._case import case_argument, load_case
from .._output import json_option, print_json


@click.command()
@case_argument
@click.option("--plan", default="", help="The plan the planner follows [default: none, the planner chooses].")
@click.option("--as", "actor", default="", help="Sit in this actor's chair: what it cannot see is hidden.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the walk.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed for what is left to chance.")
@json_option
def command(case: str, plan: str, actor: str, language: str, seed: int, as_json: bool) -> None:
    """Walk through CASE, choosing the moves yourself: a number or a move's name, `r` at random, `u` back, `q` quit.

    With --json the moves are read from standard input, one a line, and the walk is printed as data.

    \b
    Example:
      foedus play korea-1958 --plan declaration_explicit --as us
    """
    from foedus.scenario import Walk, choices, describe

    loaded, _ = load_case(case)
    scenario = loaded.scenario
    if plan and plan not in {item.id for item in scenario.plans}:
        raise click.UsageError(f"{case} has no plan {plan!r}; it has {', '.join(item.id for item in scenario.plans)}.")
    if actor and actor not in {item.id for item in scenario.actors}:
        raise click.UsageError(f"{case} has no actor {actor!r}; it has {', '.join(i.id for i in scenario.actors)}.")
    dice = random.Random(seed)  # noqa: S311 - a game, not a secret
    walk = Walk.begin(scenario, plan)
    told: list[dict[str, object]] = []
    while True:
        lines = describe(walk.position, language, as_actor=actor)
        open_moves = choices(walk.position, language, as_actor=actor)
        told.append({"text": list(lines), "choices": [{"move": item.move, "text": item.text} for item in open_moves]})
        if not as_json:
            click.echo("\n" + "\n".join(lines))
            for number, item in enumerate(open_moves, 1):
                notes = f"  ({'; '.join(item.notes)})" if item.notes else ""
                click.echo(f"  {number}. {item.text}{notes}")
        if not open_moves:
            break
        answer = _ask(len(open_moves), quiet=as_json)
        if answer in ("q", None):
            break
        if answer == "u":
            walk = walk.undo()
        elif answer == "r":
            walk = walk.step(dice.choice(open_moves).move)
        else:
            named = {item.move: item.move for item in open_moves}
            named |= {str(number): item.move for number, item in enumerate(open_moves, 1)}
            if answer in named:
                walk = walk.step(named[answer])
            elif as_json:
                raise click.UsageError(
                    f"{answer!r} is not open here; open are {', '.join(i.move for i in open_moves)}."
                )
            else:
                click.echo(f"{answer!r} is not one of 1 to {len(open_moves)}, r, u or q.")
    if as_json:
        print_json({"moves": list(walk.moves), "walk": told})


def _ask(count: int, *, quiet: bool) -> str | None:
    """Return what was typed, stripped; None at the end of input."""
    try:
        if quiet:
            return input().strip()
        prompted: str = click.prompt(
            f"1–{count}, r(andom), u(ndo), q(uit)", prompt_suffix=": ", default="r", show_default=False
        )
        return prompted.strip()
    except (EOFError, click.Abort):
        return None
