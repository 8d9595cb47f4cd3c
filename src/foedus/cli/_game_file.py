"""Game files as the user names them: .efg, .nfg and .json."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus._core import read_bounded

if TYPE_CHECKING:
    from foedus.games import Game

SUFFIXES = (".efg", ".nfg", ".json")
FILE_LIMIT = 64_000_000


def names_game_file(source: str) -> bool:
    """Return whether *source* is the name of a game file rather than of a case."""
    path = Path(source)
    return path.suffix.lower() in SUFFIXES and not path.is_dir()


def load_game(source: str) -> Game:
    """Return the game in the file *source*.

    Raises:
        CaseError: the file holds no game; every finding has its place.
        LimitError: it is too large.
    """
    from foedus.games import read_game

    path = Path(source)
    if not path.is_file():
        raise click.UsageError(f"There is no file {source}.")
    return read_game(read_bounded(path, limit=FILE_LIMIT).decode("utf-8", errors="replace"), name=path.name)
