"""A query with its filters as one expression of the full-text index, and what is left to ask of the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .._authority import Authority
from .._store import day_bounds
from ._index import fact, times_between
from ._letters import Phrase
from ._query import Clause, Field, Query, Term, wrong_query

_TEXT = "{body notes}"
_NAMES = {"from": "sender", "to": "recipient", "party": "party"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a document must be to be found; every one that is given must hold."""

    sender: str = ""
    recipient: str = ""
    party: str = ""
    kind: str = ""
    after: str = ""
    """EDTF; the document may be of the first day of this or later."""
    before: str = ""
    """EDTF; the document may be of the last day of this or earlier."""
    file: str = ""
    tag: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What to ask: the expression, the days, and the phrases to be shown."""

    expression: str
    after: str
    """ISO; empty: any."""
    before: str
    shown: tuple[tuple[str, Phrase], ...]
    """Each phrase with the word it stands for."""
    in_text: bool
    """Whether every document found must have one of the phrases; not so where ``OR`` lets another thing do."""


def match_of(
    query: Query,
    filters: Filters,
    *,
    authority: Callable[[], Authority],
    extent: Callable[[], tuple[str, str]],
    names: bool,
) -> Match:
    """Return what *query* and *filters* ask of the index.

    Args:
        query: As parsed.
        filters: Hold beside it.
        authority: Gives the parties; asked only where names are to be found under all their aliases.
        extent: Gives the first days of the first and the last document of the record; asked where a filter is open.
        names: Whether a word or phrase that is the name of a party also finds its other names.

    Raises:
        CaseError: a date of the filters is none.
    """
    known: list[Authority] = []

    def alike(name: str) -> list[str]:
        if not known:
            known.append(authority())
        party = known[0].find(name)
        return list(dict.fromkeys((name, party.name, *party.aliases))) if party else [name]

    shown: dict[tuple[str, Phrase], None] = {}
    wanted: list[str] = []
    unwanted: list[str] = []
    after, before = _first_day(filters.after), _last_day(filters.before)
    for clause in (*query.clauses, *_clauses(filters)):
        choices = []
        for choice in clause.choices:
            if isinstance(choice, Term):
                phrases = _phrases(choice, alike(choice.text) if names else [])
                if not clause.negated:
                    shown.update(((choice.text, phrase), None) for phrase in phrases)
                choices += [f"{_TEXT} : {phrase.match()}" for phrase in phrases]
            elif choice.name == "date":
                first, last = day_bounds(choice.value)
                after, before = max(after, first), min(before or last, last or before)
            else:
                choices.append(_field(choice, alike))
        if choices:
            (unwanted if clause.negated else wanted).append(f"({' OR '.join(choices)})")
    times = _times(after, before, extent) if after or before else []
    if times:
        wanted.append(f"(facts : ({' OR '.join(times)}))")
    # What a document is comes first: its lists are short, and the index skips in the others to what is in them.
    expression = " AND ".join(sorted(wanted, key=lambda part: _TEXT in part) or ['(facts : "all")'])
    if unwanted:
        expression = f"({expression}) NOT ({' OR '.join(unwanted)})"
    in_text = any(not each.negated and all(isinstance(item, Term) for item in each.choices) for each in query.clauses)
    return Match(expression, after, before, tuple(shown), in_text)


def _times(after: str, before: str, extent: Callable[[], tuple[str, str]]) -> list[str]:
    if after and before:
        return times_between(after, before)
    first, last = extent()
    if not first:
        return []
    # A document that may be of a later day begins later or reaches into the year that is asked for.
    return times_between(after or min(first, before), before or max(last, after))


def _clauses(filters: Filters) -> list[Clause]:
    given = (
        ("from", filters.sender), ("to", filters.recipient), ("party", filters.party), ("kind", filters.kind),
        ("file", filters.file), ("tag", filters.tag), ("language", filters.language),
    )  # fmt: skip
    return [Clause((Field(name, value),)) for name, value in given if value]


def _phrases(term: Term, names: Iterable[str]) -> list[Phrase]:
    return list(dict.fromkeys([term.phrase, *filter(lambda phrase: phrase.tokens, map(Phrase.of, names))]))


def _field(field: Field, alike: Callable[[str], list[str]]) -> str:
    column = _NAMES.get(field.name)
    if column:
        phrases = [phrase for phrase in map(Phrase.of, alike(field.value)) if phrase.tokens]
        return " OR ".join(f"{{{column}}} : {phrase.match()}" for phrase in phrases) or _nothing()
    if field.name == "title":
        phrase = Phrase.of(field.value)
        return f"{{title}} : {phrase.match(title=True)}" if phrase.tokens else _nothing()
    return f'{{facts}} : "{fact(field.name, field.value)}"'


def _nothing() -> str:
    return '{facts} : "none"'


def _first_day(edtf: str) -> str:
    return _day(edtf)[0]


def _last_day(edtf: str) -> str:
    return _day(edtf)[1]


def _day(edtf: str) -> tuple[str, str]:
    if not edtf:
        return "", ""
    first, last = day_bounds(edtf)
    if not (first or last):
        raise wrong_query(f"{edtf} is no date", "write 1950, 1950-05 or 1950-05-14")
    return first, last
