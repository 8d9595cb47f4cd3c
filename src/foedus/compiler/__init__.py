"""The bridge: a scenario becomes a game, and every number of the game leads back to a sentence."""

from ._compile import NODE_LIMIT, compile_game
from ._explain import (
    EdgeExplanation,
    Happening,
    NodeExplanation,
    PayoffPart,
    explain_edge,
    explain_node,
    explain_payoff,
    source_of,
)
from ._game import CompiledGame, Parameter
from ._ordinal import LeftOut, OrdinalReading, ordinal_readings
from ._source import Source

__all__ = [
    "NODE_LIMIT",
    "CompiledGame",
    "EdgeExplanation",
    "Happening",
    "LeftOut",
    "NodeExplanation",
    "OrdinalReading",
    "Parameter",
    "PayoffPart",
    "Source",
    "compile_game",
    "explain_edge",
    "explain_node",
    "explain_payoff",
    "ordinal_readings",
    "source_of",
]
