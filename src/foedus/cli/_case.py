"""From what the user wrote after a command to a case that was read and checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus._core import CaseError, Diagnostic, Severity

if TYPE_CHECKING:
    from foedus.study import Case

case_argument = click.argument("case", metavar="CASE")


def case_directory(case: str) -> Path:
    """Return the folder that CASE names: a path if there is one, else a bundled case."""
    from foedus import casebook

    path = Path(case)
    if path.is_dir():
        return path
    if path.is_file():
        hint = f"`foedus … {path.parent}`" if path.name == "case.yaml" else "a case is a folder with a case.yaml"
        raise click.UsageError(f"{case} is a file; give the case's folder instead: {hint}.")
    if case in casebook.slugs():
        return casebook.case_directory(case)
    import difflib

    near = difflib.get_close_matches(case, casebook.slugs(), n=1)
    hint = f"Did you mean {near[0]!r}?" if near else "`foedus cases` lists the bundled cases."
    raise click.UsageError(f"There is no folder and no bundled case {case!r}. {hint}")


def load_case(case: str) -> tuple[Case, list[Diagnostic]]:
    """Return the case and its warnings and notes.

    Raises:
        CaseError: it has errors; all findings are in it.
    """
    from foedus.study import read_case

    read, found = read_case(case_directory(case))
    if read is None or any(item.severity is Severity.ERROR for item in found):
        raise CaseError(found)
    return read, found
