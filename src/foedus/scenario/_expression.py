"""The syntax tree of the small expression language: guards, outcomes, considerations and effects.

Names stand for a fact, for a stage (the move chosen there, ``none`` before), for a value of a fact, for a move,
or for ``round`` (the number of the current round of the enclosing ``repeat``, from 1). Functions:
``type(actor)``, ``opinion(actor.type)``, ``breached(commitment)``, ``kept(commitment)``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
"""First and last offset of a node within its expression text; not part of equality."""


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal literal."""

    value: float
    span: Span = field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, a stage, a value, a move or ``round``."""

    id: str
    span: Span = field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """``type(prc)``, ``opinion(dprk.autonomous)``, ``breached(return)``, ``kept(return)``."""

    function: str
    argument: str
    span: Span = field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """``not x`` or ``-x``."""

    operator: str
    operand: Expression
    span: Span = field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """``and or == != < <= > >= + - *``; comparisons count as 1 or 0 in arithmetic."""

    operator: str
    left: Expression
    right: Expression
    span: Span = field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Member:
    """``x in {a, b, 3}``."""

    operand: Expression
    values: tuple[Name | Number, ...]
    span: Span = field(default=(0, 0), compare=False, repr=False)


Expression: TypeAlias = Number | Name | Call | Unary | Binary | Member


@dataclass(frozen=True, slots=True)
class Assign:
    """``fact = value``, ``fact += n`` or ``fact -= n``."""

    fact: str
    operator: str
    value: Expression
    span: Span = field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Become:
    """``actor := type``: a chance move changes a private type."""

    actor: str
    type: str
    span: Span = field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Release:
    """``release(commitment)``: the promise no longer binds."""

    commitment: str
    span: Span = field(default=(0, 0), compare=False, repr=False)


Effect: TypeAlias = Assign | Become | Release
