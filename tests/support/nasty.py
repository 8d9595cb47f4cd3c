"""Random small scenarios made to be misread: everything the reference allows, in combinations no author would write.

Private stages in repeats and groups that several plans fix differently, guards that only some movers can evaluate,
moves that are forced for a hidden reason, types that change between an actor's moves, promises that depend on a type
and are released, audiences that judge midway and again in every round, considerations that multiply opinions.
Valid all the same: no guard reads what its mover has not seen, no private move changes a fact.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from foedus.scenario import Scenario

from .scenarios import read

ACTORS = ("a", "b", "c")
EFFECTS = (
    "n -= 1",
    "n += 1",
    "side = left",
    "side = right, n -= 1",
    "n = 0, n += m",
    "m = n",
    "side = left, m = round",
    "",
)


REPORT_IN_A_GROUP = """\
case: report_in_a_group
title: What a report is counted with changes when the group is over
planner: a
actors:
  a: {}
  b: {types: {h: 0.2..0.4, s: rest}}
  w: {audience: {judges: b.h, at: poll, steps: 3}}
facts: {n: 2..0}
stages:
  - together:
      - move: {by: b, moves: {x: n -= 1, y: }}
      - poll: {by: w}
  - answer: {by: a, moves: {u: , v: }}
outcomes: {x: n == 0, y: otherwise}
preferences: {a: [x > y], b: [x > y]}
considerations: {esteem: {of: a, per: opinion(b.h) * n, range: 0..0.3}}
plans: {one: {answer: u}}
"""
"""Found by the law: the report was counted with n as it stood before the group."""


def nasty_scenarios() -> st.SearchStrategy[Scenario]:
    """Draw valid scenarios of two or three steps; shrinks towards plain ones."""
    return nasty_texts().map(read)


@st.composite
def nasty_texts(draw: st.DrawFn) -> str:
    """Draw the text of a case, in the JSON that is also YAML."""
    return json.dumps(_Maker(draw).whole(), indent=1)


@dataclass
class _Maker:
    draw: st.DrawFn
    typed: list[str] = field(default_factory=list)
    stages: list[tuple[str, str, tuple[str, ...], list[str]]] = field(default_factory=list)
    """Stages so far: id, mover, who sees it, moves."""
    audiences: dict[str, Any] = field(default_factory=dict)
    decisions: int = 0
    repeats: int = 0

    def flip(self) -> bool:
        return self.draw(st.booleans())

    def pick(self, *values: Any) -> Any:
        return self.draw(st.sampled_from(values))

    def whole(self) -> dict[str, Any]:
        self.typed = [actor for actor in ("a", "b") if self.flip()]
        steps: list[Any] = [self.decision("a")]
        steps += [self.step() for _ in range(self.draw(st.integers(1, 3)))]
        if not any(mover == "b" for _, mover, _, _ in self.stages):
            steps.append(self.decision("b"))
        actors: dict[str, Any] = {}
        for actor in self.pick(ACTORS, ACTORS[::-1]):
            actors[actor] = {"types": {"h": "0.2..0.4", "s": "rest"}} if actor in self.typed else {}
        case: dict[str, Any] = {
            "case": "nasty",
            "title": "Nasty",
            "planner": "a",
            "announce": self.pick("fixed", "fixed", "strategic"),
            "advises": "a.h" if "a" in self.typed else "a",
            "actors": actors | self.audiences,
            "facts": {"n": "2..0", "m": "0..2", "side": ["open", "left", "right"]},
            "stages": steps,
            "outcomes": self.outcomes(),
            "preferences": {actor: ["x > y", "y > z"] for actor in ACTORS},
            "plans": self.plans(),
            "considerations": self.considerations(),
        }
        if self.flip():
            case["conjecture"] = {plan: self.pick("1", "2", "0.5") for plan in list(case["plans"])[: self.pick(1, 2)]}
        if self.flip():
            case["commitments"] = {"word": self.promise()}
            case["considerations"]["cost"] = {
                "of": "a", "per": self.pick("breached(word)", "2 * kept(word) - breached(word)"), "range": "-0.4..0",
            }  # fmt: skip
        else:
            _without_release(steps)
        if self.typed == ["a", "b"] and self.flip():
            case["joint"] = self.pick(
                [{"a": "h", "b": "h", "p": "0.1..0.3"}, {"a": "h", "b": "s", "p": "0.2"},
                 {"a": "s", "b": "h", "p": "0.1"}, {"a": "s", "b": "s", "p": "rest"}],
                [{"a": "h", "b": "h", "p": "0.1..0.3"}, {"a": "s", "b": "h", "p": "0.2"},
                 {"a": "s", "b": "s", "p": "rest"}],
            )  # fmt: skip
        elif "a" in self.typed and self.flip():
            case["beliefs"] = [{"holder": "b", "about": "a", "types": {"h": "0.7..0.9", "s": "rest"}}]
        return case

    def step(self) -> dict[str, Any]:
        match self.pick("decision", "chance", "together", "repeat", "audience", "hidden_reason"):
            case "chance":
                return self.chance()
            case "together":
                return {"together": [self.inner(simultaneous=True) for _ in range(2)]}
            case "repeat" if self.repeats < 2 and self.decisions < 4:
                self.repeats += 1
                body = [self.inner() for _ in range(self.pick(1, 2))]
                if self.flip() and self.decisions < 3:
                    body.append({"together": [self.decision(self.pick(*ACTORS), simultaneous=True) for _ in range(2)]})
                block: dict[str, Any] = {"rounds": "2", "stages": body}
                if self.flip():
                    block["until"] = self.pick("n == 0", "side != open", "m > 0 and round < 9")
                if self.repeats == 1 and self.flip():
                    block["discount"] = "0.9..0.99"
                return {"repeat": block}
            case "audience" if self.typed:
                return self.audience()
            case "hidden_reason":
                return self.hidden_reason()
            case _:
                return self.decision(self.pick(*ACTORS))

    def inner(self, *, simultaneous: bool = False) -> dict[str, Any]:
        kind = self.pick("decision", "decision", "chance", "audience")
        if kind == "chance":
            return self.chance(simultaneous=simultaneous)
        if kind == "audience" and self.typed:
            return self.audience()
        return self.decision(self.pick(*ACTORS), simultaneous=simultaneous)

    def name(self) -> str:
        return f"s{len(self.stages) + 1}"

    def guard(self, mover: str) -> str:
        found = ["n > 0", "side == open", "n + m < 3", "not (m == 1 or side == left)", "round != 1", "n in {0, 2}"]
        found += [
            f"{name} {self.pick('==', '!=')} {self.pick(*moves, 'none')}"
            for name, by, seers, moves in self.stages
            if mover == by or mover in seers
        ]
        return self.pick(*found)

    def seers(self, mover: str) -> list[str] | None:
        """None where everyone sees the move."""
        if self.flip():
            return None
        return self.draw(st.lists(st.sampled_from([actor for actor in ACTORS if actor != mover]), unique=True))

    def decision(self, by: str, *, simultaneous: bool = False) -> dict[str, Any]:
        self.decisions += 1
        name, seen_by = self.name(), self.seers(by)
        body: dict[str, Any] = {"by": by}
        if seen_by is not None:
            body["seen_by"] = seen_by
        if self.stages and self.flip():
            body["when"] = self.guard(by)
        moves: dict[str, Any] = {}
        count = 2 if simultaneous or self.decisions > 2 else self.pick(2, 3)
        for move in ("x", "y", "z")[:count]:
            effect = self.pick(*EFFECTS) if seen_by is None else ""
            if self.flip() and by == "a":
                effect = f"{effect}, release(word)" if effect else "release(word)"
            moves[f"{name}{move}"] = {"do": effect} if effect else ""
            if move != "x" and self.draw(st.integers(0, 3)) == 0:
                moves[f"{name}{move}"] = {"do": effect, "when": self.guard(by)} if effect else {"when": self.guard(by)}
        names = list(moves)
        if seen_by is None and self.decisions == 2 and self.flip():
            moves["send"] = {"choose": "k in {0, 2}", "do": "m = k", "when": "k <= n"}
            names += ["send_0", "send_2"]
        body["moves"] = moves
        self.stages.append((name, by, ACTORS if seen_by is None else tuple(seen_by), names))
        return {name: body}

    def chance(self, *, simultaneous: bool = False) -> dict[str, Any]:
        name, seen_by = self.name(), self.seers("chance")
        body: dict[str, Any] = {"by": "chance"}
        if seen_by is not None:
            body["seen_by"] = seen_by
        if self.flip() and not simultaneous:
            body["when"] = self.pick("n > 0", "side == open")
        effect = self.pick(*EFFECTS) if seen_by is None else ""
        if self.typed and self.flip():
            change = f"{self.pick(*self.typed)} := {self.pick('h', 's')}"
            effect = f"{effect}, {change}" if effect else change
        first: dict[str, Any] = {"p": "likely"}
        if effect:
            first["do"] = effect
        moves = {f"{name}x": first, f"{name}y": {"p": "rest"}}
        body["moves"] = moves
        self.stages.append((name, "chance", ACTORS if seen_by is None else tuple(seen_by), list(moves)))
        return {name: body}

    def audience(self) -> dict[str, Any]:
        who = f"w{len(self.audiences) + 1}"
        name = f"poll{len(self.audiences) + 1}"
        judged = [
            actor
            for actor in self.typed
            if all(v["audience"]["judges"] != f"{actor}.h" for v in self.audiences.values())
        ]
        if not judged:
            return self.decision(self.pick(*ACTORS))
        self.audiences[who] = {"audience": {"judges": f"{judged[0]}.h", "at": name, "steps": self.pick("2", "3", "4")}}
        return {name: {"by": who} | ({"when": "n > 0"} if self.flip() else {})}

    def hidden_reason(self) -> dict[str, Any]:
        """A public stage with one move, which is reached for a reason that only its mover may know."""
        secret = [stage for stage in self.stages if stage[1] in ACTORS and stage[2] != ACTORS]
        if secret and self.flip():
            last, by, _, moves = secret[-1]
            when = f"{last} == {moves[0]}"
        else:
            by = self.pick(*ACTORS)
            when = self.guard(by)
        name = self.name()
        body = {"by": by, "when": when, "moves": {f"{name}x": self.pick(*EFFECTS)}}
        self.stages.append((name, by, ACTORS, [f"{name}x"]))
        return {name: body}

    def outcomes(self) -> dict[str, str]:
        found = ["n == 0", "side == left and m != 1", "n + 2 * m > 3", "round == 0 and side == right"]
        found += [f"{name} in {{{moves[0]}, none}}" for name, _, _, moves in self.stages]
        return {"x": self.pick(*found), "y": self.pick(*found), "z": "otherwise"}

    def plans(self) -> dict[str, Any]:
        own = [(name, moves) for name, by, _, moves in self.stages if by == "a"]
        plans: dict[str, Any] = {}
        for plan in ("one", "two", "three")[: self.draw(st.integers(1, 3))]:
            fixed = {name: self.pick(*moves) for name, moves in own if self.flip()}
            plans[plan] = fixed or {own[0][0]: self.pick(*own[0][1])}
        return plans

    def promise(self) -> dict[str, Any]:
        own = [move for _, by, _, moves in self.stages if by == "a" for move in moves]
        then = self.draw(st.lists(st.sampled_from(own), min_size=1, max_size=2, unique=True))
        conditions = ["n > 0", "side != left", "n == n"] + (["type(a) == h and n > 0"] if "a" in self.typed else [])
        return {"by": "a", "to": "b", "if": self.pick(*conditions), "then": then, "breach": "cost"}

    def considerations(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for number in range(self.draw(st.integers(0, 2))):
            per = self.pick("n", "m - 2 * n", "(side == left) * n", "3 * round + 1")
            of = self.pick(*ACTORS, *(f"{actor}.h" for actor in self.typed))
            found[f"k{number}"] = {"of": of, "per": per, "range": "-0.1..0.1"}
            if self.repeats and self.flip():
                found[f"k{number}"]["each"] = "round"
        opinions = [f"opinion({found_['audience']['judges']})" for found_ in self.audiences.values()]
        if opinions:
            weight = self.pick("", " * n", " * (side == left)", " * opinion")
            per = self.pick(*opinions)
            per += weight.replace("opinion", per)
            found["esteem"] = {"of": self.pick(*ACTORS), "per": per, "range": "0..0.3"}
            if self.repeats and self.flip():
                found["esteem"]["each"] = "round"
        if len(opinions) == 2 and self.flip():
            found["both"] = {"of": self.pick(*ACTORS), "per": f"{opinions[0]} - 2 * {opinions[1]}", "range": "0..0.3"}
        return found


def _without_release(steps: list[Any]) -> None:
    """Take `release(word)` out again where no promise was drawn."""
    for step in steps:
        for key, body in step.items():
            if key == "together":
                _without_release(body)
            elif key == "repeat":
                _without_release(body["stages"])
            else:
                for name, move in body.get("moves", {}).items():
                    if isinstance(move, dict) and "release(word)" in move.get("do", ""):
                        rest = move["do"].replace(", release(word)", "").replace("release(word)", "")
                        kept = {key: value for key, value in move.items() if key != "do"} | (
                            {"do": rest} if rest else {}
                        )
                        body["moves"][name] = kept or ""
