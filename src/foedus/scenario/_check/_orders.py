"""Rules about preferences: no order goes in a circle, and everyone who decides has one.

Relations in a circle lie in one strongly connected component of the graph of relations (found by two searches, as
Kosaraju and Sharir did); each is told by the shortest way round through a strict relation.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .._model import Preference, Relation
from ._findings import Findings, Related, listed
from ._index import ONLY, Index

_MOST_SEARCHES = 40
"""Ways round looked for in one order; who has so many circles will check again."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """Whose order it is: a type, or its actor where only what all types share takes part."""

    type: str
    actor: str
    shared: frozenset[int]

    def name(self, relations: Iterable[Relation]) -> str:
        return self.actor if all(id(relation) in self.shared for relation in relations) else self.type


def check_orders(index: Index, findings: Findings) -> None:
    """Report circles, contradictions, repetitions and gaps in the orders of all types."""
    held: dict[str, list[Preference]] = {}
    for preference in index.scenario.preferences:
        held.setdefault(preference.actor, []).append(preference)
    for actor in index.actors.values():
        for kind in index.types(actor.id):
            _order(index, findings, actor=actor.id, kind=kind, stated=held.get(actor.id, []))
    for preference in index.scenario.preferences:
        if index.is_audience(preference.actor):
            findings.error(
                "audience-with-preferences",
                f"the audience `{preference.actor}` has preferences over outcomes",
                at=preference.place,
                why="an audience pays only for a wrong report, so that it reports what it believes",
                hint="remove its preferences, or make it an actor that moves",
            )


def _order(index: Index, findings: Findings, *, actor: str, kind: str, stated: Sequence[Preference]) -> None:
    name = actor if kind == ONLY else f"{actor}.{kind}"
    held = [item for item in stated if item.type in (None, kind)]
    relations = [relation for item in held for relation in item.relations]
    # What stands in the order of all types is told once, not once a type.
    shared = frozenset(id(relation) for item in held if item.type is None for relation in item.relations)
    _circles(_Holder(name, actor, shared), relations, findings)
    _repeated(_Holder(name, actor, shared), relations, findings)
    if index.is_audience(actor):
        return
    place = next((item.place for item in index.actors[actor].types if item.id == kind), None)
    place = place or index.actors[actor].place
    if not relations:
        decides = actor in index.seats_by or actor == index.scenario.planner
        if decides or held or len(index.types(actor)) > 1:
            does = "is advised" if actor == index.scenario.planner else "moves"
            others = next((item.place for item in stated), None)
            findings.error(
                "no-preferences",
                f"`{name}` has no preferences" + (f", but `{actor}` {does}" if decides else ""),
                at=place,
                why="without an order every ranking of the outcomes is equally likely, and what it does means nothing",
                hint=f"add to `preferences:` a line such as `{name}: [{_example(index)}]`",
                related=(("other preferences of this actor", others),) if others else (),
            )
        return
    mentioned = {outcome for relation in relations for outcome in (relation.better, relation.worse)}
    missing = [outcome for outcome in index.outcomes if outcome not in mentioned]
    if missing:
        findings.note(
            "outcome-unranked",
            f"the order of `{name}` does not mention {listed(missing)}",
            at=held[0].place,
            why="an outcome that stands in no relation may be anything from its worst to its best",
            hint="leave it so where the record is silent; otherwise add a relation",
        )


def _example(index: Index) -> str:
    return " > ".join(list(index.outcomes)[:2]) if len(index.outcomes) > 1 else "better > worse"


# Circles ------------------------------------------------------------------------------------------------------------


def _circles(holder: _Holder, relations: Sequence[Relation], findings: Findings) -> None:
    links: dict[str, list[tuple[str, Relation]]] = {}
    for relation in relations:
        links.setdefault(relation.better, []).append((relation.worse, relation))
        if relation.equal:
            links.setdefault(relation.worse, []).append((relation.better, relation))
    part = _components(links)
    told: set[int] = set()
    searches = 0
    for relation in relations:
        if relation.equal or id(relation) in told or part.get(relation.better) != part.get(relation.worse):
            continue
        searches += 1
        if searches > _MOST_SEARCHES:
            return
        circle = [relation, *_way(links, relation.worse, relation.better)]
        if any(id(item) in told for item in circle if not item.equal):
            told.add(id(relation))
            continue
        told |= {id(item) for item in circle}
        _tell(holder.name(circle), circle, findings)


def _components(links: Mapping[str, Sequence[tuple[str, Relation]]]) -> dict[str, int]:
    """Return the strongly connected component of each outcome, by Kosaraju's two searches."""
    order: list[str] = []
    seen: set[str] = set()
    for root in links:
        stack = [(root, 0)] if root not in seen else []
        seen.add(root)
        while stack:
            node, at = stack.pop()
            following = links.get(node, ())
            if at < len(following):
                stack.append((node, at + 1))
                nearest = following[at][0]
                if nearest not in seen:
                    seen.add(nearest)
                    stack.append((nearest, 0))
            else:
                order.append(node)
    back: dict[str, list[str]] = {}
    for node, following in links.items():
        for other, _ in following:
            back.setdefault(other, []).append(node)
    part: dict[str, int] = {}
    for number, root in enumerate(reversed(order)):
        waiting = [root] if root not in part else []
        while waiting:
            node = waiting.pop()
            if node not in part:
                part[node] = number
                waiting += back.get(node, ())
    return part


def _way(links: Mapping[str, Sequence[tuple[str, Relation]]], start: str, goal: str) -> list[Relation]:
    """Return the relations on a shortest way from *start* to *goal*."""
    came: dict[str, tuple[str, Relation]] = {}
    queue = deque([start])
    while queue and goal not in came and start != goal:
        node = queue.popleft()
        for other, relation in links.get(node, ()):
            if other not in came and other != start:
                came[other] = node, relation
                queue.append(other)
    found: list[Relation] = []
    node = goal
    while node != start:
        node, relation = came[node]
        found.append(relation)
    return found[::-1]


def _tell(name: str, circle: Sequence[Relation], findings: Findings) -> None:
    steps = [f"{_written(item)}{_claims(item)}" for item in circle]
    related: Related = tuple((_written(item) + _claims(item), item.place) for item in circle[1:])
    first = circle[0]
    claims = sorted({claim for item in circle for claim in item.because})
    hint = "drop one of these relations" + (f", or withdraw a claim: {listed(claims)}" if claims else "")
    if len(circle) == 1:
        findings.error(
            "order-cycle",
            f"the order of `{name}` puts `{first.better}` above itself",
            at=first.place,
            why="nothing is better than itself",
            hint="correct one of the two names",
        )
    elif any(item.equal for item in circle):
        findings.error(
            "order-contradiction",
            f"the order of `{name}` contradicts itself: {', '.join(steps)}",
            at=first.place,
            why="outcomes held equal cannot also be better or worse than each other: no utilities satisfy both",
            hint=hint,
            related=related,
        )
    else:
        findings.error(
            "order-cycle",
            f"the order of `{name}` goes in a circle: {', '.join(steps)}",
            at=first.place,
            why="no utilities satisfy all of these relations at once",
            hint=hint,
            related=related,
        )


def _written(relation: Relation) -> str:
    return f"{relation.better} {'=' if relation.equal else '>'} {relation.worse}"


def _claims(relation: Relation) -> str:
    return f" ({', '.join(relation.because)})" if relation.because else ""


def _repeated(holder: _Holder, relations: Sequence[Relation], findings: Findings) -> None:
    first: dict[tuple[object, bool], Relation] = {}
    for relation in relations:
        pair: object = (relation.better, relation.worse)
        if relation.equal:
            pair = frozenset((relation.better, relation.worse))
        earlier = first.setdefault((pair, relation.equal), relation)
        if earlier is not relation:
            findings.warning(
                "duplicate-relation",
                f"the order of `{holder.name((earlier, relation))}` says `{_written(relation)}` twice",
                at=relation.place,
                why="with two lines, withdrawing the claims of one changes nothing",
                hint="keep one line, and give it the claims of both",
                related=((f"first {_written(earlier)}{_claims(earlier)}", earlier.place),),
            )
