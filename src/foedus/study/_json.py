"""A study as plain data, for ``--json`` and for programs that read it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ._types import Study

if TYPE_CHECKING:
    from foedus._core import Label
    from foedus.judge import CommitmentWorth, Comparison, Estimate, Hinge, PlanPlay, PlanVerdict

_PLAN_ESTIMATES = ("value", "mean_regret", "share_best", "worst_decile")


def study_json(study: Study) -> dict[str, object]:
    """Return *study* as data that JSON can hold: the same study gives the same text.

    An estimate is a number under its name and ``[low, high]`` under its name and ``_interval``; in a table of them
    each is ``{"mean", "low", "high"}``. What is not finite (a threshold that is never reached) is None. The reader's
    own text of a citation is left out: it may not be shared.
    """
    case, judgement, manifest = study.case, study.judgement, study.manifest
    verdict, certificate = judgement.verdict, judgement.certificate
    plain = {
        "case": case.slug,
        "title": _label(case.scenario.title),
        "question": _label(case.scenario.question),
        "planner": case.scenario.planner,
        "advises": case.scenario.advises,
        "verdict": {
            "leader": verdict.leader,
            "plans": [_plan(item) for item in verdict.plans],
            "comparisons": [_comparison(item) for item in verdict.comparisons],
            "draws": verdict.draws,
            "replicates": verdict.replicates,
        },
        "hinges": [_hinge(item) for item in judgement.hinges],
        "commitments": [_commitment(item) for item in judgement.commitments],
        "selection": [
            {"actor": item.actor, "factor": item.factor, "leader": item.leader, "draws": item.draws}
            for item in judgement.selection
        ],
        "plays": [_play(item) for item in judgement.plays],
        "certificate": {
            "method": certificate.method,
            "max_gain": certificate.max_gain,
            "solved": certificate.solved,
            "unsolved": certificate.unsolved,
            "belief_error": certificate.belief_error,
            "interpreter_error": certificate.interpreter_error,
        },
        "citations": [
            {
                "id": item.citation,
                "status": item.status,
                "file": item.file or None,
                "start": item.start if item.start >= 0 else None,
                "end": item.end if item.end >= 0 else None,
            }
            for item in study.anchors
        ],
        "obligations": _obligations(study),
        "manifest": {
            "version": manifest.version,
            "seed": manifest.seed,
            "draws": manifest.draws,
            "method": manifest.method,
            "hashes": dict(manifest.hashes),
            "libraries": dict(manifest.libraries),
            "complete": manifest.complete,
            "asked": manifest.asked,
        },
    }
    return {key: _safe(value) for key, value in plain.items()}


def _plan(plan: PlanVerdict) -> dict[str, object]:
    data: dict[str, object] = {"id": plan.id}
    for name in _PLAN_ESTIMATES:
        data |= _estimate(name, getattr(plan, name))
    return data | {
        "max_regret": plan.max_regret,
        "values_by_type": _table(plan.values_by_type),
        "outcomes": _table(plan.outcomes),
        **_estimate("happened", plan.happened),
    }


def _comparison(item: Comparison) -> dict[str, object]:
    return {
        "left": item.left,
        "right": item.right,
        **_estimate("difference", item.difference),
        "separated": item.separated,
        "left_better": item.left_better,
        "right_better": item.right_better,
    }


def _hinge(hinge: Hinge) -> dict[str, object]:
    return {
        "claim": hinge.claim,
        "kind": hinge.kind,
        "status": hinge.status,
        "change": hinge.change,
        "flips": hinge.flips,
        "leader_reversed": hinge.leader_reversed,
        "leader_withdrawn": hinge.leader_withdrawn,
        "regret_reversed": _table(hinge.regret_reversed),
        "regret_withdrawn": _table(hinge.regret_withdrawn),
        "share_reversed": hinge.share_reversed,
        "draws": hinge.draws,
    }


def _commitment(worth: CommitmentWorth) -> dict[str, object]:
    return {
        "commitment": worth.commitment,
        "plan": worth.plan,
        **_estimate("value", worth.value),
        "threshold": dict(worth.threshold),
        "kept": dict(worth.kept),
        "draws": worth.draws,
    }


def _play(play: PlanPlay) -> dict[str, object]:
    return {
        "plan": play.plan,
        "information_sets": play.information_sets,
        "nodes": play.nodes,
        "infosets": [
            {
                "actor": item.actor,
                "type": item.type,
                "stage": item.stage,
                "round": item.round,
                "seen": [{"stage": stage, "round": number, "move": move} for stage, number, move in item.seen],
                "reach": item.reach,
                "moves": _table(item.moves),
                "beliefs": dict(item.beliefs),
            }
            for item in play.infosets
        ],
    }


def _obligations(study: Study) -> list[dict[str, object]]:
    assessed = {item.obligation: item for item in study.assessments}
    rows: list[dict[str, object]] = []
    for duty in study.case.ledger.obligations:
        found = assessed[duty.id]
        row: dict[str, object] = {
            "id": duty.id,
            "label": _label(duty.label),
            "by": duty.by,
            "to": duty.to or None,
            "form": duty.form or None,
            "due": str(duty.due) if duty.due else None,
            "undertaken": str(duty.undertaken) if duty.undertaken else None,
            "citations": list(duty.citations),
            "status": found.status,
            "done": str(found.done) if found.done else None,
            "days": found.days,
            "events": list(found.events),
            "cited": found.cited,
        }
        rows.append(row)
    return rows


def _label(label: Label) -> dict[str, str]:
    return {"en": label.en, "zh": label.zh}


def _estimate(name: str, estimate: Estimate | None) -> dict[str, object]:
    if estimate is None:
        return {name: None, f"{name}_interval": None}
    return {name: estimate.mean, f"{name}_interval": [estimate.low, estimate.high]}


def _table(rows: tuple[tuple[str, Estimate], ...]) -> dict[str, object]:
    return {name: {"mean": item.mean, "low": item.low, "high": item.high} for name, item in rows}


def _safe(value: object) -> object:
    if isinstance(value, dict):
        return {key: _safe(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_safe(item) for item in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    return value
