"""The main job: from documents to dossier."""

from pathlib import Path

import click

from .._case import load_case
from .._judging import judging_options
from .._output import print_json
from .._progress import run_with_progress
from .._telling import tell_study, verdict_sentence


@click.command()
@judging_options
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the dossier [default: dossiers/CASE].")
@click.option(
    "--sources", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of your own documents."
)
def command(
    case: str, seed: int, draws: int | None, workers: int | None, where: str, fresh: bool, as_json: bool,
    out: Path | None, sources: Path | None,
) -> None:  # fmt: skip
    """From documents to dossier: check CASE, solve and compare its plans, rank the hinges, publish.

    Finished work is kept, so a run that was stopped goes on where it was; Ctrl-C ends it with what is done.

    \b
    Example:
      foedus run korea-1958 --out dossiers/korea-1958 --sources my-documents
    """
    from foedus.publish import write_dossier
    from foedus.study import study_json

    loaded, _ = load_case(case)
    if out is not None and out.exists() and not out.is_dir():
        raise click.UsageError(f"{out} is a file; the dossier needs a folder: name one with --out.")
    study = run_with_progress(
        loaded, seed=seed, draws=draws, sources=sources, workers=workers, where=where, fresh=fresh, quiet=as_json
    )
    page = write_dossier(study, out or Path("dossiers") / loaded.slug)
    if as_json:
        print_json(study_json(study) | {"dossier": str(page)})
    else:
        tell_study(study, hinges=True)
        click.echo(f"\n{verdict_sentence(study)}\nDossier: {page}")
