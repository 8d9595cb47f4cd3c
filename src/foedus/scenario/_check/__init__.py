"""Check what a scenario means: every mistake at once, each with place, reason and remedy.

One file a family of rules. The parser has settled the form; what it cannot see is here: names that stand for nothing,
orders that go in circles, stages nobody reaches, final states nobody named. ``docs/reference/diagnostics.md``
explains every code.
"""

from __future__ import annotations

from collections.abc import Collection

from foedus._core import Diagnostic

from .._model import Scenario
from ._commitments import check_commitments
from ._findings import Findings
from ._grounds import check_grounds
from ._index import index
from ._information import check_information, check_recall
from ._names import check_names
from ._numbers import check_numbers
from ._orders import check_orders
from ._outcomes import check_outcomes
from ._parties import check_parties
from ._plans import check_plans
from ._reach import explore
from ._reachability import check_reachability
from ._timing import check_timing

__all__ = ["check_scenario"]


def check_scenario(scenario: Scenario, *, documents: Collection[str] | None = None) -> list[Diagnostic]:
    """Return every mistake in *scenario*: errors first, then warnings, then notes, each in the order of the file.

    Args:
        scenario: What :func:`read_scenario` read, or what was built in Python.
        documents: The ``document`` and ``document#passage`` names of the calendar; None leaves citations unchecked.

    >>> from foedus.scenario import read_scenario
    >>> text = b'''
    ... case: entry
    ... planner: entrant
    ... actors: {entrant: {}, incumbent: {}}
    ... facts: {entered: [no, yes], war: [no, yes]}
    ... stages:
    ...   - enter: {by: entrant, moves: {go: entered = yes, stay: }}
    ...   - answer: {by: incumbent, when: entered == yes, moves: {fight: war = yes, share: }}
    ... outcomes: {ruin: war == yes, shared: entered == yes and war == no}
    ... preferences: {entrant: [shared > ruin], incumbent: [shared > ruin]}
    ... plans: {enter: {enter: go}, stay_out: {enter: stay}}
    ... '''
    >>> for found in check_scenario(read_scenario(text, file="case.yaml")[0])[:1]:
    ...     print(f"{found.where}: {found.message}")
    case.yaml:9:30: play can end with no outcome: entered = no, war = no, after enter: stay
    """
    findings = Findings()
    found = index(scenario)
    unreadable = check_names(found, findings)
    check_parties(found, findings)
    check_timing(found, findings)
    check_information(found, findings)
    check_numbers(found, findings)
    check_orders(found, findings)
    check_commitments(found, findings)
    check_plans(found, findings)
    reach = explore(found, unreadable)
    check_reachability(found, reach, findings)
    check_recall(found, reach, findings)
    check_outcomes(found, reach, findings)
    check_grounds(found, findings, documents=documents)
    return findings.sorted()
