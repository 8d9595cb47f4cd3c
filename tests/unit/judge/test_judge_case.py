"""Whole judgements of cases that can be solved by hand."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from foedus._core import SolveError
from foedus.compiler import Parameter
from foedus.judge import Design, Hinge, Judged, Judgement, judge_case, space_of
from support.small_cases import GATE, PROMISE, TYPES, scenario


@cache
def judged(text: str, *, draws: int = 256) -> Judgement:
    found = judge_case(scenario(text), seed=0, draws=draws)
    assert found.complete
    assert found.judgement.certificate.unsolved == 0
    return found.judgement


def hinges(text: str) -> dict[str, Hinge]:
    return {hinge.claim: hinge for hinge in judged(text).hinges}


def test_shutting_the_door_leads_where_an_open_house_is_raided() -> None:
    verdict = judged(GATE).verdict
    assert verdict.leader == "shut"
    shut, leave = verdict.plans
    # the middle of a chain of three is uniform between its ends
    assert shut.value.mean == pytest.approx(0.5, abs=0.01)
    assert shut.value.low <= shut.value.mean <= shut.value.high
    assert leave.value.mean == pytest.approx(0.0005, abs=1e-4)
    assert leave.mean_regret.mean == pytest.approx(0.4995, abs=0.01)
    assert dict(leave.outcomes)["raided_house"].mean == pytest.approx(1)
    assert leave.happened is not None
    assert leave.happened.mean == pytest.approx(1)
    assert shut.share_best.mean > 0.99


def test_a_reversed_relation_changes_the_leader() -> None:
    hinge = hinges(GATE)["c-greedy"]
    assert (hinge.kind, hinge.status, hinge.flips) == ("relation", "hinge", True)
    assert hinge.leader_reversed == "leave"
    assert hinge.share_reversed == pytest.approx(0.5, abs=0.05)
    # reversed, the open house is free: the margin of `shut` goes from about +1/2 to about -1/2
    assert hinge.change == pytest.approx(-1.0, abs=0.06)
    # withdrawn is the mean of both, weighted by volume: neither plan is better
    original = {plan.id: plan.mean_regret.mean for plan in judged(GATE).verdict.plans}
    for plan, estimate in hinge.regret_withdrawn:
        share, reversed_regret = hinge.share_reversed, dict(hinge.regret_reversed)[plan].mean
        assert estimate.mean == pytest.approx((1 - share) * original[plan] + share * reversed_regret)


def test_a_certain_tie_with_the_leader_is_a_change_of_leader() -> None:
    text = GATE.replace("free > shut_in > raided_house]", "free = shut_in > raided_house]").replace("0..0.001", "0..0")
    hinge = hinges(text)["c-greedy"]
    assert judged(text).verdict.leader == "shut"
    # reversed, the open house is left alone, which is as good as a shut one
    assert (hinge.status, hinge.flips, hinge.leader_reversed) == ("hinge", True, None)
    assert hinge.change == pytest.approx(-1.0, abs=1e-6)


def test_claims_that_nothing_hangs_on_are_told_apart() -> None:
    found = hinges(GATE)
    assert found["c-greedy-too"].status == "implied"
    assert found["c-unused"].status == "idle"
    assert found["c-bonus"].status == "holds"
    assert found["c-bonus"].kind == "structure"
    assert found["c-bonus"].leader_reversed == "shut"
    assert found["c-bonus"].share_reversed == 0.5
    assert set(found) == {claim.id for claim in scenario(GATE).claims}


def test_a_reversed_range_is_drawn_from_the_neutral_one() -> None:
    hinge = hinges(GATE)["c-toll"]
    assert hinge.kind == "range"
    # a toll t uniform on -2..2, a door worth u: the margin of `shut` is the mean of t + u, a half again
    assert hinge.change == pytest.approx(0.0, abs=0.25)


def test_hinges_come_first_and_then_by_how_far_they_move_the_verdict() -> None:
    found = judged(GATE).hinges
    keys = [(not hinge.flips, -abs(hinge.change)) for hinge in found]
    assert keys == sorted(keys)


def test_private_types_beliefs_and_play() -> None:
    judgement = judged(TYPES)
    leave = next(plan for plan in judgement.verdict.plans if plan.id == "leave")
    # P(greedy) has mean 0.3, U(fought_over) is the lower of two sorted uniforms after scaling: mean 1/3
    assert leave.value.mean == pytest.approx(0.7 + 0.3 / 3, abs=0.01)
    assert dict(leave.outcomes)["fought_over"].mean == pytest.approx(0.3, abs=0.01)
    play = next(play for play in judgement.plays if play.plan == "leave")
    answer = next(item for item in play.infosets if item.stage == "answer")
    assert answer.reach == pytest.approx(0.3, abs=0.01)
    assert dict(answer.beliefs)["raider.greedy"] == pytest.approx(1, abs=1e-3)
    assert dict(answer.moves)["fight"].mean == pytest.approx(1, abs=1e-3)
    raid = {item.type: dict(item.moves)["go"].mean for item in play.infosets if item.stage == "raid"}
    assert raid == pytest.approx({"greedy": 1, "tame": 0}, abs=1e-3)
    assert judgement.certificate.max_gain < 1e-6
    assert judgement.certificate.interpreter_error < 1e-9


def test_a_reversed_prior_is_tried() -> None:
    hinge = hinges(TYPES)["c-greed"]
    assert hinge.kind == "prior"
    assert hinge.share_reversed == pytest.approx(0.8, abs=0.05)


def test_the_selection_is_rerun_for_every_actor_up_and_down() -> None:
    selection = judged(TYPES).selection
    assert [(item.actor, item.factor) for item in selection] == [
        ("guard", 0.25), ("guard", 4.0), ("raider", 0.25), ("raider", 4.0),
    ]  # fmt: skip
    # every equilibrium is strict here, so the leader does not hang on the selection
    assert {item.leader for item in selection} == {judged(TYPES).verdict.leader}


def test_what_a_promise_is_worth_and_from_which_cost_on_it_is_believed() -> None:
    (worth,) = judged(PROMISE).commitments
    assert worth.plan == "speak"
    assert worth.draws == 128
    # kept, the house is free (1); without the promise the raider wins and the guard has U(lost), mean a half
    assert worth.value.mean == pytest.approx(0.5, abs=0.06)
    assert worth.value.low < 0.5 < worth.value.high
    assert dict(worth.kept) == pytest.approx({"guard.only": 1})
    # the threshold of a draw is its U(lost), found to 1/64; the first eight draws of every replicate are looked at
    sample = Design(space_of(scenario(PROMISE)), seed=0).sample(0, 8)
    assert sample is not None
    lost = sample.numbers[Parameter("utility", ("guard", "only", "lost"))]
    for name, value in worth.threshold:
        exact = np.quantile(lost, float(name.rstrip("%")) / 100, method="higher")
        assert exact <= value <= exact + 1 / 64
    assert [name for name, _ in worth.threshold] == ["10%", "50%", "90%"]


def test_a_promise_that_no_cost_makes_credible_has_no_threshold() -> None:
    text = PROMISE.replace("per: breached(resist)", "per: 0 * breached(resist)")
    (worth,) = judged(text, draws=64).commitments
    assert {value for _, value in worth.threshold} == {math.inf}
    assert worth.value.mean == pytest.approx(0)
    assert dict(worth.kept) == pytest.approx({"guard.only": 0})


def test_a_claim_on_an_element_and_a_relation_is_reversed_in_strata() -> None:
    text = GATE.replace("because: c-bonus", "because: c-greedy")
    hinge = hinges(text)["c-greedy"]
    assert hinge.kind == "relation+structure"
    # kept only where the bonus is there and the relation holds: a half of a half
    assert hinge.share_reversed == pytest.approx(0.75, abs=0.05)
    # reversed, the raider raids in one draw out of three (no bonus, relation kept)
    regret = dict(hinge.regret_reversed)
    assert regret["leave"].mean == pytest.approx(0.5 / 3, abs=0.03)
    assert regret["shut"].mean == pytest.approx(0.5 * 2 / 3, abs=0.03)


@pytest.mark.parametrize(("asked", "done"), [(64, 64), (100, 96), (300, 296)])
def test_there_are_never_more_draws_than_asked_for(asked: int, done: int) -> None:
    even = TYPES.replace("greedy: 0.2..0.4", "greedy: 0.5..1").replace("free > shut_in > fought_over", "free > shut_in")
    verdict = judge_case(scenario(even), seed=0, draws=asked, hinges=False).judgement.verdict
    assert verdict.draws <= done
    if asked < 256:
        assert verdict.draws == done


def test_the_numbers_are_the_same_for_any_number_of_workers_and_seeds_differ() -> None:
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(4) as four:
        runs = [judge_case(scenario(TYPES), seed=0, draws=64, executor=pool) for pool in (one, four)]
    assert runs[0] == runs[1]
    other = judge_case(scenario(TYPES), seed=1, draws=64, hinges=False)
    assert other.judgement.verdict != runs[0].judgement.verdict


class _Memory:
    def __init__(self) -> None:
        self.kept: dict[str, dict[str, np.ndarray]] = {}
        self.hits = 0

    def get(self, key: str) -> dict[str, np.ndarray] | None:
        self.hits += key in self.kept
        return self.kept.get(key)

    def put(self, key: str, arrays: dict[str, np.ndarray]) -> None:
        self.kept[key] = arrays


def stop_after(units: int, store: _Memory) -> Judged:
    done = 0

    def progress(finished: int, total: int, label: str) -> None:
        nonlocal done
        assert finished <= total
        assert label
        done = finished

    with ThreadPoolExecutor(1) as pool:
        return judge_case(
            scenario(TYPES), seed=0, draws=64, executor=pool, store=store, progress=progress,
            cancelled=lambda: done >= units,
        )  # fmt: skip


def test_a_stopped_run_keeps_what_is_done_and_goes_on_from_there() -> None:
    store = _Memory()
    stopped = stop_after(6, store)
    assert not stopped.complete
    assert stopped.judgement.verdict.draws == 64
    assert len(stopped.judgement.hinges) < len(scenario(TYPES).claims) or not stopped.judgement.selection
    again = judge_case(scenario(TYPES), seed=0, draws=64, store=store)
    assert again.complete
    assert store.hits >= 6
    assert again == judge_case(scenario(TYPES), seed=0, draws=64)


def test_a_run_stopped_before_its_first_block_says_what_to_do() -> None:
    with pytest.raises(SolveError, match="start it again"):
        stop_after(0, _Memory())


def test_a_case_without_plans_has_nothing_to_compare() -> None:
    with pytest.raises(SolveError, match="no plans to compare"):
        judge_case(replace(scenario(GATE), plans=()), seed=0)
