"""What an expression mentions: the ground on which the rules about expressions stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .._expression import Assign, Binary, Call, Effect, Expression, Member, Name, Unary
from .._unparse import print_expression

_LONGEST = 120


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield every node of *expression*, without recursion."""
    stack: list[Expression] = [expression]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, Unary):
            stack.append(node.operand)
        elif isinstance(node, Binary):
            stack += (node.right, node.left)
        elif isinstance(node, Member):
            stack += reversed(node.values)
            stack.append(node.operand)


@dataclass(frozen=True, slots=True)
class Mentions:
    """The names and calls in one or more expressions."""

    names: frozenset[str] = frozenset()
    calls: frozenset[tuple[str, str]] = frozenset()

    def arguments(self, *functions: str) -> frozenset[str]:
        """Return the arguments any of *functions* is called with."""
        return frozenset(argument for name, argument in self.calls if name in functions)


def mentions(*expressions: Expression | None) -> Mentions:
    """Return what the expressions mention; None mentions nothing."""
    names: set[str] = set()
    calls: set[tuple[str, str]] = set()
    for expression in expressions:
        for node in walk(expression) if expression is not None else ():
            if isinstance(node, Name):
                names.add(node.id)
            elif isinstance(node, Call):
                calls.add((node.function, node.argument))
    return Mentions(frozenset(names), frozenset(calls))


def effect_values(effects: tuple[Effect, ...]) -> tuple[Expression, ...]:
    """Return the expressions that the assignments among *effects* evaluate."""
    return tuple(effect.value for effect in effects if isinstance(effect, Assign))


def short(expression: Expression) -> str:
    """Return *expression* as the author would write it, cut where it is long."""
    text = print_expression(expression)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
