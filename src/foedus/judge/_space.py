"""The space of draws of a scenario: what is free, within which bounds, and which claims hold it there.

A *line* is one restriction the case states: a relation of an order, the prior of an actor, the range of a weight. It
stands while one of its claims stands; a line without claims always stands. Relaxing a line drops the relation, or
widens the range to its neutral one. Elements (a consideration without a neutral range, a promise, a move, an audience,
a stage) are present or absent; see ``_elements``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from foedus.compiler import Parameter
from foedus.games import FloatArray
from foedus.scenario import CHANCE, Interval, Likelihood, Relation, Repeat, Scenario, Stage, Together

from ._polytope import OrderPolytope

BoolArray = npt.NDArray[np.bool_]
Numbers = dict[Parameter, FloatArray]

ANY_PROBABILITY = Interval(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Line:
    """One restriction: ``kind`` is ``relation``, ``prior`` or ``range``."""

    kind: str
    id: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Order:
    """The order of one type over all outcomes."""

    actor: str
    type: str
    outcomes: tuple[str, ...]
    relations: tuple[tuple[Line, Relation], ...]


@dataclass(frozen=True, slots=True)
class _Probabilities:
    """Probabilities that sum to one; an entry without interval takes the rest."""

    line: Line
    parameters: tuple[Parameter, ...]
    intervals: tuple[Interval | None, ...]
    neutral: Interval


@dataclass(frozen=True, slots=True)
class _Weight:
    line: Line
    parameter: Parameter
    range: Interval
    neutral: Interval | None


@dataclass(frozen=True, slots=True)
class Space:
    """Everything that varies from draw to draw."""

    scenario: Scenario
    orders: tuple[_Order, ...]
    probabilities: tuple[_Probabilities, ...]
    weights: tuple[_Weight, ...]
    discount: Interval

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of the case, in a fixed order."""
        relations = [line for order in self.orders for line, _ in order.relations]
        return (*relations, *(item.line for item in self.probabilities), *(item.line for item in self.weights))

    def falling(self, claim: str) -> frozenset[Line]:
        """Return the lines that fall when *claim* does: those that stand on nothing else.

        The range of a consideration without a neutral one is not among them: the element itself falls.
        """
        solid = {item.line for item in self.weights if item.neutral is None}
        return frozenset(line for line in self.lines if set(line.because) == {claim} and line not in solid)

    def coordinates(self, relaxed: frozenset[Line]) -> int:
        """Return how many numbers of the unit interval one draw takes."""
        orders = sum(_polytope(order, relaxed)[0].coordinates for order in self.orders)
        free = sum(len(_free(item)) for item in self.probabilities)
        return orders + free + len(self.weights) + (self.discount.low < self.discount.high)

    def draw(self, points: FloatArray, relaxed: frozenset[Line]) -> tuple[Numbers, BoolArray, BoolArray]:
        """Return the numbers at *points*, shape (coordinate, draw), which of them are possible, and which lie in A.

        A draw is impossible where probabilities sum to more than one; it lies in A where it keeps the relaxed lines.
        """
        draws = points.shape[1]
        possible, inside = np.ones(draws, np.bool_), np.ones(draws, np.bool_)
        numbers: Numbers = {}
        used = 0
        for order in self.orders:
            polytope, place = _polytope(order, relaxed)
            values = polytope.draw(points[used : used + polytope.coordinates])[place]
            used += polytope.coordinates
            low, high = values.min(axis=0), values.max(axis=0)
            values = (values - low) / np.where(high > low, high - low, 1.0)
            for row, outcome in enumerate(order.outcomes):
                numbers[Parameter("utility", (order.actor, order.type, outcome))] = values[row]
            for line, relation in order.relations:
                if line in relaxed:
                    better = values[order.outcomes.index(relation.better)]
                    worse = values[order.outcomes.index(relation.worse)]
                    inside &= (better == worse) if relation.equal else (better > worse)
        for item in self.probabilities:
            found, fits, kept = _draw_probabilities(item, points[used : used + len(_free(item))], relaxed)
            used += len(_free(item))
            numbers |= found
            possible &= fits
            inside &= kept
        for weight in self.weights:
            bounds = weight.neutral if weight.line in relaxed and weight.neutral is not None else weight.range
            value = bounds.low + (bounds.high - bounds.low) * points[used]
            used += 1
            numbers[weight.parameter] = value
            inside &= (value >= weight.range.low) & (value <= weight.range.high)
        if self.discount.low < self.discount.high:
            discount = self.discount.low + (self.discount.high - self.discount.low) * points[used]
        else:
            discount = np.full(draws, self.discount.low)
        self._discounted(numbers, discount)
        self._joint(numbers)
        return numbers, possible, inside

    def _discounted(self, numbers: Numbers, discount: FloatArray) -> None:
        rounds = max((step.rounds for step in self.scenario.steps if isinstance(step, Repeat)), default=0)
        for item in self.scenario.considerations:
            if item.each_round:
                weight = numbers[Parameter("weight", (item.id,))]
                for number in range(1, rounds + 1):
                    numbers[Parameter("weight", (item.id, str(number)))] = weight * discount ** (number - 1)

    def _joint(self, numbers: Numbers) -> None:
        """Turn the probabilities of joint cells into those of each type given the types drawn before it."""
        cells = [(dict(cell.types), Parameter("cell", (str(row),))) for row, cell in enumerate(self.scenario.joint)]
        if not cells:
            return
        order = sorted(self.scenario.actors, key=lambda actor: actor.id != self.scenario.planner)
        drawn = [actor for actor in order if any(actor.id in cell for cell, _ in cells)]

        def mass(given: Mapping[str, str]) -> FloatArray:
            fitting = [
                numbers[key]
                for cell, key in cells
                if all(cell.get(name, type_) == type_ for name, type_ in given.items())
            ]
            return np.sum(fitting, axis=0) if fitting else np.zeros_like(numbers[cells[0][1]])

        def go(place: int, given: dict[str, str]) -> None:
            if place == len(drawn):
                return
            actor = drawn[place]
            before = mass(given)
            for item in actor.types:
                pairs = tuple(f"{name}={type_}" for name, type_ in given.items())
                with np.errstate(invalid="ignore", divide="ignore"):
                    share = np.where(before > 0, mass(given | {actor.id: item.id}) / before, 0.0)
                numbers[Parameter("joint", (actor.id, item.id, *pairs))] = share
                go(place + 1, given | {actor.id: item.id})

        go(0, {})


def space_of(scenario: Scenario) -> Space:
    """Return the space of draws of *scenario*."""
    return Space(
        scenario, tuple(_orders(scenario)), tuple(_probability_groups(scenario)), tuple(_weights(scenario)),
        next((step.discount for step in scenario.steps if isinstance(step, Repeat)), Interval(1.0, 1.0)),
    )  # fmt: skip


def _orders(scenario: Scenario) -> list[_Order]:
    outcomes = tuple(outcome.id for outcome in scenario.outcomes)
    found = []
    for actor in scenario.actors:
        stated = [item for item in scenario.preferences if item.actor == actor.id]
        if not stated:
            continue
        for type_ in [item.id for item in actor.types] or ["only"]:
            relations = [
                (Line("relation", _name(actor.id, type_, relation), relation.because), relation)
                for item in stated
                if item.type in (None, type_)
                for relation in item.relations
            ]
            found.append(_Order(actor.id, type_, outcomes, tuple(relations)))
    return found


def _name(actor: str, type_: str, relation: Relation) -> str:
    return f"{actor}.{type_}: {relation.better} {'=' if relation.equal else '>'} {relation.worse}"


def _polytope(order: _Order, relaxed: frozenset[Line]) -> tuple[OrderPolytope, list[int]]:
    """Return the polytope of the lines that stand, and the element that stands for each outcome."""
    root = {outcome: outcome for outcome in order.outcomes}

    def find(outcome: str) -> str:
        while root[outcome] != outcome:
            outcome = root[outcome]
        return outcome

    standing = [relation for line, relation in order.relations if line not in relaxed]
    for relation in standing:
        if relation.equal:
            root[find(relation.better)] = find(relation.worse)
    elements = sorted({find(outcome) for outcome in order.outcomes}, key=order.outcomes.index)
    place = {outcome: elements.index(find(outcome)) for outcome in order.outcomes}
    pairs = {(place[item.worse], place[item.better]) for item in standing if not item.equal}
    return OrderPolytope(len(elements), tuple(sorted(pairs))), [place[outcome] for outcome in order.outcomes]


def _probability_groups(scenario: Scenario) -> list[_Probabilities]:
    def group(line: Line, priors: list[tuple[Parameter, Likelihood]], neutral: Interval | None) -> _Probabilities:
        return _Probabilities(
            line,
            tuple(parameter for parameter, _ in priors),
            tuple(likelihood.interval for _, likelihood in priors),
            neutral or ANY_PROBABILITY,
        )

    found = []
    together = {name for cell in scenario.joint for name, _ in cell.types}
    for actor in scenario.actors:
        if len(actor.types) > 1 and actor.id not in together:
            priors = [(Parameter("prior", ("", actor.id, item.id)), item.prior) for item in actor.types]
            found.append(group(Line("prior", actor.id, actor.because), priors, actor.neutral))
    for belief in scenario.beliefs:
        priors = [(Parameter("prior", (belief.holder, belief.about, item.id)), item.prior) for item in belief.types]
        line = Line("prior", f"{belief.holder} about {belief.about}", belief.because)
        found.append(group(line, priors, belief.neutral))
    if scenario.joint:
        cells = [(Parameter("cell", (str(row),)), cell.prior) for row, cell in enumerate(scenario.joint)]
        found.append(group(Line("prior", "joint", ()), cells, None))
    for stage in stages_of(scenario):
        if stage.by == CHANCE:
            moves = [(Parameter("chance", (stage.id, move.id)), move.prior) for move in stage.moves]
            claims = tuple(dict.fromkeys((*stage.because, *(claim for move in stage.moves for claim in move.because))))
            priors = [(parameter, prior) for parameter, prior in moves if prior is not None]
            found.append(group(Line("prior", stage.id, claims), priors, None))
    return found


def stages_of(scenario: Scenario) -> list[Stage]:
    """Return every stage of *scenario*, those inside blocks included, in the order written."""
    found: list[Stage] = []
    for step in scenario.steps:
        for item in step.body if isinstance(step, Repeat) else (step,):
            found.extend(item.stages if isinstance(item, Together) else (item,))
    return found


def _weights(scenario: Scenario) -> list[_Weight]:
    return [
        _Weight(Line("range", item.id, item.because), Parameter("weight", (item.id,)), item.range, item.neutral)
        for item in scenario.considerations
    ]


def _free(item: _Probabilities) -> list[int]:
    """Return the entries that are drawn; the last of them is determined where none takes the rest."""
    stated = [place for place, interval in enumerate(item.intervals) if interval is not None]
    return stated if len(stated) < len(item.intervals) else stated[:-1]


def _draw_probabilities(
    item: _Probabilities, points: FloatArray, relaxed: frozenset[Line]
) -> tuple[Numbers, BoolArray, BoolArray]:
    """Draw uniformly from the box; where it leaves the simplex the draw is impossible."""
    draws = points.shape[1]
    values = np.zeros((len(item.parameters), draws))
    inside = np.ones(draws, np.bool_)
    free = _free(item)
    for row, place in enumerate(free):
        interval = item.intervals[place] or item.neutral
        bounds = item.neutral if item.line in relaxed else interval
        values[place] = bounds.low + (bounds.high - bounds.low) * points[row]
        inside &= (values[place] >= interval.low) & (values[place] <= interval.high)
    rest = next(place for place in range(len(item.parameters)) if place not in free)
    values[rest] = 1.0 - values.sum(axis=0)
    possible = values[rest] >= 0.0
    last = item.intervals[rest]
    if last is not None:
        fits = (values[rest] >= last.low - 1e-12) & (values[rest] <= last.high + 1e-12)
        if item.line in relaxed:
            inside &= fits
            possible &= (values[rest] >= item.neutral.low) & (values[rest] <= item.neutral.high)
        else:
            possible &= fits
    values = np.maximum(values, 0.0)
    return {parameter: values[row] for row, parameter in enumerate(item.parameters)}, possible, inside
