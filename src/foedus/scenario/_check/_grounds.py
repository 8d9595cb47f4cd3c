"""Rules about grounds: every line rests on a claim, every claim on a passage, every passage on a document."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from foedus._core import Label, Place

from .._model import CHANCE, Because, Repeat, Scenario, Stage, Together
from ._findings import Findings, Related, listed, plural
from ._index import Index

_MOST_RELATED = 20


def check_grounds(index: Index, findings: Findings, *, documents: Collection[str] | None) -> None:
    """Report claims that cite nothing, serve nothing or are unknown, and lines that rest on none."""
    scenario = index.scenario
    _unknown_claims(scenario, findings)
    _claims(scenario, findings, None if documents is None else frozenset(documents))
    _uncited(scenario, findings)
    _languages(scenario, findings)


def _lines(scenario: Scenario) -> Iterator[tuple[str, str, Because, Place | None]]:
    """Yield every line that may rest on claims: its sort, its name, its claims and its place."""
    for actor in scenario.actors:
        yield "prior" if len(actor.types) > 1 else "", f"actor `{actor.id}`", actor.because, actor.place
    for belief in scenario.beliefs:
        yield "prior", f"belief of `{belief.holder}` about `{belief.about}`", belief.because, belief.place
    for fact in scenario.facts:
        yield "", f"fact `{fact.id}`", fact.because, fact.place
    for preference in scenario.preferences:
        holder = preference.actor + (f".{preference.type}" if preference.type else "")
        for relation in preference.relations:
            written = f"`{relation.better} {'=' if relation.equal else '>'} {relation.worse}` of `{holder}`"
            yield "relation", written, relation.because, relation.place or preference.place
    for item in scenario.considerations:
        yield "consideration", f"consideration `{item.id}`", item.because, item.place
    for commitment in scenario.commitments:
        yield "commitment", f"commitment `{commitment.id}`", commitment.because, commitment.place
    for outcome in scenario.outcomes:
        yield "", f"outcome `{outcome.id}`", outcome.because, outcome.place
    for plan in scenario.plans:
        yield "", f"plan `{plan.id}`", plan.because, plan.place


def _stages(scenario: Scenario) -> Iterator[Stage]:
    for step in scenario.steps:
        for inner in step.body if isinstance(step, Repeat) else (step,):
            yield from inner.stages if isinstance(inner, Together) else (inner,)


def _moves(scenario: Scenario) -> Iterator[tuple[str, str, Because, Place | None]]:
    for stage in _stages(scenario):
        yield "", f"stage `{stage.id}`", stage.because, stage.place
        # One probability of a chance stage grounds the others: they leave the rest.
        grounded = any(move.because for move in stage.moves) or bool(stage.because)
        for move in stage.moves:
            yield "", f"move `{move.id}` of `{stage.id}`", move.because, move.place or stage.place
        if stage.by == CHANCE and not grounded:
            yield "chance", f"stage `{stage.id}`", (), stage.place


def _unknown_claims(scenario: Scenario, findings: Findings) -> None:
    known = {claim.id: claim for claim in scenario.claims}
    for _, name, because, place in (*_lines(scenario), *_moves(scenario)):
        for claim in because:
            if claim not in known:
                findings.unknown("claim", claim, known, at=place, where=name)


def _claims(scenario: Scenario, findings: Findings, documents: Collection[str] | None) -> None:
    used = {claim for _, _, because, _ in (*_lines(scenario), *_moves(scenario)) for claim in because}
    for claim in scenario.claims:
        if not claim.supports and not claim.against:
            findings.warning(
                "uncited-claim",
                f"claim `{claim.id}` cites nothing",
                at=claim.place,
                why="the dossier will show it as a bare assertion",
                hint="add `for: [document#passage]`; `foedus cite` prints the entry for a passage",
            )
        elif not claim.supports:
            findings.warning(
                "claim-only-against",
                f"claim `{claim.id}` cites only passages against it",
                at=claim.place,
                why="what speaks for it remains unsaid",
                hint="add what speaks for it under `for:`, or withdraw the claim",
            )
        if claim.id not in used:
            findings.warning(
                "unused-claim",
                f"claim `{claim.id}` is used nowhere",
                at=claim.place,
                why="it restricts nothing, so that nothing hangs on it",
                hint=f"name it where it matters, as `because: {claim.id}`, or remove it",
            )
        for citation in dict.fromkeys((*claim.supports, *claim.against)):
            _citation(claim.id, citation, claim.place, findings, documents)


def _citation(
    claim: str, citation: str, at: Place | None, findings: Findings, documents: Collection[str] | None
) -> None:
    document, _, passage = citation.partition("#")
    if "/" in citation or "\\" in citation or ".." in citation:
        findings.error(
            "citation-is-path",
            f"claim `{claim}` cites `{citation[:80]}`, which looks like a path",
            at=at,
            why="a citation names a document of the calendar; it never opens a file",
            hint="write `document#passage`, such as `letter-1958-01-24#5`",
        )
    elif documents is not None and citation not in documents:
        if document in documents:
            start = f"{document}#"
            passages = sorted(name for name in documents if name.startswith(start)) if findings.curious else []
            message = f"claim `{claim}` cites the passage `{passage}` of `{document}`, which the calendar does not have"
            hint = findings.suggest(citation, passages) if passages else "add it to the document's `passages:`"
        else:
            message = f"claim `{claim}` cites `{citation}`, but the calendar has no document `{document}`"
            hint = findings.suggest(
                document, sorted(name for name in documents if "#" not in name) if findings.curious else ()
            )
        findings.error(
            "unknown-citation",
            message,
            at=at,
            why="a reader could not look it up",
            hint=hint,
        )


_SORTS = {
    "prior": ("prior", "of likelihood"),
    "relation": ("relation", "of preference"),
    "consideration": ("consideration", ""),
    "commitment": ("commitment", ""),
    "chance": ("chance stage", ""),
}


def _uncited(scenario: Scenario, findings: Findings) -> None:
    """Report, once a sort, the lines that rest on no claim."""
    bare: dict[str, list[tuple[str, Place | None]]] = {}
    for sort, name, because, place in (*_lines(scenario), *_moves(scenario)):
        if sort and not because:
            bare.setdefault(sort, []).append((name, place))
    for sort, lines in bare.items():
        noun, of = _SORTS[sort]
        told = f"{plural(len(lines), noun)} {of}".strip()
        findings.note(
            "line-without-claim",
            f"{told} {'rest' if len(lines) > 1 else 'rests'} on no claim: {_named(lines)}",
            at=lines[0][1],
            why="a line without `because` always stands, and the dossier shows it as uncited",
            hint="write `because: claim` (after a relation, `{a > b: claim}`), or leave it as an assumption of yours",
            related=tuple(lines[1:_MOST_RELATED]),
        )


def _named(lines: list[tuple[str, Place | None]]) -> str:
    shown = ", ".join(name for name, _ in lines[:4])
    return shown if len(lines) <= 4 else f"{shown}, …"


def _languages(scenario: Scenario, findings: Findings) -> None:
    """Report, in one note, the texts that stand in one language only."""
    labels: list[tuple[str, Label, Place | None]] = [
        ("the title", scenario.title, scenario.place),
        ("the question", scenario.question, scenario.place),
        ("`limits`", scenario.limits, scenario.place),
    ]
    labels += [(f"claim `{item.id}`", item.says, item.place) for item in scenario.claims]
    for actor in scenario.actors:
        labels.append((f"actor `{actor.id}`", actor.label, actor.place))
        labels += [(f"type `{actor.id}.{kind.id}`", kind.label, kind.place or actor.place) for kind in actor.types]
    for stage in _stages(scenario):
        labels.append((f"stage `{stage.id}`", stage.label, stage.place))
        labels += [(f"move `{move.id}`", move.label, move.place or stage.place) for move in stage.moves]
    labels += [(f"fact `{item.id}`", item.label, item.place) for item in scenario.facts]
    labels += [(f"outcome `{item.id}`", item.label, item.place) for item in scenario.outcomes]
    labels += [(f"commitment `{item.id}`", item.label, item.place) for item in scenario.commitments]
    labels += [(f"consideration `{item.id}`", item.label, item.place) for item in scenario.considerations]
    labels += [(f"plan `{item.id}`", item.label, item.place) for item in scenario.plans]
    half = [(name, place) for name, label, place in labels if bool(label.en) != bool(label.zh)]
    if not half:
        return
    related: Related = tuple(half[1:_MOST_RELATED])
    findings.note(
        "one-language",
        f"{plural(len(half), 'text')} {'stand' if len(half) > 1 else 'stands'} in one language only, such as "
        f"{listed([name.replace('`', '') for name, _ in half], most=3)}",
        at=half[0][1],
        why="the other page will show the same text",
        hint="write `{en: …, zh: …}`",
        related=related,
    )
