"""A study as plain data, on a study made by hand."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import numpy as np

from foedus.judge import Estimate
from foedus.study import study_json
from support.study_fixture import make_study


def data(**changes: Any) -> Any:
    study = make_study()
    study = replace(study, judgement=replace(study.judgement, **changes))
    return json.loads(json.dumps(study_json(study), allow_nan=False))


def test_holds_what_programs_rely_on():
    study, found = make_study(), data()
    verdict = study.judgement.verdict
    assert found["case"] == "korea-1958"
    assert found["verdict"]["leader"] == verdict.leader
    assert found["verdict"]["draws"] == verdict.draws
    for row, plan in zip(found["verdict"]["plans"], verdict.plans, strict=True):
        assert row["id"] == plan.id
        for name in ("share_best", "mean_regret", "value", "worst_decile"):
            estimate = getattr(plan, name)
            assert (row[name], row[f"{name}_interval"]) == (estimate.mean, [estimate.low, estimate.high])
        assert row["outcomes"] == {
            name: {"mean": item.mean, "low": item.low, "high": item.high} for name, item in plan.outcomes
        }
    for row, hinge in zip(found["hinges"], study.judgement.hinges, strict=True):
        for name in ("claim", "change", "flips", "status", "leader_reversed", "leader_withdrawn"):
            assert row[name] == getattr(hinge, name)
    for name in ("max_gain", "method", "solved", "unsolved"):
        assert found["certificate"][name] == getattr(study.judgement.certificate, name)
    assert [(row["id"], row["status"]) for row in found["citations"]] == [
        (anchor.citation, anchor.status) for anchor in study.anchors
    ]
    assert [(row["id"], row["status"], row["days"]) for row in found["obligations"]] == [
        (item.obligation, item.status, item.days) for item in study.assessments
    ]
    assert found["commitments"][0]["threshold"] == dict(study.judgement.commitments[0].threshold)
    assert [row["factor"] for row in found["selection"]] == [item.factor for item in study.judgement.selection]
    assert [(row["plan"], row["information_sets"], row["nodes"]) for row in found["plays"]] == [
        (play.plan, play.information_sets, play.nodes) for play in study.judgement.plays
    ]
    assert found["manifest"]["seed"] == 1958
    assert found["manifest"]["hashes"] == dict(study.manifest.hashes)
    assert found["manifest"]["complete"] is True


def test_the_readers_own_text_is_left_out():
    texts = [anchor.text for anchor in make_study().anchors if anchor.text]
    assert texts
    assert not any(part in json.dumps(data(), ensure_ascii=False) for part in texts)


def test_what_is_not_finite_is_null():
    judgement = make_study().judgement
    worth = replace(
        judgement.commitments[0],
        value=Estimate(math.nan, -math.inf, math.inf),
        threshold=(("10%", 0.1), ("90%", math.inf)),
    )
    found = data(commitments=(worth,), verdict=replace(judgement.verdict, leader=None))
    row = found["commitments"][0]
    assert (row["value"], row["value_interval"], row["threshold"]) == (None, [None, None], {"10%": 0.1, "90%": None})
    assert found["verdict"]["leader"] is None


def test_what_did_not_happen_is_null():
    verdict = make_study().judgement.verdict
    plans = tuple(replace(plan, happened=None) for plan in verdict.plans)
    row = data(verdict=replace(verdict, plans=plans))["verdict"]["plans"][0]
    assert (row["happened"], row["happened_interval"]) == (None, None)


def test_numbers_of_numpy_are_plain_numbers():
    hinge = replace(make_study().judgement.hinges[0], change=np.float64(0.25), share_reversed=np.float64(math.nan))
    row = data(hinges=(hinge,))["hinges"][0]
    assert (row["change"], row["share_reversed"]) == (0.25, None)
