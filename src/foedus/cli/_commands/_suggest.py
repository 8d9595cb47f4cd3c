"""Suggested commitments of a record: list, accept, edit, reject."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .._output import json_option, print_json
from .._record import counted, opened, record_argument

if TYPE_CHECKING:
    from foedus.record import Suggestion

EDITABLE = ("act", "speaker", "addressee", "object", "quantity", "unit", "condition", "deadline")


@click.command()
@record_argument
@click.option("--document", default="", help="Only those of this document.")
@click.option("--act", default="", help="Only this act (request, promise, grant …).")
@click.option("--status", type=click.Choice(["open", "accepted", "edited", "rejected"]), help="Only these.")
@click.option("--accept", metavar="ID", multiple=True, help="Accept a suggestion; may be repeated.")
@click.option("--reject", metavar="ID", multiple=True, help="Reject a suggestion; may be repeated.")
@click.option("--edit", metavar="ID", default="", help="Accept a suggestion with changes, given by --set.")
@click.option("--set", "changes", metavar="FIELD=VALUE", multiple=True, help="For --edit: what to change.")
@click.option("--by", default="", help="Who decides; kept with the decision.")
@click.option("--note", default="", help="Why; kept with the decision.")
@click.option("--model", default="", help="Also ask this language model (sends the documents to --endpoint).")
@click.option("--endpoint", default="", help="For --model: an OpenAI-compatible address, https://host/v1.")
@click.option("--key-variable", default="", help="For --model: the environment variable that holds the key.")
@json_option
def command(
    record: Path, document: str, act: str, status: str | None, accept: tuple[str, ...], reject: tuple[str, ...],
    edit: str, changes: tuple[str, ...], by: str, note: str, model: str, endpoint: str, key_variable: str,
    as_json: bool,
) -> None:  # fmt: skip
    """List the commitments that passages of RECORD may express, and keep what you decide about them.

    Suggestions are found by rules when a file is read; nothing leaves this machine. With --model and --endpoint, and
    only then, the documents are also sent to a language model, whose suggestions must quote them exactly.
    Decisions are lines of RECORD/decisions.jsonl, which is only ever added to. An id may be shortened.

    \b
    Examples:
      foedus suggest korea --act promise
      foedus suggest korea --edit 5f0c --set deadline=1958-12-31 --by ML
    """
    from foedus.record import DECISIONS, ChatEndpoint, ask_model, authority_of, record_suggestions

    if bool(model) != bool(endpoint):
        raise click.UsageError("--model and --endpoint go together.")
    if changes and not edit:
        raise click.UsageError("--set goes with --edit.")
    with opened(record) as store:
        dropped: dict[str, int] = {}
        if model:
            provider = (
                ChatEndpoint.from_environment(endpoint, model, key_variable=key_variable)
                if key_variable
                else ChatEndpoint(endpoint, model)
            )
            dropped = ask_model(store, provider=provider, authority=authority_of(store), document=document)
        if accept or reject or edit:
            known = record_suggestions(store)
            _decide(record / DECISIONS, known, accept, reject, edit, changes, by=by, note=note)
        found = record_suggestions(store, document=document)
    shown = [each for each in found if (not act or each.act == act) and (status is None or each.status == status)]
    if as_json:
        print_json({"suggestions": [asdict(each) for each in shown], **({"dropped": dropped} if model else {})})
        return
    for each in shown:
        who = " → ".join(part for part in (each.speaker, each.addressee) if part)
        what = " ".join(part for part in (each.object, each.quantity, each.unit) if part)
        state = f"  ({each.status})" if each.status != "open" else ""
        click.echo(f"{each.id[:8]}  {click.style(each.act, bold=True)}  {who}: {what}{state}")
        terms = [f"if: {each.condition}" if each.condition else "", f"by: {each.deadline}" if each.deadline else ""]
        click.echo(f"    {each.document} {each.start}-{each.end}  {'; '.join(filter(None, terms))}".rstrip())
        click.echo("    " + " ".join(each.quote.split()))
    click.echo(counted(len(shown), "suggestions"), err=True)
    if dropped:
        counts = ", ".join(f"{count} {why}" for why, count in dropped.items())
        click.echo(f"not verified and dropped: {counts}", err=True)


def _decide(
    path: Path, found: tuple[Suggestion, ...], accept: tuple[str, ...], reject: tuple[str, ...], edit: str,
    changes: tuple[str, ...], *, by: str, note: str,
) -> None:  # fmt: skip
    from foedus.record import Decision, append_decision

    fields = []
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals or name not in EDITABLE:
            raise click.UsageError(f"--set {change!r}: write FIELD=VALUE with a field of {', '.join(EDITABLE)}.")
        fields.append((name, value))
    if edit and not fields:
        raise click.UsageError("--edit needs at least one --set FIELD=VALUE.")
    verdicts = [("accept", id) for id in accept] + [("reject", id) for id in reject]
    verdicts += [("edit", edit)] if edit else []
    whole = [(verdict, _one(found, id)) for verdict, id in verdicts]  # all are known before anything is written
    at = dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")
    for verdict, id in whole:
        kept = tuple(fields) if verdict == "edit" else ()
        append_decision(path, Decision(id, verdict, kept, by=by, at=at, note=note))


def _one(found: tuple[Suggestion, ...], short: str) -> str:
    ids = sorted({each.id for each in found if each.id.startswith(short)})
    if len(ids) != 1 or len(short) < 4:
        problem = "is the beginning of several" if len(ids) > 1 else "is none here"
        raise click.UsageError(f"Suggestion {short!r} {problem}; `foedus suggest RECORD` lists their ids.")
    return ids[0]
