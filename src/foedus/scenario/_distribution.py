"""Exact distributions over whole plays, by going through every one of them.

Types, chance, the plan's private moves and mixed moves are enumerated; nothing is sampled and nothing is merged. An
audience's report changes nothing that follows, so it splits no play: where every consideration is affine in each
opinion, its mean stands for it (reports are independent given the rest of the play), otherwise it is enumerated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ._expression import Binary, Call, Expression, Member, Unary
from ._interpret import after, average_report, outcome, payoff_terms, start, to_move
from ._model import Scenario
from ._observation import InfosetKey
from ._position import NumberKey, Position, Turn

Numbers: TypeAlias = Mapping[NumberKey, float]
Profile: TypeAlias = Mapping[InfosetKey, Mapping[str, float]]
"""Probability of each move at each information set; a move left out has probability 0."""


def outcome_distribution(
    scenario: Scenario, plan: str = "", *, numbers: Numbers, profile: Profile, given: Mapping[str, str] | None = None
) -> dict[str, float]:
    """Return the probability of each outcome under *profile* and what *plan* really does.

    Args:
        scenario: the scenario.
        plan: id of the plan; empty if none is followed.
        numbers: drawn numbers by kind and keys: ``("prior", "", actor, type)``, ``("joint", actor, type, "a=t", …)``,
            ``("chance", stage, move)``.
        profile: what each information set that can be reached does.
        given: types the actors are known to start with; the result is conditional on them.

    Raises:
        KeyError: a number or an information set is missing.
        ValueError: *given* has probability 0, or no outcome covers a final position.
    """
    found = dict.fromkeys((item.id for item in scenario.outcomes), 0.0)
    for position, probability in _plays(scenario, plan, numbers, profile, given or {}, "skipped"):
        found[outcome(position)] += probability
    total = _possible(sum(found.values()))
    return {name: value / total for name, value in found.items()}


def expected_payoffs(
    scenario: Scenario, plan: str = "", *, numbers: Numbers, profile: Profile, given: Mapping[str, str] | None = None
) -> dict[str, float]:
    """Return each actor's expected payoff; arguments as for :func:`outcome_distribution`.

    *numbers* also holds ``("utility", actor, type, outcome)`` and ``("weight", consideration)``, with the round as a
    third key where it is discounted. With *given* an actor's type, its payoff is that type's.
    """
    found = dict.fromkeys((actor.id for actor in scenario.actors), 0.0)
    total = 0.0
    reports = "averaged" if all(affine(item.per) for item in scenario.considerations) else "enumerated"
    for position, probability in _plays(scenario, plan, numbers, profile, given or {}, reports):
        total += probability
        for actor in found:
            for term in payoff_terms(position, actor):
                value = float(term.key[1]) if term.key[0] == "constant" else numbers[term.key]
                found[actor] += probability * term.coefficient * value
    total = _possible(total)
    return {actor: value / total for actor, value in found.items()}


def information_sets(scenario: Scenario, plan: str = "") -> dict[InfosetKey, tuple[str, ...]]:
    """Return every information set that some play meets, conjectured private moves included, with its moves.

    Raises:
        ValueError: one information set has different moves in different plays: a guard reads what its mover has not
            seen.
    """
    found: dict[InfosetKey, tuple[str, ...]] = {}
    stack = [start(scenario, plan)]
    while stack:
        position = stack.pop()
        turn = to_move(position)
        if turn.key is not None and found.setdefault(turn.key, turn.moves) != turn.moves:
            raise ValueError(f"{turn.who} cannot tell whether it has {found[turn.key]} or {turn.moves} at {turn.stage}")
        moves = turn.moves[:1] if turn.kind == "report" else turn.moves
        stack += [after(position, move) for move in reversed(moves)]
    return found


def _possible(total: float) -> float:
    if total <= 0:
        raise ValueError("the given types have probability 0")
    return total


def _plays(
    scenario: Scenario, plan: str, numbers: Numbers, profile: Profile, given: Mapping[str, str], reports: str
) -> Iterator[tuple[Position, float]]:
    """Yield every final position with its probability (not divided by that of *given*)."""
    stack = [(start(scenario, plan), 1.0)]
    while stack:
        position, probability = stack.pop()
        turn = to_move(position)
        if turn.kind == "end":
            yield position, probability
        elif turn.kind == "report" and reports == "skipped":
            stack.append((after(position, turn.moves[0]), probability))
        elif turn.kind == "report" and reports == "averaged":
            weights = _probabilities(turn, numbers, profile)
            stack.append((average_report(position, [weights[move] for move in turn.moves]), probability))
        else:
            weights = _probabilities(turn, numbers, profile)
            if turn.kind == "type" and turn.who in given:
                weights = {move: weight for move, weight in weights.items() if move == given[turn.who]}
            stack += [(after(position, move), probability * weight) for move, weight in weights.items() if weight != 0]


def _probabilities(turn: Turn, numbers: Numbers, profile: Profile) -> dict[str, float]:
    if turn.forced:
        return {turn.moves[0]: 1.0}
    if turn.kind == "conjecture":
        return {turn.actual: 1.0}
    if turn.key is not None:
        here = profile[turn.key]
        return {move: here.get(move, 0.0) for move in turn.moves}
    return {move: numbers[key] for move, key in zip(turn.moves, turn.numbers, strict=True)}


def affine(expression: Expression) -> bool:
    """Return whether *expression* is affine in each opinion it counts, the others held fixed.

    >>> opinion = Call("opinion", "prc.resolute")
    >>> affine(Binary("-", opinion, opinion)), affine(Binary("*", opinion, opinion))
    (True, False)
    """
    match expression:
        case Unary("-", operand):
            return affine(operand)
        case Binary("+" | "-", left, right):
            return affine(left) and affine(right)
        case Binary("*", left, right):
            return affine(left) and affine(right) and not _opinions(left) & _opinions(right)
        case Call():
            return True
        case _:
            return not _opinions(expression)


def _opinions(expression: Expression) -> frozenset[str]:
    match expression:
        case Call("opinion", argument):
            return frozenset({argument})
        case Unary() | Member():
            return _opinions(expression.operand)
        case Binary():
            return _opinions(expression.left) | _opinions(expression.right)
        case _:
            return frozenset()
