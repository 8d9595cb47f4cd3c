"""Conflicts as JSON: options or states, moves, and a ranking for each decision maker.

One conflict is an object; several are a list, or an object with ``cases``. Keys: ``dms`` (decision makers), ``options``
(lists of decision maker, name and, if wanted, ``both``, ``forward`` or ``back``), ``infeasible`` (patterns of option
numbers to 0 or 1), ``states``, ``moves`` (pairs of states, a list for each decision maker; else made from the options),
``status_quo``, and one of ``payoffs``, ``payoffs_ordinal``, ``ranking`` (groups, best first), ``preference_vectors``
(best first; perhaps several, by name), ``prioritising`` (statements over options, most important first). With options,
the number of a state has bit *k* set where option *k* is taken. Besides, if wanted: ``irreversible`` (names of options
that cannot be undone once taken), ``unknown`` (for a decision maker, pairs of states whose order is not known) and
``strength`` (for a decision maker, tiers of states, best first: a preference across tiers is strong). Other keys are
passed over.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import Any

from foedus._core import CaseError, Diagnostic, Place, Severity

from .._conflict import Conflict
from ._conflict_orders import KINDS, ranked_states, read_preferences, read_tiers, read_unknown
from ._conflict_states import read_moves, read_options, read_states
from ._conflict_text import BadConflict, few, listed, name_of, shown

MAX_PLAYERS = 12
KEYS = ("dms", "options", "infeasible", "states", "moves", "status_quo", "irreversible", "unknown", "strength", *KINDS)


@dataclass(frozen=True, slots=True, eq=False)
class NamedConflict:
    """A conflict of a file; ``variant`` names one of several preferences."""

    name: str
    variant: str
    conflict: Conflict
    status_quo: int = -1
    """Number of the state the conflict starts from; -1: not said."""


def read_conflicts(text: str, *, file: str) -> list[NamedConflict]:
    """Return the conflicts of a JSON text.

    Raises:
        CaseError: it is not JSON, or no conflict in it can be read; every mistake is named.

    >>> text = '{"dms": ["a"], "options": [["a", "go"]], "payoffs": {"a": {"0": 1, "1": 2}}}'
    >>> read_conflicts(text, file="x.json")[0].conflict.states
    ('0', '1')
    """
    return read_conflict_file(text, file=file)[0]


def read_conflict_file(text: str, *, file: str) -> tuple[list[NamedConflict], list[Diagnostic]]:
    """Return the conflicts of a JSON text, and what is to be said of them: those that cannot be read are errors.

    Raises:
        CaseError: it is not JSON, or no conflict in it can be read; every mistake is named.

    >>> text = '[{"dms": ["a"], "options": [["a", "go"]], "ranking": {"a": [0, 1]}}, {"dms": []}]'
    >>> found, wrong = read_conflict_file(text, file="x.json")
    >>> len(found), wrong[0].message
    (1, "conflict '2': `dms` must name 1 to 12 decision makers, each once")
    """
    data = _json(text, file)
    cases = data.get("cases", [data]) if isinstance(data, dict) else data
    found: list[NamedConflict] = []
    said: list[Diagnostic] = []
    for number, each in enumerate(cases if isinstance(cases, list) else []):
        label = str(number + 1)
        if isinstance(each, dict) and isinstance(each.get("name"), str):
            label = each["name"]
        try:
            conflicts, notes = _read(each, label)
            found += conflicts
            said += [_finding(file, f"conflict {label!r}: {note}", severity=Severity.WARNING) for note in notes]
        except BadConflict as error:
            said.append(_finding(file, f"conflict {label!r}: {error}", hint=_near(each)))
    if not found:
        raise CaseError(said or [_finding(file, "there is no conflict in it")])
    return found, said


def _json(text: str, file: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise CaseError([_finding(file, message, line=error.lineno, column=error.colno)]) from None
    except RecursionError:
        raise CaseError([_finding(file, "this is not JSON that can be read: brackets stand too deep")]) from None
    except ValueError as error:  # from the two below, or a number of thousands of digits
        message = str(error) if "digits" not in str(error) else "a number has thousands of digits"
        raise CaseError([_finding(file, f"this is not JSON that can be read: {message}")]) from None


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"the key {shown(twice)} stands twice in one object")
    return data


def _near(data: Any) -> str:
    """Return which keys are perhaps misspelt; else what a conflict is made of."""
    wrong = [str(key) for key in data if key not in KEYS] if isinstance(data, dict) else []
    for key in wrong[:50]:
        near = difflib.get_close_matches(key[:40], [known for known in KEYS if known not in data], n=1, cutoff=0.75)
        if near:
            return f"`{key[:40]}` is passed over; did you mean `{near[0]}`?"
    return ""


def _finding(
    file: str, message: str, *, line: int = 1, column: int = 1, hint: str = "", severity: Severity = Severity.ERROR
) -> Diagnostic:
    hint = hint or (
        "write `dms`, `options` or `states` with `moves`, and"
        " `payoffs`, `ranking`, `preference_vectors` or `prioritising`"
    )
    error = severity is Severity.ERROR
    why = "it cannot be analysed" if error else "the answer may not be the one you want"
    return Diagnostic("bad-conflict", severity, message, Place(file, line, column), why, hint if error else "")


def _read(data: Any, name: str) -> tuple[list[NamedConflict], list[str]]:
    if not isinstance(data, dict):
        raise BadConflict("it is no object")
    players = [name_of(player, what="a decision maker") for player in listed(data, "dms")]
    if not 1 <= len(players) <= MAX_PLAYERS or len(set(players)) < len(players):
        raise BadConflict(f"`dms` must name 1 to {MAX_PLAYERS} decision makers, each once")
    options, notes = read_options(data, players)
    states, taken = read_states(data, options, ranked=ranked_states(data, players))
    number = {state: position for position, state in enumerate(states)}
    moves = read_moves(data, players, options, number)
    start = -1
    if data.get("status_quo") is not None:
        quo = name_of(data["status_quo"], what="`status_quo`")
        if quo not in number:
            raise BadConflict(f"`status_quo` is {quo!r}, which is no state; states are {few(states)}")
        start = number[quo]
    unknown = read_unknown(data, players, number)
    found = []
    for variant, rank in read_preferences(data, players, number):
        tier = read_tiers(data, players, number, rank=rank)
        conflict = Conflict.of(players, states, moves=moves, rank=rank, tier=tier, unknown=unknown)
        found.append(NamedConflict(name, variant, conflict, start))
    return found, notes + taken
