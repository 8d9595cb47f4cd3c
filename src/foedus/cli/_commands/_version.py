"""Say which Foedus this is."""

import platform

import click

from foedus import __version__

from .._output import json_option, print_json


@click.command()
@json_option
def command(as_json: bool) -> None:
    """Say which Foedus this is, and on what it runs.

    \b
    Example:
      foedus version --json
    """
    from importlib.metadata import version

    libraries = {name: version(name) for name in ("numpy", "scipy", "numba", "click", "jinja2", "pyyaml")}
    if as_json:
        print_json({"foedus": __version__, "python": platform.python_version(), "libraries": libraries})
        return
    click.echo(f"foedus {__version__}, Python {platform.python_version()}")
    for name, number in libraries.items():
        click.echo(f"  {name} {number}")
