"""Small scenarios for tests: a few written out, and a strategy for random ones that are valid and small.

``texts()`` draws the text of a case, ``scenarios()`` the model read from it. ``features`` says what may occur, so that
a test of perfect information can leave out the rest::

    @given(scenarios(features=ALL_FEATURES - {"types", "private", "together", "audience"}))
"""

from __future__ import annotations

import itertools
import json
from typing import Any

from hypothesis import strategies as st

from foedus.scenario import Scenario, read_scenario

ENTRY = """\
case: entry
title: Entry into a market
planner: entrant
actors: {entrant: {}, incumbent: {}}
facts:
  entered: [no, yes]
  war: [no, yes]
stages:
  - enter:
      by: entrant
      moves: {go: entered = yes, stay: }
  - answer:
      by: incumbent
      when: entered == yes
      moves: {fight: war = yes, share: }
outcomes:
  ruin: war == yes
  shared: entered == yes
  alone: otherwise
preferences:
  entrant: [shared > alone > ruin]
  incumbent: [alone > shared > ruin]
plans:
  enter: {enter: go}
  stay_out: {enter: stay}
"""
"""Perfect information; solved by hand: the entrant goes, the incumbent shares."""

PROMISE = """\
case: promise
title: {en: A withdrawal with a declared return, zh: 声明可返回的撤离}
question: {en: Should the line be drawn clearly?, zh: 红线应当画清楚吗？}
planner: leaver
advises: leaver.resolute
actors:
  leaver: {label: {en: the power that leaves, zh: 撤离方}, types: {resolute: likely, weary: rest}, because: c-resolve}
  rival: {types: {content: 0.5..0.75, tester: rest}}
  host: {}
  world: {audience: {judges: leaver.resolute, at: opinion_poll, steps: 5}}
facts:
  answer: [undeclared, vague, clear]
  units: 2..0
  crossed: [no, yes]
  returned: [no, yes]
stages:
  - declaration:
      by: leaver
      window: 1958-02
      moves:
        silent:
        vaguely: answer = vague
        clearly: {do: answer = clear, label: {en: say it clearly, zh: 明说}, because: c-clear}
  - opinion_poll: {by: world}
  - repeat:
      rounds: 2
      until: crossed == yes
      discount: 0.9..0.99
      stages:
        - leave: {by: leaver, window: [1958-03, 1958-10], moves: {go: {do: units -= 1, when: units > 0}, hold: }}
        - test: {by: rival, when: units < 2, moves: {wait: , cross: crossed = yes}}
  - response: {by: leaver, when: crossed == yes, moves: {come_back: returned = yes, stay_away: }}
commitments:
  return_if_crossed:
    by: leaver
    to: host
    form: joint public
    if: crossed == yes and answer != undeclared
    then: [come_back]
    breach: breach_cost
    because: c-clear
outcomes:
  war: returned == yes
  lost: crossed == yes
  gone: units == 0
  standoff: otherwise
preferences:
  leaver: [gone > standoff > lost]
  leaver.resolute: [{war > lost: c-resolve}]
  leaver.weary: [lost > war]
  rival.content: [gone > standoff > lost > war]
  rival.tester: [{lost > gone: c-tester}, gone > standoff > war]
considerations:
  garrison: {of: leaver, per: units, each: round, range: -0.05..-0.01, neutral: -0.1..0, because: c-garrison}
  standing: {of: leaver, per: opinion(leaver.resolute), range: 0..0.3}
  breach_cost: {of: leaver, per: breached(return_if_crossed), range: -0.4..-0.05}
claims:
  c-resolve: {says: {en: It would come back., zh: 它会回来。}, for: [letter-1958-01-24#5]}
  c-clear: {says: The line was declared., for: [statement-1958-02-19#3], against: [letter-1958-01-24#6]}
  c-tester: {says: Some would test it., for: [estimate-1956]}
  c-garrison: {says: Staying costs., for: [letter-1958-01-24#2]}
plans:
  drawn_clearly: {declaration: clearly}
  left_vague: {declaration: vaguely}
  unsaid: {declaration: silent}
happened: {outcome: gone, plan: drawn_clearly}
"""
"""Types, an audience, a repeat with a numeric fact, a commitment; the shape of the main case in little."""

PRIVATE = """\
case: secret
title: Matching with private advice
planner: adviser
announce: strategic
actors:
  adviser: {types: {kind: even, sly: rest}}
  ally: {}
  other: {types: {strong: 0.3, weak: 0.7}}
beliefs:
  - {holder: other, about: adviser, types: {kind: 0.2..0.4, sly: rest}, because: c-doubt}
joint:
  - {adviser: kind, other: strong, p: 0.1..0.2}
  - {adviser: kind, other: weak, p: 0.3}
  - {adviser: sly, other: strong, p: 0.1..0.2}
  - {adviser: sly, other: weak, p: rest}
facts:
  weather: [calm, storm]
  sent: [0, 5, 9]
stages:
  - advice: {by: adviser, seen_by: [ally], moves: {left: , right: }}
  - sky: {by: chance, moves: {fair: {p: likely}, foul: {p: rest, do: "weather = storm, other := weak"}}}
  - together:
      - step: {by: ally, moves: {left_step: , right_step: }}
      - guess: {by: other, when: weather == calm, moves: {left_guess: , right_guess: }}
  - supply: {by: ally, moves: {send: {choose: "n in {0, 5, 9}", do: sent = n}}}
outcomes:
  met: step == left_step and guess == left_guess or step == right_step and guess == right_guess
  missed: {when: guess != none, label: {zh: 错过}}
  blown: otherwise
preferences:
  adviser: [missed > met, missed = blown]
  ally: [missed > met]
  other: [met > missed]
considerations:
  cost: {of: ally, per: sent * (weather == storm), range: -0.02..-0.01}
claims:
  c-doubt: {says: They doubted., for: [report-1#2]}
plans:
  say_left: {label: Left, advice: left}
  say_right: {advice: right}
conjecture: {say_left: 2, say_right: 1}
"""
"""Private advice, simultaneous moves, chance that changes a type, a choice of amounts, beliefs and a joint prior."""

SAMPLES = {"entry": ENTRY, "promise": PROMISE, "private": PRIVATE}

ALL_FEATURES = frozenset(
    {"types", "guards", "private", "together", "chance", "becomes", "repeat", "choice", "audience", "commitment",
     "beliefs", "joint", "considerations", "partial"}
)  # fmt: skip
"""``partial`` allows orders that leave outcomes uncompared; without it every order is total and strict."""


def read(text: str) -> Scenario:
    """Return the scenario in *text*, which must hold no mistake of form."""
    scenario, found = read_scenario(text.encode(), file="case.yaml")
    assert found == [], "\n".join(f"{finding.where}: {finding.message}" for finding in found)
    assert scenario is not None
    return scenario


def scenarios(*, features: frozenset[str] = ALL_FEATURES, stages: int = 4) -> st.SearchStrategy[Scenario]:
    """Draw small valid scenarios with at most *stages* steps before the audience's, of two or three moves."""
    return texts(features=features, stages=stages).map(read)


@st.composite
def texts(draw: st.DrawFn, *, features: frozenset[str] = ALL_FEATURES, stages: int = 4) -> str:
    """Draw the text of a small valid case, in the JSON that is also YAML."""
    return json.dumps(_Case(draw, features).whole(stages), ensure_ascii=False, indent=1)


class _Case:
    def __init__(self, draw: st.DrawFn, features: frozenset[str]) -> None:
        self.draw, self.features = draw, features
        self.types: dict[str, list[str]] = {}
        self.public: list[tuple[str, list[str]]] = []
        """Stages everyone sees, with their moves: what a later guard may read."""
        self.fixable: list[tuple[str, list[str]]] = []
        """The planner's stages, with the moves that are always available."""
        self.kept: list[str] = []
        """Unguarded moves of the planner at public stages: what a promise may be about."""
        self.claims: set[str] = set()
        self.repeats = self.sends = False
        self.count = 0

    def may(self, feature: str) -> bool:
        return feature in self.features and self.draw(st.booleans())

    def pick(self, *values: Any) -> Any:
        return self.draw(st.sampled_from(values))

    def because(self) -> dict[str, Any]:
        claims = self.draw(st.sampled_from([[], [], ["c-one"], ["c-one", "c-two"]]))
        self.claims.update(claims)
        return {"because": claims[0] if len(claims) == 1 else claims} if claims else {}

    def whole(self, stages: int) -> dict[str, Any]:
        actors = self.actors()
        steps = [self.step(first=index == 0) for index in range(self.draw(st.integers(1, stages)))]
        audience = "audience" in self.features and len(self.types["a"]) == 2 and self.draw(st.booleans())
        if audience:
            actors["w"] = {"audience": {"judges": "a.hard", "at": "poll", "steps": self.pick("2", "3")}}
            steps.append({"poll": {"by": "w"}})
        case: dict[str, Any] = {
            "case": "random", "title": self.pick("Random", {"en": "Random", "zh": "随机"}),
            "planner": "a", "advises": self.pick(*(["a.hard", "a.soft"] if len(self.types["a"]) == 2 else ["a"])),
            "actors": actors, "facts": {"side": ["open", "left", "right"], "count": "2..0", "heat": "0..2"},
            "stages": steps,
        }  # fmt: skip
        if self.sends:
            case["facts"]["sent"] = ["0", "5"]
        case["outcomes"] = outcomes = self.outcomes()
        case["preferences"] = {actor: self.order(list(outcomes)) for actor in self.holders()}
        self.promise(case)
        self.considerations(case, audience=audience)
        self.priors(case)
        self.plans(case)
        if self.claims:
            case["claims"] = {claim: {"says": "It is so.", "for": ["paper-1#2"]} for claim in sorted(self.claims)}
        return case

    def actors(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in ("a", "b", "c")[: self.draw(st.integers(2, 3))]:
            split = name != "c" and self.may("types")
            self.types[name] = ["hard", "soft"] if split else []
            prior = self.pick("likely", "even", "0.2..0.4", "0.5")
            found[name] = {"types": {"hard": prior, "soft": "rest"}, **self.because()} if split else {}
        return found

    def holders(self) -> list[str]:
        found = []
        for actor, types in self.types.items():
            found += [f"{actor}.{kind}" for kind in types] if types and self.draw(st.booleans()) else [actor]
        return found

    def step(self, *, first: bool) -> dict[str, Any]:
        kinds = [kind for kind in ("together", "repeat", "chance") if kind in self.features]
        kind = "plain" if first else self.pick("plain", "plain", *kinds)
        if kind == "together":
            return {"together": [self.stage("a", plain=True), self.stage("b", plain=True)]}
        if kind == "repeat" and not self.repeats:
            self.repeats = True
            body = [self.stage(self.pick(*self.types)) for _ in range(self.draw(st.integers(1, 2)))]
            block = {"rounds": self.pick("1", "2"), "stages": body}
            if self.draw(st.booleans()):
                block |= {"until": self.condition(), "discount": self.pick("0.9..0.99", "0.8")}
            return {"repeat": block}
        if kind == "chance":
            return self.chance()
        return self.stage("a" if first else self.pick(*self.types), first=first)

    def name(self) -> str:
        self.count += 1
        return f"s{self.count}"

    def stage(self, by: str, *, first: bool = False, plain: bool = False) -> dict[str, Any]:
        name = self.name()
        others = [actor for actor in self.types if actor != by]
        private = not plain and self.may("private")
        body: dict[str, Any] = {"by": by}
        if private:
            body["seen_by"] = self.draw(st.lists(st.sampled_from(others), unique=True, max_size=len(others) - 1))
        if not first and self.may("guards"):
            body["when"] = self.condition()
        moves: dict[str, Any] = {"go": self.effect(private=private), "stay": ""}
        free = ["go", "stay"]
        if not private and not plain and self.draw(st.booleans()):
            moves["turn"] = {
                "do": self.pick("count -= 1", "count -= 1, side = left"), "when": "count > 0", **self.because(),
            }  # fmt: skip
        elif not private and not plain and self.may("choice"):
            moves["send"] = {"choose": "n in {0, 5}", "do": "sent = n"}
            self.sends = True
        body["moves"] = moves
        if by == "a":
            self.fixable.append((name, free))
        if not private and not plain:
            self.public.append((name, [*free]))
            if by == "a":
                self.kept.append(name)
        return {name: body}

    def effect(self, *, private: bool) -> str:
        return "" if private else self.pick("side = left", "side = right", "", "count = 0", "heat = heat * 0 + 1")

    def chance(self) -> dict[str, Any]:
        low, high = self.pick(("likely", "rest"), ("0.2..0.4", "rest"), ("0.5", "0.5"), ("unlikely", "rest"))
        name = self.name()
        first: dict[str, Any] = {"p": low}
        body: dict[str, Any] = {"by": "chance", "moves": {"yes": first, "no": {"p": high}}}
        typed = [actor for actor, types in self.types.items() if types]
        if typed and self.may("becomes"):
            first["do"] = f"{self.pick(*typed)} := {self.pick('hard', 'soft')}"
        elif self.may("private"):
            body["seen_by"] = self.draw(st.lists(st.sampled_from(sorted(self.types)), unique=True, max_size=1))
        else:
            first["do"] = self.pick("side = left", "heat = 2")
            self.public.append((name, ["yes", "no"]))
        return {name: body}

    def condition(self) -> str:
        base = [
            "side == left",
            "side != open",
            "count > 0",
            "count + heat < 3",
            "not (side == right)",
            "heat in {0, 2}",
        ]
        base += [f"{stage} == {moves[0]}" for stage, moves in self.public]
        one = self.pick(*base)
        return self.pick(one, one, f"{one} {self.pick('and', 'or')} {self.pick(*base)}")

    def outcomes(self) -> dict[str, Any]:
        names = ["x", "y", "z"][: self.draw(st.integers(1, 3))]
        return {name: self.condition() for name in names} | {"other": "otherwise"}

    def order(self, outcomes: list[str]) -> list[Any]:
        ranked = self.draw(st.permutations(outcomes))
        if not self.may("partial"):
            return [" > ".join(ranked)]
        found: list[Any] = []
        strict = True  # one strict relation at least: an actor indifferent to everything has no scale
        for better, worse in itertools.pairwise(ranked):
            relation = f"{better} {'>' if strict else self.pick('>', '>', '=')} {worse}"
            claims = self.because().get("because")
            if strict or self.draw(st.integers(0, 3)) > 0:
                found.append({relation: claims} if claims else relation)
            strict = False
        return found

    def promise(self, case: dict[str, Any]) -> None:
        # The last of the planner's public stages; `stay` is offered there without a guard.
        if not self.kept or not self.may("commitment"):
            return
        cost = {"of": "a", "per": "breached(word)", "range": self.pick("-0.4..-0.05", "-0.2")}
        case["commitments"] = {
            "word": {"by": "a", "to": "b", "if": self.condition(), "then": ["stay"], "breach": "cost", **self.because()}
        }
        case["considerations"] = {"cost": cost}

    def considerations(self, case: dict[str, Any], *, audience: bool) -> None:
        found: dict[str, Any] = case.pop("considerations", {})
        if self.may("considerations"):
            holder = self.pick(*self.types)
            found["toll"] = {"of": holder, "per": self.pick("count", "heat * 2 - count", "(side == left) + heat"),
                             "range": self.pick("-0.05..-0.01", "0.1", "-0.1..0.1"), **self.because()}  # fmt: skip
            if self.repeats and self.draw(st.booleans()):
                found["toll"]["each"] = "round"
            if self.draw(st.booleans()):
                found["toll"]["neutral"] = "-0.2..0.2"
        if audience:
            found["esteem"] = {"of": self.pick(*self.types), "per": "opinion(a.hard)", "range": "0..0.3"}
        if found:
            case["considerations"] = found

    def priors(self, case: dict[str, Any]) -> None:
        both = bool(self.types["a"] and self.types["b"])
        if both and self.may("joint"):
            case["joint"] = [{"a": one, "b": two, "p": p} for one, two, p in (
                ("hard", "hard", "0.1..0.3"), ("hard", "soft", "0.2"), ("soft", "hard", "0.2..0.3"),
                ("soft", "soft", "rest"))]  # fmt: skip
        elif self.types["a"] and self.may("beliefs"):
            case["beliefs"] = [{"holder": "b", "about": "a", "types": {"hard": "0.1..0.3", "soft": "rest"}}]

    def plans(self, case: dict[str, Any]) -> None:
        stage, moves = self.fixable[0]
        plans: dict[str, Any] = {"first": {stage: moves[0]}}
        if self.draw(st.booleans()):
            plans["second"] = {stage: moves[1]}
            if self.draw(st.booleans()):
                case["conjecture"] = {"first": "2", "second": "0.5"}
        case["plans"] = plans
