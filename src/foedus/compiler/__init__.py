"""The bridge: a scenario becomes a game, and every number of the game leads back to a sentence."""

from ._compile import NODE_LIMIT, compile_game
from ._game import CompiledGame, Parameter

__all__ = ["NODE_LIMIT", "CompiledGame", "Parameter", "compile_game"]
