"""Expressions as closures over a state: resolved once, then called at every node. Nothing is evaluated as code."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TypeAlias

from foedus.scenario import Binary, Call, Expression, Member, Name, Number, Unary

from ._state import Names, State, Value

Reading: TypeAlias = Callable[[State], Value]
Condition: TypeAlias = Callable[[State], bool]

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_COMBINE: dict[str, Callable[[float, float], float]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def condition(expression: Expression | None, names: Names) -> Condition | None:
    """Return a test for *expression*, or None where there is no condition."""
    if expression is None:
        return None
    read = reading(expression, names)
    return lambda state: bool(read(state))


def reading(expression: Expression, names: Names) -> Reading:
    """Return a function from a state to the value of *expression*: a number or a word.

    Raises:
        ValueError: a function names something the scenario does not have (the checker says so more kindly).
    """
    match expression:
        case Number(value):
            return lambda state: value
        case Name(name):
            return _name(name, names)
        case Call(function, argument):
            return _call(function, argument, names)
        case Unary("not", operand):
            inner = reading(operand, names)
            return lambda state: 0.0 if inner(state) else 1.0
        case Unary(_, operand):
            inner = reading(operand, names)
            return lambda state: -_number(inner(state))
        case Member(operand, values):
            inner = reading(operand, names)
            members = [reading(value, names) for value in values]
            return lambda state: 1.0 if inner(state) in [member(state) for member in members] else 0.0
        case Binary(sign, left, right):
            return _binary(sign, reading(left, names), reading(right, names))


def _name(name: str, names: Names) -> Reading:
    if name in names.facts:
        fact = names.facts[name]
        return lambda state: state.facts[fact]
    if name in names.stages:
        stage = names.stages[name]
        return lambda state: state.last[stage]
    if name == "round":
        return lambda state: float(state.round)
    return lambda state: name


def _call(function: str, argument: str, names: Names) -> Reading:
    if function == "type" and argument in names.actors:
        actor = names.actors[argument]
        return lambda state: state.types[actor]
    if function in ("breached", "kept") and argument in names.commitments:
        commitment = names.commitments[argument]
        if function == "kept":
            return lambda state: float(state.promises[commitment][0])
        return lambda state: float(state.promises[commitment][1])
    if function == "opinion" and argument in names.opinions:
        opinion = names.opinions[argument]
        return lambda state: state.reports[opinion]
    raise ValueError(f"{function}({argument}) names nothing in this scenario")


def _number(value: Value) -> float:
    if isinstance(value, str):
        raise TypeError(f"{value!r} is a word where a number is needed")
    return value


def _binary(sign: str, left: Reading, right: Reading) -> Reading:
    if sign == "and":
        return lambda state: 1.0 if left(state) and right(state) else 0.0
    if sign == "or":
        return lambda state: 1.0 if left(state) or right(state) else 0.0
    if sign == "==":
        return lambda state: 1.0 if left(state) == right(state) else 0.0
    if sign == "!=":
        return lambda state: 0.0 if left(state) == right(state) else 1.0
    if sign in _COMPARE:
        compare = _COMPARE[sign]
        return lambda state: 1.0 if compare(_number(left(state)), _number(right(state))) else 0.0
    combine = _COMBINE[sign]
    return lambda state: combine(_number(left(state)), _number(right(state)))


def reads(expression: Expression | None) -> frozenset[str]:
    """Return the names and calls that *expression* reads, calls as ``function(argument)``."""
    match expression:
        case None | Number():
            return frozenset()
        case Name(name):
            return frozenset((name,))
        case Call(function, argument):
            return frozenset((f"{function}({argument})",))
        case Unary(_, operand):
            return reads(operand)
        case Member(operand, values):
            return reads(operand).union(*(reads(value) for value in values))
        case Binary(_, left, right):
            return reads(left) | reads(right)
