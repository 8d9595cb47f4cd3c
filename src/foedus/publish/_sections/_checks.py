"""Section 9: selection check, certificate, what the model does not show."""

from __future__ import annotations

from .._contexts import ChecksSection
from .._numbers import count, scientific
from ._desk import Desk


def checks_section(desk: Desk) -> ChecksSection:
    """Return the checks as they came out, also where they came out badly."""
    judgement, say, names = desk.study.judgement, desk.strings, desk.names
    leader = judgement.verdict.leader
    selection = tuple(
        (
            names.actor(item.actor), f"× {item.factor:g}" if item.factor >= 1 else f"÷ {1 / item.factor:g}",
            names.plan(item.leader) if item.leader else say("checks.leader.none"), item.leader == leader,
        )
        for item in judgement.selection
    )  # fmt: skip
    others = sum(not same for *_, same in selection)
    if not selection:
        sentence = say("checks.selection.none")
    elif others:
        sentence = say("checks.selection.differs", count=others, total=len(selection))
    else:
        sentence = say("checks.selection.same" if leader else "checks.selection.tie")
    found = judgement.certificate
    certificate = (
        (say("checks.method"), say.known(f"method.name.{found.method}", found.method)),
        (say("checks.gain"), scientific(found.max_gain)),
        (say("checks.belief"), scientific(found.belief_error)),
        (say("checks.interpreter"), scientific(found.interpreter_error)),
        (say("checks.solved"), count(found.solved)),
        (say("checks.unsolved"), count(found.unsolved)),
    )
    text = say("checks.certificate.sentence", solved=count(found.solved), gain=scientific(found.max_gain))
    if found.unsolved:
        text += say("gap") + say("checks.certificate.unsolved", count=found.unsolved)
    return ChecksSection(selection, sentence, certificate, text, desk.study.case.scenario.limits.text(desk.language))
