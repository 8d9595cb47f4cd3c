"""Rules about single expressions: does every name stand for something, and are like compared with like?

Names stand, in this order, for the amount of the move's own ``choose``, a fact, a stage, ``round`` and the word
itself, as the language reference says.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from foedus._core import Place

from .._expression import Assign, Become, Binary, Call, Effect, Expression, Member, Name, Number, Release, Unary
from .._model import CHANCE
from .._numbers import number_text
from ._findings import Findings, listed
from ._index import NONE, ROUND, Index
from ._terms import short

_ORDER = ("<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Numeric:
    """A number; ``fact`` where it is just a numeric fact, ``literal`` where it is just a number."""

    fact: str = ""
    literal: float | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """One of some words: what a fact, a stage or a type can be."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """A word that stands for itself."""

    text: str


Kind = Numeric | Word | Literal | None
"""None: a mistake was reported."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an expression stands, and what it may use there."""

    what: str
    """For messages: the guard of stage `x`."""
    at: Place | None
    amount: str = ""
    types: frozenset[str] = frozenset()
    """Actors whose type it may ask for."""
    opinions: bool = False
    rounds: bool = False
    """Whether it is read inside a repeat."""


@dataclass(slots=True)
class Reader:
    """Reads expressions in the light of a case's names; ``bad`` keeps the identities of those with a mistake."""

    index: Index
    findings: Findings
    bad: set[int] = field(default_factory=set)
    setting: Setting = field(default_factory=lambda: Setting("", None))

    def condition(self, expression: Expression | None, setting: Setting) -> None:
        """Check an expression that is true or false, or a number."""
        if expression is None:
            return
        self.setting = setting
        if not self._needs_number(expression):
            self.bad.add(id(expression))

    def effect(self, effect: Effect, setting: Setting, *, by: str) -> None:
        """Check an effect of a move."""
        self.setting = setting
        good = True
        match effect:
            case Assign():
                good = self._assign(effect)
            case Become():
                good = self._become(effect, by)
            case Release(commitment):
                known = self.index.commitments
                if commitment not in known:
                    self.findings.unknown("commitment", commitment, known, at=setting.at, where=setting.what)
                    good = False
        if not good:
            self.bad.add(id(effect))

    # effects

    def _assign(self, effect: Assign) -> bool:
        fact = self.index.facts.get(effect.fact)
        if fact is None:
            if effect.fact in self.index.stages:
                self._error(
                    "assign-to-stage", f"{self.setting.what} sets `{effect.fact}`, which is a stage",
                    why="what a stage reads as is the move chosen there", hint="declare a fact and set that",
                )  # fmt: skip
            else:
                self._unknown("fact", effect.fact, self.index.facts)
            return False
        if fact.numeric:
            return self._assign_number(effect, [float(value) for value in fact.values])
        if effect.operator != "=":
            return self._error(
                "arithmetic-on-words", f"{self.setting.what} counts `{fact.id}` up or down, but its values are words",
                why="only numeric facts can be counted", hint=f"write `{fact.id} = {fact.values[-1]}`",
            )  # fmt: skip
        if isinstance(effect.value, Name) and effect.value.id in fact.values:
            return True
        kind = self._kind(effect.value)
        if kind is None:
            return False
        if isinstance(kind, Word) and not set(kind.values).isdisjoint(fact.values):
            return True
        given = kind.text if isinstance(kind, Literal) else short(effect.value)
        return self._not_a_value(fact.id, given, fact.values)

    def _assign_number(self, effect: Assign, values: list[float]) -> bool:
        if not self._needs_number(effect.value):
            return False
        amount = _constant(effect.value)
        if effect.operator == "=" and amount is not None and amount not in values:
            return self._out_of_range(effect.fact, amount)
        return True

    def _become(self, effect: Become, by: str) -> bool:
        if by != CHANCE:
            return self._error(
                "type-set-by-move",
                f"{self.setting.what} changes the type of `{effect.actor}`, but only chance can do that",
                why="a type is what an actor privately is, not what somebody does",
                hint="let a stage `by: chance` change it",
            )
        if effect.actor not in self.index.actors:
            self._unknown("actor", effect.actor, self.index.actors)
            return False
        if effect.type not in self.index.types(effect.actor):
            self._unknown("type", f"{effect.actor}.{effect.type}", self._typed(effect.actor))
            return False
        return True

    # kinds

    def _kind(self, node: Expression) -> Kind:
        match node:
            case Number(value):
                return Numeric(literal=value)
            case Name(name):
                return self._name(name)
            case Call(function, argument):
                return self._call(function, argument)
            case Unary(operator, operand):
                literal = _constant(node) if operator == "-" else None
                return Numeric(literal=literal) if self._needs_number(operand) else None
            case Member():
                return self._member(node)
            case Binary(operator, left, right) if operator in ("==", "!="):
                first, second = self._kind(left), self._kind(right)
                if first is None or second is None:
                    return None
                return Numeric() if self._comparable(node, first, second) else None
            case Binary(operator, left, right):
                ordered = operator in _ORDER
                first_good = self._needs_number(left, ordered=ordered)
                second_good = self._needs_number(right, ordered=ordered)
                return Numeric() if first_good and second_good else None

    def _name(self, name: str) -> Kind:
        if name and name == self.setting.amount:
            return Numeric()
        if name in self.index.facts:
            fact = self.index.facts[name]
            return Numeric(fact=name) if fact.numeric else Word(name, fact.values)
        if name in self.index.stages:
            seat = self.index.stages[name]
            if self.index.is_audience(seat.stage.by):
                audience = self.index.actors[seat.stage.by].audience
                about = f"{audience.judges}.{audience.type}" if audience else ""
                self._error(
                    "reads-report", f"{self.setting.what} reads `{name}`, the report of the audience `{seat.stage.by}`",
                    why="nobody sees an audience's report",
                    hint=f"write `opinion({about})`, in a consideration",
                )  # fmt: skip
                return None
            return Word(name, (*seat.choices, NONE))
        if name == ROUND:
            if not self.setting.rounds:
                self.findings.warning(
                    "round-outside-repeat",
                    f"{self.setting.what} reads `round`, but stands outside a repeat",
                    at=self.setting.at,
                    why="there `round` is always 0",
                    hint="move it into the repeat, or count rounds with a fact",
                )
            return Numeric()
        return Literal(name)

    def _call(self, function: str, argument: str) -> Kind:
        index, setting = self.index, self.setting
        if function in ("breached", "kept"):
            if argument in index.commitments:
                return Numeric()
            self._unknown("commitment", argument, index.commitments)
        elif function == "type":
            if argument not in index.actors:
                self._unknown("actor", argument, index.actors)
            elif argument in setting.types:
                return Word(f"type({argument})", index.types(argument))
            else:
                mine = f", such as `type({min(setting.types)})`" if setting.types else ""
                self._error(
                    "type-not-allowed", f"{setting.what} asks for the type of `{argument}`",
                    why="types are private: only the payoffs and promises of an actor may depend on its type",
                    hint=f"ask only for the actor's own type there{mine}" if mine
                    else "let the preferences of the types differ, or read a public fact or move",
                )  # fmt: skip
        elif function == "opinion":
            return self._opinion(argument)
        else:
            self._error("unknown-function", f"{setting.what} calls `{function}`", hint="write type, opinion, breached "
                        "or kept")  # fmt: skip
        return None

    def _opinion(self, argument: str) -> Kind:
        judged = [
            f"{actor.audience.judges}.{actor.audience.type}" for actor in self.index.actors.values() if actor.audience
        ]
        if not self.setting.opinions:
            self._error(
                "opinion-not-allowed", f"{self.setting.what} reads `opinion({argument})`",
                why="nobody sees an audience's report; it can be counted in a payoff, not acted upon",
                hint="move it into a consideration",
            )  # fmt: skip
        elif argument not in judged:
            hint = self.findings.suggest(argument, judged)
            if not judged:
                hint = "add an actor with `audience: {judges: actor.type, at: stage}`"
            self._error("unknown-opinion", f"{self.setting.what} reads `opinion({argument})`, but no audience judges "
                        "that", why="an opinion is what an audience reports at its stage", hint=hint)  # fmt: skip
        elif judged.count(argument) > 1:
            self._error("ambiguous-opinion", f"{self.setting.what} reads `opinion({argument})`, which several "
                        "audiences judge", why="it would not be clear whose report counts",
                        hint="keep one audience for each type judged")  # fmt: skip
        else:
            return Numeric()
        return None

    def _member(self, node: Member) -> Kind:
        operand = self._kind(node.operand)
        good = operand is not None
        for value in node.values:
            kind = self._kind(value)
            good = kind is not None and operand is not None and self._comparable(node, operand, kind) and good
        return Numeric() if good else None

    # comparisons

    def _comparable(self, node: Expression, left: Kind, right: Kind) -> bool:
        if isinstance(left, Literal) and not isinstance(right, Literal):
            left, right = right, left
        match left, right:
            case Literal(first), Literal(second):
                stranger = second if first in self.index.words and second not in self.index.words else first
                if stranger in self.index.words:
                    return self._error(
                        "compares-constants", f"{self.setting.what} compares the words `{first}` and `{second}`",
                        why="neither ever changes", hint="put a fact or a stage on one side",
                    )  # fmt: skip
                self._unknown("fact or stage", stranger, self.index.readable)
                return False
            case Word(name, values), Literal(text):
                return text in values or self._not_a_value(name, text, values)
            case Word(name, values), Word(other, others):
                for reader, words in ((name, others), (other, values)):
                    if reader in words:
                        return self._error(
                            "ambiguous-name",
                            f"in {self.setting.what}, `{reader}` is both a {self._sort(reader)} and a value of "
                            f"`{other if reader == name else name}`",
                            why=f"it would be read as the {self._sort(reader)}, and hardly anybody expects that",
                            hint="give one of the two another name",
                        )
                return not set(values).isdisjoint(others) or self._error(
                    "never-equal", f"{self.setting.what} compares `{name}` with `{other}`, which have no value in "
                    "common", why="they can never be equal", hint="compare one of them with one of its values",
                )  # fmt: skip
            case Numeric(fact=name), Numeric(literal=value) if name and value is not None:
                return self._in_range(name, value)
            case Numeric(literal=value), Numeric(fact=name) if name and value is not None:
                return self._in_range(name, value)
            case Numeric(), Numeric():
                return True
            case Numeric(), Literal(text) if text not in self.index.words:
                self._unknown("fact or stage", text, self.index.readable)
                return False
            case _:
                hint = "compare a number with a number, a fact with one of its values"
                if isinstance(left, Word):
                    hint = f"`{left.name}` is one of {listed(left.values)}"
                return self._error(
                    "compares-number-with-word", f"{self.setting.what} compares a number with a word: `{short(node)}`",
                    why="a word is unequal to every number", hint=hint,
                )  # fmt: skip

    def _in_range(self, fact: str, value: float) -> bool:
        values = [float(text) for text in self.index.facts[fact].values]
        return value in values or self._out_of_range(fact, value)

    def _needs_number(self, node: Expression, *, ordered: bool = False) -> bool:
        kind = self._kind(node)
        if kind is None or isinstance(kind, Numeric):
            return kind is not None
        if isinstance(kind, Literal):
            if kind.text not in self.index.words:
                self._unknown("fact or stage", kind.text, self.index.readable)
                return False
            return self._error(
                "word-as-number", f"{self.setting.what} uses the word `{kind.text}` by itself as a number",
                why="a word is neither true nor false", hint=f"compare a fact or a stage with it: `… == {kind.text}`",
            )  # fmt: skip
        example = f"{kind.name} == {kind.values[0] if len(kind.values) == 1 else kind.values[1]}"
        if ordered:
            return self._error(
                "order-of-words", f"{self.setting.what} asks which of the words of `{kind.name}` is greater",
                why="words have no order", hint=f"write `{kind.name} in {{{', '.join(kind.values[:2])}}}`",
            )  # fmt: skip
        return self._error(
            "word-as-number", f"{self.setting.what} uses `{kind.name}` by itself as a number, but its values are words",
            why="a word is neither true nor false", hint=f"write `{example}`",
        )  # fmt: skip

    # reports

    def _sort(self, name: str) -> str:
        return "fact" if name in self.index.facts else "stage"

    def _typed(self, actor: str) -> list[str]:
        return [f"{actor}.{kind}" for kind in self.index.types(actor)]

    def _error(self, code: str, message: str, *, why: str = "", hint: str = "") -> bool:
        self.findings.error(code, message, at=self.setting.at, why=why, hint=hint)
        return False

    def _unknown(self, sort: str, name: str, known: Collection[str]) -> None:
        self.findings.unknown(sort, name, known, at=self.setting.at, where=self.setting.what)

    def _not_a_value(self, name: str, given: str, values: tuple[str, ...]) -> bool:
        sort = "move" if name in self.index.stages and name not in self.index.facts else "value"
        if name.startswith("type("):
            sort = "type"
        return self._error(
            "unknown-value", f"{self.setting.what}: `{given}` is not a {sort} of `{name}`",
            why=f"`{name}` can never be that", hint=self.findings.suggest(given, values),
        )  # fmt: skip

    def _out_of_range(self, fact: str, value: float) -> bool:
        return self._error(
            "value-out-of-range", f"{self.setting.what}: {number_text(value)} is not a value of `{fact}`",
            why=f"`{fact}` can never be that", hint=f"its values are {listed(self.index.facts[fact].values)}",
        )  # fmt: skip


def _constant(node: Expression) -> float | None:
    """Return the value of arithmetic on numbers alone, or None."""
    match node:
        case Number(value):
            return value
        case Unary("-", operand):
            inner = _constant(operand)
            return None if inner is None else -inner
        case Binary(operator, left, right) if operator in ("+", "-", "*"):
            first, second = _constant(left), _constant(right)
            if first is None or second is None:
                return None
            return {"+": first + second, "-": first - second, "*": first * second}[operator]
        case _:
            return None
