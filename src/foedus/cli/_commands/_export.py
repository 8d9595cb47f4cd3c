"""Write a case in other formats."""

from pathlib import Path

import click

from foedus._core import write_atomic

from .._case import case_argument, load_case
from .._output import json_option, print_json

FORMATS = ("efg", "yaml", "schema")


@click.command()
@case_argument
@click.option("--as", "form", type=click.Choice(FORMATS), default="efg", show_default=True, help="The format.")
@click.option("--plan", default=None, help="The plan whose game is written [default: nothing fixed].")
@click.option("--out", type=click.Path(path_type=Path), help="File to write [default: standard output].")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of the one draw of an .efg."
)
@json_option
def command(case: str, form: str, plan: str | None, out: Path | None, seed: int, as_json: bool) -> None:
    """Write CASE as Gambit's .efg (one draw of its numbers), as canonical text, or the JSON Schema of case files.

    \b
    Example:
      foedus export korea-1951-armistice --as efg --out armistice.efg
    """
    loaded, _ = load_case(case)
    if plan is not None and plan not in {item.id for item in loaded.scenario.plans}:
        names = ", ".join(item.id for item in loaded.scenario.plans)
        raise click.UsageError(f"{case} has no plan {plan!r}; it has {names}.")
    if form == "efg":
        from foedus.compiler import compile_game
        from foedus.games import write_efg
        from foedus.judge import draw_numbers

        compiled = compile_game(loaded.scenario, plan)
        text = write_efg(compiled.form, compiled.fill(draw_numbers(loaded.scenario, count=1, seed=seed))[:, 0])
    elif form == "yaml":
        from foedus.scenario import print_scenario

        text = print_scenario(loaded.scenario)
    else:
        import json

        from foedus.scenario import scenario_schema

        text = json.dumps(scenario_schema(), ensure_ascii=False, indent=2) + "\n"
    if out is not None:
        write_atomic(out, text.encode())
    if as_json:
        print_json({"format": form, "file": str(out) if out else None, "text": None if out else text})
    elif out is None:
        click.echo(text, nl=False)
    else:
        click.echo(f"{out}: {len(text):,} characters")
