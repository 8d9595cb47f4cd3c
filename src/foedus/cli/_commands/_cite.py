"""Fingerprint a quotation."""

from pathlib import Path

import click

from .._output import json_option, print_json


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--quote", help="The quotation, as you would paste it; spaces, widths and line breaks do not matter.")
@click.option("--start", type=click.IntRange(min=0), help="Offset of its first character in FILE.")
@click.option("--end", type=click.IntRange(min=1), help="Offset after its last character.")
@click.option("--id", "passage", default="1", show_default=True, help="Id of the passage in the calendar.")
@json_option
def command(file: Path, quote: str | None, start: int | None, end: int | None, passage: str, as_json: bool) -> None:
    """Print the calendar entry for a quotation in FILE: position and fingerprint, never the text.

    \b
    Example:
      foedus cite letter.txt --quote "will come back" --id 5
    """
    from foedus.record import Quotation, calendar_entry, cite, cite_quotation, read_source

    source = read_source(file)
    if quote is not None and start is None and end is None:
        found = cite_quotation(source, quote)
    elif quote is None and start is not None and end is not None:
        try:
            found = [Quotation(start, end, cite(source, start=start, end=end))]
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    else:
        raise click.UsageError("Give either --quote, or --start and --end.")
    if as_json:
        print_json(
            [
                {"start": item.start, "end": item.end, "entry": calendar_entry(item.fingerprint, passage)}
                for item in found
            ]
        )
    elif not found:
        click.echo(f"The quotation does not stand in {file}, whatever its spaces and widths.", err=True)
    for item in [] if as_json else found:
        click.echo(f"# {file.name}, characters {item.start} to {item.end}")
        click.echo(calendar_entry(item.fingerprint, passage), nl=False)
    if not found:
        raise click.exceptions.Exit(1)
