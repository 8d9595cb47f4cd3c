"""Turn a scenario into the plain data its text holds: mappings, lists and texts in the order of the key tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from foedus._core import Label

from ._model import (
    Actor,
    Belief,
    Claim,
    Commitment,
    Consideration,
    Fact,
    Happened,
    Move,
    Outcome,
    Plan,
    Preference,
    Repeat,
    Scenario,
    Stage,
    Step,
    Together,
    TypeDeclaration,
)
from ._numbers import interval_text, number_text
from ._parse import ONLY, OTHERWISE
from ._unparse import print_choice, print_effects, print_expression

Plain: TypeAlias = str | Sequence["Plain"] | Mapping[str, "Plain"]


def plain_scenario(scenario: Scenario, *, chains: bool = True) -> dict[str, Plain]:
    """Return what the text of *scenario* says; what is absent or the default is left out.

    With *chains*, ``a > b`` and ``b > c`` become ``a > b > c``.
    """
    whole: dict[str, Plain] = {
        "case": scenario.case,
        "title": _label(scenario.title),
        "question": _label(scenario.question),
        "planner": scenario.planner,
        "advises": "" if scenario.advises == scenario.planner else scenario.advises,
        "announce": "" if scenario.announce == "fixed" else scenario.announce,
        "as_seen_by": scenario.as_seen_by,
        "limits": _label(scenario.limits),
        "words": {word: interval_text(interval) for word, interval in scenario.words},
        "actors": {actor.id: _actor(actor) for actor in scenario.actors},
        "beliefs": [_belief(belief) for belief in scenario.beliefs],
        "joint": [{**dict(cell.types), "p": cell.prior.text} for cell in scenario.joint],
        "facts": {fact.id: _fact(fact) for fact in scenario.facts},
        "stages": [_step(step) for step in scenario.steps],
        "commitments": {commitment.id: _commitment(commitment) for commitment in scenario.commitments},
        "outcomes": {outcome.id: _outcome(outcome) for outcome in scenario.outcomes},
        "preferences": {_holder(p.actor, p.type): _relations(p, chains=chains) for p in scenario.preferences},
        "considerations": {item.id: _consideration(item) for item in scenario.considerations},
        "claims": {claim.id: _claim(claim) for claim in scenario.claims},
        "plans": {plan.id: _plan(plan) for plan in scenario.plans},
        "conjecture": {plan: number_text(weight) for plan, weight in scenario.conjecture},
        "happened": _happened(scenario.happened) if scenario.happened else {},
    }
    return {key: value for key, value in whole.items() if value or key in ("case", "planner")}


def _said(entries: Iterable[tuple[str, Plain]]) -> dict[str, Plain]:
    return {key: value for key, value in entries if value}


def _label(label: Label) -> Plain:
    if not label.zh:
        return label.en
    return _said([("en", label.en), ("zh", label.zh)])


def _one_or_list(values: Sequence[str]) -> Plain:
    return values[0] if len(values) == 1 else list(values)


def _holder(actor: str, kind: str | None) -> str:
    return actor if kind is None else f"{actor}.{kind}"


def _types(types: Sequence[TypeDeclaration]) -> Plain:
    return {
        kind.id: {"p": kind.prior.text, "label": _label(kind.label)} if kind.label else kind.prior.text
        for kind in types
    }


def _actor(actor: Actor) -> Plain:
    audience: dict[str, Plain] = {}
    if actor.audience:
        audience = {"judges": f"{actor.audience.judges}.{actor.audience.type}", "at": actor.audience.at}
        if actor.audience.steps != 11:
            audience["steps"] = str(actor.audience.steps)
    return _said([
        ("label", _label(actor.label)),
        ("types", {} if actor.types == (ONLY,) else _types(actor.types)),
        ("neutral", interval_text(actor.neutral) if actor.neutral else ""),
        ("audience", audience),
        ("because", _one_or_list(actor.because)),
    ])  # fmt: skip


def _belief(belief: Belief) -> Plain:
    return _said([
        ("holder", belief.holder),
        ("about", belief.about),
        ("types", _types(belief.types)),
        ("neutral", interval_text(belief.neutral) if belief.neutral else ""),
        ("because", _one_or_list(belief.because)),
    ])  # fmt: skip


def _fact(fact: Fact) -> Plain:
    values = _range(fact) or list(fact.values)
    if not fact.label and not fact.because:
        return values
    return _said([("values", values), ("label", _label(fact.label)), ("because", _one_or_list(fact.because))])


def _range(fact: Fact) -> str:
    if not fact.numeric:
        return ""
    first, last = int(fact.values[0]), int(fact.values[-1])
    step = 1 if last >= first else -1
    spanned = tuple(str(number) for number in range(first, last + step, step))
    return f"{first}..{last}" if spanned == fact.values else ""


def _step(step: Step) -> dict[str, Plain]:
    if isinstance(step, Together):
        return {"together": [_step(stage) for stage in step.stages]}
    if isinstance(step, Repeat):
        single = step.discount.low == step.discount.high == 1
        return {"repeat": _said([
            ("rounds", str(step.rounds)),
            ("until", print_expression(step.until) if step.until else ""),
            ("discount", "" if single else interval_text(step.discount)),
            ("stages", [_step(stage) for stage in step.body]),
        ])}  # fmt: skip
    return {step.id: _stage(step)}


def _stage(stage: Stage) -> Plain:
    body = _said([
        ("label", _label(stage.label)),
        ("by", stage.by),
        ("window", _one_or_list(stage.windows)),
        ("when", print_expression(stage.when) if stage.when else ""),
        ("moves", {move.id: _move(move) for move in stage.moves}),
        ("because", _one_or_list(stage.because)),
    ])  # fmt: skip
    if stage.seen_by is None:
        return body
    # An empty `seen_by` says something, so it must not be left out.
    position = list(body).index("by") + 1
    entries = list(body.items())
    return dict([*entries[:position], ("seen_by", list(stage.seen_by)), *entries[position:]])


def _move(move: Move) -> Plain:
    full = _said([
        ("label", _label(move.label)),
        ("choose", print_choice(move.choice) if move.choice else ""),
        ("when", print_expression(move.when) if move.when else ""),
        ("p", move.prior.text if move.prior else ""),
        ("do", print_effects(move.effects)),
        ("because", _one_or_list(move.because)),
    ])  # fmt: skip
    return full.get("do", "") if set(full) <= {"do"} else full


def _commitment(commitment: Commitment) -> Plain:
    return _said([
        ("label", _label(commitment.label)),
        ("by", commitment.by),
        ("to", commitment.to),
        ("form", commitment.form),
        ("if", print_expression(commitment.condition)),
        ("then", list(commitment.then)),
        ("breach", commitment.breach),
        ("expires", commitment.expires),
        ("because", _one_or_list(commitment.because)),
    ])  # fmt: skip


def _outcome(outcome: Outcome) -> Plain:
    when = OTHERWISE if outcome.when is None else print_expression(outcome.when)
    if not outcome.label and not outcome.because:
        return when
    return _said([("when", when), ("label", _label(outcome.label)), ("because", _one_or_list(outcome.because))])


def _relations(preference: Preference, *, chains: bool) -> list[Plain]:
    # As chains where they hang together and rest on no claim.
    found: list[Plain] = []
    worst = ""
    for relation in preference.relations:
        sign = "=" if relation.equal else ">"
        if relation.because:
            found.append({f"{relation.better} {sign} {relation.worse}": _one_or_list(relation.because)})
            worst = ""
            continue
        if chains and worst == relation.better and isinstance(found[-1], str):
            found[-1] += f" {sign} {relation.worse}"
        else:
            found.append(f"{relation.better} {sign} {relation.worse}")
        worst = relation.worse
    return found


def _consideration(item: Consideration) -> Plain:
    return _said([
        ("label", _label(item.label)),
        ("of", _holder(item.actor, item.type)),
        ("per", print_expression(item.per)),
        ("each", "round" if item.each_round else ""),
        ("range", interval_text(item.range)),
        ("neutral", interval_text(item.neutral) if item.neutral else ""),
        ("because", _one_or_list(item.because)),
    ])  # fmt: skip


def _claim(claim: Claim) -> Plain:
    return {"says": _label(claim.says)} | _said([("for", list(claim.supports)), ("against", list(claim.against))])


def _plan(plan: Plan) -> Plain:
    return _said([("label", _label(plan.label)), *plan.fixes, ("because", _one_or_list(plan.because))])


def _happened(happened: Happened) -> Plain:
    return _said([("outcome", happened.outcome), ("plan", happened.plan), ("moves", dict(happened.moves))])
