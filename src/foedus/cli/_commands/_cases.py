"""List the bundled cases."""

import click

from .._output import json_option, print_json


@click.command()
@json_option
def command(as_json: bool) -> None:
    """List the bundled cases.

    \b
    Example:
      foedus cases
    """
    from foedus import casebook

    titles = {slug: casebook.case_title(slug) for slug in casebook.slugs()}
    if as_json:
        print_json([{"slug": slug, "en": title.en, "zh": title.zh} for slug, title in titles.items()])
        return
    width = max(map(len, titles), default=0)
    for slug, title in titles.items():
        click.echo(f"{slug:<{width}}  {title.en}")
        if title.zh:
            click.echo(f"{'':<{width}}  {title.zh}")
