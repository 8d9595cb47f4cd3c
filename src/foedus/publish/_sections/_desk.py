"""What every section needs at hand: the study in one language, with claims numbered and citations resolved."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from foedus.record import Anchor, Document
from foedus.scenario import Because, Expression, Relation
from foedus.study import Study

from .._contexts import Citation, ClaimRef
from .._expression_words import in_words
from .._names import Names, flat_stages
from .._numbers import date
from .._parties import party
from .._strings import Strings


def slug(text: str) -> str:
    """Return *text* as an id safe in HTML and in a link.

    >>> slug("letter-1958-01-24#5"), slug('a"<b>')
    ('letter-1958-01-24-5', 'a-b')
    """
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-")


@dataclass(frozen=True)
class Desk:
    """A study read in one language."""

    study: Study
    language: str
    strings: Strings = field(init=False)
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "strings", Strings(self.language))
        object.__setattr__(self, "names", Names(self.study.case.scenario, self.language))

    @cached_property
    def refs(self) -> dict[str, ClaimRef]:
        """Claim id → its number, anchor and sentence."""
        claims = self.study.case.scenario.claims
        return {
            claim.id: ClaimRef(i, f"claim-{slug(claim.id)}", claim.says.text(self.language) or claim.id)
            for i, claim in enumerate(claims, 1)
        }

    def cite(self, because: Because) -> tuple[ClaimRef, ...]:
        """Return the pointers to the claims *because*; unknown ones are left out."""
        return tuple(self.refs[claim] for claim in because if claim in self.refs)

    @cached_property
    def anchors(self) -> dict[str, Anchor]:
        """Citation → where it was found."""
        return {anchor.citation: anchor for anchor in self.study.anchors}

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Documents in order of date, undated ones last."""
        found = self.study.case.calendar.documents
        return tuple(sorted(found, key=lambda d: (d.date.first, d.date.last) if d.date else (dt.date.max, dt.date.max)))

    def status(self, citation: str) -> tuple[str, str]:
        """Return the anchor's status as a word for readers and as a kind."""
        anchor = self.anchors.get(citation)
        if anchor is None:
            return "", ""
        if anchor.status == "missing" and citation.partition("#")[0] not in self._present:
            return self.strings("anchor.absent"), "absent"
        return self.strings.known(f"anchor.{anchor.status}", anchor.status), slug(anchor.status)

    @cached_property
    def _present(self) -> frozenset[str]:
        """Documents of which at least one passage was met in the reader's copies."""
        return frozenset(
            citation.partition("#")[0]
            for citation, anchor in self.anchors.items()
            if anchor.status not in {"missing", "unchecked"}
        )

    def quotation(self, citation: str) -> str:
        """Return the words of the reader's own copy, where they were found."""
        anchor = self.anchors.get(citation)
        return anchor.text if anchor else ""

    def parties(self, document: Document) -> str:
        """Return who wrote to whom."""
        sender, recipient, via = (
            party(name, self.language) for name in (document.sender, document.recipient, document.via)
        )
        if sender and recipient:
            text = self.strings("document.from-to", sender=sender, recipient=recipient)
        elif recipient:
            text = self.strings("document.to", recipient=recipient)
        else:
            text = sender
        if via:
            text += (self.strings("clause") if text else "") + self.strings("document.via", via=via)
        return text

    def citation(self, name: str) -> Citation:
        """Return a citation as evidence; one the calendar does not know is shown as such."""
        found = self.study.case.calendar.find(name)
        if found is None:
            return Citation(name, "", name, "", "", "", "", self.strings("document.unknown"), "missing", "", False)
        document, passage = found
        anchor = passage_anchor(document.id, passage.id) if passage else f"document-{slug(document.id)}"
        word, kind = self.status(name)
        locator = self.strings("document.passage", number=passage.id) if passage else ""
        gist = passage.gist.text(self.language) if passage else document.summary.text(self.language)
        return Citation(
            name, anchor, document.title.text(self.language) or document.id, date(document.date, self.language),
            self.parties(document), locator, gist, word, kind, self.quotation(name), True,
        )  # fmt: skip

    def citations(self, names: tuple[str, ...]) -> tuple[Citation, ...]:
        """Return several citations."""
        return tuple(self.citation(name) for name in names)

    def order(self, relation: Relation) -> str:
        """Return one order relation in words."""
        key = "actors.equal" if relation.equal else "actors.better"
        return self.strings(key, better=self.names.outcome(relation.better), worse=self.names.outcome(relation.worse))

    def words(self, expression: Expression | None) -> str:
        """Return a condition in words."""
        return in_words(expression, names=self.names, strings=self.strings) if expression is not None else ""

    @cached_property
    def grounds(self) -> dict[str, tuple[str, ...]]:
        """Claim id → the lines of the model that stand on it."""
        scenario, names, say = self.study.case.scenario, self.names, self.strings
        found: dict[str, list[str]] = defaultdict(list)

        def add(because: Because, text: str) -> None:
            for claim in because:
                if text not in found[claim]:
                    found[claim].append(text)

        for actor in scenario.actors:
            add(actor.because, say("grounds.prior", actor=names.actor(actor.id)))
        for belief in scenario.beliefs:
            pair = {"holder": names.actor(belief.holder), "about": names.actor(belief.about)}
            add(belief.because, say("grounds.belief", **pair))
        for preference in scenario.preferences:
            who = names.typed(f"{preference.actor}.{preference.type}" if preference.type else preference.actor)
            for relation in preference.relations:
                add(relation.because, say("grounds.relation", who=who, order=self.order(relation)))
        for part in scenario.considerations:
            add(part.because, say("grounds.consideration", label=names.consideration(part.id)))
        for promise in scenario.commitments:
            add(promise.because, say("grounds.commitment", label=names.commitment(promise.id)))
        for stage in flat_stages(scenario.steps):
            add(stage.because, say("grounds.stage", stage=names.stage(stage.id)))
            for move in stage.moves:
                add(move.because, say("grounds.move", move=names.move(stage.id, move.id)))
        for fact in scenario.facts:
            add(fact.because, say("grounds.fact", fact=names.fact(fact.id)))
        for outcome in scenario.outcomes:
            add(outcome.because, say("grounds.outcome", outcome=names.outcome(outcome.id)))
        for plan in scenario.plans:
            add(plan.because, say("grounds.plan", plan=names.plan(plan.id)))
        return {claim: tuple(texts) for claim, texts in found.items()}


def passage_anchor(document: str, passage: str) -> str:
    """Return the id of a passage on the page."""
    return f"passage-{slug(document)}-{slug(passage)}"
