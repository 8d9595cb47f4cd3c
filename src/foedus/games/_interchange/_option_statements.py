"""Option prioritising: a player's ranking from statements about options, the most important first.

A statement is made of options (by name, in quotes where the name is not one word, or by number from 0), ``not``,
``and``, ``or``, ``if``, ``iff`` and brackets. Of two states the one in which the first statement that tells them apart
is true ranks higher (Fang, Hipel, Kilgour and Peng 2003).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

MAX_LENGTH = 2_000
MAX_DEPTH = 50

Node: TypeAlias = tuple[str, tuple["Node", ...], int]
"""Operator (``option`` for a leaf), operands, number of the option."""

_TOKEN = re.compile(r'\s*(?:"([^"]*)"|([()])|([^\s()"]+))')


def read_statement(text: str, *, options: Sequence[str]) -> Node:
    """Return the statement *text* over *options*.

    Raises:
        ValueError: it is no statement; the message says where.

    >>> holds(read_statement('not invade or "call for talks"', options=["invade", "call for talks"]), code=0b11)
    True
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"a statement of {len(text)} characters; the limit is {MAX_LENGTH}")
    return _Reader(text, options).whole()


def holds(statement: Node, *, code: int) -> bool:
    """Return whether *statement* is true in the state whose bit *k* says whether option *k* is taken."""
    operator, operands, option = statement
    if operator == "option":
        return bool(code >> option & 1)
    first = holds(operands[0], code=code)
    if operator == "not":
        return not first
    second = holds(operands[1], code=code)
    if operator == "and":
        return first and second
    if operator == "or":
        return first or second
    return first == second if operator == "iff" else first or not second


def rank_by_statements(statements: Sequence[Node], *, codes: Sequence[int]) -> list[int]:
    """Return the rank of each state, higher for better.

    >>> rank_by_statements([("not", (("option", (), 0),), 0), ("option", (), 1)], codes=[0, 1, 2, 3])
    [2, 0, 3, 1]
    """
    truths = [tuple(holds(statement, code=code) for statement in statements) for code in codes]
    order = {truth: place for place, truth in enumerate(sorted(set(truths)))}
    return [order[truth] for truth in truths]


class _Reader:
    """Recursive descent; weakest first: ``if`` and ``iff``, ``or``, ``and``, ``not``."""

    def __init__(self, text: str, options: Sequence[str]) -> None:
        self._text, self._options = text, options
        self._tokens: list[tuple[str, bool]] = []
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None:
                raise ValueError(f"a quote is not closed in {text!r}")
            quoted, bracket, word = match.groups()
            self._tokens.append((quoted if quoted is not None else bracket or word, quoted is not None))
            at = match.end()
        self._at = 0

    def whole(self) -> Node:
        found = self._conditional(0)
        if self._at < len(self._tokens):
            raise ValueError(f"{self._tokens[self._at][0]!r} is one word too many in {self._text!r}")
        return found

    def _takes(self, *words: str) -> str:
        if self._at < len(self._tokens):
            token, quoted = self._tokens[self._at]
            if not quoted and token in words:
                self._at += 1
                return token
        return ""

    def _conditional(self, depth: int) -> Node:
        left = self._either(depth)
        word = self._takes("if", "iff")
        return (word, (left, self._either(depth)), -1) if word else left

    def _either(self, depth: int) -> Node:
        left = self._both(depth)
        while self._takes("or"):
            left = ("or", (left, self._both(depth)), -1)
        return left

    def _both(self, depth: int) -> Node:
        left = self._single(depth)
        while self._takes("and"):
            left = ("and", (left, self._single(depth)), -1)
        return left

    def _single(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise ValueError(f"brackets or `not` more than {MAX_DEPTH} deep")
        if self._takes("not"):
            return "not", (self._single(depth + 1),), -1
        if self._takes("("):
            inner = self._conditional(depth + 1)
            if not self._takes(")"):
                raise ValueError(f"a bracket is not closed in {self._text!r}")
            return inner
        if self._at == len(self._tokens):
            raise ValueError(f"{self._text!r} ends where an option should stand")
        name, quoted = self._tokens[self._at]
        self._at += 1
        if name in self._options:
            if self._options.count(name) > 1:
                raise ValueError(f"two options are named {name!r}; write the number, from 0")
            return "option", (), self._options.index(name)
        if not quoted and name.isascii() and name.isdigit() and len(name) < 4 and int(name) < len(self._options):
            return "option", (), int(name)
        raise ValueError(f"{name!r} is no option; options are {', '.join(map(repr, self._options))}")
