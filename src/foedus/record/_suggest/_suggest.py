"""Suggestions of one document: rules over clauses, in the voice that speaks them."""

from __future__ import annotations

import hashlib

from .._authority import Authority
from .._copy import ReadingCopy
from .._fold import fold
from .._reading import DocumentRead
from .._suggestion import Suggestion
from ._clauses import Sentence, sentences
from ._details import deadline_of, finer, object_of, quantity_of
from ._people import People
from ._reader import Act, Reader
from ._voices import Voices

OPENING = 200
"""Characters at the beginning of a message in which it is said whom it is to be passed on to."""


def suggest(copy: ReadingCopy, document: DocumentRead, *, authority: Authority = Authority()) -> tuple[Suggestion, ...]:  # noqa: B008
    """Return the commitments *document* may express, in order of the text; each quotes the source as stored.

    Args:
        copy: The file the document stands in, as it is read.
        document: What is known of it: its kind, its parties, its span.
        authority: The parties of the record, by whose names speakers are known.

    >>> text = "我们决定于7月10日前提供五六个师的装备。请转告他。"
    >>> letter = DocumentRead("a", "", "letter", 0, len(text), date="1950-07-01", sender="甲", recipient="乙")
    >>> [(each.act, each.speaker, each.quantity, each.deadline) for each in suggest(ReadingCopy.of(text), letter)]
    [('promise', '甲', '5-6', '../1950-07-10')]
    """
    start = document.body_start if document.body_start >= 0 else document.start
    end = document.body_end if document.body_end >= 0 else document.end
    window = copy.window(start, end)
    people = People.of(document, authority)
    voices = Voices(document, people)
    voices.relayed(window.text[:OPENING])
    reader = Reader(voices, people, document)
    offered: dict[str, Suggestion] = {}
    for sentence in sentences(window.text):
        for act in reader.read(sentence):
            suggestion = _suggestion(act, sentence, window, document, dialogue=voices.dialogue)
            offered.setdefault(suggestion.id, suggestion)
    return tuple(offered.values())


def suggestion_id(document: str, act: str, quote: str) -> str:
    """Return the id of a suggestion: the same wherever the document stands and however it is laid out.

    >>> suggestion_id("a", "grant", "我们 同意。") == suggestion_id("a", "grant", "我们同意")
    True
    """
    letters = fold(quote)
    key = "\0".join((document, act, letters.text(0, len(letters))))
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
