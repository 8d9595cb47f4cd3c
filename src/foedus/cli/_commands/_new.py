"""Start a case."""

from pathlib import Path

import click

from .._output import json_option, print_json


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--from", "slug", default="delegation", show_default=True, help="The bundled case to copy.")
@json_option
def command(folder: Path, slug: str, as_json: bool) -> None:
    """Start a case in FOLDER as a copy of a bundled one; nothing is ever overwritten.

    \b
    Example:
      foedus new my-case --from korea-1951-armistice
    """
    from foedus import casebook

    if slug not in casebook.slugs():
        raise click.UsageError(f"There is no bundled case {slug!r}; `foedus cases` lists them.")
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"{folder} is a file; name a folder that does not exist yet.")
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty; choose another folder.")
    made = casebook.copy_to(slug, folder)
    if as_json:
        print_json({"folder": str(made), "from": slug})
    else:
        click.echo(f"{made} is ready: edit {made / 'case.yaml'}, then `foedus check {made}`.")
