"""Write a case, a game file or a record in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus._core import write_atomic

from .._case import load_case
from .._game_file import load_game, names_game_file
from .._output import json_option, print_json
from .._record import opened

if TYPE_CHECKING:
    from foedus.games import ExtensiveForm, FloatArray, StateGraph

GAME_FORMATS = ("efg", "nfg", "json")
FORMATS = (*GAME_FORMATS, "yaml", "schema")


@click.command()
@click.argument("source", metavar="CASE|GAME|RECORD")
@click.option("--what", default="", help="Of a record: documents, notes, suggestions, dates, parties, links, network …")
@click.option("--as", "form", default="", help="The format [default: efg for a case or game, csv for a record].")
@click.option("--plan", default=None, help="Of a case: the plan whose game is written [default: nothing fixed].")
@click.option("--out", type=click.Path(path_type=Path), help="File (for obsidian a folder) [default: standard output].")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of a case: seed of the game's draw."
)
@click.option("--plain", is_flag=True, help="Of .efg and .nfg: only what OpenSpiel reads (payoffs at ends, no names).")
@click.option("--title", default="", help="Of a game, a TEI corpus or a CMIF index.")
@click.option("--editor", default="", help="Who answers for a CMIF index.")
@click.option("--address", default="", help="Where a CMIF index will stand, https://…")
@json_option
def command(
    source: str, what: str, form: str, plan: str | None, out: Path | None, seed: int, plain: bool, title: str,
    editor: str, address: str, as_json: bool,
) -> None:  # fmt: skip
    """Write a case, a game file or a record in other formats.

    CASE as a game (one draw of its numbers), as canonical yaml, or the JSON schema of case files. GAME, a file in one
    of these forms, and the game of a case as Gambit's efg, as its nfg (the strategic form, if small), or as json, which
    loses nothing. RECORD by --what:
    documents as csv, json, tei, cmif, csl, bibtex, ris, obsidian, or the calendar of a case; suggestions as csv, json
    or w3c; notes, dates, parties, links, contradictions, timeline and reuse as csv or json; network also as graphml;
    codebook as csv.

    \b
    Examples:
      foedus export korea-1951-armistice --as efg --out armistice.efg
      foedus export poker.efg --as nfg --out poker.nfg
      foedus export korea --what documents --as csv --out documents.csv
    """
    if what:
        _export_record(
            Path(source), what, form or "csv", out, as_json=as_json, title=title, editor=editor, address=address
        )
    elif names_game_file(source):
        _export_game(source, form or "efg", plan, out, plain=plain, title=title, as_json=as_json)
    else:
        _export_case(source, form or "efg", plan, out, seed, plain=plain, title=title, as_json=as_json)


def _export_record(
    folder: Path, what: str, form: str, out: Path | None, *, as_json: bool, title: str, editor: str, address: str
) -> None:
    from foedus.record import FORMATS as RECORD_FORMATS
    from foedus.record import export_obsidian, export_record

    if form not in RECORD_FORMATS.get(what, ()):
        known = "; ".join(f"{name}: {', '.join(forms)}" for name, forms in RECORD_FORMATS.items())
        raise click.UsageError(f"A record's {what!r} cannot be written as {form!r}. What can: {known}.")
    with opened(folder) as store:
        if form == "obsidian":
            if out is None:
                raise click.UsageError("obsidian is a folder of pages: name it with --out.")
            count = export_obsidian(store, folder=out)
            if as_json:
                print_json({"what": what, "format": form, "folder": str(out), "pages": count})
            else:
                click.echo(f"{out}: {count:,} pages")
            return
        text = "".join(export_record(store, what=what, form=form, title=title, editor=editor, address=address))
    _deliver(text, form, out, as_json=as_json, what=what)


def _export_game(
    source: str, form: str, plan: str | None, out: Path | None, *, plain: bool, title: str, as_json: bool
) -> None:  # fmt: skip
    if form not in GAME_FORMATS:
        raise click.UsageError(f"A game cannot be written as {form!r}, but as {', '.join(GAME_FORMATS)}.")
    if plan is not None:
        raise click.UsageError("--plan is for a case; a game file holds one game.")
    game = load_game(source)
    text = _game_text(
        game.form, game.parameters, form, plain=plain, title=title or game.title, comment=game.comment,
        outcomes=game.outcome_labels,
    )  # fmt: skip
    _deliver(text, form, out, as_json=as_json)


def _game_text(
    game: ExtensiveForm | StateGraph, parameters: FloatArray, form: str, *, plain: bool, title: str, comment: str = "",
    outcomes: tuple[str, ...] = (),
) -> str:  # fmt: skip
    from foedus.games import ExtensiveForm, write_efg, write_game_json, write_nfg

    if plain and form == "json":
        raise click.UsageError("--plain is for efg and nfg.")
    if form == "nfg":
        return write_nfg(game, parameters, title=title, comment=comment, plain=plain)
    if form == "efg":
        return write_efg(game, parameters, title=title, comment=comment, outcome_labels=outcomes, plain=plain)
    if not isinstance(game, ExtensiveForm):
        raise click.UsageError("This game is no tree and cannot be written as json; write it as efg.")
    return write_game_json(game, parameters, title=title, comment=comment, outcome_labels=outcomes)


def _export_case(
    case: str, form: str, plan: str | None, out: Path | None, seed: int, *, plain: bool, title: str, as_json: bool
) -> None:  # fmt: skip
    if form not in FORMATS:
        known = ", ".join(FORMATS)
        raise click.UsageError(f"A case cannot be written as {form!r}, but as {known}; a record needs --what.")
    loaded, _ = load_case(case)
    if plan is not None and plan not in {item.id for item in loaded.scenario.plans}:
        names = ", ".join(item.id for item in loaded.scenario.plans)
        raise click.UsageError(f"{case} has no plan {plan!r}; it has {names}.")
    if form in GAME_FORMATS:
        from foedus.compiler import compile_game
        from foedus.judge import draw_numbers

        compiled = compile_game(loaded.scenario, plan, merged=form != "json")
        parameters = compiled.fill(draw_numbers(loaded.scenario, count=1, seed=seed))
        text = _game_text(compiled.form, parameters, form, plain=plain, title=title)
    elif form == "yaml":
        from foedus.scenario import print_scenario

        text = print_scenario(loaded.scenario)
    else:
        import json

        from foedus.scenario import scenario_schema

        text = json.dumps(scenario_schema(), ensure_ascii=False, indent=2) + "\n"
    _deliver(text, form, out, as_json=as_json)


def _deliver(text: str, form: str, out: Path | None, *, as_json: bool, what: str = "") -> None:
    if out is not None:
        write_atomic(out, text.encode("utf-8", "surrogatepass"))
    if as_json:
        about = {"what": what} if what else {}
        print_json({**about, "format": form, "file": str(out) if out else None, "text": None if out else text})
    elif out is None:
        click.echo(text, nl=False)
    else:
        click.echo(f"{out}: {len(text):,} characters")
