"""One judgement of a case: blocks of draws until the plans separate, then claims, promises and the selection."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from foedus._core import SolveError
from foedus.compiler import CompiledGame, compile_game
from foedus.games import ExtensiveForm
from foedus.scenario import Scenario

from ._agreement import interpreter_error
from ._commitment import is_due, worth_of
from ._design import POINTS, REPLICATES, Design, Sample
from ._hinges import Original, ranked, try_claim
from ._plays import play_of
from ._solution import METHOD, TOLERANCE, Arrays, planner_types
from ._space import space_of
from ._types import CertificateSummary, CommitmentWorth, Hinge, Judgement, PlanPlay, SelectionCheck, Verdict
from ._verdict import leader_of, regret_of, settled, verdict_of
from ._workshop import SHARD, Cancelled, Store, Workshop

MOST_DRAWS = 4096
SHOWN = 4
"""Blocks whose strategies are kept to be shown."""
PROMISE_POINTS = 16
"""Draws of each replicate for the value of a promise."""
SELECTION_POINTS = 4
"""Draws of each replicate in a rerun with another precision."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement, and whether it was finished or stopped."""

    judgement: Judgement
    complete: bool


@dataclass(slots=True)
class _Run:
    """What one judgement has found so far."""

    scenario: Scenario
    seed: int
    workshop: Workshop
    games: dict[str, CompiledGame]
    advised: int
    points: int
    """Draws of each replicate at most."""
    samples: list[Sample] = field(default_factory=list)
    blocks: list[dict[str, Arrays]] = field(default_factory=list)
    verdict: Verdict | None = None
    plays: tuple[PlanPlay, ...] = ()
    hinges: list[Hinge] = field(default_factory=list)
    commitments: list[CommitmentWorth] = field(default_factory=list)
    selection: list[SelectionCheck] = field(default_factory=list)
    agreement: float = 0.0

    @property
    def plans(self) -> tuple[str, ...]:
        return tuple(self.games)

    def kept(self) -> np.ndarray:
        """Return which draws were solved under every plan."""
        kept: np.ndarray = np.concatenate(
            [np.all([block[plan]["gain"] <= TOLERANCE for plan in self.plans], axis=0) for block in self.blocks]
        )
        return kept

    def stacked(self, name: str) -> np.ndarray:
        """Return an array of every plan over the kept draws, shape (plan, row, draw)."""
        kept = self.kept()
        return np.array(
            [np.concatenate([block[plan][name] for block in self.blocks], axis=-1)[:, kept] for plan in self.plans]
        )

    def replicate(self) -> np.ndarray:
        """Return the replicate of every kept draw."""
        kept: np.ndarray = np.concatenate([sample.replicate for sample in self.samples])[self.kept()]
        return kept


def judge_case(
    scenario: Scenario,
    *,
    seed: int,
    draws: int | None = None,
    hinges: bool = True,
    executor: Executor | None = None,
    store: Store | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Judged:
    """Return the judgement of *scenario*.

    Draws are added in blocks of 256 until every paired comparison of plans separates (or ties in every draw) or *draws*
    (4,096; a multiple of eight) is reached.
    The same scenario, version and seed give the same numbers for any executor.

    Args:
        scenario: a scenario without errors.
        seed: of all draws.
        draws: at most this many; at least 64.
        hinges: whether to try the claims, the promises and the selection as well.
        executor: where units run, on threads, in other processes or on a cluster; None makes a pool of threads.
        store: where finished units are kept, so that a stopped run goes on where it was.
        progress: called with units done, units expected and a label.
        cancelled: asked between units; when it says yes the run ends with what is done.

    Raises:
        SolveError: there is no plan, the run was stopped before the first block was done, or no draw satisfies the
            claims or could be solved.
        LimitError: a game is too large.

    A unit that fails ends the run with a ``SolveError`` that names it; what was finished is in the store.
    """
    if executor is None:
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return judge_case(
                scenario, seed=seed, draws=draws, hinges=hinges, executor=pool, store=store, progress=progress,
                cancelled=cancelled,
            )  # fmt: skip
    if not scenario.plans:
        raise SolveError("the case has no plans to compare; add `plans:`, or use `foedus solve` for its game")
    games = _compile(scenario)
    types = planner_types(next(iter(games.values())))
    advised = types.index(scenario.advises.partition(".")[2] or types[0])
    points = max(1, (draws or MOST_DRAWS) // REPLICATES)
    run = _Run(scenario, seed, Workshop(executor, store, progress, cancelled), games, advised, points)
    run.workshop.expected = _expected(run, hinges)
    complete = True
    try:
        _verdict(run)
        if hinges:
            _try_claims(run)
            _weigh_promises(run)
            _check_selection(run)
    except Cancelled:
        complete = False
    if run.verdict is None:
        raise SolveError("the run was stopped before its first block of draws was done; start it again to go on")
    workshop = run.workshop
    certificate = CertificateSummary(
        _method(run), workshop.max_gain, workshop.solved, workshop.unsolved, workshop.belief_error, run.agreement
    )
    judgement = Judgement(
        run.verdict, ranked(run.hinges), run.plays, tuple(run.commitments), tuple(run.selection), certificate
    )
    return Judged(judgement, complete)


def _compile(scenario: Scenario) -> dict[str, CompiledGame]:
    return {plan.id: compile_game(scenario, plan.id) for plan in scenario.plans}


def _method(run: _Run) -> str:
    trees = {isinstance(game.form, ExtensiveForm) for game in run.games.values()}
    return " and ".join(["backward_subgame_perfect"] * (False in trees) + [METHOD] * (True in trees))


def _expected(run: _Run, hinges: bool) -> int:
    """Return how many units are to be expected: two blocks, and the first draws of every claim."""
    plans = len(run.games)
    units = plans * -(-min(run.points, 2 * POINTS) * REPLICATES // SHARD)
    if hinges:
        units += 2 * plans * len(run.scenario.claims) + 26 * len(run.scenario.commitments)
        units += 2 * plans * len(run.scenario.actors)
    return units


def _verdict(run: _Run) -> None:
    """Add blocks until the plans separate or there are as many draws as there may be."""
    design = Design(space_of(run.scenario), run.seed)
    scenario = run.scenario
    for first in range(0, run.points, POINTS):
        block, last = first // POINTS, min(first + POINTS, run.points)
        sample = design.sample(first, last)
        if sample is None:
            raise SolveError("no draw satisfies the case's claims: its probabilities cannot sum to one")
        label = f"draws {first * REPLICATES + 1} to {last * REPLICATES}"
        solved = run.workshop.solve(run.games, sample, label=label, play=block < SHOWN)
        run.samples.append(sample)
        run.blocks.append(solved)
        if not run.kept().any():
            raise SolveError("no draw could be solved under every plan; `foedus solve CASE` shows a single game")
        run.verdict = verdict_of(
            run.plans,
            run.stacked("values"),
            run.stacked("outcomes"),
            run.replicate(),
            advised=run.advised,
            types=planner_types(run.games[run.plans[0]]),
            outcome_names=tuple(outcome.id for outcome in scenario.outcomes),
            happened=scenario.happened.outcome if scenario.happened else None,
        )
        run.plays = _plays(run)
        if block == 0:
            run.agreement = max(
                interpreter_error(game, {key: values[:1] for key, values in sample.numbers.items()})
                for game in run.games.values()
            )
        if all(settled(comparison) for comparison in run.verdict.comparisons):
            break


def _plays(run: _Run) -> tuple[PlanPlay, ...]:
    shown = run.blocks[:SHOWN]
    kept = run.kept()[: sum(sample.draws for sample in run.samples[:SHOWN])]
    found = []
    for plan, game in run.games.items():
        names = ("strategy", "reach", "believed")
        arrays = {name: np.concatenate([block[plan][name] for block in shown], axis=-1) for name in names}
        found.append(play_of(game, arrays, kept))
    return tuple(found)


def _original(run: _Run) -> Original:
    regret = regret_of(run.stacked("values")[:, run.advised])
    return Original(run.plans, regret, run.replicate(), run.verdict.leader if run.verdict else None)


def _solve(run: _Run, games: dict[str, CompiledGame], sample: Sample, label: str) -> dict[str, Arrays]:
    return run.workshop.solve(games, sample, label=label)


def _try_claims(run: _Run) -> None:
    space, original = space_of(run.scenario), _original(run)
    for number, claim in enumerate(run.scenario.claims):
        run.workshop.expected = 2 * len(run.plans) * (len(run.scenario.claims) - number)
        run.hinges.append(
            try_claim(
                claim.id,
                run.scenario,
                space,
                run.games,
                original,
                seed=run.seed,
                advised=run.advised,
                compile_plans=_compile,
                solve=lambda games, sample, label: _solve(run, games, sample, f"claim {label}"),
            )
        )


def _weigh_promises(run: _Run) -> None:
    if run.verdict is None:
        return
    sample = Design(space_of(run.scenario), run.seed).sample(0, min(run.points, PROMISE_POINTS))
    if sample is None:
        return
    for commitment in run.scenario.commitments:
        due = [plan.id for plan in run.verdict.plans if is_due(run.games[plan.id], commitment.id)]
        if due:
            worth = worth_of(
                commitment,
                run.scenario,
                run.games[due[0]],
                sample,
                advised=run.advised,
                compile_plans=_compile,
                solve=lambda games, part, label: run.workshop.solve(games, part, label=label, play=True),
            )
            run.commitments += [worth] if worth is not None else []


def _check_selection(run: _Run) -> None:
    """Rerun some draws with each actor's precision multiplied and divided by four."""
    sample = Design(space_of(run.scenario), run.seed).sample(0, SELECTION_POINTS)
    forms = [game.form for game in run.games.values() if isinstance(game.form, ExtensiveForm)]
    if sample is None or not forms:
        return
    for actor in dict.fromkeys(player for form in forms for player in form.players):
        for factor in (0.25, 4.0):
            solved = run.workshop.solve(
                run.games, sample, label=f"selection: {actor} × {factor:g}", precision={actor: factor}
            )
            good = np.all([solved[plan]["gain"] <= TOLERANCE for plan in run.plans], axis=0)
            regret = regret_of(np.array([solved[plan]["values"][run.advised][good] for plan in run.plans]))
            leader = leader_of(run.plans, regret, sample.replicate[good]) if good.any() else None
            run.selection.append(SelectionCheck(actor, factor, leader, int(good.sum())))
