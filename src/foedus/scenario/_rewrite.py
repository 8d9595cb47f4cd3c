"""Go through a scenario and change its expressions, effects or stages; the groundwork of edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from ._expression import Assign, Binary, Call, Effect, Expression, Member, Number, Unary
from ._model import Move, Repeat, Scenario, Stage, Step, Together

Rewrite: TypeAlias = Callable[[Expression], Expression | None]
"""What to put instead of a part of an expression; None leaves it as it is."""


def is_constant(expression: Expression) -> bool:
    """Return whether *expression* names nothing."""
    if isinstance(expression, Unary):
        return is_constant(expression.operand)
    if isinstance(expression, Binary):
        return is_constant(expression.left) and is_constant(expression.right)
    if isinstance(expression, Member):
        return is_constant(expression.operand)
    return isinstance(expression, Number)


def calls_in(expression: Expression) -> list[Call]:
    """Return the calls in *expression*, from left to right."""
    if isinstance(expression, Unary):
        return calls_in(expression.operand)
    if isinstance(expression, Binary):
        return calls_in(expression.left) + calls_in(expression.right)
    if isinstance(expression, Member):
        return calls_in(expression.operand)
    return [expression] if isinstance(expression, Call) else []


def _rewrite(expression: Expression, rewrite: Rewrite) -> Expression:
    instead = rewrite(expression)
    if instead is not None:
        return instead
    if isinstance(expression, Unary):
        return replace(expression, operand=_rewrite(expression.operand, rewrite))
    if isinstance(expression, Binary):
        left, right = _rewrite(expression.left, rewrite), _rewrite(expression.right, rewrite)
        return replace(expression, left=left, right=right)
    if isinstance(expression, Member):
        return replace(expression, operand=_rewrite(expression.operand, rewrite))
    return expression


def rewrite_scenario(scenario: Scenario, rewrite: Rewrite) -> Scenario:
    """Return *scenario* with every expression in it rewritten."""

    def maybe(expression: Expression | None) -> Expression | None:
        return None if expression is None else _rewrite(expression, rewrite)

    def stage(found: Stage) -> Stage:
        return replace(
            found, when=maybe(found.when), moves=tuple(replace(move, when=maybe(move.when)) for move in found.moves)
        )

    def effect(found: Effect) -> Effect:
        return replace(found, value=_rewrite(found.value, rewrite)) if isinstance(found, Assign) else found

    edited = map_effects(map_stages(scenario, stage), effect)
    return replace(
        edited,
        steps=tuple(
            replace(step, until=maybe(step.until)) if isinstance(step, Repeat) else step for step in edited.steps
        ),
        outcomes=tuple(replace(outcome, when=maybe(outcome.when)) for outcome in edited.outcomes),
        commitments=tuple(replace(item, condition=_rewrite(item.condition, rewrite)) for item in edited.commitments),
        considerations=tuple(replace(item, per=_rewrite(item.per, rewrite)) for item in edited.considerations),
    )


def map_effects(scenario: Scenario, change: Callable[[Effect], Effect | None]) -> Scenario:
    """Return *scenario* with every effect changed, or dropped where *change* gives None."""

    def move(found: Move) -> Move:
        changed = (change(effect) for effect in found.effects)
        return replace(found, effects=tuple(effect for effect in changed if effect is not None))

    return map_stages(scenario, lambda stage: replace(stage, moves=tuple(move(found) for found in stage.moves)))


def stages_in(steps: tuple[Step, ...]) -> list[Stage]:
    """Return all stages in order, inside groups and repeats too."""
    found: list[Stage] = []
    for step in steps:
        if isinstance(step, Stage):
            found.append(step)
        else:
            found += step.stages if isinstance(step, Together) else stages_in(step.body)
    return found


def map_stages(scenario: Scenario, change: Callable[[Stage], Stage | None]) -> Scenario:
    """Return *scenario* with every stage changed, or dropped where *change* gives None."""
    steps: list[Step] = []
    for step in scenario.steps:
        if isinstance(step, Repeat):
            body = tuple(kept for inner in step.body if (kept := _mapped(inner, change)))
            steps += [replace(step, body=body)] if body else []
        elif kept := _mapped(step, change):
            steps.append(kept)
    return replace(scenario, steps=tuple(steps))


def _mapped(step: Stage | Together, change: Callable[[Stage], Stage | None]) -> Stage | Together | None:
    if isinstance(step, Stage):
        return change(step)
    stages = tuple(kept for stage in step.stages if (kept := change(stage)))
    return replace(step, stages=stages) if len(stages) > 1 else (stages[0] if stages else None)
