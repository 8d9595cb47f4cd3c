"""The compiled game: arrays, and the way back from every number to the scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from foedus.games import ExtensiveForm, FloatArray, StateGraph
from foedus.scenario import InfosetKey, Scenario


@dataclass(frozen=True, slots=True, order=True)
class Parameter:
    """A number of the game that a draw fixes.

    Kinds and keys: ``constant`` (text of the value) · ``utility`` (actor, type, outcome) · ``weight``
    (consideration,) or (consideration, round) for one that is discounted · ``prior`` (holder or "", actor, type) ·
    ``joint`` (actor, type, and the given ``actor=type`` pairs before it) · ``chance`` (stage, move).
    """

    kind: str
    keys: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind}:{'.'.join(self.keys)}"


@dataclass(frozen=True, slots=True)
class CompiledGame:
    """One plan's game with its source map."""

    scenario: Scenario
    plan: str
    form: ExtensiveForm | StateGraph
    parameters: tuple[Parameter, ...]
    """One a parameter of the form."""
    infosets: tuple[InfosetKey, ...]
    """One an information set (one a decision state of a state graph)."""
    infoset_moves: tuple[tuple[str, ...], ...]
    """Move ids of each information set, in the order of its actions; an audience's are ``0.0`` … ``1.0``."""
    terminal_outcome: Mapping[int, str]
    """Terminal node → outcome id."""
    conjectured: Mapping[int, str]
    """Edge → move id, for chance edges that stand for a private move the plan fixes (the conjecture)."""
    actual: Mapping[int, float]
    """Edge → probability under what the plan in fact does, for the edges in ``conjectured``."""
    due: tuple[tuple[str, ...], ...]
    """The promises that fall due at each information set, wherever it is reached."""

    def fill(self, numbers: Mapping[Parameter, FloatArray]) -> FloatArray:
        """Return the matrix (parameter, draw) from drawn numbers; constants are filled in.

        Raises:
            KeyError: a parameter of the game is missing in *numbers*.
        """
        draws = len(next(iter(numbers.values()))) if numbers else 1
        matrix = np.empty((len(self.parameters), draws))
        for row, parameter in enumerate(self.parameters):
            matrix[row] = float(parameter.keys[0]) if parameter.kind == "constant" else numbers[parameter]
        return matrix
