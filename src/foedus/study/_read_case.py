"""Reading a case folder: its files within bounds, then every finding about them at once."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from foedus._core import Diagnostic, Severity

from ._folder import Folder
from ._types import Case

if TYPE_CHECKING:
    from foedus.record import Calendar
    from foedus.scenario import Scenario
    from foedus.track import Event, Ledger, Obligation

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_MOST_SUGGESTIONS = 60
"""Comparing texts is the slowest thing here; a ledger of nothing but wrong names must not stall the reading."""


def read_case(directory: Path) -> tuple[Case | None, list[Diagnostic]]:
    """Return the case in the folder *directory* and what is wrong with it, errors first.

    ``case.yaml`` is required; ``calendar.yaml``, ``ledger.yaml``, ``notes.en.md`` and ``notes.zh.md`` are optional.
    Without a readable scenario there is no case; with one there is, even where something else is wrong, so look for
    errors among the findings before running it. Nothing outside the folder is read, and nothing raises for what is in
    it.

    >>> case, found = read_case(Path("no/such/folder"))
    >>> case, [(item.code, item.message) for item in found]
    (None, [('no-case', 'there is no folder no/such/folder')])
    """
    folder = Folder(directory)
    if not folder.exists():
        return None, folder.found
    scenario, calendar, ledger = _parse(folder)
    notes = folder.notes()
    folder.note_strangers()
    found = sorted(folder.found, key=_order)
    if scenario is None:
        return None, found
    slug = scenario.case or folder.root.name
    return Case(slug, scenario, calendar, ledger, tuple(sorted(folder.hashes.items())), notes), found


def _parse(folder: Folder) -> tuple[Scenario | None, Calendar, Ledger]:
    from foedus.record import Calendar, read_calendar
    from foedus.scenario import check_scenario, read_scenario
    from foedus.track import Ledger, read_ledger

    calendar, ledger, scenario = Calendar(), Ledger(), None
    documents: frozenset[str] | None = frozenset()
    if (data := folder.read("calendar.yaml")) is not None:
        calendar, found = read_calendar(data, file="calendar.yaml")
        folder.found.extend(found)
        # a calendar that cannot be read at all must not make every citation of the case a second finding
        documents = None if found and not calendar.documents else _citable(calendar)
    elif "calendar.yaml" in folder.unread:
        documents = None
    if (data := folder.read("ledger.yaml")) is not None:
        ledger, found = read_ledger(data, file="ledger.yaml")
        folder.found.extend(found)
        if documents is not None:
            folder.found.extend(_check_citations(ledger, documents))
    if (data := folder.read("case.yaml")) is not None:
        scenario, found = read_scenario(data, file="case.yaml")
        folder.found.extend(found)
    if scenario is not None:
        folder.found.extend(check_scenario(scenario, documents=documents))
        folder.found.extend(_check_parties(ledger, scenario))
        if scenario.case and scenario.case != folder.root.name:
            message = f"the folder is called {folder.root.name!r}, the case {scenario.case!r}"
            folder.report("slug-differs", "case.yaml", message, hint="give both one name", severity=Severity.NOTE)
    return scenario, calendar, ledger


def _citable(calendar: Calendar) -> frozenset[str]:
    passages = {f"{document.id}#{passage.id}" for document in calendar.documents for passage in document.passages}
    return frozenset(passages | {document.id for document in calendar.documents})


def _check_citations(ledger: Ledger, documents: frozenset[str]) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    known = sorted(documents)
    items: tuple[Obligation | Event, ...] = (*ledger.obligations, *ledger.events)
    for item in items:
        for citation in item.citations:
            if citation in documents:
                continue
            close = difflib.get_close_matches(citation, known[:2000], 1) if len(found) < _MOST_SUGGESTIONS else []
            hint = f"did you mean `{close[0]}`?" if close else "add it to calendar.yaml"
            message = f"{item.id!r} cites {citation}, which the calendar does not have"
            why = "a reader could not check it"
            found.append(Diagnostic("unknown-citation", Severity.ERROR, message, item.place, why, hint))
    return found


def _check_parties(ledger: Ledger, scenario: Scenario) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    actors = sorted(actor.id for actor in scenario.actors)
    for duty in ledger.obligations:
        for key, party in (("by", duty.by), ("to", duty.to)):
            if party and party not in actors:
                close = difflib.get_close_matches(party, actors, 1) if len(found) < _MOST_SUGGESTIONS else []
                hint = f"did you mean `{close[0]}`?" if close else f"the actors are {', '.join(actors)}"
                message = f"`{key}` of obligation {duty.id!r} is {party[:60]!r}, which is no actor of the scenario"
                why = "it is shown as written, without the actor's name"
                found.append(Diagnostic("unknown-party", Severity.NOTE, message, duty.place, why, hint))
    return found


def _order(item: Diagnostic) -> tuple[int, bool, str, int, int]:
    if item.where is None:
        return _RANK[item.severity], False, "", 0, 0
    return _RANK[item.severity], True, item.where.file, item.where.line, item.where.column
