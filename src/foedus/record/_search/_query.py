"""The query language: words and "phrases", OR, -not, and a few prefixes.

* Words and ``"phrases"`` are looked for; a document must have all of them. A run of Chinese is a phrase by itself.
* ``OR`` joins its two neighbours: ``armistice OR 停战`` finds either.
* ``-`` before a word, phrase or prefix leaves out the documents that have it.
* ``word*`` finds words that begin so.
* ``from:``, ``to:``, ``party:``, ``kind:``, ``date:``, ``title:``, ``file:``, ``tag:``, ``language:`` ask what a
  document is; with a phrase where the value has spaces: ``from:"Embassy in Korea"``. ``date:`` takes EDTF
  (``1950``, ``1950-05``, ``1950-10/1951-01``) and finds documents whose date may lie in it.

Anything else is text: a query is never an error of syntax, and no character of it reaches the database as a command.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from foedus._core import CaseError, Diagnostic, Severity

from .._store import day_bounds
from ._letters import Phrase

MAX_QUERY = 2_000
"""Characters."""
MAX_TERMS = 64

FIELDS = ("from", "to", "party", "kind", "date", "title", "file", "tag", "language")
"""Prefixes that ask what a document is."""

_ITEM = re.compile(
    r"""(?P<minus>-)?(?:(?P<field>[A-Za-z]{2,8}):)?(?:"(?P<phrase>[^"]{0,1000})"?|(?P<word>[^\s"]{1,1000}))"""
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase looked for in the text."""

    text: str
    """As typed."""
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Field:
    """Something a document must be."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One of several must hold, or none of them."""

    choices: tuple[Term | Field, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: every clause must hold."""

    clauses: tuple[Clause, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words and phrases to be shown where they stand."""
        found = (choice for clause in self.clauses if not clause.negated for choice in clause.choices)
        return tuple(choice for choice in found if isinstance(choice, Term))


def parse_query(text: str) -> Query:
    """Return the query a user typed.

    >>> query = parse_query('撤军 OR withdrawal -draft from:"Embassy in Korea"')
    >>> [[getattr(choice, "text", None) or choice.value for choice in clause.choices] for clause in query.clauses]
    [['撤军', 'withdrawal'], ['draft'], ['Embassy in Korea']]

    Raises:
        CaseError: it is too long, or ``date:`` is no date or stands where it cannot.
    """
    if len(text) > MAX_QUERY:
        raise wrong_query(f"the query has {len(text):,} characters; the limit is {MAX_QUERY:,}", "ask for less")
    clauses: list[Clause] = []
    joined = False
    for match in _ITEM.finditer(text):
        if match[0] == "OR":
            joined = bool(clauses)
            continue
        choice = _choice(match)
        if choice is None:
            continue
        negated = match["minus"] is not None
        if joined and not negated and not clauses[-1].negated:
            clauses[-1] = Clause((*clauses[-1].choices, choice))
        else:
            clauses.append(Clause((choice,), negated))
        joined = False
    if sum(len(clause.choices) for clause in clauses) > MAX_TERMS:
        raise wrong_query(f"the query has more than {MAX_TERMS} words", "ask for less")
    for clause in clauses:
        for choice in clause.choices:
            if isinstance(choice, Field) and choice.name == "date":
                if clause.negated or len(clause.choices) > 1:
                    raise wrong_query("date: cannot be left out or joined by OR", "write one date: with a span")
                if day_bounds(choice.value) == ("", ""):
                    raise wrong_query(f"{choice.value} is no date", "write date:1950-05 or date:1950-10/1951-01")
    return Query(tuple(clauses))


def _choice(match: re.Match[str]) -> Term | Field | None:
    name, value = (match["field"] or "").lower(), match["phrase"]
    quoted = value is not None
    if value is None:
        value = match["word"]
    if name in FIELDS:
        return Field(name, value.strip()) if value.strip() else None
    if name:
        value = f"{match['field']}:{value}"
    prefix = not quoted and value.endswith("*")
    phrase = Phrase.of(value, prefix=prefix)
    return Term(value, phrase) if phrase.tokens else None


def wrong_query(message: str, hint: str) -> CaseError:
    """Return the error that says why a query cannot be asked."""
    return CaseError([Diagnostic("search-query", Severity.ERROR, message, None, "nothing was searched", hint)])
