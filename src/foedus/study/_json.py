"""A study as plain data, for ``--json`` and for other programs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ._types import Study

if TYPE_CHECKING:
    from foedus.judge import CommitmentWorth, Comparison, Estimate, Hinge, PlanPlay, PlanVerdict


def study_json(study: Study) -> dict[str, object]:
    """Return *study* as plain data: the same study gives the same text.

    A number that does not exist (an interval from one replicate, a threshold that is never reached) is null.
    """
    judgement, manifest = study.judgement, study.manifest
    verdict, certificate = judgement.verdict, judgement.certificate
    return {
        "case": study.case.slug,
        "seed": manifest.seed,
        "complete": manifest.complete,
        "verdict": {
            "leader": verdict.leader,
            "draws": verdict.draws,
            "replicates": verdict.replicates,
            "plans": [_plan(plan) for plan in verdict.plans],
            "comparisons": [_comparison(item) for item in verdict.comparisons],
        },
        "hinges": [_hinge(hinge) for hinge in judgement.hinges],
        "plays": [_play(play) for play in judgement.plays],
        "commitments": [_commitment(item) for item in judgement.commitments],
        "selection": [
            {"actor": item.actor, "factor": item.factor, "leader": item.leader, "draws": item.draws}
            for item in judgement.selection
        ],
        "certificate": {
            "method": certificate.method,
            "max_gain": _number(certificate.max_gain),
            "solved": certificate.solved,
            "unsolved": certificate.unsolved,
            "belief_error": _number(certificate.belief_error),
            "interpreter_error": _number(certificate.interpreter_error),
        },
        "citations": [
            {"id": anchor.citation, "status": anchor.status, "file": anchor.file or None} for anchor in study.anchors
        ],
        "obligations": [
            {
                "id": item.obligation,
                "status": item.status,
                "done": item.done.text if item.done else None,
                "days": item.days,
                "events": list(item.events),
                "cited": item.cited,
            }
            for item in study.assessments
        ],
        "manifest": {
            "version": manifest.version,
            "method": manifest.method,
            "draws": manifest.draws,
            "hashes": dict(manifest.hashes),
            "libraries": dict(manifest.libraries),
        },
    }


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _estimate(value: Estimate | None) -> dict[str, float | None] | None:
    if value is None:
        return None
    return {"mean": _number(value.mean), "low": _number(value.low), "high": _number(value.high)}


def _plan(plan: PlanVerdict) -> dict[str, Any]:
    return {
        "id": plan.id,
        "value": _estimate(plan.value),
        "values_by_type": {name: _estimate(value) for name, value in plan.values_by_type},
        "mean_regret": _number(plan.mean_regret.mean),
        "mean_regret_interval": [_number(plan.mean_regret.low), _number(plan.mean_regret.high)],
        "max_regret": _number(plan.max_regret),
        "share_best": _number(plan.share_best.mean),
        "share_best_interval": [_number(plan.share_best.low), _number(plan.share_best.high)],
        "worst_decile": _estimate(plan.worst_decile),
        "outcomes": {name: _estimate(value) for name, value in plan.outcomes},
        "happened": _estimate(plan.happened),
    }


def _comparison(item: Comparison) -> dict[str, Any]:
    return {
        "left": item.left,
        "right": item.right,
        "difference": _estimate(item.difference),
        "separated": item.separated,
        "left_better": _number(item.left_better),
        "right_better": _number(item.right_better),
    }


def _hinge(hinge: Hinge) -> dict[str, Any]:
    return {
        "claim": hinge.claim,
        "kind": hinge.kind,
        "status": hinge.status,
        "change": _number(hinge.change),
        "flips": hinge.flips,
        "leader_withdrawn": hinge.leader_withdrawn,
        "leader_reversed": hinge.leader_reversed,
        "regret_reversed": {name: _estimate(value) for name, value in hinge.regret_reversed},
        "regret_withdrawn": {name: _estimate(value) for name, value in hinge.regret_withdrawn},
        "share_reversed": _number(hinge.share_reversed),
        "draws": hinge.draws,
    }


def _play(play: PlanPlay) -> dict[str, Any]:
    return {
        "plan": play.plan,
        "nodes": play.nodes,
        "information_sets": play.information_sets,
        "infosets": [
            {
                "actor": item.actor,
                "type": item.type,
                "stage": item.stage,
                "round": item.round,
                "seen": [list(move) for move in item.seen],
                "reach": _number(item.reach),
                "moves": {move: _estimate(value) for move, value in item.moves},
                "beliefs": {name: _number(value) for name, value in item.beliefs},
            }
            for item in play.infosets
        ],
    }


def _commitment(item: CommitmentWorth) -> dict[str, Any]:
    return {
        "commitment": item.commitment,
        "plan": item.plan,
        "value": _estimate(item.value),
        "threshold": {name: _number(value) for name, value in item.threshold},
        "kept": {name: _number(value) for name, value in item.kept},
        "draws": item.draws,
    }
