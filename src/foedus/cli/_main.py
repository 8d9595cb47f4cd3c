"""The root command; each command's module is imported only when it is asked for, so that help is immediate."""

from __future__ import annotations

import importlib

import click

from foedus import __version__

from ._output import guarded

COMMANDS = {
    "read": "Read documents into a record: dated, attributed, searchable, citable.",
    "search": "Search a record in any script, whatever its spacing.",
    "show": "Show what a record holds, or one of its documents.",
    "parties": "List who is meant by which name in a record; merge and split.",
    "suggest": "List the commitments passages may express; accept, edit or reject them.",
    "cases": "List the bundled cases.",
    "new": "Start a case as a copy of a bundled one.",
    "check": "Report every mistake of a case, each with its place and remedy.",
    "run": "From documents to dossier: check, solve, judge, publish.",
    "solve": "Solve one plan of a case, or a game file (.efg, .nfg, .json).",
    "stability": "Say which states of a conflict are stable (graph model, ordinal preferences).",
    "compare": "Compare the plans of a case.",
    "hinges": "Rank the claims on which the verdict of a case hangs.",
    "play": "Walk through a case, choosing the moves yourself.",
    "cite": "Fingerprint a quotation of your own copy for a calendar.",
    "export": "Write a case, game or record in other formats: .efg, .nfg, JSON, CSV, TEI, CMIF, CSL, W3C annotations …",
    "bench": "Measure how fast games are solved on this computer, every answer checked.",
    "version": "Say which Foedus this is, and on what it runs.",
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and one-line helps without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import and return one command."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"foedus.cli._commands._{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest a near command for an unknown one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean `foedus {near[0]}`?" if near else " `foedus --help` lists the commands."
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run, turning the user's mistakes into messages and exit codes."""
        return guarded(lambda: super(LazyGroup, self).invoke(ctx), context=ctx)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="foedus")
def main() -> None:
    """Turn a documentary record into a strategic analysis that anyone can check.

    CASE is the name of a bundled case (see `foedus cases`) or the path of a case folder; RECORD is a folder that
    `foedus read` made.
    Exit codes: 0 good, 1 findings, 2 misuse.

    \b
    Example:
      foedus run korea-1958 --out dossiers/korea-1958
    """
