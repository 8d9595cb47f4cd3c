"""Expand moves that come in amounts: one reading for the compiler, the checker and the interpreter."""

from __future__ import annotations

from dataclasses import replace

from ._expression import Assign, Binary, Effect, Expression, Member, Name, Number, Unary
from ._model import Move, Stage
from ._numbers import number_text


def options(stage: Stage) -> tuple[Move, ...]:
    """Return the moves of *stage*, one for each amount where a move has a choice.

    The move of an amount is named ``<move>_<amount>``; in its effects and guard the name of the choice has become
    the number.

    >>> from foedus.scenario import Assign, Choice
    >>> send = Move("send", (Assign("sent", "=", Name("n")),), choice=Choice("n", (0.0, 5.0)))
    >>> [(move.id, move.effects) for move in options(Stage("supply", "ussr", (send,)))]
    [('send_0', (Assign(fact='sent', operator='=', value=Number(value=0.0)),)),
     ('send_5', (Assign(fact='sent', operator='=', value=Number(value=5.0)),))]
    """
    found: list[Move] = []
    for move in stage.moves:
        if move.choice is None:
            found.append(move)
            continue
        for amount in move.choice.amounts:
            number = Number(amount)
            found.append(
                replace(
                    move,
                    id=f"{move.id}_{number_text(amount)}",
                    effects=tuple(_effect(effect, move.choice.name, number) for effect in move.effects),
                    when=None if move.when is None else _fill(move.when, move.choice.name, number),
                    choice=None,
                )
            )
    return tuple(found)


def _effect(effect: Effect, name: str, number: Number) -> Effect:
    return replace(effect, value=_fill(effect.value, name, number)) if isinstance(effect, Assign) else effect


def _fill(expression: Expression, name: str, number: Number) -> Expression:
    if isinstance(expression, Name):
        return replace(number, span=expression.span) if expression.id == name else expression
    if isinstance(expression, Unary):
        return replace(expression, operand=_fill(expression.operand, name, number))
    if isinstance(expression, Binary):
        left, right = _fill(expression.left, name, number), _fill(expression.right, name, number)
        return replace(expression, left=left, right=right)
    if isinstance(expression, Member):
        values = tuple(replace(number, span=v.span) if v == Name(name) else v for v in expression.values)
        return replace(expression, operand=_fill(expression.operand, name, number), values=values)
    return expression
