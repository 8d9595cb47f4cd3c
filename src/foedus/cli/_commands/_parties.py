"""The parties of a record: list, merge, split."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .._output import json_option, print_json
from .._record import opened, record_argument


@click.command()
@record_argument
@click.option("--merge", "keep", metavar="ID", default="", help="This party is also the parties of --also.")
@click.option("--also", metavar="ID", multiple=True, help="For --merge: a party that is the same; may be repeated.")
@click.option("--split", metavar="ID", default="", help="Names of this party belong to somebody else.")
@click.option("--name", "names", metavar="NAME", multiple=True, help="For --split: such a name; may be repeated.")
@json_option
def command(
    record: Path, keep: str, also: tuple[str, ...], split: str, names: tuple[str, ...], as_json: bool
) -> None:  # fmt: skip
    """List who is meant by which name in RECORD; merge parties that are one, split one that is two.

    What you decide is added to RECORD/authority.yaml, which you may also edit, and wins over what the documents say.
    `foedus read` with the same files then reads them anew.

    \b
    Examples:
      foedus parties korea
      foedus parties korea --merge stalin --also p-3ac2ce85
    """
    from foedus.record import authority_of, merge_parties, split_party

    if bool(keep) != bool(also) or bool(split) != bool(names) or (keep and split):
        raise click.UsageError("Write --merge ID --also ID, or --split ID --name NAME.")
    with opened(record) as store:
        known = authority_of(store)
        if keep:
            merge_parties(record, known, keep=keep, others=also)
        if split:
            split_party(record, known, party=split, names=names)
        known = authority_of(store)
    if as_json:
        print_json({"parties": [asdict(party) for party in known.parties]})
        return
    for party in known.parties:
        others = f" = {', '.join(party.aliases)}" if party.aliases else ""
        click.echo(f"{party.id}  {click.style(party.name, bold=True)}{others}  ({party.kind})")
        for post in party.posts:
            span = f"{post.first or '…'} to {post.last or '…'}" if post.first or post.last else ""
            click.echo(f"    {post.title}  {span}".rstrip())
    click.echo(f"{len(known.parties):,} parties", err=True)
