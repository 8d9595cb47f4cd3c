"""Read documents into a record."""

from __future__ import annotations

from pathlib import Path

import click

from .._output import FINDINGS, json_option, print_diagnostics, print_json
from .._record import counted, interruptible


@click.command()
@click.argument("files", metavar="FILES...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--record", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the record; it is made where there is none.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(min=1, max=64), default=None, help="Processes [default: one a core, at most 8]."
)
@click.option("--rebuild", is_flag=True, help="Build the record anew from the originals it keeps.")
@json_option
def command(files: tuple[Path, ...], record: Path, workers: int | None, rebuild: bool, as_json: bool) -> None:
    """Read FILES (and the files of folders) into a record: documents, dates, parties, notes, suggestions.

    Plain text, Markdown, HTML, PDF, DOCX, TEI and other XML, CSV and JSON. The originals are kept byte for byte; what
    is in the record as it is, is not read again, so a run that was stopped goes on where it was.

    \b
    Examples:
      foedus read letters/ volume.xml --record korea
      foedus read --rebuild --record korea
    """
    import os

    from foedus.record import RecordStore, read_file, read_record, rebuild_record

    if not files and not rebuild:
        raise click.UsageError("Name the files or folders to read, or --rebuild.")
    if files and rebuild:
        raise click.UsageError("--rebuild reads the originals the record keeps; leave out FILES.")
    several = workers or min(8, os.cpu_count() or 1)
    with interruptible(label=record.name, quiet=as_json) as (progress, cancelled):
        if rebuild:
            summary = rebuild_record(record, read=read_file, workers=several, progress=progress, cancelled=cancelled)
        else:
            few = workers or (1 if len(files) == 1 and files[0].is_file() else several)
            summary = read_record(
                files, folder=record, read=read_file, workers=few, progress=progress, cancelled=cancelled
            )
    with RecordStore.open(record) as store:
        total = {name: store.count(name) for name in ("documents", "notes", "suggestions", "contradictions")}
        listed = [
            {"file": file.name, "format": file.format, "encoding": file.encoding, "failed": file.failed}
            for file in store.files()
        ]
    done = {
        "read": summary.read, "unchanged": summary.unchanged, "replaced": summary.replaced, "failed": summary.failed,
        "same": summary.same, "stopped": summary.cancelled,
    }  # fmt: skip
    if as_json:
        findings = [found.to_json() for found in summary.findings]
        print_json({"record": str(record), **done, "total": total, "files": listed, "diagnostics": findings})
    else:
        print_diagnostics(summary.findings)
        counts = ", ".join(f"{count} {word}" for word, count in done.items() if count and word != "stopped")
        click.echo(counts or "nothing to read")
        click.echo(f"{record}: " + ", ".join(counted(count, word) for word, count in total.items()))
        if total["contradictions"]:
            click.echo(f"what contradicts itself, and notes that are missing: foedus show {record}")
    if summary.failed or summary.cancelled or not (summary.read or summary.unchanged or summary.same):
        raise click.exceptions.Exit(FINDINGS)
