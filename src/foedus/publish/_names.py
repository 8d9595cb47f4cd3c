"""What things are called in one language: labels where the case gives them, else the name in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from foedus._core import Label
from foedus.scenario import Repeat, Scenario, Stage, Step, Together


def flat_stages(steps: tuple[Step, ...]) -> Iterator[Stage]:
    """Yield every stage once, in the order written."""
    for step in steps:
        if isinstance(step, Stage):
            yield step
        else:
            yield from flat_stages(step.body if isinstance(step, Repeat) else step.stages)


def plain(name: str) -> str:
    """Return a name of the case in plain words.

    >>> plain("declare_first")
    'declare first'
    """
    return name.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Names:
    """Labels of a scenario in one language, looked up by id; an unknown id comes back in plain words."""

    scenario: Scenario
    language: str
    _texts: dict[tuple[str, ...], str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        scenario = self.scenario
        for kind, parts in (
            ("actor", scenario.actors), ("fact", scenario.facts), ("outcome", scenario.outcomes),
            ("plan", scenario.plans), ("commitment", scenario.commitments),
            ("consideration", scenario.considerations),
        ):  # fmt: skip
            for part in parts:
                self._put((kind, part.id), part.label)
        for actor in scenario.actors:
            for declared in actor.types:
                self._put(("type", actor.id, declared.id), declared.label)
        for stage in flat_stages(scenario.steps):
            self._put(("stage", stage.id), stage.label)
            for move in stage.moves:
                self._put(("move", stage.id, move.id), move.label)
                for amount in move.choice.amounts if move.choice else ():
                    text = f"{move.label.text(self.language) or plain(move.id)} ({amount:g})"
                    self._texts["move", stage.id, f"{move.id}_{amount:g}"] = text

    def _put(self, key: tuple[str, ...], label: Label) -> None:
        if label:
            self._texts[key] = label.text(self.language)

    def _get(self, *key: str) -> str:
        return self._texts.get(key) or plain(key[-1])

    def actor(self, name: str) -> str:
        """Return what an actor is called."""
        return self._get("actor", name)

    def type(self, actor: str, name: str) -> str:
        """Return what a private type is called."""
        return self._get("type", actor, name)

    def typed(self, name: str) -> str:
        """Return what ``actor.type`` (or ``actor``) is called, e.g. ``China (resolute)``."""
        actor, _, kind = name.partition(".")
        if not kind or kind == "only":
            return self.actor(actor)
        brackets = ("（", "）") if self.language == "zh" else (" (", ")")
        return f"{self.actor(actor)}{brackets[0]}{self.type(actor, kind)}{brackets[1]}"

    def stage(self, name: str) -> str:
        """Return what a stage is called."""
        return self._get("stage", name)

    def move(self, stage: str, name: str) -> str:
        """Return what a move at a stage is called."""
        return self._get("move", stage, name)

    def outcome(self, name: str) -> str:
        """Return what an outcome is called."""
        return self._get("outcome", name)

    def plan(self, name: str) -> str:
        """Return what a plan is called."""
        return self._get("plan", name)

    def fact(self, name: str) -> str:
        """Return what a fact is called."""
        return self._get("fact", name)

    def commitment(self, name: str) -> str:
        """Return what a commitment is called."""
        return self._get("commitment", name)

    def consideration(self, name: str) -> str:
        """Return what a consideration is called."""
        return self._get("consideration", name)

    def word(self, name: str, value: str = "") -> str:
        """Return what a name inside an expression is called: a fact, a stage, an outcome, a move, else *value*."""
        for kind in ("fact", "stage", "outcome"):
            if (kind, name) in self._texts:
                return self._texts[kind, name]
        moves = [text for key, text in self._texts.items() if key[0] == "move" and key[2] == name]
        return moves[0] if len(set(moves)) == 1 else value or plain(name)


def together_groups(steps: tuple[Step, ...]) -> Iterator[tuple[Stage, int, int]]:
    """Yield each stage as played: the stage, its round (0 outside a repeat) and the number of its group.

    Stages of one ``together`` share a group; every other stage is a group of its own.
    """
    number = 0
    for step in steps:
        rounds = range(1, step.rounds + 1) if isinstance(step, Repeat) else (0,)
        body = step.body if isinstance(step, Repeat) else (step,)
        for round_ in rounds:
            for part in body:
                number += 1
                for stage in part.stages if isinstance(part, Together) else (part,):
                    if isinstance(stage, Stage):
                        yield stage, round_, number
