"""Every rule of the checker: a whole case spoiled in one place is told what, where, why and the cure."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from foedus._core import Diagnostic, Severity
from foedus.scenario import Interval, Likelihood, Move, Plan, Repeat, Scenario, Stage, check_scenario, read_scenario
from foedus.scenario import _check as package
from support.broken.whole import DOCUMENTS, WHOLE, boundless, spoiled

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE
Change = tuple[str, str]


def read(text: str) -> Scenario:
    scenario, found = read_scenario(text.encode(), file="case.yaml")
    assert found == []
    assert scenario is not None
    return scenario


def check(*changes: Change) -> list[Diagnostic]:
    return check_scenario(read(spoiled(*changes)), documents=DOCUMENTS)


OUTCOMES = "  lost: crossed == yes\n"
ADVICE = "seen_by: [host], moves: {speak: , keep_quiet: }"

RULES: list[tuple[str, Severity, list[Change], str]] = [
    # names
    ("unknown-name", E, [(OUTCOMES, "  lost: crosed == yes\n")], "outcome `lost` names the fact or stage `crosed`"),
    ("unknown-name", E, [("planner: leaver", "planner: lever")], "`planner` names the actor `lever`"),
    ("unknown-name", E, [("by: host, window", "by: hst, window")], "stage `request` names the actor `hst`"),
    ("unknown-name", E, [("seen_by: [host]", "seen_by: [hosts]")], "`seen_by` of stage `advice`"),
    ("unknown-name", E, [("{gone > standoff: c-rival}", "{gon > standoff: c-rival}")], "the outcome `gon`"),
    ("unknown-name", E, [("because: c-rival}\n  host", "because: c-rivla}\n  host")], "the claim `c-rivla`"),
    ("unknown-name", E, [("breach: breach_cost", "breach: breach_costs")], "the consideration `breach_costs`"),
    ("unknown-name", E, [("breached(return_if_crossed)", "breached(return)")], "the commitment `return`"),
    ("unknown-name", E, [("unsaid: {advice", "unsaid: {advise")], "plan `unsaid` names the stage `advise`"),
    ("unknown-name", E, [("advice: keep_quiet", "advice: keep_mum")], "the move of `advice` `keep_mum`"),
    ("unknown-name", E, [("of: rival.tester", "of: rival.test")], "the type `rival.test`"),
    ("unknown-name", E, [("judges: leaver.resolute", "judges: leaver.resolut")], "the type `leaver.resolut`"),
    ("unknown-name", E, [("plan: unsaid,", "plan: unsad,")], "`happened` names the plan `unsad`"),
    ("unknown-name", E, [("outcome: gone,", "outcome: gon,")], "`happened` names the outcome `gon`"),
    ("unknown-name", E, [("conjecture: {drawn_clearly", "conjecture: {drawn")], "`conjecture` names the plan `drawn`"),
    ("unknown-name", E, [("at: opinion_poll", "at: opinion_pol")], "audience `world` names the stage `opinion_pol`"),
    ("unknown-name", E, [("do: units -= 1", "do: unit -= 1")], "names the fact `unit`"),
    ("unknown-name", E, [("p: rest}}}\n", "p: rest, do: rival := tester_}}}\n")], "the type `rival.tester_`"),
    ("unknown-name", E, [("foul: {p: rest}", "foul: {p: rest, do: rivl := tester}")], "names the actor `rivl`"),
    ("unknown-name", E, [("stay_away: }", "stay_away: release(return_if)}")], "names the commitment `return_if`"),
    ("unknown-name", E, [("unsaid: {advice", "unsaid: {aid: send, advice")], "the move of `aid` `send`"),
    ("duplicate-name", E, [("- weather:", "- leave:")], "two with the name `leave`"),
    ("duplicate-name", E, [("send: {choose", "send_5: , send: {choose")], "`send_5`, each a move of `aid`"),
    (
        "name-clash",
        E,
        [
            ("  units: 2..0", "  test: 2..0"),
            ("units -= 1, when: units > 0", "test -= 1, when: test > 0"),
            ("units == 0", "test == 0"),
            ("per: units", "per: test"),
        ],
        "`test` is both a fact and a stage",
    ),
    ("name-clash", E, [("{silent: ,", "{none: ,"), ("declaration: silent", "declaration: none")], "is called `none`"),
    ("name-clash", W, [("n in {0, 5}", "units in {0, 5}")], "the amount `units`"),
    # expressions
    (
        "unknown-value",
        E,
        [(OUTCOMES, "  lost: crossed == yess\n")],
        "outcome `lost`: `yess` is not a value of `crossed`",
    ),
    (
        "unknown-value",
        E,
        [("clearly: answer = clear", "clearly: answer = plain")],
        "`plain` is not a value of `answer`",
    ),
    ("unknown-value", E, [("advice == speak", "advice == spoke")], "`spoke` is not a move of `advice`"),
    ("unknown-value", E, [("type(rival) == tester", "type(rival) == testr")], "is not a type of `type(rival)`"),
    ("value-out-of-range", E, [("  gone: units == 0", "  gone: units == 5")], "5 is not a value of `units`"),
    ("value-out-of-range", E, [("do: units -= 1", "do: units = 2 + 3")], "5 is not a value of `units`"),
    ("compares-number-with-word", E, [("  gone: units == 0", "  gone: units == yes")], "compares a number with a word"),
    ("compares-constants", E, [(OUTCOMES, "  lost: yes == no\n")], "compares the words `yes` and `no`"),
    ("never-equal", E, [(OUTCOMES, "  lost: crossed == answer\n")], "no value in common"),
    ("order-of-words", E, [(OUTCOMES, "  lost: crossed > no\n")], "which of the words of `crossed` is greater"),
    ("word-as-number", E, [(OUTCOMES, "  lost: crossed\n")], "uses `crossed` by itself"),
    ("word-as-number", E, [(OUTCOMES, "  lost: yes\n")], "uses the word `yes` by itself"),
    ("arithmetic-on-words", E, [("clearly: answer = clear", "clearly: answer += 1")], "counts `answer` up or down"),
    ("assign-to-stage", E, [("clearly: answer = clear", "clearly: advice = speak")], "sets `advice`, which is a stage"),
    (
        "ambiguous-name",
        E,
        [
            ("answer: [undeclared, clear]", "answer: [undeclared, clear, crossed]"),
            ("war: returned == yes", "war: answer == crossed"),
        ],
        "both a fact and a value",
    ),
    ("reads-report", E, [(OUTCOMES, "  lost: opinion_poll == 1\n")], "the report of the audience `world`"),
    ("round-outside-repeat", W, [(OUTCOMES, "  lost: round == 1\n")], "stands outside a repeat"),
    ("type-not-allowed", E, [(OUTCOMES, "  lost: type(leaver) == weary\n")], "asks for the type of `leaver`"),
    ("type-not-allowed", E, [("type(rival) == tester", "type(leaver) == weary")], "asks for the type of `leaver`"),
    ("type-set-by-move", E, [("stay_away: }", "stay_away: 'rival := tester'}")], "only chance can do that"),
    ("opinion-not-allowed", E, [(OUTCOMES, "  lost: opinion(leaver.resolute) > 0.5\n")], "reads `opinion("),
    ("unknown-opinion", E, [("opinion(leaver.resolute)", "opinion(leaver.weary)")], "no audience judges that"),
    (
        "ambiguous-opinion",
        E,
        [
            ("  host: {}\n", "  host: {}\n  press: {audience: {judges: leaver.resolute, at: column}}\n"),
            ("  - opinion_poll", "  - column: {by: press}\n  - opinion_poll"),
        ],
        "several audiences",
    ),
    # parties
    ("audience-stage", E, [("at: opinion_poll", "at: request")], "reports at `request`, but that is a stage of `host`"),
    (
        "audience-stage",
        E,
        [("  - opinion_poll: {by: world}", "  - opinion_poll: {by: world}\n  - again: {by: world}")],
        "a second stage, `again`",
    ),
    ("audience-with-moves", E, [("{by: world}", "{by: world, moves: {a: , b: }}")], "has moves"),
    ("audience-with-considerations", E, [("of: leaver, per: units", "of: world, per: units")], "is of the audience"),
    (
        "audience-with-preferences",
        E,
        [("  host: [", "  world: [{gone > lost: c-return}]\n  host: [")],
        "has preferences",
    ),
    ("audience-sees-secret", E, [("seen_by: [host]", "seen_by: [host, world]")], "names the audience `world`"),
    ("audience-plans", E, [("planner: leaver", "planner: world")], "is an audience"),
    ("nothing-to-judge", E, [("judges: leaver.resolute", "judges: host.only")], "which has no private types"),
    ("advises-not-planner", E, [("advises: leaver.resolute", "advises: rival.tester")], "not a type of the planner"),
    ("advises-not-planner", E, [("advises: leaver.resolute", "advises: leaver")], "which has several types"),
    # timing
    ("window-count", E, [("[1958-04, 1958-10]", "[1958-04, 1958-07, 1958-10]")], "3 windows for 2 rounds"),
    ("windows-out-of-order", W, [("window: 1958-03", "window: 1957-03")], "is over before stage `request`"),
    ("windows-out-of-order", W, [("[1958-04, 1958-10]", "[1958-10, 1958-04]")], "go back in time"),
    ("until-never-holds", W, [("until: crossed == yes", "until: returned == yes")], "never ends early"),
    # reachability
    (
        "unreachable-stage",
        E,
        [
            (
                "response: {by: leaver, when: crossed == yes",
                "response: {by: leaver, when: crossed == yes and crossed == no",
            )
        ],
        "is never reached",
    ),
    ("move-never-open", E, [("when: units > 0", "when: units < 0")], "the move `go` is never open"),
    (
        "move-never-open",
        E,
        [('{choose: "n in {0, 5}"}', '{choose: "n in {0, 5}", when: n < 3}')],
        "the move `send_5` is",
    ),
    ("effect-beyond-range", W, [("{do: units -= 1, when: units > 0}", "{do: units -= 3}")], "can take `units` to -1"),
    ("effect-outside-values", E, [("units: 2..0", "units: [4, 1, 0]")], "can take `units` to 3"),
    (
        "plan-move-not-open",
        W,
        [("clearly: answer = clear", "clearly: {do: answer = clear, when: request == ask}")],
        "plan `drawn_clearly` fixes `clearly`",
    ),
    (
        "commitment-never-due",
        W,
        [("if: crossed == yes and answer", "if: returned == yes and answer")],
        "never falls due",
    ),
    # outcomes
    ("uncovered-final-state", E, [("standoff: otherwise", "standoff: units == 2")], "units = 1, crossed = no"),
    (
        "outcome-never-reached",
        W,
        [("standoff: otherwise", "standoff: crossed == no\n  rest_of_it: otherwise")],
        "outcome `rest_of_it` is never reached",
    ),
    ("after-otherwise", E, [("standoff: otherwise", "standoff: otherwise\n  later: crossed == no")], "stands after"),
    (
        "outcome-decided-by-plan",
        W,
        [("  war: returned", "  spoken: answer == clear\n  war: returned")],
        "nothing but moves that plans fix",
    ),
    # orders
    (
        "order-cycle",
        E,
        [("{lost > war: c-rival}", "{lost > war: c-rival}, {war > gone: c-resolve}")],
        "`rival` goes in a circle: gone > standoff (c-rival), standoff > war (c-rival), war > gone (c-resolve)",
    ),
    ("order-cycle", E, [("{lost > war: c-rival}", "{lost > lost: c-rival}")], "puts `lost` above itself"),
    (
        "order-contradiction",
        E,
        [("{war = lost: c-return}", "{war = lost: c-return}, {lost > war: c-rival}")],
        "contradicts itself: lost > war (c-rival), war = lost (c-return)",
    ),
    ("duplicate-relation", W, [("{lost > war: c-rival}", "{lost > war: c-rival}, {lost > war: c-return}")], "twice"),
    ("no-preferences", E, [("  rival: [{gone", "  rival.content: [{gone")], "`rival.tester` has no preferences"),
    ("outcome-unranked", N, [("{standoff > lost: c-return}, ", "")], "the order of `host` does not mention `standoff`"),
    # numbers
    ("impossible-sum", E, [("content: 0.5..0.75, tester: rest", "content: 0.5..0.6, tester: 0.1..0.2")], "at most 0.8"),
    ("impossible-sum", E, [("content: 0.5..0.75, tester: rest", "content: 0.7, tester: 0.4..0.5")], "at least 1.1"),
    ("several-rests", E, [("content: 0.5..0.75, tester: rest", "content: rest, tester: rest")], "has `rest` for"),
    (
        "empty-rest",
        W,
        [("content: 0.5..0.75, tester: rest", "content: 1, tester: rest")],
        "leaves nothing for `tester`",
    ),
    ("neutral-too-narrow", W, [("neutral: 0.1..0.9", "neutral: 0.6..0.9")], "does not hold the prior of `resolute`"),
    ("neutral-too-narrow", W, [("neutral: -0.1..0,", "neutral: -0.02..0,")], "`neutral` of consideration `garrison`"),
    ("weight-over-one", W, [("range: 0..0.3", "range: 0..3")], "reaches 3"),
    ("bad-weight", E, [("unsaid: 1}", "unsaid: 0}")], "the weight of plan `unsaid` in the conjecture is 0"),
    ("guarded-chance", E, [("foul: {p: rest}", "foul: {p: rest, when: crossed == no}")], "has a guard"),
    (
        "belief-incomplete",
        E,
        [("facts:\n", "beliefs:\n  - {holder: host, about: rival, types: {tester: 0.2}, because: c-rival}\nfacts:\n")],
        "says nothing of `content`",
    ),
    (
        "belief-about-self",
        E,
        [
            (
                "facts:\n",
                (
                    "beliefs:\n  - {holder: rival, about: rival, types: {tester: 0.2, content: "
                    "rest}, because: c-rival}\nfacts:\n"
                ),
            )
        ],
        "its own type",
    ),
    (
        "duplicate-belief",
        E,
        [
            (
                "facts:\n",
                "beliefs:\n" + 2 * "  - {holder: host, about: rival, types: {tester: 0.2, "
                "content: rest}, because: c-rival}\n" + "facts:\n",
            )
        ],
        "stands twice",
    ),
    (
        "joint-incomplete",
        E,
        [
            (
                "facts:\n",
                (
                    "joint:\n  - {leaver: weary, rival: tester, p: 0.4}\n  - {leaver: weary, "
                    "rival: content, p: rest}\nfacts:\n"
                ),
            )
        ],
        "never has `leaver` as `resolute`",
    ),
    (
        "joint-uneven",
        E,
        [("facts:\n", "joint:\n  - {leaver: weary, rival: tester, p: 0.4}\n  - {leaver: resolute, p: rest}\nfacts:\n")],
        "another about `leaver`, `rival`",
    ),
    (
        "joint-duplicate",
        E,
        [
            (
                "facts:\n",
                (
                    "joint:\n  - {leaver: weary, p: 0.4}\n  - {leaver: weary, p: 0.1}\n  - "
                    "{leaver: resolute, p: rest}\nfacts:\n"
                ),
            )
        ],
        "the combination leaver: weary twice",
    ),
    # information
    (
        "guard-reads-unseen",
        E,
        [("test: {by: rival,", "test: {by: rival, when: advice == speak,")],
        "`rival` does not see the move at `advice`",
    ),
    ("hidden-move-sets-fact", E, [("{speak: ,", "{speak: answer = clear,")], "`rival`, `world` do not"),
    (
        "effect-reads-unseen",
        E,
        [("cross: crossed = yes", "cross: 'crossed = yes, units = 2 * (advice == speak)'")],
        "which not everyone sees",
    ),
    (
        "guard-reads-group",
        W,
        [("{by: host, moves: {appeal", "{by: host, when: test != cross, moves: {appeal")],
        "reads `test`, which `test` in the same group decides",
    ),
    (
        "imperfect-recall",
        E,
        [("foul: {p: rest}", "foul: {p: rest, do: leaver := weary}")],
        "`leaver` chooses at `response` after its type has changed",
    ),
    # commitments
    ("promise-not-open", E, [("then: [come_back]", "then: [cross]")], "(it is a move of `rival`)"),
    ("promise-not-open", E, [("then: [come_back]", "then: []")], "promises nothing"),
    (
        "promise-reads-unseen",
        E,
        [("    to: host", "    to: rival"), ("if: crossed == yes and", "if: advice == speak and")],
        "which `rival` does not see",
    ),
    (
        "breach-charges-another",
        E,
        [("breach_cost: {of: leaver", "breach_cost: {of: host")],
        "charges `host`, not `leaver`",
    ),
    (
        "breach-not-read",
        E,
        [("breach: breach_cost", "breach: standing")],
        "does not read `breached(return_if_crossed)`",
    ),
    ("breach-rewarded", W, [("range: -0.4..-0.05", "range: 0.05..0.4")], "rewards a breach"),
    (
        "breach-without-cost",
        N,
        [("    breach: breach_cost\n", ""), ("per: breached(return_if_crossed)", "per: kept(return_if_crossed)")],
        "costs `leaver` nothing",
    ),
    ("promise-to-self", W, [("    to: host", "    to: leaver")], "to itself"),
    # plans
    ("plan-fixes-others", E, [("{advice: keep_quiet,", "{talk: quiet, advice: keep_quiet,")], "is `host`'s, not"),
    (
        "identical-plans",
        E,
        [("advice: keep_quiet, declaration: silent", "advice: speak, declaration: clearly")],
        "same moves",
    ),
    (
        "announcement-fixed",
        W,
        [("planner: leaver\n", "planner: leaver\nannounce: strategic\n")],
        "not judged yet",
    ),
    (
        "announcement-differs",
        E,
        [("planner: leaver\n", "planner: leaver\nannounce: strategic\n"), ("{advice: keep_quiet, ", "{")],
        "`unsaid` at `declaration`",
    ),
    ("counts-own-plan", E, [("per: units", "per: declaration == clearly")], "the move at `declaration`"),
    (
        "counts-own-plan",
        E,
        [("per: units", "per: (answer == clear) * units")],
        "`answer`, which only `declaration` can set",
    ),
    (
        "counts-own-plan",
        E,
        [("(test == cross) * (type", "(advice == speak) * (type")],
        "`rival`'s, counts a plan's own move",
    ),
    (
        "no-plans",
        W,
        [
            ("plans:\n", "limits:\n"),
            ("  drawn_clearly: {advice: speak, declaration: clearly}\n", "  en: x\n"),
            ("  unsaid: {advice: keep_quiet, declaration: silent}\n", "  zh: x\n"),
            ("conjecture: {drawn_clearly: 2, unsaid: 1}\n", ""),
            (" plan: unsaid,", ""),
        ],
        "the case has no plans",
    ),
    # grounds
    (
        "uncited-claim",
        W,
        [("for: [estimate-2]}\n  c-weather", "for: []}\n  c-weather")],
        "claim `c-rival` cites nothing",
    ),
    (
        "claim-only-against",
        W,
        [("for: [letter-1#5]}\n  c-return", "against: [letter-1#5]}\n  c-return")],
        "only passages",
    ),
    ("unused-claim", W, [("p: likely, because: c-weather", "p: likely")], "claim `c-weather` is used nowhere"),
    (
        "unknown-citation",
        E,
        [("against: [letter-1]}", "against: [leter-1]}")],
        "the calendar has no document `leter-1`",
    ),
    (
        "unknown-citation",
        E,
        [("for: [letter-1#5], against", "for: [letter-1#6], against")],
        "the passage `6` of `letter-1`",
    ),
    ("citation-is-path", E, [("against: [letter-1]}", "against: [letter..1]}")], "which looks like a path"),
    (
        "line-without-claim",
        N,
        [("{standoff > war: c-rival}", "standoff > war")],
        "1 relation of preference rests on no claim",
    ),
    (
        "one-language",
        N,
        [("{en: Winters are mild., zh: 冬天温和。}", "{en: Winters are mild.}")],
        "1 text stands in one language",
    ),
    (
        "each-round-without-repeat",
        W,
        [
            (
                (
                    "  - repeat:\n      rounds: 2\n      until: crossed == yes\n      discount: "
                    "0.9..0.99\n      stages:\n        - leave"
                ),
                "  - leave",
            ),
            ("window: [1958-04, 1958-10]", "window: 1958-04"),
            ("        - together:\n            - test", "  - together:\n      - test"),
            ("            - talk", "      - talk"),
        ],
        "but nothing is repeated",
    ),
    ("search-skipped", N, [("do: units -= 1", "do: unit -= 1")], "was not looked into"),
]


def test_the_whole_case_has_no_findings() -> None:
    assert check() == []


@pytest.mark.parametrize(
    ("code", "severity", "changes", "words"), RULES, ids=[f"{r[0]}-{i}" for i, r in enumerate(RULES)]
)
def test_a_spoiled_case_is_told_what_where_why_and_what_to_write(
    code: str, severity: Severity, changes: list[Change], words: str
) -> None:
    found = check(*changes)
    mine = [item for item in found if item.code == code and words in item.message]
    assert mine, [f"{item.code}: {item.message}" for item in found]
    for item in mine:
        assert item.severity is severity
        assert item.where is not None
        assert item.hint
        assert not item.message.endswith(".")


# Rules that need a scenario built in Python: the parser refuses the form --------------------------------------------


def built(**parts: object) -> list[str]:
    return [item.code for item in check_scenario(replace(read(WHOLE), **parts))]  # type: ignore[arg-type]


def repeated(**parts: object) -> list[str]:
    scenario = read(WHOLE)
    steps = tuple(replace(step, **parts) if isinstance(step, Repeat) else step for step in scenario.steps)  # type: ignore[arg-type]
    return built(steps=steps)


def with_stage(stage: Stage) -> list[str]:
    return built(steps=(*read(WHOLE).steps, stage))


def with_actor(index: int, **parts: object) -> list[str]:
    actors = list(read(WHOLE).actors)
    actors[index] = replace(actors[index], **parts)  # type: ignore[arg-type]
    return built(actors=tuple(actors))


BUILT = {
    "bad-rounds": lambda: repeated(rounds=0),
    "empty-repeat": lambda: repeated(body=()),
    "bad-interval": lambda: with_actor(0, neutral=Interval(0.9, 0.1)),
    "bad-date": lambda: built(commitments=(replace(read(WHOLE).commitments[0], expires="soon"),)),
    "bad-steps": lambda: with_actor(3, audience=replace(read(WHOLE).actors[3].audience, steps=1)),  # type: ignore[type-var]
    "no-moves": lambda: with_stage(Stage("idle", "host", ())),
    "missing-probability": lambda: with_stage(Stage("luck", "chance", (Move("good"), Move("bad")))),
    "unexpected-probability": lambda: with_stage(
        Stage("luck", "host", (Move("good", prior=Likelihood("rest")), Move("bad")))
    ),
    "no-outcomes": lambda: built(outcomes=()),
    "no-stages": lambda: built(steps=()),
}


@pytest.mark.parametrize("code", BUILT)
def test_a_scenario_built_in_python_is_checked_as_well(code: str) -> None:
    assert code in BUILT[code]()


def test_rounds_without_end_are_refused_without_playing_them() -> None:
    assert "bad-rounds" in repeated(rounds=10**9)


def test_too_many_states_are_left_with_a_note() -> None:
    found = check_scenario(read(boundless()), documents=DOCUMENTS)
    assert [item.code for item in found] == ["search-bounded"]


def test_what_cannot_be_written_is_still_reported() -> None:
    # The grammar refuses other functions; a scenario built in Python may hold one.
    from foedus.scenario import Call, Outcome

    outcome = Outcome("odd", Call("system", "x"))
    assert "unknown-function" in built(outcomes=(outcome, *read(WHOLE).outcomes))


# All at once ---------------------------------------------------------------------------------------------------------


def test_all_mistakes_are_reported_at_once_errors_first() -> None:
    found = check(
        ("{lost > war: c-rival}", "{lost > war: c-rival}, {war > gone: c-resolve}"),
        ("standoff: otherwise", "standoff: units == 2"),
        ("advice: keep_quiet", "advice: keep_mum"),
        ("for: [estimate-2]}\n  c-weather", "for: []}\n  c-weather"),
        ("content: 0.5..0.75, tester: rest", "content: 0.5..0.6, tester: 0.1..0.2"),
    )
    assert {"order-cycle", "uncovered-final-state", "unknown-name", "uncited-claim", "impossible-sum"} <= {
        item.code for item in found
    }
    ranks = [(E, W, N).index(item.severity) for item in found]
    assert ranks == sorted(ranks)
    errors = [item.where for item in found if item.severity is E and item.where]
    assert errors == sorted(errors)


def test_a_wrong_name_gets_the_nearest_one() -> None:
    finding = check((OUTCOMES, "  lost: crosed == yes\n"))[0]
    assert finding.hint == "did you mean `crossed`?"
    assert str(finding.where).startswith("case.yaml:")


def test_a_circle_leads_to_its_relations() -> None:
    finding = next(item for item in check(("{lost > war: c-rival}", "{lost > war: c-rival}, {war > gone: c-resolve}")))
    assert [note for note, _ in finding.related] == ["standoff > war (c-rival)", "war > gone (c-resolve)"]
    assert all(place is not None for _, place in finding.related)
    assert "`c-resolve`, `c-rival`" in finding.hint


def test_a_circle_in_the_order_of_all_types_is_told_once() -> None:
    found = check(("{standoff > lost: c-resolve}]", "{standoff > lost: c-resolve}, {lost > gone: c-return}]"))
    circles = [item for item in found if item.code == "order-cycle"]
    assert len(circles) == 1
    assert "the order of `leaver` goes" in circles[0].message


def test_a_type_may_complete_a_circle_of_its_actor() -> None:
    found = check(("{lost > war: c-return}]\n  rival", "{lost > war: c-return}, {lost > gone: c-return}]\n  rival"))
    circles = [item.message for item in found if item.code == "order-cycle"]
    assert len(circles) == 1
    assert "the order of `leaver.weary` goes" in circles[0]


def test_citations_are_left_alone_without_a_calendar() -> None:
    text = spoiled(("against: [letter-1]}", "against: [leter-1]}"))
    assert check_scenario(read(text)) == []


def test_the_example_of_an_uncovered_state_can_be_played() -> None:
    from foedus.scenario import after, outcome, start, to_move

    scenario = read(spoiled(("standoff: otherwise", "standoff: units == 2")))
    found = next(item for item in check_scenario(scenario) if item.code == "uncovered-final-state")
    path = [step.split(" (")[0].split(": ") for step in found.message.partition(", after ")[2].split(", ")]
    wanted = [(stage, move) for stage, move in path]
    position = start(scenario)
    while (turn := to_move(position)).kind != "end":
        if turn.kind in ("decision", "chance"):
            stage, move = wanted.pop(0)
            assert (turn.stage, move in turn.moves) == (stage, True)
            position = after(position, move)
        else:
            position = after(position, turn.moves[0])
    with pytest.raises(ValueError, match="no outcome covers"):
        outcome(position)


def test_a_consideration_of_another_may_count_a_plan_with_an_answer_to_it() -> None:
    # What the rival is paid for hangs on its own move as well: the plan's move alone does not decide it.
    assert check(("(test == cross) * (type", "(declaration == clearly) * (test == cross) * (type")) == []


def test_identical_plans_are_compared_without_regard_to_order() -> None:
    scenario = read(WHOLE)
    plan = Plan("again", tuple(reversed(scenario.plans[0].fixes)))
    assert "identical-plans" in [item.code for item in check_scenario(replace(scenario, plans=(*scenario.plans, plan)))]


# Completeness ---------------------------------------------------------------------------------------------------------


def test_every_code_of_the_checker_has_a_test() -> None:
    codes: set[str] = set()
    for path in Path(str(package.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                if node.func.attr in ("error", "warning", "note", "_error") and isinstance(first, ast.Constant):
                    codes.add(str(first.value))
    tested = {rule[0] for rule in RULES} | set(BUILT) | {"search-bounded", "unknown-function"}
    assert codes == tested
