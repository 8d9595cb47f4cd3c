"""Rank the claims on which the verdict of CASE hangs: withdrawn, and reversed."""

import click

from .._case import load_case
from .._judging import judging_options
from .._output import print_json
from .._progress import run_with_progress
from .._telling import tell_study


@click.command()
@judging_options
def command(
    case: str, seed: int, draws: int | None, workers: int | None, where: str, fresh: bool, as_json: bool
) -> None:
    """Rank the claims on which the verdict of CASE hangs: withdrawn, and reversed.

    \b
    Example:
      foedus hinges korea-1958 --draws 256
    """
    from foedus.study import study_json

    loaded, _ = load_case(case)
    study = run_with_progress(
        loaded, seed=seed, draws=draws, workers=workers, where=where, fresh=fresh, quiet=as_json, hinges=True
    )
    if as_json:
        print_json(study_json(study))
    else:
        tell_study(study, hinges=True)
