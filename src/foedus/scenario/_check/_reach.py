"""The reachable public states of a scenario, by bounded search: what can be entered, chosen, fall due and end.

The public state is the facts, the moves last chosen where something reads them, and what became of the promises
where something asks. Play goes forward through the stages only, so the search keeps one layer of states at a time;
what nothing reads any more is forgotten, which merges states. Types are not public: what asks for one may go either
way. The search does a bounded amount of work and says whether it finished.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from .._expression import Become, Release
from .._model import Commitment, Repeat
from ._index import ROUND, Index
from ._ready import Guard, Preparation, Turn, Way, number_of, size_of, value_of
from ._states import Example, Reach, State, Step, Value

MAX_WORK = 120_000
"""About a second of a slow processor."""

_CHOSE, _CHANGED = 1.0, 2.0
"""What became of an actor whose type can change: it chose something; then its type changed."""


class _Enough(Exception):
    """The work is done for; raised and caught here."""


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
    search.reach.certain = search.ready.certain
    return search.reach


class _Search:
    def __init__(self, index: Index, bad: set[int]) -> None:
        self.ready = Preparation(index, bad)
        self.reach = Reach()
        self.work = 0
        self.parents: list[int] = [-1]
        self.steps: list[tuple[Step, ...]] = [()]
        self.fixed_by_all = frozenset(
            stage for stage, fixes in index.fixes.items() if len(fixes) == len(index.scenario.plans)
        )
        self.allowed = {
            name: frozenset(value_of(value, numeric=fact.numeric) for value in fact.values)
            for name, fact in index.facts.items()
        }

    def run(self) -> None:
        steps = self.ready.index.scenario.steps
        groups: list[list[list[Turn]]] = []
        turns = iter([self.ready.turn(seat) for seat in self.ready.index.seats])
        for step in steps:
            inner = step.body if isinstance(step, Repeat) else (step,)
            groups.append([[next(turns) for _ in getattr(item, "stages", (item,))] for item in inner])
        later = self.ready.reads(outcome.when for outcome in self.ready.index.scenario.outcomes)
        needed: list[list[frozenset[int]]] = []
        for step, block in zip(reversed(steps), reversed(groups), strict=True):
            here = []
            if isinstance(step, Repeat):
                own = frozenset().union(*(self.ready.needs(group) for group in block), self.ready.reads([step.until]))
                here = [later | own] * len(block)
                after_block, later = later, later | own
            else:
                after_block, later = later, later | self.ready.needs(block[0])
                here = [after_block]
            needed.append([*here, after_block])
        layer: dict[State, int] = {self.ready.initial: 0}
        for step, block, keep in zip(steps, groups, reversed(needed), strict=True):
            if not isinstance(step, Repeat):
                layer = self.group(block[0], layer, keep[0])
                continue
            until = self.ready.guard(step.until) if step.until is not None else None
            layer = self.repeat(step, block, layer, keep, until)
        self.finish(layer)

    def repeat(
        self, step: Repeat, block: list[list[Turn]], layer: dict[State, int], keep: list[frozenset[int]],
        until: Guard | None,
    ) -> dict[State, int]:  # fmt: skip
        out: dict[State, int] = {}
        rounds_read = ROUND in self.ready.index.read
        for number in range(1, step.rounds + 1):
            self.ready.round = number
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
        self.ready.round = 0
        return out

    def group(self, turns: list[Turn], layer: dict[State, int], keep: frozenset[int]) -> dict[State, int]:
        found: dict[State, int] = {}
        forget = len(keep) < len(self.ready.slots)
        cost = sum(turn.cost for turn in turns)
        for state, node in layer.items():
            self.spend(cost)
            for chosen in itertools.product(*(list(self.choices(turn, state, node)) for turn in turns)):
                self.spend(sum(way.cost for way in chosen if way is not None))
                for following in self.play(turns, chosen, state, node):
                    kept = self.forget(following, keep) if forget else following
                    if kept not in found:
                        found[kept] = self.node(node, turns, chosen)
        return found

    def choices(self, turn: Turn, state: State, node: int) -> Iterator[Way | None]:
        """Yield what can be chosen at a stage; None where it is passed over."""
        number = turn.seat.number
        self.reach.visited.add(number)
        enters, passes = turn.guard.both(state)
        ways: list[Way] = []
        shut = True
        if enters:
            self.reach.entered.add(number)
            for way in turn.ways:
                opens, stays_shut = way.guard.both(state)
                if opens:
                    self.reach.opened.add((number, way.id))
                    ways.append(way)
                    shut = shut and stays_shut
        moved = self.ready.slots.get(f"moved({turn.seat.stage.by})")
        if moved is not None and len(ways) > 1 and state[moved] == _CHANGED and self.ready.certain:
            self.reach.forgetting.setdefault((turn.seat.stage.by, number), self.example(node, state))
        yield from ways
        blocked = False
        for plan, move in turn.plans if ways else ():
            if all(way.id != move for way in ways):
                blocked = True
                if self.ready.certain:
                    self.reach.blocked.setdefault((plan, turn.seat.stage.id), self.example(node, state))
        if passes or shut or blocked:
            yield None

    def play(self, turns: list[Turn], chosen: tuple[Way | None, ...], state: State, node: int) -> Iterator[State]:
        """Yield the states after the moves of a group; several where a promise depends on a private type."""
        due = [self.due(turn, state) if way is not None else [] for turn, way in zip(turns, chosen, strict=True)]
        for cases in itertools.product(*(itertools.product(*options) for options in due)):
            values = list(state)
            for turn, way, case in zip(turns, chosen, cases, strict=True):
                if way is None:
                    continue
                for commitment in filter(None, case):
                    flag = "kept" if way.id in commitment.then else "breached"
                    if (slot := self.ready.slots.get(f"{flag}({commitment.id})")) is not None:
                        values[slot] = 1.0
                if (slot := self.ready.slots.get(turn.seat.stage.id)) is not None:
                    values[slot] = way.id
                self.affect(turn, way, values, state, node)
                self.remember(turn, values, state)
            yield tuple(values)

    def remember(self, turn: Turn, values: list[Value], before: State) -> None:
        """Note that an actor whose type can change has chosen something."""
        stage = turn.seat.stage
        slot = self.ready.slots.get(f"moved({stage.by})")
        if slot is None or values[slot] != 0.0 or stage.id in self.fixed_by_all:
            return
        if sum(way.guard.both(before)[0] for way in turn.ways) > 1:
            values[slot] = _CHOSE

    def due(self, turn: Turn, state: State) -> list[tuple[Commitment | None, ...]]:
        """Return, for each promise that may fall due here, whether it does: itself, None, or both."""
        found: list[tuple[Commitment | None, ...]] = []
        if not turn.due or not turn.guard.both(state)[0]:
            return found
        offered = {way.id for way in turn.ways if way.guard.both(state)[0]}
        for commitment, guard in turn.due:
            released = self.ready.slots.get(f"released({commitment.id})")
            if offered.isdisjoint(commitment.then) or (released is not None and state[released] == 1.0):
                continue
            falls, fails = guard.both(state)
            if falls:
                self.reach.due.add(commitment.id)
            tracked = f"kept({commitment.id})" in self.ready.slots
            if falls and tracked:
                found.append((commitment, None) if fails else (commitment,))
        return found

    def affect(self, turn: Turn, way: Way, values: list[Value], before: State, node: int) -> None:
        for number, effect, value in way.effects:
            if isinstance(effect, Release):
                if (slot := self.ready.slots.get(f"released({effect.commitment})")) is not None:
                    values[slot] = 1.0
            elif isinstance(effect, Become):
                moved = self.ready.slots.get(f"moved({effect.actor})")
                if moved is not None and values[moved] == _CHOSE:
                    values[moved] = _CHANGED
            elif value is not None:
                slot = self.ready.slots[effect.fact]
                new = value(tuple(values))
                if effect.operator != "=":
                    by, old = number_of(new), number_of(values[slot])
                    new = old + by if effect.operator == "+=" else old - by
                if new not in self.allowed[effect.fact]:
                    if self.ready.certain:
                        key = turn.seat.number, way.id, number
                        self.reach.outside.setdefault(key, (self.example(node, before), new))
                    new = self.held(effect.fact, new, values[slot])
                values[slot] = new

    def held(self, fact: str, new: Value, old: Value) -> Value:
        """Return the value a fact keeps where an effect would lead outside its range."""
        if not isinstance(new, float) or not self.ready.index.facts[fact].numeric:
            return old
        allowed = [value for value in self.allowed[fact] if isinstance(value, float)]
        new = min(max(new, min(allowed)), max(allowed))
        return new if new in allowed else old

    def finish(self, layer: dict[State, int]) -> None:
        ends = [(outcome.id, None if outcome.when is None else self.ready.guard(outcome.when))
                for outcome in self.ready.index.scenario.outcomes]  # fmt: skip
        cost = 1 + len(ends) // 4 + sum(size_of(outcome.when) for outcome in self.ready.index.scenario.outcomes) // 8
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

    def node(self, parent: int, turns: list[Turn], chosen: tuple[Way | None, ...]) -> int:
        self.parents.append(parent)
        self.steps.append(
            tuple(
                Step(turn.seat.stage.id, way.id, self.ready.round if turn.seat.repeat is not None else 0)
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
        facts = [(name, state[self.ready.slots[name]]) for name in self.ready.index.facts]
        return Example(tuple(path), tuple((name, value) for name, value in facts if value is not None))

    def forget(self, state: State, keep: frozenset[int]) -> State:
        return tuple([value if slot in keep else None for slot, value in enumerate(state)])
