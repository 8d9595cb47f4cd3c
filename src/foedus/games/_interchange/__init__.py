"""Reading and writing the file formats of Gambit: .efg (extensive games) and .nfg (strategic games)."""

from ._game import Game
from ._read_efg import read_efg
from ._read_nfg import read_nfg
from ._write_efg import write_efg

__all__ = ["Game", "read_efg", "read_nfg", "write_efg"]
