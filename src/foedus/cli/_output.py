"""Text and JSON from one place; exit codes; the user's mistakes as messages, never tracebacks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TypeVar

import click

from foedus._core import CaseError, Diagnostic, FoedusError

GOOD, FINDINGS, MISUSE = 0, 1, 2

T = TypeVar("T")

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}

_AS_JSON = f"{__name__}.as_json"


def _remember(context: click.Context, _parameter: click.Parameter, value: bool) -> bool:
    context.meta[_AS_JSON] = value  # shared with the root command, which reports what stops a command
    return value


json_option = click.option(
    "--json", "as_json", is_flag=True, is_eager=True, callback=_remember, help="Print the result as JSON."
)


def print_json(value: object) -> None:
    """Print *value* as JSON with sorted keys."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))


def print_diagnostics(diagnostics: Iterable[Diagnostic], *, err: bool = True) -> None:
    """Print findings as prose: place, what, why, what to write instead."""
    for found in diagnostics:
        kind = click.style(found.severity.value, fg=_COLOURS[found.severity.value], bold=True)
        place = f"{found.where}: " if found.where else ""
        click.echo(f"{place}{kind} [{found.code}]: {found.message}", err=err)
        if found.why:
            click.echo(f"    why: {found.why}", err=err)
        if found.hint:
            click.echo(f"    instead: {found.hint}", err=err)
        for note, where in found.related:
            click.echo(f"    see: {note}{f' ({where})' if where else ''}", err=err)


def guarded(action: Callable[[], T], *, context: click.Context) -> T:
    """Run *action*; a FoedusError or an unreadable file becomes a message and an exit code."""
    try:
        return action()
    except CaseError as error:
        if context.meta.get(_AS_JSON):
            print_json({"diagnostics": [found.to_json() for found in error.diagnostics]})
        else:
            print_diagnostics(error.diagnostics)
        raise click.exceptions.Exit(FINDINGS) from error
    except (FoedusError, OSError) as error:
        if context.meta.get(_AS_JSON):
            print_json({"error": str(error)})
        else:
            click.echo(f"{click.style('error', fg='red', bold=True)}: {error}", err=True)
        raise click.exceptions.Exit(FINDINGS) from error
