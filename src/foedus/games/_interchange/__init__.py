"""Reading and writing the field's formats: Gambit's .efg and .nfg, and conflicts as JSON."""

from ._game import Game
from ._read_conflict import NamedConflict, read_conflicts
from ._read_efg import read_efg
from ._read_nfg import read_nfg
from ._write_efg import write_efg
from ._write_nfg import write_nfg

__all__ = ["Game", "NamedConflict", "read_conflicts", "read_efg", "read_nfg", "write_efg", "write_nfg"]
