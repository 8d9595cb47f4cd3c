"""Scenarios small enough to be solved by hand, for the tests of ``judge``."""

from __future__ import annotations

from foedus._core import Severity
from foedus.scenario import Scenario, read_scenario

GATE = """
case: gate
planner: guard
advises: guard
actors: {guard: {}, raider: {}}
facts: {closed: [no, yes], raided: [no, yes]}
stages:
  - door: {by: guard, moves: {shut: closed = yes, leave: }}
  - raid: {by: raider, when: closed == no, moves: {go: raided = yes, stay: }}
outcomes: {raided_house: raided == yes, shut_in: closed == yes, free: otherwise}
preferences:
  guard: [free > shut_in > raided_house]
  raider: [{raided_house > free: c-greedy}, {raided_house > shut_in: c-greedy-too}, free > shut_in]
considerations:
  toll: {of: guard, per: closed == yes, range: 0..0, neutral: -2..2, because: c-toll}
  bonus: {of: guard, per: closed == no, range: 0..0.001, because: c-bonus}
claims:
  c-greedy: {says: The raider would rather raid than find the door open and go.}
  c-greedy-too: {says: The raider would rather raid than find the door shut.}
  c-toll: {says: Nobody charges for the door.}
  c-bonus: {says: Open doors please.}
  c-unused: {says: It rained.}
plans: {shut: {door: shut}, leave: {door: leave}}
happened: {outcome: raided_house}
"""
"""The raider raids an open house, so ``shut`` is worth the middle utility, ``leave`` next to nothing."""

TYPES = """
case: types
planner: guard
advises: guard
actors:
  guard: {}
  raider: {types: {greedy: 0.2..0.4, tame: rest}, because: c-greed}
facts: {closed: [no, yes], raided: [no, yes], fought: [no, yes]}
stages:
  - door: {by: guard, moves: {shut: closed = yes, leave: }}
  - raid: {by: raider, when: closed == no, moves: {go: raided = yes, stay: }}
  - answer: {by: guard, when: raided == yes, moves: {fight: fought = yes, yield: }}
outcomes: {fought_over: fought == yes, lost: raided == yes, shut_in: closed == yes, free: otherwise}
preferences:
  guard: [free > shut_in > fought_over > lost]
  raider.greedy: [fought_over > lost > free > shut_in]
  raider.tame: [free > shut_in > lost > fought_over]
claims: {c-greed: {says: Greed is not likely.}}
plans: {shut: {door: shut}, leave: {door: leave}}
"""
"""Only the greedy raid, and the guard fights; an open door is worth P(tame) + P(greedy) U(fought_over)."""

PROMISE = """
case: promise
planner: guard
advises: guard
actors: {guard: {}, raider: {}}
facts: {raided: [no, yes], fought: [no, yes], said: [no, yes]}
stages:
  - word: {by: guard, moves: {say: said = yes, hush: }}
  - raid: {by: raider, moves: {go: raided = yes, stay: }}
  - answer: {by: guard, when: raided == yes, moves: {fight: fought = yes, yield: }}
commitments:
  resist: {by: guard, to: raider, if: said == yes, then: [fight], breach: shame}
outcomes: {fought_over: fought == yes, lost: raided == yes, free: otherwise}
preferences:
  guard: [free > lost > fought_over]
  raider: [lost > free > fought_over]
considerations:
  shame: {of: guard, per: breached(resist), range: -2..-1.5}
plans: {speak: {word: say}, hush: {word: hush}}
"""
"""The guard resists if shame outweighs U(lost), which is uniform: then nobody raids and the house is free."""


def scenario(text: str) -> Scenario:
    """Return the scenario in *text*."""
    read, found = read_scenario(text.encode(), file="case.yaml")
    assert read is not None
    assert [item.message for item in found if item.severity is Severity.ERROR] == []
    return read
