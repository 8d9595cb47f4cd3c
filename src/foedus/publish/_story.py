"""The equilibrium as a tree of public decisions, rebuilt from how each information set is played.

Information sets that differ only in the mover's private type are one decision here: an onlooker sees one move, with
the average of the types' probabilities weighted by how often each gets there. The order of play comes from the
scenario; an information set belongs to a history when everything it has seen is in the history and everything its
mover must have seen is in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from foedus.judge import InfosetPlay, PlanPlay
from foedus.scenario import CHANCE, Move, Scenario, Stage

from ._names import together_groups

Seen = tuple[str, int, str]
THRESHOLDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Branch:
    """One move of a decision: its probability there, the probability of getting to its end, and what follows."""

    move: str
    probability: float
    flow: float
    by_type: tuple[tuple[str, float], ...]
    child: Decision | None
    cut: bool
    """True where the drawing stops although play may go on."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A point of decision as an onlooker sees it; ``plays`` is empty for chance."""

    stage: str
    round: int
    actor: str
    flow: float
    plays: tuple[InfosetPlay, ...]
    beliefs: tuple[tuple[str, float], ...]
    """``actor.type`` → the mover's mean belief."""
    branches: tuple[Branch, ...]
    tests: tuple[str, ...]
    """Commitments that may be tested here."""

    @property
    def main(self) -> Branch:
        """The most likely move; the first of equals."""
        return max(self.branches, key=lambda branch: branch.probability)


def grow(play: PlanPlay, scenario: Scenario, *, least: float) -> Decision | None:
    """Return the tree of *play*, followed where its probability is at least *least*.

    The most likely line is followed to its end, and so is the way to the most likely place where each commitment is
    tested, however improbable.
    """
    return _Gardener(play, scenario, least).walk(0, (), 1.0, stem=True)


def prune(play: PlanPlay, scenario: Scenario, *, most: int) -> tuple[Decision | None, float]:
    """Return the most detailed tree of at most *most* decisions, and the least probability it was followed to.

    Where even the bare stem is longer than that, the stem is returned.
    """
    tree, least = None, 1.0
    for least in THRESHOLDS:
        tree = grow(play, scenario, least=least)
        if sum(1 for _ in walk(tree)) <= most:
            break
    return tree, least


def walk(decision: Decision | None) -> Iterator[Decision]:
    """Yield *decision* and all that follow, parents first."""
    if decision is not None:
        yield decision
        for branch in decision.branches:
            yield from walk(branch.child)


def main_line(decision: Decision | None) -> Iterator[tuple[Decision, Branch]]:
    """Yield the most likely line of play: each decision with its most likely move."""
    while decision is not None:
        branch = decision.main
        yield decision, branch
        decision = branch.child


def where_tested(play: PlanPlay, scenario: Scenario, commitment: str) -> tuple[InfosetPlay, ...]:
    """Return the information sets where the promisor chooses whether to act on *commitment*, most reached first."""
    promise = next(item for item in scenario.commitments if item.id == commitment)
    found = [
        infoset
        for infoset in play.infosets
        if infoset.actor == promise.by and any(move in promise.then for move, _ in infoset.moves)
    ]
    return tuple(sorted(found, key=lambda item: (-item.reach, len(item.seen), item.seen, item.type)))


class _Gardener:
    def __init__(self, play: PlanPlay, scenario: Scenario, least: float) -> None:
        self.scenario = scenario
        self.least = least
        self.order = list(together_groups(scenario.steps))
        self.fixes = dict(next((plan.fixes for plan in scenario.plans if plan.id == play.plan), ()))
        self.at: dict[tuple[str, int], dict[tuple[Seen, ...], list[InfosetPlay]]] = defaultdict(dict)
        for infoset in play.infosets:
            self.at[infoset.stage, infoset.round].setdefault(infoset.seen, []).append(infoset)
        self.targets = [
            {(stage, number): move for stage, number, move in found[0].seen}
            for commitment in scenario.commitments
            if (found := where_tested(play, scenario, commitment.id))
        ]
        self.observed = {(stage, number) for i in play.infosets for stage, number, _ in i.seen}

    def walk(
        self, place: int, history: tuple[tuple[Seen, bool, int], ...], flow: float, *, stem: bool
    ) -> Decision | None:
        """Return the next decision after *history* (what was done, whether all may rely on it, in which group)."""
        while place < len(self.order):
            stage, number, group = self.order[place]
            place += 1
            if stage.by == CHANCE:
                if (stage.id, number) in self.observed and self._happens(stage, number, history):
                    return self._chance(place, stage, history, flow, number, group, stem=stem)
            elif stage.id in self.fixes:
                history = (*history, ((stage.id, number, self.fixes[stage.id]), False, group))
            else:
                plays = self._match(stage, number, group, history)
                if plays:
                    decision = self._decide(place, stage, plays, history, flow, group, stem=stem)
                    if decision is not None:
                        return decision
                elif (move := self._forced(stage, number, history)) is not None:
                    return self._only(place, stage, number, group, move, history, flow, stem=stem)
        return None

    def _forced(self, stage: Stage, number: int, history: tuple[tuple[Seen, bool, int], ...]) -> str | None:
        """Return the move taken where nothing was to decide, as later information sets have seen it.

        A forced move has no information set of its own. Of the sets that agree with *history*, those that share most
        with it, then those most often reached, tell.
        """
        done = {(name, when): move for (name, when, move), _, _ in history}
        best: tuple[int, float] = (-1, -1.0)
        found: str | None = None
        for groups in self.at.values():
            for seen, plays in groups.items():
                known = {(name, when): move for name, when, move in seen}
                move = known.get((stage.id, number))
                if move is None or any(known.get(key, value) != value for key, value in done.items()):
                    continue
                rank = (sum(key in known for key in done), sum(item.reach for item in plays))
                if rank > best:
                    best, found = rank, move
        # A stage passed over in this history may have been played in another that looks alike to somebody else.
        needed = sum(sure for _, sure, _ in history)
        return found if best[0] >= min(needed, 1) else None

    def _only(
        self, place: int, stage: Stage, number: int, group: int, move: str,
        history: tuple[tuple[Seen, bool, int], ...], flow: float, *, stem: bool,
    ) -> Decision:  # fmt: skip
        child = self.walk(place, (*history, ((stage.id, number, move), False, group)), flow, stem=stem)
        return Decision(stage.id, number, stage.by, flow, (), (), (Branch(move, 1.0, flow, (), child, False),), ())

    def _match(
        self, stage: Stage, number: int, group: int, history: tuple[tuple[Seen, bool, int], ...]
    ) -> list[InfosetPlay]:
        over = [(item, sure) for item, sure, when in history if when != group]
        possible = {item for item, _ in over}
        needed = {item for item, sure in over if sure and self._sees(stage.by, item[0])}
        found = [
            (len(seen), plays)
            for seen, plays in self.at.get((stage.id, number), {}).items()
            if needed <= set(seen) <= possible
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else []

    def _sees(self, actor: str, stage: str) -> bool:
        for known, _, _ in self.order:
            if known.id == stage:
                return known.seen_by is None or actor in known.seen_by or known.by == actor
        return False

    def _happens(self, stage: Stage, number: int, history: tuple[tuple[Seen, bool, int], ...]) -> bool:
        """Tell whether any information set that agrees with *history* has seen this chance move."""
        done = {(name, when): move for (name, when, move), _, _ in history}
        for groups in self.at.values():
            for seen in groups:
                if any(name == stage.id and when == number for name, when, _ in seen) and all(
                    done.get((name, when), move) == move for name, when, move in seen
                ):
                    return True
        return False

    def _decide(
        self, place: int, stage: Stage, plays: list[InfosetPlay],
        history: tuple[tuple[Seen, bool, int], ...], flow: float, group: int, *, stem: bool,
    ) -> Decision | None:  # fmt: skip
        first = plays[0]
        audience = any(actor.id == stage.by and actor.audience for actor in self.scenario.actors)
        total = sum(item.reach for item in plays)
        shares = [item.reach / total if total > 0 else 1 / len(plays) for item in plays]
        mean: dict[str, float] = defaultdict(float)
        beliefs: dict[str, float] = defaultdict(float)
        for item, share in zip(plays, shares, strict=True):
            for move, estimate in item.moves:
                mean[move] += share * estimate.mean
            for name, belief in item.beliefs:
                beliefs[name] += share * belief
        best = max(mean.values(), default=0.0)
        leading = next((move for move, p in mean.items() if p == best), "")
        branches = []
        for move, probability in mean.items():
            by_type = tuple((item.type, next((e.mean for m, e in item.moves if m == move), 0.0)) for item in plays)
            after = flow * probability
            step = (stage.id, first.round, move)
            on_stem = stem and move == leading
            follow = not audience and (on_stem or after >= self.least or self._leads(step, history))
            child = self.walk(place, (*history, (step, True, group)), after, stem=on_stem) if follow else None
            branches.append(Branch(move, probability, after, by_type, child, not follow and not audience))
        if audience:
            # Nobody sees a report, so play goes on as if it had not been made.
            child = self.walk(place, history, flow, stem=stem)
            branches = [
                Branch(b.move, b.probability, b.flow, b.by_type, child if b.move == leading else None, False)
                for b in branches
            ]
        tests = tuple(
            item.id for item in self.scenario.commitments if item.by == stage.by and any(m in item.then for m in mean)
        )
        return Decision(
            stage.id, first.round, stage.by, flow, tuple(plays), tuple(sorted(beliefs.items())), tuple(branches), tests
        )

    def _leads(self, step: Seen, history: tuple[tuple[Seen, bool, int], ...]) -> bool:
        """Tell whether the way to a test of a commitment goes through *step* after *history*."""
        done = {(name, when): move for (name, when, move), sure, _ in history if sure}
        return any(
            target.get(step[:2]) == step[2] and all(target.get(key, move) == move for key, move in done.items())
            for target in self.targets
        )

    def _chance(
        self, place: int, stage: Stage, history: tuple[tuple[Seen, bool, int], ...],
        flow: float, number: int, group: int, *, stem: bool,
    ) -> Decision:  # fmt: skip
        branches = []
        odds = chance_odds(stage.moves)
        leading = max(odds, key=lambda name: odds[name])
        for move in stage.moves:
            step = (stage.id, number, move.id)
            probability = odds[move.id]
            after = flow * probability
            on_stem = stem and move.id == leading
            follow = on_stem or after >= self.least or self._leads(step, history)
            child = self.walk(place, (*history, (step, True, group)), after, stem=on_stem) if follow else None
            branches.append(Branch(move.id, probability, after, (), child, not follow))
        return Decision(stage.id, number, CHANCE, flow, (), (), tuple(branches), ())


def chance_odds(moves: tuple[Move, ...]) -> dict[str, float]:
    """Return the middle of each stated range, the rest for ``rest``, scaled to one."""
    middle = {
        move.id: (move.prior.interval.low + move.prior.interval.high) / 2
        for move in moves
        if move.prior is not None and move.prior.interval is not None
    }
    rest = [move.id for move in moves if move.id not in middle]
    for name in rest:
        middle[name] = max(0.0, 1 - sum(p for key, p in middle.items() if key not in rest)) / len(rest)
    total = sum(middle.values()) or 1.0
    return {move.id: middle[move.id] / total for move in moves}
