"""Print expressions and effects with no more parentheses than they need."""

from __future__ import annotations

from collections.abc import Sequence

from ._expression import Assign, Become, Binary, Call, Effect, Expression, Member, Name, Number, Release, Unary
from ._model import Choice
from ._numbers import number_text

_LEVEL = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6}
_COMPARE, _MINUS, _ATOM = 4, 7, 8


def print_expression(expression: Expression) -> str:
    """Return the text of *expression*; reading it gives the same tree.

    >>> from foedus.scenario import parse_expression
    >>> print_expression(parse_expression("(a == b) and (not (c or d))"))
    'a == b and not (c or d)'
    """
    return _text(expression)[0]


def _text(expression: Expression) -> tuple[str, int]:
    match expression:
        case Number(value):
            return number_text(value), _ATOM if value >= 0 else _MINUS
        case Name(name):
            return name, _ATOM
        case Call(function, argument):
            return f"{function}({argument})", _ATOM
        case Unary("not", operand):
            return f"not {_at_least(3, operand)}", 3
        case Unary(_, operand):
            return f"-{_at_least(_MINUS, operand)}", _MINUS
        case Member(operand, values):
            inner = ", ".join(_text(value)[0] for value in values)
            return f"{_at_least(_COMPARE + 1, operand)} in {{{inner}}}", _COMPARE
        case Binary(operator, left, right):
            level = _LEVEL.get(operator, _COMPARE)
            first = _at_least(level + (level == _COMPARE), left)
            return f"{first} {operator} {_at_least(level + 1, right)}", level


def _at_least(level: int, expression: Expression) -> str:
    text, own = _text(expression)
    return text if own >= level else f"({text})"


def print_effects(effects: Sequence[Effect]) -> str:
    """Return the text of *effects*.

    >>> print_effects([Assign("form", "=", Name("letter")), Become("prc", "weary")])
    'form = letter, prc := weary'
    """
    return ", ".join(_effect(effect) for effect in effects)


def _effect(effect: Effect) -> str:
    match effect:
        case Assign(fact, operator, value):
            return f"{fact} {operator} {print_expression(value)}"
        case Become(actor, kind):
            return f"{actor} := {kind}"
        case Release(commitment):
            return f"release({commitment})"


def print_choice(choice: Choice) -> str:
    """Return the text of a choice of amounts.

    >>> print_choice(Choice("n", (0.0, 5.0)))
    'n in {0, 5}'
    """
    return f"{choice.name} in {{{', '.join(number_text(amount) for amount in choice.amounts)}}}"
