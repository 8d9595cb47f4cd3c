"""A study told on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from foedus.judge import Estimate
    from foedus.study import Study


def _number(estimate: Estimate) -> str:
    mean, low, high = (round(value, 3) + 0.0 for value in (estimate.mean, estimate.low, estimate.high))  # no "-0.000"
    return f"{mean:6.3f} [{low:6.3f}, {high:6.3f}]"


def verdict_sentence(study: Study) -> str:
    """Return the verdict in one sentence."""
    verdict = study.judgement.verdict
    if verdict.leader is None:
        return "Verdict: no plan leads; the intervals do not separate."
    plan = next(plan for plan in study.case.scenario.plans if plan.id == verdict.leader)
    name = f"{plan.label.en} ({plan.id})" if plan.label.en else plan.id
    return f"Verdict: {name} has the least mean regret."


def tell_study(study: Study, *, hinges: bool) -> None:
    """Print verdict, plans, certificate and (with *hinges*) the hinges of *study*."""
    scenario, judgement = study.case.scenario, study.judgement
    verdict = judgement.verdict
    click.echo(f"\n{scenario.title.text('en')}")
    click.echo(click.style(verdict_sentence(study), bold=True))
    if not study.manifest.complete:
        click.echo("The run was stopped early; this is what was done until then.")
    width = max(len(plan.id) for plan in verdict.plans)
    click.echo(f"\n  {'plan':<{width}}  {'mean regret':<24}  {'share best':<24}  value")
    for plan in verdict.plans:
        click.echo(
            f"  {plan.id:<{width}}  {_number(plan.mean_regret):<24}  {_number(plan.share_best):<24}"
            f"  {_number(plan.value)}"
        )
    for play in judgement.plays:
        click.echo(f"  {play.plan}: {play.information_sets} information sets, {play.nodes} nodes")
    if hinges:
        _tell_hinges(study)
    certificate = judgement.certificate
    click.echo(
        f"\nCertificate: {certificate.method}; largest gain from deviating {certificate.max_gain:.1e} over"
        f" {certificate.solved:,} games, {certificate.unsolved} unsolved; {verdict.draws:,} draws, seed"
        f" {study.manifest.seed}, foedus {study.manifest.version}"
    )


def _tell_hinges(study: Study) -> None:
    tried = study.judgement.hinges
    found = [hinge for hinge in tried if hinge.flips]
    click.echo(
        f"\nHinges: {len(found)} of {len(tried)} claims" + ("" if found else "; no single claim turns the verdict")
    )
    claims = {claim.id: claim for claim in study.case.scenario.claims}
    for hinge in found:
        claim = claims[hinge.claim]
        passages = ", ".join((*claim.supports, *claim.against)) or "no citation"
        to = hinge.leader_reversed or "no leader"
        click.echo(f"  {hinge.claim}: {claim.says.text('en')}\n    {passages}; reversed, the leader is {to}")
