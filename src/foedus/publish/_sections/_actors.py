"""Section 7: actors with types and priors, and the correspondence as a calendar."""

from __future__ import annotations

from urllib.parse import urlsplit

from foedus.record import Document
from foedus.scenario import Actor, Consideration, Likelihood

from .._contexts import (
    ActorCard,
    ActorsSection,
    ClaimRef,
    DocumentEntry,
    Figure,
    OrderLine,
    PassageEntry,
    TypeLine,
)
from .._figures import Letter, correspondence
from .._numbers import date, decimal, percent
from .._parties import party
from ._desk import Desk, passage_anchor, slug


def actors_section(desk: Desk) -> ActorsSection:
    """Return the actors, who wrote to whom, and the calendar with notes and quotations."""
    actors = tuple(_card(desk, actor) for actor in desk.study.case.scenario.actors)
    documents = desk.documents
    entries = tuple(_document(desk, i) for i in range(len(documents)))
    return ActorsSection(actors, _figure(desk, documents), entries)


def prior_in_words(desk: Desk, prior: Likelihood) -> str:
    """Return a prior as the case states it: a word with its range, a range, a number or the rest."""
    say = desk.strings
    if prior.interval is None:
        return say("prior.rest")
    low, high = percent(prior.interval.low), percent(prior.interval.high)
    span = low if low == high else say("prior.range", low=low, high=high)
    if prior.text[:1].isalpha():
        word = say.known(f"prior.{prior.text}", prior.text.replace("_", " "))
        return say("prior.word", word=word, range=span)
    return span


def _card(desk: Desk, actor: Actor) -> ActorCard:
    scenario, say, names = desk.study.case.scenario, desk.strings, desk.names
    role = say("actors.planner") if actor.id == scenario.planner else ""
    if actor.audience is not None:
        judged = actor.audience
        role = say(
            "actors.audience",
            judged=say("actors.judged", actor=names.actor(judged.judges), type=names.type(judged.judges, judged.type)),
        )
    types = tuple(TypeLine(names.type(actor.id, t.id), prior_in_words(desk, t.prior)) for t in actor.types)
    orders = []
    for preference in scenario.preferences:
        if preference.actor == actor.id:
            for relation in preference.relations:
                text = desk.order(relation)
                if preference.type:
                    text = say("actors.order.type", type=names.type(actor.id, preference.type), order=text)
                orders.append(OrderLine(text, desk.cite(relation.because)))
    interests = tuple(
        OrderLine(_interest(desk, part), desk.cite(part.because))
        for part in scenario.considerations
        if part.actor == actor.id
    )
    return ActorCard(
        names.actor(actor.id), role, types if len(types) > 1 else (), desk.cite(actor.because), tuple(orders), interests
    )


def _interest(desk: Desk, part: Consideration) -> str:
    say, names = desk.strings, desk.names
    label = names.consideration(part.id)
    if part.type:
        label = say("actors.order.type", type=names.type(part.actor, part.type), order=label)
    span = say("prior.range", low=decimal(part.range.low), high=decimal(part.range.high))
    key = "actors.interest.rounds" if part.each_round else "actors.interest"
    return say(key, label=label, range=span, per=desk.words(part.per))


def safe_url(url: str) -> str:
    """Return *url* if it is an http or https address with a host, else nothing.

    >>> safe_url("https://example.org/a"), safe_url("javascript:alert(1)"), safe_url("https://[")
    ('https://example.org/a', '', '')
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme.lower() in {"http", "https"} and parts.netloc else ""


def _cited_by(desk: Desk, citation: str) -> tuple[ClaimRef, ...]:
    claims = desk.study.case.scenario.claims
    return desk.cite(tuple(claim.id for claim in claims if citation in claim.supports or citation in claim.against))


def _document(desk: Desk, index: int) -> DocumentEntry:
    say, language, documents = desk.strings, desk.language, desk.documents
    document = documents[index]

    def link(place: int) -> tuple[str, str] | None:
        if not 0 <= place < len(documents):
            return None
        other = documents[place]
        return f"document-{slug(other.id)}", other.title.text(language) or other.id

    passages = []
    for passage in document.passages:
        name = f"{document.id}#{passage.id}"
        word, kind = desk.status(name)
        passages.append(
            PassageEntry(
                passage_anchor(document.id, passage.id), passage.id, passage.gist.text(language), word, kind,
                desk.quotation(name), _cited_by(desk, name),
            )
        )  # fmt: skip
    return DocumentEntry(
        index + 1, f"document-{slug(document.id)}", document.title.text(language) or document.id,
        say.known(f"kind.{document.kind}", document.kind), date(document.date, language) or say("document.undated"),
        desk.parties(document), say.known(f"language.{document.language}", document.language), document.reference,
        safe_url(document.url), document.rights, document.summary.text(language), tuple(passages),
        link(index - 1), link(index + 1),
    )  # fmt: skip


def _figure(desk: Desk, documents: tuple[Document, ...]) -> Figure | None:
    say = desk.strings
    letters = [
        Letter(
            i, date(document.date, desk.language) or say("document.undated"),
            party(document.sender, desk.language), party(document.recipient, desk.language),
        )
        for i, document in enumerate(documents, 1)
        if document.sender or document.recipient
    ]  # fmt: skip
    if not letters:
        return None
    drawing = correspondence(
        letters, name="letters", title=say("actors.letters"),
        description=say("actors.letters.desc", total=len(letters)),
    )  # fmt: skip
    return Figure(drawing, drawing, say("actors.letters.caption"))
