"""Search a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .._output import FINDINGS, json_option, print_json
from .._record import counted, opened, record_argument

if TYPE_CHECKING:
    from foedus.record import Hit

FACETS = ("kind", "sender", "recipient", "year", "language", "file", "tag", "party")


@click.command()
@record_argument
@click.argument("query", default="")
@click.option("--from", "sender", default="", help="Only documents of this sender.")
@click.option("--to", "recipient", default="", help="Only documents to this recipient.")
@click.option("--party", default="", help="Only documents with this party in any part.")
@click.option("--kind", default="", help="Only documents of this kind.")
@click.option("--after", default="", help="Only documents of this date (EDTF) or later.")
@click.option("--before", default="", help="Only documents of this date (EDTF) or earlier.")
@click.option(
    "--order", type=click.Choice(["rank", "date"]), default="rank", show_default=True, help="Order of the page."
)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Documents on the page.")
@click.option("--offset", type=click.IntRange(0, 10_000), default=0, help="Documents before it.")
@click.option("--names", is_flag=True, help="A name also finds the other names of its party.")
@click.option("--verbatim", is_flag=True, help="Find QUERY exactly as printed, spaces and all.")
@click.option("--facets", is_flag=True, help="Also count kinds, senders, recipients, years …")
@json_option
def command(
    record: Path, query: str, sender: str, recipient: str, party: str, kind: str, after: str, before: str, order: str,
    limit: int, offset: int, names: bool, verbatim: bool, facets: bool, as_json: bool,
) -> None:  # fmt: skip
    """Find documents of RECORD: words and "phrases" in any script, whatever the spacing and width they are printed in.

    All words must occur; OR between words, - before a word that must not; from:, to:, kind: and date: before a word.

    \b
    Examples:
      foedus search korea "中国人民志愿军" --order date
      foedus search korea 'withdrawal OR "staged" -draft from:Dulles' --json
    """
    from foedus.record import Filters, search

    with opened(record) as store:
        page = search(
            store, query, limit=limit, offset=offset, order="date" if order == "date" else "rank",
            filters=Filters(sender=sender, recipient=recipient, party=party, kind=kind, after=after, before=before),
            facets=FACETS if facets else (), names=names, verbatim=verbatim,
        )  # fmt: skip
    if as_json:
        print_json(
            {
                "total": page.total, "total_exact": page.total_exact, "order": page.order, "sampled": page.sampled,
                "unindexed": page.unindexed, "hits": [_hit(hit) for hit in page.hits],
                "facets": {facet.name: dict(facet.counts) for facet in page.facets},
            }
        )  # fmt: skip
    else:
        _tell(page.hits)
        for facet in page.facets:
            if facet.counts:
                values = ", ".join(f"{value or '(none)'} {count}" for value, count in facet.counts[:8])
                click.echo(f"{facet.name}: {values}")
        more = "" if page.total_exact else "more than "
        click.echo(more + counted(page.total, "documents") if page.total else "Nothing found.", err=not page.hits)
        if page.unindexed:
            click.echo(f"{page.unindexed:,} documents are not indexed yet: run `foedus read` again.", err=True)
    if not page.hits:
        raise click.exceptions.Exit(FINDINGS)


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "document": hit.document, "title": hit.title, "kind": hit.kind, "date": hit.date, "sender": hit.sender,
        "recipient": hit.recipient, "parent": hit.parent, "file": hit.file, "start": hit.start, "end": hit.end,
        "spans": [{"start": span.start, "end": span.end} for span in hit.spans],
        "snippet": hit.snippet.text,
    }  # fmt: skip


def _tell(hits: tuple[Hit, ...]) -> None:
    for hit in hits:
        parties = " → ".join(part for part in (hit.sender, hit.recipient) if part)
        click.echo(click.style(hit.document, bold=True) + f"  {hit.date or 'undated'}  {hit.title[:90]}")
        places = counted(len(hit.spans), "places")
        click.echo(f"    {parties + '  ' if parties else ''}{hit.file}:{hit.start}-{hit.end}, {places}")
        if hit.snippet.text:
            click.echo("    " + _marked(hit))


def _marked(hit: Hit) -> str:
    text, pieces, at = hit.snippet.text, [], 0
    for start, end in hit.snippet.marks:
        pieces += [text[at:start], click.style(text[start:end], fg="green", bold=True)]
        at = end
    return "".join([*pieces, text[at:]]).replace("\n", " ")
