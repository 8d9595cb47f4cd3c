"""What a benchmark row says: how fast, how good the answers are, against which goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Unit = Literal["games_per_s", "seconds"]

TOLERANCE = 1e-6
"""The largest gain an answer may leave, with each player's payoffs scaled to [0, 1]."""


@dataclass(frozen=True, slots=True)
class Request:
    """How much work a row shall do."""

    draws: int
    threads: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """The least a computer must do for one game: bytes from and to memory, and floating-point operations."""

    bytes_moved: float
    flops: float


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a row."""

    name: str
    unit: Unit
    value: float
    goal: float
    """In the same unit; 0: none was set."""
    draws: int
    work: Work
    """For one game, or for what ``seconds`` measures."""

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached, None where there is none."""
        if not self.goal:
            return None
        return self.value >= self.goal if self.unit == "games_per_s" else self.value <= self.goal

    def to_json(self) -> dict[str, object]:
        """Return the part as plain data."""
        return {
            self.unit: self.value,
            "goal": self.goal or None,
            "met": self.met,
            "draws": self.draws,
            "work": {"bytes": self.work.bytes_moved, "flops": self.work.flops},
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row, measured: the first call apart, every answer checked outside the timer."""

    row: str
    parts: tuple[Part, ...]
    unsolved: int
    """Answers that fail their check; a row with any is no success however fast it is."""
    draws: int
    threads: int
    seed: int
    cold_seconds: float
    """The first call of this row in this process, which loads kernels, or compiles them, and plans the tree."""
    checked: str
    """What was checked of every answer."""
    max_gain: float | None = None
    """The largest gain of any answer, with each player's payoffs scaled to [0, 1]; None where nobody plays."""
    details: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def goal_met(self) -> bool | None:
        """Whether every goal is reached, None where there is none."""
        known = [part.met for part in self.parts if part.met is not None]
        return all(known) if known else None

    def to_json(self) -> dict[str, object]:
        """Return the row as plain data; the slowest of the parts that have a goal stands for the row."""
        standing = [part for part in self.parts if part.goal] or list(self.parts)
        rates = [part.value for part in standing if part.unit == "games_per_s"]
        seconds = [part.value for part in standing if part.unit == "seconds"]
        return {
            "row": self.row,
            **({"games_per_s": min(rates)} if rates else {}),
            **({"seconds": max(seconds)} if seconds else {}),
            "parts": {part.name: part.to_json() for part in self.parts},
            "goal": {part.name: {part.unit: part.goal or None} for part in self.parts},
            "goal_met": self.goal_met,
            "max_gain": self.max_gain,
            "unsolved": self.unsolved,
            "draws": self.draws,
            "threads": self.threads,
            "seed": self.seed,
            "cold_seconds": self.cold_seconds,
            "checked": self.checked,
            "details": dict(self.details),
        }
