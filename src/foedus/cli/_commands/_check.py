"""Check a case."""

from collections import Counter

import click

from foedus._core import Severity

from .._case import case_argument, case_directory
from .._output import FINDINGS, json_option, print_diagnostics, print_json


@click.command()
@case_argument
@json_option
@click.option("--strict", is_flag=True, help="Warnings count as findings too.")
def command(case: str, as_json: bool, strict: bool) -> None:
    """Report every mistake of CASE, each with place, what, why and what to write instead.

    Exit code 1 if there is an error (or, with --strict, a warning).

    \b
    Example:
      foedus check korea-1958
    """
    from foedus.study import read_case

    _, found = read_case(case_directory(case))
    counts = Counter(item.severity for item in found)
    if as_json:
        print_json({"diagnostics": [item.to_json() for item in found]})
    else:
        print_diagnostics(found, err=False)
        kinds = [f"{counts[kind]} {kind.value}{'s' if counts[kind] != 1 else ''}" for kind in Severity]
        click.echo(", ".join(kinds) if found else "no findings")
    if counts[Severity.ERROR] or (strict and counts[Severity.WARNING]):
        raise click.exceptions.Exit(FINDINGS)
