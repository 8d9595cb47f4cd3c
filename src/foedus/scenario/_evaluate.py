"""The value of an expression in a state of play: the meaning of guards, outcomes, promises and considerations.

A value is a number, or a word: the value of a fact, the id of a move, a type. Truth is a number other than 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ._expression import Binary, Call, Expression, Member, Name, Number, Unary

Value: TypeAlias = float | str


@dataclass(frozen=True, slots=True)
class View:
    """What an expression can read.

    ``names`` maps facts, stages (to the move last chosen there) and ``round`` to their value; any other name stands
    for itself. ``call`` answers ``type(…)``, ``opinion(…)``, ``breached(…)`` and ``kept(…)``.
    """

    names: Mapping[str, Value]
    call: Callable[[str, str], Value]


def no_calls(function: str, argument: str) -> Value:
    """Refuse every call: for states that have no types, promises or reports."""
    raise ValueError(f"{function}({argument}) has no meaning here")


def evaluate(expression: Expression, view: View) -> Value:
    """Return the value of *expression* in the state that *view* shows.

    Comparisons and ``and``, ``or``, ``not`` give 1 or 0. A word is unequal to every number.

    >>> view = View({"thirds": 2.0, "form": "letter"}, no_calls)
    >>> evaluate(Binary("*", Number(3), Binary("==", Name("form"), Name("letter"))), view)
    3.0
    >>> evaluate(Member(Name("thirds"), (Number(0), Number(1))), view)
    0.0

    Raises:
        TypeError: a word stands where a number is needed.
    """
    match expression:
        case Number(literal):
            return float(literal)
        case Name(name):
            return view.names.get(name, name)
        case Call(function, argument):
            return view.call(function, argument)
        case Unary("not", operand):
            return float(not holds(operand, view))
        case Unary(_, operand):
            return -number(operand, view)
        case Member(operand, values):
            value = evaluate(operand, view)
            return float(any(evaluate(option, view) == value for option in values))
        case Binary(operator, left, right):
            return _binary(operator, left, right, view)


def _binary(operator: str, left: Expression, right: Expression, view: View) -> float:
    if operator == "and":
        return float(holds(left, view) and holds(right, view))
    if operator == "or":
        return float(holds(left, view) or holds(right, view))
    if operator in ("==", "!="):
        return float((evaluate(left, view) == evaluate(right, view)) == (operator == "=="))
    first, second = number(left, view), number(right, view)
    match operator:
        case "<":
            return float(first < second)
        case "<=":
            return float(first <= second)
        case ">":
            return float(first > second)
        case ">=":
            return float(first >= second)
        case "+":
            return first + second
        case "-":
            return first - second
        case "*":
            return first * second
        case _:
            raise ValueError(f"unknown operator {operator!r}")


def number(expression: Expression, view: View) -> float:
    """Return the value of *expression*, which must be a number."""
    value = evaluate(expression, view)
    if isinstance(value, str):
        raise TypeError(f"{value!r} is a word where a number is needed")
    return value


def holds(expression: Expression | None, view: View) -> bool:
    """Return whether *expression* is true; no condition at all is."""
    return expression is None or number(expression, view) != 0
