"""Reading and writing the field's formats: Gambit's .efg and .nfg, games and conflicts as JSON."""

from ._game import Game
from ._read_conflict import NamedConflict, read_conflict_file, read_conflicts
from ._read_efg import read_efg
from ._read_game import read_game
from ._read_json import read_game_json
from ._read_nfg import read_nfg
from ._write_efg import write_efg
from ._write_json import write_game_json
from ._write_nfg import write_nfg

__all__ = [
    "Game",
    "NamedConflict",
    "read_conflict_file",
    "read_conflicts",
    "read_efg",
    "read_game",
    "read_game_json",
    "read_nfg",
    "write_efg",
    "write_game_json",
    "write_nfg",
]
