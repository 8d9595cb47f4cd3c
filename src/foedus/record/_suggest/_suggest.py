"""Suggestions of one document: rules over clauses, in the voice that speaks them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .._authority import Authority
from .._copy import ReadingCopy
from .._reading import DocumentRead
from .._suggestion import Suggestion
from ._clauses import Sentence, sentences
from ._details import deadline_of, finer, object_of, quantity_of
from ._people import People
from ._reader import Act, Reader
from ._voices import Voices

OPENING = 200
"""Characters at the beginning of a message in which it is said whom it is to be passed on to."""


def suggest(
    copy: ReadingCopy,
    document: DocumentRead,
    *,
    authority: Authority = Authority(),  # noqa: B008
    nested: Sequence[DocumentRead] = (),
) -> tuple[Suggestion, ...]:
    """Return the commitments *document* may express, in order of the text; each quotes the source as stored.

    Args:
        copy: The file the document stands in, as it is read.
        document: What is known of it: its kind, its parties, its span.
        authority: The parties of the record, by whose names speakers are known.
        nested: The messages it contains; in each its own sender speaks to its own recipient. They need not be read
            again: what they say is offered here, as this document's.

    >>> text = "我们决定于7月10日以前提供五六个师的装备。请转告他。"
    >>> letter = DocumentRead("a", "", "letter", 0, len(text), date="1950-07-01", sender="甲", recipient="乙")
    >>> [(each.act, each.speaker, each.quantity, each.deadline) for each in suggest(ReadingCopy.of(text), letter)]
    [('promise', '甲', '5-6', '../1950-07-10')]
    """
    text = copy.window(document.start, document.end).text
    outer = _reader(document, document, authority, text)
    offered: dict[str, Suggestion] = {}
    for start, end, inner in _stretches(document, nested):
        reader = _reader(inner, document, authority, text) if inner else outer
        window = copy.window(start, end)
        reader.voices.relayed(window.text[:OPENING])
        for sentence in sentences(window.text):
            for act in reader.read(sentence):
                suggestion = _suggestion(act, sentence, window, document, dialogue=reader.voices.dialogue)
                offered.setdefault(suggestion.id, suggestion)
    return tuple(offered.values())


def _reader(told: DocumentRead, document: DocumentRead, authority: Authority, text: str) -> Reader:
    """Return a reader of *told*, which stands in *document* or is it.

    Names that neither the container nor the authority file knows are not believed: the form of a message that stands
    inside another is too poor to tell them from other words.
    """
    people = People.of(document, authority, text=text)
    if told is not document:
        sender, recipient = people.shown.get(told.sender, ""), people.shown.get(told.recipient, "")
        told = replace(told, sender=sender or document.sender, recipient=recipient or document.recipient)
    return Reader(Voices(told, people), people, told)


def _stretches(
    document: DocumentRead, nested: Sequence[DocumentRead]
) -> Iterator[tuple[int, int, DocumentRead | None]]:
    """Yield the spans of a document to be read one after another, and the message each belongs to if it is one."""
    at = document.body_start if document.body_start >= 0 else document.start
    end = document.body_end if document.body_end >= 0 else document.end
    for each in sorted(nested, key=lambda each: (each.start, -each.end)):
        start, stop = max(each.start, at), min(each.end, end)
        if start < stop:
            yield at, start, None
            yield start, stop, each
            at = stop
    yield at, end, None


def suggestion_id(document: str, act: str, quote: str) -> str:
    """Return the id of a suggestion: the same wherever the document stands and however it is laid out.

    >>> suggestion_id("a", "grant", "我们 同意。") == suggestion_id("a", "grant", "我们同意")
    True
    """
    letters = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", quote).casefold())
    key = "\0".join((document, act, "".join(filter(str.isalnum, letters))))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _suggestion(
    act: Act, sentence: Sentence, window: ReadingCopy, document: DocumentRead, *, dialogue: bool
) -> Suggestion:
    clauses = sentence.clauses
    begin, stop = clauses[act.first].start, clauses[act.last].end
    start, end = window.to_source(begin, stop)
    quote = window.source[start:end]
    read = window.text[begin:stop]
    text = clauses[act.at].text
    verb_start, verb_end = act.found.verb
    kind = finer(act.found.act, rule=act.found.rule, text=text, condition=act.condition, answers=act.answers)
    quantity, unit = quantity_of(read)
    more = "".join([each.text for each in clauses[act.at + 1 : act.last + 1]])
    return Suggestion(
        id=suggestion_id(document.id, kind, quote),
        document=document.id,
        act=kind,
        speaker=act.voice.speaker,
        addressee=act.voice.addressee,
        quote=quote,
        start=start,
        end=end,
        object=object_of(text[:verb_start], text[verb_end:], more),
        quantity=quantity,
        unit=unit,
        condition=act.condition,
        deadline=deadline_of(read, base=document.date),
        rule=act.found.rule,
        reported=act.voice.reported and not dialogue,
    )
