"""The reachable public states of a scenario, by bounded search: what can be entered, chosen, fall due and end.

The public state is the facts, the moves last chosen where something reads them, and what became of the promises
where something asks. Play goes forward through the stages only, so the search keeps one layer of states at a time;
what nothing reads any more is forgotten, which merges states. Types are not public: what asks for one may go either
way. The search does a bounded amount of work and says whether it finished.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from .._expression import Assign, Binary, Call, Effect, Expression, Member, Name, Number, Release, Unary
from .._model import Commitment, Move, Repeat
from ._index import NONE, ROUND, Index, Seat
from ._terms import effect_values, mentions, walk

MAX_WORK = 400_000
"""About a second and a half of a slow processor."""

Value: TypeAlias = float | str | None
State: TypeAlias = tuple[Value, ...]
Test: TypeAlias = Callable[[State], Value]


@dataclass(frozen=True, slots=True)
class Step:
    """One move on the way to a state; ``round`` is 0 outside a repeat."""

    stage: str
    move: str
    round: int


@dataclass(frozen=True, slots=True)
class Example:
    """A state that can occur: how, and what the facts then are."""

    path: tuple[Step, ...]
    facts: tuple[tuple[str, Value], ...]


@dataclass(slots=True)
class Reach:
    """What the search found."""

    complete: bool = True
    """Whether every state was visited."""
    certain: bool = True
    """Whether every visited state can occur: no guard on the way was unreadable."""
    tried: bool = True
    """False where effects could not be read, so that no search was made."""
    visited: set[int] = field(default_factory=set)
    """Numbers of the stages that play comes to."""
    entered: set[int] = field(default_factory=set)
    """Numbers of the stages whose guard held."""
    opened: set[tuple[int, str]] = field(default_factory=set)
    """Stages and moves that were open."""
    ended_early: set[int] = field(default_factory=set)
    """Repeats (by identity) whose ``until`` held."""
    due: set[str] = field(default_factory=set)
    outcomes: set[str] = field(default_factory=set)
    states: int = 0
    uncovered: Example | None = None
    uncovered_count: int = 0
    outside: dict[tuple[int, str, int], tuple[Example, Value]] = field(default_factory=dict)
    """(stage, move, effect) → where it leaves the range of its fact, and to what."""
    blocked: dict[tuple[str, str], Example] = field(default_factory=dict)
    """Plan and stage → where the fixed move is not open although others are."""


class _Enough(Exception):
    """The work is done for; raised and caught here."""


class _Unknown(Exception):
    """An expression asks for what the public state does not hold."""


def explore(index: Index, bad: set[int]) -> Reach:
    """Return what play can reach; ``bad`` holds the identities of unreadable expressions and effects."""
    effects = (effect for seat in index.seats for move in seat.stage.moves for effect in move.effects)
    if any(id(effect) in bad for effect in effects) or not all(fact.values for fact in index.facts.values()):
        return Reach(complete=False, certain=False, tried=False)
    search = _Search(index, bad)
    try:
        search.run()
    except _Enough:
        search.reach.complete = False
    return search.reach


@dataclass(slots=True)
class _Guard:
    test: Test | None
    """None: unreadable or private, so that both may hold."""

    def both(self, state: State) -> tuple[bool, bool]:
        """Return whether it may hold, and whether it may fail."""
        if self.test is None:
            return True, True
        holds = self.test(state) not in (0.0, None)
        return holds, not holds


@dataclass(slots=True)
class _Way:
    """One option of a stage, ready to run."""

    id: str
    guard: _Guard
    effects: tuple[tuple[int, Effect, Test | None], ...]
    cost: int


@dataclass(slots=True)
class _Turn:
    """One stage, ready to run."""

    seat: Seat
    guard: _Guard
    ways: tuple[_Way, ...]
    due: tuple[tuple[Commitment, _Guard], ...]
    plans: tuple[tuple[str, str], ...]
    cost: int


class _Search:
    def __init__(self, index: Index, bad: set[int]) -> None:
        self.index = index
        self.bad = bad
        self.reach = Reach()
        self.work = 0
        self.round = 0
        self.parents: list[int] = [-1]
        self.steps: list[tuple[Step, ...]] = [()]
        asked = self._asked()
        promised = [name for name in index.commitments if name in asked]
        self.names = [*index.facts, *(name for name in index.stages if name in index.read and name not in index.facts)]
        self.slots = {name: number for number, name in enumerate(self.names)}
        for name in promised:
            for flag in ("breached", "kept", "released"):
                self.slots[f"{flag}({name})"] = len(self.slots)
        self.initial: State = tuple(
            [_value(index.facts[name].values[0], index.facts[name].numeric) for name in index.facts]
            + [NONE] * (len(self.names) - len(index.facts))
            + [0.0] * (3 * len(promised))
        )
        self.allowed = {
            name: frozenset(_value(value, fact.numeric) for value in fact.values) for name, fact in index.facts.items()
        }

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

    # Ready to run ---------------------------------------------------------------------------------------------------

    def guard(self, expression: Expression | None, *, written: Expression | None = None) -> _Guard:
        """Return *expression* ready to run; *written* is what it was before an amount was filled in."""
        if expression is None:
            return _Guard(lambda state: 1.0)
        if id(written if written is not None else expression) in self.bad:
            self.reach.certain = False
            return _Guard(None)
        try:
            return _Guard(self.ready(expression))
        except _Unknown:
            return _Guard(None)

    def ready(self, node: Expression) -> Test:
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
                return lambda state: -_number(inner(state))
            case Member(operand, values):
                tested, among = self.ready(operand), [self.ready(value) for value in values]
                return lambda state: float(tested(state) in [value(state) for value in among])
            case Binary(operator, left, right):
                return _operation(operator, self.ready(left), self.ready(right))

    def turn(self, seat: Seat) -> _Turn:
        stage = seat.stage
        ways = tuple(self.way(option, written) for option, written in seat.options)
        due = tuple(
            (item, self.guard(item.condition))
            for item in self.index.commitments.values()
            if item.by == stage.by and not set(seat.choices).isdisjoint(item.then)
        )
        plans = tuple((plan.id, dict(plan.fixes)[stage.id]) for plan in self.index.scenario.plans
                      if stage.id in dict(plan.fixes))  # fmt: skip
        size = sum(_size(move.when) for move, _ in seat.options) + _size(stage.when)
        size += sum(_size(item.condition) for item, _ in due)
        return _Turn(seat, self.guard(stage.when), ways, due, plans, 1 + len(ways) // 4 + size // 8)

    def way(self, option: Move, written: Move) -> _Way:
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
        size = sum(_size(value) for value in effect_values(option.effects))
        guard = self.guard(option.when, written=written.when)
        return _Way(option.id, guard, tuple(effects), 1 + size // 8 + len(self.slots) // 16)

    # The search -----------------------------------------------------------------------------------------------------

    def run(self) -> None:
        steps = self.index.scenario.steps
        groups: list[list[list[_Turn]]] = []
        turns = iter([self.turn(seat) for seat in self.index.seats])
        for step in steps:
            inner = step.body if isinstance(step, Repeat) else (step,)
            groups.append([[next(turns) for _ in getattr(item, "stages", (item,))] for item in inner])
        later = self._reads(outcome.when for outcome in self.index.scenario.outcomes)
        needed: list[list[frozenset[int]]] = []
        for step, block in zip(reversed(steps), reversed(groups), strict=True):
            here = []
            if isinstance(step, Repeat):
                own = frozenset().union(*(self._needs(group) for group in block), self._reads([step.until]))
                here = [later | own] * len(block)
                after_block, later = later, later | own
            else:
                after_block, later = later, later | self._needs(block[0])
                here = [after_block]
            needed.append([*here, after_block])
        layer: dict[State, int] = {self.initial: 0}
        for step, block, keep in zip(steps, groups, reversed(needed), strict=True):
            if not isinstance(step, Repeat):
                layer = self.group(block[0], layer, keep[0])
                continue
            until = self.guard(step.until) if step.until is not None else None
            layer = self.repeat(step, block, layer, keep, until)
        self.finish(layer)

    def repeat(
        self, step: Repeat, block: list[list[_Turn]], layer: dict[State, int], keep: list[frozenset[int]],
        until: _Guard | None,
    ) -> dict[State, int]:  # fmt: skip
        out: dict[State, int] = {}
        rounds_read = ROUND in self.index.read
        for number in range(1, step.rounds + 1):
            self.round = number
            before = layer.keys()
            for group, kept in zip(block, keep, strict=False):
                layer = self.group(group, layer, kept)
            going: dict[State, int] = {}
            for state, node in layer.items():
                stops, goes = (False, True) if until is None else until.both(state)
                if stops:
                    self.reach.ended_early.add(id(step))
                    out.setdefault(self.forget(state, keep[-1]), node)
                if goes:
                    going[state] = node
            layer = going
            if not layer or (not rounds_read and layer.keys() == before):
                break
        for state, node in layer.items():
            out.setdefault(self.forget(state, keep[-1]), node)
        self.round = 0
        return out

    def group(self, turns: list[_Turn], layer: dict[State, int], keep: frozenset[int]) -> dict[State, int]:
        found: dict[State, int] = {}
        forget = len(keep) < len(self.slots)
        cost = sum(turn.cost for turn in turns)
        for state, node in layer.items():
            self.spend(cost)
            for chosen in itertools.product(*(list(self.choices(turn, state, node)) for turn in turns)):
                after = state
                for turn, way in zip(turns, chosen, strict=True):
                    if way is not None:
                        self.spend(way.cost)
                for following in self.play(turns, chosen, after, node):
                    kept = self.forget(following, keep) if forget else following
                    if kept not in found:
                        found[kept] = self.node(node, turns, chosen)
        return found

    def choices(self, turn: _Turn, state: State, node: int) -> Iterator[_Way | None]:
        """Yield what can be chosen at a stage; None where it is passed over."""
        number = turn.seat.number
        self.reach.visited.add(number)
        enters, passes = turn.guard.both(state)
        ways: list[_Way] = []
        shut = True
        if enters:
            self.reach.entered.add(number)
            for way in turn.ways:
                opens, stays_shut = way.guard.both(state)
                if opens:
                    self.reach.opened.add((number, way.id))
                    ways.append(way)
                    shut = shut and stays_shut
        yield from ways
        blocked = False
        for plan, move in turn.plans if ways else ():
            if all(way.id != move for way in ways):
                blocked = True
                if self.reach.certain:
                    self.reach.blocked.setdefault((plan, turn.seat.stage.id), self.example(node, state))
        if passes or shut or blocked:
            yield None

    def play(
        self, turns: list[_Turn], chosen: tuple[_Way | None, ...], state: State, node: int
    ) -> Iterator[State]:
        """Yield the states after the moves of a group; several where a promise depends on a private type."""
        due = [self.due(turn, state) if way is not None else [] for turn, way in zip(turns, chosen, strict=True)]
        for cases in itertools.product(*(itertools.product(*options) for options in due)):
            values = list(state)
            for turn, way, case in zip(turns, chosen, cases, strict=True):
                if way is None:
                    continue
                for commitment in filter(None, case):
                    flag = "kept" if way.id in commitment.then else "breached"
                    if (slot := self.slots.get(f"{flag}({commitment.id})")) is not None:
                        values[slot] = 1.0
                if (slot := self.slots.get(turn.seat.stage.id)) is not None:
                    values[slot] = way.id
                self.affect(turn, way, values, state, node)
            yield tuple(values)

    def due(self, turn: _Turn, state: State) -> list[tuple[Commitment | None, ...]]:
        """Return, for each promise that may fall due here, whether it does: itself, None, or both."""
        found: list[tuple[Commitment | None, ...]] = []
        if not turn.due or not turn.guard.both(state)[0]:
            return found
        offered = {way.id for way in turn.ways if way.guard.both(state)[0]}
        for commitment, guard in turn.due:
            released = self.slots.get(f"released({commitment.id})")
            if offered.isdisjoint(commitment.then) or (released is not None and state[released] == 1.0):
                continue
            falls, fails = guard.both(state)
            if falls:
                self.reach.due.add(commitment.id)
            tracked = f"kept({commitment.id})" in self.slots
            if falls and tracked:
                found.append((commitment, None) if fails else (commitment,))
        return found

    def affect(self, turn: _Turn, way: _Way, values: list[Value], before: State, node: int) -> None:
        for number, effect, value in way.effects:
            if isinstance(effect, Release):
                if (slot := self.slots.get(f"released({effect.commitment})")) is not None:
                    values[slot] = 1.0
            elif isinstance(effect, Assign) and value is not None:
                slot = self.slots[effect.fact]
                new = value(tuple(values))
                if effect.operator != "=":
                    by, old = _number(new), _number(values[slot])
                    new = old + by if effect.operator == "+=" else old - by
                if new not in self.allowed[effect.fact]:
                    if self.reach.certain:
                        key = turn.seat.number, way.id, number
                        self.reach.outside.setdefault(key, (self.example(node, before), new))
                    new = self.held(effect.fact, new, values[slot])
                values[slot] = new

    def held(self, fact: str, new: Value, old: Value) -> Value:
        """Return the value a fact keeps where an effect would lead outside its range."""
        if not isinstance(new, float) or not self.index.facts[fact].numeric:
            return old
        allowed = [value for value in self.allowed[fact] if isinstance(value, float)]
        new = min(max(new, min(allowed)), max(allowed))
        return new if new in allowed else old

    def finish(self, layer: dict[State, int]) -> None:
        ends = [(outcome.id, None if outcome.when is None else self.guard(outcome.when))
                for outcome in self.index.scenario.outcomes]  # fmt: skip
        cost = 1 + sum(_size(outcome.when) for outcome in self.index.scenario.outcomes) // 8
        self.reach.states = len(layer)
        for state, node in layer.items():
            self.spend(cost)
            for name, guard in ends:
                holds, fails = (True, False) if guard is None else guard.both(state)
                if holds:
                    self.reach.outcomes.add(name)
                if not fails:
                    break
            else:
                self.reach.uncovered_count += 1
                if self.reach.uncovered is None:
                    self.reach.uncovered = self.example(node, state)

    # Bookkeeping ----------------------------------------------------------------------------------------------------

    def spend(self, cost: int) -> None:
        self.work += cost
        if self.work > MAX_WORK:
            raise _Enough

    def node(self, parent: int, turns: list[_Turn], chosen: tuple[_Way | None, ...]) -> int:
        self.parents.append(parent)
        self.steps.append(
            tuple(
                Step(turn.seat.stage.id, way.id, self.round if turn.seat.repeat is not None else 0)
                for turn, way in zip(turns, chosen, strict=True)
                if way is not None
            )
        )
        return len(self.parents) - 1

    def example(self, node: int, state: State) -> Example:
        path: list[Step] = []
        while node >= 0:
            path[:0] = self.steps[node]
            node = self.parents[node]
        facts = [(name, state[self.slots[name]]) for name in self.index.facts]
        return Example(tuple(path), tuple((name, value) for name, value in facts if value is not None))

    def forget(self, state: State, keep: frozenset[int]) -> State:
        return tuple([value if slot in keep else None for slot, value in enumerate(state)])

    def _reads(self, expressions: Iterator[Expression | None] | list[Expression | None]) -> frozenset[int]:
        found = mentions(*expressions)
        names = {*found.names, *(f"{function}({argument})" for function, argument in found.calls)}
        return frozenset(self.slots[name] for name in names if name in self.slots)

    def _needs(self, turns: list[_Turn]) -> frozenset[int]:
        """Return the slots a group reads: its guards, its effects (a count reads what it counts), its promises."""
        found: set[int] = set()
        for turn in turns:
            moves = [option for option, _ in turn.seat.options]
            found |= self._reads([turn.seat.stage.when, *(move.when for move in moves)])
            found |= self._reads([value for move in moves for value in effect_values(move.effects)])
            for move in moves:
                found |= {
                    self.slots[item.fact] for item in move.effects if isinstance(item, Assign) and item.operator != "="
                }
            for commitment, _ in turn.due:
                flags = [f"{flag}({commitment.id})" for flag in ("kept", "breached", "released")]
                found |= self._reads([commitment.condition]) | {self.slots[flag] for flag in flags if flag in self.slots}
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
            return lambda state: float(_number(first(state)) < _number(second(state)))
        case "<=":
            return lambda state: float(_number(first(state)) <= _number(second(state)))
        case ">":
            return lambda state: float(_number(first(state)) > _number(second(state)))
        case ">=":
            return lambda state: float(_number(first(state)) >= _number(second(state)))
        case "+":
            return lambda state: _number(first(state)) + _number(second(state))
        case "-":
            return lambda state: _number(first(state)) - _number(second(state))
        case _:
            return lambda state: _number(first(state)) * _number(second(state))


def _always(value: Value) -> Test:
    return lambda state: value


def _number(value: Value) -> float:
    return value if isinstance(value, float) else 0.0


def _value(text: str, numeric: bool) -> Value:
    return float(text) if numeric else text


def _size(expression: Expression | None) -> int:
    return 0 if expression is None else sum(1 for _ in walk(expression))
