"""Every command can be found, explains itself by an example, and speaks JSON."""

from __future__ import annotations

import importlib
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from foedus import casebook
from foedus.cli import main
from foedus.cli._main import COMMANDS

FOLDER = Path(__file__).resolve().parents[2] / "src" / "foedus" / "cli" / "_commands"


def command_of(name: str) -> click.Command:
    command = importlib.import_module(f"foedus.cli._commands._{name}").command
    assert isinstance(command, click.Command)
    return command


def help_of(*names: str) -> str:
    result = CliRunner().invoke(main, [*names, "--help"])
    assert result.exit_code == 0
    return result.output


def example_lines(name: str) -> list[str]:
    """Return the lines of the help page that show how to call the command."""
    lines = help_of(name).splitlines()
    start = next(place for place, line in enumerate(lines) if line.strip() in ("Example:", "Examples:"))
    block = lines[start + 1 :]
    return [line.strip() for line in block[: block.index("")]]


def test_the_table_names_the_commands_there_are() -> None:
    modules = {path.stem.removeprefix("_") for path in FOLDER.glob("_*.py")} - {"_init__"}
    assert modules == set(COMMANDS)


def test_the_promised_commands_are_there() -> None:
    promised = "cases new check run solve compare hinges play cite export version"
    assert set(COMMANDS) >= set(promised.split())


def test_the_first_page_lists_every_command_and_the_exit_codes() -> None:
    page = help_of()
    assert [name for name in COMMANDS if f"\n  {name} " not in page] == []
    assert "Exit codes: 0 good, 1 findings, 2 misuse" in " ".join(page.split())
    assert "\n  Example:\n    foedus run " in page


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_shows_an_example_of_itself_that_its_parser_takes(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("letter.txt").write_text("will come back", encoding="utf-8")
    Path("elmira.json").write_text("{}", encoding="utf-8")
    Path("my-documents").mkdir()
    examples = example_lines(name)
    assert examples
    for example in examples:
        program, called, *arguments = shlex.split(example)
        assert (program, called) == ("foedus", name)
        command_of(name).make_context(name, arguments)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_cases_of_an_example_exist(name: str) -> None:
    words = {word for example in example_lines(name) for word in shlex.split(example)}
    assert {word for word in words if word.startswith("korea-")} <= set(casebook.slugs())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_json_and_help_on_every_option(name: str) -> None:
    options = [item for item in command_of(name).params if isinstance(item, click.Option)]
    assert "--json" in {flag for item in options for flag in item.opts}
    assert [item.name for item in options if not item.help] == []
