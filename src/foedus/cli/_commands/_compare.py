"""Compare the plans of CASE over all admissible draws."""

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
    """Compare the plans of CASE over all admissible draws.

    \b
    Example:
      foedus compare korea-1958 --draws 256
    """
    from foedus.study import study_json

    loaded, _ = load_case(case)
    study = run_with_progress(
        loaded, seed=seed, draws=draws, workers=workers, where=where, fresh=fresh, quiet=as_json, hinges=False
    )
    if as_json:
        print_json(study_json(study))
    else:
        tell_study(study, hinges=False)
