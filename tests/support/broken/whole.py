"""A small whole case that the checker has nothing to say about, and ways to spoil it."""

from __future__ import annotations

WHOLE = """\
case: whole
title: {en: A withdrawal with a declared return, zh: 声明可返回的撤离}
question: {en: Should the line be drawn clearly?, zh: 红线应当画清楚吗？}
planner: leaver
advises: leaver.resolute
actors:
  leaver: {types: {resolute: likely, weary: rest}, neutral: 0.1..0.9, because: c-resolve}
  rival: {types: {content: 0.5..0.75, tester: rest}, because: c-rival}
  host: {}
  world: {audience: {judges: leaver.resolute, at: opinion_poll, steps: 5}}
facts:
  answer: [undeclared, clear]
  units: 2..0
  crossed: [no, yes]
  returned: [no, yes]
stages:
  - advice: {by: leaver, window: 1958-01, seen_by: [host], moves: {speak: , keep_quiet: }}
  - request: {by: host, window: 1958-02, moves: {ask: {when: advice == speak}, wait: }}
  - declaration: {by: leaver, window: 1958-03, moves: {silent: , clearly: answer = clear}}
  - opinion_poll: {by: world}
  - repeat:
      rounds: 2
      until: crossed == yes
      discount: 0.9..0.99
      stages:
        - leave: {by: leaver, window: [1958-04, 1958-10], moves: {go: {do: units -= 1, when: units > 0}, hold: }}
        - together:
            - test: {by: rival, moves: {wait_and_see: , cross: crossed = yes}}
            - talk: {by: host, moves: {appeal: , quiet: }}
  - weather: {by: chance, moves: {fair: {p: likely, because: c-weather}, foul: {p: rest}}}
  - response: {by: leaver, when: crossed == yes, moves: {come_back: returned = yes, stay_away: }}
  - aid: {by: host, when: crossed == yes, moves: {send: {choose: "n in {0, 5}"}}}
commitments:
  return_if_crossed:
    by: leaver
    to: host
    form: public
    if: crossed == yes and answer == clear
    then: [come_back]
    breach: breach_cost
    expires: 1961
    because: c-return
outcomes:
  war: returned == yes
  lost: crossed == yes
  gone: units == 0
  standoff: otherwise
preferences:
  leaver: [{gone > standoff: c-resolve}, {standoff > lost: c-resolve}]
  leaver.resolute: [{war > lost: c-resolve}]
  leaver.weary: [{lost > war: c-return}]
  rival: [{gone > standoff: c-rival}, {standoff > war: c-rival}, {lost > war: c-rival}]
  host: [{gone > lost: c-return}, {standoff > lost: c-return}, {war = lost: c-return}]
considerations:
  garrison: {of: leaver, per: units, each: round, range: -0.05..-0.01, neutral: -0.1..0, because: c-return}
  standing: {of: leaver, per: opinion(leaver.resolute), range: 0..0.3, because: c-resolve}
  breach_cost: {of: leaver, per: breached(return_if_crossed), range: -0.4..-0.05, because: c-return}
  mood: {of: rival.tester, per: (test == cross) * (type(rival) == tester), range: 0..0.1, because: c-rival}
claims:
  c-resolve: {says: {en: It would come back., zh: 它会回来。}, for: [letter-1#5]}
  c-return: {says: {en: It said so., zh: 它这样说过。}, for: [letter-1#5], against: [letter-1]}
  c-rival: {says: {en: Some would test it., zh: 有人会试探。}, for: [estimate-2]}
  c-weather: {says: {en: Winters are mild., zh: 冬天温和。}, for: [estimate-2]}
plans:
  drawn_clearly: {advice: speak, declaration: clearly}
  unsaid: {advice: keep_quiet, declaration: silent}
conjecture: {drawn_clearly: 2, unsaid: 1}
happened: {outcome: gone, plan: unsaid, moves: {request: wait}}
"""

DOCUMENTS = frozenset({"letter-1", "letter-1#5", "estimate-2"})

CALENDAR = """\
documents:
  letter-1:
    title: {en: A letter of our own making, zh: 我们自拟的信}
    kind: letter
    date: 1958-01-24
    passages: {"5": {gist: {en: The promise, zh: 承诺}}}
  estimate-2: {title: {en: An estimate of our own making, zh: 我们自拟的估计}, kind: estimate, date: 1957}
"""


def spoiled(*changes: tuple[str, str], text: str = WHOLE) -> str:
    """Return the case with each first text replaced by the second; each must occur exactly once."""
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} occurs {text.count(old)} times")
        text = text.replace(old, new)
    return text


def boundless() -> str:
    """Return the case with more reachable states than can be visited."""
    facts = "".join(f"  f{number}: 0..900\n" for number in range(4))
    moves = ", ".join(f"m{number}: f{number} += 1" for number in range(4))
    return spoiled(
        ("facts:\n", f"facts:\n{facts}"),
        ("rounds: 2", "rounds: 100"),
        ("[1958-04, 1958-10]", "1958-04"),
        ("        - together", f"        - drift: {{by: host, moves: {{{moves}}}}}\n        - together"),
        ("war: returned == yes", "war: returned == yes and f0 + f1 * f2 != f3"),
    )
