"""The grammar of expressions and effects: text in, syntax tree or located error out; nothing is ever evaluated.

From loosest to tightest::

    or      = and { "or" and }
    and     = not { "and" not }
    not     = "not" not | compare
    compare = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum | "in" "{" value { "," value } "}" ]
    sum     = product { ("+" | "-") product }
    product = minus { "*" minus }
    minus   = "-" minus | number | name | function "(" name [ "." name ] ")" | "(" or ")"

    effects = effect { "," effect }
    effect  = name ("=" | "+=" | "-=") or | name ":=" name | "release" "(" name ")"

Bounds: 2,000 characters, 50 levels of nesting, 200 of the operators that chain (`or and + - *`).
"""

from __future__ import annotations

import difflib

from ._expression import (
    Assign,
    Become,
    Binary,
    Call,
    Effect,
    Expression,
    Member,
    Name,
    Number,
    Release,
    Unary,
)
from ._tokens import GrammarError, Token, tokenise

MAX_NESTING = 50
MAX_CHAIN = 200
FUNCTIONS = ("breached", "kept", "opinion", "type")
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens = tokenise(text)
        self.at = 0
        self.nesting = 0
        self.links = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def fail(self, message: str, *, hint: str = "", token: Token | None = None) -> GrammarError:
        token = token or self.next
        return GrammarError("bad-expression", message, start=token.start, end=token.end, hint=hint)

    def expect(self, kind: str, what: str, *, hint: str = "") -> Token:
        if self.next.kind != kind:
            raise self.fail(f"expected {what}, found {_shown(self.next)}", hint=hint)
        return self.take()

    def deeper(self, token: Token) -> None:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise GrammarError(
                "expression-too-deep", f"this is nested more than {MAX_NESTING} levels deep",
                start=token.start, end=token.end, hint="split it: let a fact or an outcome carry a part",
            )  # fmt: skip

    def whole(self) -> Expression:
        expression = self.either()
        if self.next.kind != "end":
            raise self.left_over()
        return expression

    def left_over(self) -> GrammarError:
        token = self.next
        if token.kind == "=":
            return self.fail("`=` sets a fact; here a comparison is meant", hint="write `==`")
        if token.kind in COMPARISONS:
            return self.fail("comparisons do not chain", hint="write `a < b and b < c`")
        if token.kind in (")", "}"):
            return self.fail(f"{_shown(token)} closes nothing", hint="remove it or open it")
        return self.fail(
            f"{_shown(token)} cannot follow here", hint="join two conditions with `and` or `or`", token=token
        )

    def chain(self, operators: tuple[str, ...], level: str) -> Expression:
        below = {"or": self.both, "and": self.negated, "+": self.product, "*": self.minus}[level]
        left = below()
        while self.next.kind in operators:
            self.links += 1
            token = self.take()
            if self.links > MAX_CHAIN:
                raise GrammarError(
                    "expression-too-deep", f"this has more than {MAX_CHAIN} operators",
                    start=token.start, end=token.end, hint="use `x in {a, b, c}`, or split it",
                )  # fmt: skip
            right = below()
            left = Binary(token.kind, left, right, (left.span[0], right.span[1]))
        return left

    def either(self) -> Expression:
        return self.chain(("or",), "or")

    def both(self) -> Expression:
        return self.chain(("and",), "and")

    def negated(self) -> Expression:
        if self.next.kind != "not":
            return self.compared()
        token = self.take()
        self.deeper(token)
        operand = self.negated()
        self.nesting -= 1
        return Unary("not", operand, (token.start, operand.span[1]))

    def compared(self) -> Expression:
        left = self.sum()
        token = self.next
        if token.kind in COMPARISONS:
            self.take()
            right = self.sum()
            return Binary(token.kind, left, right, (left.span[0], right.span[1]))
        if token.kind == "in":
            self.take()
            values, end = self.members()
            return Member(left, values, (left.span[0], end))
        return left

    def members(self) -> tuple[tuple[Name | Number, ...], int]:
        hint = "write `x in {a, b}`"
        self.expect("{", "`{`", hint=hint)
        values: list[Name | Number] = []
        while True:
            minus = self.take() if self.next.kind == "-" else None
            token = self.next
            if token.kind == "number":
                sign, start = (-1.0, minus.start) if minus else (1.0, token.start)
                values.append(Number(sign * float(token.text), (start, token.end)))
            elif token.kind == "name" and minus is None:
                values.append(Name(token.text, (token.start, token.end)))
            else:
                raise self.fail(f"expected a value, found {_shown(token)}", hint=hint)
            self.take()
            if self.next.kind != ",":
                break
            self.take()
        return tuple(values), self.expect("}", "`,` or `}`", hint=hint).end

    def sum(self) -> Expression:
        return self.chain(("+", "-"), "+")

    def product(self) -> Expression:
        return self.chain(("*",), "*")

    def minus(self) -> Expression:
        if self.next.kind != "-":
            return self.atom()
        token = self.take()
        self.deeper(token)
        operand = self.minus()
        self.nesting -= 1
        return Unary("-", operand, (token.start, operand.span[1]))

    def atom(self) -> Expression:
        token = self.take()
        if token.kind == "number":
            return Number(float(token.text), (token.start, token.end))
        if token.kind == "name":
            return self.call(token) if self.next.kind == "(" else Name(token.text, (token.start, token.end))
        if token.kind == "(":
            self.deeper(token)
            inner = self.either()
            self.nesting -= 1
            if self.next.kind not in (")", "end"):
                raise self.left_over()
            self.expect(")", "`)`", hint="close the parenthesis")
            return inner
        hint = "put `not …` in parentheses here" if token.kind == "not" else "write a name, a number or `( … )`"
        raise self.fail(f"expected a value, found {_shown(token)}", hint=hint, token=token)

    def call(self, token: Token) -> Call:
        if token.text not in FUNCTIONS:
            near = difflib.get_close_matches(token.text, FUNCTIONS, n=1)
            raise GrammarError(
                "unknown-function", f"there is no function `{token.text}`", start=token.start, end=token.end,
                hint=f"did you mean `{near[0]}`?" if near else f"the functions are {', '.join(FUNCTIONS)}",
            )  # fmt: skip
        self.take()
        hint = f"write `{token.text}({'actor.type' if token.text == 'opinion' else 'name'})`"
        argument = self.expect("name", "a name", hint=hint).text
        if token.text == "opinion":
            self.expect(".", "`.` and a type", hint=hint)
            argument += "." + self.expect("name", "a type", hint=hint).text
        return Call(token.text, argument, (token.start, self.expect(")", "`)`", hint=hint).end))

    def effect(self) -> Effect:
        hint = "write `fact = value`, `fact += 1`, `actor := type` or `release(commitment)`"
        target = self.expect("name", "the name of a fact", hint=hint)
        operator = self.take()
        if target.text == "release" and operator.kind == "(":
            promise = self.expect("name", "a commitment", hint=hint)
            return Release(promise.text, (target.start, self.expect(")", "`)`", hint=hint).end))
        if operator.kind == ":=":
            kind = self.expect("name", "a type", hint=hint)
            return Become(target.text, kind.text, (target.start, kind.end))
        if operator.kind == "==":
            raise self.fail("`==` compares; an effect sets a fact", hint="write `=`", token=operator)
        if operator.kind not in ("=", "+=", "-="):
            raise self.fail(f"expected `=` after {target.text!r}, found {_shown(operator)}", hint=hint, token=operator)
        value = self.either()
        return Assign(target.text, operator.kind, value, (target.start, value.span[1]))


def _shown(token: Token) -> str:
    return "the end" if token.kind == "end" else f"`{token.text}`"


def parse_expression(text: str) -> Expression:
    """Return the syntax tree of *text*.

    Raises:
        GrammarError: the text is not an expression; it says where and what to write.

    >>> parse_expression("spoken and not (thirds > 0)")
    Binary(operator='and', left=Name(id='spoken'), right=Unary(operator='not', operand=Binary(operator='>', ...)))
    """
    reader = _Reader(text)
    if reader.next.kind == "end":
        raise reader.fail("there is no expression here", hint="write a condition such as `fact == value`")
    return reader.whole()


def parse_effects(text: str) -> tuple[Effect, ...]:
    """Return the effects in *text*, in the order written.

    Raises:
        GrammarError: the text is not a list of effects.

    >>> parse_effects("form = letter, thirds -= 1")
    (Assign(fact='form', operator='=', value=Name(id='letter')), Assign(fact='thirds', operator='-=', ...))
    """
    reader = _Reader(text)
    effects = [reader.effect()]
    while reader.next.kind == ",":
        reader.take()
        effects.append(reader.effect())
    if reader.next.kind != "end":
        raise reader.left_over()
    return tuple(effects)


def parse_choice(text: str) -> tuple[str, tuple[Name | Number, ...]]:
    """Return the name and the values of ``name in {0, 5, 9}``.

    >>> parse_choice("n in {1, 2}")
    ('n', (Number(value=1.0), Number(value=2.0)))
    """
    reader = _Reader(text)
    name = reader.expect("name", "a name", hint="write `amount in {0, 5, 9}`")
    reader.expect("in", "`in`", hint="write `amount in {0, 5, 9}`")
    values, _ = reader.members()
    if reader.next.kind != "end":
        raise reader.left_over()
    return name.text, values
