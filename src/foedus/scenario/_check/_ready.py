"""A scenario made ready to run on public states: guards, effects and promises as functions of a tuple of values.

The slots of the tuple are the facts, the stages that something reads, what became of the promises that something asks
about, and whether the actors whose type can change have chosen yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from .._expression import Assign, Binary, Call, Effect, Expression, Member, Name, Number, Unary
from .._model import Commitment, Move, Repeat
from ._index import NONE, ROUND, Index, Seat
from ._states import State, Value
from ._terms import effect_values, mentions, walk

Test: TypeAlias = Callable[[State], Value]


class _Unknown(Exception):
    """An expression asks for what the public state does not hold."""


@dataclass(slots=True)
class Guard:
    """A condition, ready to run."""

    test: Test | None
    """None: unreadable or private, so that both may hold."""

    def both(self, state: State) -> tuple[bool, bool]:
        """Return whether it may hold, and whether it may fail."""
        if self.test is None:
            return True, True
        holds = self.test(state) not in (0.0, None)
        return holds, not holds


@dataclass(slots=True)
class Way:
    """One option of a stage, ready to run."""

    id: str
    guard: Guard
    effects: tuple[tuple[int, Effect, Test | None], ...]
    cost: int


@dataclass(slots=True)
class Turn:
    """One stage, ready to run."""

    seat: Seat
    guard: Guard
    ways: tuple[Way, ...]
    due: tuple[tuple[Commitment, Guard], ...]
    plans: tuple[tuple[str, str], ...]
    cost: int


class Preparation:
    """Makes the stages of a case ready; ``round`` is the round that guards read."""

    def __init__(self, index: Index, bad: set[int]) -> None:
        self.index = index
        self.bad = bad
        self.certain = True
        """Whether every guard made ready could be read."""
        self.round = 0
        asked = self._asked()
        promised = [name for name in index.commitments if name in asked]
        names = [*index.facts, *(name for name in index.stages if name in index.read and name not in index.facts)]
        self.slots = {name: number for number, name in enumerate(names)}
        for name in promised:
            for flag in ("breached", "kept", "released"):
                self.slots[f"{flag}({name})"] = len(self.slots)
        for name in sorted(index.changing):
            self.slots[f"moved({name})"] = len(self.slots)
        self.initial: State = tuple(
            [value_of(index.facts[name].values[0], numeric=index.facts[name].numeric) for name in index.facts]
            + [NONE] * (len(names) - len(index.facts))
            + [0.0] * (3 * len(promised) + len(index.changing))
        )

    def _asked(self) -> frozenset[str]:
        """Return the promises whose fate something on the way or at the end asks for."""
        scenario, seats = self.index.scenario, self.index.seats
        found = mentions(
            *(seat.stage.when for seat in seats),
            *(move.when for seat in seats for move in seat.stage.moves),
            *(value for seat in seats for move in seat.stage.moves for value in effect_values(move.effects)),
            *(step.until for step in scenario.steps if isinstance(step, Repeat)),
            *(outcome.when for outcome in scenario.outcomes),
            *(commitment.condition for commitment in scenario.commitments),
        )
        return found.arguments("breached", "kept")

    def guard(self, expression: Expression | None, *, written: Expression | None = None) -> Guard:
        """Return *expression* ready to run; *written* is what it was before an amount was filled in."""
        if expression is None:
            return Guard(lambda state: 1.0)
        if id(written if written is not None else expression) in self.bad:
            self.certain = False
            return Guard(None)
        try:
            return Guard(self.ready(expression))
        except _Unknown:
            return Guard(None)

    def ready(self, node: Expression) -> Test:
        """Return the value of *node* as a function of the state."""
        match node:
            case Number(value):
                return lambda state: float(value)
            case Name(name):
                if name in self.slots:
                    slot = self.slots[name]
                    return lambda state: state[slot]
                if name == ROUND:
                    return lambda state: float(self.round)
                return lambda state: name
            case Call(function, argument):
                if (key := f"{function}({argument})") not in self.slots:
                    raise _Unknown
                called = self.slots[key]
                return lambda state: state[called]
            case Unary(operator, operand):
                inner = self.ready(operand)
                if operator == "not":
                    return lambda state: float(inner(state) == 0.0)
                return lambda state: -number_of(inner(state))
            case Member(operand, values):
                tested, among = self.ready(operand), [self.ready(value) for value in values]
                return lambda state: float(tested(state) in [value(state) for value in among])
            case Binary(operator, left, right):
                return _operation(operator, self.ready(left), self.ready(right))

    def turn(self, seat: Seat) -> Turn:
        """Return a stage ready to run."""
        stage = seat.stage
        ways = tuple(self.way(option, written) for option, written in seat.options)
        due = tuple((item, self.guard(item.condition)) for item in self.index.promises.get(seat.number, ()))
        plans = self.index.fixes.get(stage.id, ())
        size = sum(size_of(move.when) for move, _ in seat.options) + size_of(stage.when)
        size += sum(size_of(item.condition) for item, _ in due)
        return Turn(seat, self.guard(stage.when), ways, due, plans, 1 + len(ways) // 4 + size // 8)

    def way(self, option: Move, written: Move) -> Way:
        """Return an option ready to run."""
        effects = []
        for number, effect in enumerate(option.effects):
            value: Test | None = None
            if isinstance(effect, Assign):
                fact = self.index.facts[effect.fact]
                if effect.operator == "=" and isinstance(effect.value, Name) and effect.value.id in fact.values:
                    value = _always(effect.value.id)
                else:
                    value = self.ready(effect.value)
            effects.append((number, effect, value))
        size = sum(size_of(value) for value in effect_values(option.effects))
        guard = self.guard(option.when, written=written.when)
        return Way(option.id, guard, tuple(effects), 1 + size // 8 + len(self.slots) // 16)

    def reads(self, expressions: Iterable[Expression | None]) -> frozenset[int]:
        """Return the slots that the expressions read."""
        found = mentions(*expressions)
        names = {*found.names, *(f"{function}({argument})" for function, argument in found.calls)}
        return frozenset(self.slots[name] for name in names if name in self.slots)

    def needs(self, turns: list[Turn]) -> frozenset[int]:
        """Return the slots a group reads: its guards, its effects (a count reads what it counts), its promises."""
        found: set[int] = set()
        for turn in turns:
            moves = [option for option, _ in turn.seat.options]
            found |= self.reads([turn.seat.stage.when, *(move.when for move in moves)])
            found |= self.reads([value for move in moves for value in effect_values(move.effects)])
            for move in moves:
                found |= {
                    self.slots[item.fact] for item in move.effects if isinstance(item, Assign) and item.operator != "="
                }
            flags = [f"moved({actor})" for actor in self.index.changing]
            for commitment, _ in turn.due:
                found |= self.reads([commitment.condition])
                flags += [f"{flag}({commitment.id})" for flag in ("kept", "breached", "released")]
            found |= {self.slots[flag] for flag in flags if flag in self.slots}
        return frozenset(found)


def _operation(operator: str, first: Test, second: Test) -> Test:
    match operator:
        case "and":
            return lambda state: float(first(state) != 0.0 and second(state) != 0.0)
        case "or":
            return lambda state: float(first(state) != 0.0 or second(state) != 0.0)
        case "==":
            return lambda state: float(first(state) == second(state))
        case "!=":
            return lambda state: float(first(state) != second(state))
        case "<":
            return lambda state: float(number_of(first(state)) < number_of(second(state)))
        case "<=":
            return lambda state: float(number_of(first(state)) <= number_of(second(state)))
        case ">":
            return lambda state: float(number_of(first(state)) > number_of(second(state)))
        case ">=":
            return lambda state: float(number_of(first(state)) >= number_of(second(state)))
        case "+":
            return lambda state: number_of(first(state)) + number_of(second(state))
        case "-":
            return lambda state: number_of(first(state)) - number_of(second(state))
        case _:
            return lambda state: number_of(first(state)) * number_of(second(state))


def _always(value: Value) -> Test:
    return lambda state: value


def number_of(value: Value) -> float:
    """Return a value as a number; a word, which the rules for expressions report, counts as 0."""
    return value if isinstance(value, float) else 0.0


def value_of(text: str, *, numeric: bool) -> Value:
    """Return the value of a fact as the state holds it."""
    return float(text) if numeric else text


def size_of(expression: Expression | None) -> int:
    """Return how many nodes an expression has: about what it costs to read."""
    return 0 if expression is None else sum(1 for _ in walk(expression))
