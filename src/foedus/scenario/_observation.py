"""What an actor has seen: the identity of an information set, shared by every reading of a scenario."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Observation:
    """One move as seen; ``round`` is 0 outside a repeat, else counts from 1."""

    stage: str
    round: int
    move: str


@dataclass(frozen=True, slots=True, order=True)
class InfosetKey:
    """An actor of a type at a stage, having seen these moves in this order (its own included)."""

    actor: str
    type: str
    stage: str
    round: int
    seen: tuple[Observation, ...]
