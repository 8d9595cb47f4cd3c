"""States of play and what a search of them tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from .._numbers import number_text

Value: TypeAlias = float | str | None
"""A number, a word, or None for what nothing reads any more."""
State: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One move on the way to a state; ``round`` is 0 outside a repeat."""

    stage: str
    move: str
    round: int


@dataclass(frozen=True, slots=True)
class Example:
    """A state that can occur: how, and what the facts then are."""

    path: tuple[Step, ...]
    facts: tuple[tuple[str, Value], ...]


def told(example: Example) -> str:
    """Return how a state comes about, in words: after advice: write_un, opening: write."""
    if not example.path:
        return "at the start"
    steps = [f"{step.stage}: {step.move}" + (f" (round {step.round})" if step.round else "") for step in example.path]
    shown = steps if len(steps) <= 12 else [*steps[:5], "…", *steps[-6:]]
    return f"after {', '.join(shown)}"


def state_text(example: Example) -> str:
    """Return the facts of a state: form = letter, thirds = 2."""
    return ", ".join(f"{name} = {value_text(value)}" for name, value in example.facts)


def value_text(value: Value) -> str:
    return number_text(value) if isinstance(value, float) else str(value)


@dataclass(slots=True)
class Reach:
    """What the search found."""

    complete: bool = True
    """Whether every state was visited."""
    certain: bool = True
    """Whether every visited state can occur: no guard on the way was unreadable."""
    tried: bool = True
    """False where effects could not be read, so that no search was made."""
    visited: set[int] = field(default_factory=set)
    """Numbers of the stages that play comes to."""
    entered: set[int] = field(default_factory=set)
    """Numbers of the stages whose guard held."""
    opened: set[tuple[int, str]] = field(default_factory=set)
    """Stages and moves that were open."""
    ended_early: set[int] = field(default_factory=set)
    """Repeats (by identity) whose ``until`` held."""
    due: set[str] = field(default_factory=set)
    outcomes: set[str] = field(default_factory=set)
    states: int = 0
    uncovered: Example | None = None
    uncovered_count: int = 0
    outside: dict[tuple[int, str, int], tuple[Example, Value]] = field(default_factory=dict)
    """(stage, move, effect) → where it leaves the range of its fact, and to what."""
    blocked: dict[tuple[str, str], Example] = field(default_factory=dict)
    """Plan and stage → where the fixed move is not open although others are."""
    forgetting: dict[tuple[str, int], Example] = field(default_factory=dict)
    """Actor and stage → where it chooses after its type has changed, having chosen before the change."""
