"""Conditions in words: ``line_crossed == yes and answer != undeclared`` as a reader would say it."""

from __future__ import annotations

from foedus.scenario import Binary, Call, Expression, Member, Name, Number, Unary

from ._names import Names
from ._strings import Strings

_ARITHMETIC = {"+": " + ", "-": " − ", "*": " × "}


def in_words(expression: Expression, *, names: Names, strings: Strings) -> str:
    """Return *expression* in words, with the case's labels for facts, stages and moves."""

    def say(part: Expression) -> str:
        return in_words(part, names=names, strings=strings)

    if isinstance(expression, Number):
        return f"{expression.value:g}"
    if isinstance(expression, Name):
        return (
            strings("op.round")
            if expression.id == "round"
            else names.word(expression.id, strings.known(f"value.{expression.id}", ""))
        )
    if isinstance(expression, Call):
        return _call(expression, names, strings)
    if isinstance(expression, Unary):
        return (
            strings("op.not", text=say(expression.operand))
            if expression.operator == "not"
            else f"−{say(expression.operand)}"
        )
    if isinstance(expression, Member):
        return strings(
            "op.in", left=say(expression.operand), right=strings("list.comma").join(map(say, expression.values))
        )
    left, right = say(expression.left), say(expression.right)
    if expression.operator in {"and", "or"}:
        return _bracket(expression.left, left, expression) + strings(f"op.{expression.operator}") + _bracket(
            expression.right, right, expression
        )  # fmt: skip
    if expression.operator in _ARITHMETIC:
        return left + _ARITHMETIC[expression.operator] + right
    return strings(f"op.{expression.operator}", left=left, right=right)


def _bracket(part: Expression, text: str, whole: Binary) -> str:
    inner = isinstance(part, Binary) and part.operator in {"and", "or"} and part.operator != whole.operator
    return f"({text})" if inner else text


def _call(call: Call, names: Names, strings: Strings) -> str:
    if call.function in {"breached", "kept"}:
        argument = names.commitment(call.argument)
    elif call.function == "opinion":
        actor, _, kind = call.argument.partition(".")
        argument = strings("actors.judged", actor=names.actor(actor), type=names.type(actor, kind))
    else:
        argument = names.actor(call.argument)
    return strings(f"call.{call.function}", argument=argument)
