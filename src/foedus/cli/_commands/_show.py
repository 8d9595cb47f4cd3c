"""Show a record: what it holds, or one document with everything known of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .._output import json_option, print_diagnostics, print_json
from .._record import counted, opened, record_argument

if TYPE_CHECKING:
    from foedus.record import DocumentRead, RecordStore, StoredDocument


@click.command()
@record_argument
@click.argument("document", default="")
@click.option("--repairs", metavar="FILE", default="", help="List what was read otherwise than printed in a file.")
@json_option
def command(record: Path, document: str, repairs: str, as_json: bool) -> None:
    """Show what RECORD holds, or one DOCUMENT: text, dates, parties, notes, links, contradictions, suggestions.

    \b
    Examples:
      foedus show korea
      foedus show korea 1958-02-19-ab12cd34
    """
    with opened(record) as store:
        if repairs:
            _repairs(store, repairs, as_json=as_json)
        elif document:
            _document(store, document, as_json=as_json)
        else:
            _overview(store, as_json=as_json)


def _repairs(store: RecordStore, file: str, *, as_json: bool) -> None:
    from foedus.record import stored_repairs

    if store.file(file) is None:
        raise click.UsageError(f"The record has no file {file!r}; `foedus show {store.folder}` lists them.")
    found = list(stored_repairs(store, file=file))
    if as_json:
        print_json([asdict(each) for each in found])
        return
    for each in found:
        click.echo(f"{each.start}-{each.end}  {each.kind}: {each.was!r} read as {each.now!r}")


def _overview(store: RecordStore, *, as_json: bool) -> None:
    from collections import Counter

    from foedus.record import stored_documents, stored_findings

    kinds: Counter[str] = Counter()
    per_file: Counter[str] = Counter()
    days: list[str] = []
    contradictions = []
    gaps = 0
    for each in stored_documents(store):
        kinds[each.document.kind] += 1
        per_file[each.file] += 1
        days += [day for day in (each.first, each.last) if day]
        contradictions += [(each.document.id, found.message) for found in each.document.contradictions]
        gaps += sum(not link.target for link in each.document.links)
    findings = list(stored_findings(store))
    files = store.files()
    if as_json:
        print_json(
            {
                "files": [{**asdict(file), "documents": per_file[file.name]} for file in files],
                "kinds": dict(kinds), "first": min(days, default=""), "last": max(days, default=""), "gaps": gaps,
                "contradictions": [{"document": document, "message": message} for document, message in contradictions],
                "diagnostics": [found.to_json() for found in findings],
            }
        )  # fmt: skip
        return
    for file in files:
        state = "could not be read" if file.failed else counted(per_file[file.name], "documents")
        click.echo(f"{file.name}  ({file.format}, {file.size:,} bytes)  {state}")
    click.echo(", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common()))
    if days:
        click.echo(f"from {min(days)} to {max(days)}; spoken of and not in the record: {counted(gaps, 'documents')}")
    for document, message in contradictions:
        click.echo(f"{click.style('contradiction', fg='yellow')} in {document}: {message}")
    print_diagnostics(findings)


def _document(store: RecordStore, short: str, *, as_json: bool) -> None:
    from foedus.record import record_suggestions, stored_document, stored_text

    found = stored_document(store, short) or _only(store, short)
    one = found.document
    held = stored_text(store, one.id)
    suggestions = record_suggestions(store, document=one.id)
    if as_json:
        print_json(
            {**asdict(one), "file": found.file, "first": found.first, "last": found.last, "text": held.copy.text,
             "suggestions": [asdict(each) for each in suggestions]}
        )  # fmt: skip
        return
    click.echo(click.style(one.title or one.id, bold=True))
    for label, value in _facts(one, found.file):
        if value:
            click.echo(f"{label:>12}  {value}")
    click.echo()
    click.echo(held.copy.text)
    if one.notes:
        click.echo()
    for note in one.notes:
        click.echo(f"{note.marker} {note.text or '(not in the file)'}")
    for contradiction in one.contradictions:
        click.echo(f"{click.style('contradiction', fg='yellow')}: {contradiction.message}")
    for each in suggestions:
        click.echo(f"{each.id[:8]}  {each.act}  {each.speaker} → {each.addressee}: {each.object} ({each.status})")


def _only(store: RecordStore, short: str) -> StoredDocument:
    from foedus.record import stored_documents

    found = [each for each in stored_documents(store) if each.document.id.startswith(short)]
    if len(found) != 1:
        problem = "is the beginning of several ids" if found else "is no document of it"
        raise click.UsageError(f"{short!r} {problem}; `foedus search {store.folder}` lists them.")
    return found[0]


def _facts(one: DocumentRead, file: str) -> list[tuple[str, str]]:
    return [
        ("id", one.id),
        ("kind", one.kind),
        ("date", one.date),
        ("sent", one.sent_at),
        ("from", one.sender),
        ("to", one.recipient),
        ("via", one.via),
        ("number", one.reference),
        ("source", one.citation),
        ("inside", one.parent),
        ("file", f"{file}, characters {one.start} to {one.end}"),
        *[(f"{date.role}", f"{date.edtf}  {date.text!r} ({date.basis})") for date in one.dates],
        *[(link.kind, f"{link.target or 'not in the record'}  {link.text!r}") for link in one.links],
    ]
