"""Elements a claim alone holds up: present or absent, not more or less."""

from __future__ import annotations

from dataclasses import replace

from foedus.scenario import Scenario, Stage, Step, Together, remove

from ._space import stages_of


def resting_elements(scenario: Scenario, claim: str) -> tuple[tuple[str, str], ...]:
    """Return (kind, name) of the elements that stand on *claim* and on nothing else.

    A consideration with a neutral range is not one: it falls back to that range. A move that a plan fixes is not one
    either: without it there would be no such plan to compare.
    """
    fixed = {f"{stage}.{move}" for plan in scenario.plans for stage, move in plan.fixes}
    found: list[tuple[str, str]] = []

    def note(kind: str, name: str, because: tuple[str, ...]) -> None:
        if set(because) == {claim}:
            found.append((kind, name))

    for consideration in scenario.considerations:
        if consideration.neutral is None:
            note("consideration", consideration.id, consideration.because)
    for commitment in scenario.commitments:
        note("commitment", commitment.id, commitment.because)
    for actor in scenario.actors:
        if actor.audience is not None:
            note("audience", actor.id, actor.because)
    for stage in stages_of(scenario):
        if stage.id not in {name for plan in scenario.plans for name, _ in plan.fixes} and stage.by != "chance":
            note("stage", stage.id, stage.because)
        for move in stage.moves:
            if move.prior is None and f"{stage.id}.{move.id}" not in fixed and len(stage.moves) > 1:
                note("move", f"{stage.id}.{move.id}", move.because)
    return tuple(found)


def without(scenario: Scenario, elements: tuple[tuple[str, str], ...]) -> Scenario:
    """Return *scenario* with *elements* gone."""
    for kind, name in elements:
        if kind == "stage":
            scenario = _without_stage(scenario, name)
        elif _present(scenario, kind, name):
            scenario = remove(scenario, kind, id=name)
    return scenario


def _present(scenario: Scenario, kind: str, name: str) -> bool:
    """Tell whether an element is still there: removing one may have taken another with it."""
    if kind == "consideration":
        return any(item.id == name for item in scenario.considerations)
    if kind == "commitment":
        return any(item.id == name for item in scenario.commitments)
    if kind == "audience":
        return any(item.id == name and item.audience is not None for item in scenario.actors)
    return any(f"{stage.id}.{move.id}" == name for stage in stages_of(scenario) for move in stage.moves)


def _without_stage(scenario: Scenario, name: str) -> Scenario:
    """Drop a stage; it then reads as ``none``, as a stage passed over does."""

    def kept(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
        return tuple(stage for stage in stages if stage.id != name)

    steps: list[Step] = []
    for step in scenario.steps:
        if isinstance(step, Stage):
            steps += kept((step,))
        elif isinstance(step, Together):
            steps.append(replace(step, stages=kept(step.stages)))
        else:
            body: list[Stage | Together] = []
            for item in step.body:
                if isinstance(item, Stage):
                    body += kept((item,))
                else:
                    body.append(replace(item, stages=kept(item.stages)))
            steps.append(replace(step, body=tuple(body)))
    return replace(scenario, steps=tuple(steps))
