"""What a judgement says, as plain immutable values; all numbers with their intervals."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over draws with its 95 % interval from independently scrambled replicates."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PlanVerdict:
    """One plan over all draws; values are of the planner type the case advises."""

    id: str
    value: Estimate
    values_by_type: tuple[tuple[str, Estimate], ...]
    mean_regret: Estimate
    max_regret: float
    share_best: Estimate
    """Share of draws in which the plan is within 1e-6 of the best; ties are shared."""
    worst_decile: Estimate
    """Mean value over the worst tenth of the draws."""
    outcomes: tuple[tuple[str, Estimate], ...]
    """Outcome id → probability."""
    happened: Estimate | None
    """Probability the plan gave to what in fact happened."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A pair of plans: mean difference of regret (left minus right) and the share of draws in which left is better."""

    left: str
    right: str
    difference: Estimate
    separated: bool
    left_better: float
    right_better: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The comparison of plans over all admissible draws."""

    leader: str | None
    """The plan of least mean regret, or None when its interval does not separate from the next."""
    plans: tuple[PlanVerdict, ...]
    """In the order of mean regret, least first."""
    comparisons: tuple[Comparison, ...]
    draws: int
    replicates: int


@dataclass(frozen=True, slots=True)
class Hinge:
    """What happens to the verdict when one claim is withdrawn or reversed.

    ``kind`` is ``relation``, ``prior``, ``range``, ``structure`` or several joined by ``+``. ``status`` is
    ``hinge`` (withdrawal or reversal changes the leader, with a paired interval that excludes chance), ``holds``,
    ``undecided`` (the interval does not exclude chance), ``implied`` (the other claims imply it, so there is nothing
    to reverse) or ``idle`` (no draw depends on it).
    """

    claim: str
    kind: str
    status: str
    change: float
    """How far the leader's margin in mean regret over its best rival moves when the claim is reversed."""
    flips: bool
    leader_withdrawn: str | None
    leader_reversed: str | None
    regret_reversed: tuple[tuple[str, Estimate], ...]
    """Plan id → mean regret over the reversed draws."""
    regret_withdrawn: tuple[tuple[str, Estimate], ...]
    share_reversed: float
    """Share of the draws admissible without the claim that contradict it."""
    draws: int


@dataclass(frozen=True, slots=True)
class InfosetPlay:
    """How one information set is played on average over the draws."""

    actor: str
    type: str
    stage: str
    round: int
    seen: tuple[tuple[str, int, str], ...]
    """(stage, round, move) in order."""
    reach: float
    """Mean probability that it is reached, under the case's prior."""
    moves: tuple[tuple[str, Estimate], ...]
    """Move id → probability; here low and high are the 10 % and 90 % quantiles over draws."""
    beliefs: tuple[tuple[str, float], ...]
    """``actor.type`` → mean belief that the others are of that type."""


@dataclass(frozen=True, slots=True)
class PlanPlay:
    """One plan's equilibrium, averaged over the draws."""

    plan: str
    infosets: tuple[InfosetPlay, ...]
    nodes: int
    information_sets: int


@dataclass(frozen=True, slots=True)
class CommitmentWorth:
    """What a promise is worth to the planner, and what makes it credible."""

    commitment: str
    plan: str
    value: Estimate
    """The planner's value with the promise minus without, draw by draw."""
    threshold: tuple[tuple[str, float], ...]
    """Quantile name (``10%``, ``50%``, ``90%``) → smallest breach cost at which every type keeps it."""
    kept: tuple[tuple[str, float], ...]
    """``actor.type`` → mean probability of carrying it out where it falls due."""
    draws: int


@dataclass(frozen=True, slots=True)
class SelectionCheck:
    """Whether the leader hangs on which equilibrium was selected: one row a rerun."""

    actor: str
    factor: float
    """The actor's precision was multiplied by this."""
    leader: str | None
    draws: int


@dataclass(frozen=True, slots=True)
class CertificateSummary:
    """The largest gain any actor could make by deviating, over everything that was solved."""

    method: str
    max_gain: float
    solved: int
    unsolved: int
    belief_error: float
    interpreter_error: float
    """Largest difference between the interpreter's exact outcome distribution and the compiled game's."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything ``judge`` found out about a case."""

    verdict: Verdict
    hinges: tuple[Hinge, ...]
    plays: tuple[PlanPlay, ...]
    commitments: tuple[CommitmentWorth, ...]
    selection: tuple[SelectionCheck, ...]
    certificate: CertificateSummary
