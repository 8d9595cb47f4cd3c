"""The bridge: a scenario becomes a game, and every number of the game leads back to a sentence."""

from ._game import CompiledGame, Parameter

__all__ = ["CompiledGame", "Parameter"]
