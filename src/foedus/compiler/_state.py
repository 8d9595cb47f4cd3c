"""A state of play while compiling, and the places of names in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from foedus.scenario import Observation, Scenario, Stage, Together

Value: TypeAlias = float | str

NOTHING = "none"
"""What a stage reads as before anyone has moved there."""


class State(NamedTuple):
    """Everything that can matter later; tuples in the order of ``Names``."""

    at: int
    """Index of the next step of the program."""
    round: int
    facts: tuple[Value, ...]
    last: tuple[str, ...]
    promises: tuple[tuple[bool, bool, bool], ...]
    """Kept, breached, released."""
    types: tuple[str, ...]
    seen: tuple[tuple[Observation, ...], ...]
    reports: tuple[float, ...]
    """The latest report of each audience, 0 before any."""
    reported: tuple[bool, ...]
    """Whether an audience's report has already been paid for and need not be counted at the end."""
    plans: tuple[str, ...]
    """The plans that fit the private moves drawn from the conjecture so far."""
    pending: tuple[str | None, ...]
    """Moves made in the current group, not seen yet; None for a stage passed over."""


@dataclass(frozen=True, slots=True)
class Names:
    """The place of every name in a state."""

    facts: dict[str, int]
    stages: dict[str, int]
    actors: dict[str, int]
    commitments: dict[str, int]
    opinions: dict[str, int]
    """``actor.type`` as judged → index of the audience's report."""
    audiences: dict[str, int]
    """Audience → index of its report."""


def names_of(scenario: Scenario) -> Names:
    """Return the places of *scenario*'s names."""
    audiences = [actor for actor in scenario.actors if actor.audience is not None]
    return Names(
        {fact.id: index for index, fact in enumerate(scenario.facts)},
        {stage.id: index for index, stage in enumerate(stages_of(scenario))},
        {actor.id: index for index, actor in enumerate(scenario.actors)},
        {commitment.id: index for index, commitment in enumerate(scenario.commitments)},
        {
            f"{actor.audience.judges}.{actor.audience.type}": index
            for index, actor in reversed(list(enumerate(audiences)))  # of several that judge it the first counts
            if actor.audience is not None
        },
        {actor.id: index for index, actor in enumerate(audiences)},
    )


def stages_of(scenario: Scenario) -> tuple[Stage, ...]:
    """Return every stage of *scenario* in the order written, those inside blocks included."""
    found: list[Stage] = []
    for step in scenario.steps:
        inner = (step,) if isinstance(step, (Stage, Together)) else step.body
        for item in inner:
            found.extend(item.stages if isinstance(item, Together) else (item,))
    return tuple(found)


def facts_text(names: Names, state: State) -> str:
    """Return the facts of *state* for a reader."""
    facts = zip(names.facts, state.facts, strict=True)
    return ", ".join(f"{name} = {value if isinstance(value, str) else format(value, 'g')}" for name, value in facts)
