"""Hinges: claims withdrawn and reversed.

Let A be the draws that satisfy all claims and A₋c those that satisfy all but c. *Reversed* is the verdict over A₋c
minus A, *withdrawn* the verdict over A₋c; so the withdrawn verdict is the volume-weighted mean of the original and the
reversed one, and needs no further solving. For a claim that holds up an element, reversed means the element is gone,
and present and gone are equally likely. A claim that holds up both has two kinds of reversed draws, in strata: the
element gone, whatever becomes of the lines; and the element present, a line broken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from foedus.compiler import CompiledGame
from foedus.games import FloatArray
from foedus.scenario import Scenario

from ._design import Design, Sample
from ._elements import resting_elements, without
from ._solution import TOLERANCE, Arrays
from ._space import Space, space_of
from ._types import Estimate, Hinge
from ._verdict import BEST, Replicates, estimate, leader_of, regret_of, separated

FIRST, MOST = 8, 32
"""Reversed draws of each replicate: at first, and at most where the first do not decide."""


@dataclass(frozen=True, slots=True, eq=False)
class Original:
    """The verdict a claim is held against."""

    plans: tuple[str, ...]
    regret: FloatArray
    """(plan, draw)."""
    replicate: Replicates
    leader: str | None

    @property
    def first(self) -> int:
        """Place of the leader, or of the plan of least mean regret where none leads."""
        if self.leader is not None:
            return self.plans.index(self.leader)
        return int(self.regret.mean(axis=1).argmin())


Solve = Callable[[dict[str, CompiledGame], Sample, str], dict[str, Arrays]]


def try_claim(
    claim: str,
    scenario: Scenario,
    space: Space,
    games: dict[str, CompiledGame],
    original: Original,
    *,
    seed: int,
    advised: int,
    compile_plans: Callable[[Scenario], dict[str, CompiledGame]],
    solve: Solve,
) -> Hinge:
    """Return what becomes of the verdict when *claim* is withdrawn or reversed."""
    falling = space.falling(claim)
    elements = resting_elements(scenario, claim)
    kind = "+".join(dict.fromkeys([*sorted({line.kind for line in falling}), *(["structure"] if elements else [])]))
    if not falling and not elements:
        return _untried(claim, kind, "idle")
    strata: list[_Stratum] = []
    if elements:
        absent = without(scenario, elements)
        bare = space_of(absent)
        design = Design(bare, seed, bare.falling(claim), name=f"without {claim}", broken=False)
        strata.append(_Stratum(design, compile_plans(absent), gone=True))
    if falling:
        strata.append(_Stratum(Design(space, seed, falling, name=f"reversed {claim}"), games, gone=False))
    points = 0
    while True:
        before, points = points, 2 * points or FIRST
        strata = [stratum for stratum in strata if stratum.extend(before, points, solve, claim, advised)]
        if not strata:
            return _untried(claim, kind, "implied")
        half = 0.5 if elements else 1.0
        shares = [half if stratum.gone else half * stratum.share for stratum in strata]
        # every stratum has as many draws, so a draw counts as much as its stratum is likely
        scale = len(shares) / sum(shares)
        regret = np.concatenate(
            [stratum.regret * share * scale for stratum, share in zip(strata, shares, strict=True)], axis=1
        )
        replicate = np.concatenate([stratum.replicate for stratum in strata])
        if not len(replicate):
            return _untried(claim, kind, "undecided")
        hinge = _judge(claim, kind, original, regret, replicate, sum(shares))
        if hinge.status != "undecided" or points >= MOST:
            return hinge


@dataclass(slots=True, eq=False)
class _Stratum:
    """One kind of reversed draws, the games to solve for them, and what was found so far."""

    design: Design
    games: dict[str, CompiledGame]
    gone: bool
    regret: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    replicate: Replicates = field(default_factory=lambda: np.zeros(0, np.int64))
    share: float = 0.0

    def extend(self, first: int, last: int, solve: Solve, claim: str, advised: int) -> bool:
        """Solve the draws *first* to *last* of every replicate; tell whether there are such draws."""
        sample = self.design.sample(first, last)
        if sample is None:
            return False
        solved = solve(self.games, sample, claim)
        good = np.all([arrays["gain"] <= TOLERANCE for arrays in solved.values()], axis=0)
        found = regret_of(np.array([arrays["values"][advised][good] for arrays in solved.values()]))
        self.regret = np.concatenate([self.regret, found], axis=1) if first else found
        self.replicate = np.concatenate([self.replicate, sample.replicate[good]])
        self.share = sample.share
        return True


def _untried(claim: str, kind: str, status: str) -> Hinge:
    return Hinge(claim, kind, status, 0.0, False, None, None, (), (), 0.0, 0)


def _judge(claim: str, kind: str, original: Original, regret: FloatArray, replicate: Replicates, share: float) -> Hinge:
    plans = original.plans
    reversed_leader = leader_of(plans, regret, replicate)
    withdrawn = [
        _mixed(original.regret[row], original.replicate, regret[row], replicate, share) for row in range(len(plans))
    ]
    withdrawn_leader = _withdrawn_leader(original, regret, replicate, share, withdrawn)
    first = original.first
    flips = _overtaken(original, regret, replicate, first, reversed_leader) or (
        withdrawn_leader is not None and withdrawn_leader != original.leader
    )
    settled = flips or reversed_leader is not None or _clear_of_all(regret, replicate, first)
    return Hinge(
        claim,
        kind,
        "hinge" if flips else ("holds" if settled else "undecided"),
        _margin(regret, first) - _margin(original.regret, first),
        flips,
        withdrawn_leader,
        reversed_leader,
        tuple((plan, estimate(regret[row], replicate)) for row, plan in enumerate(plans)),
        tuple((plan, withdrawn[row]) for row, plan in enumerate(plans)),
        share,
        len(replicate),
    )


def _overtaken(
    original: Original, regret: FloatArray, replicate: Replicates, first: int, reversed_leader: str | None
) -> bool:
    """Tell whether another plan is better than the leader, beyond chance, or its equal in every single draw.

    Where no plan led, tell whether one does now.
    """
    if original.leader is None:
        return reversed_leader is not None
    differences = [regret[first] - regret[other] for other in range(len(regret)) if other != first]
    return any(_tied(row) or estimate(row, replicate).low > BEST for row in differences)


def _tied(difference: FloatArray) -> bool:
    return bool((abs(difference) <= BEST).all())


def _clear_of_all(regret: FloatArray, replicate: Replicates, first: int) -> bool:
    """Tell whether *first* is separated from every other plan, or ties with it in every draw."""
    differences = [regret[first] - regret[other] for other in range(len(regret)) if other != first]
    return all(_tied(row) or separated(estimate(row, replicate)) for row in differences)


def _margin(regret: FloatArray, first: int) -> float:
    """Return how far the best rival's mean regret lies above that of plan *first*."""
    means = regret.mean(axis=1)
    rivals = np.delete(means, first)
    return float(rivals.min() - means[first]) if len(rivals) else 0.0


def _mixed(
    one: FloatArray, one_replicate: Replicates, two: FloatArray, two_replicate: Replicates, share: float
) -> Estimate:
    """Return the mean of *one* and *two*, the second weighted by *share*; their errors are independent."""
    first, second = estimate(one, one_replicate), estimate(two, two_replicate)
    mean = (1 - share) * first.mean + share * second.mean
    half = float(np.hypot((1 - share) * (first.high - first.mean), share * (second.high - second.mean)))
    return Estimate(mean, mean - half, mean + half)


def _withdrawn_leader(
    original: Original, regret: FloatArray, replicate: Replicates, share: float, withdrawn: list[Estimate]
) -> str | None:
    if len(withdrawn) == 1:
        return original.plans[0]
    first, second = np.argsort([item.mean for item in withdrawn], kind="stable")[:2]
    difference = _mixed(
        original.regret[first] - original.regret[second],
        original.replicate,
        regret[first] - regret[second],
        replicate,
        share,
    )
    return original.plans[first] if separated(difference) else None


def ranked(hinges: list[Hinge]) -> tuple[Hinge, ...]:
    """Return *hinges*, those that turn the verdict first, then by how far they move it."""
    return tuple(sorted(hinges, key=lambda item: (not item.flips, -abs(item.change), item.claim)))
